"""Finds which row of its table a line of a sheet is."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from microsite.imports.cells import CannotTake, as_text, bare
from microsite.imports.imported import Imported
from microsite.imports.kinds import kind_in, kind_of_title
from microsite.imports.layouts import AGENDA, PEOPLE, Layout
from microsite.imports.matching import Described, bare_titles, matches
from microsite.imports.people import Named, name_key, names_in
from microsite.imports.sheet_lines import PEOPLE_HEADINGS, Line
from microsite.imports.short_names import Names, texts_of
from microsite.imports.tables import Row, from_midnight
from microsite.imports.workbook import Held
from microsite.model.fields import ID_PATTERN


class LineKeys:
    """Gives lines the keys of the rows that they are; what is doubtful is told in `result`."""

    def __init__(self, names: Names, result: Imported):
        self.names, self.result = names, result

    def find(self, layout: Layout, rows: Mapping[str, Row], parts: Sequence[tuple[list[Line], Held | None]]) -> None:
        """Give each line the key of the row of a table that it is: by its id, and failing that by what it says. `rows` are those of the
        table, and `parts` the lines of all its sheets, each with what the sheet held when it was written."""
        for lines, base in parts:
            for line in lines:
                key = line.text("ID")
                if key in rows or key in (base or {}):
                    line.key = key
                elif key and base is not None:
                    if re.fullmatch(ID_PATTERN, key) and not self.names.is_taken(key):
                        line.key = key
                    else:
                        self.result.note(line.cells["ID"].place, f"“{key}” can't be the id of a new row; it gets another")
            self._leave_out_copies(lines, is_ours=base is not None)
        self._tell_ids_apart([(line, base or {}) for lines, base in parts for line in lines if line.key and not line.is_left_out])
        taken = {line.key for lines, _ in parts for line in lines}
        nameless = [line for lines, _ in parts for line in lines if not line.key and not line.is_left_out]
        free = {key: row for key, row in rows.items() if key not in taken}
        if layout is AGENDA:
            self._find_items(nameless, free)
            return
        by_name: dict[str, list[str]] = {}
        for key, row in free.items():
            for name in {*_names_of(layout, row)}:
                by_name.setdefault(name, []).append(key)
        for line in nameless:
            candidates = by_name.get(_name_of(layout, line), [])
            if len(candidates) == 1:
                line.key = candidates.pop()

    def _leave_out_copies(self, lines: list[Line], *, is_ours: bool) -> None:
        """Leave out what a sheet has twice."""
        seen: dict[tuple[tuple[str, str], ...], Line] = {}
        for line in lines:
            texts = {heading: as_text(cell.value) for heading, cell in line.cells.items() if heading != "ID"}
            said = tuple(sorted((heading, text) for heading, text in texts.items() if text))
            first = seen.setdefault(said, line)
            if first is line or line.key and first.key and line.key != first.key:
                continue
            line.is_left_out = True
            if line.key and not first.key:
                first.key = line.key
            if is_ours:
                self.result.refuse(line.place, f"the row is the same as that of {first.place}; delete one of the two")
            else:
                self.result.note(line.place, f"the row is the same as that of {first.place}, and is taken once")

    def _tell_ids_apart(self, lines: Sequence[tuple[Line, Held]]) -> None:
        """Leave an id to one line: to that which was written with it."""
        counts = Counter(line.key for line, _ in lines)
        for key in (key for key, times in counts.items() if times > 1):
            same = [(line, base.get(key, {})) for line, base in lines if line.key == key]
            original, _ = max(same, key=lambda each: sum(as_text(cell.value) == each[1].get(name) for name, cell in each[0].cells.items()))
            for line, _ in same:
                if line is not original:
                    line.key = ""
                    self.result.note(line.cells["ID"].place, f"“{key}” is the id of another row, too; this one is taken as a new row")

    def _find_items(self, lines: list[Line], rows: dict[str, Row]) -> None:
        """Which items lines without an id are; of a line that could be one, and must not be another beside it, this is told."""
        items = {key: self._described(row) for key, row in rows.items()}
        found = matches(
            {number: self._described_line(line) for number, line in enumerate(lines)}, items, is_translated=self.names.is_translated
        )
        for number, key in found.keys.items():
            lines[number].key = key

        def called(key: str) -> str:
            title = rows[key].get("title", "")
            return (title.get(self.names.source, "") if isinstance(title, dict) else title) or key

        how = f"in {self.names.language}" if self.names.is_translated else "under another title"
        for number, key in found.guessed.items():
            words = f"is taken for “{called(key)}”, which begins then, {how}"
            self.result.note(lines[number].place_of("Title"), words)
        for number, key in found.doubtful.items():
            lines[number].is_left_out = True
            words = (
                f"is it “{called(key)}” under another title, which begins then in the same room or with the same people? If so, give that "
                f"its new title in the data file first; if not, take that out, or give one another hour or room; the row is left out"
            )
            self.result.refuse(lines[number].place, words)
        for number, key in found.elsewhere.items():
            if number not in found.doubtful:
                words = f"“{called(key)}” is on {rows[key]['date']} in the data file, and stays there; this is another on another day"
                self.result.note(lines[number].place_of("Title"), words)

    def _described(self, row: Row) -> Described:
        """An item, by what it can be known."""
        at = from_midnight(row) if row.get("date") else row
        title = row.get("title", "")
        titles = bare_titles(title.values() if isinstance(title, dict) else [title]) or {f"kind {row.get('kind')}"}
        keys = [entry["person"] for entry in row.get("people") or ()]
        names = {name_key(text) for key in keys for text in texts_of(self.names.people.get(key, ""))}
        room = self._room(self.names.in_language(row.get("room", ""))) or self._room(self.names.in_language(row.get("track", "")), "tracks")
        is_cancelled = row.get("cancelled") == "true"
        return Described(
            frozenset(titles), row.get("kind", ""), at.get("date", ""), at.get("start", ""), room, frozenset(names), is_cancelled
        )

    def _described_line(self, line: Line) -> Described:
        """A line, by what an item can be known; what can't be read is not told yet."""
        at: Row = {}
        for column in AGENDA.columns:
            if column.heading in ("Day", "Starts") and column.heading in line.cells:
                with contextlib.suppress(CannotTake):
                    at[column.key] = column.read(line.cells[column.heading].value, self.names)
        if at.get("date"):
            at = from_midnight(at)
        title = line.text("Title")
        kind = kind_in(line.text("What")) or (kind_of_title(title) if title else "") or ""
        known = {*self.names.known_people()}
        people = "\n".join(line.text(heading) for heading in PEOPLE_HEADINGS)
        names = {name_key(each.name) for each in names_in(people, known, set()) if isinstance(each, Named) and each.name}
        titles = bare_titles([title]) or {f"kind {kind}"}
        room = self._room(" ".join(line.text("Room").split())) or self._room(line.text("Track"), "tracks")
        return Described(frozenset(titles), kind, at.get("date", ""), at.get("start", ""), room, frozenset(names))

    def _room(self, text: str, table: str = "rooms") -> str:
        """A room, as it is compared: by its key, or by its bare name."""
        return bare(self.names.find(table, text) or text)


def _names_of(layout: Layout, row: Row) -> Iterator[str]:
    """What a row of a table can be known by in a sheet: its names in all languages."""
    value: Any = row.get("title") or row.get("name", "")
    for text in {*value.values()} if isinstance(value, dict) else {value}:
        yield name_key(text) if layout is PEOPLE else bare(text)


def _name_of(layout: Layout, line: Line) -> str:
    if layout is PEOPLE:
        return name_key(line.text("Name"))
    return bare(line.text("Title") or line.text("Name"))
