"""Pages in a real browser: what is loaded, how they fit, whether everybody can use them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.axe import violations, violations_by_kind, violations_of_contrast
from tests.browser.conftest import open_all
from tests.conftest import LANGUAGES, Built
from tests.render.test_site import PARTS, parts, prefix

IN_EACH_SCRIPT = pytest.mark.parametrize(
    "language", [pytest.param(language, marks=pytest.mark.slow if language in ("fr", "es") else ()) for language in LANGUAGES]
)
"""A language for each script; `make fuzz` has French and Spanish too."""
REAL = pytest.mark.parametrize("site", ["twelfth"], indirect=True)
BOTH = pytest.mark.parametrize("site", ["full", pytest.param("twelfth", marks=pytest.mark.slow)], indirect=True)
"""The session in which everything is there; `make fuzz` has the real one too."""


@pytest.mark.parametrize(
    ("site", "languages", "texts"),
    [
        ("full", ("ar", "zh"), "of each kind"),
        *(pytest.param(site, (language,), "all", marks=pytest.mark.slow) for site in ("twelfth", "full") for language in LANGUAGES),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
    indirect=["site"],
)
def test_no_axe_violations_in_light_and_dark(visit: Callable, site: Built, languages: tuple[str, ...], texts: str) -> None:
    """WCAG 2.2 AA and best practices, on every page, in both colour schemes, live in the middle of the session.

    Of two languages, each has every second page, and the order of one day stands for all. `make fuzz` has all pages in all languages, and looks at the contrast of all texts on
    each page, not of the first of each kind.
    """
    reader = visit(site, now="2025-10-28T10:00:00Z" if site.session.number == 12 else "2026-03-10T06:00:00Z")
    seen: set[str] = set()
    orders = [part for part in parts(site) if "/order-" in part]
    for place, part in enumerate(part for part in parts(site) if texts == "all" or part not in orders[1:]):
        language = languages[place % len(languages)]
        open_all(reader.open(prefix(language) + part))
        for scheme, look in (("light", violations_by_kind), ("dark", violations_of_contrast)):
            reader.page.emulate_media(color_scheme=scheme)
            assert (violations(reader.page) if texts == "all" else look(reader.page, seen)) == [], (part, scheme)
    assert reader.wrong == []


@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["there", "everywhere"])
def test_a_pale_text_is_found_in_the_dark(visit: Callable, full: Built, everywhere: bool) -> None:
    """By the rules of contrast on one text of each kind, as by all rules on that text (`make fuzz`: on all texts)."""
    page, seen = visit(full, color_scheme="dark", bypass_csp=True).open("agenda/"), set[str]()
    assert violations_of_contrast(page, seen) == []
    for selector in (".status", ".item .kind", ".by", "footer a") if everywhere else (".status", "footer a"):
        pale = page.add_style_tag(content=f"{selector} {{ color: #444 !important }}")
        assert [rule for rule, _ in violations_of_contrast(page, seen)] == ["color-contrast"], selector
        assert [rule for rule, _ in violations(page, None if everywhere else selector)] == ["color-contrast"], selector
        pale.evaluate("style => style.remove()")


def test_what_is_no_matter_of_colours_is_found_too(visit: Callable, full: Built) -> None:
    """A pale text and a picture without words, by all rules of which those on colours look at one text of each kind."""
    page = visit(full, bypass_csp=True).open("take-part/")
    page.add_style_tag(content=".way h3 { color: #ccc !important }")
    page.locator("main h2").first.evaluate("e => e.insertAdjacentHTML('afterend', '<img src=data:,>')")
    assert sorted(rule for rule, _ in violations_by_kind(page)) == ["color-contrast", "image-alt"]


@pytest.mark.parametrize(
    ("site", "language"),
    [
        pytest.param(site, language, marks=() if (site, language) == ("twelfth", "zh") else pytest.mark.slow)
        for site in ("twelfth", "full")
        for language in LANGUAGES
    ],
    indirect=["site"],
)
def test_nothing_scrolls_sideways_at_320(visit: Callable, site: Built, language: str) -> None:
    """At 320 pixels, which is 1280 at 400 % zoom, every page fits its width; `make fuzz` has the other languages. (The rules of layout
    look at each script at that width too: “sideways”.)"""
    reader = visit(site, width=320, height=640)
    for part in parts(site):
        page = reader.open(prefix(language) + part)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, part


@IN_EACH_SCRIPT
@REAL
def test_first_screen_says_what_when_where_and_what_next(visit: Callable, site: Built, language: str) -> None:
    """On a phone of 360 by 640, title, date, place and the next step are all on the first screen."""
    page = visit(site, width=360, height=640).open(prefix(language))
    for selector in ("h1", ".date", ".where", "[data-next]"):
        box = page.locator(selector).bounding_box()
        assert box["y"] + box["height"] <= 640, selector


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.slow)])
@REAL
def test_six_requests_at_most_and_none_elsewhere(visit: Callable, site: Built, language: str) -> None:
    """A page asks for itself, a stylesheet, two scripts and an icon; nothing fails and nothing leaves the site. (`make fuzz` asks
    English pages too.)"""
    readers = [visit(site) for _ in PARTS]
    for reader, part in zip(readers, PARTS, strict=True):
        reader.open(prefix(language) + part)
    for reader in readers:
        reader.page.wait_for_load_state("networkidle")
        assert len(reader.requests) <= 6, reader.requests
        assert [url for url in reader.requests if not url.startswith(reader.base)] == []
        assert reader.wrong == []


@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in LANGUAGES if language != "ar")]
)
@REAL
def test_registration_link_arrives_byte_for_byte(visit: Callable, site: Built, language: str) -> None:
    """The address that the browser would open is the one of the invitation."""
    page = visit(site).open(f"{prefix(language)}take-part/")
    addresses = page.locator(".way .button").evaluate_all("links => links.map(link => link.href)")
    assert addresses == [
        "https://intranet.wipo.int/meetings/en/registration/form.jsp?organization=WIPO&registration_id=627",
        "https://wipo-int.zoom.us/webinar/register/WN_nQH4qXabSxW-RbxNDKaWTQ",
    ]


@IN_EACH_SCRIPT
@REAL
def test_lost_readers_get_their_own_language(visit: Callable, site: Built, language: str) -> None:
    """The language of the address comes first; at the root, the browser's."""
    reader = visit(site, locale="ru-RU" if language == "en" else "en-GB")
    page = reader.open(f"{prefix(language)}no/such/page")
    wanted = "ru" if language == "en" else language
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [wanted, "rtl" if wanted == "ar" else "ltr"]
    assert page.locator("section:visible").count() == 1
    page.locator("section:visible a").nth(1).click()
    page.wait_for_url(f"**/{prefix(wanted)}agenda/")
    assert page.locator("html").get_attribute("lang") == wanted


@REAL
def test_language_menu_keeps_page_and_place(visit: Callable, site: Built) -> None:
    """From a place in the English page to the same place in the Arabic one."""
    page = visit(site).open("take-part/#clearing-house")
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/ar/take-part/#clearing-house")
    assert page.locator("#clearing-house").bounding_box()["y"] < 900


@REAL
def test_arabic_is_laid_out_from_the_right(visit: Callable, site: Built) -> None:
    """Title and menu begin at the right edge, and a range of hours begins on the right, as one of days does by the rules of the script."""
    page = visit(site).open("ar/")
    right = page.locator("h1").evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e); return Math.max(...[...r.getClientRects()].map(c => c.right)) }"
    )
    column = page.locator(".text").bounding_box()
    assert abs(right - (column["x"] + column["width"])) < 3
    first, second = (page.locator(".hours time").nth(place).bounding_box()["x"] for place in (0, 1))
    assert first > second


@REAL
def test_without_scripts_everything_is_there(visit: Callable, site: Built) -> None:
    """Menu, languages, registration and contact work; nothing that needs a script is shown, and no false invitation."""
    reader = visit(site, width=360, java_script_enabled=False)
    page = reader.open("take-part/")
    assert page.locator(".way .button").count() == 2
    assert page.locator("[data-search]").is_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Webcast", exact=True).click()
    page.wait_for_url("**/webcast/")
    assert page.get_by_text("The webcast address will be announced.").is_visible()


@REAL
def test_keyboard_alone(visit: Callable, site: Built) -> None:
    """Skip link first; the menus of a phone open, and close with Escape; focus is always to be seen."""
    page = visit(site, width=360).open("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#_main"
    page.get_by_role("button", name="Language: English").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Русский").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("link", name="Русский").is_hidden()
    for _ in range(60):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(e => e === document.body ? null : [getComputedStyle(e).outlineStyle, "
            "getComputedStyle(e).outlineWidth, e.matches('input')])(document.activeElement)"
        )
        assert style is None or style[0] != "none" or style[2], page.evaluate("document.activeElement.outerHTML")


@BOTH
def test_targets_are_large_enough(visit: Callable, site: Built) -> None:
    """Buttons, fields and links that stand alone are 24 pixels high at least (WCAG 2.2, 2.5.8)."""
    reader = visit(site, width=360)
    for part in PARTS:
        page = reader.open(part)
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, summary, label, .tools a, .contents a, nav a, .footer a")]
                .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24).map((e) => e.outerHTML)"""
        )
        assert small == [], part


@BOTH
def test_every_task_by_keyboard(visit: Callable, site: Built) -> None:
    """Search and follow a result, choose the clock, reach each form and each mail: by Tab, Enter and arrows alone."""
    reader = visit(site, now="2026-01-20T00:00:00Z" if site.session.number == 4 else "2025-09-28T10:00:00Z", zone="Asia/Tokyo")
    page = reader.open("agenda/")
    page.locator("[data-search]").focus()
    page.keyboard.press("Enter")
    page.locator("#_query:focus").wait_for()
    page.keyboard.type("registration")
    page.clock.run_for(1000)
    page.locator(".results a").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.results a')")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/agenda/" not in url)
    page = reader.open("agenda/")
    page.locator('input[name="clock"]:checked').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator('input[value="mine"]').is_checked()
    page = reader.open("take-part/")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.href || ''"))
    wanted = set(page.locator(".way .button:visible, .call .button:visible").evaluate_all("links => links.map(link => link.href)"))
    assert wanted and wanted <= reached


@REAL
def test_without_a_stylesheet(visit: Callable, site: Built) -> None:
    """The order of the page is the order of its text: title, date and the next step come before the account of the theme."""
    reader = visit(site)
    reader.page.route("**/*.css*", lambda route: route.abort())
    page = reader.open("")
    tops = [page.locator(selector).first.bounding_box()["y"] for selector in ("h1", ".date", ".where", "[data-next]", "#about")]
    assert tops == sorted(tops)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Take part", exact=True).click()
    page.wait_for_url("**/take-part/")


def test_states_of_the_agenda_look_different(visit: Callable, full: Built) -> None:
    """Each has words and a border of its own."""
    page = visit(full).open("agenda/")
    accent, ink, muted = "rgb(10, 92, 140)", "rgb(27, 29, 32)", "rgb(86, 91, 99)"
    for status, border in {"pending": ["solid", muted], "provisional": ["dashed", accent], "final": ["solid", ink]}.items():
        page.locator(".status").evaluate("(e, status) => { e.className = `status status-${status}` }", status)
        style = page.locator(".status").evaluate("e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderInlineStartColor]")
        assert style == border, status


def test_a_large_agenda_leads_to_today(visit: Callable, week: Built) -> None:
    """While it is on: the first page reads what is on from the page of the day, and leads there where it can't; so does the list of days."""
    reader = visit(week, now="2027-06-02T06:30:00Z", zone="Africa/Nairobi")
    page = reader.open("fr/")
    page.locator("[data-now] a[href*='/i-2-']").first.wait_for()
    shown = page.locator("[data-now] a").evaluate_all("all => all.map(e => new URL(e.href).pathname)")
    assert 1 < len(shown) < 5 and all(re.search("/fr/agenda/i-2-\\d+/$", path) for path in shown)
    reader.page.route("**/agenda/2027-06-02/", lambda route: route.abort())
    page = reader.open("fr/")
    assert page.locator("[data-now] a").get_attribute("href").endswith("fr/agenda/2027-06-02/")
    reader.page.unroute("**/agenda/2027-06-02/")
    assert all("ERR_FAILED" in each for each in reader.wrong)
    reader.wrong.clear()
    page = reader.open("fr/agenda/")
    jump = page.locator("[data-jump]")
    jump.click()
    page.wait_for_url("**/fr/agenda/2027-06-02/")
    assert page.locator(".item.on").count() >= 1
    assert page.locator("[data-jump]").get_attribute("href") == "#_now" and page.locator("#_now").count() == 1
    assert reader.wrong == []


def test_what_counts_as_wrong(visit: Callable, full: Built) -> None:
    """A file that the server cuts off does; one that was on its way when the reader went on does not."""
    reader = visit(full)
    reader.page.route("**/microsite.js*", lambda route: None)
    with reader.page.expect_request("**/microsite.js*"):
        reader.page.goto(reader.base, wait_until="commit")
    with reader.page.expect_event("requestfailed"):
        reader.page.goto(reader.base + "fr/", wait_until="commit")
    assert reader.wrong == []
    reader.page.unroute("**/microsite.js*")
    reader.page.route("**/microsite.js*", lambda route: route.abort("connectionreset"))
    reader.open("ru/")
    assert any(wrong.startswith("net::ERR_CONNECTION_RESET") for wrong in reader.wrong)
