"""How the items of a day lie beside each other: what follows what, and what runs at once, in which room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.fields import Name, Title
from microsite.model.session import Session

MOST_COLUMNS = 8
"""What a screen is wide enough for; more rooms are a list."""

Column = Name | Title | None
"""What a column of a timetable is headed by: a room or a track; None for what has neither."""


class Entry(NamedTuple):
    """An item in its sitting, and when it is."""

    sitting: Sitting
    item: AgendaItem
    start: dt.datetime
    end: dt.datetime
    place: Name | None
    """The room that it is in."""


class Cell(NamedTuple):
    """What stands in one place of a timetable: an item, or several that are at one time in one column."""

    entries: tuple[Entry, ...]
    column: int
    columns: int = 1
    """How many columns it is wide."""
    rows: int = 1
    """How many rows it is high."""


class Row(NamedTuple):
    """The cells that begin at one time, from the first column to the last; those without entries fill what is free."""

    start: dt.datetime
    cells: tuple[Cell, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for cell in self.cells for entry in cell.entries)


class Group(NamedTuple):
    """Items each of which is at one time with another of them; or one item alone."""

    rows: tuple[Row, ...]

    @property
    def at_once(self) -> bool:
        """Whether it is more than one item."""
        return sum(len(row.entries) for row in self.rows) > 1


class Block(NamedTuple):
    """Sittings that are at one time, or one alone, with their items."""

    sittings: tuple[Sitting, ...]
    columns: tuple[Column, ...]
    """The rooms or tracks, where items are at one time in several of them; none, where there are more than a screen is wide."""
    needs_choice: bool
    """Whether readers have to choose between rooms or tracks."""
    groups: tuple[Group, ...]
    without_time: tuple[tuple[Sitting, AgendaItem], ...]
    """The items that have no time of their own."""


def blocks(session: Session, day: Day) -> tuple[Block, ...]:
    """The sittings of a day with their items, in order of time."""
    return tuple(_block(session, day, sittings) for sittings in _sittings_at_once(session, day))


def beside(entry: Entry, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those of the day's entries that are at the same time as one of them."""
    return tuple(each for each in entries if each.item is not entry.item and each.start < entry.end and entry.start < each.end)


def before_and_after(session: Session, entry: Entry, entries: Iterable[Entry]) -> tuple[Entry | None, Entry | None]:
    """Of the day's entries, what is before one of them in its room, and what after it, without breaks; None where there is nothing."""
    there = [
        each
        for each in entries
        if each.place == entry.place and each.item is not entry.item and not session.is_break(each.item) and not each.item.cancelled
    ]
    earlier = [each for each in there if each.end <= entry.start]
    later = [each for each in there if each.start >= entry.end]
    return max(earlier, key=lambda each: each.end, default=None), min(later, key=lambda each: each.start, default=None)


def entries(session: Session, sittings: Iterable[tuple[Day, Sitting]]) -> tuple[Entry, ...]:
    """The items of sittings that have a time, in order of their start."""
    found = [
        Entry(sitting, item, *session.times(day, sitting, item), session.place_of(item, sitting))
        for day, sitting in sittings
        for item in sitting.items
        if item.start
    ]
    return tuple(sorted(found, key=lambda entry: entry.start))


def _sittings_at_once(session: Session, day: Day) -> list[list[Sitting]]:
    """The sittings of a day, those together that are at one time; they are in order of their start."""
    found: list[list[Sitting]] = []
    until = None
    for sitting in day.sittings:
        start, end = session.times(day, sitting)
        if until and start < until:
            found[-1].append(sitting)
            until = max(until, end)
        else:
            found.append([sitting])
            until = end
    return found


def _block(session: Session, day: Day, sittings: Sequence[Sitting]) -> Block:
    clusters = _clusters(entries(session, ((day, sitting) for sitting in sittings)))
    # A break beside posters, or beside what has no room, leaves nothing to choose.
    of = next((of for of in (_place, _track) if any(_is_spread(session, cluster, of) for cluster in clusters)), _place)
    spread = [_is_spread(session, cluster, of) for cluster in clusters]
    needs_choice = any(spread)
    columns = _in_order(
        session, (of(session, entry) for cluster, is_spread in zip(clusters, spread, strict=True) if is_spread for entry in cluster)
    )
    if len(columns) > MOST_COLUMNS:
        columns, spread = [], [False] * len(spread)
    groups = (
        _side_by_side(cluster, [(of(session, entry), entry) for entry in cluster], columns)
        if is_spread
        else _one_below_the_other(cluster, columns)
        for cluster, is_spread in zip(clusters, spread, strict=True)
    )
    return Block(
        sittings=tuple(sittings),
        columns=tuple(columns),
        needs_choice=needs_choice,
        groups=tuple(groups),
        without_time=tuple((sitting, item) for sitting in sittings for item in sitting.items if not item.start),
    )


def _clusters(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries in order of their start, those together that are at one time with another of them."""
    found: list[list[Entry]] = []
    until = None
    for entry in entries:
        if until and entry.start < until:
            found[-1].append(entry)
            until = max(until, entry.end)
        else:
            found.append([entry])
            until = entry.end
    return found


def _is_spread(session: Session, cluster: Sequence[Entry], of: Callable[[Session, Entry], Column]) -> bool:
    """Whether things that one has to choose between are in several columns."""
    columns = _distinct(of(session, entry) for entry in cluster if not session.is_break(entry.item))
    return sum(1 for column in columns if column) > 1


def _in_order(session: Session, columns: Iterable[Column]) -> list[Column]:
    """Each column once: in the order of `rooms` and `tracks`, then of the agenda; what has neither last."""
    found = _distinct(columns)
    names: list[Column] = [*(room.name for room in session.rooms.values()), *(track.name for track in session.tracks.values())]
    order = {index: (column is None, names.index(column) if column in names else len(names)) for index, column in enumerate(found)}
    return [found[index] for index in sorted(order, key=lambda index: order[index])]


def _place(session: Session, entry: Entry) -> Column:
    return entry.place


def _track(session: Session, entry: Entry) -> Column:
    track = session.track(entry.item)
    return track.name if track else None


def _distinct(columns: Iterable[Column]) -> list[Column]:
    found: list[Column] = []
    for column in columns:
        if column not in found:
            found.append(column)
    return found


def _one_below_the_other(cluster: Sequence[Entry], columns: Sequence[Column]) -> Group:
    """Rows with one cell, as wide as all columns."""
    starts = sorted({entry.start for entry in cluster})
    width = max(len(columns), 1)
    return Group(tuple(Row(start, (Cell(tuple(entry for entry in cluster if entry.start == start), 0, width),)) for start in starts))


def _side_by_side(cluster: Sequence[Entry], placed: Sequence[tuple[Column, Entry]], columns: Sequence[Column]) -> Group:
    """A row for each time at which something begins; `placed` are the entries with their columns."""
    starts = sorted({entry.start for entry in cluster})
    cells = [
        cell
        for number, column in enumerate(columns)
        for cell in _cells([entry for place, entry in placed if place == column], number, starts)
    ]
    return Group(tuple(Row(start, tuple(_cells_of_row(cells, row, starts, len(columns)))) for row, start in enumerate(starts)))


def _cells(entries: Sequence[Entry], column: int, starts: Sequence[dt.datetime]) -> list[Cell]:
    """The cells of one column, from those that begin first; entries at one time share one."""
    return [
        Cell(
            tuple(together),
            column,
            rows=sum(1 for start in starts if together[0].start <= start < max(entry.end for entry in together)),
        )
        for together in _clusters(entries)
    ]


def _cells_of_row(cells: Iterable[Cell], row: int, starts: Sequence[dt.datetime], columns: int) -> Iterable[Cell]:
    """The cells that begin in a row, and an empty one for each column in which nothing is on."""
    first_row = {id(cell): starts.index(cell.entries[0].start) for cell in cells}
    for column in range(columns):
        here = [cell for cell in cells if cell.column == column and first_row[id(cell)] <= row < first_row[id(cell)] + cell.rows]
        if not here:
            yield Cell((), column)
        elif first_row[id(here[0])] == row:
            yield here[0]
