"""What is to be fixed in a file, and where."""

from __future__ import annotations

from typing import NamedTuple

MAX_PROBLEMS = 200
"""Problems that are reported at once; whoever has more fixes the first ones first."""


class Problem(NamedTuple):
    """One thing to fix, at one position (line and column count from 1)."""

    file: str
    line: int
    column: int
    field: str
    words: str
    severity: str = "error"

    def __str__(self) -> str:
        prefix = f"{self.file}:{self.line}:{self.column}: {self.severity}: "
        return prefix + (f"{self.field}: {self.words}" if self.field else self.words)


class BadSource(Exception):
    """A file with errors; `problems` holds all of them, warnings included."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
