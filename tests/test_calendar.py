"""Calendar files, read back by a real parser."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from icalendar import Calendar

from tests.conftest import LANGUAGES, Built
from tests.test_site import prefix


def read(site: Built, language: str, name: str) -> list:
    calendar = Calendar.from_ical((site.folder / prefix(language) / "calendar" / f"{name}.ics").read_bytes())
    return [component for component in calendar.walk("VEVENT")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_session_has_its_two_days(twelfth: Built, language: str) -> None:
    """10:00 to 18:00 in Geneva's zone, with place and title in the language of the page."""
    events = read(twelfth, language, "session")
    zone = zoneinfo.ZoneInfo("Europe/Zurich")
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        (dt.datetime(2025, 10, day, 10, tzinfo=zone), dt.datetime(2025, 10, day, 18, tzinfo=zone)) for day in (28, 29)
    ]
    assert {str(event["SUMMARY"]) for event in events} == {twelfth.session.title.root[language]}
    assert twelfth.session.venue.city.root[language] in str(events[0]["LOCATION"])
    assert len({str(event["UID"]) for event in events}) == 2


def test_the_zone_is_in_the_file(twelfth: Built) -> None:
    """A calendar that does not know Europe/Zurich finds its rules in the file; lines end as RFC 5545 wants."""
    content = (twelfth.folder / "calendar" / "session.ics").read_bytes()
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich\r\n" in content
    assert b"DTSTART;TZID=Europe/Zurich:20251028T100000\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_deadlines_are_whole_days_that_block_no_time(twelfth: Built) -> None:
    """10 October, as a day, without being busy."""
    (event,) = read(twelfth, "fr", "by-representatives")
    assert (event["DTSTART"].dt, event["DTEND"].dt, str(event["TRANSP"])) == (dt.date(2025, 10, 10), dt.date(2025, 10, 11), "TRANSPARENT")
    assert str(event["SUMMARY"]) == twelfth.session.calls[0].title.root["fr"]


def test_every_item_and_every_link_has_its_file(full: Built) -> None:
    """Each item that takes place has a file with its own hours; cancelled ones and breaks have none; each link on the pages leads to one."""
    folder = full.folder / "calendar"
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ics")}
    items = {item.id: (day, item) for day, sitting, item in full.session.items() if day and item.start and not item.cancelled and item.kind != "break"}
    days = {f"day-{date}" for date in full.session.dates.days()}
    assert files == {f"items/{name}" for name in items} | days | {"session"} | {f"by-{call.id}" for call in full.session.calls}
    (event,) = read(full, "en", "items/panel-voices")
    day, item = items["panel-voices"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (full.session.instant(day.date, item.start), full.session.instant(day.date, item.end))
    assert str(event["URL"]) == "https://example.github.io/conference-microsite/agenda/#panel-voices"


def test_names_of_entries_are_stable_and_apart(full: Built) -> None:
    """The same entry has the same UID in every file of a language, so that taking it up twice gives one."""
    session = {event["DTSTART"].dt: str(event["UID"]) for event in read(full, "en", "session")}
    for date in full.session.dates.days():
        (event,) = read(full, "en", f"day-{date}")
        assert session[event["DTSTART"].dt] == str(event["UID"])
    folder = full.folder / "calendar"
    names = [path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ics") if path.stem != "session"]
    everything = [str(event["UID"]) for name in names for event in read(full, "en", name)]
    assert len(set(everything)) == len(everything)


def test_text_arrives_as_text(full: Built) -> None:
    """Commas, quotes, braces and signs of a hostile title are the same after a round trip."""
    (event,) = read(full, "en", "items/markup")
    title = next(item.title for _, _, item in full.session.items() if item.id == "markup").root["en"]
    assert str(event["SUMMARY"]) == title
