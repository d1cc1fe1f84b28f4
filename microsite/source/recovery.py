"""A file with a slip in its YAML, where the parser can't go on: what of it can be read all the same.

Its parts are the keys without indent, each with what is below it. A slip spoils one of them, and the others are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

from microsite.model.fields import EVERY

MOST, LARGEST = 200, 1_500_000
"""Parts, and letters, of a file that is read again: a session has some twenty parts, and with four hundred items 1.4 million letters."""
TOLD = 10
"""Further slips that are told."""
BEGINS = re.compile(r"[^\s#\-\]}]")

Part = tuple[int, int]
"""The number of its first line, counted from 0, and of the first line after it."""


def without(lines: list[str], row: int, is_readable: Callable[[str], bool]) -> tuple[list[str], list[Part]]:
    """The lines, blank where a part can't be read by itself or holds line `row` (counted from 1); and the later parts with a slip of
    their own.

    Right below a part that can't be read, another one is taken for what is left of it.
    """
    starts = [number for number, line in enumerate(lines) if BEGINS.match(line)] if sum(map(len, lines)) + len(lines) < LARGEST else []
    if not 0 < len(starts) < MOST:
        return [], []
    left, above = lines[:], False
    later: list[Part] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        held = start < row <= end
        if not held and is_readable("\n".join(lines[start:end])):
            above = False
            continue
        if start >= row and not above and len(later) < TOLD:
            later.append((start, end))
        left[start:end] = [""] * (end - start)
        above = True
    return left, later


SKIP = object()
"""Stands where nothing is to be read."""

STAND_INS = {"number": "1", "title": "–", "organizer": {"name": "–"}, "zone": "Africa/Abidjan"}
"""Read in place of what was wrong or could not be read, so that the rest can be checked. In Abidjan no hour is skipped or repeated."""


def prune(data: Any, errors: list[ErrorDetails]) -> bool:
    """Take out what was wrong; False where nothing is left to take."""
    changed = False
    for error in errors:
        where = [part for part in error["loc"] if part not in (EVERY, "[key]")]
        if error["type"] == "missing":
            where.pop()
        if error["type"] == "words" and "key" in error.get("ctx", {}):
            where += [int(part) if part.isdigit() else part for part in error["ctx"]["key"].split(".")]
        parent = data
        try:
            for part in where[:-1]:
                parent = parent[part]
            if where and isinstance(parent, dict):
                changed |= parent.pop(where[-1], SKIP) is not SKIP
            elif where:
                parent[where[-1]] = SKIP
                changed = True
        except (KeyError, IndexError, TypeError):
            continue
    _drop_skipped(data)
    return changed


def stand_in(data: dict[str, Any], written: set[str], *, required: bool = False) -> set[str]:
    """Put stand-ins for the keys of `written` that are not in the data, and with `required` for what no session is without; the keys
    that were put."""
    wanted = written | STAND_INS.keys() - {"zone"} if required else written
    put = {key: value for key, value in STAND_INS.items() if key in wanted and key not in data}
    data.update(put)
    return set(put)


def narrow(value: Any, width: int) -> Any:
    """The same with the first entries only of each list."""
    if isinstance(value, dict):
        return {key: narrow(each, width) for key, each in value.items()}
    return [narrow(each, width) for each in value[:width]] if isinstance(value, list) else value


def _drop_skipped(value: Any) -> None:
    if isinstance(value, list):
        value[:] = [each for each in value if each is not SKIP]
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _drop_skipped(each)
