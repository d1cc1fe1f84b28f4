"""Programs measured side by side: wall time of whole processes in interleaved rounds, and the memory of their process trees."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
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
    processor: list[float] = field(default_factory=list)
    """Seconds of all processors, children's included: what other work on the machine changes least."""
    memory: int = 0
    """Bytes, of the process and its children at once."""

    def run(self, weigh: bool = False) -> tuple[float, float]:
        """Seconds from start to end, and of all processors; with `weigh`, its memory is looked at all the while."""
        for folder in (self.site, self.kept):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **self.environment}
        with tempfile.TemporaryFile() as said:
            begun = time.perf_counter()
            process = subprocess.Popen(self.command, cwd=self.folder, env=variables, stdout=said, stderr=said)
            ended = 0
            while weigh and not ended:
                self.memory = max(self.memory, sum(map(_memory, _tree(process.pid))))
                time.sleep(max(0.005, (time.perf_counter() - begun) / 200))  # a long run is looked at less often
                ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if not ended:
                _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                raise SystemExit(f"{self.name} failed:\n{said.read().decode(errors='replace')}")
        return seconds, used.ru_utime + used.ru_stime

    def count(self, took: tuple[float, float]) -> None:
        self.seconds.append(took[0])
        self.processor.append(took[1])

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
            each.count(each.run())
    for each in there:
        each.run(weigh=True)  # not timed, since looking takes time too


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
