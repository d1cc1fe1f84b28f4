"""A cold build of session12, beside its peers with the same text on the same pages in the same languages.

`python -m benchmarks build [ROUNDS]`. A cold build is a new process and no site of before; what Python keeps compiled of the
packages is there, as after any installation.
"""

from __future__ import annotations

import dataclasses
import statistics

from benchmarks import projects
from benchmarks.measure import CACHE, Contender, megabytes, rounds, table
from tests.conftest import LANGUAGES, SESSION12
from tests.render.test_site import PARTS

LACKS = {
    "ours": "",
    "ours, templates kept compiled": "",
    "Material, static-i18n, search": "calendars, checks of data, local times, a search by language",
    "Hugo": "search, calendars, checks of data, local times, scripts",
    "Eleventy": "search, calendars, checks of data, local times, scripts, 404, sitemap",
}


def main(number: int = 9) -> None:
    ours = projects.ours(CACHE / "ours", SESSION12)
    ours.run()
    content = projects.pages(ours.site)
    again = dataclasses.replace(
        ours,
        name="ours, templates kept compiled",
        kept=None,
        site=ours.folder / "again",
        command=[*ours.command, "-d", "again"],
        seconds=[],
        processor=[],
    )
    contenders = [
        ours,
        again,
        *(make(CACHE / f"{make.__name__}-project", content) for make in (projects.bare, projects.hugo, projects.eleventy)),
    ]
    rounds(contenders, number)
    print(f"\n### A cold build of session12: {len(content)} pages in {len(LANGUAGES)} languages, median of {number} interleaved rounds\n")
    print(
        table(
            ("", "s", "Material = 1", "from – to, s", "processor, s", "Material = 1", "peak memory, MB", "what it does not do"),
            [_row(each, contenders[2]) for each in contenders],
        )
    )
    print("\n### Words of text a page, all languages together\n")
    there = [each for each in contenders if not each.missing and each is not again]
    rows = []
    for part in PARTS:
        counts = [
            sum(projects.words(projects.built(each, page), own=each is ours) for page in content if page.part == part) for each in there
        ]
        rows.append(
            [
                part.strip("/") or "first page",
                *(f"{count} ({count / counts[0] - 1:+.1%})" if place else str(count) for place, count in enumerate(counts)),
            ]
        )
    print(table(("page", *(each.name for each in there)), rows))


def _row(each: Contender, unit: Contender) -> tuple[str, ...]:
    if each.missing:
        return (each.name, "missing", "", "", "", "", "", f"could not be installed: {each.missing}")
    spent, usual = statistics.median(each.processor), statistics.median(unit.processor)
    times = f"{each.median:.2f}", f"{each.median / unit.median:.2f}", f"{min(each.seconds):.2f} – {max(each.seconds):.2f}"
    return (each.name, *times, f"{spent:.2f}", f"{spent / usual:.2f}", megabytes(each.memory), LACKS[each.name])
