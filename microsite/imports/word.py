"""Reads a programme in Word: a table, or paragraphs such as “10:00 – 10:30  Opening”, with those who take part below.

What comes out are the rows that a table of others has, so that all that is done with these is done with a programme too. What is not said
in so many words is marked: somebody below an item of whom it is not said what they do there, a paragraph that may be the item's text.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from microsite.imports.cells import CannotTake, as_clock, as_period, as_text, bare
from microsite.imports.columns import People
from microsite.imports.headings import is_day_heading, known_headings, recognized
from microsite.imports.layouts import AGENDA
from microsite.imports.people import DEGREES, HONORIFICS, OFFICE, ORGANIZATION, name_key
from microsite.imports.short_names import Names
from microsite.imports.spreadsheets import Sheet
from microsite.model.fields import excerpt

_HOUR = r"\d{1,2}(?:\s?[:：.hH]\s?\d{2})?(?:\s*(?:uhr|h(?![a-z])|heures?|[ap]\.?\s?m\b\.?))?"
_PERIOD = re.compile(rf"(?i)({_HOUR}\s*(?:[-–—−]|to|until|bis|à|a)\s*{_HOUR})[\s:.,|–—-]*(.*)", re.DOTALL)
_START = re.compile(
    r"(?i)((?:\d\d|[6-9])[:：hH]\d{2}(?:\s*[ap]\.?\s?m\b\.?)?|\d{1,2}(?:\.\d\d)?\s*(?:uhr|[ap]\.?\s?m\b\.?))[\s:.,|–—-]*(.*)", re.DOTALL
)
_LABEL = re.compile(r"([^:：]{2,40})[:：]\s*(.*)", re.DOTALL)
_BY = re.compile(
    r"(?i)(?:(?P<moderator>moderated by|moderiert von|mod[ée]r[ée]e? par|moderad[oa] por)|"
    r"chaired by|geleitet von|pr[ée]sid[ée]e? par|presidid[oa] por) (?P<name>.+)"
)
_BULLET = re.compile(r"^[\s•·▪◦*–—-]+")
_PEOPLE = {column.heading for column in AGENDA.columns if isinstance(column, People)}
_COLUMNS = ["Day", "Starts", "Ends", "Title", "Room", "Language", *sorted(_PEOPLE), "Text"]


@dataclass
class _Item:
    """An item of the programme."""

    cells: dict[str, list[str]]
    """Lines, by our headings."""
    place: str
    doubts: dict[str, str] = field(default_factory=dict)


def read_programme(content: bytes, title: str, names: Names) -> list[Sheet]:
    """The sheets of a programme: one for each table that has headings, and one of all else. Raises what python-docx and zipfile do."""
    programme = _Programme(title, names)
    found: list[Sheet] = []
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Paragraph):
            programme.add_all(_text(part))
            continue
        rows = _rows(part)
        table = Sheet(f"{title}, table {len(found) + 1}", [[text or None for text in row] for row in rows])
        if headings := recognized(table, {}):
            table.rows.insert(headings.row + 1, [f"{programme.day:%Y-%m-%d}"] if programme.day else [])
            found.append(table)
        else:
            for row in rows:
                programme.add_all(
                    "\n".join(text for text in row if text) if not _is_timed(row) else f"{row[0]}\t" + "\n".join(filter(None, row[1:]))
                )
    return [*found, *programme.sheets(found_others=bool(found))]


def _is_timed(row: list[str]) -> bool:
    return len(row) > 1 and bool(as_period(row[0]) or _START.fullmatch(row[0]))


def _text(paragraph: Paragraph) -> str:
    """The text of a paragraph, with what was inserted under track changes and without what was deleted."""
    skipped = {qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    found = []
    for element in paragraph._p.iter():
        if element.tag in (qn("w:t"), *signs) and not any(above.tag in skipped for above in element.iterancestors()):
            if element.getparent().tag == qn("w:r"):  # and not a stop of tabs
                found.append(element.text or "" if element.tag == qn("w:t") else signs[element.tag])
    return "".join(found)


def _rows(table: Table) -> list[list[str]]:
    """The cells of a table; one that is merged with others stands in the first of them."""
    found = []
    seen = set()
    for row in table.rows:
        texts = []
        for cell in row.cells:
            texts.append("" if cell._tc in seen else as_text("\n".join(map(_text, cell.paragraphs))))
            seen.add(cell._tc)
        found.append(texts)
    return found


class _Programme:
    """The lines of a programme, one after the other, into items."""

    def __init__(self, title: str, names: Names):
        self.title, self.names = title, names
        self.day: dt.date | None = None
        self.items: list[_Item] = []
        self.unread: list[str] = []
        self.label = ""
        """The heading of those whose names may follow line by line."""
        self.known = {name_key(text) for person in names.people.values() for text in _values(person.get("name", ""))}

    def add_all(self, text: str) -> None:
        """Take the lines of a paragraph or of a row."""
        for line in text.split("\n"):
            if line.strip():
                self.add(" ".join(line.split(" ")).strip())

    def add(self, line: str) -> None:
        """Take a line."""
        timed = self._timed(line)
        if timed:
            hours, rest = timed
            cells = {"Starts": [hours[0]], "Ends": [hours[1]], "Day": [f"{self.day:%Y-%m-%d}" if self.day else ""], "Title": []}
            self.items.append(_Item(cells, f"{self.title}, “{excerpt(line)}”"))
            self.label = ""
            if rest.strip():
                self._put("Title", " ".join(rest.split()))
            return
        plain = " ".join(line.split())
        if day := is_day_heading(plain, self.names.dates):
            self.day, self.label = day, ""
        elif not self.items or self.items[-1].cells["Day"][0] != (f"{self.day:%Y-%m-%d}" if self.day else ""):
            self.unread.append(plain)
        elif not self.items[-1].cells["Title"]:
            self._put("Title", plain)
        else:
            self._add_below(_BULLET.sub("", plain))

    def _timed(self, line: str) -> tuple[tuple[str, str], str] | None:
        """Start and end at the beginning of a line, and what follows."""
        if (found := _PERIOD.fullmatch(line)) and (period := as_period(found[1])):
            return period, found[2]
        if found := _START.fullmatch(line):
            try:
                return (as_clock(found[1]), ""), found[2]
            except CannotTake:
                return None
        return None

    def _add_below(self, line: str) -> None:
        """A line below the title of an item: who takes part, where it is, or what it is about."""
        found = _LABEL.fullmatch(line)
        heading = known_headings(AGENDA.title).get(bare(found[1].split("(")[0])) if found else None
        if found and heading in {*_PEOPLE, "Room", "Language"}:
            self.label = heading if heading in _PEOPLE and not found[2].strip() else ""
            if found[2].strip():
                self._put(heading, self._with_organization(found[1], found[2].strip()) if heading in _PEOPLE else found[2].strip())
        elif by := _BY.fullmatch(line):
            self._put("Moderator" if by["moderator"] else "Chair", by["name"])
        elif self.label and not _is_sentence(line):
            self._put(self.label, line)
        elif re.match(HONORIFICS, line) or name_key(re.split(r"[,(;–]", line)[0]) in self.known:
            self._put("Speakers", line)
            self.items[-1].doubts["Speakers"] = f"The programme does not say what “{excerpt(line)}” does in it: taken for a speaker."
        else:
            self.label = ""
            self._put("Text", line)
            self.items[-1].doubts["Text"] = f"“{excerpt(line)}” stands below the item in the programme: taken for its text."

    def _with_organization(self, label: str, text: str) -> str:
        """One person behind a label for one: what stands behind the one comma is where they are from."""
        name, comma, rest = (part.strip() for part in text.partition(","))
        is_one = comma and not re.search(r"[,;(\n]", rest) and len(name.split()) > 1 and not bare(label).endswith(("s", "en", "ы", "и"))
        if not is_one or OFFICE.match(rest) or DEGREES.fullmatch(rest) or re.match(HONORIFICS, rest) or name_key(rest) in self.known:
            return text
        return f"{name} ({rest})"

    def _put(self, heading: str, text: str) -> None:
        self.items[-1].cells.setdefault(heading, []).append(text)

    def sheets(self, *, found_others: bool) -> Iterator[Sheet]:
        """One sheet of all items, with what was not read; none if there is nothing, beside tables that have all."""
        if not self.items and found_others:
            return
        rows: list[list[str | None]] = [[*_COLUMNS]]
        sheet = Sheet(self.title, [])
        for number, item in enumerate(self.items, 1):
            rows.append(["\n".join(item.cells.get(heading, ())) or None for heading in _COLUMNS])
            sheet.row_names[number] = item.place
            sheet.doubts |= {(number, _COLUMNS.index(heading)): words for heading, words in item.doubts.items()}
        sheet.rows = [*rows]
        if not self.items:
            sheet.rows = [[line] for line in self.unread[:1]]
        elif self.unread:
            lines = ", ".join(f"“{excerpt(line)}”" for line in self.unread[:5])
            more = f" and {len(self.unread) - 5} more" if self.unread[5:] else ""
            sheet.unread.append(f"belongs to no item, and is not read: {lines}{more}")
        yield sheet


def _is_sentence(line: str) -> bool:
    """Whether a line is no name: in quotes, with a full stop, or long."""
    words = len(line.split())
    if re.match(HONORIFICS, line) or re.search(r"(?i)\b(?:inc|ltd|co|corp)\.$", line):
        return False
    if re.match(r"[“”„«\"‘]", line) or words >= 5 and line.endswith((".", "!", "?", "…", "。")):
        return True
    return words > 8 and not ORGANIZATION.search(line) and not re.search(r"[,;(]", line)


def _values(name: object) -> list[str]:
    return [*name.values()] if isinstance(name, dict) else [str(name)]
