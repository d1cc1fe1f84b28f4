"""What a build costs, in seconds of the processor: session12 and 1,000 items, once each from nothing. The continuous integration prints it, to
be looked at; no test depends on it."""

from __future__ import annotations

from benchmarks import projects
from benchmarks.growth import invented
from benchmarks.measure import CACHE, table
from tests.conftest import SESSION12


def main() -> None:
    built = {"session12": projects.ours(CACHE / "ours", SESSION12), "1,000 items in six languages": invented(1000)}
    rows = []
    for name, contender in built.items():
        seconds, processor = contender.run()
        rows.append((name, f"{processor:.2f}", f"{seconds:.2f}"))
    print("\n### What a cold build costs, once each\n")
    print(table(("", "processor, s", "wall, s"), rows))
