"""Which item of the data each row of a table of others is.

A title alone is not enough: a conference has a coffee break each day. So a row is an item of the same title that begins when it does, or
else the nearest on that day; one on another day only where the table has that day too, without the item. No item is two rows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from microsite.imports.cells import bare
from microsite.imports.tables import minutes

DAILY = ("break", "opening", "closing", "registration")
"""Kinds that each day may have: one on another day is another."""
SAME_BREAK = 120
"""Minutes by which a break may move on its day; another at another hour is another."""
SIMILAR = 0.7
"""How much of two titles is the same, from 0 to 1, where one may have been made of the other."""


class Described(NamedTuple):
    """An item, or a row that may be one, by what it can be known."""

    titles: frozenset[str]
    """Bare, in all languages."""
    kind: str = ""
    """Empty where it is not said."""
    date: str = ""
    start: str = ""
    """Counted from midnight of the date, within that day."""
    room: str = ""
    """Or the track, where there is no room."""
    people: frozenset[str] = frozenset()
    is_cancelled: bool = False


@dataclass
class Matches:
    """What rows are, by their numbers."""

    keys: dict[int, str] = field(default_factory=dict)
    guessed: dict[int, str] = field(default_factory=dict)
    """Those among `keys` that have another title."""
    doubtful: dict[int, str] = field(default_factory=dict)
    """Items that rows may be under another title, which nobody but an editor can know."""
    elsewhere: dict[int, str] = field(default_factory=dict)
    """Items with the title of a row, which is taken for another because of its day."""


def matches(rows: Mapping[int, Described], items: Mapping[str, Described], *, is_translated: bool) -> Matches:
    """What the rows are. `items` are those that no row has by its id; `is_translated`: whether the titles are in another language than
    the source, so that an item may have none to compare with."""
    found = Matches()
    left = {**items}

    def take(pairs: Iterable[tuple[int, str]], *, is_guess: bool = False) -> None:
        for number, key in pairs:
            if number not in found.keys and key in left:
                found.keys[number] = key
                if is_guess:
                    found.guessed[number] = key
                del left[key]

    def those(test: Callable[[Described, Described], bool]) -> list[tuple[int, str]]:
        return [(number, key) for number, row in rows.items() if number not in found.keys for key, item in left.items() if test(row, item)]

    days = {row.date for row in rows.values()}
    take(_nearest(those(lambda row, item: _is_titled(row, item) and _is_at(row, item) and row.room == item.room), rows, left))
    take(_nearest(those(lambda row, item: _is_titled(row, item) and _is_at(row, item)), rows, left))
    take(_nearest(those(lambda row, item: _is_titled(row, item) and bool(row.date) and row.date == item.date), rows, left))
    take(_alone(those(lambda row, item: _is_titled(row, item) and not (row.date and item.date))))
    take(_alone(those(lambda row, item: _is_titled(row, item) and item.date in days and item.kind not in DAILY)))
    if is_translated:
        take(_alone(those(lambda row, item: _is_at(row, item) and _is_possible(row, item))), is_guess=True)
    take(_alone(those(lambda row, item: _is_at(row, item) and _is_renamed(row, item))), is_guess=True)
    for number, key in those(lambda row, item: _is_at(row, item) and _is_beside(row, item)):
        found.doubtful.setdefault(number, key)
    for number, key in those(lambda row, item: _is_titled(row, item) and item.kind not in DAILY):
        found.elsewhere.setdefault(number, key)
    return found


def _is_titled(row: Described, item: Described) -> bool:
    return bool(row.titles & item.titles)


def _is_at(row: Described, item: Described) -> bool:
    return bool(row.date and row.start) and (row.date, row.start) == (item.date, item.start)


def _is_possible(row: Described, item: Described) -> bool:
    """Whether room and kind do not say that they are two."""
    is_break = "break" in (row.kind, item.kind)
    return (not row.room or not item.room or row.room == item.room) and (not is_break or not row.kind or row.kind == item.kind)


def _is_beside(row: Described, item: Described) -> bool:
    """Whether both can't be at one time: they are in one room, or somebody is in both."""
    return not item.is_cancelled and (row.room == item.room or bool(row.people & item.people))


def _is_renamed(row: Described, item: Described) -> bool:
    """Whether one title may have been made of the other, and nothing says that they are two: room, people, or numbers in the titles."""
    is_similar = any(
        re.findall(r"\d+", one) == re.findall(r"\d+", other)
        and (one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() >= SIMILAR)
        for one in row.titles
        for other in item.titles
    )
    return is_similar and (bool(row.people & item.people) or _is_possible(row, item) and not (row.people and item.people))


def _alone(pairs: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those pairs of which neither is in another."""
    for number, key in pairs:
        if sum(number == each for each, _ in pairs) == sum(key == each for _, each in pairs) == 1:
            yield number, key


def _nearest(pairs: Iterable[tuple[int, str]], rows: Mapping[int, Described], items: Mapping[str, Described]) -> Iterator[tuple[int, str]]:
    """The pairs from the nearest in time on; without those of breaks that are far apart."""

    def distance(pair: tuple[int, str]) -> int:
        one, other = rows[pair[0]], items[pair[1]]
        return abs(minutes(one.start) - minutes(other.start)) if one.start and other.start else SAME_BREAK

    for pair in sorted(pairs, key=distance):
        if distance(pair) <= SAME_BREAK or items[pair[1]].kind != "break":
            yield pair


def bare_titles(texts: Iterable[str]) -> frozenset[str]:
    """Titles as they are compared."""
    return frozenset(filter(None, map(bare, texts)))
