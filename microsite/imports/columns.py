"""What the sheets have in their columns: a value of the data file as a cell shows it, and a cell as a value.

A cell that is shown is a text, in one form only: it is the same as long as the value is. So what was changed in a sheet is known by
comparing texts, and what a cell does not show of a value stays.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from microsite.imports.cells import CannotTake, as_clock, as_day, as_deadline, as_text, bare
from microsite.imports.people import Named, name_key, names_in
from microsite.imports.tables import A_DAY, Row, clock, minutes, unused_key
from microsite.localize import catalogues, po
from microsite.localize.labels import DOCUMENT_KINDS, KIND_LABELS
from microsite.model import docstrings
from microsite.model.agenda import AgendaItem, Kind, Level
from microsite.model.base import Model
from microsite.model.documents import Document
from microsite.model.fields import slug
from microsite.model.participation import Call
from microsite.model.people import Part, Person
from microsite.model.session import Room

PART_HEADINGS = {
    Part.chair: "Chair",
    Part.co_chair: "Co-chair",
    Part.moderator: "Moderator",
    Part.online_moderator: "Online moderator",
    Part.facilitator: "Facilitator",
    Part.keynote: "Keynote speaker",
    Part.speaker: "Speakers",
    Part.presenter: "Presenters",
    Part.panellist: "Panellists",
    Part.discussant: "Discussants",
    Part.rapporteur: "Rapporteur",
}
ALWAYS_THERE = (Part.chair, Part.moderator, Part.speaker)
"""Parts that each agenda has a column for, even if nobody has one."""
YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sim", "да", "是", "نعم", "wahr", "vrai"}
NO = {"no", "n", "false", "0", "nein", "non", "nao", "нет", "否", "لا", "falsch", "faux"}
CANCELLED = {
    bare(word) for word in "cancelled canceled annulé annulée abgesagt entfällt cancelado cancelada отменено 取消 已取消 ملغى".split()
}
"""Yes, to the question whether an item is cancelled."""
KIND_WORDS = {
    Kind.break_: "break coffee coffeebreak teabreak lunch lunchbreak pause kaffeepause mittagspause mittagessen kaffee dejeuner "
    "pausecafe pausedejeuner almuerzo pausaparaelcafe cafe intervallo",
    Kind.opening: "opening welcome welcomeandopening openingandwelcome accueiletouverture begrussungunderoffnung bienvenidayapertura "
    "welcome begruessung begrußung begrussung eroffnung ouverture bienvenue apertura bienvenida openingremarks",
    Kind.closing: "closing schlusswort abschluss verabschiedung schluss cloture clausura wrapup closingremarks",
    Kind.registration: "registration anmeldung registrierung einlass inscription inscripcion accueil checkin",
    Kind.keynote: "keynote keynotespeech impulsvortrag hauptvortrag conferenceinaugurale",
    Kind.panel: "panel paneldiscussion podiumsdiskussion podium tableronde mesaredonda roundtable",
    Kind.social_event: "dinner reception abendessen empfang apero diner cocktail cena recepcion party fest gala",
    Kind.talk: "talk vortrag expose conference charla",
    Kind.discussion: "discussion diskussion aussprache debat debate",
    Kind.excursion: "visit visite visita besichtigung",
    Kind.workshop: "workshop atelier taller werkstatt",
}
"""Other words that mean one kind, as `bare` has them."""


_LETTERS = str.maketrans(
    {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "o", "æ": "ae", "ł": "l", "đ": "d"}
)
"""Letters that have no Latin letter below an accent, or another one by custom, in ids."""


MISSPELT, SHORTEST_COMPARED = 0.87, 8
"""How much of two names is the same, from 0 to 1, where one is likely the other with a slip; and of how many letters they must be."""
LONGEST_ID = 40
"""Characters of an id that is made of a title."""


class Names:
    """What the short names of a data file are called in its sheets, and what a cell means by a name."""

    def __init__(self, data: dict[str, Any], language: str | None = None):
        self.source: str = data.get("source_language") or "en"
        self.language = language or self.source
        """The language of texts in the sheets."""
        first, last = (dt.date.fromisoformat(data["dates"][key].split()[-1]) for key in ("start", "end"))  # a weekday may stand before
        self.dates = first, last
        self.people: dict[str, Row] = dict(data.get("people") or {})
        self.new_people: dict[str, Row] = {}
        self.remarks: list[str] = []
        """What is to be said of the cell that was taken last."""
        self._ids = {*_ids(data)}
        self._used = {"rooms": {*values_of(data.get("agenda"), "room")}, "tracks": {*values_of(data.get("agenda"), "track")}}
        """Names of rooms and tracks, where these are not entries of a table."""
        self._shown = {name: self._unlike(data.get(name) or {}) for name in ("people", "rooms", "tracks", "tags", "kinds")}
        self._meant: dict[str, dict[str, str]] = {}
        for table, shown in self._shown.items():
            texts = {key: [key, *texts_of(entry)] for key, entry in (data.get(table) or {}).items()}
            meant = {bare(text): key for key, found in texts.items() for text in found}
            by_shown = {bare(text): key for key, text in shown.items()}
            self._meant[table] = by_shown if table == "people" else meant | by_shown  # people of one name are told apart below

    def _unlike(self, entries: dict[str, Any]) -> dict[str, str]:
        """The name of each entry; with its key behind it, where two have the same."""
        names = {key: self.in_language(entry) or key for key, entry in entries.items()}
        times = Counter(map(bare, names.values()))
        return {key: f"{name} [{key}]" if times[bare(name)] > 1 else name for key, name in names.items()}

    def in_language(self, entry: Any, *, same: bool = True) -> str:
        """A name or a text in the language of the sheets; `same`: one that is written once holds for all languages."""
        value = entry.get("name", "") if isinstance(entry, dict) and "name" in entry else entry
        if isinstance(value, dict):
            return str(value.get(self.language) or (next(iter(value.values()), "") if same else ""))
        return str(value or "") if same or self.language == self.source else ""

    @property
    def is_translated(self) -> bool:
        """Whether the texts in the sheets are translations."""
        return self.language != self.source

    def show(self, table: str, key: str) -> str:
        """What an entry of a table is called."""
        return self._shown[table].get(key, key)

    def all(self, table: str) -> list[str]:
        """The names of a table's entries."""
        return [*self._shown[table].values()]

    def find(self, table: str, text: str) -> str | None:
        """The key of an entry by one of its names."""
        return self._meant[table].get(bare(text))

    def new_id(self, text: str, otherwise: str) -> str:
        """A new id made of the first words of a text; `otherwise` where it has no Latin letters."""
        wanted = ""
        for word in slug(text.translate(_LETTERS)).split("-"):
            longer = f"{wanted}-{word}".strip("-")
            if len(longer) > LONGEST_ID:
                break
            wanted = longer
        wanted = unused_key(wanted or otherwise, self._ids)
        self._ids.add(wanted)
        return wanted

    def is_taken(self, key: str) -> bool:
        """Whether something of the data has this id."""
        return key in self._ids

    def persons(self, text: str) -> tuple[list[str], list[str]]:
        """The keys of those whom a cell names, and what is wrong with other names; who is not known yet comes to be in `new_people`."""
        keys, problems = [], []
        known = self.known_people()
        organizations = {bare(text) for person in self.people.values() for text in texts_of(person.get("organization", ""))}
        for each in names_in(text, {*known}, organizations):
            try:
                if isinstance(each, CannotTake):
                    raise each
                if each.name:
                    keys.append(self._person(each, known))
                else:
                    self.remarks.append(f"“{each.organization}” is nobody yet, and is left out")
            except CannotTake as problem:
                problems.append(str(problem))
        return [*dict.fromkeys(keys)], problems

    def _person(self, each: Named, known: dict[str, list[str]]) -> str:
        """The key of somebody whom a cell names."""
        if by_key := self.find("people", f"{each.name} [{each.organization}]"):
            return by_key
        candidates = known.get(name_key(each.name), [])
        same_place = [key for key in candidates if each.organization and bare(each.organization) == bare(self._organization(key))]
        exact = self.find("people", each.name)
        key = same_place[0] if len(same_place) == 1 else exact or (candidates[0] if len(candidates) == 1 else None)
        if not candidates and not key:
            self._refuse_misspelt(each)
        if not key and candidates:
            said = ", ".join(f"“{self.show('people', key)}”" for key in candidates)
            raise CannotTake(f"“{each.name}” could be several people; write one of {said}")
        if key:
            self._compare(key, each)
        return key or self._new_person(each)

    def _refuse_misspelt(self, named: Named) -> None:
        """CannotTake if a name is a letter or two from that of somebody who is not said to be from elsewhere."""
        by_name = {name: keys for name, keys in self.known_people().items() if keys[0] in self.people}
        like = misspelt(name_key(named.name), by_name)
        keys = by_name.get(like or "", [])
        places = {bare(text) for key in keys for text in texts_of(self.people[key].get("organization", ""))}
        if keys and not (named.organization and places and bare(named.organization) not in places):
            shown = self.show("people", keys[0])
            raise CannotTake(
                f"“{named.name}” is much like “{shown}”, who is there; write the same name, or add a row on People for somebody new"
            )

    def refuse_misspelt(self, table: str, text: str) -> None:
        """CannotTake if the name of a room or a track is a letter or two from one that is there."""
        names = {bare(each): each for each in (*self._used.get(table, ()), *self.all(table))}
        like = misspelt(bare(text), names)
        if like and _marks(text) == _marks(names[like]):
            raise CannotTake(f"“{text}” is much like “{names[like]}”, which is there; write that, or add it under {table} if it is another")

    def forget(self, known: Iterable[str]) -> None:
        """Take out of `new_people` all but those with these keys."""
        for key in [*self.new_people.keys() - {*known}]:
            del self._meant["people"][bare(self.new_people.pop(key)["name"])], self._shown["people"][key]
            self._ids.discard(key)

    def known_people(self) -> dict[str, list[str]]:
        """The keys of people, by `name_key`."""
        found: dict[str, list[str]] = {}
        for key, person in (self.people | self.new_people).items():
            for name in {name_key(text) for text in texts_of(person.get("name", ""))}:
                found.setdefault(name, []).append(key)
        return found

    def _organization(self, key: str) -> str:
        return self.in_language((self.people | self.new_people)[key].get("organization", ""))

    def _compare(self, key: str, named: Named) -> None:
        """Remarks that an organization in a cell is another than in the data, where it stays; one that was not known is noted."""
        person = self.new_people.get(key)
        if person and named.organization and "organization" not in person:
            person["organization"] = named.organization
        known = texts_of((self.people | self.new_people)[key].get("organization", ""))
        if named.organization and bare(named.organization) not in map(bare, known):
            at = f"at “{self._organization(key)}”" if known else "without an organization"
            self.remarks.append(f"“{named.name}” is {at} in the data file, which stays; “{named.organization}” is left out")

    def _new_person(self, named: Named) -> str:
        key = self.new_id(named.name, "person")
        role = "" if self.is_translated else named.role  # a text, which begins in the source language
        given = {"name": named.name, "honorific": named.honorific, "role": role, "organization": named.organization}
        self.new_people[key] = {name: value for name, value in given.items() if value}
        self._meant["people"][bare(named.name)] = key
        self._shown["people"][key] = named.name
        self.remarks.append(f"“{named.name}” is new under people")
        return key


def texts_of(entry: Any) -> list[str]:
    """The names of an entry in all languages."""
    value = entry.get("name", "") if isinstance(entry, dict) and "name" in entry else entry
    return [text for text in ([*value.values()] if isinstance(value, dict) else [value]) if isinstance(text, str) and text]


def misspelt(name: str, names: Iterable[str]) -> str | None:
    """Which of some names one may be that is none of them, with a letter or two wrong; short ones are not compared."""
    found = [each for each in names if len(name) >= SHORTEST_COMPARED and abs(len(each) - len(name)) <= 2]
    found = [] if name in names else difflib.get_close_matches(name, found, 1, MISSPELT)
    return found[0] if found else None


def _marks(text: str) -> list[str]:
    """What tells names apart that are alike otherwise: numbers and single letters, as in Room B 2 and Saal III."""
    return re.findall(r"\d+|\b(?:\w|[IVX]+)\b", text)


def values_of(data: Any, name: str) -> Iterator[str]:
    """All texts that have a key."""
    if isinstance(data, dict):
        if isinstance(data.get(name), str):
            yield data[name]
        for value in data.values():
            yield from values_of(value, name)
    elif isinstance(data, list):
        for entry in data:
            yield from values_of(entry, name)


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "id" and isinstance(value, str):
                yield value
            if key in ("people", "rooms", "tracks", "tags", "kinds") and isinstance(value, dict):
                yield from value
            yield from _ids(value)
    elif isinstance(data, list):
        for entry in data:
            yield from _ids(entry)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Column:
    """A column whose cells hold one text of the data, the same in all languages."""

    heading: str
    key: str
    """The key of the rows of tables.py that it shows."""
    width: int = 14
    note: str = ""
    """What to know of it beside the sentence of the model."""

    def show(self, row: Row, names: Names) -> str:
        """What a cell of it holds."""
        value = row.get(self.key, "")
        return value if isinstance(value, str) else ""

    def read(self, value: Any, names: Names) -> str:
        """What somebody typed, as `show` writes it; CannotTake if it can't be read."""
        return as_text(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        """Put what `read` has read into a row; CannotTake if that can't be."""
        if text:
            row[self.key] = text
        else:
            row.pop(self.key, None)

    def choices(self, names: Names) -> list[str]:
        """What a drop-down list offers; nothing for most."""
        return []


class Id(Column):
    """The key of a row, made when the row is taken."""


class Text(Column):
    """A line in the language of the sheets, beside those in others."""

    lines = False
    same = False

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        if isinstance(value, dict):
            return str(value.get(names.language, ""))
        return str(value) if self.same or names.language == names.source else ""

    def read(self, value: Any, names: Names) -> str:
        text = as_text(value)
        return text if self.lines else " ".join(text.split())

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key)
        if isinstance(old, str) and not self.same and names.language != names.source:
            old = {names.source: old}
        if not isinstance(old, dict) and (self.same or names.language == names.source):
            super().take(row, text, names)
            return
        texts = {**(old or {})}
        if text and not texts:
            raise CannotTake(
                f"“{text}” is in {names.language}, and there is no text in {names.source} that it translates; write that first"
            )
        if not text and names.language == names.source and len(texts) > 1:
            raise CannotTake(f"the {self.heading.lower()} is empty, and its translations are not; write it, or take these out first")
        if text:
            texts[names.language] = text
        else:
            texts.pop(names.language, None)
        if texts:
            row[self.key] = texts
        else:
            row.pop(self.key, None)


class Prose(Text):
    """Paragraphs in the language of the sheets."""

    lines = True


class Name(Text):
    """A name: one that is written once is the same in all languages."""

    same = True


class Day(Column):
    """The day of an item; without one, it is planned."""

    def read(self, value: Any, names: Names) -> str:
        return as_day(value, names.dates)

    def take(self, row: Row, text: str, names: Names) -> None:
        super().take(row, text, names)
        if self.key == "date":
            row.pop("sitting", None)  # which is one of the old day


class Hour(Column):
    """An hour of that day; those past midnight count on."""

    def read(self, value: Any, names: Names) -> str:
        return as_clock(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key, "")
        if text and old and minutes(old) >= A_DAY and minutes(text) <= 6 * 60:
            text = clock(minutes(text) + A_DAY)
        super().take(row, text, names)


class Moment(Column):
    """A day, or a day and an hour."""

    def read(self, value: Any, names: Names) -> str:
        return as_deadline(value, names.dates)


class Entry(Column):
    """The short name of an entry of a table, or else a name of its own."""

    @property
    def table(self) -> str:
        return f"{self.key}s"

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return names.show(self.table, value) if isinstance(value, str) else names.in_language(value)

    def read(self, value: Any, names: Names) -> str:
        return " ".join(as_text(value).split())

    def take(self, row: Row, text: str, names: Names) -> None:
        found = names.find(self.table, text) if text else None
        if text and not found:
            names.refuse_misspelt(self.table, text)
        if found or not isinstance(row.get(self.key), dict):
            super().take(row, found or text, names)
        elif text != self.show(row, names):
            Text(self.heading, self.key).take(row, text, names)

    def choices(self, names: Names) -> list[str]:
        return names.all(self.table)


class KindOfItem(Column):
    """What an item is: a kind of the site by its English word, or one of the session."""

    def show(self, row: Row, names: Names) -> str:
        kind = row.get("kind", "")
        return KIND_LABELS[Kind(kind)] if kind in {*Kind} else names.show("kinds", kind)

    def read(self, value: Any, names: Names) -> str:
        return " ".join(as_text(value).split())

    def take(self, row: Row, text: str, names: Names) -> None:
        if not text:
            raise CannotTake(f"is empty, and each item is of some kind; write one of {_list(self.choices(names))}")
        kind = names.find("kinds", text) or kind_in(text)
        if not kind:
            raise CannotTake(f"“{text}” is none of the kinds; write one of {_list(self.choices(names))}")
        row["kind"] = kind

    def choices(self, names: Names) -> list[str]:
        return [*KIND_LABELS.values(), *names.all("kinds")]


def _list(words: list[str]) -> str:
    return ", ".join(words)


def kind_in(text: str) -> str | None:
    """The kind that a word means, in any language of the interface."""
    return _kinds_by_word().get(bare(text))


def kind_of_title(title: str) -> str | None:
    """The kind that a title is, or that stands before the colon in it: Lunch, Panel 2: Whose voice? “Visit of the quay” is one too."""
    kind = kind_in(title) or kind_in(re.sub(r"\s*\d+$", "", re.split(r"[:：(–]", title)[0].strip()))
    return kind or (str(Kind.excursion) if kind_in(title.split(" ")[0]) == Kind.excursion else None)


@functools.cache
def _kinds_by_word() -> dict[str, str]:
    labels = {label: kind for kind, label in KIND_LABELS.items()}
    found = {word: str(kind) for kind, words in KIND_WORDS.items() for word in words.split()}
    for path in catalogues.GENERAL.glob("*.po"):
        for message in po.read(path.read_bytes()):
            if isinstance(message.id, str) and message.id in labels and isinstance(message.string, str) and message.string:
                found.setdefault(bare(message.string), str(labels[message.id]))
    return found | {bare(label): str(kind) for label, kind in labels.items()} | {bare(kind): str(kind) for kind in Kind}


@dataclass(frozen=True)
class Choice(Column):
    """One of some words."""

    labels: tuple[tuple[str, str], ...] = ()
    """Values, each with its label."""
    free: bool = False
    """Whether it may be another word, too."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return dict(self.labels).get(value, value) if isinstance(value, str) else names.in_language(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        found = next((value for value, label in self.labels if bare(text) in (bare(value), bare(label))), None)
        if text and not found and not self.free:
            raise CannotTake(f"“{text}” is none of {_list(self.choices(names))}")
        if text and not found and isinstance(row.get(self.key), dict):
            Text(self.heading, self.key).take(row, text, names)
        else:
            super().take(row, found or text, names)

    def choices(self, names: Names) -> list[str]:
        return [label for _, label in self.labels]


@dataclass(frozen=True)
class YesNo(Column):
    """Yes, no, or empty for what is usual."""

    usual: bool = False

    def show(self, row: Row, names: Names) -> str:
        value = bare(row.get(self.key, ""))
        return "yes" if value in YES else "no" if value in NO else ""

    def take(self, row: Row, text: str, names: Names) -> None:
        text = "yes" if self.key == "cancelled" and bare(text) in CANCELLED else text
        if text and bare(text) not in YES | NO:
            raise CannotTake(f"“{text}” is neither yes nor no; write one of the two")
        is_said = bool(text) and (bare(text) in YES) != self.usual
        super().take(row, ("false" if self.usual else "true") if is_said else "", names)

    def choices(self, names: Names) -> list[str]:
        return ["yes", "no"]


class PublicAddress(Column):
    """An address, or one for each language, a line each: “en: https://…”."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return "\n".join(f"{language}: {address}" for language, address in value.items()) if isinstance(value, dict) else str(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        by_language = [re.fullmatch(r"([a-z]{2,3}(?:-\w+)*)\s*:\s*((?!//)\S+)", line) for line in lines]
        if lines and all(by_language):
            row[self.key] = {found[1]: found[2] for found in by_language if found}
        elif len(lines) > 1:
            raise CannotTake("has several addresses; write the language before each: “en: https://…”")
        else:
            super().take(row, text.strip(), names)


class PictureFile(Column):
    """The file of a picture, whatever else is said of it."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return value.get("file", "") if isinstance(value, dict) else str(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        if text and isinstance(row.get(self.key), dict):
            row[self.key] = {**row[self.key], "file": text}
        else:
            super().take(row, text, names)


class Several(Column):
    """Several texts, a line each."""

    def shown(self, entry: Any, names: Names) -> str:
        """One of them."""
        return " ".join(names.in_language(entry).split())

    def taken(self, text: str, names: Names) -> Any:
        """A new one."""
        if names.language != names.source:
            raise CannotTake(f"“{text}” is in {names.language}, and translates no line of the data file; add it in {names.source} first")
        return text

    def show(self, row: Row, names: Names) -> str:
        return "\n".join(self.shown(entry, names) for entry in row.get(self.key) or ())

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key) or []
        known = {bare(self.shown(entry, names)): entry for entry in old}
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        new = []
        for number, line in enumerate(lines):
            entry = known.get(bare(line))
            if entry is None:
                before = old[number] if len(lines) == len(old) else None
                place: Row = {self.key: before} if isinstance(before, dict) else {}
                if place:
                    Text(self.heading, self.key).take(place, line, names)
                entry = place.get(self.key) or self.taken(line, names)
            new.append(entry)
        if new:
            row[self.key] = new
        else:
            row.pop(self.key, None)


class Tags(Several):
    """Keys under `tags`, a line each."""

    def shown(self, entry: Any, names: Names) -> str:
        return names.show("tags", entry)

    def taken(self, text: str, names: Names) -> Any:
        found = names.find("tags", text)
        if not found:
            known = _list(names.all("tags"))
            raise CannotTake(f"“{text}” is none of the subjects; " + (f"write one of {known}" if known else "the data file has none"))
        return found

    def take(self, row: Row, text: str, names: Names) -> None:
        super().take(row, re.sub(r"\s*[;,]\s*", "\n", text), names)

    def choices(self, names: Names) -> list[str]:
        return names.all("tags")


@dataclass(frozen=True)
class People(Column):
    """Those who have one part in an item, a line each. What else is said of their part stays."""

    part: Part = Part.speaker

    def _has_part(self, entry: Row) -> bool:
        return bool(entry.get("part", Part.speaker) == self.part)

    def show(self, row: Row, names: Names) -> str:
        return "\n".join(names.show("people", entry["person"]) for entry in row.get("people") or () if self._has_part(entry))

    def take(self, row: Row, text: str, names: Names) -> None:
        old, known = row.get("people") or [], [*names.new_people]
        keys, problems = names.persons(text)
        if problems and any(map(self._has_part, old)):  # whom those names mean may be there already
            names.forget(known)
            names.remarks.clear()
            raise CannotTake("; ".join(problems))
        of_part = {entry["person"]: entry for entry in old if self._has_part(entry)}
        new = [of_part.get(key) or {"person": key, "part": str(self.part)} for key in keys]
        places = [number for number, entry in enumerate(old) if self._has_part(entry)]
        people = []
        for number, entry in enumerate(old):
            if number not in places:
                people.append(entry)
            elif new:
                people.append(new.pop(0))
            if number in places[-1:]:
                people += new
                new = []
        people += new
        if people:
            row["people"] = people
        else:
            row.pop("people", None)
        if problems:
            raise CannotTake("; ".join(problems))

    def choices(self, names: Names) -> list[str]:
        return names.all("people")


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Layout:
    """One sheet: a table, and what it shows of it."""

    title: str
    table: str
    model: type[Model]
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    """Keys without which a row says too little: cells in colour."""

    def note(self, column: Column) -> str:
        """What to know of a column."""
        sentence = column.note or docstrings.of_fields(self.model).get(column.key, "")
        return sentence.replace("`", "")


def _labels(words: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return tuple((str(word), str(word).replace("_", " ")) for word in words)


ONE_A_LINE = (
    "One person a line (Alt+Enter), or between semicolons. Somebody new comes to be under People; an organization stands in brackets."
)
ID = "What the row is known by, in addresses too. Leave it as it is. A new row gets one when the sheet is taken back."

AGENDA = Layout(
    "Agenda",
    "items",
    AgendaItem,
    (
        Day("Day", "date", 17, "The day on which the item begins. Empty while it is planned and has no day yet."),
        Hour("Starts", "start", 9, "When it begins; what belongs to the evening before counts on past midnight: 24:30."),
        Hour("Ends", "end", 9, "When it ends; past midnight it counts on: 24:30. Empty if it lasts until the next one."),
        KindOfItem("What", "kind", 18, "What it is: choose one. Kinds of the session's own are in the list, too."),
        Text("Title", "title", 44),
        Entry("Room", "room", 18, "The room, if not the sitting's: choose one, or write its name."),
        *(
            People(
                heading,
                "people",
                24,
                f"Who is {str(part).replace('_', ' ')}. {ONE_A_LINE} Other parts can have columns: {', '.join(PART_HEADINGS.values())}.",
                part,
            )
            for part, heading in PART_HEADINGS.items()
        ),
        Entry("Track", "track", 16, "The track, where several run side by side: choose one, or write its name."),
        Tags("Subjects", "tags", 16, "What it is about in a word each: tags of the data file, a line each."),
        Choice("Level", "level", 14, "For whom it is.", _labels(Level)),
        Column("Language", "language", 11, "The language spoken in it, by its code: en, fr, ar."),
        Prose("Text", "text", 50),
        Several("Questions", "questions", 40, "Questions that guide it, a line each."),
        PublicAddress(
            "Slides", "slides", 24, "Its slides: an address, or a file in docs/. One for each language: “en: https://…”, a line each."
        ),
        PublicAddress("Recording", "recording", 24, "Where its recording is. One for each language: “en: https://…”, a line each."),
        YesNo("Open end", "open_end", 10, "yes if it ends when it ends, as a reception may."),
        YesNo("If needed", "if_needed", 10, "yes if it is held only if there is a need."),
        YesNo("Members only", "members_only", 10, "yes if only Members attend."),
        YesNo("Full", "full", 8, "yes if there are no places left."),
        YesNo("On the webcast", "webcast", 10, "no if it is not on the webcast.", True),
        YesNo("Cancelled", "cancelled", 10, "yes if it will not take place. The row stays, so that links to it still work."),
        Prose("Note", "note", 30),
        Id("ID", "id", 22, ID),
    ),
    ("kind", "title", "start"),
)
PEOPLE = Layout(
    "People",
    "people",
    Person,
    (
        Name("Name", "name", 28),
        Name("Honorific", "honorific", 12),
        Text("Role", "role", 30),
        Name("Organization", "organization", 30),
        Text("City, country", "place", 24),
        PublicAddress("Web page", "url", 30),
        Prose("Biography", "biography", 50),
        PictureFile("Picture", "picture", 24, "A portrait: a file in docs/, for instance files/kim.jpg."),
        Text("Pronouns", "pronouns", 12),
        YesNo("Group", "group", 8, "yes if it is an organization or a group."),
        Id("ID", "id", 22, ID),
    ),
    ("name", "organization"),
)
DOCUMENTS = Layout(
    "Documents",
    "documents",
    Document,
    (
        Text("Title", "title", 44),
        Column("Symbol", "symbol", 20),
        Choice(
            "What",
            "kind",
            22,
            "What it is: choose one, or write a name of your own.",
            tuple((str(k), v) for k, v in DOCUMENT_KINDS.items()),
            True,
        ),
        Day("Date", "date", 17),
        PublicAddress(
            "Address", "url", 40, "Where it is: an address, or a file in docs/. One for each language: “en: https://…”, a line each."
        ),
        Day("Expected", "expected", 17),
        Id("ID", "id", 22, ID),
    ),
    ("title", "url"),
)
DEADLINES = Layout(
    "Deadlines",
    "calls",
    Call,
    (
        Text("Title", "title", 40),
        Moment("Deadline", "deadline", 20),
        Moment("Was", "was", 20),
        Prose("Text", "text", 50),
        Prose("Note", "note", 30),
        Column("Mail", "email", 28),
        PublicAddress("Form", "url", 30),
        Id("ID", "id", 22, ID),
    ),
    ("title", "deadline"),
)
ROOMS = Layout(
    "Rooms",
    "rooms",
    Room,
    (
        Name("Name", "name", 28),
        Text("Floor", "floor", 20),
        Column("Seats", "seats", 9),
        Prose("Access", "access", 50),
        Id("ID", "id", 22, ID),
    ),
    ("name",),
)
LAYOUTS = (AGENDA, PEOPLE, DOCUMENTS, DEADLINES, ROOMS)

Shower = Callable[[Row, Names], str]
