"""How a build grows with the agenda: 10, 100, 1,000 and 5,000 items in six languages."""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path

from benchmarks import agendas, projects
from benchmarks.measure import CACHE, Contender, megabytes, rounds, table


def largest(site: Path) -> tuple[int, str]:
    """Bytes of the largest page with gzip, and its path."""
    return max((len(gzip.compress(path.read_bytes(), 6, mtime=0)), path.relative_to(site).as_posix()) for path in site.rglob("*.html"))


def main(number: int = 3) -> None:
    built: dict[int, Contender] = {}
    sizes = {}
    for items in agendas.DAYS:
        data = CACHE / f"agenda-{items}.yml"
        agendas.write(data, items)
        sizes[items] = data.stat().st_size
        built[items] = projects.ours(CACHE / f"items-{items}", data)
        built[items].name = f"{items:,} items"
    rounds([built[items] for items in (10, 100, 1000)], number)
    built[5000].count(built[5000].run(weigh=True))  # once, and looked at while it runs: it takes minutes
    print(f"\n### Growth: agendas in six languages, median of {number} interleaved rounds (5,000 items: one)\n")
    rows = []
    for items, each in built.items():
        size, page = largest(each.site)
        ratio = f"{each.median / built[100].median:.1f}"
        rows.append(
            (
                each.name,
                f"{sizes[items] / 1e6:.2f}",
                f"{each.median:.2f}",
                ratio,
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
