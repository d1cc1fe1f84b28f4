"""Faults of layout that were seen once, each as a rule about its whole kind, on a session in which everything is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Built

LIVE = "2026-03-10T06:00:00Z"  # 11:45 in Kathmandu, in the middle of an item


@pytest.mark.parametrize("width", [640, 1280])
def test_items_fill_the_width_of_their_column(visit: Callable, full: Built, width: int) -> None:
    """An item's matter takes what its time leaves, whether it has a room or not."""
    page = visit(full, width=width).open("agenda/")
    found = page.locator(".item").evaluate_all("items => items.map(item => [item.id, Math.round(item.getBoundingClientRect().right - item.querySelector('.what').getBoundingClientRect().right), Math.round(item.querySelector('.what').clientWidth)])")
    assert len(found) == 19
    assert [(name, gap, wide) for name, gap, wide in found if gap or wide < 400] == []
