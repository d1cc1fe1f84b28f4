"""Where in a file each thing is written, as (line, column), both counted from 1.

A tree as deep as the data, and not a path for each text: a session with five thousand items has 400,000 of them, whose
paths would take ten times the memory of the texts.
"""

from __future__ import annotations

from typing import Any

Place = tuple[int, int]


class Marks:
    """The place of a list or map and of what is in it."""

    __slots__ = ("_at", "_inner", "_keys")

    def __init__(self, place: Place):
        self._at = _packed(place)
        self._inner: dict[Any, int | Marks] = {}
        self._keys: dict[Any, int] | None = None

    def mark(self, key: Any, place: Place | Marks, key_place: Place | None = None) -> None:
        """Note where an entry is, and its key if it has one; `place` is Marks for a list or map."""
        self._inner[key] = at = place if isinstance(place, Marks) else _packed(place)
        if key_place and _packed(key_place) != self._usual(at):
            self._keys = self._keys or {}
            self._keys[key] = _packed(key_place)
        elif self._keys:
            self._keys.pop(key, None)

    def _usual(self, entry: int | Marks) -> int:
        """Where its key is in most maps: on its line, and below the first key."""
        return _start(entry) >> 32 << 32 | self._at & 0xFFFFFFFF

    def _key(self, key: Any) -> int:
        """Where the key or the hyphen of an entry is."""
        return (self._keys or {}).get(key, self._usual(self._inner[key]))

    def _find(self, where: tuple) -> int | Marks | None:
        found: int | Marks | None = self
        for key in where:
            found = found._inner.get(key) if isinstance(found, Marks) else None
        return found

    def __contains__(self, where: tuple) -> bool:
        return self._find(where) is not None

    def __getitem__(self, where: tuple) -> Place:
        """KeyError where there is nothing."""
        found = self._find(where)
        if found is None:
            raise KeyError(where)
        return _unpacked(_start(found))

    def key(self, where: tuple) -> Place:
        """The place of the key of what is there."""
        holder = self._find(where[:-1])
        if not isinstance(holder, Marks) or where[-1] not in holder._inner:
            raise KeyError(where)
        return _unpacked(holder._key(where[-1]))

    def beginning(self, line: int) -> tuple | None:
        """What begins a line: the path of the outermost entry whose key or hyphen is the first thing on it; None where nothing is."""
        where: list[Any] = []
        node: int | Marks = self
        while isinstance(node, Marks):
            above = [key for key in node._inner if node._key(key) >> 32 <= line]
            if not above:
                return None
            where.append(above[-1])
            if node._key(above[-1]) >> 32 == line:
                return tuple(where)
            node = node._inner[above[-1]]
        return None

    def replace(self, where: tuple, other: Marks, key: Any) -> None:
        """Take the place of an entry, and of all in it, from another tree, where it is under `key` at the top."""
        holder = self._find(where[:-1])
        assert isinstance(holder, Marks)
        entry = other._inner[key]
        holder.mark(where[-1], entry if isinstance(entry, Marks) else _unpacked(entry), other.key((key,)))

    def shift(self, line: int, by: int) -> None:
        """What is below a line is so many lines farther down, or up, from now on."""
        self._shift(line + 1 << 32, by << 32)

    def _shift(self, later: int, by: int) -> None:
        if self._at >= later:
            self._at += by
        for key, entry in self._inner.items():
            if isinstance(entry, Marks):
                entry._shift(later, by)
            elif entry >= later:
                self._inner[key] = entry + by
        for key, at in (self._keys or {}).items():
            if at >= later:
                self._keys[key] = at + by

    def nearest(self, where: tuple, *, key: bool = False) -> Place:
        """The place of it, or of the innermost thing around it that is there; with `key`, of its own key."""
        while where not in self:
            where, key = where[:-1], False
        return self.key(where) if key and where else self[where]


def _start(entry: int | Marks) -> int:
    return entry._at if isinstance(entry, Marks) else entry


def _packed(place: Place) -> int:
    return place[0] << 32 | place[1]


def _unpacked(mark: int) -> Place:
    return mark >> 32, mark & 0xFFFFFFFF
