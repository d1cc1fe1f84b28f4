"""The page of people, and pictures, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import violations
from tests.browser.test_search import search
from tests.browser.test_stability import OBSERVE
from tests.conftest import Built, plain
from tests.render.test_site import prefix

SHIFTS = "() => new Promise(requestAnimationFrame).then(() => shifts.reduce((sum, [value]) => sum + value, 0))"
SCROLLED = """async () => {
  for (let top = 0; top < document.body.scrollHeight; top += 400) {
    scrollTo(0, top);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const decoded = Promise.all([...document.images].map((image) => image.decode()));
  await Promise.race([decoded, new Promise((resolve) => setTimeout(resolve, 10_000))]); // one that never comes is told below
}"""


@pytest.mark.parametrize(
    ("language", "width"), [("ar", 360), *(pytest.param(*each, marks=pytest.mark.slow) for each in (("zh", 1280), ("en", 360)))]
)
def test_nothing_moves_as_pictures_come(visit: Callable, full: Built, language: str, width: int) -> None:
    """On each page that has some, as a reader scrolls to them; and all of them come."""
    reader = visit(full, width=width, height=640)
    reader.page.add_init_script(OBSERVE)
    for part in ("", "practical/", "people/"):  # those of the agenda are in rows that are closed
        page = reader.open(prefix(language) + part)
        assert page.locator("img").count() > 0
        page.evaluate(SCROLLED)
        assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth)"), part
        assert page.evaluate(SHIFTS) == 0, part
    assert reader.wrong == []


def test_portraits_and_initials_are_of_one_size(visit: Callable, full: Built) -> None:
    """96 pixels, 40 in an item, without colours; nobody is read initials."""
    reader = visit(full, width=360)
    page = reader.open("people/")
    sizes = page.locator(".profile .portrait").evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight].join())")
    assert len(sizes) == len(full.session.people) and set(sizes) == {"96,96"}
    assert page.locator("img.portrait").first.evaluate("e => getComputedStyle(e).filter") == "grayscale(1)"
    assert page.locator("[data-initials=OC]").evaluate("e => getComputedStyle(e, '::before').content") == '"OC"'
    assert "OC" not in page.locator("main").aria_snapshot().split()
    page = reader.open("agenda/")
    assert page.locator(".item img.portrait").evaluate_all("all => all.every(e => e.offsetWidth === 40 && e.offsetHeight === 40)")


def test_a_screen_of_few_pixels_gets_the_small_files(visit: Callable, full: Built) -> None:
    """And one of many pixels the large ones."""
    for density, width in ((1, 96), (2, 192)):
        page = visit(full, width=360, device_scale_factor=density).open("people/#tamang")
        portrait = page.locator("#tamang img")
        portrait.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('#tamang img').currentSrc")
        assert portrait.evaluate("async (e) => { await e.decode(); return (await createImageBitmap(e)).width }") == width


@pytest.mark.parametrize(("language", "scheme"), [("ar", "dark"), pytest.param("zh", "light", marks=pytest.mark.slow)])
def test_everybody_can_use_the_page(visit: Callable, full: Built, language: str, scheme: str) -> None:
    """All rules of axe on all of it, with one person as the target."""
    page = visit(full, width=360, color_scheme=scheme).open(f"{prefix(language)}people/#tamang")
    assert violations(page) == []


def test_a_name_in_the_agenda_leads_to_the_person(visit: Callable, full: Built) -> None:
    """And from there back to what they take part in; each place has an address to hand on."""
    page = visit(full).open("ar/agenda/#opening")
    page.locator(".item .person a").first.click()
    page.wait_for_url("**/ar/people/#tamang")
    assert page.locator(":target h2").inner_text().endswith("Tamang Sunita")
    page.locator(":target .appearances a").first.click()
    page.wait_for_url("**/ar/agenda/#opening")


def test_somebody_is_found_once_and_as_a_person(visit: Callable, full: Built) -> None:
    """The result leads to their place on the page of people; so does a word of a biography. An item is found by its title first."""
    page = visit(full).open("")
    page.locator("[data-search]").click()
    found = [each.address for each in search(page, "Tamang Sunita")]
    assert found[0] == "people/#tamang" and len([each for each in found if "tamang" in each]) == 1
    assert search(page, "villages hills")[0].address == "people/#tamang"
    assert search(page, "What a voice owes")[0].address == "agenda/#keynote"
    page = visit(full).open("ar/")
    page.locator("[data-search]").click()
    assert plain(search(page, "Okafor")[0].title) == "السيد Okafor Chidi"
