"""What copying from elsewhere leaves in a file: reported, and repaired so that the rest can be read.

Lines of a comparison begin with a +, indents hold spaces that are none for YAML, and rows of a spreadsheet have tabs between their cells.
Texts below `|` and `>` are left alone: there all of that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from microsite.source.syntax_errors import BULLETS, SPECIAL_SPACES, indent

_BLOCK_TEXT = re.compile(r"(?P<indent>\s*(?:- +)*)[^#\s][^#]*:\s+[|>][-+\d]*\s*(#.*)?$|(?P<entry>\s*)- +[|>][-+\d]*\s*(#.*)?$")
_HEAD = re.compile(rf"[ {SPECIAL_SPACES}]*(?:-[ {SPECIAL_SPACES}]+)*(?:[\w.-]+:(?:[ {SPECIAL_SPACES}]+|$)|#)?")
"""What a line begins with up to its value: spaces, hyphens, its key."""
_ROW_OF_CELLS = re.compile(r"\s*(?!#|(?:- +)*(?:[{[]|[\w.-]+:(?:\s|$)))\S[^\t\"']*\t+\S")
_BULLET = re.compile(rf"(\s*)([{re.escape(BULLETS)}])([ \t]+)(?=\S)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
"""A mark of Git's, between two versions that it could not merge."""
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_TAKEN_AWAY = re.compile(r"-(?:  |\w)")
"""A line that a change takes away: its mark is no hyphen of a list, which has one space behind it."""
_SUSPICIOUS = re.compile(
    rf"\n(?:\+|<{{7}}|={{7}}|>{{7}}|[^\S\n]*+(?:[…{re.escape(BULLETS)}]|\.\.\.)|[ -]*+(?:[\w.-]*+: *+)?[{SPECIAL_SPACES}])|\t"
)
"""What is in every text of which a line is repaired: most files have nothing of it, and their lines need no look."""


@dataclass(frozen=True)
class Repaired:
    """The lines of a file as they were meant, and what was wrong: line and column, counted from 1, and message."""

    lines: list[str]
    problems: list[tuple[int, int, str]] = field(default_factory=list)
    dropped: frozenset[int] = frozenset()
    """The lines, counted from 1, that are now empty."""


def repaired(lines: list[str]) -> Repaired:
    """Lines without what was pasted into them by mistake."""
    if not _SUSPICIOUS.search("\n".join(["", *lines])):
        return Repaired(lines)
    result, problems = lines[:], []
    added, special, dropped = [], [], set()
    for row in _outside_block_texts(lines):
        line = lines[row]
        if line.startswith("+"):
            added.append(row)
            result[row] = line = line[1:]
        head = _HEAD.match(line)
        if head and head[0].strip() and re.search(f"[{SPECIAL_SPACES}]", head[0]):
            special.append(row)
            result[row] = re.sub(f"[{SPECIAL_SPACES}]", " ", head[0]) + line[head.end() :]
        elif found := _BULLET.match(line):
            place = " in place of it and of the tab" if "\t" in found[3] else ""
            words = f"“{found[2]}” is no hyphen, with which each entry of a list begins; write `-{' ' if place else ''}`{place}"
            problems.append((row + 1, found.start(2) + 1, words))
            result[row] = f"{found[1]}- {line[found.end() :]}"
        elif _CONFLICT.match(line):
            words = "two versions stand here, which Git could not merge; keep one of them, and delete this line and the other version"
            problems.append((row + 1, 1, words))
            dropped.add(row)
        elif _ROW_OF_CELLS.match(line):
            words = "the line is a row of a table, with tabs between its cells; write each cell under its key, on a line of its own"
            problems.append((row + 1, indent(line) + 1, words))
            dropped.add(row)
        elif _LEFT_OUT.match(line):
            words = "the line marks what an example leaves out, and was copied with it; delete the line"
            problems.append((row + 1, indent(line) + 1, words))
            dropped.add(row)
    taken_away = _beside(added, lines)
    for first, last in _runs(added):
        each = "" if first == last else " of each"
        problems.append((first + 1, 1, f"{_which(first, last)} with a +, a mark of changes that was copied too; delete the +{each}"))
    for first, last in _runs(taken_away):
        what = "the line" if first == last else "these lines"
        problems.append((first + 1, 1, f"{_which(first, last)} with a -, a mark of what a change takes away; delete {what}"))
    for first, last in _runs(special):
        found = re.search(f"[{SPECIAL_SPACES}]", lines[first])
        assert found  # it is why the line is among these
        where = "in this line" if first == last else f"in this line and those up to line {last + 1}"
        words = f"special spaces (U+{ord(found[0]):04X}), pasted from elsewhere, stand {where}; type the spaces around each key again"
        problems.append((first + 1, found.start() + 1, words))
    for row in dropped | set(taken_away):
        result[row] = ""
    return Repaired(result, problems, frozenset(row + 1 for row in dropped | set(taken_away)))


def _which(first: int, last: int) -> str:
    return "the line begins" if first == last else f"this line and those up to line {last + 1} begin"


def _beside(added: list[int], lines: list[str]) -> list[int]:
    """The lines that a change takes away, right above or below lines that it adds."""
    found: set[int] = set()
    for start in added:
        for step in (-1, 1):
            row = start + step
            while 0 <= row < len(lines) and row not in found and _TAKEN_AWAY.match(lines[row]):
                found.add(row)
                row += step
    return sorted(found)


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
