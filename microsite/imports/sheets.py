"""Takes sheets back into the data: those that `workbook.py` has written, and tables of others.

Of a sheet of ours it is known what each cell held when it was written: what was changed in it changes the data, what was changed in the
data since stays, and where both were, the data stays and the cell is told. Of a table of others, cells that are not empty are taken, and
nothing goes that it does not have.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from microsite.imports.cells import CannotTake, after, as_text, bare, means_the_same, same_text
from microsite.imports.columns import Column, Id, Text
from microsite.imports.headings import REMARKS, Recognized, proposal, recognized
from microsite.imports.imported import Imported, Remark
from microsite.imports.kinds import kind_in, kind_of_title
from microsite.imports.layouts import AGENDA, LAYOUTS, PEOPLE, ROOMS, Layout
from microsite.imports.line_keys import LineKeys
from microsite.imports.matching import DAILY
from microsite.imports.sheet_lines import Cell, Line, count_past_midnight, lines_of, place
from microsite.imports.sheet_translations import take_translations
from microsite.imports.short_names import Names, values_of
from microsite.imports.spreadsheets import Sheet
from microsite.imports.tables import A_DAY, ITEMS, Row, Tables, as_tables, clock, minutes, with_tables
from microsite.imports.workbook import EXPORTED, LISTS, TOO_LONG, TRANSLATION, Held, read_exported
from microsite.model.session import Session

ALL_DAY = {"allday", "ganztagig", "ganztags", "toutelajournee", "todoeldia", "tutto il giorno", "весьдень", "全天"}
"""What stands in the place of an hour, as `bare` has it."""


EVENING, LONGEST_AT_NIGHT = 18 * 60, 6 * 60
"""The hour from which something goes on past midnight, and how long what begins then may last, in minutes."""


@dataclass(frozen=True)
class Options:
    """What somebody says of the tables of others."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Our headings by theirs (`named_columns`)."""
    language: str | None = None
    """The language of their texts, if not the source language."""
    kind: str = "presentation"
    """What an item is that does not say so."""


def imported(data: dict[str, Any], session: Session, sheets: Sequence[Sheet], options: Options) -> Imported:
    """The data, as `rewrite.read` gives it, with what the sheets say; `session` is the one that the data is."""
    return _Import(data, session, sheets, options).run()


class _Read(NamedTuple):
    """A sheet that is read."""

    layout: Layout
    lines: list[Line]
    base: Held | None
    """What it held when it was written; None for a table of others."""


class _Import:
    """Sheets on their way into the data. `base` is what a sheet held when it was written, or a row of it; None for a table of others."""

    def __init__(self, data: dict[str, Any], session: Session, sheets: Sequence[Sheet], options: Options):
        self.result = Imported(copy.deepcopy(data))
        self.session = session
        self.options = options
        self.sheets = [sheet for sheet in sheets if sheet.title not in (LISTS, EXPORTED)]
        self.exported = read_exported(next((sheet.rows for sheet in sheets if sheet.title == EXPORTED), ()))
        if not self.exported and any(sheet.title == EXPORTED for sheet in sheets):
            words = "what the workbook held when it was written can't be read any more; it is taken as a table of others, and nothing goes"
            self.result.note(EXPORTED, words)
        self.names = Names(data, None if self.exported else options.language)
        self.tables: Tables = {}
        self.without_kind: list[str] = []
        self.untranslated: list[str] = []
        """The places of new rows that are not in the source language."""

    def run(self) -> Imported:
        """Read all sheets, people first: items name them."""
        read = [each for sheet in self.sheets if (each := self._read(sheet))]
        self.tables = as_tables(self.result.data)
        if not self.exported and not self.options.language:
            self.names = Names(self.result.data, self._language_of([line for each in read if each.layout is AGENDA for line in each.lines]))
        before = copy.deepcopy(self.tables)
        for layout in sorted(LAYOUTS, key=lambda each: each is AGENDA):
            parts = [(each.lines, each.base) for each in read if each.layout is layout]
            LineKeys(self.names, self.result).find(layout, self.tables[layout.table], parts)
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

    def _read(self, sheet: Sheet) -> _Read | None:
        """The lines of a sheet; None for one of translations, which is taken at once, and for one that is not understood."""
        of_sheet = self.exported.get(sheet.title)
        if of_sheet and TRANSLATION in of_sheet.headings:
            take_translations(sheet, of_sheet, self.session, self.result)
            return None
        found = recognized(sheet, self.options.columns)
        if not found and of_sheet:
            there = {as_text(value) for value in (sheet.rows[0] if sheet.rows else ())}
            gone = ", ".join(f"“{heading}”" for heading in of_sheet.headings if heading in ("Title", "Name") and heading not in there)
            words = f"the column {gone or 'of the headings'} is missing, and the sheet is not read; undo that, or write a new sheet"
            self.result.refuse(sheet.title, words)
            return None
        if not found:
            self._say_unknown(sheet)
            return None
        layout = next((each for each in LAYOUTS if of_sheet and each.title == sheet.title), found.layout)
        if not of_sheet and layout.title not in {each.title for each in self.sheets}:
            of_sheet = self.exported.get(layout.title)  # somebody gave the sheet another name
        self._say_unread(sheet, found)
        lines = lines_of(sheet, found, self.result, self.names.dates, is_ours=bool(of_sheet))
        if layout is AGENDA and not of_sheet:
            count_past_midnight(lines)
        return _Read(layout, lines, of_sheet.rows if of_sheet else None)

    def _say_without_part(self, people: Sequence[str]) -> None:
        for key in people:
            if key in self.tables["people"]:
                how = "delete the row on People" if self.exported else f"take {key} out of people in the data file"
                words = f"“{self.names.show('people', key)}” has no part any more and is still among the speakers; {how}"
                self.result.note(self.result.places.get(("people", key, "Name"), ""), words)

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
                self.result.refuse(next(filter(None, places), ""), words)
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
        self.result.refuse(sheet.title, words)

    def _say_unread(self, sheet: Sheet, found: Recognized) -> None:
        self.result.noted += [Remark(sheet.title, words) for words in sheet.unread]
        for at, text in found.unread.items():
            if any(as_text(sheet.value(row, at)) for row in range(found.row + 1, len(sheet.rows))):
                words = f'“{text}” is no column that is known, and is not read; to read it, say what it is: --columns "{text}=…"'
                if bare(text) in REMARKS:
                    words = f'“{text}” may be for colleagues alone, and is not read; if readers may see it: --columns "{text}=Note"'
                self.result.note(place(sheet, found.row, at), words)

    # ── rows into tables ──────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, layout: Layout, lines: list[Line], base: Held | None) -> None:
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

    def _take_out(self, layout: Layout, base: Held, there: set[str]) -> None:
        """Rows that were exported, and are not in the sheet any more."""
        rows = self.tables[layout.table]
        columns = {column.heading: column for column in layout.columns}
        for key in [key for key in base if key in rows and key not in there]:
            shown = {heading: columns[heading].show(rows[key], self.names) for heading in base[key] if not isinstance(columns[heading], Id)}
            if all(means_the_same(shown[heading], base[key][heading]) for heading in shown):
                del rows[key]
            else:
                words = f"the row “{key}” is not in the sheet any more, and was changed in the data file since; it stays"
                self.result.refuse(layout.title, words)

    def _say_gone(self, layout: Layout, line: Line, base: dict[str, str]) -> None:
        changed = [cell for heading, cell in line.cells.items() if not self._is_as_before(layout, heading, cell, base)]
        if changed:
            words = f"“{line.key}” was changed here, and is not in the data file any more; it is left out"
            self.result.refuse(changed[0].place, words)

    def _is_as_before(self, layout: Layout, heading: str, cell: Cell, base: dict[str, str]) -> bool:
        column = next((column for column in layout.columns if column.heading == heading), None)
        try:
            return column is None or heading not in base or means_the_same(column.read(cell.value, self.names), base[heading])
        except CannotTake:
            return False

    def _take_cells(self, layout: Layout, line: Line, row: Row, base: dict[str, str] | None, *, is_ours: bool) -> None:
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
                self.result.refuse(cell.place, str(problem))
                doubt = Remark(cell.place, line.doubts.get(column.heading, ""))
                if doubt in self.result.noted and not column.show(row, self.names):  # which says that it was taken
                    self.result.noted.remove(doubt)
                    del line.doubts[column.heading]
            for words in self.names.remarks:
                self.result.note(cell.place, words)
                line.doubts[column.heading] = words
            self.names.remarks.clear()
        if layout is AGENDA and touched & {"start", "end", "date"}:
            self._check_hours(line, row, old)

    def _take_cell(self, column: Column, cell: Cell, row: Row, base: dict[str, str] | None, is_ours: bool) -> bool:
        """Whether a cell changed its row."""
        if column.key == "start" and bare(as_text(cell.value)) in ALL_DAY:
            return False
        held = (base or {}).get(column.heading)
        if held is not None and (held == TOO_LONG and as_text(cell.value) == held or same_text(as_text(cell.value), held)):
            return False
        text = column.read(cell.value, self.names)
        shown = column.show(row, self.names)
        if means_the_same(text, shown) or held is not None and means_the_same(text, held):
            return False
        if not text and (not is_ours or held is None):
            return False
        if held is not None and not means_the_same(shown, held):
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

    def _check_hours(self, line: Line, row: Row, old: Row) -> None:
        """An end is after the start, and an hour has a day; what is neither is not taken."""

        def undo(heading: str, words: str) -> None:
            for key in HOURS:
                row.pop(key, None)
            row.update(_hours(old))
            line.is_left_out = not old
            self.result.refuse(line.place_of(heading), words + ("" if old else "; the row is left out"))

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

    # ── new rows ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, layout: Layout, line: Line, row: Row) -> None:
        """Put a new row into its table, under a key of its own."""
        if line.is_left_out:
            return
        name = self._name(row)
        if layout is AGENDA:
            if not (name or row.get("kind")) or not self._has_place(line, row):
                if row:
                    words = "has no title" if not name else "has a day and no hour; give one, or write “all day” in its place"
                    self.result.refuse(line.place, f"the row {words}; it is left out")
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
                what = "name" if layout.table in ("people", "rooms") else "title"
                self.result.refuse(line.place, f"the row has no {what}; it is left out")
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

    def _has_place(self, line: Line, row: Row) -> bool:
        """Whether it is known when a new item is, or that this is not known: a day and an hour, all day, or neither."""
        return not row.get("date") or bool(row.get("start")) or bare(line.text("Starts")) in ALL_DAY

    def _name(self, row: Row) -> str:
        return self.names.in_language(row.get("title", row.get("name", "")))

    def _say_without_kind(self) -> None:
        if self.without_kind:
            words = (
                f"does not say what it is, and becomes a {self.options.kind.replace('_', ' ')}; --kind names another, or a column “What”"
            )
            self.result.note(_places(self.without_kind), words)

    def _language_of(self, lines: Sequence[Line]) -> str | None:
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
            self.result.refuse(_places(self.untranslated), words)

    # ── translations ──────────────────────────────────────────────────────────────────────────────────────────────


HOURS = ("date", "start", "end", "sitting")


def _hours(row: Row) -> Row:
    """When an item is, and in which sitting."""
    return {key: row[key] for key in HOURS if key in row}


def _places(places: Sequence[str]) -> str:
    """Several cells: Agenda!A5, A7, A9."""
    sheet = places[0].rpartition("!")[0]
    return ", ".join([places[0], *(place.removeprefix(f"{sheet}!") if sheet else place for place in places[1:])])


def _first(first: Row, rest: Row) -> Row:
    return {**first, **{key: value for key, value in rest.items() if key not in first}}
