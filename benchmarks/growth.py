"""How a build grows with the agenda: 10, 100, 1,000 and 5,000 items in six languages, and the conference of six rooms of the tests."""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path

from benchmarks import agendas, projects
from benchmarks.measure import CACHE, Contender, megabytes, rounds, table
from tests import six_rooms


def largest(site: Path) -> tuple[int, str]:
    """Bytes of the largest page with gzip, and its path."""
    return max((len(gzip.compress(path.read_bytes(), 6, mtime=0)), path.relative_to(site).as_posix()) for path in site.rglob("*.html"))


def invented(items: int) -> Contender:
    """The project of an agenda with so many items."""
    data = CACHE / f"agenda-{items}.yml"
    agendas.write(data, items)
    found = projects.ours(CACHE / f"items-{items}", data)
    found.name = f"{items:,} items"
    return found


def conference() -> Contender:
    """The project of the conference of six rooms, with its portraits."""
    CACHE.mkdir(exist_ok=True)
    data = CACHE / "six-rooms.yml"
    data.write_text(six_rooms.text(), encoding="utf-8")
    found = projects.ours(CACHE / "six-rooms", data)
    six_rooms.draw(found.folder / "docs")
    found.name = "240 items in six rooms, 180 people"
    return found


def main(number: int = 3) -> None:
    built = {items: invented(items) for items in agendas.DAYS}
    six = conference()
    rounds([built[10], built[100], six, built[1000]], number)
    built[5000].count(built[5000].run(weigh=True))  # once, and looked at while it runs: it takes minutes
    print(f"\n### Growth: agendas in six languages, median of {number} interleaved rounds (5,000 items: one)\n")
    rows = []
    for each in (*built.values(), six):
        size, page = largest(each.site)
        rows.append(
            (
                each.name,
                f"{(each.folder / 'data' / 'session12.yml').stat().st_size / 1e6:.2f}",
                f"{each.median:.2f}",
                f"{each.median / built[100].median:.1f}",
                f"{statistics.median(each.processor):.1f}",
                megabytes(each.memory),
                f"{size / 1000:.0f}",
                page,
            )
        )
    print(
        table(
            ("agenda", "data file, MB", "s", "100 items = 1", "processor, s", "peak memory, MB", "largest page with gzip, kB", "which"),
            rows,
        )
    )
