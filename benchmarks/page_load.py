"""The first load of each page and the next one, in Chromium, from a server that compresses: what is asked for, and how it feels.

Bytes are as sent with gzip. The processor is made four times slower, as Lighthouse does for a phone; times are medians of three loads,
and each figure is of the language in which it is worst, but scripts' time, which is the median of languages. The clock stands a month
before the session, and the reader is in Tokyo: chips are filled in while the page is loaded; in one load more, all times too, for a
reader who has switched to their own.
"""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import table
from benchmarks.page_weight import Load, load, serve
from tests.browser.conftest import QUIET
from tests.conftest import LANGUAGES
from tests.render.test_site import PARTS, prefix
from tests.setup_tools import whole_chromium

SLOWER = 4
LOADS = 3
KINDS = ("document", "stylesheet", "script", "other")

# The clock as scripts ask for it, the choice of the reader's own time, and what the browser reports of the page.
BEFORE = """
Date.now = () => Date.UTC(2025, 8, 28, 10);
window.seen = {shown: 0, moved: 0};
new PerformanceObserver((list) => { for (const each of list.getEntries()) seen.shown = each.startTime; }).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => { for (const each of list.getEntries()) seen.moved += each.value; }).observe({type: "layout-shift", buffered: true});
"""
MINE = 'localStorage.setItem("clock", "mine");'
FILLED_IN = """() => {
  const chips = [...document.querySelectorAll("[data-chip]")].filter((chip) => chip.offsetParent);
  return {...seen, empty: chips.filter((chip) => !chip.textContent).length, zones: [...document.querySelectorAll(".time-switch .zone")].filter((zone) => !zone.textContent).length};
}"""


def median(browser: Browser, *addresses: str) -> Load:
    """One load of the last page, with the medians of times over all of them, and `own`, scripts' time where times are the reader's."""
    options = {"look": FILLED_IN, "slower": SLOWER, "timezone_id": "Asia/Tokyo", "viewport": {"width": 412, "height": 823}}
    loads = [load(browser, *addresses, script=BEFORE, **options) for _ in range(LOADS)]
    found = loads[-1]
    own = load(browser, *addresses, script=MINE + BEFORE, **options)
    for name in ("shown", "scripts"):
        found.seen[name] = statistics.median(each.seen[name] for each in loads)
    found.seen["own"] = own.seen["scripts"]
    loads.append(own)
    found.failed = [failed for each in loads for failed in each.failed]
    found.elsewhere = [address for each in loads for address in each.elsewhere]
    for name in ("moved", "empty", "zones"):
        found.seen[name] = max(each.seen[name] for each in loads)
    return found


def main(site: Path = Path("site")) -> None:
    rows, incomplete = [], []
    with serve(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=whole_chromium(), args=QUIET)
        for part in PARTS:
            other = PARTS[1] if part != PARTS[1] else PARTS[0]
            for visit in ("first", "next"):
                found = {}
                for language in LANGUAGES:
                    way = (
                        [base + prefix(language) + part]
                        if visit == "first"
                        else [base + prefix(language) + other, base + prefix(language) + part]
                    )
                    found[language] = median(browser, *way)
                    if found[language].seen["empty"] or found[language].seen["zones"]:
                        incomplete.append(f"{language}/{part}: {found[language].seen}")
                rows.append(_row(part, visit, list(found.values())))
        browser.close()
    print(
        f"\n### Loads of each page, processor {SLOWER} times slower; the worst of {len(LANGUAGES)} languages, of scripts' time the median\n"
    )
    print(
        table(
            (
                "page",
                "load",
                "kB: page, style, scripts, other",
                "kB",
                "requests",
                "failed",
                "other hosts",
                "LCP, ms",
                "CLS",
                "scripts, ms",
                "with the reader’s own times, ms",
            ),
            rows,
        )
    )
    print("\nChips or zones that were not filled in: " + ("; ".join(incomplete) or "none") + ".")


def _row(part: str, visit: str, loads: list[Load]) -> tuple[str, ...]:
    heaviest = max(loads, key=lambda each: each.bytes)
    kinds = ", ".join(
        f"{sum(size for kind, size in heaviest.kinds.items() if (kind if kind in KINDS else 'other') == wanted) / 1000:.1f}"
        for wanted in KINDS
    )
    return (
        part.strip("/") or "first page",
        visit,
        kinds,
        f"{heaviest.bytes / 1000:.1f}",
        str(max(each.requests for each in loads)),
        str(sum(len(each.failed) for each in loads)),
        str(sum(len(each.elsewhere) for each in loads)),
        f"{max(each.seen['shown'] for each in loads):.0f}",
        f"{max(each.seen['moved'] for each in loads):.3f}",
        *(f"{statistics.median(each.seen[name] for each in loads):.0f}" for name in ("scripts", "own")),
    )
