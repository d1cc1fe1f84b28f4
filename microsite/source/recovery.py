"""A file whose YAML is broken somewhere, or whose values are wrong: what of it can be read and checked all the same.

Its parts are the keys without indent, each with what is below it. A syntax error spoils one of them, and the others are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

from microsite.model.fields import ALL_LANGUAGES, Where
from microsite.model.session import Session

MAX_PARTS = 200
"""A file with this many parts or more is not read again in parts; a session has some twenty."""
MAX_CHARACTERS = 1_500_000
"""Nor is one with this many characters or more; a session with four hundred items has 1.4 million."""
MAX_FURTHER_ERRORS = 10
"""The most syntax errors that are reported beside the first."""
PART_BEGINS = re.compile(r"[^\s#\-\]}]")
"""The first character of a line that begins a part."""
NAME = re.compile(r"[\w-]+")
"""The first word of a line that begins a part: its key, if it has one."""

Part = tuple[int, int]
"""The number of its first line, counted from 0, and of the first line after it."""


def without(lines: list[str], row: int, is_readable: Callable[[str], bool]) -> tuple[list[str], list[Part]]:
    """The lines, empty where a part can't be read by itself or has line `row` (counted from 1) in it; and the later parts that have
    a syntax error of their own.

    A part right below one that can't be read is taken for what is left of that one, and line `row` below a name that no session has for
    what has lost its indent in the part above.
    """
    too_long = sum(map(len, lines)) + len(lines) >= MAX_CHARACTERS
    starts = [] if too_long else [number for number, line in enumerate(lines) if PART_BEGINS.match(line)]
    if not 0 < len(starts) < MAX_PARTS:
        return [], []
    readable, above_is_broken = lines[:], False
    broken: list[Part] = []
    above = (0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if not start < row <= end and is_readable("\n".join(lines[start:end])):
            above_is_broken, above = False, (start, end)
            continue
        if start < row <= end and (found := NAME.match(lines[start])) and found[0] not in Session.model_fields:
            readable[slice(*above)] = [""] * (above[1] - above[0])
        if start >= row and not above_is_broken and len(broken) < MAX_FURTHER_ERRORS:
            broken.append((start, end))
        readable[start:end] = [""] * (end - start)
        above_is_broken = True
    return readable, broken


SKIP = object()
"""Stands in the data for a value that is left out."""

STAND_INS = {"number": "1", "title": "–", "organizer": {"name": "–"}, "zone": "Africa/Abidjan"}
"""Read in place of what was wrong or could not be read, so that the rest can be checked. In Abidjan no hour is skipped or repeated."""


Kept = dict[Where, list[int]]
"""For each list that has lost entries, by its path in the file: the numbers in the file of those that stay."""


def place(error: ErrorDetails) -> Where:
    """The data path of what pydantic calls wrong."""
    return (*(part for part in error["loc"] if part not in (ALL_LANGUAGES, "[key]")), *_inner(error))


def _inner(error: ErrorDetails) -> Where:
    """The path from the object that is called wrong to the value in it that is (`model.base.problem_at`)."""
    key = error.get("ctx", {}).get("key", "") if error["type"] == "words" else ""
    return tuple(int(part) if part.isdigit() else part for part in key.split(".") if part)


def prune(data: Any, errors: list[ErrorDetails]) -> bool:
    """Take what pydantic calls wrong out of the data; False where nothing of it is there. In a list, SKIP stands in its place."""
    changed = False
    for error in errors:
        where = place(error)
        if error["type"] == "missing":
            where = where[:-1]
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
    return changed


def without_skipped(value: Any, kept: Kept, where: Where = ()) -> Any:
    """A copy without the entries that are SKIP; `kept` is told of the lists that had some."""
    if isinstance(value, dict):
        return {key: without_skipped(each, kept, (*where, key)) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    numbers = [number for number, each in enumerate(value) if each is not SKIP]
    if len(numbers) < len(value):
        kept[where] = numbers
    return [without_skipped(value[number], kept, (*where, number)) for number in numbers]


def path_in_file(where: Where, kept: Kept) -> Where:
    """The path in the file of what is at a path in the data without the entries that were left out."""
    found: Where = ()
    for part in where:
        found = (*found, kept[found][part] if isinstance(part, int) and found in kept else part)
    return found


def error_in_file(error: ErrorDetails, kept: Kept) -> ErrorDetails:
    """The same error of pydantic's with paths in the file."""
    if not kept:
        return error
    where, length = path_in_file((*error["loc"], *_inner(error)), kept), len(error["loc"])
    moved = {**error, "loc": where[:length]}
    if where[length:]:
        moved["ctx"] = {**error["ctx"], "key": ".".join(map(str, where[length:]))}
    return moved  # type: ignore[return-value]  # a TypedDict that is made of another is a dict for mypy


def stand_in(data: dict[str, Any], keys_in_file: set[str], *, required: bool = False) -> set[str]:
    """Put stand-ins for the keys of the file that are not in the data, and with `required` for what no session is without; the keys
    that were put."""
    wanted = keys_in_file | STAND_INS.keys() - {"zone"} if required else keys_in_file
    put = {key: value for key, value in STAND_INS.items() if key in wanted and key not in data}
    data.update(put)
    return set(put)


def narrow(value: Any, width: int) -> Any:
    """The same with the first entries only of each list."""
    if isinstance(value, dict):
        return {key: narrow(each, width) for key, each in value.items()}
    return [narrow(each, width) for each in value[:width]] if isinstance(value, list) else value
