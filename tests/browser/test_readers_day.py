"""Today, tomorrow and dates are those of the reader's own calendar, wherever the session is held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import plain

KATHMANDU = """number: 1
title: {en: Tides, zh: 潮汐, ar: المد}
organizer: {name: Harbour Institute}
dates: {start: 2027-02-13, end: 2027-02-14}
hours: {start: 12:00, end: 16:30}
zone: Asia/Kathmandu
format: online
webcast: {live: true, url: https://example.org/}
"""
CHIPS = [
    ("America/Los_Angeles", "2027-02-12T17:00:00Z", "Begins in 13 hours"),  # 09:00; it begins at 22:15 of the same evening
    ("America/Los_Angeles", "2027-02-12T07:59:00Z", "Begins tomorrow"),  # 23:59 of the day before
    ("America/Chicago", "2027-02-13T05:50:00Z", "Begins in 25 minutes"),  # 23:50; it begins a quarter of an hour after midnight
    ("Asia/Kathmandu", "2027-02-12T17:00:00Z", "Begins tomorrow"),
    ("Asia/Shanghai", "2027-02-12T16:00:00Z", "Begins in 14 hours"),  # at midnight “tomorrow” is over
    ("Asia/Kathmandu", "2027-02-13T11:00:00Z", "Resumes tomorrow"),
    ("America/Los_Angeles", "2027-02-13T11:00:00Z", "Resumes in 19 hours"),  # 03:00; it resumes at 22:15 of the same day
    ("Pacific/Auckland", "2027-02-13T11:00:00Z", "Resumes in 19 hours"),  # 00:00 of the 14th; it resumes at 19:15 of that day
]


@pytest.mark.parametrize(("zone", "now", "chip"), CHIPS, ids=[f"{zone} {now}" for zone, now, _ in CHIPS])
def test_today_and_tomorrow_are_the_readers(visit: Callable, small: Callable, zone: str, now: str, chip: str) -> None:
    """The chip counts days from the reader's midnight to the reader's midnight, and hours within one, or where it is less than six."""
    page = visit(small(KATHMANDU), zone=zone, now=now).open("")
    assert plain(page.locator('[data-chip="session"]').inner_text()) == chip


DATES_ONLY = "number: 1\ntitle: Tides\norganizer: {name: Harbour Institute}\ndates: {start: 2027-02-13, end: 2027-02-14}\n"
DAYS = [
    ("", "Pacific/Honolulu", "2027-02-13T08:00:00Z", "Begins tomorrow"),  # 22:00 of the 12th in Honolulu
    ("", "Pacific/Honolulu", "2027-02-13T11:00:00Z", "Today"),
    ("", "Pacific/Kiritimati", "2027-02-12T11:00:00Z", "Today"),  # 01:00 of the 13th
    ("zone: Asia/Kathmandu\n", "Pacific/Honolulu", "2027-02-13T08:00:00Z", "Begins tomorrow"),
    ("", "Pacific/Honolulu", "2027-02-15T09:59:00Z", "Today"),  # one minute before midnight of the last day
    ("", "Pacific/Honolulu", "2027-02-15T10:00:00Z", "This session has ended"),
]


@pytest.mark.parametrize(("more", "zone", "now", "chip"), DAYS, ids=[f"{zone} {now} {bool(more)}" for more, zone, now, _ in DAYS])
def test_dates_without_hours_are_days_of_the_readers_calendar(
    visit: Callable, small: Callable, more: str, zone: str, now: str, chip: str
) -> None:
    """Where no hours are known, the session begins at the reader's midnight and ends at it, with a zone in the data or without."""
    page = visit(small(DATES_ONLY + more), zone=zone, now=now).open("")
    assert plain(page.locator('[data-chip="session"]').inner_text()) == chip


def test_a_start_that_has_passed_is_not_said(visit: Callable, small: Callable) -> None:
    """The start in the reader's time is there before the session only, and only for those whose clock differs."""
    site = small(KATHMANDU)
    reader = visit(site, zone="America/Los_Angeles", now="2027-02-12T17:00:00Z")
    start = reader.open("webcast/").locator("[data-reader-start]")
    assert plain(start.inner_text()) == "Starts for you: Friday, 12 February 2027, 22:15"
    reader.at("2027-02-13T06:15:00Z")
    assert not start.is_visible()


@pytest.mark.parametrize(("zone", "offered"), [("Asia/Kathmandu", False), ("Asia/Kolkata", True)])
def test_at_the_venue_nothing_is_said_twice(visit: Callable, small: Callable, zone: str, offered: bool) -> None:
    """A reader whose clock is the venue's is offered no other times, and the start is not repeated as theirs."""
    page = visit(small(KATHMANDU), zone=zone, now="2027-02-01T00:00:00Z").open("webcast/")
    assert (page.locator("[data-reader-start]").is_visible(), page.locator(".time-switch").is_visible()) == (offered, offered)


OTHER_DAYS = [
    ("en", "22:15–02:45 (12–13 Feb)", "12 February 2027"),
    ("zh", "22:15–02:45（2月12日至13日）", "2027年2月12日"),
    ("ar", "22:15–02:45 (12–13 فبراير)", "12 فبراير 2027"),
]


@pytest.mark.parametrize(("language", "hours", "day"), OTHER_DAYS)
def test_a_date_of_the_readers_own_is_written_as_the_venues_are(
    visit: Callable, small: Callable, language: str, hours: str, day: str
) -> None:
    """Beside times and in the box of what comes first, by the rules of the page's language and not the browser's (10/28)."""
    agenda = (
        "agenda: {days: [{date: 2027-02-13, sittings: [{id: s, start: 12:00, end: 16:30, items: [{id: a, kind: "
        "panel, title: Ebb, start: 12:00}]}]}]}\n"
    )
    reader = visit(
        small(KATHMANDU.replace("end: 2027-02-14", "end: 2027-02-13") + agenda, ("en", "zh", "ar")),
        zone="America/Los_Angeles",
        now="2027-02-01T00:00:00Z",
    )
    reader.page.add_init_script("localStorage.setItem('clock', 'mine')")
    page = reader.open("" if language == "en" else f"{language}/")
    assert " ".join(plain(page.locator(".hours .times").inner_text()).split()).replace(" （", "（") == hours
    assert day in plain(page.locator("[data-now]").inner_text())


def test_points_are_taken_up_at_the_readers_hours(visit: Callable, small: Callable) -> None:
    """With the date where it is another one; and what scripts do after that is done too."""
    agenda = (
        "points: [{id: p, number: 1, title: Ebb}]\nagenda: {days: [{date: 2027-02-13, sittings: [{id: s, start: 12:00, end: 16:30, items: [{id: a, "
        "kind: panel, points: [p], start: 12:00, end: 13:00}, {id: b, kind: panel, points: [p], start: 15:00, end: 16:00}]}]}]}\n"
    )
    reader = visit(small(KATHMANDU + agenda), zone="America/Los_Angeles", now="2027-02-01T00:00:00Z")
    page = reader.open("points/")
    page.get_by_text("my time zone").click()
    assert [" ".join(plain(each).split()) for each in page.locator(".taken-up .times").all_inner_texts()] == [
        "22:15–23:15 (12 Feb)",
        "01:15–02:15",
    ]
    page.reload()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("dialog").get_by_role("searchbox").wait_for()


def test_a_deadline_without_an_hour_says_whose_midnight(visit: Callable, small: Callable) -> None:
    """Beside the deadline, and once below a list of them, in the zone that holds on that day: summer time in April, winter time in
    March."""
    text = (
        DATES_ONLY.replace("2027-02", "2027-05")
        + "zone: Europe/Zurich\ncalls: [{id: a, title: A, deadline: 2027-03-01}, {id: b, title: B, deadline: 2027-04-30}]\n"
    )
    reader = visit(small(text), now="2027-02-01T00:00:00Z")
    page = reader.open("take-part/")
    assert page.locator("#a .midnight").inner_text() == "until the end of the day, Central European Standard Time (UTC+01:00)"
    assert page.locator("#b .midnight").inner_text() == "until the end of the day, Central European Summer Time (UTC+02:00)"
    assert plain(reader.open("").locator(".midnight").inner_text()) == (
        "Where no time is given, the deadline is the end of the day, Central European Standard Time "
        "(UTC+01:00); Central European Summer Time (UTC+02:00)."
    )
