"""Addresses of archived sessions, followed by a reader with scripts; and the search in earlier sessions."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_by_kind
from tests.browser.test_search import search
from tests.conftest import PREFIX, once
from tests.series import make_series


@pytest.fixture(scope="session")
def four(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    return SimpleNamespace(folder=once(tmp_path_factory, "series", make_series) / "site")


@pytest.fixture
def opened(four: SimpleNamespace, visit: Callable) -> Callable[..., Page]:
    """Goes to an address of the newest site."""
    return lambda path, **how: visit(four, **how).open(path)


LEADS = {
    "an item that a later session has no more": ("agenda/#cranes", "1/agenda/#cranes"),
    "in Arabic": ("ar/agenda/#cranes", "1/ar/agenda/#cranes"),
    "an item that each session had": ("agenda/#opening", "agenda/#opening"),
    "a day of an earlier session": ("agenda/#day-2023-05-04", "3/agenda/#day-2023-05-04"),
    "a page that is gone, with a place": ("people/#tembo", "1/people/#tembo"),
    "the page of an item": ("agenda/dredging/", "2/agenda/dredging/"),
    "a place that never was": ("agenda/#whales", "agenda/#whales"),
}


@pytest.mark.parametrize("name", LEADS)
def test_an_old_address_leads_to_its_place(opened: Callable[..., Page], name: str) -> None:
    """Whatever it was the address of."""
    asked, wanted = LEADS[name]
    page = opened(asked)
    page.wait_for_url(lambda url: unquote(url).endswith(PREFIX + wanted))
    page.wait_for_load_state("networkidle")
    assert unquote(page.url).endswith(PREFIX + wanted)


def test_places_are_asked_for_when_one_is_not_here_and_not_before(four: SimpleNamespace, visit: Callable) -> None:
    """A reader who looks at the agenda, or at an item of it, loads nothing for earlier sessions."""
    reader = visit(four)
    reader.open("agenda/#opening", idle=True)
    assert not [address for address in reader.requests if "archived" in address]


def test_earlier_sessions_are_searched_when_a_reader_asks(four: SimpleNamespace, visit: Callable) -> None:
    """This session's results first; then those of earlier ones, which say of which session they are, and lead there."""
    reader = visit(four)
    page = reader.open("")
    page.locator("[data-search]").click()
    first = search(page, "paper")
    assert {each.title for each in first} >= {"Paper on tides"} and not [each for each in first if each.address.startswith("1/")]
    assert not [address for address in reader.requests if "archived" in address]
    page.locator("[data-earlier]").click()
    expect(page.locator(".results a[href*='/1/agenda/']").first).to_be_visible()
    every = search(page, "paper")
    assert [each.title for each in every[: len(first)]] == [each.title for each in first]
    assert ("Paper on cranes", "1/agenda/#cranes-paper") in [(each.title, each.address) for each in every]
    assert [each.where for each in every if each.address == "1/agenda/#cranes-paper"] == [
        "First session · Agenda · Tuesday, 4\u00a0May 2021 · 10:00"
    ]
    assert len([address for address in reader.requests if "archived/search" in address]) == 4
    assert not page.locator("[data-earlier]").is_visible()


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_the_spine(opened: Callable[..., Page], width: int) -> None:
    """Accessible; at 360 in one column and not wider than the screen."""
    for path in ("prior-sessions/", "ar/prior-sessions/"):
        page = opened(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        year, held = (page.locator(f".spine .{name}").first.bounding_box() for name in ("year", "held"))
        assert (year["y"] + year["height"] <= held["y"] + 1) == (width == 360)
        assert violations_by_kind(page) == []
