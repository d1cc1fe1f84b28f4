"""Venue time in the page, and the reader's own at a switch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Built, plain

ZONES = [
    ("Asia/Tokyo", "18:00–02:00 (28–29 Oct)", "Japan Standard Time"),
    ("America/Los_Angeles", "02:00–10:00", "Pacific Daylight Time"),
    ("Pacific/Apia", "22:00–06:00 (28–29 Oct)", "Samoa Standard Time"),
    ("Asia/Kathmandu", "14:45–22:45", "Nepal Time"),
    ("America/Sao_Paulo", "06:00–14:00", "Brasilia Standard Time"),
    ("Europe/London", "09:00–17:00", "Greenwich Mean Time"),
]
IN_MAKE_FUZZ = ("America/Los_Angeles", "Asia/Kathmandu", "America/Sao_Paulo")
"""The others have another date, or clocks that change before the session."""


@pytest.mark.parametrize(
    ("zone", "times", "name"),
    [pytest.param(*each, id=each[0], marks=pytest.mark.slow if each[0] in IN_MAKE_FUZZ else ()) for each in ZONES],
)
def test_my_time(visit: Callable, twelfth: Built, zone: str, times: str, name: str) -> None:
    """10:00 to 18:00 in Geneva as a reader elsewhere has it, with the date where it differs. In London and Geneva clocks
    change between now and the session: what counts is the session's day."""
    page = visit(twelfth, zone=zone, now="2025-09-28T10:00:00Z").open("")
    hours = page.locator(".hours .times")
    assert hours.inner_text() == "10:00–18:00"
    page.get_by_label("my time zone").check()
    assert " ".join(hours.inner_text().split()) == times
    assert page.locator(".hours .zone").inner_text() == name
    page.get_by_label("the session’s time zone").check()
    assert hours.inner_text() == "10:00–18:00"
    assert page.locator(".hours .zone").inner_text() == "Central European Standard Time (UTC+01:00)"


def test_the_choice_holds_for_all_pages(visit: Callable, full: Built) -> None:
    """Chosen once on the agenda, it is remembered on the next page and in the next language."""
    reader = visit(full, zone="America/Los_Angeles", now="2026-02-01T00:00:00Z")
    page = reader.open("agenda/")
    page.get_by_label("my time zone").check()
    assert page.locator("#opening .time").inner_text().split() == ["20:45–21:15", "(9", "Mar)"]
    page = reader.open("ar/agenda/")
    assert page.locator('input[value="mine"]').is_checked()
    assert "20:45" in page.locator("#opening .time").inner_text()
    page = reader.open("ar/webcast/")
    assert "20:45" in page.locator(".on-day").first.inner_text()


def test_deadlines_with_an_hour_switch_too(visit: Callable, full: Built) -> None:
    """15 February, 17:00 in Kathmandu is the morning of that day in New York; the zone beside it changes with it."""
    page = visit(full, zone="America/New_York", now="2026-01-20T00:00:00Z").open("take-part/")
    call = page.locator("#recordings .by")
    assert "15 February 2026, 17:00" in plain(call.inner_text()) and "Nepal Time (UTC+05:45)" in plain(call.inner_text())
    page.get_by_label("my time zone").check()
    assert "15 February 2026, 06:15" in plain(call.inner_text()) and "Eastern Standard Time" in plain(call.inner_text())
    page.get_by_label("the session’s time zone").check()
    assert "15 February 2026, 17:00" in plain(call.inner_text()) and "Nepal Time (UTC+05:45)" in plain(call.inner_text())


def test_a_reader_whose_clocks_change_during_the_session(visit: Callable, full: Built) -> None:
    """From 8 March 2026 Los Angeles has summer time: the agenda of 10 March counts with it though it is still winter now."""
    page = visit(full, zone="America/Los_Angeles", now="2026-03-01T00:00:00Z").open("agenda/")
    page.get_by_label("my time zone").check()
    assert page.locator("#opening time").first.inner_text() == "20:45"


def test_the_webcast_begins_in_the_readers_time(visit: Callable, twelfth: Built) -> None:
    """The webcast's page says when that is for the reader, and how far away it is."""
    reader = visit(twelfth, zone="Asia/Tokyo")
    page = reader.open("webcast/")
    assert plain(page.locator("[data-reader-start]").inner_text()) == "Starts for you: Tuesday, 28 October 2025, 18:00"
    assert plain(page.locator('[data-chip="webcast"]').inner_text()) == "Begins in 30 days"
    reader.at("2025-11-20T00:00:00Z")
    assert plain(page.locator('[data-chip="webcast"]').inner_text()) == "This session has ended"


STARTS = [
    ("America/Los_Angeles", "", "Starts for you: Monday, 9 March 2026, 20:45"),
    ("Pacific/Kiritimati", "zh/", "您当地的开始时间：2026年3月10日星期二 17:45"),
    ("Pacific/Honolulu", "ar/", "تبدأ بتوقيتكم المحلي: الاثنين، 9 مارس 2026، الساعة 17:45"),
]


@pytest.mark.parametrize(("zone", "language", "words"), STARTS, ids=[zone for zone, *_ in STARTS])
def test_the_webcast_begins_on_the_readers_date(visit: Callable, full: Built, zone: str, language: str, words: str) -> None:
    """09:30 in Kathmandu is the day before in America, with the weekday and the words of the page's language."""
    page = visit(full, zone=zone, now="2026-02-01T00:00:00Z").open(f"{language}webcast/")
    assert plain(page.locator("[data-reader-start]").inner_text()) == words


def test_copy_tells_that_it_worked(visit: Callable, full: Built) -> None:
    """The public code and the address of the contact are copied, and a screen reader hears it."""
    reader = visit(full, permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("take-part/")
    page.get_by_role("button", name="Copy LANTERN-2026").click()
    page.locator('#onsite [role="status"]', has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "LANTERN-2026"


def test_rooms_and_tracks_filter(visit: Callable, full: Built, twelfth: Built) -> None:
    """With several in the data there is a filter; with one, or none, there is not."""
    page = visit(full).open("agenda/")
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Track").select_option("Law")
    assert page.locator("#lending").is_visible() and page.locator("#tools").is_hidden() and page.locator("#opening").is_visible()
    page.get_by_label("Track").select_option("Any")
    assert page.locator("#tools").is_visible()
    assert visit(twelfth).open("agenda/").locator("[data-finder], .days-bar").count() == 0


def test_on_paper(visit: Callable, full: Built) -> None:
    """On A4: no navigation, no buttons, the addresses of links in words, and one click to get there."""
    reader = visit(full)
    page = reader.open("agenda/")
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print the agenda").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    assert page.locator("nav:visible, .tools:visible, .time-switch:visible, .filter:visible").count() == 0
    assert "https://" in page.locator('.documents a[href^="https"]').first.evaluate("e => getComputedStyle(e, '::after').content")
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        ("{start: 2027-10-30, end: 2027-11-01}", ["2027年10月30日至", "11月1日"]),
        ("{start: 2027-12-30, end: 2028-01-02}", ["2027年12月30日至", "2028年1月2日"]),
    ],
)
def test_chinese_days_in_large_type_break_between_days(visit: Callable, small: Callable, days: str, lines: list[str]) -> None:
    """On a phone a line ended between a number and its 日, where Chinese and Japanese lines may end."""
    text = f"title: 纸\norganizer: {{name: 纸史学会}}\nsource_language: zh\ndates: {days}\n"
    page = visit(small(text, ("en", "zh")), width=320).open("zh/")
    # The words of each line, by where their letters stand:
    seen = page.evaluate("""() => {
      const rows = new Map(), range = document.createRange();
      const texts = document.createTreeWalker(document.querySelector(".date time"), NodeFilter.SHOW_TEXT);
      while (texts.nextNode())
        for (let place = 0; place < texts.currentNode.length; place++) {
          range.setStart(texts.currentNode, place); range.setEnd(texts.currentNode, place + 1);
          const top = Math.round(range.getBoundingClientRect().top / 8);
          rows.set(top, (rows.get(top) ?? "") + texts.currentNode.data[place]);
        }
      return [...rows.values()];
    }""")
    assert seen == lines
