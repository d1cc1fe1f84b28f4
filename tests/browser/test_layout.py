"""No page has a fault of layout that rules can see (layout_rules.js): of session12, of full.yml and of a large conference.

Every page is looked at in each language at each of six widths, with all its details open: under two circumstances each, which are a
moment (before, live, between two days, after), the venue's time or the reader's own, and the agenda's filters off, on one room or on
one track. They go round so that on every page each pair of width, moment, time and filter comes together in some language, and each
language meets each of them (`test_each_pair_comes_together`). Besides, each page is looked at in each language on A4 paper, in forced
colours, and without scripts (the last two at a width that goes round).

All of that is `make fuzz`. `make test` looks at each script on one site (at the long texts of the conference in Arabic), under the first
of the two circumstances: at each page at three widths on one of two sites and at the other three on the other, so that both together
are looked at at all six, and at each moment, time and filter (`test_each_comes_in_every_run`); at every second page in forced colours,
and at the others on paper. Of session12, on which less can go wrong, each page is looked at in one of two languages.

A page is loaded once; then its window is resized, and its clock is put on.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests import conference as made
from tests.browser.conftest import PANEL_IS_READY, open_all
from tests.conftest import LANGUAGES, Built
from tests.render.test_site import PARTS, parts, prefix

RULES = (Path(__file__).parent / "layout_rules.js").read_text(encoding="utf-8")
WIDTHS = {320: 640, 360: 640, 640: 900, 768: 1024, 1280: 800, 1920: 1080}
"""The widths and the heights of windows."""
PAPER = {"width": 658, "height": 987}
"""A4 within its margins (style sheet: 18 mm), in CSS pixels."""
TIMES = ("before", "live", "between days", "after")
MOMENTS = {
    12: dict(zip(TIMES, ("2025-09-28T10:00:00Z", "2025-10-28T12:00:00Z", "2025-10-28T19:00:00Z", "2025-11-20T10:00:00Z"), strict=True)),
    4: dict(zip(TIMES, ("2026-01-20T00:00:00Z", "2026-03-10T06:00:00Z", "2026-03-10T18:00:00Z", "2026-04-01T00:00:00Z"), strict=True)),
    23: made.MOMENTS,
}
"""The same four of each session, by its number."""
FAR = {
    "ar": "America/Los_Angeles",
    "zh": "America/Argentina/Buenos_Aires",
    "en": "Asia/Tokyo",
    "fr": "Pacific/Apia",
    "ru": "Australia/Lord_Howe",
    "es": "Pacific/Auckland",
}
"""Where the reader of each language is: many times have another date there."""
CLOCKS = ("venue", "mine")
FILTERS = ("no filter", "room", "track")
IN_EVERY_RUN = {"twelfth": ("ru", "zh"), "full": ("en",), "conference": ("ar",)}
"""The languages in which `make test` looks at each site, one for each script; `make fuzz` looks at all."""


class View(NamedTuple):
    """What a page is looked at under."""

    width: int
    moment: str
    time: str
    filter: str


IN_TURN = {"ru": 0, "zh": 1}
"""Of session12, in which language a run looks at every first page, and in which at every second."""

HALVES = {"en": ((0, 1, 3), (2, 4, 5)), "ru": ((0, 3, 5), (1, 2, 4))}
"""At which of the widths a run looks at every first and at every second page in these languages (of session12: of those that come in it);
at the others in Arabic and Chinese."""


def places(session: int, language: str, part: int, turns: int) -> tuple[int, ...]:
    """At which of the widths a page is looked at."""
    half = HALVES["ru"][part // 2 % 2] if session == 12 else HALVES["en"][part % 2]
    return tuple(place for place in range(len(WIDTHS)) if turns > 1 or (place in half) == (language in HALVES))


def views(language: int, part: int, session: int = 12, turns: int = 2) -> Iterator[View]:
    """Those of one page in one language (both by their number), so many at each of its widths."""
    for place in places(session, LANGUAGES[language], part, turns):
        width = [*WIDTHS][place]
        for turn in range(turns):
            number = language + part + place
            filter_ = FILTERS[(number // 2 + language + turn) % 3]
            yield View(width, TIMES[(number + 2 * turn) % 4], CLOCKS[(place + turn + language // 2) % 2], filter_)


def faults(page: Page, *, without: tuple[str, ...] = (), only: str = "", under: dict | None = None) -> list[str]:
    """What the rules find on a page as it stands (or in an open menu or dialog of it, or under CIRCUMSTANCES), each as one line."""
    found = page.evaluate(
        f"async ([without, only, under]) => {{ if (under) await ({CIRCUMSTANCES})(under); return layoutFaults(without, only); }}",
        [list(without), only, under],
    )
    return [f"{each['rule']}: {each['where']} “{each['text']}” {each['numbers']}" for each in found]


def ready(page: Page) -> None:
    page.evaluate(RULES)
    open_all(page)


CIRCUMSTANCES = """async ({ time, filter, turn }) => {
  document.dispatchEvent(new Event("visibilitychange"));
  const choose = (input) => input && !input.checked && input.click();
  choose(document.querySelector(`input[name="clock"][value="${time}"]`));
  for (const list of document.querySelectorAll("[data-finder] select")) {
    const wanted = list.name === filter ? 1 + turn % (list.options.length - 1) : 0;
    if (list.selectedIndex === wanted) continue;
    list.selectedIndex = wanted;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }
  while (!document.querySelector(`PANEL_IS_READY`)) await new Promise(requestAnimationFrame);
}""".replace("PANEL_IS_READY", PANEL_IS_READY)


class Report:
    """Faults with the views that show them, each fault told once."""

    def __init__(self) -> None:
        self.views: dict[str, list[str]] = {}

    def add(self, where: str, found: list[str]) -> None:
        for fault in found:
            self.views.setdefault(fault.split(" “")[0], []).append(f"{where}: {fault}")

    def __str__(self) -> str:
        return "\n".join(["", *self.lines()])

    def lines(self) -> list[str]:
        return [f"{found[0]} (and {len(found) - 1} more views)" for found in self.views.values()]


def look(page: Page, base: str, site: Built, language: str, turns: int, report: Report) -> None:
    """Look at every page of a language under its circumstances, so many at each width."""
    number, session = LANGUAGES.index(language), site.session.number
    for place, part in enumerate(parts(site) + (("travel/",) if session == 23 else ())):
        if turns == 1 and session == 12 and place % 2 != IN_TURN[language]:
            continue
        page.goto(base + prefix(language) + part)
        ready(page)
        for turn, view in enumerate(views(number, place, session, turns)):
            page.set_viewport_size({"width": view.width, "height": WIDTHS[view.width]})
            page.clock.set_fixed_time(MOMENTS[session][view.moment])
            report.add(f"/{part} {', '.join(map(str, view))}", faults(page, under={"time": view.time, "filter": view.filter, "turn": turn}))
        if page.locator(".star").count():
            page.set_viewport_size({"width": 320, "height": WIDTHS[320]})
            page.locator(".star").first.evaluate("star => { star.click(); star.click(); }")
            report.add(f"/{part} 320, as a star goes", faults(page, without=("hole",), only=".toast:not(.update)"))
            page.locator(".toast:not(.update)").evaluate("toast => toast.replaceChildren()")
        width = [*WIDTHS][(number + place) % len(WIDTHS)]
        is_first = (place // 2 if session == 12 else place) % 2 == 0
        if turns > 1 or not is_first:
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            page.emulate_media(forced_colors="active")
            report.add(f"/{part} {width} in forced colours", faults(page))
        if turns > 1 or is_first:
            page.emulate_media(forced_colors="none", media="print")
            page.set_viewport_size(PAPER)
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            report.add(f"/{part} on paper", faults(page, without=("target",)))
        page.emulate_media(forced_colors="none", media="screen")


@pytest.mark.parametrize(
    ("site", "language", "turns"),
    [
        *((site, language, 1) for site, languages in IN_EVERY_RUN.items() for language in languages),
        *(pytest.param(site, language, 2, marks=pytest.mark.slow) for site in IN_EVERY_RUN for language in LANGUAGES),
    ],
    indirect=["site"],
)
def test_no_page_has_a_fault_of_layout(visit: Callable, site: Built, language: str, turns: int) -> None:
    """In no language, at no width, at no moment, with neither clock and no filter, on paper or in forced colours."""
    reader, report = visit(site, zone=FAR[language]), Report()
    look(reader.page, reader.base, site, language, turns, report)
    assert report.lines() == [], report
    assert reader.wrong == []


@pytest.mark.parametrize(
    ("site", "language", "step"),
    [
        ("conference", "ar", 2),
        *(pytest.param(site, language, 1, marks=pytest.mark.slow) for site in IN_EVERY_RUN for language in LANGUAGES),
    ],
    indirect=["site"],
)
def test_no_page_has_a_fault_without_scripts(visit: Callable, site: Built, language: str, step: int) -> None:
    """As built, at a width that goes round; `make test` looks at every second page."""
    report, widths = Report(), [*WIDTHS]
    page = visit(site, java_script_enabled=False)
    for place, part in [*enumerate(parts(site))][::step]:
        width = widths[(LANGUAGES.index(language) + place // step + 3) % len(widths)]
        page.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        ready(page.open(prefix(language) + part))
        report.add(f"/{part} {width} without scripts", faults(page.page))
    assert report.lines() == [], report


@pytest.mark.parametrize(
    ("language", "widths"),
    [("ar", (320, 1280)), ("zh", (640,)), *(pytest.param(language, (320, 640, 1280), marks=pytest.mark.slow) for language in LANGUAGES)],
    ids=str,
)
def test_menus_and_the_search_have_no_fault(visit: Callable, conference: Built, language: str, widths: tuple[int, ...]) -> None:
    """As they open on a phone, and the search with its results on a large screen too; `make fuzz` has each language at each width."""
    report, word = Report(), made.WORDS[language].split()[0]
    page = visit(conference, locale=language).open(prefix(language))
    ready(page)
    for width in widths:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        for menu in ("_languages", "_pages") if width < 832 else ():
            page.locator(f"[popovertarget={menu}]").click()
            report.add(f"{width}", faults(page, without=("hole",), only=f"#{menu}"))
            page.keyboard.press("Escape")
        page.locator("[data-search]").click()
        page.locator("#_query").fill(word)
        page.clock.run_for(1000)
        page.locator(".results a").first.wait_for()
        report.add(f"{width}", faults(page, without=("hole", "lines"), only="#_search"))  # an excerpt may end anywhere
        page.locator("#_search form button").click()
    assert report.lines() == [], report


@pytest.mark.parametrize(
    ("language", "width"),
    [
        pytest.param(language, width, marks=() if language in ("ar", "zh") else pytest.mark.slow)
        for language, width in zip(LANGUAGES, WIDTHS, strict=True)
    ],
)
def test_days_of_a_large_agenda_have_no_fault(visit: Callable, week: Built, language: str, width: int) -> None:
    """Where each day has a page of its own, and on the page for what is not there; `make fuzz` has the other widths and languages."""
    report = Report()
    reader = visit(week, now="2027-06-02T06:30:00Z", zone=FAR[language], width=width, height=WIDTHS[width], locale=language)
    for part in ("agenda/", "agenda/2027-06-02/", "agenda/2027-06-03/", "no/such/page"):
        ready(reader.open(prefix(language) + part))
        report.add(f"/{part} {width}", faults(reader.page))
    assert report.lines() == [], report


def test_each_pair_comes_together() -> None:
    """On every page: each width, moment, time and filter with each of the others in some language, and each language with each of them."""
    kinds = (tuple(WIDTHS), TIMES, CLOCKS, FILTERS)
    for part in range(len(PARTS)):
        seen = {(language, *view) for language in range(len(LANGUAGES)) for view in views(language, part)}
        for (one, first), (other, second) in itertools.combinations(enumerate((range(len(LANGUAGES)), *kinds)), 2):
            missing = set(itertools.product(first, second)) - {(each[one], each[other]) for each in seen}
            assert missing == set(), part


def test_each_comes_in_every_run() -> None:
    """On every page of the two sites that share the widths, each width, moment, time and filter comes, though there is one view at a
    width; and on session12 on some page of each language."""
    each_value = [set(each) for each in (WIDTHS, TIMES, CLOCKS, FILTERS)]
    for part in range(len(PARTS)):
        seen = [view for session, language in ((4, "en"), (23, "ar")) for view in views(LANGUAGES.index(language), part, session, turns=1)]
        assert [set(each) for each in zip(*seen, strict=True)] == each_value, part
    for language, first in IN_TURN.items():
        seen = [view for part in range(first, len(PARTS), 2) for view in views(LANGUAGES.index(language), part, 12, turns=1)]
        assert [set(each) for each in zip(*seen, strict=True)] == each_value, language


SHELL = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>
body { margin: 0; font: 16px/1.5 sans-serif }
main { display: block; padding: 20px }
a { display: inline-block; min-width: 24px; min-height: 24px }
button { display: block; min-height: 30px; margin: 4px }
i { margin-left: 10px }
.chip { display: inline-block; border: 1px solid }
.rule { border-top: 1px solid; padding-top: 20px }
.narrow { width: 200px }
%s</style><main>%s</main>"""
SOME = "<p>Whoever lends a voice wants to know what becomes of it, and who will hear it.</p>"
CLAMP = "p { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden }"
CASES = {
    "a sliver": ("squeezed", SOME, "p { width: 3em; overflow-wrap: anywhere }"),
    "a sliver of Chinese": ("squeezed", "<p>谁可以收听录音谁可以复制录音</p>", "p { width: 2em }"),
    "a mark on a line of its own": ("stray", "<p><b>One</b> / <b>other</b> / <b>third</b></p>", "p { display: grid }"),
    "a stroke at the beginning of a line": (
        "stray",
        "<p class=narrow>谁可以收听录音复制录<b>音</b>／<b>谁</b></p>",
        "p.narrow { width: 180px }",
    ),
    "a button that is pressed": (
        "squeezed",
        f"<label class=narrow><input type=radio> {SOME}</label>",
        "label { display: flex } input { width: 13px; flex: 0 9 40px }",
    ),
    "a button that breaks its word": (
        "broken",
        "<p><button>Rückgängigmachung</button></p>",
        "button { width: 9em; overflow-wrap: anywhere }",
    ),
    "a chip that is indented": (
        "indented",
        "<p class=narrow>Remember who speaks, <b class=chip>taking part remotely</b></p>",
        ".chip { margin-left: 3px }",
    ),
    "one text over another": ("overlap", SOME * 2, "p + p { margin-top: -40px }"),
    "lines over one another": ("overlap", f"<div class=narrow>{SOME}</div>", "p { line-height: 0.4 }"),
    "a gap that is gone": ("touching", "<p>20:45 <b>(9 Mar)</b></p>", "p { display: flex }"),
    "a colon without its blank": ("touching", "<p>Consent on tape: <b>English</b></p>", "p { display: flex }"),
    "two columns without a gap": ("touching", "<p><b>one</b><i>other</i></p>", "p { display: flex } i { margin: 0 }"),
    "a chip at a heading": ("touching", "<p><span class=chip>due today</span></p><h3>Send it</h3>", "p, h3 { margin: 0; line-height: 1 }"),
    "two buttons that touch": ("touching", "<button>One</button><button>Other</button>", "button { margin: 0 }"),
    "a text that is cut off": ("cut", f"<div class=narrow>{SOME}</div>", "p { height: 30px; overflow: hidden }"),
    "a text that is cut short": ("cut", f"<div class=narrow>{SOME}</div>", CLAMP),
    "a text beside the page": ("outside", SOME, "main { position: relative; left: -300px }"),
    "a text that leaves its box": ("outside", f"<div class='narrow chip'>{SOME}</div>", "p { margin-block: 0 -30px }"),
    "a hole": ("hole", SOME * 2, "p + p { margin-top: 60vh }"),
    "a box wider than what holds it": ("sideways", f"<div class=narrow>{SOME}</div>", "p { width: 400px }"),
    "a word wider than what holds it": ("sideways", "<div class=narrow><p>Unbreakable</p></div>", "p { font-size: 60px }"),
    "a page wider than its window": ("sideways", f"{SOME}<hr>", "hr { position: absolute; left: 1270px; width: 20px }"),
    "hidden by what is around it": ("hidden", f"<div>{SOME}</div>", "div { visibility: hidden }"),
    "faded by what is around it": ("hidden", f"<div>{SOME}</div>", "div { opacity: 0 }"),
    "a bar that is hidden": ("hidden", f"<div>{SOME}</div>", "div::before { content: ''; border-left: 4px solid; visibility: hidden }"),
    "struck out though it is on": ("struck", f"<div>{SOME}</div>", "div { text-decoration: line-through }"),
    "a rule through a word": ("struck", f"<p>Now</p><div class=rule>{SOME}</div>", "p { height: 12px; margin: 0 }"),
    "a chip in two pieces": (
        "broken",
        "<p class=narrow>A speaker, <b class=chip>taking part remotely</b></p>",
        ".chip { display: inline }",
    ),
    "small targets": ("target", "<p><a href='#a'>A</a> <a href='#b'>B</a></p>", "a { display: inline }"),
}
"""For each fault the rule that finds it, a page without it, and the style that makes it."""


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Page:
    """A page for each of the planted faults in turn."""
    return browser.new_page(viewport={"width": 1280, "height": 800})


@pytest.mark.parametrize("case", CASES)
def test_each_rule_finds_its_planted_fault(sheet: Page, case: str) -> None:
    """And nothing where it is not planted."""
    rule, body, planted = CASES[case]
    for style, expected in (("", set()), (planted, {rule})):
        sheet.set_content(SHELL % (style, body))
        sheet.evaluate(RULES)
        assert {fault.split(":")[0] for fault in faults(sheet)} == expected


FORMER = {
    "squeezed": "[data-room] > details::before { content: attr(class); display: block; float: inline-start; width: 80%; height: 9rem }",
    "stray": ".documents li { display: grid }",
    "indented": ".mode { margin-inline-start: 0.2rem } .person { max-width: 12rem }",
    "hidden": ".item::before { visibility: hidden }",
    "struck": ".now-line { position: static }",
    "broken": ".mode { display: inline; white-space: normal } .person { max-width: 5rem }",
    "touching": ".mode { margin: 0; position: relative; top: -0.6rem }",
    "overlap": ".item .labels { margin-top: -1.6rem }",
    "cut": ".body { overflow: hidden; max-height: 6rem }",
    "outside": ".status { margin-inline-start: -6rem }",
    "sideways": ".labels { width: 120% }",
    "hole": ".day + .day { margin-top: 60vh }",
    "target": ".days-bar ul { display: block } .days-bar a { font-size: 8px; height: 12px; border: 0 }",
}


def test_each_rule_finds_its_fault_on_a_real_page(visit: Callable, full: Built) -> None:
    """On the agenda of a session that is on, which is without a fault before and after; some are faults that it had."""
    page = visit(full, now=MOMENTS[4]["live"], width=768, height=WIDTHS[768], bypass_csp=True).open("agenda/")
    ready(page)
    assert faults(page) == []
    for rule, style in FORMER.items():
        planted = page.add_style_tag(content=style)
        assert rule in {fault.split(":")[0] for fault in faults(page)}, rule
        planted.evaluate("style => style.remove()")
    assert faults(page) == []
