"""A file with a slip in its YAML, where the parser can't go on: what of it can be read all the same.

Its parts are the keys without indent, each with what is below it. A slip spoils one of them, and the others are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MOST, LARGEST = 200, 1_500_000
"""Parts, and letters, of a file that is read again: a session has some twenty parts, and with four hundred items 1.4 million letters."""
TOLD = 10
"""Further slips that are told."""
BEGINS = re.compile(r"[^\s#\-\]}]")

Part = tuple[int, int]
"""The number of its first line, counted from 0, and of the first line after it."""


def without(lines: list[str], row: int, is_readable: Callable[[str], bool]) -> tuple[list[str], list[Part]]:
    """The lines, blank where a part can't be read by itself or holds line `row` (counted from 1); and the later parts with a slip of their own.

    Right below a part that can't be read, another one is taken for what is left of it.
    """
    starts = [number for number, line in enumerate(lines) if BEGINS.match(line)] if sum(map(len, lines)) + len(lines) < LARGEST else []
    if not 0 < len(starts) < MOST:
        return [], []
    left, later, above = lines[:], [], False
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
