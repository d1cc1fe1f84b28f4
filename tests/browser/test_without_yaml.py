"""Three tasks of people who write no YAML, from end to end: their files, the commands, MkDocs, and the page in a browser."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests import forked
from tests.conftest import DATA, in_languages, mkdocs
from tests.imports.test_forms import body
from tests.imports.test_sheets import book, cell

HEADINGS = ["Jour", "Horaire", "Titre", "Salle", "Intervenants"]
FIRST = [
    ["mardi 1er juin", "9h00 – 9h30", "Welcome", "Foundry", "Mme Anna Berg (Harbour Institute)"],
    [None, "9h30 – 10h30", "Bells of the north", "Foundry", "Tom Klein (University of Kiel)"],
    [None, "10h30 – 11h00", "Coffee break", None, None],
    [None, "11h00 – 12h00", "Panel: Who owns a sound?", "Foundry", "Anna Berg; Mei Lin (Sound Archive)"],
    [None, "14h00 – 15h00", "钟声的未来", "Foundry", "Mei Lin"],
    [None, "15h00 – 16h00", "أجراس الجنوب", "Foundry", "سارة حداد"],
]
SECOND = [
    ["mercredi 2 juin", "9h00 – 10h00", "Bronze and tin", "Foundry", "Ole Ström"],
    [None, "10h00 – 11h00", "Workshop: clay", "Foundry", "Ada Kim; Bo Li"],
    [None, "11h00 – 11h30", "Coffee break", None, None],
    [None, "11h30 – 12h30", "Visit of the tower", "Tower", "Rosa Vega"],
    [None, "14h00 – 15h00", "Cracks, and how to mend them", "Foundry", "Tom Klein"],
    [None, "15h00 – 15h30", "Closing", "Foundry", "Anna Berg"],
]
HOURS = [
    *("09:00–09:30", "09:30–10:30", "10:30–11:00", "11:00–12:00", "14:00–15:00", "15:00–16:00"),
    *("09:00–10:00", "10:00–11:00", "11:00–11:30", "11:30–12:30", "14:00–15:00", "15:00–15:30"),
]
SPEAKERS = ["Anna Berg", "Tom Klein", "Mei Lin", "سارة حداد", "Ole Ström", "Ada Kim", "Bo Li", "Rosa Vega"]


def microsite(folder: Path, *arguments: str) -> str:
    ran = forked.python(folder, ("-c", "from microsite.cli.main import main; main()", *arguments), {})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def published(folder: Path, page: Page, serve: Callable[[Path], str], path: str) -> Page:
    """A page of the site as it is built now."""
    built = mkdocs(folder)
    assert built.returncode == 0, built.stderr
    page.goto(serve(folder / "site") + path)
    return page


def rows(page: Page) -> list[tuple[str, str]]:
    """Hour and title of each item, as readers see them."""
    items = page.locator("article.item")
    return [(each.locator(".time").first.inner_text(), each.locator(".title").first.inner_text()) for each in items.all()]


def without_cache(page: Page) -> None:
    page.route("**/*", lambda route: route.continue_(headers={**route.request.headers, "Cache-Control": "no-cache"}))


def test_an_agenda_in_excel_and_a_name_in_a_form(new_project: Callable[..., Path], browser: Browser, serve: Callable[[Path], str]) -> None:
    """Two days with twelve items and eight speakers; three hours change a week later; then a speaker's name is corrected."""
    folder = in_languages(new_project(DATA / "bells.yml"), "en", "fr")
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/Brussels")
    without_cache(page)
    book([["Programme, version du 3 mai"], [], HEADINGS, *FIRST, [], *SECOND], folder / "programme.xlsx")
    microsite(folder, "sheet", "import", "programme.xlsx", "--yes")
    found = rows(published(folder, page, serve, "agenda/"))
    assert [each for each in found if each[0]] == [(HOURS[number], row[2]) for number, row in enumerate((*FIRST, *SECOND))]
    for name in SPEAKERS:
        assert name in page.inner_text("main"), name

    microsite(folder, "sheet", "export", "-o", "agenda.xlsx")
    workbook = openpyxl.load_workbook(folder / "agenda.xlsx")
    sheet = workbook["Agenda"]
    for title, start, end in (
        ("Bells of the north", (9, 45), (10, 30)),
        ("Bronze and tin", (9, 15), (10, 0)),
        ("Closing", (15, 15), (15, 45)),
    ):
        key = title.lower().replace(" ", "-")
        cell(sheet, key, "Starts").value, cell(sheet, key, "Ends").value = dt.time(*start), dt.time(*end)
    workbook.save(folder / "agenda.xlsx")
    microsite(folder, "sheet", "import", "agenda.xlsx", "--yes")
    (folder / "form.md").write_text(
        body("Correct a text", the_text_as_it_is="Mei Lin", the_text_as_it_should_be="Mei-Lin Zhao"), encoding="utf-8"
    )
    microsite(folder, "apply", "form.md")
    again = dict((title, clocks) for clocks, title in rows(published(folder, page, serve, "fr/agenda/")))
    assert "09:45" in again["Bells of the north"] and "09:15" in again["Bronze and tin"] and "15:15" in again["Closing"]
    assert "Mei-Lin Zhao" in page.inner_text("main") and "Mei Lin" not in page.inner_text("main")
    page.close()


@pytest.mark.slow
def test_two_hundred_talks_are_imported_twice(new_project: Callable[..., Path], browser: Browser, serve: Callable[[Path], str]) -> None:
    """All of them are on the pages of their days; the second time, nothing changes."""
    folder = in_languages(new_project(DATA / "bells.yml"), "en")
    talks = [
        {
            "guid": f"g{number}",
            "title": f"Talk {number}",
            "date": f"2027-06-0{1 + number // 100}T{9 + number % 100 // 10:02}:{number % 10 * 5:02}:00+02:00",
            "duration": "00:05",
            "persons": [{"guid": f"p{number}", "public_name": f"Person {number}"}],
        }
        for number in range(200)
    ]
    days = [{"date": f"2027-06-0{day + 1}", "rooms": {"Tower": talks[day * 100 : day * 100 + 100]}} for day in range(2)]
    (folder / "schedule.json").write_text(json.dumps({"schedule": {"conference": {"days": days}}}), encoding="utf-8")
    data = folder / "data/session12.yml"
    microsite(folder, "import", "schedule.json", "--yes")
    once = data.read_bytes()
    assert "Nothing changes" in microsite(folder, "import", "schedule.json", "--yes") and data.read_bytes() == once
    page = browser.new_page()
    published(folder, page, serve, "agenda/2027-06-02/")
    assert [title for _, title in rows(page)] == [f"Talk {number}" for number in range(100, 200)]
    page.close()
