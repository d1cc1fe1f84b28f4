"""The data as tables, and changes made elsewhere put into a file that was changed here too."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.editing.rewrite import read, rewritten
from microsite.imports.merging import merged
from microsite.imports.tables import Row, Tables, as_tables, clock, from_midnight, is_possible, with_tables
from tests.conftest import DATA
from tests.six_rooms import text as six_rooms

FULL = (DATA / "full.yml").read_text(encoding="utf-8")

DAY = """agenda:
  status: final
  days:
    - date: 2026-10-24
      sittings:
        - id: morning
          start: 9:00
          end: 12:00
          items:
            - id: opening   # by the mayor
              kind: opening
              start: 9:00
              end: 10:00
            - id: talk
              kind: talk
              start: 10:00
        - id: night
          start: 22:00
          end: 01:30
          items:
            - id: party
              kind: social_event
              start: 22:00
              end: 00:30
            - id: late
              kind: talk
              start: 00:30
              end: 01:30
  planned:
    - id: walk
      kind: excursion
      title: A walk
"""


@pytest.mark.parametrize("content", [FULL, six_rooms(), DAY], ids=["full", "six rooms", "night"])
def test_tables_hold_all_that_they_are_made_of(content: str) -> None:
    data = read(content)
    assert rewritten(content, with_tables(data, as_tables(data))) == content


def test_hours_past_midnight_count_on() -> None:
    items = as_tables(read(DAY))["items"]
    assert [(key, row["start"], row.get("end")) for key, row in items.items() if "start" in row] == [
        ("opening", "09:00", "10:00"),
        ("talk", "10:00", None),
        ("party", "22:00", "24:30"),
        ("late", "24:30", "25:30"),
    ]


def after(change: Callable[[Tables], None]) -> list[str]:
    """The lines of DAY that differ once its tables are changed."""
    data = read(DAY)
    tables = as_tables(data)
    change(tables)
    lines = difflib.unified_diff(DAY.splitlines(), rewritten(DAY, with_tables(data, tables)).splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("---", "+++")]


def test_an_item_with_another_hour_stays_in_its_sitting() -> None:
    assert after(lambda tables: tables["items"]["late"].update(start="24:45")) == [
        "-              start: 00:30",
        "+              start: 00:45",
    ]


def test_a_sitting_is_as_long_as_its_items() -> None:
    assert after(lambda tables: tables["items"]["opening"].update(start="08:30")) == [
        "-          start: 9:00",
        "+          start: 08:30",
        "-              start: 9:00",
        "+              start: 08:30",
    ]


def test_an_item_that_no_sitting_holds_gets_one() -> None:
    lines = after(lambda tables: tables["items"]["walk"].update(date="2026-10-25", start="14:00", end="16:00"))
    assert [line for line in lines if line[0] == "+"] == [
        "+    - date: 2026-10-25",
        "+      sittings:",
        "+        - id: sunday-25",
        "+          start: 14:00",
        "+          end: 16:00",
        "+          items:",
        "+            - id: walk",
        "+              kind: excursion",
        "+              title: A walk",
        "+              start: 14:00",
        "+              end: 16:00",
    ]


def test_an_item_that_moves_to_another_sitting_keeps_its_comments() -> None:
    lines = after(lambda tables: tables["items"]["opening"].update(start="23:00", end="23:30"))
    assert "+            - id: opening   # by the mayor" in lines and "+              start: 23:00" in lines
    lines = after(lambda tables: [tables["items"]["opening"].pop(key) for key in ("date", "sitting", "start", "end")])
    assert "+    - id: opening   # by the mayor" in lines and "+      kind: opening" in lines


def test_a_pause_parts_new_sittings() -> None:
    rows = {
        key: {"id": key, "kind": "talk", "date": "2026-03-10", "start": start, "end": end}
        for key, start, end in [("a", "09:00", "10:00"), ("c", "14:00", "15:00"), ("b", "10:10", "12:00"), ("d", "23:00", "24:30")]
    }
    agenda = with_tables({}, {"items": rows})["agenda"]
    assert agenda["status"] == "provisional"
    assert [
        (sitting["id"], sitting["start"], sitting["end"], [item["id"] for item in sitting["items"]])
        for sitting in agenda["days"][0]["sittings"]
    ] == [
        ("tuesday-10", "09:00", "12:00", ["a", "b"]),
        ("tuesday-10-2", "14:00", "15:00", ["c"]),
        ("tuesday-10-3", "23:00", "00:30", ["d"]),
    ]


def test_what_begins_past_midnight_is_of_the_next_day_unless_an_evening_goes_on() -> None:
    rows = {"night": {"id": "night", "kind": "talk", "date": "2026-03-10", "start": "24:30", "end": "25:00"}}
    (day,) = with_tables({}, {"items": rows})["agenda"]["days"]
    assert day["date"] == "2026-03-11" and day["sittings"][0]["items"] == [
        {"id": "night", "kind": "talk", "start": "00:30", "end": "01:00"}
    ]
    rows["party"] = {"id": "party", "kind": "talk", "date": "2026-03-10", "start": "22:00", "end": "24:30"}
    (day,) = with_tables({}, {"items": rows})["agenda"]["days"]
    assert day["date"] == "2026-03-10" and [item["id"] for item in day["sittings"][0]["items"]] == ["party", "night"]


def test_what_has_no_end_lasts_until_the_next() -> None:
    starts = {"a": "09:00", "b": "10:00", "c": "12:30", "d": "18:00"}
    rows = {key: {"id": key, "kind": "talk", "date": "2026-03-10", "start": start} for key, start in starts.items()}
    sittings = with_tables({}, {"items": rows})["agenda"]["days"][0]["sittings"]
    assert [[item["id"] for item in sitting["items"]] for sitting in sittings] == [["a", "b", "c"], ["d"]]


BASE = {
    "a": {"title": "Opening", "start": "09:00", "people": [{"person": "x"}, {"person": "y"}]},
    "b": {"title": "Panel", "tags": ["one"]},
}


@pytest.mark.parametrize(
    ("ours", "theirs", "result", "conflicts"),
    [
        # translated here, another hour there
        (
            {"a": {"title": {"en": "Opening", "fr": "Ouverture"}}},
            {"a": {"start": "09:30"}},
            {"a": {"title": {"en": "Opening", "fr": "Ouverture"}, "start": "09:30"}},
            [],
        ),
        # translated here, another title there: the translation stays, and is out of date for the checks to say
        (
            {"a": {"title": {"en": "Opening", "fr": "Ouverture"}}},
            {"a": {"title": "Welcome"}},
            {"a": {"title": {"en": "Welcome", "fr": "Ouverture"}}},
            [],
        ),
        # both changed the hour
        ({"a": {"start": "10:00"}}, {"a": {"start": "11:00"}}, {"a": {"start": "10:00"}}, [("a", "start")]),
        # another start here, another end there: neither says the time that would come of it
        ({"a": {"start": "10:00"}}, {"a": {"end": "12:00"}}, {"a": {"start": "10:00"}}, [("a", "start", "end")]),
        # an end there that was not known
        ({"a": {"start": "10:00"}}, {"a": {"start": "10:00", "end": "12:00"}}, {"a": {"start": "10:00", "end": "12:00"}}, []),
        # one person more there, a part of another here
        (
            {"a": {"people": [{"person": "x", "part": "chair"}, {"person": "y"}]}},
            {"a": {"people": [{"person": "z"}, {"person": "x"}, {"person": "y"}]}},
            {"a": {"people": [{"person": "z"}, {"person": "x", "part": "chair"}, {"person": "y"}]}},
            [],
        ),
        # taken out there, changed here
        ({"b": {"tags": ["one", "two"]}}, {"b": None}, {"b": {"tags": ["one", "two"]}}, [("b",)]),
        # a list of words that both changed
        ({"b": {"tags": ["two"]}}, {"b": {"tags": ["three"]}}, {"b": {"tags": ["two"]}}, [("b", "tags")]),
        # taken out there, as it was here
        ({}, {"b": None}, {"b": None}, []),
    ],
)
def test_changes_of_both_sides_are_kept(ours: Tables, theirs: Tables, result: Tables, conflicts: list[tuple[str, ...]]) -> None:
    def version(changes: Tables) -> Tables:
        rows = copy.deepcopy(BASE)
        for key, change in changes.items():
            rows[key] = {**rows[key], **change} if change is not None else None
        return {key: row for key, row in rows.items() if row is not None}

    found = merged(BASE, version(ours), version(theirs), "en")
    assert found.data == version(result)
    assert [conflict.where for conflict in found.conflicts] == conflicts


def test_a_sitting_moves_with_all_that_it_has() -> None:
    rows = as_tables(read(DAY))["items"]
    moved = {
        **rows,
        "party": {**rows["party"], "start": "14:00", "end": "15:00"},
        "late": {**rows["late"], "start": "15:00", "end": "16:00"},
    }
    sittings = with_tables(read(DAY), {"items": moved})["agenda"]["days"][0]["sittings"]
    assert [(each["id"], each["start"], each["end"]) for each in sittings] == [("morning", "9:00", "12:00"), ("night", "14:00", "16:00")]


def test_what_no_sitting_can_hold_is_in_several() -> None:
    rows = {
        key: {"id": key, "kind": "talk", "date": "2026-03-10", "start": start, "end": end, "room": room}
        for key, start, end, room in [
            ("a", "09:00", "15:00", "x"),
            ("b", "09:00", "13:00", "y"),
            ("c", "13:00", "23:00", "y"),
            ("d", "23:00", "25:00", "x"),
            ("e", "25:00", "26:00", "y"),
        ]
    }
    agenda = with_tables({}, {"items": rows})["agenda"]
    assert [
        (each["id"], each.get("room"), each["start"], each["end"], [item["id"] for item in each["items"]])
        for each in agenda["days"][0]["sittings"]
    ] == [
        ("tuesday-10", "x", "09:00", "15:00", ["a"]),
        ("tuesday-10-2", "y", "09:00", "23:00", ["b", "c"]),
        ("tuesday-10-3", None, "23:00", "02:00", ["d", "e"]),
    ]


def test_a_sitting_is_not_made_longer_than_one_can_be() -> None:
    """That from 9:00 to 12:00 gets nothing that ends at midnight."""
    data = read(DAY)
    rows = {key: row for key, row in as_tables(data)["items"].items() if row.get("sitting") == "morning"}
    rows["show"] = {"id": "show", "kind": "talk", "date": "2026-10-24", "start": "12:00", "end": "24:00"}
    sittings = with_tables(data, {"items": rows})["agenda"]["days"][0]["sittings"]
    assert [(each["id"], each["start"], each["end"]) for each in sittings] == [
        ("morning", "9:00", "12:00"),
        ("saturday-24", "12:00", "00:00"),
    ]


def test_sittings_that_an_item_bridges_are_one() -> None:
    """Else two would be at one time, in no room."""
    rows = {
        key: {"id": key, "kind": "talk", "date": "2026-03-10", "start": start, "end": end, "room": key}
        for key, start, end in [("a", "09:00", "12:00"), ("b", "14:00", "16:00")]
    }
    agenda = with_tables({}, {"items": rows})["agenda"]
    assert len(agenda["days"][0]["sittings"]) == 2
    rows["long"] = {"id": "long", "kind": "talk", "date": "2026-03-10", "start": "11:00", "end": "15:00", "room": "long"}
    (sitting,) = with_tables({"agenda": agenda}, {"items": rows})["agenda"]["days"][0]["sittings"]
    assert (sitting["id"], sitting["start"], sitting["end"]) == ("tuesday-10", "09:00", "16:00")
    assert [item["id"] for item in sitting["items"]] == ["a", "long", "b"]


@pytest.mark.parametrize(
    ("hours", "after"),
    [(("09:00", "11:00"), ("10:00", "11:30")), (("08:30", "12:00"), ("08:30", "12:00")), (("09:00", "12:00"), ("09:00", "12:00"))],
)
def test_a_sitting_as_long_as_its_items_follows_them(hours: tuple[str, str], after: tuple[str, str]) -> None:
    """Its start, too; one that was longer stays so."""
    items = [{"id": "a", "start": "09:00", "end": "10:00"}, {"id": "b", "start": "10:00", "end": "11:00"}]
    sitting = {"id": "s", "start": hours[0], "end": hours[1], "items": items}
    data = {"agenda": {"days": [{"date": "2027-06-01", "sittings": [sitting]}]}}
    tables = as_tables(data)
    tables["items"]["a"] |= {"start": "10:00", "end": "10:30"}
    tables["items"]["b"] |= {"start": "10:30", "end": "11:30"}
    (found,) = with_tables(data, tables)["agenda"]["days"][0]["sittings"]
    assert (found["start"], found["end"]) == after


@st.composite
def some_items(draw: st.DrawFn) -> dict[str, Row]:
    """Items of three days with hours, counted from the midnight of a day, until noon of the next."""
    rows: dict[str, Row] = {}
    for number in range(draw(st.integers(1, 7))):
        start = draw(st.integers(0, 143)) * 15
        end = start + draw(st.integers(1, 40)) * 15
        row = {"id": f"i{number}", "date": f"2026-12-{draw(st.integers(28, 30))}", "start": clock(start), "end": clock(end)}
        if not is_possible(start, end) or draw(st.booleans()):
            del row["end"]
        rows[row["id"]] = row | ({"room": room} if (room := draw(st.sampled_from(["", "a", "b"]))) else {})
    return rows


@settings(max_examples=150, deadline=None, derandomize=True)
@given(some_items(), some_items())
def test_every_item_is_at_its_moment_whatever_sittings_come_of_it(before: dict[str, Row], after: dict[str, Row]) -> None:
    """In new sittings, and in those that are there and hold something else."""

    def moments(rows: dict[str, Row]) -> dict[str, tuple[str, ...]]:
        return {key: tuple(from_midnight(row).get(name, "") for name in ("date", "start", "end")) for key, row in rows.items()}

    data = with_tables({}, {"items": before})
    assert moments(as_tables(data)["items"]) == moments(before)
    held = as_tables(data)["items"]
    after = {key: {**row, **({"sitting": held[key]["sitting"]} if key in held else {})} for key, row in after.items()}
    assert moments(as_tables(with_tables(data, {"items": after}))["items"]) == moments(after)
