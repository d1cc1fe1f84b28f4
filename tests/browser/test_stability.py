"""Nothing moves under a reader's eyes when scripts fill in what depends on the clock, the reader's own time included."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import PANEL_IS_READY
from tests.conftest import Built
from tests.render.test_site import parts, prefix

MOMENTS = {
    12: ("2025-09-28T10:00:00Z", "2025-10-28T12:00:00Z", "2025-10-28T19:00:00Z", "2025-11-20T10:00:00Z"),
    4: ("2026-01-20T00:00:00Z", "2026-03-10T06:00:00Z", "2026-03-10T07:30:00Z", "2026-04-01T00:00:00Z"),
}
"""Before a session, on its first day, between two sittings, after it."""

FAR = {
    "en": "Asia/Tokyo",
    "ar": "America/Los_Angeles",
    "zh": "America/Argentina/Buenos_Aires",
    "fr": "Pacific/Apia",
    "ru": "Australia/Lord_Howe",
    "es": "America/St_Johns",
}
"""For each language a zone in which many times have another date than at the venue."""

# The clock that stands hides `performance.getEntries`; observers still hear. Shifts as Cumulative Layout Shift counts them.
OBSERVE = """
window.shifts = [];
new PerformanceObserver(() => { window.painted = true; }).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) shifts.push([value, ...sources.map(({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML)?.slice(0, 120))]);
}).observe({ type: "layout-shift", buffered: true });
"""
NOTE_PLACES = """() => {
  window.places = [...document.querySelectorAll("main :not([data-next] *), footer *")].filter((e) => e.getClientRects().length).map((e) => [e, e.getBoundingClientRect().top + scrollY]);
}"""
SCRIPTS = re.compile(r"/(?!early)\w+\.js")
"""All but the one that has to run before the first paint."""
READY = (
    f"() => document.documentElement.dataset.phase && document.querySelector(`{PANEL_IS_READY}`) && "
    "[...document.querySelectorAll('[data-player]')].every((player) => player.querySelector(':checked'))"
)
MOVED = """() => new Promise(requestAnimationFrame).then(() => places
  .filter(([e, top]) => e.getClientRects().length && Math.abs(e.getBoundingClientRect().top + scrollY - top) >= 1)
  .slice(0, 3).map(([e, top]) => `${Math.round(top)} to ${Math.round(e.getBoundingClientRect().top + scrollY)}: ${e.outerHTML.slice(0, 120)}`))"""


PLACES = (("full", 320), ("full", 1280), ("twelfth", 412))
IN_EVERY_RUN = {("full", 320): ("ar", "zh", "en", "ru")}
"""For a site and a width the languages of every run, which share the moments, at each of which every second page is opened. `make fuzz` has
each language at all of them, on all pages, in all places."""


@pytest.mark.parametrize(
    ("languages", "site", "width"),
    [
        *((languages, *place) for place, languages in IN_EVERY_RUN.items()),
        *(pytest.param((language,), *place, marks=pytest.mark.slow) for place in PLACES for language in FAR),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
    indirect=["site"],
)
def test_nothing_moves(visit: Callable, site: Built, languages: tuple[str, ...], width: int) -> None:
    """At each moment, with venue time and with the reader's remembered, scripts that run after the first paint move nothing,
    on the screen or below it."""
    moments = MOMENTS[site.session.number]
    for place, now in enumerate(moments):
        language = languages[place * len(languages) // len(moments)]
        mine = (place + list(FAR).index(language) + width // 400) % 2
        reader = visit(site, now=now, zone=FAR[language], width=width, height=800)
        page = reader.page
        page.add_init_script(OBSERVE + ("localStorage.setItem('clock', 'mine');" if mine else ""))
        pages = ("", "agenda/", "take-part/", "webcast/", *({"people/"} & {*parts(site)}))
        for part in pages if len(languages) == 1 else pages[place % 2 :: 2]:
            page.route(SCRIPTS, lambda _: None)
            page.goto(reader.base + prefix(language) + part, wait_until="commit")
            page.wait_for_function("() => window.painted && document.readyState !== 'loading'")
            page.evaluate(NOTE_PLACES)
            page.unroute(SCRIPTS)  # what was held back goes on
            page.wait_for_function(READY)
            case = (part, now, "my time" if mine else "venue time")
            assert page.evaluate(MOVED) == [], case
            shifts = page.evaluate("shifts")
            assert round(sum(shift[0] for shift in shifts), 2) == 0, (case, shifts)
        page.context.close()
