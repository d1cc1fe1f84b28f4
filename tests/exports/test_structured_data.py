"""What pages say to search engines: in the words of schema.org, with what these engines ask for, in each language and state."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from microsite.exports import published
from microsite.model.session import Session
from tests import assembly, conference, six_rooms
from tests.conftest import DATA, LANGUAGES, SESSION12
from tests.exports.conftest import Maker
from tests.exports.test_calendar import HEAD, NIGHT
from tests.rendering import rendered

VOCABULARY = json.loads((DATA / "schemaorg" / "vocabulary.json").read_text(encoding="utf-8"))
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>\n', re.DOTALL)
HEAVIEST = 700
"""Bytes that it adds to the first page, compressed."""

REQUIRED = {
    "Event": ("name", "startDate", "location"),
    "Place": ("address",),
    "VirtualLocation": ("url",),
    "Offer": ("url", "availability"),
    "VideoObject": ("name", "thumbnailUrl", "uploadDate"),
    "Clip": ("name", "startOffset", "url"),
    "FAQPage": ("mainEntity",),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
}
"""What Google's documentation of events, videos, frequent questions and breadcrumbs asks for (developers.google.com/search/docs/appearance)."""

MORE = """
format: hybrid
called: seminar
registration:
  onsite: {url: "https://r.example.org/", fees: [{amount: 0, currency: CHF}], opens: 2026-01-05}
people: {kim: {name: KIM Min-jun}, group: {name: Group of coasts, group: true}, may: {name: MAY Be}}
questions: [{id: visa, question: Do I need a visa?, answer: "Perhaps. Ask *them*."}]
webcast:
  recordings:
    - sitting: morning
      channels: [{language: en, youtube: abcdefghijk}]
      chapters: [{item: talk, at: "1:30"}]
    - {sitting: gala, channels: [{language: floor, hls: media/clip.m3u8}]}
"""
PAGES = NIGHT.replace("  status: final\n", "  status: final\n  pages: days\n").replace(
    "title: Talk, start: 10:00, end: 11:00",
    "title: Talk, start: 10:00, end: 11:00, text: On *voices*., language: en, room: Library, moved: {start: 09:00}, "
    "people: [{person: kim, part: keynote}, {person: group}, {person: may, confirmed: false}]",
)


def in_state(status: str) -> str:
    """The data file of a session of such a status."""
    more = MORE.replace("format: hybrid", "format: online") if status == "moved_online" else MORE
    return f"{HEAD}{more}status: {status}\n{PAGES}"


def graphs(session: Session, languages: tuple[str, ...] = ("en",), **more: Any) -> dict[str, list[dict[str, Any]]]:
    """By the path of each page that has any: what it describes."""
    found = {}
    for path, page in rendered(session, languages, **more).pages.items():
        for text in SCRIPT.findall(page):
            given = json.loads(text)
            assert given["@context"] == "https://schema.org/"
            found[path] = given.get("@graph") or [{name: value for name, value in given.items() if name != "@context"}]
    return found


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Each thing that is described, and those inside it."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things(each)


def mistakes(thing: dict[str, Any]) -> Iterator[str]:
    """What is not in schema.org's vocabulary, or is asked for and not there."""
    above = VOCABULARY["types"].get(thing["@type"], [])
    if not above:
        yield f"{thing['@type']} is no type"
    for name, value in thing.items():
        if name == "@type":
            continue
        known = VOCABULARY["properties"].get(name, {"of": [], "holds": []})
        if not set(above) & set(known["of"]):
            yield f"{thing['@type']} has no {name}"
        for each in value if isinstance(value, list) else [value]:
            if not held(each, known["holds"]):
                yield f"{name} holds no {each}"
    for kind in above:
        yield from (
            f"{thing['@type']} needs {name}" for name in REQUIRED.get(kind, ()) if name not in thing and thing["@type"] != "EventSeries"
        )


def held(value: Any, kinds: list[str]) -> bool:
    """Whether a property that holds such kinds can have a value."""
    if isinstance(value, dict):
        return bool({*VOCABULARY["types"].get(value["@type"], ())} & {*kinds})
    if isinstance(value, bool | int | float):
        return bool({"Boolean" if isinstance(value, bool) else "Number", "Integer"} & {*kinds}) or "HyperTocEntry" in kinds
    if member := VOCABULARY["members"].get(value.removeprefix("https://schema.org/")):
        return member in kinds and value.startswith("https://schema.org/")
    if {"Date", "DateTime"} & {*kinds}:
        return bool(dt.datetime.fromisoformat(value))
    if "URL" in kinds or "Text" not in kinds:
        return bool(re.match(r"https?://\S+$", value)) or "Text" in kinds
    return True


STATUSES = {"scheduled": ("en", "ar"), "moved_online": ("en", "zh"), "postponed": ("en", "ru"), "cancelled": ("en", "fr")}
"""With the languages in which every run looks at a session of that status."""


@pytest.mark.parametrize(
    ("status", "languages"),
    [*STATUSES.items(), *(pytest.param(status, LANGUAGES, marks=pytest.mark.slow) for status in STATUSES)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_said_is_in_the_words_of_schema_org(session_of: Maker, status: str, languages: tuple[str, ...]) -> None:
    """On all pages; each thing has what search engines ask for. (`make fuzz` has each status in all languages.)"""
    session = session_of(in_state(status))
    found = graphs(session, languages)
    assert len(found) == len(languages) * (3 + 2 + 6), "first page, webcast, questions; days; items"
    assert {path: [*mistakes(each)] for path, graph in found.items() for each in things(graph) if [*mistakes(each)]} == {}
    kinds = {each["@type"] for graph in found.values() for each in things(graph)}
    assert {"VideoObject", "Clip", "FAQPage", "BreadcrumbList", "Person", "Organization", "EventSeries"} <= kinds


@pytest.mark.parametrize(
    "name", ["full", "conference", *(pytest.param(name, marks=pytest.mark.slow) for name in ("six rooms", "assembly", "session12"))]
)
def test_whole_sessions_are_in_the_words_of_schema_org_and_light(session_of: Maker, name: str) -> None:
    """Of the first page, it is a small part. (`make fuzz` has more sessions.)"""
    texts = {"six rooms": six_rooms.text, "assembly": assembly.text, "conference": conference.text}
    files = {"full": DATA / "full.yml", "session12": SESSION12}
    session = session_of(files[name].read_text(encoding="utf-8") if name in files else texts[name]())
    for path, page in rendered(session, ("en", "zh")).pages.items():
        for text in SCRIPT.findall(page):
            wrong = {message for each in things(json.loads(text)) if "@type" in each for message in mistakes(without_context(each))}
            assert wrong <= ({"Event needs location"} if not session.venue and not session.format else set()), path
        if path in ("index.html", "zh/index.html"):
            bare = SCRIPT.sub("", page)
            assert 0 < len(gzip.compress(page.encode(), 6)) - len(gzip.compress(bare.encode(), 6)) < HEAVIEST


def without_context(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in ("@context", "@graph")}


@pytest.mark.parametrize(
    ("status", "state", "mode", "places"),
    [
        ("scheduled", "EventScheduled", "Mixed", ["Place", "VirtualLocation"]),
        ("resumed", "EventScheduled", "Mixed", ["Place", "VirtualLocation"]),
        ("moved_online", "EventMovedOnline", "Online", ["VirtualLocation"]),
        ("postponed", "EventPostponed", "Mixed", ["Place", "VirtualLocation"]),
        ("cancelled", "EventCancelled", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_the_session_says_how_it_takes_place(session_of: Maker, status: str, state: str, mode: str, places: list[str]) -> None:
    """Its state and where it is, on the first page and of each item; tickets only while it takes place."""
    found = graphs(session_of(in_state(status)))
    (event,) = found["index.html"]
    assert (event["@type"], event["eventStatus"]) == ("EducationEvent", f"https://schema.org/{state}")
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    where = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert [each["@type"] for each in where] == places
    assert (event["startDate"], event["endDate"]) == ("2026-10-24T22:00:00+02:00", "2026-10-25T12:00:00+01:00")
    assert ("offers" in event) == (status not in ("postponed", "cancelled")) and event["isAccessibleForFree"] is True
    assert [each["name"] for each in event["performer"]] == ["KIM Min-jun", "Group of coasts"]
    dinner = found["agenda/dinner/index.html"][1]
    assert dinner["eventStatus"] == f"https://schema.org/{state if status in ('postponed', 'cancelled') else 'EventScheduled'}"


def test_a_session_that_moved_says_when_it_was_to_begin(session_of: Maker) -> None:
    """As the record of what was published has it."""
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    before = published.renewed(None, session_of(HEAD.replace("2026-10-2", "2026-09-2")), "", (), now)
    session = session_of(HEAD)
    (event,) = graphs(session, record=published.renewed(before, session, "", (), now))["index.html"]
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (event["previousStartDate"], event["startDate"]) == ("2026-09-24", "2026-10-24")


def test_an_item_has_its_hours_people_and_way(session_of: Maker) -> None:
    """Its room in the venue, who is certain to speak, the session that it is part of, and the way to its page by its day."""
    found = graphs(session_of(HEAD + MORE + PAGES))
    way, talk = found["agenda/talk/index.html"]
    address = "https://example.org/sub/"
    assert [(each["position"], each["item"]) for each in way["itemListElement"]] == [
        (1, address),
        (2, f"{address}agenda/"),
        (3, f"{address}agenda/2026-10-25/"),
        (4, f"{address}agenda/talk/"),
    ]
    assert [each["name"].replace("\u00a0", " ") for each in way["itemListElement"]][2:] == ["Sunday, 25 October 2026", "Talk"]
    assert (talk["startDate"], talk["endDate"]) == ("2026-10-25T10:00:00+01:00", "2026-10-25T11:00:00+01:00")
    assert (talk["eventStatus"], talk["previousStartDate"]) == ("https://schema.org/EventRescheduled", "2026-10-25T09:00:00+01:00")
    assert talk["location"][0]["name"] == "Library, Himal House" and talk["description"] == "On voices."
    assert [(each["@type"], each["name"]) for each in talk["performer"]] == [("Person", "KIM Min-jun"), ("Organization", "Group of coasts")]
    assert (talk["superEvent"]["name"], talk["superEvent"]["url"], talk["inLanguage"]) == ("Voices", address, "en")
    assert found["agenda/gone/index.html"][1]["eventStatus"] == "https://schema.org/EventCancelled"
    assert [each["@type"] for each in found["agenda/2026-10-25/index.html"]] == ["BreadcrumbList"]
    assert found["agenda/exhibition/index.html"][1]["startDate"] == "2026-10-24"


def test_an_agenda_whose_items_have_no_pages_has_them(session_of: Maker) -> None:
    """Each with its hours, its place on the page and who is on stage; who presides, or writes the report, is not."""
    people = "people: [{person: kim, part: chair}, {person: group, part: moderator}, {person: may, part: rapporteur}]"
    found = graphs(session_of(HEAD + MORE + NIGHT.replace("title: Talk,", f"title: Talk, {people},")))
    (event,) = found["agenda/index.html"]
    talk = next(each for each in event["subEvent"] if each["name"] == "Talk")
    assert (talk["startDate"], talk["url"]) == ("2026-10-25T10:00:00+01:00", "https://example.org/sub/agenda/#talk")
    assert [each["name"] for each in talk["performer"]] == ["Group of coasts"]
    assert "agenda/index.html" not in graphs(session_of(HEAD + MORE + PAGES))


def test_recordings_and_questions(session_of: Maker) -> None:
    """A recording that has a picture, with where its items begin; each question with its answer."""
    found = graphs(session_of(HEAD + MORE + PAGES))
    (video,) = found["webcast/index.html"]
    assert video["embedUrl"] == "https://www.youtube-nocookie.com/embed/abcdefghijk" and video["inLanguage"] == "en"
    assert video["uploadDate"] == "2026-10-25T12:00:00+01:00"
    assert [(each["name"], each["startOffset"], each["url"]) for each in video["hasPart"]] == [
        ("Talk", 90, "https://example.org/sub/webcast/#recording-morning@90")
    ]
    (page,) = found["practical/index.html"]
    (question,) = page["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Do I need a visa?", "Perhaps. Ask them.")


def test_what_is_wrong_is_found() -> None:
    """An unknown type, a property of another type, a value of another kind, and what is missing."""
    wrong = {"@type": "Event", "name": "A", "startDate": "2026-10-24", "price": "1", "eventStatus": "https://schema.org/InStock"}
    assert [*mistakes(wrong)] == ["Event has no price", "eventStatus holds no https://schema.org/InStock", "Event needs location"]
    assert [*mistakes({"@type": "Gathering"})] == ["Gathering is no type"]
