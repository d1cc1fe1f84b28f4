"""The forms on GitHub (.github/ISSUE_TEMPLATE): what each changes in the data file.

A form is known by the labels of its answers, which the tests hold equal to those in its file. All that is not understood is told at once,
and then nothing is changed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import itertools
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from microsite.editing.edit import EditError
from microsite.editing.rewrite import Plain, read, rewritten
from microsite.editing.translations import Text, all_texts
from microsite.imports.form_body import NotUnderstood, Problem, as_markdown, code, read_answers
from microsite.imports.tables import unused_key
from microsite.imports.typed import MOST_LISTED, PlacedItem, PlacedSitting, Reader, holds, minutes_after, split_name, words_of
from microsite.localize.names import scripts
from microsite.model.agenda import AgendaStatus
from microsite.model.fields import ALL_LANGUAGES, Where, dotted, slug
from microsite.model.people import Mode, Part
from microsite.model.session import Session
from microsite.source import diagnostics
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load, load_content

MODES = {"In the room": Mode.room, "Remotely": Mode.remote, "By a video recorded before": Mode.video}
CANCELLED, MOVES, TAKES_PLACE = "It is cancelled", "It moves to another day, hour or room", "It takes place after all"
LONGEST_ID = 40
"""Letters of an id that is made of a title; it stands in addresses."""
LONGEST_QUOTED = 1000
"""Letters of a changed text in the answer."""
LONGEST_PATH = 200
"""Letters of a path that is looked for on the disk."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Applied:
    """What a form changes."""

    form: str
    """Its name."""
    done: tuple[str, ...]
    """Sentences in Markdown."""
    hints: tuple[str, ...]
    """What the check finds implausible since, in Markdown."""
    content: str | None
    """The data file as it is to be; None if it says all that already."""
    before: Session
    after: Session


def apply_form(body: str, data: Path, *, docs: Path, languages: Sequence[str], catalogues: Path) -> Applied:
    """What the body of an issue changes in a data file, which is not written; NotUnderstood if it is not certain what that is.

    `docs` is the folder of files that the data names, `languages` are those of the site, `catalogues` is the folder of its own words.
    """
    name, answers = read_answers(body, {name: form.labels for name, form in FORMS.items()})
    try:
        before = load(data, name=data.as_posix(), docs=docs)
        content = data.read_bytes().decode()
    except BadSource as bad:
        words = "The data file has errors, which must be corrected before a form can change anything: "
        raise NotUnderstood(Problem("", words + "; ".join(as_markdown(str(each)) for each in bad.problems[:MOST_LISTED]))) from None
    except UnicodeDecodeError:
        raise NotUnderstood(Problem("", f"{data.as_posix()} is not in UTF-8; save it in UTF-8 first")) from None
    change = Change(answers, before.session, read(content), Reader(before.session, languages, catalogues), docs)
    for label in FORMS[name].required:
        if not answers[label]:
            change.refuse(label, "There is no answer, and one is needed")
    FORMS[name].fill(change)
    if change.problems:
        raise NotUnderstood(*dict.fromkeys(change.problems))
    try:
        new = rewritten(content, change.data)
    except EditError:
        words = "This can't be written into the data file without changing more; somebody who knows the file must do it there"
        raise NotUnderstood(Problem("", words)) from None
    after = _checked(new, data, docs, change)
    known = {(each.field, each.words) for each in before.warnings}
    changed = Change(answers, after.session, change.data, Reader(after.session, languages, catalogues), docs)
    hints = [changed.said(each) for each in after.warnings if (each.field, each.words) not in known]
    return Applied(name, tuple(change.done), tuple(hints), new if new != content else None, before.session, after.session)


def _checked(content: str, data: Path, docs: Path, change: Change) -> Source:
    """The changed file as it is loaded; its errors are told at the answers that they are about."""
    try:
        return load_content(content.encode(), data.as_posix(), docs=docs)
    except BadSource as bad:
        errors = [each for each in bad.problems if each.severity == "error"]
        raise NotUnderstood(*(change.problem_of(error) for error in errors[:MOST_LISTED])) from None


class Change:
    """A form that is being filled into the data of a file: the data is changed, or problems are noted."""

    def __init__(self, answers: dict[str, str], session: Session, data: dict[str, Any], reader: Reader, docs: Path):
        self.answers, self.session, self.data, self.reader, self.docs = answers, session, data, reader, docs
        self.problems: list[Problem] = []
        self.done: list[str] = []
        self.entry: dict[str, Any] = {}
        """Of the item that is changed."""
        self._written: list[tuple[dict[str, Any], str, str]] = []
        """Which key of which map was written by the answer of which label."""

    def refuse(self, label: str, words: str) -> None:
        self.problems.append(Problem(label, words))

    def understood(self, label: str, by: Callable[[str], Value]) -> Value | None:
        """What an answer means; None without one, or with a problem noted if it is not understood."""
        if not self.answers[label]:
            return None
        try:
            return by(self.answers[label])
        except ValueError as error:
            self.refuse(label, str(error))
            return None

    def write(self, where: dict[str, Any], key: str, value: Any, label: str) -> None:
        """Give a key of a map of the data its value, by the answer of a label."""
        where[key] = value
        self._written.append((where, key, label))

    def problem_of(self, error: diagnostics.Problem) -> Problem:
        """An error of the changed file, at the answer that it is about."""
        paths = {id(value): where for where, value in _maps(self.data)}
        for where, key, label in self._written:
            path = dotted((*paths[id(where)], key)) if id(where) in paths else None
            if path and (error.field == path or error.field.startswith((f"{path}.", f"{path}["))):
                return Problem(label, f"The answer {self._in_words_of_the_form(error)}")
        words = f"The file would have an error: {self.said(error)}"
        label = next((label for where, key, label in reversed(self._written) if where is self.entry and key in ("start", "end")), "")
        if label and "New end" in self.answers and not self.answers["New end"]:
            return Problem("New end", f"{words}. Without an answer here the item lasts as long as before; give the end that it has now")
        return Problem(label, words)

    def said(self, problem: diagnostics.Problem) -> str:
        """A problem of the data file in Markdown."""
        return f"{self.place(problem.field)} {self._in_words_of_the_form(problem)}".strip()

    def _in_words_of_the_form(self, problem: diagnostics.Problem) -> str:
        """The sentence of a problem, with labels of the form for the keys that they write."""
        words = problem.words
        for _, key, label in self._written:
            words = words.replace(f"`{key}`", f"“{label}”")
        titles = {each.item.id: self.reader.title(each.item) for each in self.reader.items}
        return as_markdown(re.sub(r"(?<=while )[\w-]+(?= is still on)", lambda found: titles.get(found[0], found[0]), words))

    def at(self, where: Where) -> Any:
        """What stands at a path of the data."""
        value: Any = self.data
        for part in where:
            value = value[part]
        return value

    def new_id(self, name: str, otherwise: str) -> str:
        """An id made of a name that no part of the data has yet; `otherwise` is for names without Latin letters."""
        used = {value for each, inner in _maps(self.data) for value in (inner.get("id"), *(inner if each in _SHORT_NAMES else ()))}
        short = slug(name)
        if len(short) > LONGEST_ID:
            short = short[: LONGEST_ID + 1].rpartition("-")[0] or short[:LONGEST_ID]
        return unused_key(short, used) if short else next(each for n in itertools.count(1) if (each := f"{otherwise}-{n}") not in used)

    def text(self, label: str) -> str | dict[str, str] | None:
        """A text of an answer, or one for each language that it is in (Reader.text)."""
        return self.understood(label, self.reader.text)

    def titles(self, label: str, others: str) -> Any:
        """A text, with its translations if another answer has any: a string, or a map of languages."""
        translations = self.understood(others, self.reader.by_language) or {}
        return self.understood(label, lambda text: self.reader.text(text, translations, others))

    def place(self, field: str) -> str:
        """A path of the data as people call it: by the title of its item, if it is in one."""
        within = next(
            (each for each in self.reader.items if field == dotted(each.where) or field.startswith(f"{dotted(each.where)}.")), None
        )
        if within:
            return f"{self.reader.title(within.item)}{field.removeprefix(dotted(within.where)).replace('.', ', ')}"
        sitting = next((each for each in self.reader.sittings if field.startswith(dotted(each.where))), None)
        return f"The sitting {self.reader.describe_sitting(sitting)}" if sitting else code(field).removeprefix("``")

    def new_page(self, part: str) -> None:
        """Tell of the page of a part that the session had nothing of before."""
        if not getattr(self.session, part):
            self.done.append(f"The site gets a page for it; where `mkdocs.yml` lists the menu (`nav`), `{part}.md` is to be added there")

    def file(self, text: str) -> str:
        """The address or the path of a file: its name alone is enough where one file in docs/ has it."""
        name = text.strip().strip("`")
        if re.search(r"!\[|<img|^https://github\.com/user-attachments/", name):
            raise ValueError(
                "A file that is attached here can't be published; upload it into docs/files (Add file, Upload files), and write its name"
            )
        if not re.match(r"https?:", name) and not (self.docs / name[:LONGEST_PATH]).exists():
            if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/", name):
                raise ValueError(f"An address on the web begins with https://; write {code(f'https://{name}')}")
            if re.search(r"\s", name) and not re.search(r"\.\w{2,5}$", name):
                raise ValueError(
                    f"{code(name)} is no address, which begins with https://, and no file; leave this empty until there is one"
                )
        if "/" not in name:
            found = [path.relative_to(self.docs).as_posix() for path in self.docs.rglob("*") if path.name == name]
            return found[0] if len(found) == 1 else name
        return name

    def note(self, entry: dict[str, Any], label: str) -> None:
        """The reason that is given, as the note of an item."""
        note, old = self.text(label), entry.get("note")
        if note and note != old:
            languages = f" in {', '.join(map(self.reader.english.language_name, note))}" if isinstance(note, dict) else ""
            replaced = f", in the place of the note that it had{_and_translations(old)}" if old else ""
            self.done.append(f"Its note says why{languages}{replaced}")
            self.write(entry, "note", note, label)


def _and_translations(text: Any) -> str:
    """What else goes with a text that is replaced or deleted."""
    return " and of its translations" if isinstance(text, dict) and len(text) > 1 else ""


_SHORT_NAMES = {("people",), ("rooms",), ("tracks",), ("tags",), ("venues",), ("bodies",), ("kinds",)}


def _maps(value: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """All maps in some data, each with its path."""
    if isinstance(value, dict):
        yield where, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _maps(inner, (*where, key))


# ── the time and place of an item ─────────────────────────────────────────────────────────────────────────────────


class Time(NamedTuple):
    """When an item is to be."""

    day: dt.date
    start: dt.time
    end: dt.time | None


def _change_time(change: Change) -> None:
    placed = change.understood("The item", change.reader.item)
    start, end = change.understood("New start", change.reader.hour), change.understood("New end", change.reader.hour)
    if not (change.answers["New start"] or change.answers["New end"]):
        change.refuse("New start", "There is neither a new start nor a new end; give one of them")
    change.text("Why")
    if not placed or change.problems:
        return
    if not (placed.day and placed.sitting and placed.item.start):
        advice = "use the form “Cancel or move an item”, which gives it a day and an hour"
        change.refuse("The item", f"{change.reader.describe_item(placed)} has no hour yet; {advice}")
        return
    _move(change, placed, Time(placed.day.date, start or placed.item.start, end), {"start": "New start", "end": "New end"})
    change.note(change.entry, "Why")


def _cancel_or_move(change: Change) -> None:
    placed = change.understood("The item", change.reader.item)
    day, room = change.understood("New day", change.reader.day), change.understood("New room", change.reader.room)
    start, end = change.understood("New start", change.reader.hour), change.understood("New end", change.reader.hour)
    change.text("Why")
    if not placed and day:
        _check_day(change, day)
    what, moves = change.answers["What happens to it"], [label for label in _PLACE_LABELS if change.answers[label]]
    if what not in (CANCELLED, MOVES, TAKES_PLACE):
        change.refuse("What happens to it", f"Write one of {code(CANCELLED)}, {code(MOVES)} and {code(TAKES_PLACE)}")
    elif what == MOVES and not moves:
        change.refuse("New day", "There is no new day, hour or room; give what is new")
    elif what != MOVES and moves:
        change.refuse(moves[0], f"There is an answer, and above it stands {code(what)}; delete one of the two")
    if not placed or change.problems:
        return
    entry = change.entry = change.at(placed.where)
    title = change.reader.title(placed.item)
    if what == CANCELLED:
        if not placed.item.cancelled:
            change.write(entry, "cancelled", Plain("true"), "What happens to it")
            change.done.append(f"{title} is cancelled; it stays on the agenda, so that links to it still work")
    elif what == TAKES_PLACE:
        if not placed.item.cancelled:
            change.refuse(
                "What happens to it", f"{title} is not cancelled, so that nothing is to be taken back; choose what happens to it now"
            )
            return
        del entry["cancelled"]
        change.done.append(f"{title} takes place after all")
        if "note" in entry and not change.answers["Why"]:
            also = " and its translations" if _and_translations(entry["note"]) else ""
            change.done.append(f"The note that it had{also} {'are' if also else 'is'} deleted")
            del entry["note"]
    else:
        new_start = start or placed.item.start
        new_day = day or placed.day and placed.day.date
        if placed.sitting or start or end:
            if not new_day or not new_start:
                missing = "New start" if new_day else "New day"
                change.refuse(missing, "The item has none yet, and day and start are needed together; give both")
                return
            _move(change, placed, Time(new_day, new_start, end), {"date": "New day", "start": "New start", "end": "New end"})
        elif day:
            _move_whole_day(change, placed, day)
        if room and not change.problems:
            _set_room(change, placed, room)
    change.note(change.entry, "Why")


_PLACE_LABELS = ("New day", "New start", "New end", "New room")


def _move(change: Change, placed: PlacedItem, to: Time, labels: dict[str, str]) -> None:
    """Give an item another day or hour, in the sitting that holds it; without a new end it lasts as long as before."""
    reader, item, (day, start, end) = change.reader, placed.item, to
    if end is None and item.start and item.end:
        length = dt.timedelta(minutes=minutes_after(item.start, item.end))
        end = (dt.datetime.combine(day, start) + length).time()
    entry = change.entry = change.at(placed.where)
    target = _sitting_for(change, placed, Time(day, start, end), labels)
    if target is None:
        return
    was_end, new_end = item.end, end
    same_day = bool(placed.day and placed.day.date == day)
    if same_day and start == item.start and new_end == was_end:
        return
    change.write(entry, "start", Plain(f"{start:%H:%M}"), labels["start"])
    if new_end:
        entry.pop("open_end", None)
        change.write(entry, "end", Plain(f"{new_end:%H:%M}"), labels["end"])
    if placed.day and item.start:
        _set_moved(change, entry, {"date": (placed.day.date, day), "start": (item.start, start)})
    _put(change, placed, entry, target)
    until = f"–{new_end:%H:%M}" if new_end else ""
    on = "" if same_day else f" on {reader.english.date(day, 'full')}"
    old_day = f"on {reader.english.date(placed.day.date, 'full')}, " if placed.day and not same_day else ""
    was = f" (was {old_day}{item.start:%H:%M}{f'–{was_end:%H:%M}' if was_end else ''})" if item.start else ""
    change.done.append(f"{reader.title(item)} is now at {start:%H:%M}{until}{on}{was}")


def _sitting_for(change: Change, placed: PlacedItem, to: Time, labels: dict[str, str]) -> PlacedSitting | None:
    """The sitting that holds an item at its new time: its own if that does; None, with a problem noted, if there is none or several."""
    reader = change.reader
    of_day = [each for each in reader.sittings if each.day.date == to.day]
    at_start = [each for each in of_day if holds(each.sitting, to.start, None)]
    found = [each for each in at_start if holds(each.sitting, to.start, to.end)]
    own = [each for each in found if each.where == placed.where[:-2]]
    same_room = [each for each in found if placed.sitting and each.sitting.room == placed.sitting.room]
    for few in (own, found, same_room):
        if len(few) == 1:
            return few[0]
    listed = "; ".join(map(reader.describe_sitting, of_day))
    if found:
        change.refuse(labels["start"], f"Several sittings hold {to.start:%H:%M}, and only the data file can say which is meant: {listed}")
    elif at_start and to.end:
        sitting = at_start[0].sitting
        over = f"{sitting.end:%H:%M}"
        is_given = bool(change.answers[labels["end"]])
        if minutes_after(sitting.start, to.end) <= minutes_after(sitting.start, to.start) and (sitting.start < sitting.end or is_given):
            words = f"The item would end at {to.end:%H:%M}, which is not after its start at {to.start:%H:%M}; give a later end"
        else:
            why = "" if is_given else ", since it would last as long as before"
            words = (
                f"The item would end at {to.end:%H:%M}{why}, and its sitting is over at {over}; give for instance {code(over)} as new end"
            )
        change.refuse(labels["end"], f"{words}. The sittings of that day: {listed}")
    elif of_day:
        advice = "choose an hour in one of them, or have the hours of the sitting changed in the data file first"
        later = dt.time((to.start.hour + 12) % 24, to.start.minute)
        if to.start.hour < 12 and any(holds(each.sitting, later, None) for each in of_day):
            advice = f"is {code(f'{later:%H:%M}')} meant?"
        change.refuse(labels["start"], f"No sitting of {reader.english.date(to.day)} holds {to.start:%H:%M}: {listed}; {advice}")
    elif not reader.sittings:
        change.refuse(labels["start"], "The agenda has no sittings yet; somebody must write the hours of each day into the data file first")
    else:
        _check_day(change, to.day, labels.get("date", labels["start"]))
    return None


def _check_day(change: Change, day: dt.date, label: str = "New day") -> None:
    """Note a problem where the agenda has no sitting on a day, but some on others."""
    reader = change.reader
    days = dict.fromkeys(reader.english.date(each.day.date) for each in reader.sittings)
    if days and reader.english.date(day) not in days:
        change.refuse(label, f"The agenda has no sitting on {reader.english.date(day)}; days that have one: {', '.join(days)}")


def _put(change: Change, placed: PlacedItem, entry: dict[str, Any], target: PlacedSitting) -> None:
    """Put the entry of an item into a sitting, in the order of time."""
    holder = change.at(placed.where[:-2])
    source, sitting = change.at(placed.where[:-1]), change.at(target.where)
    items = sitting.setdefault("items", [])
    starts = [minutes_after(target.sitting.start, each.start) if each.start else None for each in target.sitting.items]
    if source is items:
        del starts[placed.where[-1]]  # type: ignore[arg-type]  # the last part of a path into a list is a number
    source[:] = [each for each in source if each is not entry]
    hour, minute = map(int, entry["start"].split(":"))
    begins = minutes_after(target.sitting.start, dt.time(hour, minute))
    old = placed.where[-1] if source is items else None
    fitting = [
        at
        for at in range(len(starts) + 1)
        if all(each is None or each <= begins for each in starts[:at]) and all(each is None or begins <= each for each in starts[at:])
    ]
    later = next((at for at, each in enumerate(starts) if each is not None and each > begins), len(starts))
    items.insert(old if isinstance(old, int) and old in fitting else later, entry)
    if not source:
        del holder[placed.where[-2]]


def _move_whole_day(change: Change, placed: PlacedItem, day: dt.date) -> None:
    """Put an item of a whole day under another day."""
    days = [str(each.date) for each in change.session.agenda_days]
    if not placed.day:
        change.refuse("New start", "The item has no hour yet; give one with the day")
    elif str(day) not in days:
        change.refuse("New day", f"The agenda has no day {change.reader.english.date(day)}; it has {', '.join(days)}")
    elif day != placed.day.date:
        source, holder = change.at(placed.where[:-1]), change.at(placed.where[:-2])
        source[:] = [each for each in source if each is not change.entry]
        if not source:
            del holder["all_day"]
        change.at(("agenda", "days", days.index(str(day)))).setdefault("all_day", []).append(change.entry)
        _set_moved(change, change.entry, {"date": (placed.day.date, day)})
        change.done.append(f"{change.reader.title(placed.item)} is now on {change.reader.english.date(day, 'full')}")


def _set_room(change: Change, placed: PlacedItem, room: str) -> None:
    given = change.session.given_place(placed.item, placed.sitting)
    old = given.root.get(ALL_LANGUAGES) or dict(given.root) if given else None
    if old == room:
        return
    known = change.session.rooms.get(room)
    change.write(change.entry, "room", room, "New room")
    if old:
        _set_moved(change, change.entry, {"room": (old, room)})
    name = change.reader.source_text(known.name) if known else room
    change.done.append(f"{change.reader.title(placed.item)} is now in {code(name)}")


def _set_moved(change: Change, entry: dict[str, Any], changes: dict[str, tuple[Any, Any]]) -> None:
    """Note what was before, as it was published first; not for an agenda that is not published yet, and not for what is as it was."""
    if not change.session.agenda or change.session.agenda.status is AgendaStatus.pending:
        return
    moved = dict(entry.get("moved", {}))
    for key, (old, new) in changes.items():
        if key != "room":
            old, new = (Plain(f"{each:%H:%M}" if isinstance(each, dt.time) else str(each)) for each in (old, new))
        if old != new:
            moved.setdefault(key, old)
        if moved.get(key) == new:
            del moved[key]
    if moved:
        entry["moved"] = moved
    else:
        entry.pop("moved", None)


# ── people, documents, recordings, news ───────────────────────────────────────────────────────────────────────────


def _add_speaker(change: Change) -> None:
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
    people = change.data.setdefault("people", {})
    person = people.get(key)
    if person is None:
        person = people[key] = {}
        change.write(person, "name", name, "The speaker’s name")
        if honorific:
            change.write(person, "honorific", honorific, "The speaker’s name")
        change.done.append(f"{code(name)} is added to the people, by the short name {code(key)}")
        change.new_page("people")
    given = {"role": "Role", "organization": "Organization", "biography": "Biography", "picture": "Picture"}
    for field, label in given.items():
        value = picture if field == "picture" else texts.get(label, change.answers[label])
        old = person.get(field)
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
        if keys:
            change.done.append(f"{code(name)}, who was there already, has a {field} now")
    if placed:
        entry = change.at(placed.where)
        same = [at for at, each in enumerate(placed.item.people) if each.person == key]
        if same:
            _renew_participation(change, placed, same, part, MODES[mode])
            return
        participation = {"person": key}
        if part != Part.speaker:
            participation["part"] = Plain(part)
        if MODES[mode] is not Mode.room:
            participation["mode"] = Plain(MODES[mode])
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


def _add_document(change: Change) -> None:
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


def _add_recording(change: Change) -> None:
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


_RECORDED = {"recording": "recording", "url": "recording", "transcript": "transcript", "slides": "slides"}


def _add_news(change: Change) -> None:
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


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Found(NamedTuple):
    """A text of the data in which the answer was found."""

    text: Text
    language: str
    """The key of the map of languages whose text it is; `ALL_LANGUAGES` where it is written once."""
    start: int
    end: int


def _correct_text(change: Change) -> None:
    old, new = change.answers["The text as it is"], change.answers["The text as it should be"]
    language = change.understood("Language", change.reader.language)
    within = change.understood("Where it stands", lambda text: _place(change, text))
    if change.problems:
        return
    texts = [each for each in all_texts(change.session) if within is None or within(each)]
    texts = [each for each in texts if not (each.where[-1] == "room" and each.value.root.get(ALL_LANGUAGES) in change.session.rooms)]
    found = _occurrences(old, texts, language, change.session.source_language)
    is_part = bool(found) and (found[0].start, found[0].end) != (0, len(found[0].text.value.root[found[0].language]))
    missing = not found and language and _untranslated(old, texts, language, change.session.source_language)
    if missing:
        found = missing
    if not found:
        advice = (
            "copy it from the page, from its first to its last letter, and give its language. A text of a page in docs/, or a word of the "
            "interface such as “Register”, can't be changed here: use the form “Report a mistake on the site”"
        )
        near = _near_texts(old, texts)
        if near:
            advice = f"is {' or '.join(map(code, near))} meant? Else {advice}"
        change.refuse("The text as it is", f"No text of the data file has this in it; {advice}")
    elif len(found) == 1 and is_part and within is None and change.reader.is_interface_word(old):
        name, whole = code(found[0].text.name), code(found[0].text.value.root[found[0].language])
        words = f"{code(old)} is a word of the interface, which can't be changed here, and a part of {whole}. If that text is meant, write"
        change.refuse("Where it stands", f"{words} {name} here; else use the form “Report a mistake on the site”")
    elif len(found) > 1:
        listed = "; ".join(f"{code(each.text.name)} ({each.language or 'all languages'})" for each in found[:MOST_LISTED])
        words = f"This is found {len(found)} times: {listed}. Give more of the text, its language, or where it stands, for instance"
        change.refuse("Where it stands", f"{words} {code(found[0].text.name)}")
    else:
        _replace(change, found[0], new, language)


def _place(change: Change, text: str) -> Callable[[Text], bool]:
    """Which texts belong to what an answer names: a text by its name in the data, an item or a person."""
    wanted = text.strip("` ")
    if any(each.name == wanted or dotted(each.where) == wanted for each in all_texts(change.session)):
        return lambda each: wanted in (each.name, dotted(each.where))
    if len(people := change.reader.people_called(wanted)) == 1:
        return lambda each: each.where[:2] == ("people", people[0])
    where = change.reader.item(text).where
    return lambda each: each.where[: len(where)] == where


def _occurrences(old: str, texts: Sequence[Text], language: str | None, source: str) -> list[Found]:
    """Where a text stands: those that are the whole of a text, if there are any, else those within one; else without Markdown."""
    for is_plain in (False, True):
        pattern = _as_typeset(_without_marks(old)[0] if is_plain else old)
        inside, whole = [], []
        for text in texts:
            for key, words in text.value.root.items():
                if key == language or language is None or key == ALL_LANGUAGES and (text.value.same_everywhere or language == source):
                    shown, places = _without_marks(words) if is_plain else (words, range(len(words)))
                    for each in pattern.finditer(shown):
                        if not each[0]:
                            continue
                        is_whole = each[0] == shown
                        start, end = (0, len(words)) if is_whole else (places[each.start()], places[each.end() - 1] + 1)
                        inside.append(Found(text, key, start, end))
                        whole += inside[-1:] if is_whole else []
        if inside:
            break
    return whole or inside


_MARKS = re.compile(
    r"\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|`+|\[(?=[^\]]*\]\()|\]\([^)\n]*\)|\\(?=[^\w\s])|^ *(?:#+|[-+>]|\d+\.)[ \t]+", re.MULTILINE
)
"""What Markdown has in a text beside the words that a page shows."""


def _without_marks(text: str) -> tuple[str, list[int]]:
    """The letters of a text in Markdown that a page shows, and where each stands."""
    marked = {place for each in _MARKS.finditer(text) for place in range(*each.span())}
    places = [place for place in range(len(text)) if place not in marked]
    return "".join(text[place] for place in places), places


def _near_texts(old: str, texts: Sequence[Text]) -> list[str]:
    """Texts, or sentences of texts, that are nearly the same as one."""
    pieces = {
        words_of(piece): piece
        for text in texts
        for words in text.value.root.values()
        for piece in (_without_marks(words)[0], *re.split(r"(?<=[.!?؟])\s+|(?<=。)|\n+", _without_marks(words)[0]))
        if piece
    }
    return [pieces[each] for each in difflib.get_close_matches(words_of(old)[:300], pieces, 2, 0.75)] if words_of(old) else []


def _untranslated(old: str, texts: Sequence[Text], language: str, source: str) -> list[Found]:
    """Whole texts that are shown to readers of a language, which they are not translated into."""
    return [
        Found(text, language, 0, 0)
        for text in texts
        if not text.value.is_in(language, source) and _as_typeset(old).fullmatch(text.value.find(language, source)[0])
    ]


def _as_typeset(text: str) -> re.Pattern[str]:
    """Finds a text whatever its spaces and quotation marks are: a page may have others than the data file."""
    alike = ("'’‘", '"“”„«»')
    words = [
        "".join(next((f"[{marks}]" for marks in alike if letter in marks), re.escape(letter)) for letter in word) for word in text.split()
    ]
    return re.compile(r"\s+".join(words))


def _replace(change: Change, found: Found, new: str, language: str | None) -> None:
    """Write a text in the place of what was found; `language` is the one that is asked for."""
    reader, source, label = change.reader, change.session.source_language, "The text as it should be"
    root, name = found.text.value.root, code(found.text.name)
    holder, key = change.at(found.text.where[:-1]), found.text.where[-1]
    if found.language not in root:  # it is not translated yet
        _add_language(change, found, new)
        return
    words = root[found.language]
    was = words[found.start : found.end]
    replaced = _with_marks(words, found, new)
    if replaced is None:
        words = f"A part of {code(was)} is bold or a link; copy all of the text from the page, and write all of it as it should be"
        change.refuse("The text as it is", words)
        return
    if replaced == words:
        return
    other_letters = bool(scripts(new) and scripts(was)) and not scripts(new) & scripts(was)
    if language is None and other_letters:
        of_letters = reader.languages_by_letters(new)
        if len(of_letters) != 1 or of_letters[0] in root or (found.start, found.end) != (0, len(words)):
            advice = f"copy the text that stands there in the language of the answer, and give that language here. This one is {name}"
            change.refuse("Language", f"The text as it should be has other letters than the text as it is; {advice}")
            return
        language = of_letters[0]
    if language and (language != source if found.language == ALL_LANGUAGES else language != found.language):
        _add_language(change, Found(found.text, language, 0, 0), replaced)
        return
    if found.language == ALL_LANGUAGES and language and other_letters:  # the source, of a name that all languages have in other letters
        of_letters = [each for each in reader.languages_by_letters(words) if each != source]
        if len(of_letters) != 1:
            advice = "somebody must write it for each language into the data file"
            change.refuse("Language", f"{code(words)} stands there for all languages; {advice}")
            return
        holder[key] = {source: replaced}
        change.write(holder[key], of_letters[0], words, label)
        kept = reader.english.language_name(of_letters[0])
        change.done.append(f"{name} is {code(replaced)} now, and in {kept} it stays {code(words)}")
        return
    if isinstance(holder[key], dict):
        change.write(holder[key], found.language, replaced, label)
    else:
        change.write(holder, str(key), replaced, label) if isinstance(holder, dict) else holder.__setitem__(key, replaced)
    where = f"In {reader.english.language_name(found.language)}" if found.language else "For all languages"
    if not found.language and not found.text.value.same_everywhere:
        where = f"In {reader.english.language_name(source)}"
    marks = (
        " (what was bold or a link in it is plain now)"
        if _without_marks(words)[0] != words and _without_marks(replaced)[0] == replaced
        else ""
    )
    change.done.append(f"{where}, {name} is {_whole(replaced)} now, and was {_whole(words)}{marks}")


def _whole(text: str) -> str:
    """A text as code in Markdown, without cutting it short but for pages of it."""
    return f"`{' '.join(text.replace('`', '’').split())[:LONGEST_QUOTED]}`"


def _add_language(change: Change, found: Found, new: str) -> None:
    """Write a text in a language that it was not in; the other languages keep theirs."""
    holder, key = change.at(found.text.where[:-1]), found.text.where[-1]
    value = holder[key]
    holder[key] = {**value} if isinstance(value, dict) else {change.session.source_language: value}
    change.write(holder[key], found.language, new, "The text as it should be")
    name, shown = change.reader.english.language_name(found.language), found.text.source(change.session.source_language)
    change.done.append(f"In {name} there is {_whole(new)} now, in the place of {_whole(shown)}; other languages keep what they have")


def _with_marks(words: str, found: Found, new: str) -> str | None:
    """A text with another in the place of what was found. Marks of Markdown stay if what differs is between them; None if a part can't."""
    whole = words[: found.start] + new + words[found.end :]
    places = [place for place in _without_marks(words)[1] if found.start <= place < found.end]
    if len(places) == found.end - found.start:
        return whole
    was = "".join(words[place] for place in places)
    same_start = len(os.path.commonprefix([was, new]))
    same_end = min(len(os.path.commonprefix([was[::-1], new[::-1]])), len(was) - same_start, len(new) - same_start)
    first, last = same_start, len(was) - same_end
    start = places[first] if first < len(places) else places[-1] + 1
    end = start if first == last else places[last - 1] + 1
    between = words[:start] + new[same_start : len(new) - same_end] + words[end:]
    shown, every = _without_marks(words)
    at = every.index(places[0])
    if end - start == last - first and _without_marks(between)[0] == shown[:at] + new + shown[at + len(was) :]:
        return between
    return whole if (found.start, found.end) == (0, len(words)) else None


# ── all forms ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Form(NamedTuple):
    """A form."""

    labels: tuple[str, ...]
    """Of its answers, in their order. The first begins with “The ”, and no other form's does: so the workflow knows our forms."""
    required: tuple[str, ...]
    fill: Callable[[Change], None]


FORMS = {
    "Change a time": Form(("The item", "New start", "New end", "Why"), ("The item",), _change_time),
    "Cancel or move an item": Form(
        ("The item", "What happens to it", *_PLACE_LABELS, "Why"), ("The item", "What happens to it"), _cancel_or_move
    ),
    "Add a speaker": Form(
        ("The speaker’s name", "Role", "Organization", "Biography", "Picture", "Item", "Part", "How"), ("The speaker’s name",), _add_speaker
    ),
    "Add a document": Form(
        ("The document’s title", "Title in other languages", "Address or file", "Expected", "Symbol", "Belongs to"),
        ("The document’s title",),
        _add_document,
    ),
    "Add a recording": Form(
        ("The item or sitting", "Address of the recording", "Transcript", "Slides"), ("The item or sitting",), _add_recording
    ),
    "Publish news": Form(("The news", "The news in other languages", "Day", "More", "Address"), ("The news", "Day"), _add_news),
    "Correct a text": Form(
        ("The text as it is", "The text as it should be", "Language", "Where it stands"),
        ("The text as it is", "The text as it should be"),
        _correct_text,
    ),
}
