"""The rows of a sheet as lines: their cells by our headings, whatever columns a table of others has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from microsite.imports.cells import CannotTake, as_clock, as_minutes, as_open_period, as_period, as_text
from microsite.imports.columns import People
from microsite.imports.headings import DURATION, FAMILY, GIVEN, ORGANIZATION, TIME, Recognized, honorific, is_day_heading
from microsite.imports.imported import Imported
from microsite.imports.layouts import AGENDA, PEOPLE
from microsite.imports.spreadsheets import Sheet
from microsite.imports.tables import A_DAY, clock, minutes

PEOPLE_HEADINGS = {column.heading for column in AGENDA.columns if isinstance(column, People)}


class Cell(NamedTuple):
    """A cell that is read."""

    value: Any
    place: str
    """What messages call it: Agenda!C14."""


@dataclass
class Line:
    """A row of a sheet: its cells by our headings."""

    cells: dict[str, Cell]
    place: str
    """Its first cell."""
    key: str = ""
    """What it is in the tables; empty for a new row."""
    doubts: dict[str, str] = field(default_factory=dict)
    """What is to be looked at, by our headings."""
    is_left_out: bool = False
    """Whether it is not taken, which is told."""

    def place_of(self, heading: str) -> str:
        """What messages call one of its cells; its first one, where it has none of that heading."""
        return self.cells[heading].place if heading in self.cells else self.place

    def text(self, heading: str) -> str:
        return as_text(self.cells[heading].value) if heading in self.cells else ""


def lines_of(sheet: Sheet, found: Recognized, result: Imported, dates: tuple[dt.date, dt.date], *, is_ours: bool) -> list[Line]:
    """The rows below the headings; of a table of others, with the day that stands above several, and hours in columns of their own.

    `dates` are the first and the last day of the session. What is not read is told in `result`.
    """
    for number, at in sheet.without_value:
        if number > found.row and at in found.columns.values():
            words = "has a formula without a result; open the file in its program, and save it again"
            result.refuse(place(sheet, number, at), words)
    lines: list[Line] = []
    day: Any = None if is_ours else is_day_heading(sheet.title, dates)
    for number in range(found.row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        filled = [at for at, value in enumerate(row) if as_text(value)]
        if not filled:
            continue
        line = _line(sheet, found, number, filled[0], is_ours=is_ours)
        for heading, words in line.doubts.items():
            result.note(line.cells[heading].place, words)
        if not is_ours and found.layout is AGENDA:
            if len(filled) == 1 and (above := is_day_heading(as_text(row[filled[0]]), dates)):
                day = above
                continue
            if len(filled) == 1 and not line.text("Title") and not _has_people(line):
                result.note(line.place, f"“{as_text(row[filled[0]])}” stands alone in its row, and is not read")
                continue
            if _continues(sheet, found, number, line, lines, result):
                continue
            if line.text("Day"):
                day = line.cells["Day"].value
            elif day is not None and not line.text("ID"):
                line.cells["Day"] = Cell(day, line.place)
        if not is_ours and found.layout is PEOPLE:
            _join_names(line.cells)
        if found.layout is AGENDA:
            _part_hours(line.cells, result)
        if found.layout is AGENDA and not is_ours:
            _add_organization(line.cells, result)
        lines.append(line)
    return lines


def _line(sheet: Sheet, found: Recognized, number: int, first: int, *, is_ours: bool) -> Line:
    """A row as it stands there; `first` is the first of its cells that is not empty."""
    row = sheet.rows[number]
    cells = {
        heading: Cell(row[at], place(sheet, number, at))
        for heading, at in found.columns.items()
        if at < len(row) and (is_ours or as_text(row[at])) and (number, at) not in sheet.without_value
    }
    doubts = {heading: sheet.doubts[(number, at)] for heading, at in found.columns.items() if (number, at) in sheet.doubts}
    return Line(cells, place(sheet, number, first), doubts=doubts)


def _has_people(line: Line) -> bool:
    return bool(PEOPLE_HEADINGS & line.cells.keys())


def _continues(sheet: Sheet, found: Recognized, number: int, line: Line, lines: Sequence[Line], result: Imported) -> bool:
    """Whether a row has no more than further people of the item above, which they come to be in."""
    at = found.columns.get("Title", -1)
    is_merged = (number, at) in sheet.continued
    if not lines or not is_merged and (line.text("Title") or line.text("Starts") or line.text(TIME)):
        return False
    people = [heading for heading in line.cells if heading in PEOPLE_HEADINGS]
    if not people:
        return is_merged
    above = lines[-1].cells
    own = _add_organization(dict(line.cells), result)
    for heading in people:
        cell = above.get(heading)
        words = as_text(own[heading].value)
        above[heading] = Cell(f"{as_text(cell.value)}\n{words}", cell.place) if cell else Cell(words, own[heading].place)
    return True


def _part_hours(cells: dict[str, Cell], result: Imported) -> None:
    """Start and end in cells of their own, where both are in one, or the end is said by how long it lasts."""
    for heading in (TIME, "Starts"):
        cell = cells.get(heading)
        if cell and (start := as_open_period(cell.value)):
            cells |= {"Starts": Cell(start, cell.place), "Open end": Cell("yes", cell.place)}
        elif cell and (period := as_period(cell.value)):
            cells["Starts"] = Cell(period[0], cell.place)
            if not as_text(cells["Ends"].value if "Ends" in cells else None):
                cells["Ends"] = Cell(period[1], cell.place)
        elif cell and heading == TIME:
            cells.setdefault("Starts", cell)
    cells.pop(TIME, None)
    length = cells.pop(DURATION, None)
    if not length or "Starts" not in cells or "Ends" in cells:
        return
    lasts = as_minutes(length.value)
    if lasts is None:
        words = f"“{as_text(length.value)}” is not how long it lasts; write minutes, for instance 30"
        result.refuse(length.place, words)
        return
    try:
        cells["Ends"] = Cell(clock(minutes(as_clock(cells["Starts"].value)) + lasts), length.place)
    except (CannotTake, ValueError):
        return  # which is said of the start


def _add_organization(cells: dict[str, Cell], result: Imported) -> dict[str, Cell]:
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
        cells[heading] = Cell(joined, cells[heading].place)
    else:
        words = f"whose organization “{as_text(organization.value)}” is can't be told; write it in brackets behind the name"
        result.refuse(organization.place, words)
    return cells


def count_past_midnight(lines: Sequence[Line]) -> None:
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


def _join_names(cells: dict[str, Cell]) -> None:
    """Given name and family name in one cell; what is put before them in another."""
    given, family = cells.pop(GIVEN, None), cells.pop(FAMILY, None)
    if given or family:
        parts = [as_text(cell.value) for cell in (given, family) if cell]
        place = (given or family or Cell("", "")).place
        cells.setdefault("Name", Cell(" ".join(parts), place))
    if "Name" in cells and "Honorific" not in cells:
        before, name = honorific(as_text(cells["Name"].value))
        if before:
            cells |= {"Name": cells["Name"]._replace(value=name), "Honorific": cells["Name"]._replace(value=before)}


def place(sheet: Sheet, row: int, column: int) -> str:
    """What messages call a cell: Agenda!C14."""
    if row in sheet.row_names:
        return sheet.row_names[row]
    return f"{sheet.title}!{get_column_letter(column + 1)}{row + 1}"
