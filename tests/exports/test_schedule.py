"""The dates that scripts read, and the rules of the model that they follow."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path

import pytest

from microsite.exports.schedule import schedule
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.source.loading import load

HEAD = "number: 1\ntitle: A\ndates: {start: 2027-06-01, end: 2027-06-02}\norganizer: {name: B}\n"
NAIROBI = "zone: Africa/Nairobi\n"


def read(folder: Path, more: str) -> Session:
    """The session of a data file that begins as HEAD does."""
    path = folder / "session.yml"
    path.write_text(HEAD + more, encoding="utf-8")
    return load(path).session


def clock(milliseconds: int) -> str:
    """A moment of a schedule as day and time of day in Nairobi."""
    return dt.datetime.fromtimestamp(milliseconds / 1000, zoneinfo.ZoneInfo("Africa/Nairobi")).strftime("%d %H:%M")


BOUNDS = [
    ("zone: Asia/Kathmandu\nhours: {start: 09:00, end: 17:00}\n", (1811819700000, 1811934900000)),  # 03:15 and, a day later, 11:15 in UTC
    ("zone: Asia/Kathmandu\n", ("2027-06-01T00:00:00", "2027-06-03T00:00:00")),
    ("", ("2027-06-01T00:00:00", "2027-06-03T00:00:00")),
]


@pytest.mark.parametrize(("more", "bounds"), BOUNDS, ids=["hours", "a zone only", "dates only"])
def test_start_and_end(tmp_path: Path, more: str, bounds: tuple) -> None:
    """Moments where hours are known; else dates without an offset, which are each reader's own."""
    found = schedule(read(tmp_path, more), Localizer("en", "en"), items=False)
    assert (found["start"], found["end"]) == bounds


BESIDE = """
agenda:
  days:
    - date: 2027-06-01
      sittings:
        - {id: hall, room: Hall, start: 09:00, end: 12:00, items: [{id: a, kind: panel, start: 09:00}, {id: c, kind: panel, start: 11:00}]}
        - {id: attic, room: Attic, start: 09:00, end: 12:00, items: [{id: b, kind: panel, title: Law, start: 10:00}, {id: tea, kind: break, start: 11:30}]}
"""


def test_items_are_in_order_of_time(tmp_path: Path) -> None:
    """Those of two rooms are one list: the first that is still to begin is the next one. An item without a title has its kind."""
    items = schedule(read(tmp_path, NAIROBI + BESIDE), Localizer("en", "en"), items=True)["items"]
    assert [(item["id"], item["title"], clock(item["start"]), clock(item["end"])) for item in items] == [
        ("a", "Panel", "01 09:00", "01 11:00"),
        ("b", "Law", "01 10:00", "01 11:30"),
        ("c", "Panel", "01 11:00", "01 12:00"),
        ("tea", "Break", "01 11:30", "01 12:00"),
    ]


TRACKS = """
agenda:
  days:
    - date: 2027-06-01
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {id: law, kind: panel, start: 09:00, track: Law}
            - {id: tools, kind: panel, start: 09:30, track: Tools}
            - {id: law-2, kind: panel, start: 10:30, track: Law}
            - {id: all, kind: closing, start: 11:30}
"""


def test_an_item_ends_with_the_next_one_of_its_track(tmp_path: Path) -> None:
    """Not with one of another track, which runs beside it; what has no track is for all."""
    ((_, sitting),) = read(tmp_path, NAIROBI + TRACKS).sittings()
    assert {item.id: f"{sitting.end_of(item):%H:%M}" for item in sitting.items} == {
        "law": "10:30",
        "tools": "11:30",
        "law-2": "11:30",
        "all": "12:00",
    }


def test_an_item_ends_with_the_next_one_after_midnight_too(tmp_path: Path) -> None:
    """Though the hour after midnight is the smallest of all."""
    items = ", ".join(f"{{id: {name}, kind: panel, start: {start}}}" for name, start in (("a", "22:00"), ("b", "23:00"), ("c", "00:30")))
    agenda = (
        "zone: Africa/Nairobi\nagenda: "
        f"{{days: [{{date: 2027-06-01, sittings: [{{id: night, start: 22:00, end: 02:00, items: [{items}]}}]}}]}}\n"
    )
    listed = schedule(read(tmp_path, agenda), Localizer("en", "en"), items=True)["items"]
    assert [(clock(item["start"]), clock(item["end"])) for item in listed] == [
        ("01 22:00", "01 23:00"),
        ("01 23:00", "02 00:30"),
        ("02 00:30", "02 02:00"),
    ]


CLOSES = {"": "02 18:00", ", closes: 2027-06-02": "02 18:00", ", closes: 2027-06-01": "02 00:00", ", closes: 2027-06-01 12:30": "01 12:30"}


@pytest.mark.parametrize("closes", CLOSES)
def test_registration_closes_with_the_session_at_the_latest(tmp_path: Path, closes: str) -> None:
    """A last day lasts until midnight, but for the session's own, on which nothing is left to register for after the end."""
    registration = f"registration: {{online: {{url: 'https://example.org/'{closes}}}}}\n"
    session = read(tmp_path, f"{NAIROBI}hours: {{start: 10:00, end: 18:00}}\n{registration}")
    (way,) = schedule(session, Localizer("en", "en"), items=False)["registration"]
    assert (way["from"], clock(way["until"])) == (None, CLOSES[closes])


WHOLE = """
hours: {start: 10:00, end: 18:00}
registration: {onsite: {who: All}, online: {url: 'https://example.org/', opens: 2027-05-01}}
agenda:
  days:
    - date: 2027-06-01
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {id: talk, kind: panel, title: {en: Law, fr: Droit}, start: 09:00}
            - {id: gone, kind: panel, start: 10:00, cancelled: true}
            - {id: tea, kind: break, start: 11:30}
            - {id: open, kind: panel}
        - id: evening
          start: 20:00
          end: 01:00
"""


def test_the_whole_schedule(tmp_path: Path) -> None:
    """Days from midnight to midnight, or to the end of what lasts longer; sittings, and the hours of a day that has none; items that take
    place at a time, which last no longer when the next is cancelled; ways to register that have a form."""
    session = read(tmp_path, NAIROBI + WHOLE)
    found = schedule(session, Localizer("fr", "en"), items=True)

    def spans(name: str) -> list[tuple[str, str]]:
        return [(clock(each["start"]), clock(each["end"])) for each in found[name]]

    assert (found["takesPlace"], clock(found["start"]), clock(found["end"])) == (True, "01 09:00", "02 18:00")
    assert spans("days") == [("01 00:00", "02 01:00"), ("02 00:00", "03 00:00")]
    assert spans("sittings") == [("01 09:00", "01 12:00"), ("01 20:00", "02 01:00"), ("02 10:00", "02 18:00")]
    assert spans("items") == [("01 09:00", "01 10:00"), ("01 11:30", "01 12:00")]
    assert [(item["id"], item["title"], item.get("isBreak")) for item in found["items"]] == [
        ("talk", "Droit", None),
        ("tea", "Break", True),
    ]
    assert [(clock(way["from"]), clock(way["until"])) for way in found["registration"]] == [("01 00:00", "02 18:00")]
    assert found["registration"][0]["from"] == dt.datetime(2027, 5, 1, tzinfo=zoneinfo.ZoneInfo("Africa/Nairobi")).timestamp() * 1000
    assert set(found) == {"takesPlace", "start", "end", "days", "sittings", "items", "registration"}


def test_a_page_has_the_items_it_is_asked_for(tmp_path: Path) -> None:
    """All, those of one day, or none; sittings are always there."""
    session = read(tmp_path, NAIROBI + WHOLE)
    asked = {False: 0, True: 2, dt.date(2027, 6, 1): 2, dt.date(2027, 6, 2): 0}
    found = {items: schedule(session, Localizer("en", "en"), items=items) for items in asked}
    assert {items: len(each["items"]) for items, each in found.items()} == asked
    assert {len(each["sittings"]) for each in found.values()} == {3}


def test_a_session_that_does_not_take_place_says_so(tmp_path: Path) -> None:
    """Nothing of the clock holds for it."""
    assert schedule(read(tmp_path, "status: cancelled\n"), Localizer("en", "en"), items=False)["takesPlace"] is False
