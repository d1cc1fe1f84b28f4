"""Names of people: their initials, and the order of a list of them."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings

from microsite.localize.names import initials, sort_key
from microsite.source.loading import load
from tests.rendering import localizer, rendered
from tests.strategies import texts


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kim Min-jun", "KM"),
        ("Maria Antonia von Hohenlohe-Waldenburg", "MH"),
        ("Rivera Núñez, María José", "RM"),
        ("ångström élise", "ÅÉ"),
        ("Ng", "N"),
        ("O’Neil Siobhán", "OS"),
        ("Орлова Наталья", "ОН"),
        ("陈静怡", "陈"),
        ("司马相如", "司"),
        ("田中 太郎", "田"),
        ("김민준", "김"),
        ("ليلى حداد", "ل ح"),
        ("عبد الرحمن الأنصاري", "ع أ"),
        ("नमस्ते कुमार", "नक"),
        ("(Chair) Bob", "CB"),
        ("3M", "3"),
        ("👩🏽‍🚀 …", ""),
    ],
)
def test_initials(name: str, wanted: str) -> None:
    """Those of the first and the last word, or around the comma; one letter where a letter is a syllable; apart where letters would join."""
    assert initials(name) == wanted


@pytest.mark.parametrize(
    ("language", "with_commas", "without"),
    [
        ("en", "Smith, Jr.; Rivera & Sons", "Smith, Rivera & Sons"),
        ("fr", "Smith, Jr.\u202f; Rivera & Sons", "Smith, Rivera & Sons"),
        ("ar", "Smith, Jr.؛ Rivera & Sons", "Smith، Rivera & Sons"),
        ("zh", "Smith, Jr.；Rivera & Sons", "Smith，Rivera & Sons"),
    ],
)
def test_names_with_commas_are_kept_apart_by_semicolons(tmp_path: Path, language: str, with_commas: str, without: str) -> None:
    """Of people in an item, and of the points that it takes up, in a page and for other programs; in the language's own signs."""
    for names, wanted in ((["Smith, Jr.", "Rivera & Sons"], with_commas), (["Smith", "Rivera & Sons"], without)):
        path = tmp_path / "session.yml"
        points = [{"id": f"p-{place}", "title": {"en": name, language: name}} for place, name in enumerate(names)]
        item = {"id": "a", "kind": "panel", "start": "10:00", "points": ["p-0", "p-1"], "people": [{"person": "s"}, {"person": "r"}]}
        day = {"date": "2026-05-05", "sittings": [{"id": "m", "start": "10:00", "end": "12:00", "items": [item]}]}
        data = {
            "title": "A",
            "dates": {"start": "2026-05-05", "end": "2026-05-05"},
            "organizer": {"name": "B"},
            "zone": "UTC",
            "points": points,
        }
        data |= {"people": {"s": {"name": names[0]}, "r": {"name": names[1]}}, "agenda": {"days": [day]}}
        path.write_text(json.dumps(data), encoding="utf-8")
        session = load(path).session
        page = rendered(session, ["en", language]).pages[("" if language == "en" else f"{language}/") + "agenda/index.html"]
        told = re.findall(r'<span class="(?:title|by)">(.*?)</span>', page, re.DOTALL)
        assert [unescape(re.sub("<[^>]*>", "", each)) for each in told] == [wanted] * 2
        assert localizer(session, language).item_title_text(next(session.items())[2]) == wanted


@settings(max_examples=100, deadline=None, derandomize=True)
@given(texts())
def test_any_name_has_two_letters_at_most(name: str) -> None:
    """With their marks, whatever is in it."""
    assert len([letter for letter in initials(name) if letter.isalnum()]) <= 2


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        ("English", ["abel Tom", "Ábel Zoë", "Ångström", "Zoë", "Орлова", "ليلى", "安娜"]),
        ("русский", ["Орлова", "abel Tom", "Ábel Zoë", "Ångström", "Zoë", "ليلى", "安娜"]),
        ("العربية", ["ليلى", "abel Tom", "Ábel Zoë", "Ångström", "Zoë", "Орлова", "安娜"]),
    ],
)
def test_names_in_the_script_of_the_page_come_first(sample: str, wanted: list[str]) -> None:
    """Then those in others; marks and capitals make no difference."""
    assert sorted(sorted(wanted), key=lambda name: sort_key(name, sample)) == wanted


def test_chinese_names_are_in_the_order_of_their_sounds() -> None:
    """An, Chen, Li, Wang, Zhang."""
    assert sorted(["张伟", "王浩然", "Kim", "李娜", "陈静怡", "安娜"], key=lambda name: sort_key(name, "中文")) == [
        "安娜",
        "陈静怡",
        "李娜",
        "王浩然",
        "张伟",
        "Kim",
    ]
