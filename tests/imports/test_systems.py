"""Programmes from other systems, brought into a data file again and again. The files in tests/data/imports/ are invented, of the shape of real ones."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from microsite.cli.main import main
from microsite.editing.rewrite import read, rewritten
from microsite.imports import systems
from microsite.imports.programme import Programme, Unreadable, kind_of, line, moment, prose
from microsite.imports.updates import Update, format_record, places_of, read_record, record_path, updated
from microsite.model.session import Session
from microsite.source.loading import load
from tests.conftest import DATA

SOURCES = DATA / "imports"
HEAD = """# The bells
number: 1
title: {en: Bells, fr: Cloches}
zone: Europe/Zurich
dates: {start: 2027-06-01, end: 2027-06-02}
organizer:
  name: Lakeside Foundry   # as the letterhead has it
"""


def brought(source: Path, data: Path, name: str = "x") -> Update:
    """What an import of a source makes of a data file, which is written as the command would; the file is valid then."""
    content = data.read_text(encoding="utf-8")
    _, programme = systems.read(source, read(content).get("zone"))
    record = record_path(data)
    update = updated(read(content), programme, read_record(record), name)
    data.write_text(rewritten(content, update.data), encoding="utf-8")
    record.write_text(format_record(update.record), encoding="utf-8")
    load(data)
    return update


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data file without an agenda."""
    path = tmp_path / "session.yml"
    path.write_text(HEAD, encoding="utf-8")
    return path


def shown(session: Session) -> list[str]:
    """The items of a session as a reader would note them down, in order of time."""
    found = []
    for day, sitting, item in session.items():
        when = "planned" if not day else f"{day.date:%d} all day"
        if day and sitting and item.start:
            start, end = session.times(day, sitting, item)
            when = f"{start:%d %H:%M}–{end:%d %H:%M}"
        room = session.rooms[item.room.root[""]].name.root[""] if item.room else "-"
        people = [session.people[each.person].name.root[""] for each in item.people]
        title = item.title.find("en", "en")[0] if item.title else ""
        found.append(f"{when} {title} ({item.kind}, {room})" + "".join(f" + {person}" for person in people))
    return sorted(found)


NJERI, COSTA = "Wanjiru Njeri", "Léo Costa"
SCHEDULE = [
    f"01 09:00–01 09:30 Opening (opening, Tower) + {NJERI}",
    f"01 10:00–01 11:30 How a bell is cast (workshop, Tower) + {NJERI} + {COSTA}",
    "01 22:00–02 01:00 Fire (fishbowl, Yard)",
    "02 00:30–02 01:15 Bells at night (fishbowl, Tower)",
    f"02 12:00–02 12:20 Closing (closing, Tower) + {COSTA}",
]
FORMATS: dict[str, tuple[str, list[str]]] = {
    "schedule.json": ("pretalx", SCHEDULE),
    "schedule.xml": ("pretalx", SCHEDULE),
    "sessionize-all.json": (
        "sessionize",
        [
            "01 08:00–01 09:00 Check-in (registration, Tower)",
            f"01 10:00–01 11:30 How a bell is cast (workshop, Tower) + {NJERI} + {COSTA}",
            "01 10:00–01 11:00 Sponsors (other, Yard)",
            f"planned Carillons (talk, -) + {COSTA}",
        ],
    ),
    "sessionize-grid.json": (
        "sessionize",
        ["01 08:00–01 09:00 Check-in (registration, Tower)", f"01 10:00–01 11:30 How a bell is cast (talk, Tower) + {NJERI}"],
    ),
    "indico-timetable.json": (
        "indico",
        [
            f"01 10:00–01 11:30 How a bell is cast (talk, Tower) + {NJERI}",
            "01 12:00–01 12:30 Coffee (break, Yard)",
            "02 09:00–02 09:30 Carillons (talk, Tower)",
        ],
    ),
    "indico-event.json": (
        "indico",
        [f"01 10:00–01 11:30 How a bell is cast (presentation, Tower) + {NJERI}", "planned Carillons (talk, -)"],
    ),
    "calendar.ics": (
        "icalendar",
        ["01 10:00–01 11:30 How a bell is cast (workshop, Tower)", "01 19:00–01 22:00 Dinner (talk, -)", "01 all day Exhibition (talk, -)"],
    ),
    "devopsdays.yml": (
        "devopsdays",
        [
            "01 08:00–01 09:00 Registration, Breakfast, Sponsors (registration, -)",
            "01 09:00–01 09:30 wanjiru-njeri (talk, -)",
            "01 09:00–01 11:00 leo-costa (workshop, -)",
            "01 09:30–01 09:45 Sponsors (other, -)",
            "01 10:00–01 11:00 Open Space #1 (open-space, -)",
            "01 10:00–01 11:00 Open Space #2 (open-space, -)",
            "planned amal-haddad (lightning_talks, -)",
        ],
    ),
    "jekyll/schedule.yml": (
        "jekyll",
        [
            f"01 10:00–01 11:30 How a bell is cast (workshop, Tower) + {NJERI} + {COSTA}",
            f"01 10:00–01 11:30 Carillons by hand (talk, Yard) + {COSTA}",
            "01 11:30–01 12:00 Coffee Break (break, Hall)",
        ],
    ),
    "jekyll/program.yml": (
        "jekyll",
        [
            "01 10:00–01 11:30 How a bell is cast (talk, Tower)",
            "01 12:00–01 13:00 Lunch (break, Tower)",
            "01 23:00–02 00:30 Fire (talk, Yard)",
        ],
    ),
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_source_has_is_there_and_a_second_import_changes_no_byte(name: str, data: Path) -> None:
    """Read by the reader of data files, and noted down as a reader would."""
    system, expected = FORMATS[name]
    assert systems.read(SOURCES / name, "Europe/Zurich")[0] == system
    brought(SOURCES / name, data)
    assert shown(load(data).session) == sorted(expected)
    assert data.read_text(encoding="utf-8").startswith(HEAD)
    once = data.read_bytes(), record_path(data).read_bytes()
    assert not brought(SOURCES / name, data).told
    assert (data.read_bytes(), record_path(data).read_bytes()) == once


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        (
            "schedule.json",
            {
                "`description` of rooms": 1,
                "`color` of tracks": 1,
                "`avatar` of people": 1,
                "`logo` of events": 1,
                "`do_not_record` of events": 1,
                "addresses that are none": 1,
            },
        ),
        ("schedule.xml", {"`recording_license` of events": 1, "`do_not_record` of events": 1}),
        (
            "sessionize-all.json",
            {
                "`questionAnswers` of sessions": 1,
                "the category “Shoe size”": 1,
                "`profilePicture` of speakers": 1,
                "`isTopSpeaker` of speakers": 1,
            },
        ),
        (
            "indico-timetable.json",
            {
                "`board_number` of entries": 1,
                "mail addresses of people, which pages do not show": 1,
                "conveners of sessions that have contributions": 1,
            },
        ),
        ("calendar.ics", {"`ATTENDEE` of events": 1, "further days of what lasts for several days: only the first is taken": 1}),
        (
            "devopsdays.yml",
            {
                "titles and people of talks that are on pages of their own: the name of the page is the title": 3,
                "`comments` of entries": 1,
                "days of what has no hour: it is planned, without one": 1,
            },
        ),
        (
            "jekyll/schedule.yml",
            {
                "`thumbnailUrl` of speakers": 1,
                "speakers that speakers.yml does not have": 1,
                "sessions that sessions.yml does not have": 1,
            },
        ),
    ],
)
def test_what_has_no_place_is_counted(name: str, left_out: dict[str, int]) -> None:
    """By the source's own words for it."""
    programme = systems.read(SOURCES / name, "Europe/Zurich")[1]
    assert {what: len(places) for what, places in programme.left_out.items()} == left_out


def test_texts_links_and_files_come_along(data: Path) -> None:
    brought(SOURCES / "schedule.json", data)
    item = read(data.read_text(encoding="utf-8"))["agenda"]["days"][0]["sittings"][1]["items"][0]
    assert item["text"] == "**In clay**\n\nWith clay and fire.\n\n- bring gloves"
    assert item["links"] == [
        {"title": "The foundry", "url": "https://foundry.example.org/"},
        {"kind": "feedback", "url": "https://talks.example.org/bells/talk/CAST1/feedback/"},
    ]
    assert item["documents"] == [{"title": "Drawings", "url": "https://talks.example.org/bells/media/drawings.pdf"}]
    assert (item["language"], item["track"]) == ("de", "craft")


def test_what_is_to_be_confirmed_there_is_so_here(data: Path) -> None:
    brought(SOURCES / "sessionize-all.json", data)
    confirmed = {item.id: [each.confirmed for each in item.people] for _, _, item in load(data).session.items() if item.people}
    assert confirmed == {"how-a-bell-is-cast": [False, False], "carillons": [True]}


def test_events_of_a_calendar_with_one_uid_are_several(tmp_path: Path, data: Path) -> None:
    source = tmp_path / "source.ics"
    text = (SOURCES / "calendar.ics").read_text(encoding="utf-8")
    source.write_text(text.replace("dinner@", "cast@").replace("show@", "cast@"), encoding="utf-8")
    brought(source, data)
    assert [item.id for _, _, item in load(data).session.items()] == ["exhibition", "how-a-bell-is-cast", "dinner"]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("<p>Hello <b>you</b>,<br>see <a href='https://e.org/a_b'>this</a>.</p>", "Hello **you**,  \nsee [this](https://e.org/a_b)."),
        ("<ul><li>clay</li><li>fire</li></ul><img src='x'><script>alert(1)</script>", "- clay\n- fire"),
        ("Plain text, 1 < 2\r\n\r\n* a list", "Plain text, 1 < 2\n\n* a list"),
        ("\u200b\u200b", ""),
        ("<div>" * 3_000 + "deep", "deep"),
    ],
)
def test_html_becomes_markdown(given: str, text: str) -> None:
    assert prose(given, has_html=None) == text


def test_titles_are_one_line_without_html() -> None:
    assert line("A &amp; B<br>\n\u200bC <3") == "A & B C <3"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Workshop (90 min)", "workshop"),
        ("Lightning Talk", "lightning_talks"),
        ("talk 45 minutes + 15 min Q&A", "talk"),
        ("Keynote", "keynote"),
        ("Lunch break", "break"),
        ("social_event", "social_event"),
        ("", "talk"),
        ("Fishbowl", None),
    ],
)
def test_kinds_are_known_by_what_they_are_called(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_a_kind_that_one_item_has_is_no_kind_of_its_own() -> None:
    programme = Programme(None)
    programme.add_item(1, "event 1", label="Fishbowl", title="One")
    programme.finish()
    assert programme.tables["items"]["1"]["kind"] == "talk" and not programme.tables["kinds"]
    assert programme.left_out == {"the kind “Fishbowl”, which only one item has: it is shown as a talk": ["event 1"]}


# ── again and again ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the schedule, to be changed."""
    path = tmp_path / "schedule.json"
    path.write_bytes((SOURCES / "schedule.json").read_bytes())
    return path


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace texts in a file, each of which is in it once."""
    content = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


def without_event(path: Path, guid: str) -> None:
    schedule = json.loads(path.read_text(encoding="utf-8"))
    for day in schedule["schedule"]["conference"]["days"]:
        rooms = {room: [event for event in events if event["guid"] != guid] for room, events in day["rooms"].items()}
        day["rooms"] = {room: events for room, events in rooms.items() if events}
    path.write_text(json.dumps(schedule), encoding="utf-8")


def test_what_changed_there_changes_here_and_what_was_done_here_stays(source: Path, data: Path) -> None:
    """What both changed stays as it is here, and is told once."""
    brought(source, data)
    change(
        data,
        ("title: How a bell is cast", "title: {en: How a bell is cast, fr: Comment on coule une cloche}   # by Léo"),
        ("id: wednesday-2\n          start: 12:00\n          end: 12:20", "id: wednesday-2\n          start: 12:30\n          end: 12:50"),
        ("text: Take a lamp", "text: Do take a lamp"),
        ("start: 12:00\n              end: 12:20", "start: 12:30\n              end: 12:50"),
    )
    change(
        source,
        ('"title": "How a bell is cast"', '"title": "How bells are cast"'),
        ("2027-06-01T10:00:00+02:00", "2027-06-01T10:30:00+02:00"),
        ("2027-06-02T12:00:00+02:00", "2027-06-02T12:10:00+02:00"),
        ("2027-06-01T22:00:00+02:00", "2027-06-01T21:30:00+02:00"),
    )
    before = data.read_text(encoding="utf-8").splitlines()
    told = brought(source, data).told
    after = data.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in after if line not in before] == [
        "start: 10:30",  # of the sitting, too
        "end: 12:00",
        "title: {en: How bells are cast, fr: Comment on coule une cloche}   # by Léo",
        "start: 10:30",
        "end: 12:00",
        "start: 21:30",
        "- {id: fire, kind: fishbowl, title: Fire, start: 21:30, end: 00:30, room: yard, language: en}",
    ]
    assert told == (
        "item `closing`: date, start and end are 2027-06-02, 12:30, 12:50 here and 2027-06-02, 12:10, 12:30 in the source (was 2027-06-02, "
        "12:00, 12:20); they stay as they are here: change them by hand if the source is right",
    )
    assert not brought(source, data).told  # it is told once


def test_what_is_gone_there_goes_unless_it_is_of_use_here(source: Path, data: Path) -> None:
    brought(source, data)
    change(data, ("kind: closing\n", "kind: closing\n              note: With tea.\n"))
    with data.open("a", encoding="utf-8") as file:
        file.write("  planned:\n    - {id: walk, kind: excursion, people: [{person: wanjiru-njeri}]}\n")
        file.write("webcast:\n  recordings:\n    - {sitting: tuesday-1-3, url: https://e.org/r, chapters: [{item: fire, at: 0:10}]}\n")
    for guid in ("0b1", "0b2", "0b3", "0b5"):
        without_event(source, guid)
    update = brought(source, data)
    assert [line for line in shown(load(data).session)] == [
        "01 22:00–02 01:00 Fire (fishbowl, Yard)",
        "02 00:30–02 01:15 Bells at night (fishbowl, Tower)",
        f"02 12:00–02 12:20 Closing (closing, Tower) + {COSTA}",
        f"planned  (excursion, -) + {NJERI}",
    ]
    assert sorted(update.told) == [
        "item `closing` is gone from the source, but was changed here, and stays; delete it here, or write `cancelled: true` under it",
        "item `fire` is gone from the source, and stays, since something here names it",
        "item `how-a-bell-is-cast` (How a bell is cast) is gone from the source, and is taken out; to show it as cancelled instead, answer no, "
        "write `cancelled: true` under it, and import again",
        "item `opening` (Opening) is gone from the source, and is taken out; to show it as cancelled instead, answer no, "
        "write `cancelled: true` under it, and import again",
        "person `leo-costa` is gone from the source, and stays, since something here names it",
        "person `wanjiru-njeri` is gone from the source, and stays, since something here names it",
        "room `yard` is gone from the source, and stays, since something here names it",
    ]
    once = data.read_bytes()
    assert not brought(source, data).told and data.read_bytes() == once


def test_what_was_deleted_here_stays_deleted(source: Path, data: Path) -> None:
    brought(source, data)
    change(data, ("            - {id: fire, kind: fishbowl, title: Fire, start: 22:00, end: 01:00, room: yard, language: en}\n", ""))
    assert not brought(source, data).told and "Fire" not in str(shown(load(data).session))
    change(source, ('"title": "Fire"', '"title": "A fire"'))
    assert brought(source, data).told == ("item `fire` was deleted here, and has changed in the source since; it stays deleted",)
    assert not brought(source, data).told and "fire" not in str(shown(load(data).session))


def test_an_id_stays_when_a_title_changes_and_when_an_item_comes_back(source: Path, data: Path) -> None:
    brought(source, data)
    whole = source.read_text(encoding="utf-8")
    without_event(source, "0b3")
    brought(source, data)
    source.write_text(whole.replace('"title": "Fire"', '"title": "A fire"'), encoding="utf-8")
    brought(source, data)
    assert {"fire": "A fire"}.items() <= {item.id: item.title.root[""] for _, _, item in load(data).session.items() if item.title}.items()


def test_a_room_keeps_its_id_and_its_translation_when_its_name_changes(source: Path, data: Path) -> None:
    """It is known by the id that the source has for it."""
    brought(source, data)
    change(data, ("name: Tower", "name: {en: Tower, fr: Tour}"), ("name: Yard", "name: {en: Yard, fr: Cour}"))
    content = source.read_text(encoding="utf-8")
    source.write_text(content.replace('"Tower"', '"Bell tower"'), encoding="utf-8")
    for guid in ("0b3",):
        without_event(source, guid)
    update = brought(source, data)
    rooms = {key: room.name.root for key, room in load(data).session.rooms.items()}
    assert rooms == {"tower": {"en": "Bell tower", "fr": "Tour"}, "yard": {"en": "Yard", "fr": "Cour"}}
    assert "room `yard` is gone from the source, but was changed here, and stays; delete it here" in update.told


def test_what_is_here_already_is_known_again_by_its_name(data: Path) -> None:
    with data.open("a", encoding="utf-8") as file:
        file.write(
            "people:\n  wn: {name: Wanjiru Njeri, role: Founder}\nrooms:\n  t: {name: Tower}\n"
            "agenda:\n  status: final\n  days:\n    - date: 2027-06-01\n      sittings:\n        - id: morning\n          start: 09:00\n"
            "          end: 12:00\n          items:\n            - {id: start, kind: opening, title: {en: Opening, fr: Ouverture}, start: 09:15, room: t}\n"
        )
    told = brought(SOURCES / "schedule.json", data).told
    session = load(data).session
    assert [*session.people] == ["wn", "leo-costa"] and [*session.rooms] == ["t", "yard"]
    assert sum(1 for _ in session.items()) == 5 and session.agenda and session.agenda.status == "final"
    assert told == (
        "item `start`: date, start and end are 2027-06-01, 09:15 here and 2027-06-01, 09:00, 09:30 in the source; they stay as they are here: "
        "change them by hand if the source is right",
    )


def test_of_several_with_one_name_each_is_known_by_its_hour(tmp_path: Path, data: Path) -> None:
    with data.open("a", encoding="utf-8") as file:
        items = "[{id: tea, kind: break, title: Talk 1, start: 09:00}, {id: cake, kind: break, title: Talk 0, start: 11:00}, "
        items += "{id: soup, kind: break, title: Talk 0, start: 13:00}]"
        file.write(
            f"agenda:\n  days:\n    - date: 2027-06-01\n      sittings:\n        - {{id: day, start: 09:00, end: 14:00, items: {items}}}\n"
        )
    source = tmp_path / "schedule.json"
    source.write_text(json.dumps(of_events(("2027-06-01T13:00", "01:00", "A"))), encoding="utf-8")
    assert brought(source, data).record["x"]["ids"]["items"] == {"g0": "soup"}


def test_two_sources_in_one_file_leave_each_other_alone(source: Path, data: Path) -> None:
    brought(source, data, "talks")
    brought(SOURCES / "sessionize-all.json", data, "workshops")
    both = shown(load(data).session)
    assert len(both) == 8  # “How a bell is cast” is in both
    for guid in ("0b2", "0b3", "0b4"):
        without_event(source, guid)
    told = brought(source, data, "talks").told
    assert shown(load(data).session) == [line for line in both if "Fire" not in line and "night" not in line]
    assert "track `craft` is gone from the source, and stays, since another source has it" in told


def test_two_hundred_talks_twice(tmp_path: Path, data: Path) -> None:
    events = [
        {
            "guid": f"g{number}",
            "title": f"Talk {number}",
            "date": f"2027-06-0{1 + number // 100}T{9 + number % 100 // 10:02}:{number % 10 * 5:02}:00+02:00",
            "duration": "00:05",
            "abstract": "A long text. " * 20,
            "persons": [
                {"guid": f"p{number}", "public_name": f"Person {number}", "biography": "Somebody who speaks of bells, and rings them. " * 3}
            ],
        }
        for number in range(200)
    ]
    days = [{"date": f"2027-06-0{day + 1}", "rooms": {"Tower": events[day * 100 : day * 100 + 100]}} for day in range(2)]
    source = tmp_path / "schedule.json"
    source.write_text(json.dumps({"schedule": {"conference": {"days": days}}}), encoding="utf-8")
    brought(source, data)
    session = load(data).session
    assert sum(1 for _ in session.items()) == len(session.people) == 200
    once, began = data.read_bytes(), time.process_time()
    brought(source, data)
    assert data.read_bytes() == once and time.process_time() - began < 5
    assert record_path(data).stat().st_size < 150_000


# ── hours ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_events(*events: tuple[str, str, str], date: str = "2027-06-01") -> dict[str, Any]:
    """A schedule of events, each with a start, a duration and a room, all under one day."""
    rooms: dict[str, Any] = {}
    for number, (start, duration, room) in enumerate(events):
        rooms.setdefault(room, []).append({"guid": f"g{number}", "title": f"Talk {number}", "date": start, "duration": duration})
    return {"schedule": {"conference": {"days": [{"date": date, "rooms": rooms}]}}}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # from morning to night in two rooms: more than a sitting can last
        (
            [("2027-06-01T09:00+02:00", "10:00", "A"), ("2027-06-01T18:00+02:00", "05:00", "B"), ("2027-06-02T01:00+02:00", "01:00", "A")],
            ["01 09:00–01 19:00 Talk 0", "01 18:00–01 23:00 Talk 1", "02 01:00–02 02:00 Talk 2"],
        ),
        # alone in the night: of the day on which it is
        ([("2027-06-02T01:00+02:00", "01:00", "A")], ["02 01:00–02 02:00 Talk 0"]),
        # a little after the evening has ended
        (
            [("2027-06-01T22:00", "04:15", "A"), ("2027-06-02T02:30", "01:00", "A")],
            ["01 22:00–02 02:15 Talk 0", "02 02:30–02 03:30 Talk 1"],
        ),
        # by the clocks of another zone
        ([("2027-06-01T09:00-07:00", "01:00", "A")], ["01 18:00–01 19:00 Talk 0"]),
        # without a zone: as it is
        ([("2027-06-01T09:00", "01:00", "A")], ["01 09:00–01 10:00 Talk 0"]),
        # two at one time in one room: the second has none
        (
            [("2027-06-01T09:00", "01:00", "A"), ("2027-06-01T09:30", "01:00", "A")],
            ["01 09:00–01 10:00 Talk 0", "01 09:30–01 10:30 Talk 1"],
        ),
    ],
)
def test_hours_are_the_same_on_both_sides(tmp_path: Path, data: Path, events: list[tuple[str, str, str]], expected: list[str]) -> None:
    """In sittings that the checks take, whatever lasts how long."""
    source = tmp_path / "schedule.json"
    source.write_text(json.dumps(of_events(*events)), encoding="utf-8")
    brought(source, data)
    assert [line.partition(" (")[0] for line in shown(load(data).session)] == expected
    once = data.read_bytes()
    assert not brought(source, data).told and data.read_bytes() == once


def test_an_item_of_the_night_that_moves_is_no_conflict(tmp_path: Path, data: Path) -> None:
    """It is under another day here than there, where no evening is before it."""
    source = tmp_path / "schedule.json"
    for start, there in (("2027-06-02T01:00", "02 01:00–02 02:00"), ("2027-06-02T02:30", "02 02:30–02 03:30")):
        source.write_text(json.dumps(of_events((start, "01:00", "A"))), encoding="utf-8")
        assert not brought(source, data).told
        assert shown(load(data).session) == [f"{there} Talk 0 (talk, A)"]


def test_what_begins_while_an_evening_here_lasts_belongs_to_that(tmp_path: Path, data: Path) -> None:
    """Though another source has brought the evening."""
    for name, event in (("talks", ("2027-06-01T22:00", "04:00", "A")), ("social", ("2027-06-02T00:30", "01:00", "B"))):
        source = tmp_path / "schedule.json"
        source.write_text(json.dumps(of_events(event)).replace("Talk 0", name), encoding="utf-8")
        brought(source, data, name)
    assert shown(load(data).session) == ["01 22:00–02 02:00 talks (talk, A)", "02 00:30–02 01:30 social (talk, B)"]
    assert not brought(source, data, name).told


def test_what_begins_while_an_evening_lasts_belongs_to_it() -> None:
    """Though its date is the next one; what begins after it does not."""
    programme = Programme(None)
    for number, (start, end) in enumerate(
        (("01T22:00", "02T01:00"), ("02T00:30", "02T01:30"), ("02T01:15", "02T02:00"), ("02T05:00", "02T06:00"))
    ):
        hours = programme.hours(moment(f"2027-06-{start}"), moment(f"2027-06-{end}"), "event")
        programme.add_item(number, f"event {number}", title="x", **hours)
    programme.finish()
    assert [(row["date"], row["start"], row["end"]) for row in programme.tables["items"].values()] == [
        ("2027-06-01", "22:00", "25:00"),
        ("2027-06-01", "24:30", "25:30"),
        ("2027-06-01", "25:15", "26:00"),
        ("2027-06-02", "05:00", "06:00"),
    ]


def test_of_three_at_one_time_in_a_room_one_has_none(tmp_path: Path) -> None:
    """And the check tells of the third: two without a room cannot be at one time either."""
    source = tmp_path / "schedule.json"
    source.write_text(json.dumps(of_events(*[("2027-06-01T10:00", "01:00", "A")] * 3)), encoding="utf-8")
    programme = systems.read(source, "Europe/Zurich")[1]
    programme.finish()
    assert [row.get("room") for row in programme.tables["items"].values()] == ["A", None, "A"]
    assert programme.left_out == {"rooms in which something else is on at that time": ["event g1 (Talk 1): A"]}


def test_an_end_that_cannot_be_is_left_out_and_told(tmp_path: Path) -> None:
    source = tmp_path / "schedule.json"
    source.write_text(json.dumps(of_events(("2027-06-01T10:00", "16:00", "A"))), encoding="utf-8")
    programme = systems.read(source, "Europe/Zurich")[1]
    assert "end" not in programme.tables["items"]["g0"]
    assert programme.left_out == {
        "ends of what lasts more than twelve hours, beyond midnight: only its start is taken": ["event g0 (Talk 0)"]
    }


# ── what cannot be read ───────────────────────────────────────────────────────────────────────────────────────────

BOMB = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><schedule><conference><title>&b;</title></conference></schedule>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"schedule": {"conference": {"days": [', "is cut off or broken in line 1, column 39; download it again"),
        ("[" * 100_000, "has lists within lists without end; download it again"),
        ("<schedule><conference>", "is cut off or broken in line 1, column 23; download it again"),
        (BOMB, "has a DOCTYPE, with which a file can name others; take that line out"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", "is cut off: its last line is not END:VCALENDAR; download it again"),
        (
            "program:\n  - {title: a, date: &d 2027-06-01}\n  - {title: b, date: *d}\n",
            "has a reference (*) in line 3; write there what is meant",
        ),
        ("program:\n  - title: 'a\n", "is cut off or broken in line 3; download it again"),
        ("- date: 2027-06-01\n  timeslots: []\n", "names sessions by their numbers, and "),
        (
            '{"schedule": {"conference": {"days": []}}}',
            "has no items and no people; look whether the programme is published there, and download it again",
        ),
        ("Dear all, …", "is of no kind that is known here (frab, pretalx, indico, sessionize, icalendar, devopsdays, jekyll)"),
        ('{"sessions": 7, "schedule": []}', "is of no kind that is known here"),
        ("", "is of no kind that is known here"),
        (b"\xff\xfe{\x00", "is not in UTF-8 but, it seems, in UTF-16; save it again with the encoding UTF-8 (line 1)"),
        (None, "can't be read (no such file or directory)"),
    ],
)
def test_what_cannot_be_read_gets_one_message(tmp_path: Path, content: str | bytes | None, words: str) -> None:
    """With what to do, and no traceback."""
    source = tmp_path / "source"
    if content is not None:
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Unreadable) as refused:
        systems.read(source, "Europe/Zurich")
    assert str(refused.value).startswith(words)


ODD: list[Any] = [None, 7, "x", [], {}, [None], ["x"], {"x": 1}, True, "2027-13-99"]


@pytest.mark.parametrize("name", ["schedule.json", "sessionize-all.json", "indico-timetable.json"])
def test_odd_values_are_refused_or_left_out(name: str, tmp_path: Path) -> None:
    """Each value of a source in turn is something else: no traceback."""
    whole = json.loads((SOURCES / name).read_text(encoding="utf-8"))
    source = tmp_path / "source.json"

    def holders(part: Any) -> list[tuple[Any, Any]]:
        pairs = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        return [found for key, value in pairs for found in ((part, key), *holders(value))]

    for number, (holder, key) in enumerate(holders(whole)):
        kept = holder[key]
        for odd in ODD[number % 10 :: 10]:
            holder[key] = odd
            source.write_text(json.dumps(whole), encoding="utf-8")
            try:
                systems.read(source, "Europe/Zurich")
            except Unreadable:
                pass
        holder[key] = kept


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(autouse=True)
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pages are made: what readers will see change is said by `microsite diff`, whose tests look at that."""
    monkeypatch.setattr("microsite.cli.proposals.changes_of_site", lambda old, new: [])


def run(*options: str, answer: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", *options], input=answer)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def test_the_command_asks_and_writes_both_files(source: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    assert "Nothing is written into session.yml" in run("schedule.json", "session.yml", answer="n\n")[1]
    assert not record_path(data).exists() and data.read_text(encoding="utf-8") == HEAD
    code, output = run("schedule.json", "session.yml", "--yes")
    assert code == 0
    assert output.splitlines()[0] == "schedule.json (pretalx or frab): 5 items, 2 people, 1 kind, 1 track, 2 rooms"
    assert "Not taken: `logo` of events (1; event OPEN1 (Opening))" in output.splitlines()
    assert output.endswith("Written: session.imported.json, the record of this import; commit it with session.yml\n")
    assert run("schedule.json", "session.yml") == (
        0,
        "schedule.json (pretalx or frab): 5 items, 2 people, 1 kind, 1 track, 2 rooms\nNothing changes in session.yml\n",
    )


def test_a_translation_of_a_title_that_changes_is_out_of_date(source: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nobody has recorded what it was made from; the others are left alone."""
    monkeypatch.chdir(data.parent)
    run("schedule.json", "session.yml", "--yes")
    change(data, ("title: How a bell is cast", "title: {en: How a bell is cast, fr: Comment on coule une cloche}"))
    change(data, ("title: Opening", "title: {en: Opening, fr: Ouverture}"))
    change(source, ('"title": "How a bell is cast"', '"title": "How bells are cast"'))
    assert "Written: session.translations.txt" in run("schedule.json", "session.yml", "--yes")[1]
    said = CliRunner().invoke(main, ["translations", "status", "session.yml"]).output.splitlines()
    assert [line.split()[1] for line in said if "out of date: the text in en changed" in line] == ["agenda.items[how-a-bell-is-cast].title"]


def test_items_without_a_kind_and_in_another_language_are_told_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind that is named for them is kept for the next time."""
    monkeypatch.chdir(data.parent)
    (data.parent / "schedule.json").write_text(
        (SOURCES / "schedule.json").read_text(encoding="utf-8").replace('"type": "Workshop (90 min)"', '"type": "Other"'), encoding="utf-8"
    )
    words = "1 item is of no kind in the source (event CAST1 (How a bell is cast)), and here of the kind `talk`; --kind names another"
    code, output = run("schedule.json", "session.yml", "--yes")
    assert code == 0 and words in output.splitlines()
    assert any(line.startswith("1 item is held in de; their titles") for line in output.splitlines())
    again = run("schedule.json", "session.yml", "--yes")[1]
    assert "no kind" not in again and "held in" not in again
    for options in (["--kind", "tutorial"], []):
        run("schedule.json", "session.yml", "--yes", *options)
        assert "(tutorial, Tower)" in "".join(shown(load(data).session))
    assert run("schedule.json", "session.yml", "--kind", "lunch")[0] == 2


def test_a_problem_is_told_at_its_place_in_the_source(source: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    change(data, ("end: 2027-06-02", "end: 2027-06-01"))
    code, output = run("schedule.json", "session.yml", "--yes")
    assert code == 1
    assert (
        "Left out: schedule.json: event CLOSE (Closing): date is 2027-06-02, but the session is from 2027-06-01 to 2027-06-01; "
        "correct one of the two"
    ) in output.splitlines()
    assert len(shown(load(data).session)) == 4, "all but that one are there"
    change(data, ("end: 2027-06-01", "end: 2027-06-02"))
    assert run("schedule.json", "session.yml", "--yes")[0] == 0 and len(shown(load(data).session)) == 5
    assert run("session.yml", "session.yml")[1].startswith("Error: session.yml is of no kind that is known here")
    assert run("schedule.json", "session.yml", "--from", "indico")[1] == (
        "Error: schedule.json is no file of indico; leave --from out, and it is told by its content\n"
    )
    for broken in (
        "[",
        "7",
        '{"pretalx": {}}',
        '{"pretalx": {"ids": [], "rows": {}}}',
        '{"pretalx": {"ids": {"items": {"a": {}}}, "rows": {}}}',
    ):
        record_path(data).write_text(broken, encoding="utf-8")
        assert run("schedule.json", "session.yml")[1].startswith(
            "Error: session.imported.json is broken; take it back from the last commit"
        )


def test_places_are_those_of_people_and_rooms_too(data: Path) -> None:
    update = brought(SOURCES / "schedule.json", data)
    assert places_of(update, "people.wanjiru-njeri.biography") == "event OPEN1 (Opening), Wanjiru Njeri"
    assert places_of(update, "rooms.tower.seats") == "room Tower"
    assert places_of(update, "agenda.days[0].sittings[1].items[0].title") == "event CAST1 (How a bell is cast)"
    assert places_of(update, "dates.end") == ""
