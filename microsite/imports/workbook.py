"""A data file as a workbook for Excel and LibreOffice, which `sheets.py` takes back.

Ids are kept from being typed over by a rule of their cells, and not by protecting the sheet: in a protected one, Excel neither sorts nor
deletes rows that have a locked cell. Sheets on which nothing but translations is to be changed are protected.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from microsite.editing.translations import Text, texts_to_translate
from microsite.imports.columns import Choice, Column, Day, Entry, Hour, Id, KindOfItem, Moment, People, YesNo
from microsite.imports.layouts import AGENDA, ALWAYS_THERE, LAYOUTS, Layout
from microsite.imports.short_names import Names
from microsite.imports.tables import A_DAY, as_tables, minutes
from microsite.localize.labels import KIND_LABELS
from microsite.model import languages
from microsite.model.agenda import Kind
from microsite.model.session import Session

LISTS, EXPORTED = "Lists", "Exported"
"""The sheet of what drop-down lists offer, and the hidden one of what all cells held when the workbook was written."""
LONGEST = 32_000
"""Characters that a cell is given; Excel takes 32,767."""
TOO_LONG = "(longer than a cell can be: it stays as it is in the data file)"
MOST_LINES = 8
"""Lines of a row that are seen without making it higher."""
ROOM_FOR_MORE = 500
"""Empty rows below the last one that have lists, too."""
WHAT, IN_SOURCE, TRANSLATION, TEXT_ID = "What it is", "Text", "Translation", "ID"
"""The columns of the sheet of a language."""

_HEAD = PatternFill("solid", fgColor="1F3A5F")
_QUIET = PatternFill("solid", fgColor="EEF1F5")
_MISSING = PatternFill("solid", bgColor="FFE8B3")
_DOUBT = PatternFill("solid", fgColor="FFD2C2")

Cells = dict[str, list[str]]
"""The texts of a sheet's rows, by their keys."""
Marks = Mapping[tuple[str, str, str], str]
"""What is to be said of a cell, by the title of its sheet, the key of its row and its heading."""


class Table(NamedTuple):
    """What a sheet holds, as texts."""

    title: str
    headings: tuple[str, ...]
    rows: Cells


def columns_of(layout: Layout, rows: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns of a sheet: those of parts in an item only if somebody has it, or if each agenda has it."""
    parts = {entry.get("part", "speaker") for row in rows.values() for entry in row.get("people") or ()} if layout is AGENDA else set()
    return tuple(column for column in layout.columns if not isinstance(column, People) or column.part in {*ALWAYS_THERE, *parts})


def tables_of(data: dict[str, Any], names: Names) -> list[tuple[Layout, tuple[Column, ...], Table]]:
    """The sheets of a data file but those of languages."""
    found, tables = [], as_tables(data)
    for layout in LAYOUTS:
        rows = tables[layout.table]
        columns = columns_of(layout, rows)
        cells = {
            key: [key if isinstance(column, Id) else _held(column.show(row, names)) for column in columns] for key, row in rows.items()
        }
        found.append((layout, columns, Table(layout.title, tuple(column.heading for column in columns), cells)))
    return found


def _held(text: str) -> str:
    return text if len(text) <= LONGEST else TOO_LONG


def texts_by_key(session: Session) -> dict[str, Text]:
    """All texts to translate by their names, with a number behind that of the second, third, … of a name."""
    seen: Counter[str] = Counter()
    found = {}
    for text in texts_to_translate(session):
        seen[text.name] += 1
        found[text.name + (f" #{seen[text.name]}" if seen[text.name] > 1 else "")] = text
    return found


def sheet_title(language: str) -> str:
    """The sheet of a language: “French (fr)”."""
    return f"{languages.english_name(language)[: 27 - len(language)]} ({language})"


def translations_of(session: Session, language: str) -> Table:
    """The sheet of a language: each text with its translation, if it has one."""
    source = session.source_language
    rows = {
        key: [text.meaning, _held(text.source(source)), _held(text.value.root.get(language, "")), key]
        for key, text in texts_by_key(session).items()
    }
    return Table(sheet_title(language), (WHAT, IN_SOURCE, TRANSLATION, TEXT_ID), rows)


def workbook(
    data: dict[str, Any], session: Session, targets: Sequence[str], marks: Marks | None = None, before: dict[str, Any] | None = None
) -> bytes:
    """The file of a workbook: the sheets of the data, and one for each target language.

    `before`: the data that the file holds, where it is not this; changes are told from that when the workbook is taken back.
    """
    book = Workbook()
    book.remove(book.active)
    names = Names(data)
    tables = tables_of(data, names)
    lists = _Lists(names, [column for _, columns, _ in tables for column in columns])
    for layout, columns, table in tables:
        _write(book.create_sheet(table.title), layout, columns, table, lists, marks or {})
    translations = [translations_of(session, language) for language in targets]
    for language, table in zip(targets, translations, strict=True):
        _write_translations(book.create_sheet(table.title), table, language)
    lists.write(book.create_sheet(LISTS))
    exported = [table for _, _, table in (tables_of(before, Names(before)) if before else tables)]
    _write_exported(book.create_sheet(EXPORTED), [*exported, *translations])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class _Lists:
    """The sheet of what drop-down lists offer, a column each."""

    def __init__(self, names: Names, columns: Sequence[Column]):
        self._choices = {tuple(choices): column.heading for column in columns if (choices := column.choices(names))}
        self._names = names

    def source(self, column: Column) -> str:
        """The cells that a column's list is in, as a formula; empty if it has none."""
        choices = tuple(column.choices(self._names))
        if choices not in self._choices:
            return ""
        letter = get_column_letter([*self._choices].index(choices) + 1)
        return f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}"

    def write(self, sheet: Worksheet) -> None:
        """Write the sheet."""
        for number, (choices, heading) in enumerate(self._choices.items(), 1):
            _put(sheet.cell(1, number), "People" if heading == "Chair" else heading, _HEADING)
            for row, choice in enumerate(choices, 2):
                _put(sheet.cell(row, number), choice)
            sheet.column_dimensions[get_column_letter(number)].width = 24
        sheet.freeze_panes = "A2"
        sheet.protection.sheet = True


class Look(NamedTuple):
    """How a cell looks, and what can be done with it."""

    fill: PatternFill | None = None
    font: Font | None = None
    format: str = "General"
    locked: bool = True
    right_to_left: bool = False
    is_text: bool = False
    """Whether the cell is a text even if it begins like a formula."""

    def give(self, cell: Cell) -> None:
        """Make a cell look so. To make a look takes openpyxl as long as ten cells, so each is made once and copied."""
        made = cell.parent.parent.__dict__.setdefault("looks", {})
        if self in made:
            cell._style = copy.copy(made[self])
            return
        side = "left" if self.format != "General" else None  # where the texts beside days and hours are
        cell.alignment = Alignment(side, wrap_text=True, vertical="top", readingOrder=2 if self.right_to_left else 0)
        cell.number_format = self.format
        cell.quotePrefix = self.is_text
        cell.protection = Protection(locked=self.locked)
        if self.fill:
            cell.fill = self.fill
        if self.font:
            cell.font = self.font
        made[self] = copy.copy(cell._style)


_HEADING = Look(_HEAD, Font("Calibri", 11, bold=True, color="FFFFFF"))
_ID = Look(_QUIET, Font("Calibri", 11, color="6B7480"))


def _put(cell: Cell, text: str, look: Look = Look()) -> None:  # noqa: B008 - it is frozen
    """A text that is no formula, whatever it begins with."""
    if text:
        cell.value = text
        cell.data_type = "s"
        look = look._replace(is_text=text[0] in "=+-@'")
    look.give(cell)


_FORMATS: dict[type[Column], str] = {Hour: "hh:mm", Day: "ddd d mmm yyyy", Moment: "ddd d mmm yyyy hh:mm"}


def _typed(column: Column, text: str) -> tuple[Any, str] | None:
    """A day, an hour or a number as spreadsheets have them, with their format; None for a text."""
    if not text:
        return None
    if isinstance(column, Hour):
        total = minutes(text)
        return (dt.time(total // 60, total % 60), "hh:mm") if total < A_DAY else (dt.timedelta(minutes=total), "[hh]:mm")
    try:
        if isinstance(column, Day):
            return dt.date.fromisoformat(text), "ddd d mmm yyyy"
        if isinstance(column, Moment):
            return dt.datetime.fromisoformat(text), "ddd d mmm yyyy hh:mm" if ":" in text else "ddd d mmm yyyy"
        return (int(text), "0") if column.key == "seats" else None
    except ValueError:
        return None  # with its weekday, for instance


def _write(sheet: Worksheet, layout: Layout, columns: tuple[Column, ...], table: Table, lists: _Lists, marks: Marks) -> None:
    for number, column in enumerate(columns, 1):
        head = sheet.cell(1, number)
        _put(head, column.heading, _HEADING)
        head.comment = _comment(layout.note(column))
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.alignment = Alignment(wrap_text=True, vertical="top")  # of what is typed into new rows
        dimension.number_format = _FORMATS.get(type(column), "General")
    for row, (key, texts) in enumerate(table.rows.items(), 2):
        for number, (column, text) in enumerate(zip(columns, texts, strict=True), 1):
            words = marks.get((layout.title, key, column.heading))
            if not text and not words:
                continue
            cell, typed = sheet.cell(row, number), _typed(column, text)
            look = _ID if isinstance(column, Id) else Look(_DOUBT if words else None, format=typed[1] if typed else "General")
            _put(cell, "" if typed else text, look)
            if typed:
                cell.value = typed[0]
                look.give(cell)
            if words:
                cell.comment = _comment(words)
        _set_height(sheet, row, texts, [column.width for column in columns])
    last = len(table.rows) + 1 + ROOM_FOR_MORE
    for number, column in enumerate(columns, 1):
        rule = _rule(column, lists)
        if rule:
            sheet.add_data_validation(rule)
            rule.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{last}")
    for key in layout.needed:
        number = next(number for number, column in enumerate(columns, 1) if column.key == key)
        has_own = f',$D2<>"{KIND_LABELS[Kind.break_]}"' if layout is AGENDA and key == "title" else ""  # a break needs none
        _colour_missing(sheet, number, last, f"COUNTA($A2:${get_column_letter(len(columns))}2)>0{has_own}")
    sheet.freeze_panes = "D2" if layout is AGENDA else "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(2, len(table.rows) + 1)}"


def _set_height(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """As many lines as the longest cell of a row needs, up to `MOST_LINES`; not every program finds that out as it opens a file."""
    lines = max(sum(len(line) // width + 1 for line in text.split("\n")) for text, width in zip(texts, widths, strict=True))
    sheet.row_dimensions[row].height = 15.5 * min(lines, MOST_LINES)


def _comment(words: str) -> Comment:
    comment = Comment(words, "microsite")
    comment.width, comment.height = 300, 40 + 20 * (len(words) // 38 + 1)
    return comment


def _rule(column: Column, lists: _Lists) -> DataValidation | None:
    """What may be typed into a column."""
    if isinstance(column, Id):
        rule = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True, errorTitle="ID")
        rule.error = "The ID of a row stays as it is. A new row needs none: it gets one when the sheet is taken back."
        return rule
    source = lists.source(column)
    if not source:
        return None
    is_strict = isinstance(column, KindOfItem | YesNo) or isinstance(column, Choice) and not column.free
    assert not (is_strict and isinstance(column, Entry | People))
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=is_strict, errorTitle=column.heading)
    rule.error = "Choose one from the list."
    return rule


def _colour_missing(sheet: Worksheet, number: int, last: int, condition: str) -> None:
    letter = get_column_letter(number)
    formula = f"AND({condition},LEN({letter}2)=0)"
    sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", FormulaRule([formula], fill=_MISSING))


def _write_translations(sheet: Worksheet, table: Table, language: str) -> None:
    widths = (34, 60, 60, 34)
    for number, (heading, width) in enumerate(zip(table.headings, widths, strict=True), 1):
        _put(sheet.cell(1, number), heading, _HEADING)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.cell(1, 2).comment = _comment("The text that is translated. It is changed on its own sheet, not here.")
    sheet.cell(1, 3).comment = _comment(
        "Its translation. Where there is none, readers of the language see the text, marked as not translated."
    )
    at = table.headings.index(TRANSLATION) + 1
    translation, source = Look(locked=False, right_to_left=languages.direction(language) == "rtl"), Look(_QUIET)
    for row, texts in enumerate(table.rows.values(), 2):
        for number, text in enumerate(texts, 1):
            _put(sheet.cell(row, number), text, translation if number == at else source)
        _set_height(sheet, row, texts, widths)
    _colour_missing(sheet, at, len(table.rows) + 1, "LEN($D2)>0")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:D{max(2, len(table.rows) + 1)}"
    sheet.protection.sheet = True
    for allowed in ("autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)


def _write_exported(sheet: Worksheet, tables: Sequence[Table]) -> None:
    """A row for each row of the tables: its key and its texts as JSON, in as many cells as they need."""
    for table in tables:
        for key, texts in (("", [*table.headings]), *table.rows.items()):
            written = json.dumps([table.title, key, *texts], ensure_ascii=False)
            sheet.append([written[at : at + LONGEST] for at in range(0, len(written), LONGEST)])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


Held = dict[str, dict[str, str]]
"""What a sheet held when it was written: the cells of each row by their headings, by the keys of the rows."""


class Exported(NamedTuple):
    """A sheet as it was written."""

    headings: tuple[str, ...]
    rows: Held


def read_exported(rows: Sequence[Sequence[Any]]) -> dict[str, Exported]:
    """What `_write_exported` has written, by the titles of the sheets; nothing if it can't be read any more."""
    found: dict[str, Exported] = {}
    for row in rows:
        try:
            title, key, *texts = map(str, json.loads("".join(str(value) for value in row if value is not None)))
        except (ValueError, TypeError):
            return {}
        if not key:
            found[title] = Exported(tuple(texts), {})
        elif title in found:
            found[title].rows[key] = dict(zip(found[title].headings, texts, strict=False))
    return found
