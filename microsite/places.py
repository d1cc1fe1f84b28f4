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
        at = entry._at if isinstance(entry, Marks) else entry
        return at >> 32 << 32 | self._at & 0xFFFFFFFF

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
        return _unpacked(found._at if isinstance(found, Marks) else found)

    def key(self, where: tuple) -> Place:
        """The place of the key of what is there."""
        holder = self._find(where[:-1])
        if not isinstance(holder, Marks) or where[-1] not in holder._inner:
            raise KeyError(where)
        entry = holder._inner[where[-1]]
        return _unpacked((holder._keys or {}).get(where[-1], holder._usual(entry)))

    def beginning(self, line: int) -> tuple | None:
        """What begins a line: the path of the outermost entry whose key or hyphen is the first thing on it; None where nothing is."""
        where: list[Any] = []
        node: int | Marks = self
        while isinstance(node, Marks):
            before = None
            for key, entry in node._inner.items():
                at = (node._keys or {}).get(key, node._usual(entry)) if not isinstance(key, int) else entry._at if isinstance(entry, Marks) else entry
                if at >> 32 > line:
                    break
                before = key, at, entry
            if before is None:
                return None
            key, at, node = before
            where.append(key)
            if at >> 32 == line:
                return tuple(where)
        return None

    def replace(self, where: tuple, other: Marks, key: Any) -> None:
        """Take the place of an entry, and of all in it, from another tree, where it is under `key` at the top."""
        holder = self._find(where[:-1])
        assert isinstance(holder, Marks)
        holder.mark(where[-1], other._inner[key] if isinstance(other._inner[key], Marks) else other[(key,)], None if isinstance(key, int) else other.key((key,)))

    def nearest(self, where: tuple, *, key: bool = False) -> Place:
        """The place of it, or of the innermost thing around it that is there; with `key`, of its own key."""
        while where not in self:
            where, key = where[:-1], False
        return self.key(where) if key and where else self[where]


def _packed(place: Place) -> int:
    return place[0] << 32 | place[1]


def _unpacked(mark: int) -> Place:
    return mark >> 32, mark & 0xFFFFFFFF
