"""Kinds of agenda items that a session has of its own, beside those of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from microsite.model.session import Session
from tests.rendering import rendered
from tests.source.test_mistakes import problems_of

SESSION = """\
number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Asia/Tokyo
venue: {name: House, room: Hall}
%s
agenda:
  status: final
  days:
    - date: 2026-05-07
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
            - {id: one, kind: %s, start: 10:00, end: 11:00}
            - {id: two, kind: %s, start: 10:30, end: 11:30}
            - {id: three, kind: panel, start: 11:30, end: 12:00}
"""


def read(folder: Path, kinds: str, one: str, two: str | None = None) -> tuple[Session | None, list[str]]:
    """A session with two items at one time in one room, and every message about it."""
    session, problems = problems_of(SESSION % (kinds, one, two or one), folder)
    return session, [problem.words for problem in problems]


def test_an_own_kind_is_named_in_each_language(tmp_path: Path) -> None:
    """As a title where there is none, and beside one; where a language has no name for it, in the source language and marked."""
    session, told = read(tmp_path, "kinds: {fishbowl: {name: {en: Fishbowl, zh: 鱼缸讨论}, beside_others: true}}", "fishbowl")
    assert session and told == []
    pages = rendered(session, ["en", "zh", "fr"]).pages
    assert ">Fishbowl</span></h4>" in pages["agenda/index.html"] and ">鱼缸讨论</span></h4>" in pages["zh/agenda/index.html"]
    assert re.search(r'<span lang="en"[^>]*data-fallback[^>]*>Fishbowl</span>', pages["fr/agenda/index.html"])


@pytest.mark.parametrize(("says", "clash"), [("", True), (", beside_others: true", False)])
def test_an_own_kind_says_whether_it_lies_beside_others(says: str, clash: bool, tmp_path: Path) -> None:
    """Two at one time in one room are a mistake, unless the kind allows it."""
    _, told = read(tmp_path, f"kinds: {{fishbowl: {{name: Fishbowl{says}}}}}", "fishbowl")
    assert ["in the same room" in each for each in told] == ([True] if clash else [])


@pytest.mark.parametrize(("says", "has_one"), [("", True), (", in_calendars: false", False), (", is_break: true", True)])
def test_an_own_kind_says_whether_it_is_in_calendars(says: str, has_one: bool, tmp_path: Path) -> None:
    """By its file for calendars."""
    session, _ = read(tmp_path, f"kinds: {{stroll: {{name: Stroll, beside_others: true{says}}}}}", "stroll")
    files = rendered(session, ["en"]).files
    assert ("calendar/items/one.ics" in files) == has_one and "calendar/items/three.ics" in files


def test_an_own_break_is_a_break(tmp_path: Path) -> None:
    """It looks like one, and the first page does not list it."""
    session, _ = read(tmp_path, "kinds: {stroll: {name: Stroll, is_break: true, beside_others: true}}", "stroll")
    pages = rendered(session, ["en"]).pages
    assert pages["agenda/index.html"].count("kind-break") == 2
    (brief,) = re.findall('(?s)<ol class="brief">.*?</ol>', pages["index.html"])
    assert ">Stroll</a>" not in brief and ">Panel</a>" in brief


WRONG = {
    "a word": ("", "lunch", "“lunch” is not one of opening, keynote, "),
    "what is meant": ("", "Lightning talks", "; did you mean lightning_talks?"),
    "one of two kinds": ("kinds: {fishbowl: {name: F}}", "fishbowls", "is not one of fishbowl, opening, "),
    "the site's own": ("kinds: {panel: {name: F}}", "panel", "“panel” is a kind of the site already; choose another short name"),
    "used by nobody": (
        "kinds: {fishbowl: {name: F}}",
        "poster",
        "is the kind of no item, and is shown nowhere; name it in an item, or delete it",
    ),
    "without a name": ("kinds: {fishbowl: {}}", "fishbowl", "is missing; add it: what such an item is called, for instance Fishbowl"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_kind_is_told(name: str, tmp_path: Path) -> None:
    """In a sentence with the remedy."""
    kinds, kind, words = WRONG[name]
    _, told = read(tmp_path, kinds, kind)
    assert any(words in each for each in told), told
