"""What the short names of a data file are called in its sheets, and what a cell means by a name."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from microsite.imports.cells import CannotTake, bare
from microsite.imports.people import Named, name_key, names_in
from microsite.imports.tables import Row, id_of, unused_key

_LETTERS = str.maketrans(
    {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "o", "æ": "ae", "ł": "l", "đ": "d"}
)
"""Letters that have no Latin letter below an accent, or another one by custom, in ids."""
MISSPELT, SHORTEST_COMPARED = 0.87, 8
"""How much of two names is the same, from 0 to 1, where one is likely the other with a slip; and of how many letters they must be."""


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
        """Those whom cells have named and the data has not, by the keys that they get."""
        self.remarks: list[str] = []
        """What is to be said of the cell that was taken last."""
        self._ids = {*_ids(data)}
        self._used = {"rooms": {*values_of(data.get("agenda"), "room")}, "tracks": {*values_of(data.get("agenda"), "track")}}
        """Names of rooms and tracks, where these are not entries of a table."""
        self._shown = {name: self._told_apart(data.get(name) or {}) for name in ("people", "rooms", "tracks", "tags", "kinds")}
        self._meant: dict[str, dict[str, str]] = {}
        """For each table, the key that each of its names means, as `bare` has them."""
        for table, shown in self._shown.items():
            texts = {key: [key, *texts_of(entry)] for key, entry in (data.get(table) or {}).items()}
            meant = {bare(text): key for key, found in texts.items() for text in found}
            by_shown = {bare(text): key for key, text in shown.items()}
            self._meant[table] = by_shown if table == "people" else meant | by_shown  # people of one name are told apart below

    def _told_apart(self, entries: dict[str, Any]) -> dict[str, str]:
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
        wanted = unused_key(id_of(text.translate(_LETTERS)) or otherwise, self._ids)
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
    """All ids and short names in some data."""
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
