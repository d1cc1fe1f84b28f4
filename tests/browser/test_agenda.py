"""Finding one's way in an agenda of six rooms: each question of a participant in at most two clicks or one typed word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Small
from tests.conftest import Built

LIVE = "2027-06-02T12:10:00Z"  # 14:10 in Geneva on the second day
PHONE = {"width": 360, "height": 740}


def test_what_is_on_in_a_room_at_an_hour(visit: Callable, six: Small) -> None:
    """One click: the day. Its table has a column a room and a row a beginning; below 64rem what begins at once stands together."""
    page = visit(six).open("agenda/")
    page.get_by_role("link", name="Wed 2").click()
    page.wait_for_url("**/2027-06-02/")
    column = page.locator(".timetable thead :is(th, td)").all_inner_texts().index("Room B")
    row = page.locator(".timetable tr", has=page.get_by_role("rowheader", name="14:00"))
    assert "Standards in practice 115" in row.locator(":scope > *").nth(column).inner_text()
    page.set_viewport_size(PHONE)
    together = page.locator(".at-once", has_text="Standards in practice 115").locator(".title")
    assert together.count() == 6 and page.locator(".timetable thead").is_hidden()


def test_what_there_is_at_an_hour(visit: Callable, six: Small) -> None:
    """The keynote, alone, is as wide as the table; the six talks at 11:00 stand side by side."""
    page = visit(six).open("agenda/2027-06-01/")
    row = page.locator(".timetable tr", has=page.get_by_role("rowheader", name="11:00"))
    boxes = row.locator("article").evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(({ x, y }) => [x, y])")
    assert len({x for x, _ in boxes}) == 6 and len({y for _, y in boxes}) == 1
    assert page.locator("#keynote-0").evaluate("e => e.closest('td').colSpan") == 6


@pytest.mark.parametrize(
    ("path", "word", "found"),
    [
        ("agenda/2027-06-02/", "castillo", None),
        ("ar/agenda/", "الاختبار", 34),
        pytest.param("fr/agenda/", "métadonnées", 33, marks=pytest.mark.slow),
    ],
)
def test_everything_by_a_speaker_or_about_a_subject(visit: Callable, six: Small, path: str, word: str, found: int | None) -> None:
    """One typed word, on any page of the agenda: the items of all days, and how many they are; the address shows the same again."""
    reader = visit(six)
    page = reader.open(path)
    field = page.get_by_role("searchbox")
    field.fill(word)
    page.locator(".elsewhere article:visible").first.wait_for()
    shown = page.locator(".item:visible")
    assert {word in text.casefold() for text in shown.all_text_contents()} == {True}
    if found is None:
        talks = [
            item
            for _, _, item in six.session.items()
            if any("Castillo" in str(six.session.people[each.person].name) for each in item.people)
        ]
        found = len(talks)
    assert shown.count() == found and str(found) in page.locator(".found").inner_text()
    assert page.locator(".elsewhere > .day > h2:visible").count() == (2 if "2027" in path else 3)
    again = visit(six).open(urlsplit(page.url).path.removeprefix("/conference-microsite/") + "?" + urlsplit(page.url).query)
    again.locator(".elsewhere article:visible").first.wait_for()
    assert again.locator(".item:visible").count() == found and again.get_by_role("searchbox").input_value() == word
    field.fill("qqqq")
    page.locator(".nothing").first.wait_for()
    assert page.locator(".item:visible").count() == 0
    assert reader.wrong == []


def test_a_room_and_what_is_for_all(visit: Callable, six: Small) -> None:
    """With a room chosen its items are left, and quietly what is for all: the keynote and the breaks. The link to another day keeps the choice."""
    page = visit(six).open("agenda/2027-06-01/")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("combobox", name="Room").select_option("Room C")
    page.get_by_role("button", name="Close").click()
    here = page.locator("[data-day-items] .item:visible")
    assert here.count() == 13 + 3 and here.locator("css=.title").first.is_visible()
    assert page.locator("[data-day-items] .item.quiet").evaluate_all("all => all.map(e => e.id)") == ["keynote-0", "coffee-0", "lunch-0"]
    assert page.locator(".days-bar [popovertarget=_choices]").inner_text().split() == ["Filter", "(1)"]
    page.get_by_role("link", name="Thu 3").click()
    page.locator(".found:not(:empty)").wait_for()
    assert page.url.endswith("agenda/2027-06-03/?room=room-c") and "39" in page.locator(".found").inner_text()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url("**/agenda/2027-06-03/")
    assert page.locator(".item:visible").count() == 81


@pytest.mark.parametrize(
    ("language", "now", "room"), [("ar", "الآن", "القاعة B"), pytest.param("en", "Now", "Room B", marks=pytest.mark.slow)]
)
def test_what_is_on_now_and_next_in_each_room(visit: Callable, six: Small, language: str, now: str, room: str) -> None:
    """One click on the page of today."""
    reader = visit(six, now=LIVE)
    page = reader.open(("" if language == "en" else f"{language}/") + "agenda/2027-06-02/")
    assert page.locator(".item.on").count() == 6
    page.get_by_role("button", name=now, exact=True).click()
    rows = page.locator("#_rooms-now tbody tr").all_inner_texts()
    assert len(rows) == 6
    (row,) = [each for each in rows if each.startswith(room)]
    assert "115" in row and "121" in row
    assert violations(page, "#_rooms-now") == []


def test_my_own_agenda_names_what_clashes(visit: Callable, six: Small, tmp_path: Path) -> None:
    """Two stars and one click; kept for the next visit; one calendar file of it, and a link that carries it to another device."""
    reader = visit(six, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("agenda/2027-06-01/")
    for talk in ("talk-12", "talk-13", "talk-30"):
        page.locator(f"#{talk} .star").click()
    assert page.locator("#talk-12 .star").get_attribute("aria-pressed") == "true"
    page.get_by_label("My agenda", exact=True).check()
    page.locator(".found:not(:empty)").wait_for()
    assert page.locator(".found").inner_text() == "Items found: 3 · Clashes: 1"
    clash = page.locator("#talk-12 .clash").inner_text()
    assert clash == f"At the same time as {page.locator('#talk-13 .title').inner_text()}" and page.locator("#talk-30 .clash").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar").click()
    events = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) == 3 and len({str(event["UID"]) for event in events}) == 3
    star = page.locator("#talk-30 .star")
    star.click()
    assert page.get_by_text("Removed from my agenda").is_visible() and star.get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Undo").click()
    assert (
        page.locator(".toast:not(.update)").is_hidden()
        and star.get_attribute("aria-pressed") == "true"
        and star.evaluate("e => e === document.activeElement")
    )
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    page.reload()
    page.locator(".found:not(:empty)").wait_for()
    assert page.locator(".star[aria-pressed=true]:visible").count() == 3
    other = visit(six).open(re.sub(r".*?(?=agenda/)", "", link).replace("06-01", "06-02"))
    days = other.locator(".day > h2:visible").all_inner_texts()  # in order of time, the page's own among them
    assert [day.partition(",")[0] for day in days] == ["Tuesday", "Wednesday", "Thursday"]
    other.get_by_role("button", name="Keep in my agenda").click()
    assert parse_qs(urlsplit(other.url).query, keep_blank_values=True) == {"mine": [""]}
    assert other.locator(".star[aria-pressed=true]:visible").count() == 3


def test_what_has_moved_since_yesterday(visit: Callable, six: Small) -> None:
    """Beside the item, from when; for two days after it is noticed. Nothing on a first visit."""
    reader = visit(six, now="2027-05-30T10:00:00Z")
    page = reader.open("agenda/2027-06-02/")
    assert page.locator(".row > .change").count() == 0

    def moved(route: Route) -> None:
        body = route.fetch().text()
        begin = body.index('id="talk-115"')
        route.fulfill(body=body[:begin] + body[begin:].replace("T14:00:00+02:00", "T13:30:00+02:00", 1), content_type="text/html")

    page.route("**/agenda/2027-06-02/", moved)
    reader.at("2027-05-31T10:00:00Z")
    page = reader.open("agenda/2027-06-02/")
    assert page.locator(".row > .change").all_inner_texts() == ["Moved from 14:00"]
    reader.at("2027-06-01T09:00:00Z")
    assert reader.open("agenda/2027-06-02/").locator("#talk-115 .change").count() == 1
    reader.at("2027-06-03T11:00:00Z")
    assert reader.open("agenda/2027-06-02/").locator(".row > .change").count() == 0


def test_the_recording_of_a_talk(visit: Callable, six: Small) -> None:
    """A typed word and a click: on the talk's own page."""
    page = visit(six, now="2027-06-20T10:00:00Z").open("fr/agenda/")
    page.get_by_role("searchbox").fill("consentement 5")
    page.get_by_role("link", name="Consentement en pratique 5", exact=True).click()
    page.wait_for_url("**/fr/agenda/talk-5/")
    assert page.get_by_role("link", name="Enregistrement").get_attribute("href") == "https://media.example.org/fr/5"


def test_a_day_that_cannot_be_loaded_is_said(visit: Callable, six: Small) -> None:
    """What is there is chosen from all the same, and the day is asked for again with the next choice."""
    page = visit(six).open("agenda/2027-06-01/")
    page.route("**/agenda/2027-06-03/", lambda route: route.abort())
    field = page.get_by_role("searchbox")
    field.fill("tests")  # as the search finds Testing
    page.locator(".found", has_text="Some days could not be loaded.").wait_for()
    assert page.locator(".elsewhere > .day:visible").count() == 1 and page.locator("[data-day-items] .item:visible").count() > 5
    page.unroute("**/agenda/2027-06-03/")
    field.fill("archives")
    page.locator(".elsewhere > .day:visible").nth(1).wait_for()
    assert page.get_by_text("Some days could not be loaded.").count() == 0


def test_the_readers_own_time_is_everywhere(visit: Callable, six: Small) -> None:
    """In the column of hours, and on other days that were fetched; the Now panel is on today's page alone."""
    reader = visit(six, now=LIVE, zone="Asia/Tokyo")
    reader.page.add_init_script("localStorage.setItem('clock', 'mine')")
    page = reader.open("agenda/2027-06-01/")
    assert page.locator(".timetable tbody th").first.inner_text() == "16:00"  # 9:00 in Geneva
    page.get_by_role("searchbox").fill("keynote")
    page.locator(".elsewhere .item:visible").first.wait_for()
    assert page.locator(".item:visible .time").all_inner_texts() == ["16:00–16:45"] * 3
    assert page.locator("[data-rooms]").is_hidden()
    page.get_by_role("link", name="Now").click()
    page.wait_for_url("**/agenda/2027-06-02/")
    assert page.locator("[data-rooms]").is_visible()


def test_nothing_is_lost_where_storage_is_forbidden(visit: Callable, six: Small) -> None:
    """Stars hold for as long as the page is open; the address keeps its choice in another language; a plan on the page of all days."""
    reader = visit(six)
    reader.page.add_init_script("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('forbidden') }")
    page = reader.open("agenda/2027-06-01/?room=room-c")
    page.locator("#talk-14 .star").click()
    assert page.locator("#talk-14 .star").get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="fr", exact=True).click()
    page.wait_for_url("**/fr/agenda/2027-06-01/?room=room-c*")
    page = reader.open("agenda/?plan=talk-12,talk-13,talk-90")
    page.locator(".found:not(:empty)").wait_for()
    assert page.locator(".item:visible").count() == 3 and page.locator(".clash:visible").count() == 2
    assert page.locator("[data-in-brief]:visible").count() == 0
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids)) and reader.wrong == []


HAVING = """async ([path, query]) => {
  const { having } = await import(path);
  window.texts ??= ["Testing in <b>practice</b>", "<span lang=fr>Les œuvres d’art</span>", "合成媒体的档案", "Ada <i>Abara</i>"].map((text) => {
    return Object.assign(document.createElement("p"), { innerHTML: text });
  });
  const found = await having(query, texts, (text) => (text.querySelector("i") ? [text.firstChild, text.lastChild] : [text]));
  return found && texts.flatMap((text, place) => (found.has(text) ? [place] : []));
}"""


def test_what_narrows_goes_by_the_rules_of_the_search(visit: Callable, full: Built) -> None:
    """Other forms of a word in its language, its beginning, rows of signs; all words that are typed, in one part; a first letter leaves all."""
    page = visit(full).open("")
    expected = {
        "tests": [0],
        "prac": [0],
        "practices tested": [0],
        "practice art": [],
        "oeuvre": [1],
        "媒体": [2],
        "abara": [3],
        "ada abara": [],
        "t": None,
        "testing p": [0],
    }
    found = {query: page.evaluate(HAVING, ["/conference-microsite/assets/narrow.js", query]) for query in expected}
    assert found == expected


def test_somebody_among_many_people(visit: Callable, six: Small) -> None:
    """A typed word: a name, an organization or a subject. The number is said, the address shows the same again, and paper has all."""
    reader = visit(six, bypass_csp=True)
    page = reader.open("people/?words=metadata%20castillo")
    status = page.get_by_role("status").filter(has_text="Results")
    status.wait_for()
    shown = page.locator(".profile:visible")
    castillo = {"Castillo" in text and "Metadata" in text for text in shown.all_inner_texts()}
    assert castillo == {True} and status.inner_text() == f"Results: {shown.count()}"
    before = status.inner_text()
    page.get_by_role("searchbox").fill("institute 36")
    expect(status).not_to_have_text(before)
    assert {"Institute" in text and "36" in text for text in shown.all_inner_texts()} == {True}
    assert page.url.endswith("people/?words=institute+36") and violations(page) == []
    page.emulate_media(media="print")
    assert shown.count() == 180 and reader.wrong == []


def test_where_a_room_is_and_how_to_get_there_without_steps(visit: Callable, six: Small) -> None:
    """One click on its name."""
    page = visit(six).open("agenda/2027-06-01/")
    page.get_by_role("link", name="Room C").first.click()
    assert page.url.endswith("practical/#room.room-c") and "Without steps by lift C" in page.locator("[id='room.room-c']").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_addresses_lead_to_the_item(visit: Callable, six: Small, scripts: bool) -> None:
    """As on an agenda of one page, though it has a page of its own now; without scripts to a link to it, which is opened."""
    page = visit(six, java_script_enabled=scripts).page
    page.goto(visit(six).base + "agenda/#talk-115")
    if scripts:
        page.wait_for_url("**/agenda/talk-115/")
        assert "Standards in practice 115" in page.locator("h1").inner_text()
    else:
        assert page.locator("#talk-115 a").is_visible() and page.locator("#talk-116 a").is_visible()


def test_addresses_lead_to_items_that_are_not_listed(visit: Callable, six: Small) -> None:
    """Where there are too many to list them by their titles: each has its place all the same."""
    page = visit(six).page

    def without_titles(route: Route) -> None:
        body = re.sub(r'<li id="(talk-\d+)">.*?</li>', r'<li><span id="\1"></span></li>', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    page.route("**/agenda/", without_titles)
    page.goto(visit(six).base + "agenda/#talk-115")
    page.wait_for_url("**/agenda/talk-115/")


GONE = {
    "agenda/panel-rights/": "agenda/#panel-rights",
    "ar/agenda/2026-03-11/": "ar/agenda/#day-2026-03-11",
    "agenda/2026-03-10/#returns": "agenda/#returns",
}


def test_addresses_of_pages_that_are_gone_lead_to_the_agenda(visit: Callable, full: Built) -> None:
    """Of a day or an item that had a page of its own: to its place on the one page, opened."""
    reader = visit(full)
    for old, now in GONE.items():
        reader.page.goto(reader.base + old)
        reader.page.wait_for_url(reader.base + now)
        place = now.partition("/#")[2]
        assert place.startswith("day") or reader.page.locator(f"#{place} .body").is_visible()


def test_an_item_has_a_page(visit: Callable, six: Small) -> None:
    """With what is before and after it in its room, what is at the same time, and its place in the language menu."""
    reader = visit(six)
    page = reader.open("agenda/talk-115/")
    around = page.get_by_role("navigation", name="In the same room").get_by_role("link").all_inner_texts()
    assert [re.sub(r"\D", "", each) for each in around] == ["109", "121"]
    beside = page.get_by_role("navigation", name="At the same time").get_by_role("link").all_inner_texts()
    assert [re.sub(r"\D", "", each) for each in beside] == ["114", "116", "117", "118", "119"]
    page.get_by_role("button", name=re.compile("Keep")).click()
    assert page.evaluate("Object.values(localStorage)").count('["talk-115"]') == 1
    page.get_by_role("link", name="ar", exact=True).click()
    assert page.url.endswith("ar/agenda/talk-115/") and "المعايير 115" in page.locator("h1").inner_text()
    assert reader.wrong == [] and violations(page) == []


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.slow)])
def test_the_large_agenda_is_without_barriers(visit: Callable, six: Small, language: str) -> None:
    """As a table, as a list, with a choice made and the lists for it open."""
    page = visit(six, now=LIVE, bypass_csp=True).open(("" if language == "en" else f"{language}/") + "agenda/2027-06-02/?room=room-b")
    page.locator(".found:not(:empty)").wait_for()
    page.locator("[data-other-days]").evaluate("e => e.remove()")
    assert violations(page) == []
    page.locator(".days-bar [popovertarget=_choices]").click()
    assert violations(page, "#_choices") == []


def test_rows_are_many_on_a_screen(visit: Callable, six: Small) -> None:
    """Twelve or more in a list at 1280 by 800, seven on a phone; a day of 81 items is shorter than ten screens as a table."""
    page = visit(six, height=800).open("agenda/2027-06-01/")
    assert page.evaluate("document.documentElement.scrollHeight") < 8000
    page.get_by_label("List").check()
    count = (
        "all => all.filter(e => { const r = e.getBoundingClientRect(); return r.height && r.top >= 48 && r.bottom <= innerHeight }).length"
    )
    for width, height, least in ((1280, 800, 12), (360, 740, 7)):
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#talk-12").evaluate("e => e.scrollIntoView()")
        assert page.locator(".item").evaluate_all(count) >= least, width
