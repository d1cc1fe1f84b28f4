"""What comes of sheets that are taken into the data: the data, and what is to be said of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from microsite.imports.columns import People
from microsite.imports.layouts import AGENDA, LAYOUTS
from microsite.model.people import Part


class Remark(NamedTuple):
    """Something to say of a cell."""

    place: str
    """Agenda!C14."""
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


@dataclass
class Imported:
    """What comes of sheets."""

    data: dict[str, Any]
    """The data with what was taken."""
    refused: list[Remark] = field(default_factory=list)
    """What could not be taken; it stays as it is in the data."""
    noted: list[Remark] = field(default_factory=list)
    """What was taken, and is to be looked at."""
    marks: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The same by the sheet of ours, the key of the row, and the heading."""
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The cells of what was read, by table, key of the row, and heading."""
    changed: tuple[str, ...] = ()
    """The items that are new or were changed."""
    translations: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The cells of translations that were taken, with what they say, by their paths in the data as it was."""

    def refuse(self, place: str, words: str) -> None:
        """Say of a cell, or of a sheet, that it could not be taken, and what to do."""
        self.refused.append(Remark(place, words))

    def note(self, place: str, words: str) -> None:
        """Say of a cell what is to be looked at."""
        self.noted.append(Remark(place, words))

    def place_of(self, path: str, words: str = "") -> str:
        """The cell that a value of the data comes from, by its path as messages write it, or that of the item which the words name and
        which alone has changed; empty where it is from none."""
        place, translated = self.translations.get(path, ("", ""))
        found = self._at(path)
        if place and found.value == translated:  # and not another that stands there now
            return place
        (table, key), heading = found.row, found.heading
        if table in ("", "items") and key not in self.changed:
            inside = [*_item_ids(found.around)] if not table else []
            named = [each for each in self.changed if each in inside or re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", words)]
            if named and ("items", named[0], "Title") in self.places:
                table, key, heading = "items", named[0], "Starts"
        places = [self.places.get((table, key, each)) for each in (heading, "Title", "Name", "Starts")]
        return next(filter(None, places), "")

    def _at(self, path: str) -> _Found:
        """What is at a path of the data, and in which row and column sheets show it."""
        value: Any = self.data
        around: Any = None
        row, heading = ("", ""), ""
        parts = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
        tables = {layout.table: layout for layout in LAYOUTS}
        for number, part in enumerate(parts):
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
            before = parts[number - 1] if number else ""
            if before in ("days", "sittings"):
                around = value
            if before in ("items", "all_day", "planned") and isinstance(value, dict):
                row, heading = ("items", value.get("id", "")), ""
            elif number == 1 and before in tables:
                key = value.get("id") if isinstance(value, dict) and isinstance(part, int) else part
                row, heading = (str(before), str(key or "")), ""
            elif row[0] and not heading:
                heading = next((column.heading for column in tables[row[0]].columns if column.key == part and part != "people"), "")
            if before == "people" and row[0] == "items" and isinstance(value, dict):
                columns = (column for column in AGENDA.columns if isinstance(column, People))
                heading = next((column.heading for column in columns if column.part == value.get("part", Part.speaker)), "")
        return _Found(value, around, row, heading)


class _Found(NamedTuple):
    """A value of the data, and where sheets show it."""

    value: Any
    around: Any
    """The day or the sitting that it is in."""
    row: tuple[str, str]
    """Table and key of the row; empty where it is in none."""
    heading: str


def _item_ids(found: Any) -> Iterator[str]:
    """The ids of the items within a day or a sitting."""
    for sitting in (found or {}).get("sittings") or [found or {}]:
        yield from (item["id"] for name in ("items", "all_day") for item in sitting.get(name) or ())
