"""Reads the files that spreadsheets write: .xlsx, .ods, .xls, and .csv or .tsv in the encodings and with the separators of Excel."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from openpyxl.utils.exceptions import InvalidFileException

from microsite.imports.cells import as_text

WORD = ".docx"
SUFFIXES = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".csv", ".tsv", ".txt")
MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Rows and columns that are read of a sheet: whoever formats whole columns has a million."""


LARGEST = 300_000_000
"""Bytes that a file may hold once it is unpacked."""


class Unreadable(Exception):
    """Why a file can't be read, as a sentence."""


@dataclass
class Sheet:
    """A sheet: its cells as they are read, in rows."""

    title: str
    rows: list[list[Any]]
    continued: set[tuple[int, int]] = field(default_factory=set)
    """Cells (row and column, from 0) that are merged with the one above, and have its value."""
    without_value: list[tuple[int, int]] = field(default_factory=list)
    """Cells with a formula whose result the file does not have."""
    row_names: dict[int, str] = field(default_factory=dict)
    """What messages call a row that has no number for readers: of a programme in Word."""
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    """What is to be said of cells that were read with a guess."""
    unread: list[str] = field(default_factory=list)
    """What is to be said of what was not read."""

    def value(self, row: int, column: int) -> Any:
        """A cell; None outside."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


def read_sheets(path: Path, read_programme: Callable[[bytes], list[Sheet]] | None = None) -> list[Sheet]:
    """The sheets of a file, hidden ones among them; `read_programme` reads those of Word."""
    suffix = path.suffix.lower()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"can't be read ({(error.strerror or str(error)).lower()})") from None
    if suffix == ".doc":
        raise Unreadable("is of an old version of Word; save it as .docx")
    if suffix not in (*SUFFIXES, WORD):
        raise Unreadable(f"is not a file that can be read; save it as one of {', '.join(SUFFIXES[:4])}, .csv, {WORD}")
    if not content.strip():
        raise Unreadable("is empty")
    if suffix in (".csv", ".tsv", ".txt"):
        return [Sheet(path.stem, _separated(_decoded(content)))]
    try:
        if (
            zipfile.is_zipfile(io.BytesIO(content))
            and sum(each.file_size for each in zipfile.ZipFile(io.BytesIO(content)).infolist()) > LARGEST
        ):
            raise Unreadable("is too large once it is unpacked; save what is needed of it as a new file")
        if suffix == WORD and read_programme:
            return read_programme(content)
        return _with_openpyxl(content) if suffix in (".xlsx", ".xlsm") else _with_calamine(content)
    except python_calamine.PasswordError:
        raise Unreadable("has a password; save it without one") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError, EOFError):
        kind = WORD if suffix == WORD else ".xlsx"
        is_locked = content.startswith(b"\xd0\xcf\x11\xe0") and suffix == kind
        what = "has a password, or is of an old version; save it without one, as" if is_locked else "is damaged; save it again as"
        raise Unreadable(f"{what} {kind}") from None


def _with_openpyxl(content: bytes) -> list[Sheet]:
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content)) if re.search(rb"<f[ >]", _sheets_xml(content)) else None
    found = []
    for sheet in values.worksheets:
        rows = [[cell.value for cell in row[:MOST_COLUMNS]] for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS))]
        read = Sheet(sheet.title, rows)
        if sheet.max_row > MOST_ROWS:
            read.unread.append(f"rows below the {MOST_ROWS}th are not read")
        for place in sheet.merged_cells.ranges:
            _fill_down(read, place.min_row - 1, place.max_row - 1, place.min_col - 1)
        for row in formulas[sheet.title].iter_rows(max_row=min(sheet.max_row, MOST_ROWS)) if formulas else ():
            read.without_value += [
                (cell.row - 1, cell.column - 1)
                for cell in row[:MOST_COLUMNS]
                if cell.data_type == "f" and read.value(cell.row - 1, cell.column - 1) is None
            ]
        found.append(read)
    return found


def _sheets_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))


def _with_calamine(content: bytes) -> list[Sheet]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = [
            [None if cell == "" else cell for cell in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        ]
        read = Sheet(name, rows)
        for start, end in sheet.merged_cell_ranges or ():
            _fill_down(read, start[0], end[0], start[1])
        found.append(read)
    return found


def _fill_down(sheet: Sheet, first: int, last: int, column: int) -> None:
    """A cell that is merged over several rows has its value in each."""
    for row in range(first + 1, min(last + 1, len(sheet.rows))):
        if column < len(sheet.rows[row]):
            sheet.rows[row][column] = sheet.value(first, column)
            sheet.continued.add((row, column))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:200]:
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separated(text: str) -> list[list[Any]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if said := re.match(r"sep=(.)\n", text):
        return _rows(text[said.end() :], said[1])
    return max((_rows(text, separator) for separator in ";\t,"), key=_evenness)


def _rows(text: str, separator: str) -> list[list[Any]]:
    try:
        return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error:
        return []


def _evenness(rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
    """How well a separator parts a text: rows that have as many cells as most have, if that is more than one; and how many these are."""
    counts = Counter(len(row) for row in rows if any(map(as_text, row)))
    width, times = max(counts.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(1, 0))
    return (times if width > 1 else 0), width
