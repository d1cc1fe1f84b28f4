"""How items lie beside each other: each once, at its time, in its room's column, and every row as wide as the table."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.model.session import Session
from microsite.model.timetable import MOST_COLUMNS, Block, blocks

HEAD = {
    "number": "1",
    "title": "Voices",
    "organizer": {"name": "Institute"},
    "zone": "Asia/Tokyo",
    "dates": {"start": "2027-06-01", "end": "2027-06-01"},
}
FOUR = ("a", "b", "c", None)


def blocks_of(*sittings: dict, **more: object) -> tuple[Block, ...]:
    session = Session.model_validate({**HEAD, **more, "agenda": {"days": [{"date": "2027-06-01", "sittings": list(sittings)}]}})
    return blocks(session, session.agenda_days[0])


def sitting(*items: str, start: str = "9:00", end: str = "18:00", **more: object) -> dict:
    """Each item as "10:00-11:00 room kind", of which all but the start can be left out; its id is its place."""
    made = []
    for number, item in enumerate(items):
        hours, room, kind = [*item.split(" "), "", ""][:3]
        begin, _, finish = hours.partition("-")
        times = {"start": begin} | ({"end": finish} if finish else {}) if begin else {}
        made.append(
            {"id": f"{more.get('id', 's')}{number}", "kind": kind or "talk", **times, **({"room": room} if room not in ("", "-") else {})}
        )
    return {"id": "s", "start": start, "end": end, "items": made, **more}


def drawn(block: Block) -> list[list[str]]:
    """Each row of a block: its cells as their items, with the width and height of those that are larger than one."""
    rows = itertools.chain.from_iterable(group.rows for group in block.groups)
    return [
        [
            "+".join(entry.item.id for entry in cell.entries)
            + (f" {cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else "")
            for cell in row.cells
        ]
        for row in rows
    ]


def names(block: Block) -> list[str | None]:
    return [column and next(iter(column.root.values())) for column in block.columns]


def test_rooms_are_columns_where_items_are_at_one_time() -> None:
    """What is alone is as wide as all, what lasts longer as high as what is beside it; what is free is a cell too."""
    (block,) = blocks_of(sitting("9:00-10:00 a", "10:00-11:00 a", "10:00-10:30 b", "10:30-11:00 b", "10:30-11:00 c", "11:00-11:30 - break"))
    assert names(block) == ["a", "b", "c"]
    assert drawn(block) == [["s0 3x1"], ["s1 1x2", "s2", ""], ["s3", "s4"], ["s5 3x1"]]
    assert [group.at_once for group in block.groups] == [False, True, False]


def test_one_room_needs_no_table() -> None:
    """Nor do posters that hang in one room, a break beside them, or a bilateral meeting that has no room."""
    (block,) = blocks_of(
        sitting("9:00-10:00", "10:00-11:00 - poster", "10:00-11:00 - poster", "10:00-10:30 - break", "10:15-10:45 - bilateral")
    )
    assert block.columns == () and drawn(block) == [["s0"], ["s1+s2+s3"], ["s4"]]
    assert [group.at_once for group in block.groups] == [False, True]


def test_rooms_stand_in_the_order_of_the_data() -> None:
    """Of `rooms`, whichever the agenda names first; what has no room stands last."""
    rooms = {"b": {"name": "Hall B"}, "a": {"name": "Hall A"}}
    (block,) = blocks_of(sitting("9:00-10:00 - poster", "9:00-10:00 a", "9:00-10:00 garden", "9:00-10:00 b"), rooms=rooms)
    assert names(block) == ["Hall B", "Hall A", "garden", None] and drawn(block) == [["s3", "s1", "s2", "s0"]]


def test_more_rooms_than_a_screen_is_wide_are_a_list() -> None:
    """In which readers choose all the same."""
    for rooms in (MOST_COLUMNS, MOST_COLUMNS + 1):
        (block,) = blocks_of(sitting(*(f"9:00-10:00 r{number}" for number in range(rooms))))
        assert len(block.columns) == (rooms if rooms == MOST_COLUMNS else 0) and block.needs_choice
        assert [len(row) for row in drawn(block)] == [max(len(block.columns), 1)]


def test_several_in_one_room_share_a_cell() -> None:
    """Posters beside a talk, though they begin and end at other times."""
    (block,) = blocks_of(sitting("9:00-10:00 a poster", "9:00-9:40 b", "9:30-10:30 a poster", "9:40-10:30 b"))
    assert drawn(block) == [["s0+s2 1x3", "s1 1x2"], [], ["s3"]]


def test_tracks_are_columns_where_no_rooms_are_named() -> None:
    items = sitting("9:00-10:00", "9:00-10:00")
    items["items"][0] |= {"track": "Law"}
    items["items"][1] |= {"track": "Practice"}
    (block,) = blocks_of(items)
    assert names(block) == ["Law", "Practice"]


def test_sittings_at_one_time_are_one_table() -> None:
    """Each in its room; one that is later stands by itself, and what has no time is kept."""
    found = blocks_of(
        sitting("9:00-10:00", "10:00-11:00", "", id="x", room="a", end="12:00"),
        sitting("9:00-11:00", id="y", room="b", end="11:00"),
        sitting("13:00-14:00", id="z", start="13:00"),
    )
    assert [[each.id for each in block.sittings] for block in found] == [["x", "y"], ["z"]]
    assert drawn(found[0]) == [["x0", "y0 1x2"], ["x1"]] and [item.id for _, item in found[0].without_time] == ["x2"]


def test_past_midnight() -> None:
    (block,) = blocks_of(sitting("23:00-0:30 a", "23:00-23:30 b", "0:00-1:00 b", start="22:00", end="2:00"))
    assert drawn(block) == [["s0 1x2", "s1"], ["s2"]]


def covered(block: Block) -> None:
    """Every row has just as many places as there are columns, counted with what reaches into it from above."""
    width = max(len(block.columns), 1)
    for group in block.groups:
        taken = [0] * width
        for row in group.rows:
            for cell in row.cells:
                for column in range(cell.column, cell.column + cell.columns):
                    assert taken[column] == 0, "two cells in one place"
                    taken[column] = cell.rows
            assert all(taken), "a hole in a row"
            taken = [each - 1 for each in taken]
        assert not any(taken), "a cell that reaches out of its group"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 16), st.integers(1, 8), st.sampled_from(FOUR), st.sampled_from(("talk", "break", "poster"))), max_size=14
    )
)
def test_each_item_is_there_once(given_items: Sequence[tuple[int, int, str | None, str]]) -> None:
    """Whatever lies beside what, and the table has no holes."""
    clock = lambda quarter: f"{9 + quarter // 4}:{quarter % 4 * 15:02}"  # noqa: E731
    made = [
        f"{clock(start)}-{clock(start + length)} {room or '-'} {kind}"
        for start, length, room, kind in sorted(given_items, key=lambda each: each[0])
    ]
    for block in blocks_of(sitting(*made)):
        shown = [entry.item.id for group in block.groups for row in group.rows for entry in row.entries]
        assert sorted(shown) == sorted(f"s{number}" for number in range(len(made)))
        covered(block)


@pytest.mark.slow
def test_each_of_many_items_is_there_once() -> None:
    """As above, with days of hundreds of items."""
    chance = random.Random(1)
    for _ in range(300):
        size = chance.randrange(20, 200)
        items = [
            (chance.randrange(30), chance.randrange(1, 9), chance.choice("abcdefgh"), chance.choice(("talk", "poster")))
            for _ in range(size)
        ]
        test_each_item_is_there_once.hypothesis.inner_test(items)  # type: ignore[attr-defined]
