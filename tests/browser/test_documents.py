"""What a delegate looks for in an assembly of five bodies, 40 points and 120 documents, in at most two clicks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest

from microsite.source.loading import load
from tests import assembly
from tests.browser.axe import violations
from tests.browser.conftest import Small
from tests.conftest import Built, once
from tests.rendering import rendered

BEFORE, AFTER = "2027-06-30T10:00:00Z", "2027-07-20T10:00:00Z"


@pytest.fixture(scope="module")
def gathering(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The assembly, made once."""
    file = tmp_path_factory.mktemp("assembly") / "session.yml"
    file.write_text(assembly.text(), encoding="utf-8")
    session = load(file).session
    return Small(once(tmp_path_factory, "assembly", lambda folder: rendered(session, assembly.LANGUAGES).write(folder)), session)


def test_the_document_with_a_symbol_in_spanish(visit: Callable, gathering: Small) -> None:
    """One click: the table; one typed symbol. The page's own language comes first, and the address shows the same again."""
    reader = visit(gathering, now=BEFORE)
    page = reader.open("es/")
    page.locator("#_pages").get_by_role("link", name="Documents").click()
    page.get_by_role("searchbox").first.fill("a/66/9b/2")
    rows = page.locator(".library tbody tr:visible")
    page.get_by_text("Documentos encontrados: 1").wait_for()
    assert rows.count() == 1 and page.get_by_role("status").first.inner_text() == "Documentos encontrados: 1"
    links = rows.locator(".files a")
    assert links.all_inner_texts()[0] == "Español" and links.first.get_attribute("href").endswith("a-66-9b-2-es.pdf")
    page.reload()
    page.get_by_text("Documentos encontrados: 1").wait_for()
    assert rows.count() == 1
    page.get_by_role("searchbox").first.fill("")
    page.get_by_role("combobox", name="Idioma").select_option("zh")
    with_chinese = [each for each in rows.locator(".files").all_inner_texts() if "中文" in each]
    assert 0 < rows.count() == len(with_chinese) < 120
    assert reader.wrong == [] and violations(page) == []


def test_when_a_point_is_taken_up(visit: Callable, gathering: Small) -> None:
    """One click: each point says when and in which room, over several days; a click leads to the item."""
    page = visit(gathering, now=BEFORE).open("ar/")
    page.locator("#_pages").get_by_role("link", name="Points").click()
    page.wait_for_url("**/ar/points/")
    taken_up = page.locator("#point-9b .taken-up li")
    assert taken_up.count() == 4 and "Hall A" in taken_up.first.inner_text()
    taken_up.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/ar/agenda/#item-0-pm-2$"))
    assert page.locator("#item-0-pm-2").get_by_role("link", name="9(b)").get_attribute("href").endswith("points/#point-9b")


def test_the_statement_of_a_group(visit: Callable, gathering: Small) -> None:
    """One typed word in the table, or two clicks by its point."""
    page = visit(gathering, now=BEFORE, width=360, height=740).open("documents/")
    page.get_by_role("searchbox").first.fill("african")
    page.get_by_text("Documents found: 1").wait_for()
    row = page.locator(".library tbody tr:visible")
    assert row.count() == 1 and "on behalf of African Group" in row.inner_text()
    assert row.get_by_role("link", name="open the file").get_attribute("href") == "https://files.example.org/statement-0.pdf"
    page.goto(page.url.split("documents/")[0] + "points/")
    page.locator("#point-1").get_by_role("link", name="Delegation 0 (African Group)").click()
    assert page.locator("tr:target").get_attribute("id") == "statement-0"


def test_the_search_finds_points_and_documents(visit: Callable, gathering: Small) -> None:
    """A symbol leads to its line of the table, a number to its point."""
    page = visit(gathering, now=BEFORE).open("")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("A/66/9B/2")
    page.locator(".results a").first.wait_for()
    assert page.locator(".results a").first.get_attribute("href").endswith("#a-66-9b-2")


def test_columns_sort_and_say_so(visit: Callable, gathering: Small) -> None:
    """By symbol as people count, by date, and back; what has nothing in a column comes last."""
    page = visit(gathering, now=BEFORE).open("documents/")
    symbols = "all => all.map(e => e.dataset.symbol)"
    page.get_by_role("button", name="Symbol").click()
    found = page.locator(".library tbody [data-symbol]").evaluate_all(symbols)
    assert found[:4] == ["A/66/1A/1", "A/66/1A/2", "A/66/1A/3", "A/66/1B/1"] and found[-1] == ""
    assert page.locator("th[aria-sort]").all_inner_texts() == ["Symbol ↑"] or page.locator("th[aria-sort=ascending]").count() == 1
    page.get_by_role("button", name="Symbol").click()
    assert page.locator(".library tbody [data-symbol]").evaluate_all(symbols)[0].startswith("A/66/20/")


def test_a_list_is_sorted_by_a_choice(visit: Callable, gathering: Small) -> None:
    """On a narrow screen, where the table has no heads; a wide one has those, and not the choice."""
    reader = visit(gathering, now=BEFORE, width=360, height=740)
    page = reader.open("documents/")
    as_listed = page.locator(".library tbody").inner_text()
    page.get_by_label("Sort by").select_option("Symbol")
    found = page.locator(".library tbody [data-symbol]").evaluate_all("all => all.map(e => e.dataset.symbol)")
    assert found[:2] == ["A/66/1A/1", "A/66/1A/2"] and found[-1] == "" and page.locator(".library tbody tr:visible").count() == len(found)
    page.get_by_label("Sort by").select_option("Title")
    titles = page.locator(".library tbody [data-result-title]").all_inner_texts()
    assert titles[0] == min(titles) and "?" not in page.url
    page.get_by_label("Sort by").select_option("Sort by")
    assert page.locator(".library tbody").inner_text() == as_listed
    page.get_by_label("Sort by").select_option("Title")
    page.set_viewport_size({"width": 1024, "height": 740})
    assert not page.get_by_label("Sort by").is_visible() and page.locator("th[aria-sort=ascending]").inner_text() == "Title"


def test_the_list_for_machines_has_what_the_page_has(visit: Callable, gathering: Small) -> None:
    """A row for each document and language, with absolute addresses."""
    reader = visit(gathering, now=BEFORE)
    page = reader.open("es/documents/")
    address = page.get_by_role("link", name="lista completa (CSV)").get_attribute("href")
    content = urlopen(reader.base + f"es/documents/{address}").read()  # noqa: S310 - our own server
    rows = [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    assert len({row["title"] for row in rows}) == page.locator(".library tbody tr").count()
    assert {row["address"] for row in rows if row["symbol"] == "A/66/9B/2"} == {
        f"https://files.example.org/a-66-9b-2-{language}.pdf" for language in assembly.OFFICIAL
    }


def test_what_came_of_it_is_shown_afterwards(visit: Callable, gathering: Small) -> None:
    """Neither the outcome nor a decision before the end; without scripts both, since the data has them."""
    before, after = (visit(gathering, now=now) for now in (BEFORE, AFTER))
    for path, word in (("", "The budget was adopted."), ("points/", "It was taken note of.")):
        assert before.open(path).get_by_text(word).first.is_hidden()
        assert after.open(path).get_by_text(word).first.is_visible()
        assert visit(gathering, java_script_enabled=False).open(path).get_by_text(word).first.is_visible()


def test_a_kind_of_what_is_not_there_yet_is_not_offered(visit: Callable, full: Built) -> None:
    """The report of a session that is still on would be looked for in vain."""
    reader = visit(full, now="2026-03-10T06:00:00Z")
    kinds = reader.open("documents/").locator("[name=kind] option:not([disabled])")
    assert kinds.all_text_contents() == ["Any kind", "Information document", "Slides", "Statement"]
    reader.at("2026-04-01T06:00:00Z")
    reader.page.locator("[name=kind]").focus()
    assert kinds.all_text_contents() == ["Any kind", "Information document", "Slides", "Statement", "Report", "Songbook"]


def test_the_order_of_a_day_is_one_sheet(visit: Callable, gathering: Small) -> None:
    """With hours, body, points and symbols, on a page of A4; a day off has none."""
    page = visit(gathering, now=BEFORE).open("agenda/")
    assert page.get_by_role("link", name="Order of the day").count() == 4
    page.get_by_role("link", name="Order of the day").first.click()
    shown = page.locator(".order").inner_text()
    assert "General Assembly" in shown and "9(b)" in shown and "A/66/9B/3" in shown and "10:00" in shown
    assert shown.count("9(b)") == 1
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Full agenda").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="A/66/9B/3").click()
    page.wait_for_url("**/documents/#*")
    assert "A/66/9B/3" in page.locator("tr:target").inner_text()
    page.go_back()
    page.get_by_role("link", name="Full agenda").click()
    page.wait_for_url("**/agenda/#day-2027-07-08")
