"""Programmes in Word, as python-docx writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from microsite.editing.rewrite import read, rewritten
from microsite.imports.imported import Imported
from microsite.imports.sheets import Options, imported
from microsite.imports.short_names import Names
from microsite.imports.spreadsheets import Unreadable, read_sheets
from microsite.imports.word import read_programme
from microsite.source.loading import load

CONTENT = """\
number: 1
title: Small harbours
zone: Europe/London
dates: {start: 2027-06-01, end: 2027-06-02}
organizer:
  name: Harbour Institute
people:
  kim: {name: Kim Ada}
"""


def taken(document: Any, folder: Path, content: str = CONTENT) -> tuple[dict[str, Any], Imported]:
    """The data with what a programme says, and what is said of it."""
    (folder / "data.yml").write_text(content, encoding="utf-8")
    document.save(folder / "programme.docx")
    data = read(content)
    sheets = read_sheets(folder / "programme.docx", lambda raw: read_programme(raw, "programme.docx", Names(data)))
    result = imported(data, load(folder / "data.yml").session, sheets, Options())
    (folder / "data.yml").write_text(rewritten(content, result.data), encoding="utf-8")
    load(folder / "data.yml")  # which is right
    return result.data, result


def items_of(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        item["id"]: {**item, "day": day["date"]}
        for day in data["agenda"]["days"]
        for sitting in day["sittings"]
        for item in sitting["items"]
    }


def test_a_programme_in_paragraphs(tmp_path: Path) -> None:
    """Days as headings, hours before the titles, and below these who takes part."""
    document = docx.Document()
    for line in [
        "Provisional programme",
        "Tuesday, 1 June 2027",
        "10:00 – 10:30\tOpening",
        "Speaker: Ms. Rosa Vega, Institute of Tides",
        "10:30 – 12:00  Panel 1: Whose quay is it?",
        "Moderator: Ada Kim",
        "Chaired by Tom Berg",
        "Speakers:",
        "• Mr. Ole Ström (Crane Union)",
        "• Mei Lin (港湾研究所)",
        "• Eva Roy, Jo Park",
        "Room: Great Hall",
        "12:00 – 13:30  Lunch",
        "Day 2",
        "9.00 a.m.",
        "The future of harbours",
        "Dr. Bo Li",
        "Three cranes, and what they see.",
        "6 p.m. Reception",
    ]:
        document.add_paragraph(line)
    data, result = taken(document, tmp_path)
    items = items_of(data)
    assert [(key, item["day"][-2:], item["start"], item.get("end"), item["kind"], item["title"]) for key, item in items.items()] == [
        ("opening", "01", "10:00", "10:30", "opening", "Opening"),
        ("panel-1-whose-quay-is-it", "01", "10:30", "12:00", "panel", "Panel 1: Whose quay is it?"),
        ("lunch", "01", "12:00", "13:30", "break", "Lunch"),
        ("the-future-of-harbours", "02", "09:00", None, "presentation", "The future of harbours"),
        ("reception", "02", "18:00", None, "social_event", "Reception"),
    ]
    panel, future = items["panel-1-whose-quay-is-it"], items["the-future-of-harbours"]
    assert panel["room"] == "Great Hall" and [(each["person"], each["part"]) for each in panel["people"]] == [
        ("tom-berg", "chair"),
        ("kim", "moderator"),
        ("ole-stroem", "speaker"),
        ("mei-lin", "speaker"),
    ]
    assert data["people"]["rosa-vega"] == {"name": "Rosa Vega", "honorific": "Ms.", "organization": "Institute of Tides"}
    assert future["text"] == "Three cranes, and what they see." and future["people"] == [{"person": "bo-li", "part": "speaker"}]
    said = [str(remark) for remark in result.noted]
    (refused,) = result.refused
    assert str(refused).startswith("programme.docx, “10:30 – 12:00 Panel 1: Whose quay is it?”: “Eva Roy, Jo Park” could be several people")
    assert any("“Provisional programme”" in words and "is not read" in words for words in said)
    assert ("Agenda", "the-future-of-harbours", "Text") in result.marks and ("Agenda", "the-future-of-harbours", "Speakers") in result.marks
    assert ("Agenda", "panel-1-whose-quay-is-it", "Text") not in result.marks
    assert any(words.startswith("programme.docx, “9.00 a.m.”: ") for words in said)


def test_people_and_texts_below_an_item(tmp_path: Path) -> None:
    """Who is from where behind a comma, offices, and a sentence that is no name; what is not taken is not said to be."""
    document = docx.Document()
    for line in [
        "1 June 2027",
        "9:00 – 9:30  Welcome and opening",
        "H.E. Mr. Tom Berg, Minister of Harbours",
        "9:30 – 10:00  Alloy and sound",
        "Speaker: Eva Roy, City of Gdańsk",
        "10:00 – 11:00  Cranes",
        "Speakers:",
        "Ms. Mei Lin, Acoustics Lab",
        "Jo Park, Bo Li",
        "What makes a crane sing, and what makes it crack.",
        "11:00 – 12:00  Visit of the quay",
        "Mr. Ole Ström, Mr. Bo Li",
    ]:
        document.add_paragraph(line)
    data, result = taken(document, tmp_path)
    people = {key: {**person, "name": ""} for key, person in data["people"].items() if key != "kim"}
    assert people == {
        "tom-berg": {"name": "", "honorific": "H.E. Mr.", "role": "Minister of Harbours"},
        "eva-roy": {"name": "", "organization": "City of Gdańsk"},
        "mei-lin": {"name": "", "honorific": "Ms.", "organization": "Acoustics Lab"},
    }
    items = items_of(data)
    assert [item["kind"] for item in items.values()] == ["opening", "presentation", "presentation", "excursion"]
    assert items["cranes"]["text"] == "What makes a crane sing, and what makes it crack."
    noted, refused = [str(remark) for remark in result.noted], [str(remark) for remark in result.refused]
    assert any("“What makes a crane sing, and what makes it crack.” stands below the item" in words for words in noted)
    assert not any("Ström" in words for words in noted) and ["Jo Park" in refused[0], "Ole Ström" in refused[1]] == [True, True]


def test_a_programme_in_tables(tmp_path: Path) -> None:
    """One with headings; and one without, below a day, with all of an item in a cell."""
    document = docx.Document()
    document.add_paragraph("Mardi 1er juin")
    table = document.add_table(2, 3)
    for at, texts in enumerate([("Horaire", "Titre", "Intervenants"), ("10h00 – 10h30", "Ouverture", "Rosa Vega (Port)\nAda Kim")]):
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            cell.text = text
    table = document.add_table(3, 2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Mercredi 2 juin"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "14h00 – 15h00", "Table ronde\nModérateur : Rosa Vega"
    table.rows[2].cells[0].text, table.rows[2].cells[1].text = "15h00", "Clôture"
    data, result = taken(document, tmp_path)
    assert not result.refused and [
        (item["day"][-2:], item["start"], item["title"], item.get("people")) for item in items_of(data).values()
    ] == [
        ("01", "10:00", "Ouverture", [{"person": "rosa-vega", "part": "speaker"}, {"person": "kim", "part": "speaker"}]),
        ("02", "14:00", "Table ronde", [{"person": "rosa-vega", "part": "moderator"}]),
        ("02", "15:00", "Clôture", None),
    ]


def test_a_programme_that_is_taken_twice_changes_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("1 June 2027", "10:00 – 10:30  Opening", "Speaker: Ms. Rosa Vega, Institute of Tides", "11:00  Crane tour"):
        document.add_paragraph(line)
    taken(document, tmp_path)
    content = (tmp_path / "data.yml").read_text(encoding="utf-8")
    data, _ = taken(document, tmp_path, content)
    assert data == read(content)


def test_changes_that_are_tracked_are_taken_as_made(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1 June 2027")
    paragraph = document.add_paragraph("10:00 – 10:30  ")
    for xml in (
        "<w:del {0} w:id='1' w:author='a'><w:r><w:delText>Closing</w:delText></w:r></w:del>",
        "<w:ins {0} w:id='2' w:author='a'><w:r><w:t>Opening</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert [*items_of(taken(document, tmp_path)[0])] == ["opening"]


def test_what_is_no_programme_is_one_message(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Dear Madam, dear Sir,")
    data, result = taken(document, tmp_path)
    assert data == read(CONTENT) and len(result.refused) == 1
    (tmp_path / "a.docx").write_bytes(b"no zip")
    with pytest.raises(Unreadable, match="is damaged; save it again as .docx"):
        read_sheets(tmp_path / "a.docx", lambda raw: read_programme(raw, "a.docx", Names(read(CONTENT))))
