"""Programs measured side by side: wall time of whole processes in interleaved rounds, and the memory of their process trees."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"
"""Peers' programs, and the projects that are built; nothing of it is in the repository."""


@dataclass
class Contender:
    """A program that builds a site from nothing: what it wrote before is removed first."""

    name: str
    command: Sequence[str] = ()
    folder: Path = Path()
    """Where it is run."""
    site: Path = Path()
    """What it writes."""
    kept: Path | None = None
    """What it keeps for its next build, and a cold one has not."""
    missing: str = ""
    """Why it could not be installed; then it is named in the table, and not run."""
    environment: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    """Bytes, of the process and its children at once."""

    def start(self) -> subprocess.Popen[str]:
        shutil.rmtree(self.site, ignore_errors=True)
        if self.kept:
            shutil.rmtree(self.kept, ignore_errors=True)
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "ELEVENTY_TELEMETRY": "0", **self.environment}
        return subprocess.Popen(self.command, cwd=self.folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def run(self) -> float:
        """Seconds from start to end."""
        begun = time.perf_counter()
        process = self.start()
        _, said = process.communicate()
        seconds = time.perf_counter() - begun
        if process.returncode:
            raise SystemExit(f"{self.name} failed:\n{said}")
        return seconds

    def weigh(self) -> float:
        """The peak of memory, and the seconds that a run took that was looked at all the while."""
        begun = time.perf_counter()
        process = self.start()
        while process.poll() is None:
            self.memory = max(self.memory, sum(map(_memory, _tree(process.pid))))
            time.sleep(0.005)
        seconds = time.perf_counter() - begun
        _, said = process.communicate()
        if process.returncode:
            raise SystemExit(f"{self.name} failed:\n{said}")
        return seconds

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def rounds(contenders: Sequence[Contender], number: int) -> None:
    """One run of each that does not count, then `number` rounds in which each runs once; the memory last."""
    there = [each for each in contenders if not each.missing]
    for each in there:
        each.run()
    for _ in range(number):
        for each in there:
            each.seconds.append(each.run())
    for each in there:
        each.weigh()


def _tree(process: int) -> Iterator[int]:
    """The process and all below it."""
    yield process
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{thread}/children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended, or this is no Linux
        return


def _memory(process: int) -> int:
    """Proportional set size, in bytes: what several processes share is counted once."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.split("\n") if line.startswith("Pss:")), 0)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def megabytes(size: float) -> str:
    return f"{size / 1e6:.0f}" if size else "not known"
