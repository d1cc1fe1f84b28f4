"""Calendar files, read back by a real parser."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from microsite.exports import published
from microsite.exports.calendar import Addresses, calendars
from microsite.exports.published import build_time
from microsite.localize.localizer import Localizer
from microsite.model.session import MAX_ITEMS_ON_A_PAGE, Session
from microsite.source.loading import load
from tests.conftest import LANGUAGES, Built, large
from tests.render.test_site import prefix


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
    assert twelfth.session.calls[0].title.root["fr"] in str(event["SUMMARY"])


def test_every_item_and_every_link_has_its_file(full: Built) -> None:
    """Each item that has a time or is of a whole day has a file with its own hours; breaks have none; each link on the pages leads to
    one."""
    folder = full.folder / "calendar"
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ics") if path.parent.name != "subscribe"}
    items = {
        item.id: (day, item) for day, sitting, item in full.session.items() if day and (item.start or not sitting) and item.kind != "break"
    }
    assert {"contracts", "exhibition"} <= set(items)
    days = {f"day-{date}" for date in full.session.dates.days()}
    calls = {f"{name}-{call.id}" for call in full.session.calls for name in ("by", "remind")}
    assert files == {f"items/{name}" for name in items} | days | {"session"} | calls
    (event,) = read(full, "en", "items/panel-voices")
    day, item = items["panel-voices"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (
        full.session.at_local_time(day.date, item.start),
        full.session.at_local_time(day.date, item.end),
    )
    assert str(event["URL"]) == "https://example.github.io/conference-microsite/agenda/#panel-voices"


def test_names_of_entries_are_stable_and_apart(full: Built) -> None:
    """The same entry has the same UID in every file of a language, so that taking it up twice gives one."""
    session = {event["DTSTART"].dt: str(event["UID"]) for event in read(full, "en", "session")}
    for date in full.session.dates.days():
        (event,) = read(full, "en", f"day-{date}")
        assert session[event["DTSTART"].dt] == str(event["UID"])
    folder = full.folder / "calendar"
    names = [f"items/{path.stem}" for path in folder.glob("items/*.ics")] + [path.stem for path in folder.glob("[bd]*-*.ics")]
    everything = [str(event["UID"]) for name in names for event in read(full, "en", name)]
    assert len(set(everything)) == len(everything)


def test_text_arrives_as_text(full: Built) -> None:
    """Commas, quotes, braces and signs of a hostile title are the same after a round trip."""
    (event,) = read(full, "en", "items/markup")
    title = next(item.title for _, _, item in full.session.items() if item.id == "markup").root["en"]
    assert str(event["SUMMARY"]) == title


# ── what calendars say, by the text of a data file ───────────────────────────────────────────────────────────────────

HEAD = """number: 4
title: Voices
name: Fourth gathering
series: {name: Harbour Dialogue}
organizer: {name: Harbour Institute}
dates: {start: 2026-10-24, end: 2026-10-25}
zone: Europe/Zurich
venue: {name: Himal House, room: Main hall, city: Kathmandu}
"""

NIGHT = """
agenda:
  status: final
  days:
    - date: 2026-10-24
      all_day:
        - {id: exhibition, kind: presentation, title: Exhibition, room: Garden}
      sittings:
        - id: gala
          start: 22:00
          end: 04:00
          room: Ballroom
          items:
            - {id: dinner, kind: discussion, title: Dinner, start: 22:00, end: 00:00}
            - {id: midnight, kind: discussion, title: Midnight, start: 00:00, room: Terrace}
            - {id: late, kind: closing, start: 01:30, room: Terrace}
    - date: 2026-10-25
      sittings:
        - id: morning
          start: 10:00
          end: 12:00
          items:
            - {id: talk, kind: keynote, title: Talk, start: 10:00, end: 11:00}
            - {id: gone, kind: panel, title: Gone, start: 11:00, cancelled: true, note: The *speaker* is ill.}
"""

CALLS = """
calls:
  - {id: names, title: Name your representatives, deadline: 2026-07-01 18:00}
  - {id: report, title: Comment on the report, deadline: 2027-05-31 12:00}
  - {id: survey, title: Survey, deadline: 2026-11-30}
"""


AT = Addresses(
    "https://e.org/",
    "https://e.org/agenda/",
    "https://e.org/take-part/",
    "https://e.org/webcast/",
    "https://e.org/",
    files="https://e.org/".__add__,
)


@dataclass
class Entries:
    """A session and its calendar files, read back."""

    session: Session
    files: dict[str, Calendar]

    def __getitem__(self, name: str) -> Event:
        """The only entry of a file."""
        (event,) = self.files[name].walk("VEVENT")
        return event


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Entries]:
    def make(text: str) -> Entries:
        path = tmp_path / "session.yml"
        path.write_text(text, encoding="utf-8")
        session = load(path).session
        record = published.renewed(None, session, "", (), build_time())
        files = calendars(session, Localizer("en", "en", locale="en-GB"), AT, record)
        return Entries(session, {name: Calendar.from_ical(content) for name, content in files})

    return make


def utc(event: Event) -> tuple[str, str]:
    """When an entry begins and ends, by the rules of the zone that are in its own file."""
    return tuple(f"{event[name].dt.astimezone(dt.UTC):%d %H:%M}" for name in ("DTSTART", "DTEND"))


def test_a_night_in_which_clocks_change(made: Callable) -> None:
    """At 3:00 clocks go back to 2:00: the night is an hour longer, and each item in it is at its moment, as the model says."""
    found = made(HEAD + NIGHT)
    assert {name: utc(found[f"items/{name}"]) for name in ("dinner", "midnight", "late", "talk")} == {
        "dinner": ("24 20:00", "24 22:00"),
        "midnight": ("24 22:00", "24 23:30"),
        "late": ("24 23:30", "25 03:00"),
        "talk": ("25 09:00", "25 10:00"),
    }
    assert [utc(event) for event in found.files["session"].walk("VEVENT")] == [("24 20:00", "25 03:00"), ("25 09:00", "25 11:00")]
    for day, sitting, item in found.session.items():
        if sitting:
            event = found[f"items/{item.id}"]
            assert (event["DTSTART"].dt, event["DTEND"].dt) == found.session.times(day, sitting, item)


def test_the_zone_in_the_file_knows_the_night(made: Callable) -> None:
    """A program that knows no zones reads the same moments by the rules that come with the entry."""
    found = made(HEAD + NIGHT)
    (rules,) = found.files["items/late"].walk("VTIMEZONE")
    zone = rules.to_tz(lookup_tzid=False)
    assert [found["items/late"][name].dt.replace(tzinfo=zone).astimezone(dt.UTC).hour for name in ("DTSTART", "DTEND")] == [23, 3]


def test_an_item_of_the_whole_day_is_a_day_that_is_free(made: Callable) -> None:
    """Beside it, there is time for the session's other items."""
    event = made(HEAD + NIGHT)["items/exhibition"]
    assert (event["DTSTART"].dt, event["DTEND"].dt, str(event["TRANSP"])) == (dt.date(2026, 10, 24), dt.date(2026, 10, 25), "TRANSPARENT")
    assert b"DTSTART;VALUE=DATE:20261024" in event.to_ical()
    assert str(event["URL"]) == "https://e.org/agenda/#exhibition"


def test_which_files_there_are(made: Callable) -> None:
    """Of the session, its days, its items and its deadlines; none of a break, nor of an item that has no hour or no day yet."""
    more = "".join(f"            - {item}\n" for item in ("{id: tea, kind: break, start: 11:30}", "{id: open, kind: panel}"))
    more += "  planned: [{id: plan, kind: panel}]\n"
    items = [f"items/{name}" for name in ("exhibition", "dinner", "midnight", "late", "talk", "gone")]
    found = made(HEAD + NIGHT + more + CALLS)
    calls = [f"{name}-{call}" for call in ("names", "report", "survey") for name in ("by", "remind")]
    assert list(found.files) == ["session", "day-2026-10-24", "day-2026-10-25", *items, *calls, "subscribe/agenda"]
    assert str(found["items/late"]["SUMMARY"]) == "Closing"


def test_where_an_item_is(made: Callable) -> None:
    """In its own room, else in its sitting's, else in the venue's; one of a whole day is in its own or none."""
    found = made(HEAD + NIGHT)
    where = {name: str(found[f"items/{name}"]["LOCATION"]) for name in ("midnight", "dinner", "talk", "exhibition")}
    assert where == {
        "midnight": "Terrace, Himal House, Kathmandu",
        "dinner": "Ballroom, Himal House, Kathmandu",
        "talk": "Main hall, Himal House, Kathmandu",
        "exhibition": "Garden, Himal House, Kathmandu",
    }
    assert str(found["day-2026-10-25"]["LOCATION"]) == "Himal House, Kathmandu"
    online = made(HEAD.replace("venue:", "format: online\nvenue:") + NIGHT)
    assert (str(online["items/midnight"]["LOCATION"]), str(online["day-2026-10-25"]["LOCATION"])) == ("Terrace, Online", "Online")
    nowhere = made(HEAD.partition("venue:")[0] + NIGHT)
    assert str(nowhere["items/dinner"]["LOCATION"]) == "Ballroom"
    assert ["LOCATION" in nowhere[name] for name in ("items/talk", "day-2026-10-25")] == [False, False]


def test_the_session_names_its_series_and_organizer(made: Callable) -> None:
    """In the description, since a calendar's own ORGANIZER is one who invites by mail; no note on a status that it does not have."""
    event = made(HEAD)["day-2026-10-24"]
    assert str(event["DESCRIPTION"]) == "Harbour Dialogue\n\nOrganizer: Harbour Institute\n\nhttps://e.org/"
    assert "ORGANIZER" not in event and "STATUS" not in event and str(event["TRANSP"]) == "OPAQUE"
    assert made(HEAD + "status_note: The *hall* is closed.\n")["day-2026-10-24"]["DESCRIPTION"] == event["DESCRIPTION"]
    alone = made(HEAD.replace("series: {name: Harbour Dialogue}\n", ""))["day-2026-10-24"]
    assert str(alone["DESCRIPTION"]) == "Organizer: Harbour Institute\n\nhttps://e.org/"


def test_a_cancelled_item_stays_and_says_so(made: Callable) -> None:
    """At its address and under its name, so that who has it learns of it; it takes no time, and its note says why."""
    found = made(HEAD + NIGHT)
    gone, before = found["items/gone"], made(HEAD + NIGHT.replace("cancelled: true, ", ""))["items/gone"]
    assert (str(gone["STATUS"]), str(gone["SUMMARY"]), str(gone["TRANSP"])) == ("CANCELLED", "Cancelled: Gone", "TRANSPARENT")
    assert str(gone["DESCRIPTION"]) == "Voices\n\nThe speaker is ill.\n\nhttps://e.org/agenda/#gone"
    assert gone["UID"] == before["UID"] and "STATUS" not in before and (str(before["SUMMARY"]), str(before["TRANSP"])) == ("Gone", "OPAQUE")


def test_what_readers_have_to_know_before_they_come(made: Callable) -> None:
    """As on the page: for whom it is, whether it is sure, whether there is room; the webcast of what is on it alone."""
    items = (
        "{id: bench, kind: panel, title: Bench, start: 11:30, members_only: true, if_needed: true, full: true}",
        "{id: poster, kind: poster, title: Poster, start: 11:30, room: Garden}",
    )
    found = made(HEAD + "webcast: {live: true, url: 'https://e.org/live'}\n" + NIGHT + "".join(f"            - {item}\n" for item in items))
    assert str(found["items/bench"]["DESCRIPTION"]).startswith("Voices\n\nNo places left, If needed, Members only\n\n")
    seen = {name for name in ("bench", "poster", "exhibition", "gone", "talk") if "CONFERENCE" in found[f"items/{name}"]}
    assert seen == {"bench", "talk"}


@pytest.mark.parametrize(("status", "word", "said"), [("postponed", "TENTATIVE", "Postponed"), ("cancelled", "CANCELLED", "Cancelled")])
def test_a_session_that_does_not_take_place_says_so(made: Callable, status: str, word: str, said: str) -> None:
    """In every entry, with the reason, under the same names; nothing of it takes time."""
    there = made(HEAD + NIGHT + CALLS)
    found = made(HEAD + NIGHT + CALLS + f"status: {status}\nstatus_note: The *hall* is closed.\n")
    assert list(found.files) == list(there.files)
    for name, calendar in found.files.items():
        for event, before in zip(calendar.walk("VEVENT"), there.files[name].walk("VEVENT"), strict=True):
            own, told = ("CANCELLED", "Cancelled") if str(before["SUMMARY"]) == "Cancelled: Gone" else (word, said)
            title = str(before["SUMMARY"]).removeprefix("Cancelled: ")
            assert (str(event["STATUS"]), str(event["SUMMARY"]), str(event["TRANSP"])) == (own, f"{told}: {title}", "TRANSPARENT")
            assert event["UID"] == before["UID"] and "\n\nThe hall is closed.\n\n" in str(event["DESCRIPTION"])


def test_a_deadline_says_that_it_is_one(made: Callable) -> None:
    """And of what; where the session is of no series, its title says it."""
    found = made(HEAD + CALLS)
    assert str(found["by-names"]["SUMMARY"]) == "Deadline: Name your representatives – Harbour Dialogue, Fourth gathering"
    assert (
        str(made(HEAD.replace("name: Fourth gathering\n", "") + CALLS)["by-survey"]["SUMMARY"])
        == "Deadline: Survey – Harbour Dialogue, Fourth session"
    )
    assert str(made(HEAD.replace("series: {name: Harbour Dialogue}\n", "") + CALLS)["by-survey"]["SUMMARY"]) == "Deadline: Survey – Voices"


def test_deadlines_far_from_the_session_have_their_own_clock(made: Callable) -> None:
    """In the summer before and in the summer after, by the rules that the file brings along."""
    found = made(HEAD + CALLS)
    for name, hour in (("by-names", 16), ("by-report", 10)):
        (rules,) = found.files[name].walk("VTIMEZONE")
        local = found[name]["DTSTART"].dt.replace(tzinfo=rules.to_tz(lookup_tzid=False))
        assert local.astimezone(dt.UTC).hour == hour and "DTEND" not in found[name]
    assert (found["by-survey"]["DTSTART"].dt, found["by-survey"]["DTEND"].dt) == (dt.date(2026, 11, 30), dt.date(2026, 12, 1))


def test_a_deadline_takes_no_time(made: Callable) -> None:
    """With an hour and without; whoever has it in a calendar is free then."""
    found = made(HEAD + CALLS)
    assert [(str(found[f"by-{name}"]["TRANSP"]), "STATUS" in found[f"by-{name}"]) for name in ("names", "survey")] == [
        ("TRANSPARENT", False)
    ] * 2


def test_an_item_of_a_large_agenda_is_on_the_page_of_its_day(made: Callable) -> None:
    """Its entry leads there; in an agenda of one page, to its place on that."""
    assert str(made(large(MAX_ITEMS_ON_A_PAGE + 2))["items/i-2-5"]["URL"]) == "https://e.org/agenda/i-2-5/"
    assert str(made(large(MAX_ITEMS_ON_A_PAGE))["items/i-2-5"]["URL"]) == "https://e.org/agenda/#i-2-5"


def test_a_day_without_hours_is_a_whole_day_at_the_venue(made: Callable) -> None:
    """It begins on its date and ends on the next, is called as the session, and says where it is, street and city too."""
    venue = "venue: {name: Harbour House, address: 1 Quay Street, city: Bergen}\n"
    found = made(f"number: 4\ntitle: Voices\norganizer: {{name: Institute}}\ndates: {{start: 2026-05-05, end: 2026-05-05}}\n{venue}")[
        "day-2026-05-05"
    ]
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == ("Voices", "Harbour House, 1 Quay Street, Bergen")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (dt.date(2026, 5, 5), dt.date(2026, 5, 6))


def test_days_on_which_nothing_is_have_no_entry(made: Callable) -> None:
    """In a final agenda those that hold nothing; in another one, those that are said to be off."""
    agenda = (
        "agenda: {{status: {}, days: [{{date: 2026-01-12, sittings: [{{id: a, start: 10:00, end: 13:00}}]}}, "
        "{{date: 2026-01-13{}}}, {{date: 2026-01-20, all_day: [{{id: b, kind: discussion}}]}}]}}\n"
    )
    head = HEAD.replace("2026-10-24", "2026-01-12").replace("2026-10-25", "2026-01-20") + "hours: {start: 10:00, end: 18:00}\n"
    final = made(head + agenda.format("final", ""))
    assert [event["DTSTART"].dt for event in final.files["session"].walk("VEVENT")] == [
        final.session.at_local_time(dt.date(2026, 1, 12), dt.time(10)),
        dt.date(2026, 1, 20),
    ]
    assert {name for name in final.files if name.startswith("day-")} == {"day-2026-01-12", "day-2026-01-20"}
    zones = {name: len(calendar.walk("VTIMEZONE")) for name, calendar in final.files.items() if "/" not in name}
    assert zones == {"session": 1, "day-2026-01-12": 1, "day-2026-01-20": 0}
    provisional = made(head + agenda.format("provisional", ", off: true"))
    days = [event["DTSTART"].dt.day for event in provisional.files["session"].walk("VEVENT")]
    assert days == [12, 14, 15, 16, 17, 18, 19, 20] and "day-2026-01-13" not in provisional.files


def test_an_entry_says_when_it_was_made(made: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment that SOURCE_DATE_EPOCH gives, so that a site built twice is the same; without it, now, whatever the machine's zone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1758700800")
    assert made(HEAD)["day-2026-10-24"]["DTSTAMP"].dt == build_time() == dt.datetime(2025, 9, 24, 8, tzinfo=dt.UTC)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    then = build_time()
    assert (dt.datetime.now(dt.UTC) - then) // dt.timedelta(minutes=1) == then.microsecond == 0


WHOLE = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//microsite//EN
X-WR-CALNAME:Voices
BEGIN:VEVENT
SUMMARY:Deadline: Survey – Harbour Dialogue\, Fourth gathering
DTSTART;VALUE=DATE:20261130
DTEND;VALUE=DATE:20261201
DTSTAMP:20250924T080000Z
UID:0342c279-d7ac-5d14-ba39-006c68445905
SEQUENCE:0
DESCRIPTION:Voices\n\nhttps://e.org/take-part/#survey
LAST-MODIFIED:20250924T080000Z
TRANSP:TRANSPARENT
URL:https://e.org/take-part/#survey
END:VEVENT
END:VCALENDAR
"""


def test_a_whole_file(made: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line, without a zone where it has no time; its UID is what programs know the entry by, and never changes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1758700800")
    assert made(HEAD + CALLS).files["by-survey"].to_ical().decode() == WHOLE.replace("\n", "\r\n")


def test_a_reminder_comes_two_days_before_and_not_at_night(made: Callable) -> None:
    """Of a moment to the minute; of a whole day, which begins at midnight, at nine."""
    calls = "calls: [{id: hour, title: A, deadline: 2026-09-30 15:00}, {id: day, title: B, deadline: 2026-09-30}]\n"
    files = made(HEAD + calls).files
    reminders = {name: files[f"remind-{name}"].walk("VALARM")[0]["TRIGGER"].dt for name in ("hour", "day")}
    assert reminders == {"hour": dt.timedelta(days=-2), "day": dt.timedelta(days=-2, hours=9)}


def test_each_entry_has_a_name_of_its_own(made: Callable) -> None:
    """Which is the same in the file of the session and in that of the day, and never changes."""
    found = made(HEAD + NIGHT + CALLS)
    own = {name: calendar for name, calendar in found.files.items() if not name.startswith(("session", "subscribe/", "remind-"))}
    names = {name: str(event["UID"]) for name, calendar in own.items() for event in calendar.walk("VEVENT")}
    assert len(set(names.values())) == len(names) == 11
    assert [str(event["UID"]) for event in found.files["session"].walk("VEVENT")] == [names["day-2026-10-24"], names["day-2026-10-25"]]
    assert [names[name][:8] for name in ("day-2026-10-24", "items/exhibition", "by-names")] == ["2e150a39", "b8b93d1b", "6e86d911"]
