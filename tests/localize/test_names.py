"""Names of people: their initials, and the order of a list of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from microsite.localize.names import initials, sort_key
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


@settings(max_examples=300, deadline=None, derandomize=True)
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
