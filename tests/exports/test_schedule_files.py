"""The agenda for apps: valid by the schemas of c3voc, with all items of the data, and read back as the apps do."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from icalendar import Calendar
from lxml import etree

from microsite.exports import published
from microsite.exports.calendar import calendars
from microsite.exports.schedule_files import NAMES, PENTABARF, XCAL, schedule_files
from microsite.model.session import Session
from tests import assembly, conference, six_rooms
from tests.conftest import DATA
from tests.exports.conftest import Maker
from tests.exports.test_calendar import AT, HEAD, NIGHT
from tests.rendering import localizer, rendered

SCHEMAS = DATA / "schedule"
XSD = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd"))
JSON_SCHEMA = json.loads((SCHEMAS / "schema.json").read_text(encoding="utf-8"))
JSON_VALIDATOR = jsonschema.validators.validator_for(JSON_SCHEMA)(JSON_SCHEMA, format_checker=jsonschema.FormatChecker())
NOW = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)

PLACES = """
venues: {annex: {name: Annex}}
rooms:
  west: {name: {en: West room, fr: Salle ouest}, seats: 80, floor: First floor}
  east: {name: East room, venue: annex}
people: {kim: {name: KIM Min-jun}}
agenda:
  days:
    - date: 2026-10-24
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {id: east-one, kind: talk, title: East one, start: 09:00, room: east}
            - {id: posters, kind: poster, title: Posters, start: 09:00}
            - {id: west-one, kind: talk, title: West one, start: 09:00, room: west, webcast: false}
            - {id: hall, kind: discussion, title: Hall, start: 10:00, end: 10:30}
            - {id: coffee, kind: break, start: 10:30, end: 11:00}
            - id: join
              kind: workshop
              title: Workshop
              start: 11:00
              people: [{person: kim, confirmed: false, documents: [{title: Slides of Kim, url: files/kim.pdf}]}, {person: kim, part: chair}]
              links:
                - {kind: join, url: "https://meet.example.org/j/1?pwd=abcdef"}
                - {kind: feedback, url: "https://feedback.example.org/1"}
    - date: 2026-10-25
      sittings:
        - {id: open, start: 10:00, end: 12:00, items: [{id: untimed, kind: opening}]}
  planned: [{id: later, kind: panel, title: Later}]
"""


def record(session: Session) -> published.Record:
    return published.renewed(None, session, "", (), NOW)


def files(session: Session, language: str = "en") -> dict[str, bytes]:
    return dict(schedule_files(session, localizer(session, language), AT, record(session), "0123456789ab"))


def schedule(session: Session, language: str = "en") -> dict[str, Any]:
    return json.loads(files(session, language)["schedule.json"])["schedule"]["conference"]


def events(session: Session, language: str = "en") -> dict[str, dict[str, Any]]:
    """By the id of its item."""
    found = [each for day in schedule(session, language)["days"] for room in day["rooms"].values() for each in room]
    by_id = {each["slug"].partition("-item-")[2]: each for each in found}
    assert len(by_id) == len(found), "each once"
    return by_id


TEXTS = {
    "full": (DATA / "full.yml").read_text(encoding="utf-8"),
    "six rooms": six_rooms.text(),
    "assembly": assembly.text(),
    "conference": conference.text(),
    "night, and clocks change": HEAD + NIGHT,
    "places": HEAD + PLACES,
    "without agenda": HEAD,
    "without zone": "title: A\norganizer: {name: B}\ndates: {start: 2026-10-24, end: 2026-10-25}\n"
    "agenda: {days: [{date: 2026-10-24, all_day: [{id: fair, kind: social_event}]}]}\n",
    "in another script": "title: 会\norganizer: {name: 会}\ndates: {start: 2026-10-24, end: 2026-10-25}\nstatus: postponed\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_files_are_valid_and_leave_no_item_out(session_of: Maker, name: str) -> None:
    """By c3voc's schemas of XML and JSON; each item that has a day is in all three: breaks, posters and those of a whole day too."""
    session = session_of(TEXTS[name])
    for language in ("en", "ar"):
        written = files(session, language)
        assert list(JSON_VALIDATOR.iter_errors(json.loads(written["schedule.json"]))) == []
        assert XSD.validate(etree.fromstring(written["schedule.xml"])), XSD.error_log
        wanted = {item.id for day, _, item in session.items() if day}
        guids = {each["guid"] for each in events(session, language).values()}
        assert set(events(session, language)) == wanted and len(guids) == len(wanted)
        assert {each.get("guid") for each in ElementTree.fromstring(written["schedule.xml"]).iter("event")} == guids
        assert set(giggity(written["schedule.xcal"])) == guids


def test_hours_are_those_of_the_data_over_a_change_of_clocks(session_of: Maker) -> None:
    """A night of six hours on the clock, and seven by another: what is after midnight belongs to the day before."""
    session = session_of(HEAD + NIGHT)
    found = events(session)
    for day, sitting, item in session.items():
        if day and sitting:
            start, end = session.times(day, sitting, item)
            each = found[item.id]
            assert (each["date"], each["end"], each["start"]) == (start.isoformat(), end.isoformat(), f"{start:%H:%M}")
    assert {name: (found[name]["date"], found[name]["duration"]) for name in ("dinner", "midnight", "late")} == {
        "dinner": ("2026-10-24T22:00:00+02:00", "02:00"),
        "midnight": ("2026-10-25T00:00:00+02:00", "01:30"),
        "late": ("2026-10-25T01:30:00+02:00", "03:30"),
    }
    first, second = schedule(session)["days"]
    assert {each["title"] for room in first["rooms"].values() for each in room} == {"Dinner", "Midnight", "Closing", "Exhibition"}
    assert (first["day_start"], first["day_end"]) == ("2026-10-24T04:00:00+02:00", "2026-10-25T04:00:00+01:00")
    assert (second["day_start"], second["day_end"]) == ("2026-10-25T04:00:00+01:00", "2026-10-26T03:59:00+01:00")


def test_what_has_no_hours_is_as_long_as_what_it_is_in(session_of: Maker) -> None:
    """Its sitting, or for an item of the whole day the hours of the day; a whole day where these are not known."""
    assert events(session_of(HEAD + PLACES))["untimed"]["duration"] == "02:00"
    exhibition = events(session_of(HEAD + NIGHT))["exhibition"]
    assert (exhibition["start"], exhibition["duration"]) == ("22:00", "07:00")
    fair = events(session_of(TEXTS["without zone"]))["fair"]
    assert (fair["date"], fair["duration"]) == ("2026-10-24T00:00:00+00:00", "23:59")


def test_rooms_are_in_the_order_of_the_data(session_of: Maker) -> None:
    """Then those that are named beside an item, and last the venue for what has no room; one in another venue says so."""
    found = schedule(session_of(HEAD + PLACES))
    assert [room["name"] for room in found["rooms"]] == ["West room", "East room, Annex", "Main hall", "Himal House"]
    assert [*found["days"][0]["rooms"]] == ["West room", "East room, Annex", "Main hall", "Himal House"]
    west = found["rooms"][0]
    assert (west["capacity"], west["description"]) == (80, "First floor")
    french = schedule(session_of(HEAD + PLACES), "fr")["rooms"]
    assert french[0]["name"] == "Salle ouest" and [room["guid"] for room in french] == [room["guid"] for room in found["rooms"]]


def test_ids_stay_and_are_those_of_the_calendars(session_of: Maker) -> None:
    """In all languages, and when another item comes before."""
    session = session_of(HEAD + NIGHT)
    ids = {name: (each["id"], each["guid"], each["slug"]) for name, each in events(session).items()}
    assert ids == {name: (each["id"], each["guid"], each["slug"]) for name, each in events(session, "ar").items()}
    more = session_of(HEAD + NIGHT.replace("items:\n", "items:\n            - {id: new, kind: poster, title: New, start: 22:00}\n", 1))
    assert ids.items() <= {name: (each["id"], each["guid"], each["slug"]) for name, each in events(more).items()}.items()
    written = dict(calendars(session, localizer(session, "en"), AT, record(session)))
    for name in ("dinner", "exhibition", "gone"):
        assert str(Calendar.from_ical(written[f"items/{name}"]).walk("VEVENT")[0]["UID"]) == ids[name][1]


@pytest.mark.parametrize(
    ("status", "titles", "states"),
    [
        ("scheduled", {"Talk", "Cancelled: Gone"}, {"CONFIRMED", "CANCELLED"}),
        ("moved_online", {"Talk", "Cancelled: Gone"}, {"CONFIRMED", "CANCELLED"}),
        ("postponed", {"Postponed: Talk", "Cancelled: Gone"}, {"TENTATIVE", "CANCELLED"}),
        ("cancelled", {"Cancelled: Talk", "Cancelled: Gone"}, {"CANCELLED"}),
    ],
)
def test_what_does_not_take_place_says_so(session_of: Maker, status: str, titles: set[str], states: set[str]) -> None:
    """In its title, for which the formats have no sign; in xCal by its status."""
    session = session_of(f"{HEAD}status: {status}\n{NIGHT}")
    found = events(session)
    assert {found["talk"]["title"], found["gone"]["title"]} == titles
    given = ElementTree.fromstring(files(session)["schedule.xcal"]).iter(f"{{{XCAL}}}status")
    assert {"".join(each.itertext()) for each in given} == states


def test_people_papers_and_links(session_of: Maker) -> None:
    """A person once, marked while not certain; files with their whole address; nobody gets in by a link with a password."""
    session = session_of(HEAD + PLACES.replace("{person: kim, part: chair}", "{person: kim, part: chair, confirmed: false}"))
    event = events(session)["join"]
    assert [each["name"] for each in event["persons"]] == ["KIM Min-jun (to be confirmed)"]
    assert event["attachments"] == [{"url": "https://e.org/files/kim.pdf", "title": "Slides of Kim", "type": "paper"}]
    assert [each["url"] for each in event["links"]] == ["https://feedback.example.org/1"] == [event["feedback_url"]]
    assert event["url"] == "https://e.org/agenda/#join" and b"pwd=" not in b"".join(files(session).values())
    assert {name: each["do_not_record"] for name, each in events(session).items()}["west-one"] is True is not event["do_not_record"]


# ── as apps read them ────────────────────────────────────────────────────────────────────────────────────────────────


def giggity(content: bytes) -> dict[str, tuple[dt.datetime, dt.datetime, str, str]]:
    """xCal as Giggity reads it: the text that was there last as an element ends, by its name without a namespace. By uid: start, end,
    title and room of each event."""
    assert b"<icalendar" in content[:1024] and b"<vcalendar" in content[:1024]
    found, event, text = {}, {}, ""
    for step, element in ElementTree.iterparse(Reader(content), ("start", "end")):
        name = element.tag.rpartition("}")[2]
        if step == "start":
            event, text = ({} if name == "vevent" else event), ""
        elif name == "vevent":
            moments = [dt.datetime.strptime(event[key], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC) for key in ("dtstart", "dtend")]
            found[event["uid"]] = (*moments, event["summary"], event["location"])
        else:
            text = element.text or text
            event[name] = text
    return found


class Reader:
    """Bytes as a file, all at once."""

    def __init__(self, content: bytes):
        self.content = content

    def read(self, size: int = -1) -> bytes:
        content, self.content = self.content, b""
        return content


def test_giggity_reads_the_same_as_xcal(session_of: Maker) -> None:
    """The moments, titles and rooms of the JSON."""
    session = session_of(HEAD + NIGHT)
    wanted = {
        each["guid"]: (dt.datetime.fromisoformat(each["date"]), dt.datetime.fromisoformat(each["end"]), each["title"], each["room"])
        for each in events(session).values()
    }
    assert giggity(files(session)["schedule.xcal"]) == wanted


def as_icalendar(content: bytes) -> Iterator[str]:
    """xCal as iCalendar, by the rules of RFC 6321 for the types that it has; what is of another namespace is passed over."""
    for event in ElementTree.fromstring(content).iter(f"{{{XCAL}}}vevent"):
        assert [each.tag for each in event] == [f"{{{XCAL}}}properties"]
        yield "BEGIN:VEVENT"
        for each in event[0]:
            if each.tag.startswith(f"{{{XCAL}}}"):
                (value,) = each
                text = value.text or ""
                if value.tag.endswith("}date-time"):
                    text = re.sub("[-:]", "", text)
                yield f"{each.tag.rpartition('}')[2].upper()}:{text}"
            else:
                assert each.tag.startswith(f"{{{PENTABARF}}}")
        yield "END:VEVENT"


def test_xcal_is_icalendar_in_xml(session_of: Maker) -> None:
    """Written as RFC 6321 has it: read back by icalendar, each event has the moments of the JSON."""
    session = session_of(HEAD + NIGHT)
    lines = ["BEGIN:VCALENDAR", *as_icalendar(files(session)["schedule.xcal"]), "END:VCALENDAR", ""]
    found = {str(each["UID"]): each for each in Calendar.from_ical("\r\n".join(lines)).walk("VEVENT")}
    for each in events(session).values():
        event = found[each["guid"]]
        assert (event["DTSTART"].dt, event["DTEND"].dt) == tuple(map(dt.datetime.fromisoformat, (each["date"], each["end"])))
        assert event["DTSTAMP"].dt == NOW


def test_the_agenda_links_to_the_files_of_its_language(session_of: Maker) -> None:
    """Each is there."""
    site = rendered(session_of(HEAD + NIGHT), ("en", "fr"))
    for prefix in ("", "fr/"):
        links = re.findall(r'href="\.\./([^"]*schedule\.[^"]*)"', site.pages[f"{prefix}agenda/index.html"])
        assert [link.rpartition("/")[2] for link in links] == [*NAMES]
        assert {f"{prefix}{name}" for name in NAMES} <= set(site.files)
