"""Calendar files, read by three parsers of different makers: each reads what the model says."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import zoneinfo
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import vobject
from icalendar import Calendar

from microsite.exports import published
from microsite.exports.calendar import calendars
from microsite.exports.published import call_key, item_key, uid
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.source.loading import load
from tests.conftest import DATA
from tests.exports.conftest import Maker
from tests.exports.test_calendar import AT
from tests.rendering import rendered
from tests.setup_tools import calendar_parser

MORNING = dt.datetime(2026, 2, 1, 8, tzinfo=dt.UTC)
"""When the sessions below are published."""


class Event(NamedTuple):
    """What a parser reads of an event."""

    uid: str
    start: dt.date
    """A date, or a moment in UTC."""
    end: dt.date
    """The day after the last; of what has no end, the same as the start."""
    title: str
    place: str
    description: str
    status: str


Files = Mapping[str, bytes]
Events = dict[str, list[Event]]


def by_icalendar(files: Files) -> Events:
    def read(content: bytes) -> list[Event]:
        return [
            Event(
                str(event["UID"]),
                in_utc(event["DTSTART"].dt),
                in_utc(event.get("DTEND", event["DTSTART"]).dt),
                str(event["SUMMARY"]),
                *(str(event.get(name, "")) for name in ("LOCATION", "DESCRIPTION", "STATUS")),
            )
            for event in Calendar.from_ical(content).walk("VEVENT")
        ]

    return {name: read(content) for name, content in files.items()}


def by_vobject(files: Files) -> Events:
    def read(content: bytes) -> list[Event]:
        return [
            Event(
                event.uid.value,
                in_utc(event.dtstart.value),
                in_utc(getattr(event, "dtend", event.dtstart).value),
                event.summary.value,
                *(event.getChildValue(name, "") for name in ("location", "description", "status")),
            )
            for event in vobject.readOne(content.decode()).vevent_list
        ]

    return {name: read(content) for name, content in files.items()}


def by_ical_js(files: Files) -> Events:
    command = ["node", str(Path(__file__).with_name("read-calendars.mjs")), str(calendar_parser())]
    texts = json.dumps({name: content.decode() for name, content in files.items()})
    ran = subprocess.run(command, input=texts, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr

    def when(read: str | int) -> dt.date:
        return dt.datetime.fromtimestamp(read, dt.UTC) if isinstance(read, int) else dt.date.fromisoformat(read)

    return {name: [Event(row[0], when(row[1]), when(row[2]), *row[3:]) for row in rows] for name, rows in json.loads(ran.stdout).items()}


PARSERS = [
    by_icalendar,
    by_vobject,
    pytest.param(by_ical_js, marks=pytest.mark.skipif(not calendar_parser(), reason="needs node")),
]
Parser = Callable[[Files], Events]


def in_utc(value: dt.date) -> dt.date:
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def made(session: Session, language: str = "en", before: Session | None = None) -> tuple[Localizer, Files]:
    """The calendar files of a session; `before` is what was published earlier."""
    record = published.renewed(None, before or session, "", (), MORNING)
    if before:
        record = published.renewed(record, session, "", (), MORNING)
    t = Localizer(language, "en", locale={"en": "en-GB"}.get(language))
    return t, dict(calendars(session, t, AT, record))


def with_own_zone(files: Files, zone: str, name: str) -> Files:
    """The files with a name for the zone that no parser knows, so that each has to read the rules that come with it."""
    return {
        each: content.replace(f"TZID:{zone}".encode(), f"TZID:{name}".encode()).replace(f"TZID={zone}".encode(), f"TZID={name}".encode())
        for each, content in files.items()
    }


# ── moments ──────────────────────────────────────────────────────────────────────────────────────────────────────────

NIGHT = """title: Voices
organizer: {name: Harbour Institute}
dates: {start: FIRST, end: SECOND}
zone: ZONE
venue: {name: Himal House, room: Main hall, city: Kathmandu}
agenda:
  status: final
  days:
    - date: FIRST
      all_day:
        - {id: exhibition, kind: presentation, title: Exhibition, room: Garden}
      sittings:
        - id: gala
          start: 20:00
          end: 05:00
          items:
            - {id: dinner, kind: discussion, title: Dinner, start: 20:00, end: 00:00, room: Ballroom}
            - {id: midnight, kind: discussion, title: Midnight, start: 00:00, end: 01:00}
            - {id: late, kind: discussion, title: Late, start: 01:00, end: 03:00, cancelled: true}
            - {id: dawn, kind: closing, title: Dawn, start: 03:00}
    - date: SECOND
      sittings:
        - {id: morning, start: 10:00, end: 12:00, items: [{id: talk, kind: keynote, title: Talk, start: 10:00}]}
calls:
  - {id: noon, title: Names, deadline: FIRST 12:00}
  - {id: earlier, title: Report, deadline: EARLIER 18:00}
  - {id: day, title: Survey, deadline: SECOND}
"""

CHANGES_OF_CLOCKS = {
    "back at 3:00": ("Europe/Zurich", dt.date(2026, 10, 24)),
    "forward at 2:00, and an item right then": ("Europe/Zurich", dt.date(2026, 3, 28)),
    "back by half an hour": ("Australia/Lord_Howe", dt.date(2027, 4, 3)),
    "back at midnight": ("Asia/Beirut", dt.date(2026, 10, 24)),
    "to summer time, which is less": ("Africa/Casablanca", dt.date(2027, 2, 6)),
    "back, a day before UTC": ("Pacific/Auckland", dt.date(2027, 4, 3)),
    "forward, a day before UTC": ("Pacific/Auckland", dt.date(2026, 9, 26)),
    "never, at the edge of a year, 14 hours before UTC": ("Pacific/Kiritimati", dt.date(2026, 12, 31)),
    "back, hours behind UTC": ("America/Santiago", dt.date(2027, 4, 3)),
}


DAY = dt.timedelta(days=1)


def night(zone: str, first: dt.date, session_of: Maker) -> Session:
    """That session, with a deadline in the year before."""
    dates = {"ZONE": zone, "FIRST": first, "SECOND": first + DAY, "EARLIER": first - 330 * DAY}
    return session_of(re.sub("[A-Z]{4,}", lambda found: str(dates[found[0]]), NIGHT))


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("name", CHANGES_OF_CLOCKS)
def test_moments_are_those_of_the_model(session_of: Maker, parser: Parser, name: str) -> None:
    """By the rules of the zone that are in the file: over midnight, a change of clocks and a year; days are days, without a zone."""
    zone, first = CHANGES_OF_CLOCKS[name]
    session = night(zone, first, session_of)
    _, files = made(session)
    read = parser(with_own_zone(files, zone, f"Own/{zone}-{first}"))  # another name each time, as parsers keep the rules of a name
    wanted = {
        item_key(item.id): session.times(on, sitting, item) if sitting else (on.date, on.date + DAY)
        for on, sitting, item in session.items()
    }
    for call in session.calls:
        moment = session.deadline_moment(call.deadline)
        wanted[call_key(call.id)] = (moment, moment) if isinstance(call.deadline, dt.datetime) else (call.deadline, call.deadline + DAY)
    assert len(wanted) == 9
    assert {event.uid: (event.start, event.end) for event in read["subscribe/agenda"]} == {
        uid(AT.uid_home, key): (in_utc(start), in_utc(end)) for key, (start, end) in wanted.items()
    }
    assert [len(read[each]) for each in ("subscribe/agenda", "session", "items/late", "by-day")] == [9, 2, 1, 1]
    assert [(event.start, event.end) for event in read["session"]] == [
        tuple(map(in_utc, session.day_hours(each.date))) for each in session.agenda_days
    ]
    for event in (event for events in read.values() for event in events):
        assert event in read["subscribe/agenda"] + read["session"], "the same in each file that has it"


@pytest.mark.parametrize("name", CHANGES_OF_CLOCKS)
def test_rules_of_a_zone_begin_as_clocks_change(session_of: Maker, name: str) -> None:
    """To the minute, by what clocks show until then, as RFC 5545 says: one change in each, since ical.js reads no others."""
    zone, first = CHANGES_OF_CLOCKS[name]
    _, files = made(night(zone, first, session_of))
    (rules,) = Calendar.from_ical(files["subscribe/agenda"]).walk("VTIMEZONE")
    changes = []
    for rule in rules.subcomponents:
        assert "RDATE" not in rule and "RRULE" not in rule
        moment = (rule.DTSTART - rule.TZOFFSETFROM).replace(tzinfo=dt.UTC)
        offsets = [
            (moment - before).astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() for before in (dt.timedelta(minutes=1), dt.timedelta())
        ]
        assert offsets == [rule.TZOFFSETFROM, rule.TZOFFSETTO]
        changes.append(moment.year)
    assert len(changes) == 1 if zone == "Pacific/Kiritimati" else all(changes.count(year) >= 2 for year in (first.year - 1, first.year))


def test_another_zone_is_in_every_event(session_of: Maker) -> None:
    """Where a save changes it, and the moments stay the same: an event with a zone whose rules are not in the file is read at a wrong hour."""
    for zone in ("Europe/Zurich", "Europe/Paris"):
        _, files = made(night(zone, dt.date(2026, 10, 24), session_of))
        named = re.findall(rb"TZID[=:]([^:\r]+)", files["subscribe/agenda"])
        assert set(named) == {zone.encode()} and len(named) > 10


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

LONG = {
    "en": "Who speaks, who listens; who answers: a “conversation” about C:\\new\\names, \\, and {braces}, with \\\\ and ; at its end;",
    "ar": "من يتكلم، ومن يستمع؛ ومن يجيب: محادثة طويلة جدًا عن الأصوات والأنهار والجبال، وعن كل ما يأتي بعدها, و; و\\n ثم لا شيء",
    "zh": "谁在说话，谁在倾听；谁来回答：一场关于声音、河流与山脉以及之后一切的漫长对话, 还有; 和\\n，以及四个字节的字𠮷𠮷𠮷𠮷𠮷𠮷",
}
TEXTS = """title: Voices
organizer: {name: Harbour Institute}
source_language: en
dates: {start: 2026-10-24, end: 2026-10-24}
zone: Europe/Zurich
venue: {name: HALL, city: Kathmandu}
agenda:
  status: final
  days:
    - date: 2026-10-24
      sittings:
        - id: day
          start: 10:00
          end: 20:00
          items:
            - id: talk
              kind: keynote
              title: TITLE
              room: ROOM
              start: 10:00
              end: 11:00
              note: NOTE
            - {id: gone, kind: panel, title: TITLE, start: 11:00, cancelled: true}
calls:
  - {id: names, title: TITLE, deadline: 2026-10-01}
"""


def in_yaml(value: object) -> str:
    """On one line of a data file."""
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("language", LONG)
def test_texts_arrive_whole(session_of: Maker, parser: Parser, language: str) -> None:
    """Folded within letters of several bytes, with signs that mean something in the format, with lines and paragraphs."""
    notes = {code: f"{text}\n\n{text}" for code, text in LONG.items()}
    text = TEXTS.replace("TITLE", in_yaml(LONG)).replace("ROOM", in_yaml("Hall 1, left; or\\right"))
    session = session_of(text.replace("NOTE", in_yaml(notes)).replace("HALL", in_yaml(LONG)))
    t, files = made(session, language)
    talk, gone, deadline = parser(files)["subscribe/agenda"]
    assert (talk.title, talk.status) == (LONG[language], "")
    assert (gone.title, gone.status) == (t.gettext("Cancelled: %(title)s") % {"title": LONG[language]}, "CANCELLED")
    assert LONG[language] in deadline.title and deadline.title != LONG[language]
    assert talk.place == t.gettext(", ").join(("Hall 1, left; or\\right", LONG[language], "Kathmandu"))
    note = t.without_markdown(session.agenda.days[0].sittings[0].items[0].note)
    assert talk.description == f"Voices\n\n{note}\n\nhttps://e.org/agenda/#talk"


@pytest.mark.parametrize("parser", PARSERS)
def test_what_is_taken_out_is_read_as_cancelled(session_of: Maker, parser: Parser) -> None:
    """At the moment at which it was to be."""
    text = TEXTS.replace("TITLE", "Talk").replace("ROOM", "Attic").replace("NOTE", "Hear.").replace("HALL", "House")
    before = session_of(text)
    _, files = made(session_of(text.replace("id: talk", "id: other")), before=before)
    (event,) = parser(files)["items/talk"]
    assert (event.title, event.status) == ("Cancelled: Talk", "CANCELLED")
    assert (event.start, event.end) == tuple(dt.datetime(2026, 10, 24, hour, tzinfo=dt.UTC) for hour in (8, 9))


@pytest.mark.parametrize("parser", PARSERS[1:])
def test_a_whole_site_is_read_alike(parser: Parser) -> None:
    """Each calendar of a session in which all is there, in three scripts."""
    files = rendered(load(DATA / "full.yml").session, ("en", "ar", "zh")).calendars
    read = parser(files)
    assert read == by_icalendar(files) and len(read) > 100
