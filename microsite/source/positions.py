"""Where in a file each value is written, as (line, column), both counted from 1."""

from __future__ import annotations

from typing import Any

from microsite.model.fields import Where

Position = tuple[int, int]


class Positions:
    """The position of a list or map, and of what is in it.

    A tree as deep as the data, and not a path for each text: a session with five thousand items has 400,000 texts, whose paths would
    take ten times their memory.
    """

    __slots__ = ("_inner", "_keys", "_start")

    def __init__(self, start: Position):
        self._start = start
        self._inner: dict[Any, Position | Positions] = {}
        self._keys: dict[Any, Position] = {}

    def add(self, key: Any, value: Position | Positions, key_position: Position | None = None) -> None:
        """Note an entry under its key or number, and where its key is if it has one; a list or map comes with its own positions."""
        self._inner[key] = value
        if key_position:
            self._keys[key] = key_position

    def _find(self, path: Where) -> Position | Positions | None:
        found: Position | Positions | None = self
        for key in path:
            found = found._inner.get(key) if isinstance(found, Positions) else None
        return found

    def __contains__(self, path: Where) -> bool:
        return self._find(path) is not None

    def __getitem__(self, path: Where) -> Position:
        """Where a value begins; KeyError where there is none."""
        found = self._find(path)
        if found is None:
            raise KeyError(path)
        return found._start if isinstance(found, Positions) else found

    def key(self, path: Where) -> Position:
        """Where the key of a value is, or the hyphen of an entry of a list; KeyError where there is no value."""
        holder = self._find(path[:-1])
        if not isinstance(holder, Positions) or path[-1] not in holder._inner:
            raise KeyError(path)
        return holder._keys.get(path[-1]) or (self[path][0], holder._start[1])

    def nearest(self, path: Where, *, key: bool = False) -> Position:
        """Where a value is, or the innermost list or map around it that is there; with `key`, where its key is."""
        while path not in self:
            path, key = path[:-1], False
        return self.key(path) if key and path else self[path]
