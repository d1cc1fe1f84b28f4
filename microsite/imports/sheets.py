"""Takes sheets back into the data: those that `workbook.py` has written, and tables of others.

Of a sheet of ours it is known what each cell held when it was written: what was changed in it changes the data, what was changed in the
data since stays, and where both were, the data stays and the cell is told. Of a table of others, cells that are not empty are taken, and
nothing goes that it does not have.
"""

from __future__ import annotations

import contextlib
import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from microsite.imports.cells import CannotTake, after, as_clock, as_minutes, as_open_period, as_period, as_text, bare, same_text
from microsite.imports.columns import Column, Id, People, Text
from microsite.imports.headings import (
    DURATION,
    FAMILY,
    GIVEN,
    ORGANIZATION,
    REMARKS,
    TIME,
    Recognized,
    honorific,
    is_day_heading,
    proposal,
    recognized,
)
from microsite.imports.kinds import kind_in, kind_of_title
from microsite.imports.layouts import AGENDA, LAYOUTS, PEOPLE, ROOMS, Layout
from microsite.imports.matching import DAILY, Described, bare_titles, matches
from microsite.imports.people import Named, name_key, names_in
from microsite.imports.short_names import Names, texts_of, values_of
from microsite.imports.spreadsheets import Sheet
from microsite.imports.tables import A_DAY, ITEMS, Row, Tables, as_tables, clock, from_midnight, minutes, with_tables
from microsite.imports.workbook import EXPORTED, LISTS, TEXT_ID, TOO_LONG, TRANSLATION, read_exported, texts_by_key
from microsite.model.fields import ID_PATTERN, Prose, Where, dotted
from microsite.model.people import Part
from microsite.model.session import Session

ALL_DAY = {"allday", "ganztagig", "ganztags", "toutelajournee", "todoeldia", "tutto il giorno", "весьдень", "全天"}
"""What stands in the place of an hour, as `bare` has it."""


EVENING, LONGEST_AT_NIGHT = 18 * 60, 6 * 60
"""The hour from which something goes on past midnight, and how long what begins then may last, in minutes."""
PEOPLE_HEADINGS = {column.heading for column in AGENDA.columns if isinstance(column, People)}


@dataclass(frozen=True)
class Options:
    """What somebody says of the tables of others."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Our headings by theirs (`named_columns`)."""
    language: str | None = None
    """The language of their texts, if not the source language."""
    kind: str = "presentation"
    """What an item is that does not say so."""


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

    def place_of(self, path: str, words: str = "") -> str:
        """The cell that a value of the data comes from, by its path as messages write it, or that of the item which the words name and
        which alone has changed; empty where it is from none."""
        place, translated = self.translations.get(path, ("", ""))
        found: Any = self.data
        around: Any = None
        row: tuple[str, str] = ("", "")
        heading = ""
        parts = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
        tables = {layout.table: layout for layout in LAYOUTS}
        for number, part in enumerate(parts):
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                found = None
            before = parts[number - 1] if number else ""
            if before in ("days", "sittings"):
                around = found
            if before in ("items", "all_day", "planned") and isinstance(found, dict):
                row, heading = ("items", found.get("id", "")), ""
            elif number == 1 and before in tables:
                key = found.get("id") if isinstance(found, dict) and isinstance(part, int) else part
                row, heading = (str(before), str(key or "")), ""
            elif row[0] and not heading:
                heading = next((column.heading for column in tables[row[0]].columns if column.key == part and part != "people"), "")
            if before == "people" and row[0] == "items" and isinstance(found, dict):
                heading = next(
                    (
                        column.heading
                        for column in AGENDA.columns
                        if isinstance(column, People) and column.part == found.get("part", Part.speaker)
                    ),
                    "",
                )
        if place and found == translated:  # and not another that stands there now
            return place
        if row[0] in ("", "items") and row[1] not in self.changed:
            inside = [*_item_ids(around)] if not row[0] else []
            named = [key for key in self.changed if key in inside or re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", words)]
            if named and ("items", named[0], "Title") in self.places:
                row, heading = ("items", named[0]), "Starts"
        places = [self.places.get((*row, each)) for each in (heading, "Title", "Name", "Starts")]
        return next(filter(None, places), "")


class _Cell(NamedTuple):
    value: Any
    place: str


@dataclass
class _Line:
    """A row of a sheet: its cells by our headings."""

    cells: dict[str, _Cell]
    place: str
    """Its first cell."""
    key: str = ""
    """What it is in the tables; empty for a new row."""
    doubts: dict[str, str] = field(default_factory=dict)
    """What is to be looked at, by our headings."""
    is_left_out: bool = False
    """Whether it is not taken, which is told."""

    def text(self, heading: str) -> str:
        return as_text(self.cells[heading].value) if heading in self.cells else ""


def imported(data: dict[str, Any], session: Session, sheets: Sequence[Sheet], options: Options) -> Imported:
    """The data, as `rewrite.read` gives it, with what the sheets say; `session` is the one that the data is."""
    return _Import(data, session, sheets, options).run()


class _Import:
    def __init__(self, data: dict[str, Any], session: Session, sheets: Sequence[Sheet], options: Options):
        self.result = Imported(copy.deepcopy(data))
        self.session = session
        self.options = options
        self.sheets = [sheet for sheet in sheets if sheet.title not in (LISTS, EXPORTED)]
        self.exported = _exported(sheets)
        if not self.exported and any(sheet.title == EXPORTED for sheet in sheets):
            words = "what the workbook held when it was written can't be read any more; it is taken as a table of others, and nothing goes"
            self.result.noted.append(Remark(EXPORTED, words))
        self.names = Names(data, None if self.exported else options.language)
        self.tables: Tables = {}
        self.without_kind: list[str] = []
        self.untranslated: list[str] = []
        """The places of new rows that are not in the source language."""

    def run(self) -> Imported:
        """Read all sheets, people first: items name them."""
        ours = {layout.title: layout for layout in LAYOUTS}
        read: list[tuple[Layout, list[_Line], dict[str, dict[str, str]] | None]] = []
        for sheet in self.sheets:
            of_sheet = self.exported.get(sheet.title)
            if of_sheet and TRANSLATION in of_sheet.headings:
                self._take_translations(sheet, of_sheet)
                continue
            found = recognized(sheet, self.options.columns)
            if not found and of_sheet:
                there = {as_text(value) for value in (sheet.rows[0] if sheet.rows else ())}
                gone = ", ".join(f"“{heading}”" for heading in of_sheet.headings if heading in ("Title", "Name") and heading not in there)
                words = f"the column {gone or 'of the headings'} is missing, and the sheet is not read; undo that, or write a new sheet"
                self.result.refused.append(Remark(sheet.title, words))
                continue
            if not found:
                self._say_unknown(sheet)
                continue
            layout = ours[sheet.title] if of_sheet and sheet.title in ours else found.layout
            if not of_sheet and layout.title not in {each.title for each in self.sheets}:
                of_sheet = self.exported.get(layout.title)  # somebody gave the sheet another name
            self._say_unread(sheet, found)
            lines = self._lines(sheet, found, is_ours=bool(of_sheet))
            if layout is AGENDA and not of_sheet:
                self._count_past_midnight(lines)
            read.append((layout, lines, of_sheet.rows if of_sheet else None))
        self.tables = as_tables(self.result.data)
        if not self.exported and not self.options.language:
            self.names = Names(
                self.result.data, self._language_of([line for layout, lines, _ in read if layout is AGENDA for line in lines])
            )
        before = copy.deepcopy(self.tables)
        for layout in sorted(LAYOUTS, key=lambda each: each is AGENDA):
            parts = [(lines, base) for each, lines, base in read if each is layout]
            self._find_keys(layout, parts)
            for lines, base in parts:
                self._take(layout, lines, base)
        if self.names.new_people:
            self.tables["people"] |= self.names.new_people
        self._say_without_kind()
        self._say_untranslated()
        self._keep_sittings(before)
        changed = {name: rows for name, rows in self.tables.items() if rows != before[name]}
        if changed:
            old = {*values_of(self.result.data, "person")}
            self.result.data = with_tables(self.result.data, changed)
            self._say_without_part(sorted(old - {*values_of(self.result.data, "person")}))
        self.result.changed = tuple(key for key, row in self.tables[ITEMS].items() if row != before[ITEMS].get(key))
        return self.result

    def _say_without_part(self, people: Sequence[str]) -> None:
        for key in people:
            if key in self.tables["people"]:
                how = "delete the row on People" if self.exported else f"take {key} out of people in the data file"
                words = f"“{self.names.show('people', key)}” has no part any more and is still among the speakers; {how}"
                self.result.noted.append(Remark(self.result.places.get(("people", key, "Name"), ""), words))

    def _keep_sittings(self, before: Tables) -> None:
        """Put back hours for which a sitting would come to be in another, although its own items stay at theirs."""
        rows, was = self.tables[ITEMS], before[ITEMS]

        def lost(trial: dict[str, Row]) -> dict[str, str]:
            """The sittings that are gone while something of them stays at its hour, each with an item that stays."""
            there = {row.get("sitting") for row in as_tables(with_tables(self.result.data, {ITEMS: trial}))[ITEMS].values()}
            stay = {key: row for key, row in was.items() if key in trial and _hours(trial[key]) == _hours(row)}
            return {row["sitting"]: key for key, row in stay.items() if row.get("sitting") and row["sitting"] not in there}

        moved = [key for key, row in rows.items() if row.get("start") and _hours(row) != _hours(was.get(key, {}))]
        gone = lost(rows) if moved else {}
        for key in moved:
            if not gone:
                break
            trial = {each: row for each, row in rows.items() if each != key or key in was}
            if key in was:
                trial[key] = {each: value for each, value in rows[key].items() if each not in HOURS} | _hours(was[key])
            left = lost(trial)
            if len(left) < len(gone):
                sitting = next(name for name in gone if name not in left)
                words = f"would put the sitting “{sitting}” into another, with what else is in it; correct it, or change the sittings first"
                differs = {each for each in HOURS if rows[key].get(each) != was.get(key, {}).get(each)}
                headings = [column.heading for column in AGENDA.columns if column.key in differs]
                places = (self.result.places.get((ITEMS, key, each), "") for each in [*headings, "Title"])
                self._refuse(_Cell("", next(filter(None, places), "")), words)
                self.tables[ITEMS], rows, gone = trial, trial, left

    # ── what a sheet holds ────────────────────────────────────────────────────────────────────────────────────────

    def _say_unknown(self, sheet: Sheet) -> None:
        rows = [row for row in sheet.rows if any(map(as_text, row))]
        if not rows or len(self.sheets) > 1 and len(rows) < 2:
            return
        proposed = proposal(sheet, self.names.dates)
        if proposed:
            said = ",".join(f"{theirs}={ours}" for theirs, ours in proposed.items())
            words = f'its headings say too little; by what stands below them it could be read with --columns "{said}"'
        else:
            words = (
                "no row of headings is found among its first rows, such as Day, Starts, Title, Speakers; "
                'write them above the columns, or say what yours mean: --columns "Beginn=Starts,Was=Title"'
            )
        self.result.refused.append(Remark(sheet.title, words))

    def _say_unread(self, sheet: Sheet, found: Recognized) -> None:
        self.result.noted += [Remark(sheet.title, words) for words in sheet.unread]
        for at, text in found.unread.items():
            if any(as_text(sheet.value(row, at)) for row in range(found.row + 1, len(sheet.rows))):
                words = f'“{text}” is no column that is known, and is not read; to read it, say what it is: --columns "{text}=…"'
                if bare(text) in REMARKS:
                    words = f'“{text}” may be for colleagues alone, and is not read; if readers may see it: --columns "{text}=Note"'
                self.result.noted.append(Remark(_place(sheet, found.row, at), words))

    def _lines(self, sheet: Sheet, found: Recognized, *, is_ours: bool) -> list[_Line]:
        """The rows below the headings; of a table of others, with the day that stands above several, and hours in columns of their own."""
        for line_of, column in sheet.without_value:
            if line_of > found.row and column in found.columns.values():
                words = "has a formula without a result; open the file in its program, and save it again"
                self.result.refused.append(Remark(_place(sheet, line_of, column), words))
        lines: list[_Line] = []
        day: Any = None if is_ours else is_day_heading(sheet.title, self.names.dates)
        for number in range(found.row + 1, len(sheet.rows)):
            row = sheet.rows[number]
            cells = {
                heading: _Cell(row[at], _place(sheet, number, at))
                for heading, at in found.columns.items()
                if at < len(row) and (is_ours or as_text(row[at])) and (number, at) not in sheet.without_value
            }
            filled = [at for at, value in enumerate(row) if as_text(value)]
            if not filled:
                continue
            line = _Line(cells, _place(sheet, number, filled[0]))
            line.doubts = {heading: sheet.doubts[(number, at)] for heading, at in found.columns.items() if (number, at) in sheet.doubts}
            for heading, words in line.doubts.items():
                self._note(cells[heading], words)
            if not is_ours and found.layout is AGENDA:
                if len(filled) == 1 and (above := is_day_heading(as_text(row[filled[0]]), self.names.dates)):
                    day = above
                    continue
                if len(filled) == 1 and not line.text("Title") and not self._is_more_people(line):
                    words = f"“{as_text(row[filled[0]])}” stands alone in its row, and is not read"
                    self.result.noted.append(Remark(line.place, words))
                    continue
                if self._continues(sheet, found, number, line, lines):
                    continue
                if line.text("Day"):
                    day = cells["Day"].value
                elif day is not None and not line.text("ID"):
                    cells["Day"] = _Cell(day, line.place)
            if not is_ours and found.layout is PEOPLE:
                _join_names(cells)
            if found.layout is AGENDA:
                self._part_hours(cells, lines)
            if found.layout is AGENDA and not is_ours:
                self._add_organization(cells)
            lines.append(line)
        return lines

    def _is_more_people(self, line: _Line) -> bool:
        return bool(PEOPLE_HEADINGS & line.cells.keys())

    def _continues(self, sheet: Sheet, found: Recognized, number: int, line: _Line, lines: list[_Line]) -> bool:
        """Whether a row has no more than further people of the item above, which they come to be in."""
        at = found.columns.get("Title", -1)
        is_merged = (number, at) in sheet.continued
        if not lines or not is_merged and (line.text("Title") or line.text("Starts") or line.text(TIME)):
            return False
        people = [heading for heading in line.cells if heading in PEOPLE_HEADINGS]
        if not people:
            return is_merged
        above = lines[-1].cells
        own = self._add_organization(dict(line.cells))
        for heading in people:
            cell = above.get(heading)
            words = as_text(own[heading].value)
            above[heading] = _Cell(f"{as_text(cell.value)}\n{words}", cell.place) if cell else _Cell(words, own[heading].place)
        return True

    def _part_hours(self, cells: dict[str, _Cell], lines: Sequence[_Line]) -> None:
        """Start and end in cells of their own, where both are in one, or the end is said by how long it lasts."""
        for heading in (TIME, "Starts"):
            cell = cells.get(heading)
            if cell and (start := as_open_period(cell.value)):
                cells |= {"Starts": _Cell(start, cell.place), "Open end": _Cell("yes", cell.place)}
            elif cell and (period := as_period(cell.value)):
                cells["Starts"] = _Cell(period[0], cell.place)
                if not as_text(cells["Ends"].value if "Ends" in cells else None):
                    cells["Ends"] = _Cell(period[1], cell.place)
            elif cell and heading == TIME:
                cells.setdefault("Starts", cell)
        cells.pop(TIME, None)
        length = cells.pop(DURATION, None)
        if not length or "Starts" not in cells or "Ends" in cells:
            return
        lasts = as_minutes(length.value)
        if lasts is None:
            self.result.refused.append(
                Remark(length.place, f"“{as_text(length.value)}” is not how long it lasts; write minutes, for instance 30")
            )
            return
        try:
            cells["Ends"] = _Cell(clock(minutes(as_clock(cells["Starts"].value)) + lasts), length.place)
        except (CannotTake, ValueError):
            return  # which is said of the start

    def _add_organization(self, cells: dict[str, _Cell]) -> dict[str, _Cell]:
        """The organization in a column of its own, behind the one speaker beside it."""
        organization = cells.pop(ORGANIZATION, None)
        if not organization or not as_text(organization.value):
            return cells
        parts = [heading for heading in cells if heading in PEOPLE_HEADINGS]
        heading = "Speakers" if "Speakers" in parts else parts[0] if len(parts) == 1 else ""
        people = re.split(r"\n|;", as_text(cells[heading].value)) if heading else []
        places = re.split(r"\n|;", as_text(organization.value))
        if heading and len(people) == len(places) and not any("(" in each for each in people):
            joined = "\n".join(f"{who.strip()} ({where.strip()})" for who, where in zip(people, places, strict=True) if who.strip())
            cells[heading] = _Cell(joined, cells[heading].place)
        else:
            words = f"whose organization “{as_text(organization.value)}” is can't be told; write it in brackets behind the name"
            self.result.refused.append(Remark(organization.place, words))
        return cells

    # ── rows into tables ──────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, layout: Layout, lines: list[_Line], base: dict[str, dict[str, str]] | None) -> None:
        rows = self.tables[layout.table]
        if base is not None and any("ID" in line.cells for line in lines):
            self._take_out(layout, base, {line.key for line in lines if line.key})
        for line in lines:
            if line.is_left_out:
                continue
            if line.key and line.key not in rows:
                if base is not None and line.key in base:
                    self._say_gone(layout, line, base[line.key])
                    continue
                row: Row = {}
                self._take_cells(layout, line, row, None, is_ours=base is not None)
                self._add(layout, line, row)
            elif line.key:
                row = rows[line.key]
                self._take_cells(layout, line, row, (base or {}).get(line.key), is_ours=base is not None)
            elif self.names.is_translated and layout not in (PEOPLE, ROOMS):
                self.untranslated.append(line.place)
            else:
                row = {}
                noted, people = len(self.result.noted), [*self.names.new_people]
                self._take_cells(layout, line, row, None, is_ours=False)
                self._add(layout, line, row)
                if not line.key:  # it is left out, with those whom it alone names
                    del self.result.noted[noted:]
                    self.names.forget(people)
            for heading, cell in line.cells.items():
                self.result.places[(layout.table, line.key, heading)] = cell.place
            self.result.marks |= {(layout.title, line.key, heading): words for heading, words in line.doubts.items()}

    def _find_keys(self, layout: Layout, parts: Sequence[tuple[list[_Line], dict[str, dict[str, str]] | None]]) -> None:
        """Which row of the table each line of all its sheets is: by its id, and failing that by what it says."""
        rows = self.tables[layout.table]
        for lines, base in parts:
            for line in lines:
                key = line.text("ID")
                if key in rows or key in (base or {}):
                    line.key = key
                elif key and base is not None:
                    if re.fullmatch(ID_PATTERN, key) and not self.names.is_taken(key):
                        line.key = key
                    else:
                        self._note(line.cells["ID"], f"“{key}” can't be the id of a new row; it gets another")
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

    def _leave_out_copies(self, lines: list[_Line], *, is_ours: bool) -> None:
        """Leave out what a sheet has twice."""
        seen: dict[tuple[tuple[str, str], ...], _Line] = {}
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
                self._refuse(_Cell("", line.place), f"the row is the same as that of {first.place}; delete one of the two")
            else:
                self._note(_Cell("", line.place), f"the row is the same as that of {first.place}, and is taken once")

    def _tell_ids_apart(self, lines: Sequence[tuple[_Line, dict[str, dict[str, str]]]]) -> None:
        """Leave an id to one line: to that which was written with it."""
        counts = Counter(line.key for line, _ in lines)
        for key in (key for key, times in counts.items() if times > 1):
            same = [(line, base.get(key, {})) for line, base in lines if line.key == key]
            original, _ = max(same, key=lambda each: sum(as_text(cell.value) == each[1].get(name) for name, cell in each[0].cells.items()))
            for line, _ in same:
                if line is not original:
                    line.key = ""
                    self._note(line.cells["ID"], f"“{key}” is the id of another row, too; this one is taken as a new row")

    def _find_items(self, lines: list[_Line], rows: dict[str, Row]) -> None:
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
            self._note(lines[number].cells.get("Title", _Cell("", lines[number].place)), words)
        for number, key in found.doubtful.items():
            lines[number].is_left_out = True
            words = (
                f"is it “{called(key)}” under another title, which begins then in the same room or with the same people? If so, give that "
                f"its new title in the data file first; if not, take that out, or give one another hour or room; the row is left out"
            )
            self._refuse(_Cell("", lines[number].place), words)
        for number, key in found.elsewhere.items():
            if number not in found.doubtful:
                words = f"“{called(key)}” is on {rows[key]['date']} in the data file, and stays there; this is another on another day"
                self._note(lines[number].cells.get("Title", _Cell("", lines[number].place)), words)

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

    def _described_line(self, line: _Line) -> Described:
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

    def _take_out(self, layout: Layout, base: dict[str, dict[str, str]], there: set[str]) -> None:
        """Rows that were exported, and are not in the sheet any more."""
        rows = self.tables[layout.table]
        columns = {column.heading: column for column in layout.columns}
        for key in base.keys() - there & rows.keys() if base else ():
            if key not in rows or key in there:
                continue
            shown = {heading: columns[heading].show(rows[key], self.names) for heading in base[key] if not isinstance(columns[heading], Id)}
            if all(_same(shown[heading], base[key][heading]) for heading in shown):
                del rows[key]
            else:
                words = f"the row “{key}” is not in the sheet any more, and was changed in the data file since; it stays"
                self.result.refused.append(Remark(layout.title, words))

    def _say_gone(self, layout: Layout, line: _Line, base: dict[str, str]) -> None:
        changed = [cell for heading, cell in line.cells.items() if not self._is_as_before(layout, heading, cell, base)]
        if changed:
            words = f"“{line.key}” was changed here, and is not in the data file any more; it is left out"
            self.result.refused.append(Remark(changed[0].place, words))

    def _is_as_before(self, layout: Layout, heading: str, cell: _Cell, base: dict[str, str]) -> bool:
        column = next((column for column in layout.columns if column.heading == heading), None)
        try:
            return column is None or heading not in base or _same(column.read(cell.value, self.names), base[heading])
        except CannotTake:
            return False

    def _take_cells(self, layout: Layout, line: _Line, row: Row, base: dict[str, str] | None, *, is_ours: bool) -> None:
        """Put what a line says into a row; what can't be taken is told."""
        old = copy.deepcopy(row)
        touched: set[str] = set()
        for column in layout.columns:
            cell = line.cells.get(column.heading)
            if not cell or isinstance(column, Id):
                continue
            try:
                if self._take_cell(column, cell, row, base, is_ours):
                    touched.add(column.key)
            except CannotTake as problem:
                self._refuse(cell, str(problem))
                doubt = Remark(cell.place, line.doubts.get(column.heading, ""))
                if doubt in self.result.noted and not column.show(row, self.names):  # which says that it was taken
                    self.result.noted.remove(doubt)
                    del line.doubts[column.heading]
            for words in self.names.remarks:
                self._note(cell, words)
                line.doubts[column.heading] = words
            self.names.remarks.clear()
        if layout is AGENDA and touched & {"start", "end", "date"}:
            self._check_hours(line, row, old)

    def _take_cell(self, column: Column, cell: _Cell, row: Row, base: dict[str, str] | None, is_ours: bool) -> bool:
        """Whether a cell changed its row."""
        if column.key == "start" and bare(as_text(cell.value)) in ALL_DAY:
            return False
        held = (base or {}).get(column.heading)
        if held is not None and (held == TOO_LONG and as_text(cell.value) == held or same_text(as_text(cell.value), held)):
            return False
        text = column.read(cell.value, self.names)
        shown = column.show(row, self.names)
        if _same(text, shown) or held is not None and _same(text, held):
            return False
        if not text and (not is_ours or held is None):
            return False
        if held is not None and not _same(shown, held):
            was, now = (f"“{each}”" if each else "empty" for each in (held, shown))
            raise CannotTake(f"is “{text}” here and {now} in the data file, where it was {was} when the sheet was written; it stays {now}")
        texts = row.get(column.key)
        if not is_ours and isinstance(column, Text) and isinstance(texts, dict) and bare(text) in map(bare, texts.values()):
            return False  # a translation, in a table in several languages
        if column.key == "kind" and not is_ours and column.heading == "What" and row.get("kind") and not kind_in(text):
            return False
        if column.key == "title" and not text and row.get("kind") not in DAILY and not isinstance(texts, dict):
            raise CannotTake("the title is empty; write one, or delete the row")
        if re.search(r"\?{3}", text) and "???" not in shown:
            raise CannotTake(f"“{text}” has question marks where the file has lost letters; save it as .xlsx, or as .csv in UTF-8")
        column.take(row, text, self.names)
        return True

    def _check_hours(self, line: _Line, row: Row, old: Row) -> None:
        """An end is after the start, and an hour has a day; what is neither is not taken."""

        def undo(heading: str, words: str) -> None:
            for key in HOURS:
                row.pop(key, None)
            row.update(_hours(old))
            line.is_left_out = not old
            self._refuse(line.cells.get(heading) or _Cell("", line.place), words + ("" if old else "; the row is left out"))

        first, last = self.names.dates
        if row.get("date") and row["date"] != old.get("date") and not first.isoformat() <= row["date"] <= last.isoformat():
            undo("Day", f"{row['date']} is no day of the session, which is from {first} to {last}; correct it")
            return
        try:
            if row.get("start") and row.get("end"):
                row["end"] = after(row["start"], row["end"])
        except CannotTake as problem:
            undo("Ends", str(problem))
            return
        if row.get("start") and row["start"] != old.get("start") and not self._is_of_its_day(row, old):
            hour = clock(minutes(row["start"]) - A_DAY)
            words = f"{row['start']} is {hour} of the next day, and goes on from no evening; correct it, or write {hour} and the next day"
            undo("Starts", words)
            return
        if row.get("start") and not row.get("date"):
            undo("Starts", "is the hour of an item that has no day; give its day, too")
        if row.get("end") and not row.get("start"):
            undo("Ends", "is the end of an item that has no start; give its start, too")

    def _is_of_its_day(self, row: Row, old: Row) -> bool:
        """Whether an hour is of the day or of the night after its evening; what was there before has an end soon after, too."""
        start = minutes(row["start"])
        if start < A_DAY:
            return True
        others = [each for key, each in self.tables[ITEMS].items() if key != row.get("id") and each.get("date") == row.get("date")]
        is_evening = any(EVENING <= minutes(each["start"]) for each in [*others, old] if each.get("start"))
        return is_evening and (minutes(row["end"]) - start <= LONGEST_AT_NIGHT if row.get("end") else not old)

    def _count_past_midnight(self, lines: Sequence[_Line]) -> None:
        """What begins in the small hours, in a table of others below what begins in the evening of the day, is of the next."""
        before: dict[str, int] = {}
        for line in lines:
            try:
                start = minutes(as_clock(line.cells["Starts"].value))
            except (KeyError, CannotTake, ValueError):
                continue
            day = line.text("Day")
            if start <= 6 * 60 and before.get(day, 0) >= 18 * 60:
                start += A_DAY
                line.cells["Starts"] = line.cells["Starts"]._replace(value=clock(start))
            before[day] = max(start, before.get(day, 0))

    # ── new rows ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, layout: Layout, line: _Line, row: Row) -> None:
        """Put a new row into its table, under a key of its own."""
        if line.is_left_out:
            return
        name = self._name(row)
        if layout is AGENDA:
            if not (name or row.get("kind")) or not self._has_place(line, row):
                if row:
                    words = "has no title" if not name else "has a day and no hour; give one, or write “all day” in its place"
                    self._refuse(_Cell("", line.place), f"the row {words}; it is left out")
                return
            if not row.get("kind"):
                kind = kind_of_title(name)
                row["kind"] = kind or self.options.kind
                if not kind:
                    self.without_kind.append(line.place)
                    line.doubts["What"] = "The table does not say what it is."
            key = line.key or self.names.new_id(name, row["kind"].replace("_", "-"))
            row = _first({"id": key, **{each: row[each] for each in ("kind", "title") if each in row}}, row)
            line.key = row["id"]
        elif not name:
            if row:
                self._refuse(
                    _Cell("", line.place), f"the row has no {'name' if layout.table in ('people', 'rooms') else 'title'}; it is left out"
                )
            return
        elif layout.table in ("people", "rooms"):
            line.key = line.key or self.names.new_id(name, layout.table.removesuffix("s"))
            if layout is PEOPLE:
                self.names.new_people[line.key] = row
                return
        else:
            line.key = line.key or self.names.new_id(name, layout.table.removesuffix("s"))
            row = _first({"id": line.key}, row)
        self.tables[layout.table][line.key] = row

    def _has_place(self, line: _Line, row: Row) -> bool:
        """Whether it is known when a new item is, or that this is not known: a day and an hour, all day, or neither."""
        return not row.get("date") or bool(row.get("start")) or bare(line.text("Starts")) in ALL_DAY

    def _name(self, row: Row) -> str:
        return self.names.in_language(row.get("title", row.get("name", "")))

    def _say_without_kind(self) -> None:
        if self.without_kind:
            words = (
                f"does not say what it is, and becomes a {self.options.kind.replace('_', ' ')}; --kind names another, or a column “What”"
            )
            self.result.noted.append(Remark(_places(self.without_kind), words))

    def _language_of(self, lines: Sequence[_Line]) -> str | None:
        """The language other than the source in which most titles of items are that a table of others has; None if there is none."""
        texts: dict[str, set[str]] = {}
        for row in self.tables[ITEMS].values():
            title = row.get("title", "")
            for language, text in title.items() if isinstance(title, dict) else [(self.names.source, title)]:
                texts.setdefault(language, set()).add(bare(text))
        found = [bare(line.text("Title")) for line in lines if line.text("Title")]
        of_source = texts.pop(self.names.source, set())
        times = Counter(language for title in found for language, titles in texts.items() if title in titles - of_source)
        language, most = max(times.items(), key=lambda each: each[1], default=("", 0))
        return language if most > sum(title in of_source for title in found) else None

    def _say_untranslated(self) -> None:
        if self.untranslated:
            source, language = self.names.source, self.names.language
            how = "leave out --language" if self.options.language else f"say --language {source}"
            words = (
                f"is new and in {language}, in which the table is taken; what is new is taken in the source language first: "
                f"add it to a table in {source}, or {how}, if this is one"
            )
            self.result.refused.append(Remark(_places(self.untranslated), words))

    # ── translations ──────────────────────────────────────────────────────────────────────────────────────────────

    def _take_translations(self, sheet: Sheet, exported: _Exported) -> None:
        language = re.sub(r".*\((.+)\)$", r"\1", sheet.title)
        at = {as_text(value): number for number, value in enumerate(sheet.rows[0])} if sheet.rows else {}
        if not {TRANSLATION, TEXT_ID} <= at.keys():
            words = f"the first row has no columns “{TRANSLATION}” and “{TEXT_ID}” any more, and the sheet is not read"
            self.result.refused.append(Remark(sheet.title, words))
            return
        texts = texts_by_key(self.session)
        for number, row in enumerate(sheet.rows[1:], 1):
            key, new = as_text(sheet.value(number, at[TEXT_ID])), as_text(sheet.value(number, at[TRANSLATION]))
            cell = _Cell(new, _place(sheet, number, at[TRANSLATION]))
            base = exported.rows.get(key)
            if not base or _same(new, base[TRANSLATION]):
                if any(map(as_text, row)) and not base:
                    self._refuse(cell, f"“{key}” is no text of the sheet as it was written; it is left out")
                continue
            text = texts.get(key)
            if not text:
                self._refuse(cell, "its text is not in the data file any more; it is left out")
                continue
            new = new if isinstance(text.value, Prose) else " ".join(new.split())
            now = text.value.root.get(language, "")
            if _same(now, new):
                continue
            if not _same(text.source(self.session.source_language), base["Text"]):
                self._refuse(
                    cell, "its text was changed in the data file since the sheet was written; write a new sheet, and translate that"
                )
            elif not _same(now, base[TRANSLATION]):
                self._refuse(cell, f"was changed in the data file, too, since the sheet was written; it stays “{now}”")
            else:
                _translate(self.result.data, text.where, language, new, self.session.source_language)
                self.result.translations[dotted((*text.where, language))] = cell.place, new

    # ── what is said ──────────────────────────────────────────────────────────────────────────────────────────────

    def _refuse(self, cell: _Cell, words: str) -> None:
        self.result.refused.append(Remark(cell.place, words))

    def _note(self, cell: _Cell, words: str) -> None:
        self.result.noted.append(Remark(cell.place, words))


HOURS = ("date", "start", "end", "sitting")


def _hours(row: Row) -> Row:
    """When an item is, and in which sitting."""
    return {key: row[key] for key in HOURS if key in row}


def _item_ids(found: Any) -> Iterator[str]:
    """The ids of the items within a day or a sitting."""
    for sitting in (found or {}).get("sittings") or [found or {}]:
        yield from (item["id"] for name in ("items", "all_day") for item in sitting.get(name) or ())


class _Exported(NamedTuple):
    """What a sheet held when it was written."""

    headings: tuple[str, ...]
    rows: dict[str, dict[str, str]]
    """The cells of each row by their headings, by the keys of the rows."""


def _exported(sheets: Sequence[Sheet]) -> dict[str, _Exported]:
    tables = read_exported(next((sheet.rows for sheet in sheets if sheet.title == EXPORTED), ()))
    return {
        title: _Exported(table.headings, {key: dict(zip(table.headings, texts, strict=False)) for key, texts in table.rows.items()})
        for title, table in tables.items()
    }


def _place(sheet: Sheet, row: int, column: int) -> str:
    if row in sheet.row_names:
        return sheet.row_names[row]
    return f"{sheet.title}!{get_column_letter(column + 1)}{row + 1}"


def _places(places: Sequence[str]) -> str:
    """Several cells: Agenda!A5, A7, A9."""
    sheet = places[0].rpartition("!")[0]
    return ", ".join([places[0], *(place.removeprefix(f"{sheet}!") if sheet else place for place in places[1:])])


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same; a moment can be written in several ways, and one at midnight is a day to a spreadsheet."""

    def plain(text: str) -> str:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T|,? +)(\d\d?:\d\d)", as_text(text))
        return f"{found[1]} {found[2]:0>5}".removesuffix(" 00:00") if found else as_text(text)

    return plain(one) == plain(other)


def _first(first: Row, rest: Row) -> Row:
    return {**first, **{key: value for key, value in rest.items() if key not in first}}


def _join_names(cells: dict[str, _Cell]) -> None:
    """Given name and family name in one cell; what is put before them in another."""
    given, family = cells.pop(GIVEN, None), cells.pop(FAMILY, None)
    if given or family:
        parts = [as_text(cell.value) for cell in (given, family) if cell]
        place = (given or family or _Cell("", "")).place
        cells.setdefault("Name", _Cell(" ".join(parts), place))
    if "Name" in cells and "Honorific" not in cells:
        before, name = honorific(as_text(cells["Name"].value))
        if before:
            cells |= {"Name": cells["Name"]._replace(value=name), "Honorific": cells["Name"]._replace(value=before)}


def _names_of(layout: Layout, row: Row) -> Iterator[str]:
    """What a row of a table can be known by in a sheet: its names in all languages."""
    value: Any = row.get("title") or row.get("name", "")
    for text in {*value.values()} if isinstance(value, dict) else {value}:
        yield name_key(text) if layout is PEOPLE else bare(text)


def _name_of(layout: Layout, line: _Line) -> str:
    if layout is PEOPLE:
        return name_key(line.text("Name"))
    return bare(line.text("Title") or line.text("Name"))


def _translate(data: dict[str, Any], where: Where, language: str, words: str, source_language: str) -> None:
    """Put a translation of a text at a path; an empty one takes it out."""
    parent: Any = data
    for part in where[:-1]:
        parent = parent[part]
    value = parent[where[-1]]
    texts = {**value} if isinstance(value, dict) else {source_language: value}
    if words:
        texts[language] = words
    else:
        texts.pop(language, None)
    parent[where[-1]] = texts
