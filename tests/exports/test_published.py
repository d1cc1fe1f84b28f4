"""The record of what was published: what calendars and readers are told of a change, over many versions of a data file."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from icalendar import Calendar

from microsite.exports import published
from microsite.exports.calendar import Addresses, calendars
from microsite.exports.published import BadRecord, Record
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.source.loading import load

HEAD = """number: 4
title: Voices
organizer: {name: Harbour Institute}
dates: {start: 2026-10-24, end: 2026-10-26}
zone: Europe/Zurich
"""
AT = Addresses(*(f"https://e.org/{page}" for page in ("", "agenda/", "take-part/", "webcast/", "")))
FIRST = dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC)


def agenda(items: Iterable[str], more: str = "") -> str:
    """A data file with an agenda of one sitting, from 8:00 to 20:00."""
    rows = "".join(f"        - {item}\n" for item in items)
    return f"{HEAD}{more}agenda:\n  status: provisional\n  days:\n    - date: 2026-10-24\n      sittings:\n      - id: day\n        start: 08:00\n        end: 20:00\n        items:\n{rows}"


def session(folder: Path, text: str) -> Session:
    (folder / "session.yml").write_text(text, encoding="utf-8")
    return load(folder / "session.yml").session


def told(record: Record) -> list[tuple[str, ...]]:
    """What readers are told, without when."""
    return [(change.kind.value, change.key, change.was[11:16], change.now[11:16]) for change in record.changes]


def versions(folder: Path, *texts: str) -> list[Record]:
    """The record after each version, published a day after the one before."""
    found: list[Record] = []
    for number, text in enumerate(texts):
        now = FIRST + dt.timedelta(days=number)
        found.append(published.renewed(found[-1] if found else None, session(folder, text), "", (), now))
    return found


TALK = "{id: talk, kind: keynote, title: Talk, start: 09:00, end: 10:00}"
PANEL = "{id: panel, kind: panel, title: Panel, start: 11:00, end: 12:00}"


@pytest.mark.parametrize(
    ("then", "change"),
    [
        ([TALK.replace("9:00", "9:30"), PANEL], ("moved", "agenda/#talk", "07:00", "07:30")),
        ([TALK.replace("}", ", room: Attic}"), PANEL], ("room", "agenda/#talk", "07:00", "07:00")),
        ([TALK.replace("}", ", cancelled: true}"), PANEL], ("cancelled", "agenda/#talk", "07:00", "07:00")),
        ([PANEL], ("removed", "agenda/#talk", "07:00", "07:00")),
        ([TALK, "{id: lab, kind: workshop, title: Lab, start: 10:00}", PANEL], ("new", "agenda/#lab", "", "08:00")),
        ([TALK.replace("Talk", "A talk"), PANEL], None),
        ([TALK, "{id: tea, kind: break, start: 10:30}", PANEL], None),
        ([TALK, PANEL], None),
    ],
    ids=["moved", "room", "cancelled", "removed", "new", "title", "break", "nothing"],
)
def test_what_readers_are_told(tmp_path: Path, then: list[str], change: tuple | None) -> None:
    """Of a move, a cancellation, an item that comes or goes; not of words. The first agenda is one piece of news, not one of each item."""
    pending, first, second = versions(tmp_path, HEAD, agenda([TALK, PANEL]), agenda(then))
    assert told(pending) == [] and told(first) == [("agenda", "", "", "")]
    assert told(second)[1:] == ([change] if change else [])


def test_a_deadline_and_the_session_itself(tmp_path: Path) -> None:
    """A deadline that was put off, a session that is postponed to other days and then takes place on them."""
    call = "calls: [{id: papers, title: Papers, deadline: 2026-07-01 12:00}]\n"
    later = call.replace("07-01", "08-01")
    moved = HEAD.replace("2026-10", "2026-11")
    *_, last = versions(tmp_path, HEAD + call, HEAD + later, HEAD + later + "status: postponed\n", moved + later)
    assert [(change.kind.value, change.was[:10], change.now[:10]) for change in last.changes] == [
        ("deadline", "2026-07-01", "2026-08-01"),
        ("status", "scheduled", "postponed"),
        ("status", "postponed", "scheduled"),
        ("dates", "2026-10-24", "2026-11-24"),
    ]


PLACES = """venue: {name: Hall, address: Quay 12, city: Bern}
venues: {annex: {name: Annex, address: Lane 3}}
rooms: {attic: {name: Attic}, cellar: {name: Cellar, venue: annex}}
"""
HELD = (TALK, PANEL.replace("}", ", room: attic}"), "{id: lab, kind: workshop, title: Lab, start: 14:00, end: 15:00, room: cellar}")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("Quay 12", "Quay 14", [("venue", "")]),
        ("address: Quay 12, city", "city", [("venue", "")]),
        ("name: Hall", "name: Great Hall", [("venue", "")]),
        ("name: Hall", "name: {en: Hall, fr: Halle}", []),
        ("Lane 3", "Lane 5", [("venue", "annex")]),
        ("name: Attic", "name: Loft", [("room_name", "attic")]),
        ("name: Attic", "name: {en: Attic, fr: Grenier}", []),
        ("Cellar, venue: annex", "Cellar", [("room", "agenda/#lab")]),
        ("room: cellar", "room: attic", [("room", "agenda/#lab")]),
        (", room: cellar", "", [("room", "agenda/#lab")]),
        ("title: Talk, start: 09:00, end: 10:00", "title: Talk, start: 09:00, end: 10:00, room: attic", [("room", "agenda/#talk")]),
    ],
)
def test_what_places_are_called_is_told_once(tmp_path: Path, before: str, after: str, change: list) -> None:
    """Another address or name of a place is one change of that place, and moves none of the items in it; a translation is none."""
    text = agenda(HELD, PLACES)
    assert before in text
    first, second = versions(tmp_path, text, text.replace(before, after))
    assert [(each.kind.value, each.key) for each in second.changes] == change


WAYS = "registration: {onsite: {closes: 2026-09-01}, online: {opens: 2026-08-01 09:00}}\n"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("closes: 2026-09-01", "closes: 2026-09-05", ("closes", "take-part/#onsite", "2026-09-01", "2026-09-05")),
        ("{closes: 2026-09-01}", "{}", None),
        ("08-01 09:00", "08-01 11:00", ("opens", "take-part/#online", "2026-08-01T07:00:00+00:00", "2026-08-01T09:00:00+00:00")),
        ("end: 18:00", "end: 17:00", ("hours", "", "10:00:00/18:00:00", "10:00:00/17:00:00")),
        (
            "start: 09:00, end: 10:00",
            "start: 09:00, end: 10:15",
            (
                "end",
                "agenda/#talk",
                "2026-10-24T07:00:00+00:00/2026-10-24T08:00:00+00:00",
                "2026-10-24T07:00:00+00:00/2026-10-24T08:15:00+00:00",
            ),
        ),
        ("end: 20:00", "end: 19:00", None),
        ("title: Talk", "title: Talk, recording: 'https://e.org/talk'", ("recording", "agenda/#talk", "", "")),
    ],
)
def test_other_moments_are_told(tmp_path: Path, before: str, after: str, change: tuple | None) -> None:
    """When registration opens and closes, the daily hours, the end that the data gives of an item, and its recording; not an end that only
    follows from the sitting's."""
    text = agenda([TALK, "{id: open, kind: discussion, start: 16:00}"], WAYS + "hours: {start: 10:00, end: 18:00}\n")
    assert before in text
    first, second = versions(tmp_path, text, text.replace(before, after))
    assert [(each.kind.value, each.key, each.was, each.now) for each in second.changes] == ([change] if change else [])


def test_a_record_of_an_earlier_version_makes_no_changes(tmp_path: Path) -> None:
    """It lacks what is kept now: at the first publication nothing of that is told, nor at the next one with the same data."""
    text = agenda(
        [*HELD, "{id: end, kind: closing, start: 19:00, recording: 'https://e.org/end'}"],
        PLACES + WAYS + "hours: {start: 10:00, end: 18:00}\n",
    )
    (record,) = versions(tmp_path, text)
    path = tmp_path / "archive" / published.FILE
    published.write(path, record)
    written = json.loads(path.read_text(encoding="utf-8"))
    del written["details"]
    for entry in written["entries"].values():
        entry.pop("gives_end", None)
    path.write_text(json.dumps(written), encoding="utf-8")
    earlier = published.read(path)
    for changed in (text, text.replace("Quay 12", "Quay 14")):
        assert published.renewed(earlier, session(tmp_path, changed), "", (), FIRST).changes == ()
    assert published.renewed(earlier, session(tmp_path, text), "", (), FIRST) == record


def test_the_same_data_changes_nothing(tmp_path: Path) -> None:
    """Built again later, with the record of the first time: the same record, and the same calendars to the byte."""
    first, again = versions(tmp_path, agenda([TALK, PANEL]), agenda([TALK, PANEL]))
    assert first == again
    files = [dict(calendars(session(tmp_path, agenda([TALK, PANEL])), Localizer("en", "en"), AT, record)) for record in (first, again)]
    assert files[0] == files[1]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    """And one that was edited by hand gets a sentence that says where it is wrong and what to do."""
    *_, record = versions(tmp_path, agenda([TALK]), agenda([PANEL]))
    path = tmp_path / "archive" / published.FILE
    published.write(path, record)
    assert published.read(path) == record and published.read(tmp_path / "none.json") is None
    path.write_text(path.read_text(encoding="utf-8").replace('"kind": "removed"', '"kind": "eaten"'), encoding="utf-8")
    with pytest.raises(
        BadRecord, match=r"archive/published.json: changes.1.kind is not as a build writes it .* take the file from an earlier"
    ):
        published.read(path)


def test_what_a_later_version_writes_beside_is_left_out(tmp_path: Path) -> None:
    """At any depth: a site goes back to an earlier version of the code, and builds as it did; the next record is without it."""
    *_, record = versions(tmp_path, agenda([TALK]), agenda([PANEL]))
    path = tmp_path / "archive" / published.FILE
    published.write(path, record.model_copy(update={"pages": {"index.html": published.PageEntry(modified=FIRST, mark="a")}}))
    written = json.loads(path.read_text(encoding="utf-8"))
    for part in (written, written["entries"]["agenda/#panel"], written["changes"][0], written["pages"]["index.html"]):
        part["reach"] = {"far": 1}
    path.write_text(json.dumps(written), encoding="utf-8")
    read = published.read(path)
    assert read and (read.entries, read.changes, read.pages["index.html"].mark) == (record.entries, record.changes, "a")
    published.write(path, published.renewed(read, session(tmp_path, agenda([PANEL])), "", (), FIRST))
    assert "reach" not in path.read_text(encoding="utf-8")


def test_another_session_begins_a_new_record(tmp_path: Path) -> None:
    """It tells nothing of the one before."""
    (record,) = versions(tmp_path, agenda([TALK]))
    fresh = published.renewed(record, session(tmp_path, agenda([PANEL])), "after-4/", (), FIRST)
    assert [*fresh.entries] == ["#day-1", "#day-2", "#day-3", "agenda/#panel"] and not fresh.changes


# ── what those have who took the calendar up, or who subscribe to it ─────────────────────────────────────────────────


class Program:
    """A calendar program that takes up each file it is given: of two events with one UID it keeps the one with the higher SEQUENCE."""

    def __init__(self) -> None:
        self.events: dict[str, dict] = {}

    def take_up(self, content: bytes) -> None:
        for event in Calendar.from_ical(content).walk("VEVENT"):
            known = self.events.get(str(event["UID"]))
            if not known or event["SEQUENCE"] >= known["SEQUENCE"]:
                assert not known or event["SEQUENCE"] > known["SEQUENCE"] or event.to_ical() == known.to_ical(), (
                    "changed under one SEQUENCE"
                )
                assert not known or event["LAST-MODIFIED"].dt >= known["LAST-MODIFIED"].dt
                self.events[str(event["UID"])] = event

    @property
    def shown(self) -> dict[str, str]:
        """Title and hour of what takes place."""
        taking_place = [event for event in self.events.values() if event.get("STATUS") != "CANCELLED"]
        return {str(event["SUMMARY"]): f"{event['DTSTART'].dt:%H:%M}" for event in taking_place}


def edited(items: dict[str, tuple[str, int, bool]], chance: random.Random) -> dict[str, tuple[str, int, bool]]:
    """A version with one change, as editors make them; items are (title, hour, cancelled) by id."""
    found, name = dict(items), chance.choice([*"abcdefgh"])
    title, hour, cancelled = found.get(name, (name.upper(), 9, False))
    change = chance.choice(["move", "cancel", "back", "remove", "rename", "put"])
    if change == "remove" and len(found) > 1:
        found.pop(name, None)
    else:
        hour = chance.randrange(8, 19) if change in ("move", "put") else hour
        found[name] = (title + "!" * (change == "rename"), hour, cancelled if change in ("move", "rename") else change == "cancel")
    return found


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 40))])
def test_after_ten_versions_a_program_holds_what_the_last_one_says(tmp_path: Path, seed: int) -> None:
    """Nothing twice, nothing that is gone; each change under a higher SEQUENCE, for those who take each version up and for those who
    skip some."""
    chance = random.Random(seed)
    items = {name: (name.upper(), 8 + number, False) for number, name in enumerate("abcd")}
    each, some, record = Program(), Program(), None
    for number in range(10):
        rows = sorted(items.items(), key=lambda row: row[1][1])
        text = agenda(
            (
                f"{{id: {name}, kind: poster-show, title: {title}, start: {hour:02}:00, cancelled: {str(cancelled).lower()}}}"
                for name, (title, hour, cancelled) in rows
            ),
            "kinds: {poster-show: {name: Posters, beside_others: true}}\n",
        )
        found = session(tmp_path, text)
        record = published.renewed(record, found, "", (), FIRST + dt.timedelta(days=number))
        content = dict(calendars(found, Localizer("en", "en"), AT, record))["subscribe/agenda"]
        each.take_up(content)
        if number % 3 == 0:
            some.take_up(content)
        wanted = {title: f"{hour:02}:00" for title, hour, cancelled in items.values() if not cancelled}
        assert each.shown == wanted
        items = edited(items, chance)
    assert some.shown == each.shown


def test_what_is_taken_out_stays_cancelled_in_its_own_file(tmp_path: Path) -> None:
    """Under its address and its UID, with its last hour, so that who took it up learns of it."""
    first, second = versions(tmp_path, agenda([TALK, PANEL]), agenda([PANEL]))
    (before,) = Calendar.from_ical(
        dict(calendars(session(tmp_path, agenda([TALK, PANEL])), Localizer("en", "en"), AT, first))["items/talk"]
    ).walk("VEVENT")
    (after,) = Calendar.from_ical(
        dict(calendars(session(tmp_path, agenda([PANEL])), Localizer("en", "en"), AT, second))["items/talk"]
    ).walk("VEVENT")
    assert (str(after["SUMMARY"]), str(after["STATUS"]), int(after["SEQUENCE"])) == ("Cancelled: Talk", "CANCELLED", 1)
    assert after["UID"] == before["UID"] and after["DTSTART"].dt == before["DTSTART"].dt
    assert after["LAST-MODIFIED"].dt == FIRST + dt.timedelta(days=1)


def test_what_is_taken_out_stays_cancelled_in_the_calendar_of_its_room(tmp_path: Path) -> None:
    """As in that of the whole agenda, and in no other room's."""
    rooms = "rooms: {hall: {name: Hall}, attic: {name: Attic}}\n"
    talk, panel, dinner = TALK.replace("}", ", room: hall}"), PANEL.replace("}", ", room: attic}"), "{id: end, kind: closing, room: hall}"
    _, second = versions(tmp_path, agenda([talk, panel, dinner], rooms), agenda([panel, dinner], rooms))
    found = dict(calendars(session(tmp_path, agenda([panel, dinner], rooms)), Localizer("en", "en"), AT, second))
    said = {name: [str(each["SUMMARY"]) for each in Calendar.from_ical(content).walk("VEVENT")] for name, content in found.items()}
    assert [name for name, titles in said.items() if "Cancelled: Talk" in titles] == [
        "items/talk",
        "subscribe/agenda",
        "subscribe/room-hall",
    ]


def test_a_postponed_session_keeps_its_days(tmp_path: Path) -> None:
    """Each day of it is the same event on another date."""
    first, second = versions(tmp_path, HEAD, HEAD.replace("2026-10", "2027-03"))
    days = []
    for text, record in ((HEAD, first), (HEAD.replace("2026-10", "2027-03"), second)):
        content = dict(calendars(session(tmp_path, text), Localizer("en", "en"), AT, record))["session"]
        days.append(
            [(str(event["UID"]), int(event["SEQUENCE"]), event["DTSTART"].dt.month) for event in Calendar.from_ical(content).walk("VEVENT")]
        )
    assert [uid for uid, _, _ in days[0]] == [uid for uid, _, _ in days[1]]
    assert [(sequence, month) for _, sequence, month in days[1]] == [(1, 3)] * 3
