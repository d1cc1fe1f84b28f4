"""What copying from elsewhere leaves in a file: reported, and repaired so that the rest can be read.

Lines of a comparison begin with a +, indents hold spaces that are none for YAML, and rows of a spreadsheet have tabs between their cells.
Texts below `|` and `>` are left alone: there all of that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from microsite.source.syntax_errors import SPECIAL_SPACES

_BLOCK_TEXT = re.compile(r"(?P<indent>\s*(?:- +)*)[^#\s][^#]*:\s+[|>][-+\d]*\s*(#.*)?$|(?P<entry>\s*)- +[|>][-+\d]*\s*(#.*)?$")
_SPECIAL_INDENT = re.compile(rf"(?= *[{SPECIAL_SPACES}])(?P<spaces>[ {SPECIAL_SPACES}]+)(?=(?:- +)?[\w.-]+:(?:\s|$)|- |#)")
_ROW_OF_CELLS = re.compile(r"\s*(?!#|(?:- +)*[\w.-]+:(?:\s|$))\S[^\t\"']*\t+\S")


@dataclass(frozen=True)
class Repaired:
    """The lines of a file as they were meant, and what was wrong: line and column, counted from 1, and message."""

    lines: list[str]
    problems: list[tuple[int, int, str]] = field(default_factory=list)
    dropped: frozenset[int] = frozenset()
    """The lines, counted from 1, that are now empty."""


def repaired(lines: list[str]) -> Repaired:
    """Lines without what was pasted into them by mistake."""
    result, problems, dropped = lines[:], [], set()
    plus: list[int] = []
    for row in _outside_block_texts(lines):
        line = lines[row]
        if line.startswith("+"):
            plus.append(row)
            result[row] = line = line[1:]
        if found := _SPECIAL_INDENT.match(line):
            special = re.search(f"[{SPECIAL_SPACES}]", line)
            assert special  # the expression asks for one
            words = f"is indented with a special space (U+{ord(special[0]):04X}), pasted from elsewhere; type the spaces before it again"
            problems.append((row + 1, special.start() + 1, f"the line {words}"))
            result[row] = " " * len(found["spaces"]) + line[found.end() :]
        elif _ROW_OF_CELLS.match(line):
            words = "the line is a row of a table, with tabs between its cells; write each cell under its key, on a line of its own"
            problems.append((row + 1, len(line) - len(line.lstrip()) + 1, words))
            result[row] = ""
            dropped.add(row + 1)
    for first, last in _runs(plus):
        which = "the line begins" if first == last else f"this line and those up to line {last + 1} begin"
        each = "" if first == last else " of each"
        problems.append((first + 1, 1, f"{which} with a +, copied from a comparison of two versions; delete the +{each}"))
    return Repaired(result, problems, frozenset(dropped))


def _outside_block_texts(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines, counted from 0, that are not part of a text below `|` or `>`."""
    inside: int | None = None
    for row, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (indent > inside or not line.strip()):
            continue
        inside = None
        yield row
        if ("|" in line or ">" in line) and (found := _BLOCK_TEXT.match(line)):
            start = found["indent"] if found["indent"] is not None else found["entry"]
            inside = len(start)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each series of consecutive numbers."""
    known = set(rows)
    for row in rows:
        if row - 1 not in known:
            first = row
        if row + 1 not in known:
            yield first, row
