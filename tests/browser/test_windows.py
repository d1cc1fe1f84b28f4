"""Tests in the browser take one window after another for the same: each finds it as new."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.conftest import Visit, Window
from tests.conftest import DATA

LOOK = """[localStorage.getItem("clock"), sessionStorage.getItem("one"), ...["print", "(prefers-color-scheme: dark)",
    "(prefers-reduced-motion: reduce)"].map((each) => matchMedia(each).matches), new Date(0).getHours(), location.hash]"""


def test_a_visit_finds_nothing_of_the_one_before(browser: Browser, serve: Callable, small: Callable) -> None:
    """Nothing stored, no routes, no media, another clock; a place on the page that was open is a visit too. What cannot be taken back ends
    the window."""
    base = serve(small((DATA / "minimal.yml").read_text(encoding="utf-8")).folder)
    window = Window(browser, {"reduced_motion": "reduce"})
    window.be_in("Asia/Tokyo")
    first = Visit(window.page, base)
    page = first.open("practical/")
    page.evaluate("localStorage.setItem('clock', 'mine'); sessionStorage.setItem('one', 'two')")
    page.route("**/*.css*", lambda route: route.abort())
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="no-preference")
    assert page.evaluate(LOOK) == ["mine", "two", True, True, False, 9, ""]
    first.leave()
    assert window.clear(base)
    window.be_in("Africa/Nairobi")
    second = Visit(window.page, base)
    page = second.open("practical/#_main")
    assert page.evaluate(LOOK) == [None, None, False, False, True, 3, "#_main"] and page.locator("h1").is_visible()
    assert second.wrong == [] and len(second.requests) > len(first.requests) - 2
    page.add_init_script("1")
    assert not window.clear(base)
    page.context.close()
