"""Forms that add something: a speaker, a document, a recording, news. What is there already is completed."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from microsite.editing.rewrite import Plain
from microsite.imports.form_body import code
from microsite.imports.form_change import Change
from microsite.imports.typed import PlacedItem, PlacedSitting, split_name, words_of
from microsite.model.people import Mode, Part

MODES = {"In the room": Mode.room, "Remotely": Mode.remote, "By a video recorded before": Mode.video}


def add_speaker(change: Change) -> None:
    """The form “Add a speaker”: a person, unless they are there already, and their part in an item, if one is named."""
    honorific, name = split_name(change.answers["The speaker’s name"])
    placed = change.understood("Item", change.reader.item)
    picture = change.understood("Picture", change.file)
    part, mode = change.answers["Part"] or Part.speaker, change.answers["How"] or next(iter(MODES))
    part = part.lower().replace(" ", "_").replace("-", "_")
    if part not in set(Part):
        change.refuse("Part", f"Write one of {', '.join(part_names())}")
    if mode not in MODES:
        change.refuse("How", f"Write one of {', '.join(MODES)}")
    texts = {label: change.text(label) for label in ("Role", "Biography")}
    is_new = re.fullmatch(r"(.+?)\s*\(new\)", name)
    name = is_new[1] if is_new else name
    keys = [] if is_new else change.reader.people_called(name)
    if len(keys) > 1:
        change.understood("The speaker’s name", change.reader.person)
    near = change.reader.people_called_in_part(name) or change.reader.people_by_key(name)
    pieces = [each.strip() for each in re.split(r"[,;&\n]|\band\b", name) if each.strip()]
    if not keys and sum(bool(split_name(each)[0]) for each in pieces) + bool(honorific) > 1:
        change.refuse("The speaker’s name", "These are several people; a form is for one, so send one for each")
    elif name and not keys and not is_new and near:
        words = f"There is {near} already; write that name, if this is meant, and else {code(f'{name} (new)')}"
        change.refuse("The speaker’s name", words)
    if not name or change.problems:
        return
    key = keys[0] if keys else change.new_id(name, "person")
    given = {"role": texts["Role"], "organization": change.answers["Organization"], "biography": texts["Biography"], "picture": picture}
    _describe_person(change, key, name, honorific, given)
    if placed:
        _give_part(change, placed, key, name, part, MODES[mode])


def _describe_person(change: Change, key: str, name: str, honorific: str, given: dict[str, Any]) -> None:
    """Put somebody into the data, if they are not there, and what is `given` of them by field; what is there already is kept."""
    people = change.data.setdefault("people", {})
    is_known = key in people
    person = people.setdefault(key, {})
    if not is_known:
        change.write(person, "name", name, "The speaker’s name")
        if honorific:
            change.write(person, "honorific", honorific, "The speaker’s name")
        change.done.append(f"{code(name)} is added to the people, by the short name {code(key)}")
        change.new_page("people")
    for field, value in given.items():
        label, old = field.capitalize(), person.get(field)
        if isinstance(value, dict) and old is not None:  # what is missing of its languages is added
            has = old if isinstance(old, dict) else {change.session.source_language: old}
            if all(has.get(language, text) == text for language, text in value.items()):
                value = {**has, **value}
                old = value if value == has else None
        if not value or value == old or isinstance(old, dict) and value in old.values():
            continue
        if old is not None:
            change.refuse(label, f"{code(name)} is there already and has another {field}; use the form “Correct a text” for that")
            continue
        change.write(person, field, value, label)
        if is_known:
            change.done.append(f"{code(name)}, who was there already, has a {field} now")


def _give_part(change: Change, placed: PlacedItem, key: str, name: str, part: str, mode: Mode) -> None:
    """Have somebody take part in an item; who does so already may do so in another way."""
    same = [at for at, each in enumerate(placed.item.people) if each.person == key]
    if same:
        _renew_participation(change, placed, same, part, mode)
        return
    entry, participation = change.at(placed.where), {"person": key}
    if part != Part.speaker:
        participation["part"] = Plain(part)
    if mode is not Mode.room:
        participation["mode"] = Plain(mode)
    change.write(entry, "people", [*entry.get("people", []), participation], "Item")
    change.done.append(f"{code(name)} takes part in {change.reader.title(placed.item)}")


def _renew_participation(change: Change, placed: PlacedItem, places: Sequence[int], part: str, mode: Mode) -> None:
    """Another part, or way to take part, of somebody who is in the item already; what a form has chosen beforehand changes neither."""
    name, title = code(split_name(change.answers["The speaker’s name"])[1]), change.reader.title(placed.item)
    people = [placed.item.people[at] for at in places]
    entry = change.at(placed.where)["people"][places[0]]
    for label, key, given, usual in (("Part", "part", part, Part.speaker), ("How", "mode", mode, Mode.room)):
        old = [getattr(each, key) for each in people]
        if given in old or given == Mode.room:
            continue
        known = old[0].replace("_", " ")
        if given == usual or len(people) > 1:
            words = f"{name} takes part in {title} already, and that stays so ({label}: {known})"
            change.done.append(f"{words}; another can be written in the data file")
        else:
            change.write(entry, key, Plain(given), label)
            change.done.append(f"{name}, who takes part in {title} already, does so as {given.replace('_', ' ')} now (was {known})")


def part_names() -> list[str]:
    """What a person can do in an item, as the form offers it."""
    return [part.replace("_", "-" if part.startswith("co_") else " ").capitalize() for part in Part]


def add_document(change: Change) -> None:
    """The form “Add a document”: of the whole session or of an item; one that is there already gets its address or its day."""
    title, owner = change.titles("The document’s title", "Title in other languages"), change.data
    symbol, expected = change.answers["Symbol"], change.understood("Expected", change.reader.day)
    url = change.understood("Address or file", lambda text: _addresses(change, text))
    belongs_to = "the whole session"
    if change.reader.people_called(change.answers["Belongs to"]):
        change.refuse("Belongs to", "A document belongs to an item or to the whole session; write the item in which this person speaks")
    elif placed := change.understood("Belongs to", change.reader.item):
        owner, belongs_to = change.at(placed.where), change.reader.title(placed.item)
    if not change.answers["Address or file"] and not expected and not change.answers["Expected"]:
        change.refuse("Address or file", "There is neither an address nor a day by which it is expected; give one of them")
    if change.problems or not title:
        return
    documents = owner.get("documents", [])
    wanted = {words_of(each) for each in (title.values() if isinstance(title, dict) else (title,))}
    for document in documents:
        own = document["title"]
        names = {words_of(each) for each in (own.values() if isinstance(own, dict) else (own,))}
        if wanted & names or symbol and document.get("symbol") == symbol:
            _renew_document(change, document, url, expected)
            return
    new: dict[str, Any] = {}
    if owner is change.data:
        new["id"] = change.new_id(change.answers["The document’s title"], "document")
    change.write(new, "title", title, "The document’s title")
    if symbol:
        change.write(new, "symbol", symbol, "Symbol")
    if url:
        change.write(new, "url", url, "Address or file")
    else:
        change.write(new, "expected", Plain(str(expected)), "Expected")
    change.write(owner, "documents", [*documents, new], "Belongs to")
    change.done.append(f"The document {code(change.answers['The document’s title'])} is added to {belongs_to}")


def _addresses(change: Change, text: str) -> Any:
    """One address or file, or one for each language."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and not re.match(r"[\w-]+\s*[:：]\s", lines[0]):
        return change.file(lines[0])
    return {language: change.file(address) for language, address in change.reader.by_language(text).items()}


def _renew_document(change: Change, document: dict[str, Any], url: Any, expected: dt.date | None) -> None:
    """An address, or the day on which it is expected, for a document that is there already."""
    name = code(change.answers["The document’s title"])
    old = document.get("url")
    if url:
        new = {**old, **url} if isinstance(old, dict) and isinstance(url, dict) else url
        if isinstance(old, dict) and not isinstance(new, dict):
            words = "The document has an address for each language; write one a line, for instance"
            change.refuse("Address or file", f"{words} {code('fr: files/agenda-fr.pdf')}")
        elif new != old:
            change.write(document, "url", new, "Address or file")
            document.pop("expected", None)
            change.done.append(f"The document {name}, which was there already, has {'another' if old else 'its'} address now")
    elif expected and document.get("expected") != str(expected):
        change.write(document, "expected", Plain(str(expected)), "Expected")
        change.done.append(f"The document {name}, which was there already, is expected by {change.reader.english.date(expected)}")


_RECORDED = {"recording": "recording", "url": "recording", "transcript": "transcript", "slides": "slides"}
"""What a sentence calls a key of an item or of `webcast.recordings`."""


def add_recording(change: Change) -> None:
    """The form “Add a recording”: of an item or a sitting, with its transcript and slides."""
    given = {"Address of the recording": "recording", "Transcript": "transcript", "Slides": "slides"}
    answers = {key: change.understood(label, lambda text: _addresses(change, text)) for label, key in given.items()}
    labels = {key: label for label, key in given.items()}
    values = {key: value for key, value in answers.items() if value}
    if not values and not change.problems:
        change.refuse("Address of the recording", "There is neither a recording nor a transcript nor slides; give the address of one")
    wanted = change.answers["The item or sitting"]
    sitting = None
    with contextlib.suppress(ValueError):
        sitting = change.reader.sitting(wanted) if wanted else None
    placed = None if sitting else change.understood("The item or sitting", lambda text: _recorded_item(change, text))
    if change.problems:
        return
    if placed:
        entry, name = change.at(placed.where), change.reader.title(placed.item)
    elif sitting:
        recordings = change.data.setdefault("webcast", {}).setdefault("recordings", [])
        entry = next((each for each in recordings if each.get("sitting") == sitting.sitting.id), None)
        if entry is None:
            entry = {"sitting": sitting.sitting.id}
            recordings.append(entry)
        if "slides" in values:
            change.refuse("Slides", "Slides belong to an item, and a sitting is named above; use the form once more for the item")
        if "recording" in values:
            values["url"] = values.pop("recording")
            labels["url"] = labels.pop("recording")
        name = f"the sitting {change.reader.describe_sitting(sitting)}"
    else:
        return
    for key, value in values.items():
        if entry.get(key) != value:
            change.done.append(f"{name[:1].upper()}{name[1:]} has {'another' if key in entry else 'its'} {_RECORDED[key]} now")
            change.write(entry, key, value, labels[key])


def _recorded_item(change: Change, text: str) -> PlacedItem:
    """The item that is meant; of a day, the sittings are offered."""
    reader = change.reader
    with contextlib.suppress(ValueError):
        return reader.item(text)
    of_day: list[PlacedSitting] = []
    with contextlib.suppress(ValueError):
        day = reader.day(text)
        of_day = [each for each in reader.sittings if each.day.date == day]
    if of_day:
        offered = "; ".join(map(reader.describe_sitting, of_day))
        raise ValueError(
            f"{code(text)} has several parts: {offered}. Write which one, for instance {code(of_day[0].sitting.id)}, or an item"
        )
    return reader.item(text)


def add_news(change: Change) -> None:
    """The form “Publish news”."""
    title, day = change.titles("The news", "The news in other languages"), change.understood("Day", change.reader.day)
    if change.problems or not day:
        return
    news = change.data.get("news", [])
    wanted = {words_of(each) for each in (title.values() if isinstance(title, dict) else (title,))}
    same = [each for each in change.session.news if wanted & {*map(words_of, each.title.root.values())}]
    if any(each.date == day for each in same):
        return
    if same:
        words = f"There is {code(change.reader.source_text(same[0].title))} already, of {change.reader.english.date(same[0].date)}"
        change.refuse("The news", f"{words}; give news that are new another title, and correct old ones by the form “Correct a text”")
        return
    more = change.text("More")
    if change.problems:
        return
    new: dict[str, Any] = {"id": change.new_id(change.answers["The news"], "news")}
    change.write(new, "date", Plain(str(day)), "Day")
    change.write(new, "title", title, "The news")
    for key, label, value in (("text", "More", more), ("url", "Address", change.answers["Address"])):
        if value:
            change.write(new, key, value, label)
    change.new_page("news")
    change.data["news"] = [*news, new]
    change.done.append(f"The news {code(change.answers['The news'])} is shown from {change.reader.english.date(day)}")
