"""Several venues: the main one, and others whose rooms name them."""

from __future__ import annotations

import re
from pathlib import Path

import icalendar
import pytest

from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.validation.checks import missing_translations
from tests.rendering import Rendered, rendered
from tests.source.test_mistakes import problems_of

SESSION = """\
number: 2
title: {en: Tides, fr: Marées, ar: المد}
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Asia/Tokyo
venue: {name: {en: Tide House, fr: Maison des marées, ar: دار المد}, room: Great hall, address: 1 Quay, city: Tokyo}
venues:
  annex:
    name: {en: The Annex, fr: L’Annexe, ar: الملحق}
    address: 3 Ferry Lane
    city: Seoul
    zone: Asia/Dhaka
    point: {latitude: 37.5665, longitude: -126.978}
    directions: {en: Take the **night ferry**., fr: Prenez le **ferry de nuit**., ar: خذوا **العبّارة الليلية**.}
rooms:
  deck: {name: {en: Deck, fr: Pont, ar: السطح}, venue: annex}
  hall: {name: {en: Hall, fr: Salle, ar: القاعة}}
agenda:
  status: final
  days:
    - date: 2026-05-07
      all_day:
        - {id: boats, kind: presentation, room: deck}
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
            - {id: one, kind: talk, start: 10:00, end: 11:00, room: hall}
            - {id: two, kind: talk, start: 10:00, end: 11:00, room: deck}
            - {id: three, kind: talk, start: 11:00}
        - {id: pm, start: 14:00, end: 15:00, room: deck, items: [{id: four, kind: talk, start: 14:00}]}
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Read without a message; its short names are no texts to translate."""
    found, problems = problems_of(SESSION, tmp_path_factory.mktemp("venues"))
    assert found and problems == [] and missing_translations(found, walk(found), ["fr", "ar"]) == {}
    return found


@pytest.fixture(scope="module")
def site(session: Session) -> Rendered:
    return rendered(session, ["en", "fr", "ar"])


def said(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", html).split())


SHOWN = {
    "": ("Venues", "The Annex", "Deck, The Annex", "Local time: Bangladesh Standard Time (UTC+06:00)", "Take the night ferry."),
    "fr/": ("Lieux", "L’Annexe", "Pont, L’Annexe", "Heure locale : Heure normale du Bangladesh (UTC+06:00)", "Prenez le ferry de nuit."),
    "ar/": ("أماكن الانعقاد", "الملحق", "السطح، الملحق", "التوقيت المحلي: توقيت بنغلاديش الرسمي (UTC+06:00)", "خذوا العبّارة الليلية."),
}


HALLS = {"": "Hall", "fr/": "Salle", "ar/": "القاعة"}


@pytest.mark.parametrize("prefix", SHOWN)
def test_each_venue_is_described_and_named_where_it_is_not_the_main_one(site: Rendered, prefix: str) -> None:
    """Address, zone, way and map on the page of practical information; its name beside the room of an item and of a sitting."""
    heading, name, room, zone, directions = SHOWN[prefix]
    agenda, practical = (site.pages[f"{prefix}{part}/index.html"].replace("\u00a0", " ") for part in ("agenda", "practical"))
    assert f'<h2 id="venue">{heading}</h2>' in practical
    (annex,) = re.findall('(?s)<section data-result id="venue.annex">.*?</section>', practical)
    assert [words for words in (name, "3 Ferry Lane", "Seoul", zone, directions, "37.5665, -126.978") if words not in said(annex)] == []
    assert 'href="https://www.openstreetmap.org/?mlat=37.566500&amp;mlon=-126.978000#map=17/37.566500/-126.978000"' in annex
    assert re.search(rf'(?s)id="room.deck">.*?<a href="#venue.annex">{name}</a>', practical)
    rooms = [said(text) for text in re.findall('(?s)class="room">(.*?)</span>', agenda)]
    assert set(rooms) == {room, HALLS[prefix]}, "in rows and above a sitting"
    (one, two) = (re.findall(f'(?s)<article[^>]* id="{name}".*?</article>', agenda)[0] for name in ("one", "two"))
    assert HALLS[prefix] in said(one) and name not in said(one) and room in said(two)


def test_calendars_say_the_venue_of_each_item(site: Rendered) -> None:
    """That of its room, or of its sitting's; else the main one."""
    events = {
        name: icalendar.Calendar.from_ical(site.files[f"calendar/items/{name}.ics"]).walk("VEVENT")[0]
        for name in ("boats", "one", "two", "three", "four")
    }
    assert {name: str(event["LOCATION"]) for name, event in events.items()} == {
        "boats": "Deck, The Annex, 3 Ferry Lane, Seoul",
        "one": "Hall, Tide House, 1 Quay, Tokyo",
        "two": "Deck, The Annex, 3 Ferry Lane, Seoul",
        "three": "Great hall, Tide House, 1 Quay, Tokyo",
        "four": "Deck, The Annex, 3 Ferry Lane, Seoul",
    }


def test_times_stay_in_the_zone_of_the_session(site: Rendered) -> None:
    """An hour of the agenda is one moment in all venues."""
    (event,) = icalendar.Calendar.from_ical(site.files["calendar/items/four.ics"]).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2026-05-07T14:00:00+09:00"
    assert "All times are in the session’s time zone: Japan Standard Time (UTC+09:00)." in said(site.pages["practical/index.html"]).replace(
        "\u00a0", " "
    )


def test_two_venues_can_have_a_room_of_one_name(tmp_path: Path) -> None:
    """What is in both at one time is not in one room."""
    _, problems = problems_of(SESSION.replace("{en: Deck, fr: Pont, ar: السطح}", "{en: Hall, fr: Salle, ar: القاعة}"), tmp_path)
    assert problems == []


def test_one_venue_stands_alone(tmp_path: Path) -> None:
    """Under “Venue”, without a heading of its own."""
    alone, problems = problems_of(re.sub("(?s)venues:.*?rooms:", "rooms:", SESSION).replace(", venue: annex", ""), tmp_path)
    practical = rendered(alone, ["en"]).pages["practical/index.html"]
    assert alone and problems == []
    assert '<h2 id="venue">Venue</h2>' in practical and "<h3>Tide House" not in practical and "Tide House<br>" in practical
