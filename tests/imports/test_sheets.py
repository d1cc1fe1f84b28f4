"""The data file as a workbook, taken back, and tables that others have written: real files, as openpyxl writes them."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from microsite.cli.main import main
from microsite.editing.rewrite import read, rewritten
from microsite.imports.cells import CannotTake, as_clock, as_day, as_deadline, as_minutes, as_period
from microsite.imports.headings import named_columns
from microsite.imports.imported import Imported
from microsite.imports.people import names_in
from microsite.imports.sheets import Options, imported
from microsite.imports.spreadsheets import read_sheets
from microsite.imports.workbook import workbook
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load
from tests.conftest import DATA, TEMPLATES
from tests.six_rooms import text as six_rooms

HARBOUR = """\
source_language: de
number: 1
title: Kleine Häfen   # noch ohne Untertitel
dates: {start: 2027-06-01, end: 2027-06-02}
zone: Europe/Berlin
organizer:
  name: Hafeninstitut
"""
PROGRAMME = [
    ["Datum", "Uhrzeit", "Programmpunkt", "Raum", "Referent/in"],
    ["Dienstag, 1. Juni", "9:00 – 9:30 Uhr", "Begrüßung", "Großer Saal", "Dr. Anna Berg (Hafeninstitut)"],
    [None, "9.30–10.30", "Häfen im Wandel", "Großer Saal", "Tom Klein, Universität Kiel"],
    [None, "10h30 - 11h00", "Kaffeepause", None, None],
    [None, "11:00 bis 12:30", "Podium: Wem gehört der Kai?", "Großer Saal", "Anna Berg; Tom Klein\nMei Lin (港湾研究所)"],
    [None, "14:00–15:00", "港口的未来", "Studio", "Mei Lin"],
    [None, "15:00–16:00", "مستقبل الموانئ", "Studio", "سارة حداد"],
    [],
    ["Mittwoch, 2. Juni", dt.time(9), "Kräne und Krane", "Studio", "Ole Ström"],
    [None, dt.time(10), "Werkstatt: Knoten", "Studio", "Ada Kim und Bo Li"],
    [None, 0.5, "Mittagessen", None, None],
    [None, "2 p.m.", "Rundgang", "Kai", "Rosa Vega"],
    [None, "16h", "Verabschiedung", "Großer Saal", "Anna Berg"],
    [None, "22:00–00:30", "Fest", "Kai", None],
]
"""Twelve items on two days, and a party, with eight speakers."""


def book(rows: list[list[Any]], path: Path, title: str = "Ablauf") -> Path:
    """A workbook with one sheet."""
    found = openpyxl.Workbook()
    sheet = found.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    found.save(path)
    return path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in, with templates that are compiled: what changes for readers is said after rendering."""
    shutil.copytree(TEMPLATES, tmp_path / ".cache" / "templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def lines_changed(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("---", "+++")]


def taken(content: str, path: Path, folder: Path, **options: Any) -> tuple[str, Imported]:
    """A data file with what a file says, and what is said of it."""
    (folder / "data.yml").write_text(content, encoding="utf-8")
    data = read(content)
    result = imported(data, load(folder / "data.yml").session, read_sheets(path), Options(**options))
    return rewritten(content, result.data), result


def exported(content: str, path: Path, languages: tuple[str, ...] = ()) -> openpyxl.Workbook:
    """A data file as a workbook, in which a test changes something."""
    data = path.with_suffix(".yml")
    data.write_text(content, encoding="utf-8")
    path.write_bytes(workbook(read(content), load(data).session, languages))
    return openpyxl.load_workbook(path)


def cell(sheet: Any, key: str, heading: str) -> Any:
    """The cell of a row with an id, below a heading."""
    headings = [each.value for each in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[headings.index("ID")].value == key)
    return row[headings.index(heading)]


# ── there and back ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "languages"),
    [((DATA / "full.yml").read_text(encoding="utf-8"), ("ar", "fr", "zh")), (six_rooms(), ()), (HARBOUR, ("en",))],
    ids=["full", "six rooms", "no agenda"],
)
def test_a_workbook_that_nobody_changed_changes_no_byte(content: str, languages: tuple[str, ...], tmp_path: Path) -> None:
    """Whatever the sheets do not show: documents of speakers, parts of sittings, comments."""
    exported(content, tmp_path / "a.xlsx", languages).save(tmp_path / "a.xlsx")  # as a program saves what it has read
    after, result = taken(content, tmp_path / "a.xlsx", tmp_path)
    assert after == content and not result.refused and not result.noted


def test_a_workbook_is_one_for_editors(tmp_path: Path) -> None:
    """Days and hours are Excel's own, what is a choice has a list, a heading a note, and an id stays."""
    found = exported((DATA / "full.yml").read_text(encoding="utf-8"), tmp_path / "a.xlsx", ("ar",))
    agenda = found["Agenda"]
    assert found.sheetnames == ["Agenda", "People", "Documents", "Deadlines", "Rooms", "Arabic (ar)", "Lists", "Exported"]
    assert cell(agenda, "opening", "Day").value == dt.datetime(2026, 3, 10) and cell(agenda, "opening", "Starts").value == dt.time(9, 30)
    assert cell(agenda, "opening", "Chair").value == "Tamang Sunita" and cell(agenda, "opening", "What").value == "Opening"
    assert cell(agenda, "panel-voices", "Speakers").value.splitlines() == ["陈静怡", "Орлова Наталья", "Rivera Núñez, María José"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in agenda.data_validations.dataValidation}
    kinds, ids = rules[f"{cell(agenda, 'opening', 'What').column_letter}2"], rules[f"{cell(agenda, 'opening', 'ID').column_letter}2"]
    column, last = kinds.formula1.split("$")[1], int(kinds.formula1.split("$")[-1])
    choices = [found["Lists"][f"{column}{row}"].value for row in range(2, last + 1)]
    assert kinds.showErrorMessage and {"Opening", "Panel", "Listening circle"} <= {*choices}
    assert ids.formula1 == "FALSE" and ids.showErrorMessage and not agenda.protection.sheet
    assert "planned" in agenda["A1"].comment.text
    assert agenda.freeze_panes == "D2" and agenda.auto_filter.ref and len(agenda.conditional_formatting) == 3
    assert found["Exported"].sheet_state == "veryHidden"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    assert b"What a voice owes" in everything and b"555 0177" not in everything and b"SO4-7ND" not in everything  # which are private
    arabic = found["Arabic (ar)"]
    assert arabic.protection.sheet and arabic["B2"].protection.locked and not arabic["C2"].protection.locked


def test_a_text_is_no_formula(tmp_path: Path) -> None:
    content = HARBOUR + "people:\n  kim: {name: '=HYPERLINK(\"https://example.org\")', organization: +1}\n"
    sheet = exported(content, tmp_path / "a.xlsx")["People"]
    assert sheet["A2"].data_type == "s" and sheet["A2"].quotePrefix and sheet["D2"].data_type == "s"


# ── from the beginning to the end ─────────────────────────────────────────────────────────────────────────────────


def test_an_agenda_from_excel_and_three_hours_a_week_later(site: Path) -> None:
    """The table of a stranger, which begins in row 4; then our own, with three hours changed, while somebody else changed the file."""
    data = Path("data.yml")
    data.write_text(HARBOUR + "hours: {start: 09:00, end: 17:00}\n", encoding="utf-8")
    path = book([["Programm (Stand 3. Mai)"], [], [], *PROGRAMME], Path("ablauf.xlsx"))
    merged = openpyxl.load_workbook(path)
    merged.active.merge_cells("A5:A10")
    merged.save(path)
    ran = run("sheet", "import", path, data, "--yes")
    assert ran.exit_code == 0, ran.output
    assert "outside the daily hours" in ran.output.split("Written:")[1]  # which the check warns of
    assert "Ablauf!E5: “Anna Berg” is new under people" in ran.output and "Kräne und Krane" in ran.output
    session = load(data).session
    assert len(session.people) == 8
    items = [item for day in session.agenda.days for sitting in day.sittings for item in sitting.items]
    assert [f"{item.start:%H:%M} {item.kind}" for item in items] == [
        "09:00 opening",
        "09:30 presentation",
        "10:30 break",
        "11:00 panel",
        "14:00 presentation",
        "15:00 presentation",
        "09:00 presentation",
        "10:00 workshop",
        "12:00 break",
        "14:00 presentation",
        "16:00 closing",
        "22:00 social_event",
    ]
    assert [each.person for each in items[3].people] == ["anna-berg", "tom-klein", "mei-lin"]
    assert items[4].title and items[4].title.root == {"": "港口的未来"} and items[5].title and items[5].title.root == {"": "مستقبل الموانئ"}
    assert session.people["anna-berg"].honorific and session.people["tom-klein"].organization
    before = data.read_text(encoding="utf-8")
    assert taken(before, path, site)[0] == before

    assert run("sheet", "export", data).exit_code == 0
    week_later = before.replace("title: Häfen im Wandel", "title: Häfen im schnellen Wandel")
    data.write_text(week_later, encoding="utf-8")
    found = openpyxl.load_workbook("agenda.xlsx")
    cell(found["Agenda"], "rundgang", "Starts").value = dt.time(14, 30)
    cell(found["Agenda"], "kraene-und-krane", "Starts").value = "9h15"
    cell(found["Agenda"], "fest", "Ends").value = dt.timedelta(hours=25)
    found.save("agenda.xlsx")
    ran = run("sheet", "import", "agenda.xlsx", data, "--yes")
    assert ran.exit_code == 0, ran.output
    assert "14:30" in ran.output and "09:15" in ran.output and "Häfen im schnellen Wandel" not in ran.output
    changed = [line.strip("+- ").strip() for line in lines_changed(week_later, data.read_text(encoding="utf-8")) if line[0] == "+"]
    assert changed == [
        "start: 09:15",  # of the sitting, too, which was as long as its items
        "start: 09:15",
        "start: 14:30",
        "end: 01:00",  # of the sitting, too
        "{id: fest, kind: social_event, title: Fest, start: 22:00, end: 01:00, room: Kai}",
    ]


def test_nothing_is_written_unless_somebody_agrees(site: Path) -> None:
    (site / "data.yml").write_text(HARBOUR, encoding="utf-8")
    book(PROGRAMME[:2], Path("a.xlsx"))
    ran = CliRunner().invoke(main, ["sheet", "import", "a.xlsx", "data.yml"], input="n\n")
    assert "Begrüßung" in ran.output and Path("data.yml").read_text(encoding="utf-8") == HARBOUR
    ran = run("sheet", "import", "a.xlsx", "data.yml", "-o", "proposal.xlsx")
    assert ran.exit_code == 0 and Path("data.yml").read_text(encoding="utf-8") == HARBOUR
    people = cell(openpyxl.load_workbook("proposal.xlsx")["Agenda"], "begruessung", "Speakers")
    assert "is new under people" in people.comment.text and people.fill.fgColor.rgb != "00000000"
    new, result = taken(HARBOUR, Path("proposal.xlsx"), site)
    assert not result.refused and "anna-berg: {name: Anna Berg, honorific: Dr., organization: Hafeninstitut}" in new


# ── changes on both sides ─────────────────────────────────────────────────────────────────────────────────────────

AGENDA = """agenda:
  status: final
  days:
    - date: 2027-06-01
      sittings:
        - id: morning
          start: 9:00
          end: 12:00
          items:
            - id: opening   # by the mayor
              kind: opening
              start: 9:00
              end: 10:00
              people:
                - {person: kim, part: chair}
                - {person: li, mode: remote}
            - id: talk
              kind: talk
              title: {de: Vortrag, en: Talk}
              start: 10:00
people:
  kim: {name: Kim Ada}
  li: {name: Li Bo, organization: {de: Werft, en: Yard}}
"""
TWO = HARBOUR + AGENDA


@pytest.fixture
def found(tmp_path: Path) -> openpyxl.Workbook:
    """TWO as a workbook."""
    return exported(TWO, tmp_path / "a.xlsx", ("en",))


def after(found: openpyxl.Workbook, folder: Path, content: str = TWO) -> tuple[list[str], list[str]]:
    """The lines that differ once a workbook is taken into a file, and what could not be taken."""
    found.save(folder / "a.xlsx")
    new, result = taken(content, folder / "a.xlsx", folder)
    return lines_changed(content, new), [str(remark) for remark in result.refused]


def test_what_a_cell_does_not_show_stays(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """How somebody takes part, and translations."""
    cell(found["Agenda"], "opening", "Speakers").value = "Bo Li; Eva Neu (Reederei)"
    cell(found["Agenda"], "talk", "Title").value = "Der Vortrag"
    lines, refused = after(found, tmp_path)
    assert not refused and lines == [
        "+                - {person: eva-neu, part: speaker}",
        "-              title: {de: Vortrag, en: Talk}",
        "+              title: {de: Der Vortrag, en: Talk}",
        "+  eva-neu: {name: Eva Neu, organization: Reederei}",
    ]


def test_somebody_without_a_part_is_told(found: openpyxl.Workbook, tmp_path: Path) -> None:
    cell(found["Agenda"], "opening", "Speakers").value = "Eva Neu"
    found.save(tmp_path / "a.xlsx")
    _, result = taken(TWO, tmp_path / "a.xlsx", tmp_path)
    said = "People!A3: “Li Bo” has no part any more and is still among the speakers; delete the row on People"
    assert said in map(str, result.noted)
    found["People"].delete_rows(3)
    found.save(tmp_path / "a.xlsx")
    _, result = taken(TWO, tmp_path / "a.xlsx", tmp_path)
    assert "Li Bo" not in str([*map(str, result.noted)])


@pytest.mark.parametrize(
    ("text", "person"),
    [("Kim Ada [kim2]", "kim2"), ("Ada Kim (Werft)", "kim2"), ("Kim Ada", None), ("Bo Li", "li")],
)
def test_people_of_one_name_are_told_apart(text: str, person: str | None, tmp_path: Path) -> None:
    content = TWO + "  kim2: {name: Kim Ada, organization: Werft}\n"
    found = exported(content, tmp_path / "a.xlsx")
    assert cell(found["Agenda"], "opening", "Chair").value == "Kim Ada [kim]"
    cell(found["Agenda"], "talk", "Speakers").value = text
    lines, refused = after(found, tmp_path, content)
    if person:
        assert not refused and f"+                - {{person: {person}, part: speaker}}" in lines
    else:
        assert lines == [] and refused == ["Agenda!I3: “Kim Ada” could be several people; write one of “Kim Ada [kim]”, “Kim Ada [kim2]”"]


def test_a_formula_without_a_result_changes_nothing(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """As programs write it; Excel and LibreOffice add the result when they save."""
    cell(found["Agenda"], "talk", "Starts").value = "=B2+1/24"
    lines, refused = after(found, tmp_path)
    assert lines == [] and refused == ["Agenda!B3: has a formula without a result; open the file in its program, and save it again"]


def test_changed_here_and_there(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """What one side changed is taken, and what both did is told and stays."""
    cell(found["Agenda"], "talk", "Starts").value = dt.time(10, 15)
    cell(found["Agenda"], "talk", "Title").value = "Ein Vortrag"
    ours = TWO.replace("{de: Vortrag, en", "{de: Vorlesung, en").replace("end: 10:00", "end: 09:45")
    lines, refused = after(found, tmp_path, ours)
    assert lines == ["-              start: 10:00", "+              start: 10:15"]
    assert refused == [
        "Agenda!E3: is “Ein Vortrag” here and “Vorlesung” in the data file, where it was “Vortrag” when the sheet was written; it stays “Vorlesung”"
    ]


def test_rows_that_go_come_and_are_copied(found: openpyxl.Workbook, tmp_path: Path) -> None:
    agenda = found["Agenda"]
    copied = [each.value for each in agenda[3]]
    agenda.append(copied)
    agenda.cell(4, 5).value = "Zweiter Vortrag"
    agenda.cell(4, 2).value, agenda.cell(4, 3).value = "11:00", None
    agenda.append([None, None, None, "Ausflug", "Zur Insel"])
    agenda.delete_rows(2)
    lines, refused = after(found, tmp_path)
    assert not refused
    assert (
        "-            - id: opening   # by the mayor" in lines
        and "+            - {id: zweiter-vortrag, kind: talk, title: Zweiter Vortrag, start: 11:00}" in lines
    )
    assert "+    - {id: zur-insel, kind: excursion, title: Zur Insel}" in lines
    _, refused = after(found, tmp_path, TWO.replace("end: 10:00", "end: 09:45"))
    assert refused == ["Agenda: the row “opening” is not in the sheet any more, and was changed in the data file since; it stays"]


def test_translations_are_taken(found: openpyxl.Workbook, tmp_path: Path) -> None:
    sheet = found["English (en)"]
    rows = {row[3].value: row[2] for row in sheet.iter_rows(min_row=2)}
    rows["title"].value, rows["agenda.items[talk].title"].value = "Small\nharbours", None  # a title is one line
    lines, refused = after(found, tmp_path)
    assert not refused and [line for line in lines if line[0] == "+"] == [
        "+title: {de: Kleine Häfen, en: Small harbours}   # noch ohne Untertitel",
        "+              title: {de: Vortrag}",
    ]
    lines, refused = after(found, tmp_path, TWO.replace("Kleine", "Ganz kleine"))
    assert len(refused) == 1 and "was changed in the data file since the sheet was written" in refused[0]


def test_columns_may_be_missing_and_in_another_order(found: openpyxl.Workbook, tmp_path: Path) -> None:
    agenda = found["Agenda"]
    rows = [[row[at].value for at in (len(row) - 1, 4, 1)] for row in agenda.iter_rows()]
    found.remove(agenda)
    sheet = found.create_sheet("Agenda")
    for row in rows:
        sheet.append(row)
    cell(sheet, "talk", "Starts").value = "10.30 Uhr"
    assert after(found, tmp_path) == (["-              start: 10:00", "+              start: 10:30"], [])


# ── which item a row is ───────────────────────────────────────────────────────────────────────────────────────────


def programme_of(data: dict[str, Any]) -> list[str]:
    """The items of an agenda, in order: day, hour, id."""
    return [
        f"{day['date'][-2:]} {item['start']} {item['id']}"
        for day in data["agenda"]["days"]
        for sitting in day["sittings"]
        for item in sitting["items"]
    ]


def day_of(date: str, *rows: tuple[str, str]) -> list[list[str]]:
    return [["Datum", "Zeit", "Titel"], *([date, time, title] for time, title in rows)]


def test_each_day_keeps_its_breaks(tmp_path: Path) -> None:
    """A sheet or a file per day: the same title on another day is another item, and a row is an item once."""
    first, second = (
        (("9:00–10:00", "Häfen"), ("10:00–10:30", "Kaffeepause"), ("10:30–12:00", "Aussprache")),
        (("10:15–10:45", "Kaffeepause"),),
    )
    path = book(day_of("1.6.2027", *first), tmp_path / "a.xlsx", "Tag 1")
    found = openpyxl.load_workbook(path)
    sheet = found.create_sheet("Tag 2")
    for row in day_of("2.6.2027", *second, ("10:45–12:00", "Aussprache"), ("15:00–15:30", "Kaffeepause")):
        sheet.append(row)
    found.save(path)
    new, _ = taken(HARBOUR, path, tmp_path)
    wanted = ["01 09:00 haefen", "01 10:00 kaffeepause", "01 10:30 aussprache"]
    wanted += ["02 10:15 kaffeepause-2", "02 10:45 aussprache-2", "02 15:00 kaffeepause-3"]
    assert programme_of(read(new)) == wanted and taken(new, path, tmp_path)[0] == new
    one, _ = taken(HARBOUR, book(day_of("1.6.2027", *first), tmp_path / "b.xlsx"), tmp_path)
    two, result = taken(one, book(day_of("2.6.2027", *second, ("11:00–12:00", "Aussprache")), tmp_path / "c.xlsx"), tmp_path)
    assert programme_of(read(two)) == [*wanted[:3], "02 10:15 kaffeepause-2", "02 11:00 aussprache-2"]
    assert "“Aussprache” is on 2027-06-01 in the data file, and stays there" in str([*map(str, result.noted)])
    moved, _ = taken(new, book([*day_of("1.6.2027", *first[1:], ("12:00–13:00", "Kräne"))], tmp_path / "d.xlsx"), tmp_path)
    both = book(
        [*day_of("1.6.2027", first[0]), *day_of("2.6.2027", ("9:00–9:30", "Kräne"), ("10:20–10:45", "Kaffeepause"))[1:]],
        tmp_path / "e.xlsx",
    )
    assert (
        programme_of(read(taken(moved, both, tmp_path)[0]))
        == [  # each to where the table has it now
            *wanted[:3],
            "02 09:00 kraene",
            "02 10:20 kaffeepause-2",
            *wanted[4:],
        ]
    )


def test_a_row_under_another_title(tmp_path: Path) -> None:
    """At the same hour, with the same people or in the same room: it is the item where titles are alike, and a question where not."""
    rows = [["Tag", "Von", "Bis", "Titel", "Raum", "Wer"], ["1.6.2027", "14:00", "15:00", "Rundgang am Kai", "Kai", "Rosa Vega"]]
    rows += [
        ["1.6.2027", "14:00", "15:00", "Werkstatt 1", "Studio", "Tom Klein"],
        ["1.6.2027", "15:00", "16:00", "Kräne", "Kai", "Bo Lind"],
    ]
    new, _ = taken(HARBOUR, book(rows, tmp_path / "a.xlsx"), tmp_path)
    rows[1][3:5], rows[3][3] = ["Rundgang auf dem Kai", "Tor"], "Die Zukunft"
    rows.append(["1.6.2027", "14:00", "15:00", "Werkstatt 2", "Halle", "Ada Kim"])
    again, result = taken(new, book(rows, tmp_path / "a.xlsx"), tmp_path)
    assert programme_of(read(again)) == ["01 14:00 rundgang-am-kai", "01 14:00 werkstatt-1", "01 14:00 werkstatt-2", "01 15:00 kraene"]
    assert "title: Rundgang auf dem Kai" in again and "Ablauf!D2: is taken for “Rundgang am Kai”" in str([*map(str, result.noted)])
    (question,) = result.refused
    assert str(question).startswith("Ablauf!A4: is it “Kräne” under another title")


def test_a_table_in_another_language_translates(tmp_path: Path) -> None:
    """Found by most of its titles, or by --language; a row by its hour, too. The source language stays, and what is new is not taken."""
    content = TWO.replace("Vortrag, en: Talk}", "Vortrag, en: Talk}\n              end: 11:00").replace(
        "people:\n  kim:", "            - {id: tour, kind: talk, title: Rundgang, start: 11:00, end: 12:00}\npeople:\n  kim:"
    )
    rows = [["Day", "Time", "Title"], ["1 June 2027", "10:00–11:00", "Talk"], ["1 June 2027", "11:00–12:00", "Walk"]]
    rows += [["2 June 2027", "9:00–10:00", "Cranes"]]
    path = book(rows, tmp_path / "a.xlsx")
    for language in (None, "en"):
        new, result = taken(content, path, tmp_path, language=language)
        lines = lines_changed(content, new)
        assert lines == [
            "-            - {id: tour, kind: talk, title: Rundgang, start: 11:00, end: 12:00}",
            "+            - {id: tour, kind: talk, title: {de: Rundgang, en: Walk}, start: 11:00, end: 12:00}",
        ]
        (said,) = map(str, result.refused)
        assert said.startswith("Ablauf!A4: is new and in en") and ("leave out --language" if language else "--language de") in said
    new, result = taken(content, path, tmp_path, language="de")  # the way out
    assert not [remark for remark in result.refused if "is new" in remark.words] and "title: Cranes" in new
    assert "{de: Vortrag, en: Talk}" in new  # found by its translation, which is no new title


def test_a_row_that_is_there_twice(found: openpyxl.Workbook, tmp_path: Path) -> None:
    agenda = found["Agenda"]
    agenda.append([each.value for each in agenda[3]])
    agenda.append([each.value for each in agenda[3]][:-1])
    lines, refused = after(found, tmp_path)
    assert lines == [] and refused == [f"Agenda!A{row}: the row is the same as that of Agenda!A3; delete one of the two" for row in (4, 5)]


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_taken_is_told_at_its_cell_and_all_at_once(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """With what to write instead; and the data stays."""
    agenda = found["Agenda"]
    for key, heading, value in [
        ("opening", "Starts", "früh"),
        ("opening", "What", "Fischbrötchen"),
        ("opening", "Speakers", "Kim, Bo, Werft"),
        ("opening", "Cancelled", "vielleicht"),
        ("talk", "Day", "4/5/2027"),
        ("talk", "Ends", dt.time(9, 30)),
        ("talk", "Subjects", "Fisch"),
    ]:
        cell(agenda, key, heading).value = value
    agenda.append([dt.date(2027, 6, 2), None, None, "Talk", "Ohne Stunde", None, None, None, "Eva Neu"])  # nor does she come
    lines, refused = after(found, tmp_path)
    assert lines == []
    assert [(said.split(":")[0], said.split("; ")[-1][:40]) for said in refused] == [
        ("Agenda!B2", "write it as 09:30"),
        ("Agenda!D2", "write one of Opening, Keynote, Panel, Pr"),
        ("Agenda!I2", "write each on a line of its own, and the"),
        ("Agenda!W2", "write one of the two"),
        ("Agenda!A3", "write it as 2027-06-01"),
        ("Agenda!K3", "the data file has none"),
        ("Agenda!C3", "correct one of the two"),
        ("Agenda!A4", "it is left out"),
    ]


def test_a_title_that_is_gone_is_told_at_its_cell(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """And the rest is taken."""
    cell(found["Agenda"], "talk", "Title").value = None
    cell(found["Agenda"], "talk", "Starts").value = dt.time(10, 15)
    lines, refused = after(found, tmp_path)
    assert lines == ["-              start: 10:00", "+              start: 10:15"]
    assert refused == ["Agenda!E3: the title is empty, and its translations are not; write it, or take these out first"]
    plain = TWO.replace("{de: Vortrag, en: Talk}", "Vortrag")
    found = exported(plain, tmp_path / "a.xlsx")
    cell(found["Agenda"], "talk", "Title").value = None
    assert after(found, tmp_path, plain) == ([], ["Agenda!E3: the title is empty; write one, or delete the row"])


def test_errors_of_the_check_are_told_at_the_cell(found: openpyxl.Workbook, site: Path) -> None:
    Path("data.yml").write_text(TWO, encoding="utf-8")
    cell(found["Agenda"], "talk", "Language").value = "Deutsch"
    cell(found["People"], "li", "Web page").value = "www.werft.example"
    found["English (en)"]["C2"].value = "Small \u202eharbours"
    found.save("a.xlsx")
    ran = run("sheet", "import", "a.xlsx", "data.yml", "--yes")
    assert "English (en)!C2: error: has an invisible character" in ran.output
    assert ran.exit_code == 1 and Path("data.yml").read_text(encoding="utf-8") == TWO
    assert "Agenda!M3: error: “Deutsch” is not a language code; write `de`" in ran.output
    assert "People!F3: error: “www.werft.example” is not a whole web address; write `https://www.werft.example`" in ran.output


def test_an_hour_that_leads_elsewhere_is_told_at_its_cell(tmp_path: Path) -> None:
    """After midnight without an evening, outside the session, or in the way of another sitting; nothing of it is taken."""
    content = TWO.replace(
        "people:\n  kim:",
        """\
        - id: afternoon
          start: 14:00
          end: 16:00
          items:
            - {id: crane, kind: talk, title: Kran, start: 14:00, end: 15:00}
            - {id: knots, kind: talk, title: Knoten, start: 15:00, end: 16:00}
people:
  kim:""",
    )
    for key, heading, value, words in [
        ("talk", "Starts", "25:00", "Agenda!B3: 25:00 is 01:00 of the next day, and goes on from no evening"),
        ("talk", "Day", dt.date(2027, 7, 1), "Agenda!A3: 2027-07-01 is no day of the session"),
        ("talk", "Ends", dt.time(14, 30), "Agenda!C3: would put the sitting “afternoon” into another"),
    ]:
        found = exported(content, tmp_path / "a.xlsx")
        cell(found["Agenda"], key, heading).value = value
        lines, refused = after(found, tmp_path, content)
        assert lines == [] and len(refused) == 1 and refused[0].startswith(words)


@pytest.mark.parametrize(
    ("heading", "text", "words"),
    [
        ("Speakers", "Roza Vega", "“Roza Vega” is much like “Rosa Vega”, who is there"),
        ("Speakers", "Rosa Vegas (Hafen)", "is much like “Rosa Vega”"),
        ("Speakers", "Roza Vega (Werft)", None),
        ("Speakers", "Rosa Berg", None),
        ("Room", "Grosser Sal 2", "“Grosser Sal 2” is much like “Grosser Saal 2”, which is there"),
        ("Room", "Grosser Saal 3", None),
    ],
)
def test_a_name_with_a_slip_is_not_taken_as_new(heading: str, text: str, words: str | None, tmp_path: Path) -> None:
    content = TWO.replace("start: 10:00\n", "start: 10:00\n              room: Grosser Saal 2\n")
    content += "  rosa: {name: Rosa Vega, organization: Hafen}\n"
    found = exported(content, tmp_path / "a.xlsx")
    cell(found["Agenda"], "opening", heading).value = text
    lines, refused = after(found, tmp_path, content)
    assert (lines == [] and words in refused[0]) if words else (lines and not refused)


def test_a_clash_is_told_at_the_row_that_changed(found: openpyxl.Workbook, tmp_path: Path) -> None:
    """Also where the check finds it at its neighbour."""
    cell(found["Agenda"], "opening", "Ends").value = dt.time(10, 15)
    found.save(tmp_path / "a.xlsx")
    new, result = taken(TWO, tmp_path / "a.xlsx", tmp_path)
    (tmp_path / "data.yml").write_text(new, encoding="utf-8")
    with pytest.raises(BadSource) as bad:
        load(tmp_path / "data.yml")
    errors = [problem for problem in bad.value.problems if problem.severity == "error"]
    assert [result.place_of(each.field, each.words) for each in errors] == ["Agenda!B2"] and "items[1]" in errors[0].field


def test_a_sheet_of_ours_without_its_titles_says_so(found: openpyxl.Workbook, tmp_path: Path) -> None:
    found["Agenda"].delete_cols(5)
    lines, refused = after(found, tmp_path)
    assert lines == [] and refused == ["Agenda: the column “Title” is missing, and the sheet is not read; undo that, or write a new sheet"]


def test_words_of_editors(tmp_path: Path) -> None:
    """An open end, what is cancelled, and remarks, which are not read, as is said."""
    rows = [["Jour", "Horaire", "Titre", "Cancelled", "Remarques"], ["1er juin", "16h – fin", "Cocktail", "annulé", "appeler Léa"]]
    new, result = taken(HARBOUR, book(rows, tmp_path / "a.xlsx"), tmp_path)
    (item,) = read(new)["agenda"]["days"][0]["sittings"][0]["items"]
    assert (item["start"], item["open_end"], item["cancelled"], "end" in item) == ("16:00", "true", "true", False)
    assert not result.refused and "Léa" not in new + str(result.noted)
    assert any('--columns "Remarques=Note"' in remark.words for remark in result.noted)


def test_headings_that_are_not_known_are_proposed(tmp_path: Path) -> None:
    rows = [["Wanntag", "Ab wann", "Worum es geht"], ["1. Juni", "9:00", "Häfen im Wandel"], ["1. Juni", "10:00", "Kräne und Krane"]]
    path = book(rows, tmp_path / "a.xlsx")
    new, result = taken(HARBOUR, path, tmp_path)
    said = str(result.refused[0]).split('--columns "')[1].split('"')[0]
    assert new == HARBOUR and said == "Wanntag=Day,Ab wann=Starts,Worum es geht=Title"
    new, result = taken(HARBOUR, path, tmp_path, columns=named_columns(said).meant)
    assert not result.refused and "title: Kräne und Krane" in new
    ran = run("sheet", "import", path, tmp_path / "data.yml", "--columns", "Worum es geht=Titulus")
    assert ran.exit_code == 2 and "Title" in ran.output


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF", "is not a file that can be read"),
        ("a.xlsx", b"no zip", "is damaged; save it again as .xlsx"),
        ("a.ods", b"no zip", "is damaged; save it again as .xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "has a password"),
        ("a.csv", b"", "is empty"),
    ],
)
def test_a_file_that_is_none_is_one_message(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "data.yml").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    ran = run("sheet", "import", tmp_path / name, tmp_path / "data.yml")
    assert ran.exit_code == 1 and words in ran.output and len(ran.output.splitlines()) == 1


# ── files, cells and names as people have them ────────────────────────────────────────────────────────────────────

TABLE = [["Tag", "Von", "Bis", "Titel", "Wer"], ["1.6.2027", "9:00", "9:30", "Grüße; und mehr", "Zoë Ünal"], ["", "9:30", "", "Ende", ""]]


def separated(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{text}"' if ";" in text else text for text in row) for row in TABLE)


def ods(path: Path) -> Path:
    """The table as LibreOffice has it."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row)
        + "</table:table-row>"
        for row in TABLE
    )
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="T">{cells}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", separated(";").encode("utf-8-sig")),
        ("b.csv", separated(",").encode("cp1252")),
        ("c.txt", separated("\t").encode("utf-16")),
        ("d.tsv", separated("\t").encode("utf-16-le")),
        ("e.csv", b"sep=|\n" + separated("|").encode()),
        ("f.ods", None),
    ],
)
def test_one_table_in_many_files(name: str, content: bytes | None, tmp_path: Path) -> None:
    if content is None:
        ods(tmp_path / name)
    else:
        (tmp_path / name).write_bytes(content)
    new, result = taken(HARBOUR, tmp_path / name, tmp_path)
    assert not result.refused
    first, last = read(new)["agenda"]["days"][0]["sittings"][0]["items"]
    assert (first["title"], first["start"], first["end"], last["start"]) == ("Grüße; und mehr", "09:00", "09:30", "09:30")
    assert read(new)["people"] == {"zoe-uenal": {"name": "Zoë Ünal"}}


def test_letters_that_a_file_has_lost_are_told(tmp_path: Path) -> None:
    """As programs write Chinese into a table in Windows-1252."""
    (tmp_path / "a.csv").write_bytes("Tag,Von,Titel,Wer\n1.6.2027,9:00,Grüße,?????\n".encode("cp1252"))
    new, result = taken(HARBOUR, tmp_path / "a.csv", tmp_path)
    assert "title: Grüße" in new and "people" not in read(new)
    assert [str(remark) for remark in result.refused] == [
        "a!D2: “?????” has question marks where the file has lost letters; save it as .xlsx, or as .csv in UTF-8"
    ]


def test_people_in_a_table_of_their_own(tmp_path: Path) -> None:
    """One row each, with the name in two; and further people of an item below it."""
    path = book([["Titre", "Prénom", "Nom", "Organisme"], ["Mme", "Ada", "Kim", "Port"]], tmp_path / "a.xlsx", "Intervenants")
    more = openpyxl.load_workbook(path)
    sheet = more.create_sheet("Jour 2")
    for row in [
        ["Horaire", "Intitulé", "Intervenant", "Organisme"],
        ["9h – 9h30", "Ouverture", "Kim Ada", None],
        [None, None, "Léa Roy", "Musée du quai"],
        ["Après-midi"],
        ["14h00", "Exposition", "Ada Kim", "Chantier"],
    ]:
        sheet.append(row)
    more.save(path)
    new, result = taken(HARBOUR.replace("de", "fr", 1), path, tmp_path)
    data = read(new)
    assert data["people"] == {
        "ada-kim": {"name": "Ada Kim", "honorific": "Mme", "organization": "Port"},
        "lea-roy": {"name": "Léa Roy", "organization": "Musée du quai"},
    }
    (day,) = data["agenda"]["days"]
    assert day["date"] == "2027-06-02" and day["sittings"][0]["items"][0]["people"] == [
        {"person": "ada-kim", "part": "speaker"},
        {"person": "lea-roy", "part": "speaker"},
    ]
    assert [str(remark).split(":")[0] for remark in result.refused] == []
    assert "Jour 2!A4: “Après-midi” stands alone in its row, and is not read" in map(str, result.noted)
    assert any("“Ada Kim” is at “Port” in the data file, which stays" in remark.words for remark in result.noted)


DATES = dt.date(2027, 6, 1), dt.date(2027, 6, 2)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("mardi 1er juin", "2027-06-01"),
        ("Mittwoch", "2027-06-02"),
        ("Day 2", "2027-06-02"),
        ("6月2日", "2027-06-02"),
        ("02.06.", "2027-06-02"),
        ("2/6/27", "2027-06-02"),
        (46539, "2027-06-01"),
        ("٢ يونيو", "2027-06-02"),
        ("5/6/2027", None),
        ("Montag, 1. Juni 2027", None),
        ("3. Juni", None),
    ],
)
def test_days(value: Any, day: str | None) -> None:
    if day:
        assert as_day(value, DATES) == day
    else:
        with pytest.raises(CannotTake, match="2027-06-01"):
            as_day(value, DATES)


def test_hours() -> None:
    for value, hour in {"10h00": "10:00", "6 p.m.": "18:00", "9 Uhr": "09:00", "٩:٣٠": "09:30", 0.4375: "10:30", "24:30": "24:30"}.items():
        assert as_clock(value) == hour
    assert as_clock(dt.timedelta(hours=24, minutes=30)) == "24:30" and as_clock("tba") == ""
    for value in ("10", 10, 10.3, "25", "früh", "26:70"):
        with pytest.raises(CannotTake):
            as_clock(value)
    assert as_period("6–7 p.m.") == ("18:00", "19:00") and as_period("14h à 15h30") == ("14:00", "15:30") and as_period("10:00") is None
    assert (as_minutes(30), as_minutes("1 h 15"), as_minutes(dt.time(0, 45)), as_minutes("lang")) == (30, 75, 45, None)
    assert as_deadline("20. Mai 2027, 18 Uhr", DATES) == "2027-05-20 18:00" and as_deadline(dt.datetime(2027, 5, 20), DATES) == "2027-05-20"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr. Ada Kim (Port of Kiel); Mr. Bo Li", [("Ada Kim", "Port of Kiel", "Dr."), ("Bo Li", "", "Mr.")]),
        ("Ada Kim, WIPO", [("Ada Kim", "WIPO", "")]),
        ("Ada Kim and Bo Li", [("Ada Kim", "", ""), ("Bo Li", "", "")]),
        ("Ms. Li Wei, Beijing Conservatory", [("Li Wei", "Beijing Conservatory", "Ms.")]),
        ("Dr Li Wei, PhD", [("Li Wei", "", "Dr")]),
        ("S.E. M. Jean Dupont, Ministre de la culture", [("Jean Dupont", "", "S.E. M.", "Ministre de la culture")]),
        ("Eva Roy, Director, Lakeside Foundry", [("Eva Roy", "Lakeside Foundry", "", "Director")]),
        ("Eva Roy (Deputy Minister of Trade)", [("Eva Roy", "", "", "Deputy Minister of Trade")]),
        ("Ms. Eva Roy, Ada Kim", None),
        ("Ms. Eva Roy, Mr. Bo Li", None),
        ("Kim, Ada", [("Kim, Ada", "", "")]),
        ("Ministry of Trade and Industry", [("Ministry of Trade and Industry", "", "")]),
        ("Ada Kim, Ministry of Trade and Industry", [("Ada Kim", "Ministry of Trade and Industry", "")]),
        ("N.N.\n–", [("", "N.N.", "")]),
        ("Ada Kim, Bo Li", None),
        ("Roth, Eva", None),
    ],
)
def test_names(text: str, names: list[tuple[str, str, str]] | None) -> None:
    if names is None:
        (problem,) = names_in(text, {"ada kim"}, set())
        assert "each on a line of its own" in str(problem)
    else:
        assert [each[: len(names[0])] for each in names_in(text, {"ada kim"}, set())] == names
