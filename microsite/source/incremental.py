"""Reading a data file again after a change in one place, as `make serve` does at each save: only what changed is parsed.

What can't be told apart with certainty is read anew as a whole, and so is every file with anything to say about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from microsite.source.positions import Marks

Parse = Callable[[str], "tuple[Any, Marks] | None"]
"""A text with its data and their places; None where it is no YAML, or anything is to be said of it."""


@dataclass
class Kept:
    """A file as it was read last, in which nothing is private, and nothing was to be said of it."""

    lines: list[str] | None = None
    data: Any = None
    places: Marks | None = None
    made: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    """What was made of parts of the data, by the identity of each part, which is kept with it; for the model."""

    def keep(self, lines: list[str], data: Any, places: Marks) -> None:
        self.forget()
        self.lines, self.data, self.places = lines, data, places

    def forget(self) -> None:
        self.lines = self.data = self.places = None
        self.made.clear()

    def read(self, lines: list[str], parse: Parse) -> bool:
        """Whether data and places are those of the new lines now."""
        if self.lines is None:
            return False
        if lines != self.lines and not any(self._replace(*part, lines, parse) for part in _around(lines, *_changed(self.lines, lines))):
            return False
        self.lines = lines
        return True

    def _replace(self, start: int, end: int, lines: list[str], parse: Parse) -> bool:
        """Take an entry of a list or map from its new lines, if these and the old ones are that entry and nothing else; `end` is in the new."""
        more = len(lines) - len(self.lines)
        where = self.places.beginning(start + 1)
        if not where:
            return False
        *parents, key = where
        holders = [self.data]
        for each in parents:
            holders.append(holders[-1][each])
        holder = holders[-1]
        first = 0 if isinstance(key, int) else key
        parts = []
        for text in (self.lines[start : end - more], lines[start:end]):
            found = parse("\n" * start + "\n".join(text) + "\n")
            if not found or type(found[0]) is not type(holder) or len(found[0]) != 1 or (first,) not in found[1]:
                return False
            if found[1].key((first,)) != self.places.key(where):  # an entry farther left or right would be one of something else
                return False
            parts.append(found)
        (old, _), (new, places) = parts
        if old[first] != holder[key]:
            return False
        holder[key] = new[first]
        for each in holders:  # what was made of them is out of date
            self.made.pop(id(each), None)
        if more:
            self.places.shift(end - more, more)
        self.places.replace(where, places, first)
        return True


def _changed(old: list[str], new: list[str]) -> tuple[int, int]:
    """The first line and the last of the new ones that is not as it was; the last is before the first where lines are only gone."""
    most = min(len(old), len(new))
    before = next((number for number in range(most) if old[number] != new[number]), most)
    after = next((number for number in range(most - before) if old[-1 - number] != new[-1 - number]), most - before)
    return min(before, len(new) - 1), len(new) - after - 1


def _around(lines: list[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """From the innermost outwards, what may be entries that hold all lines from `first` to `last`: their lines, from and to."""
    limit = len(lines[first]) + 1
    for start in range(first, -1, -1):
        indent = _indent(lines[start])
        if indent is None or indent >= limit:
            continue
        limit = indent
        if re.match(r" *(- |[\w-]+:( |$))", lines[start]):
            below = (number for number in range(start + 1, len(lines)) if (after := _indent(lines[number])) is not None and after <= indent)
            end = next(below, len(lines))
            if last < end:
                yield start, end
        if indent == 0:
            return


def _indent(line: str) -> int | None:
    """Blanks before what is on a line; None where it has nothing, or a comment."""
    text = line.lstrip(" ")
    return len(line) - len(text) if text.strip() and not text.startswith("#") else None
