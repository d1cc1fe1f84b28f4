"""How a build grows with the agenda: 10, 100, 1,000 and 5,000 items in six languages, and the conference of six rooms of the tests; beside
them Hugo with the pages of 10, 100 and 1,000 items."""

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


def by_hugo(ours: Contender) -> Contender:
    """Hugo with all pages of a site of ours, which is built for it."""
    ours.run()
    found = projects.hugo(CACHE / f"hugo-{ours.name.split()[0]}", projects.pages(ours.site, projects.parts(ours.site)))
    found.name = f"{ours.name}: Hugo, the same pages"
    return found


def main(number: int = 3) -> None:
    built = {items: invented(items) for items in agendas.DAYS}
    six = conference()
    beside = [by_hugo(built[items]) for items in (10, 100, 1000)]
    rounds([built[10], built[100], six, built[1000], *beside], number)
    built[5000].count(built[5000].run(weigh=True))  # once, and looked at while it runs: it takes minutes
    print(f"\n### Growth: agendas in six languages, median of {number} interleaved rounds (5,000 items: one)\n")
    rows = []
    for each in (*built.values(), six, *beside):
        if each.missing:
            rows.append((each.name, "missing", *[""] * 7))
            continue
        size, page = largest(each.site)
        data = each.folder / "data" / "session12.yml"
        rows.append(
            (
                each.name,
                f"{data.stat().st_size / 1e6:.2f}" if data.exists() else "",
                f"{each.median:.2f}",
                f"{each.median / built[100].median:.1f}",
                f"{statistics.median(each.processor):.1f}",
                megabytes(each.memory),
                f"{size / 1000:.0f}",
                page,
                f"{sum(1 for _ in each.site.rglob('*.html')):,}",
            )
        )
    print(
        table(
            (
                "agenda",
                "data file, MB",
                "s",
                "100 items = 1",
                "processor, s",
                "peak memory, MB",
                "largest page with gzip, kB",
                "which",
                "pages",
            ),
            rows,
        )
    )
