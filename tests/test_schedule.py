"""The dates that scripts read."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.exports.schedule import schedule
from microsite.localize import Localizer
from microsite.source import load

HEAD = "number: 1\ntitle: A\ndates: {start: 2027-06-01, end: 2027-06-02}\norganizer: {name: B}\n"
BOUNDS = [
    ("zone: Asia/Kathmandu\nhours: {start: 09:00, end: 17:00}\n", (1811819700000, 1811934900000)),  # 03:15 and, a day later, 11:15 in UTC
    ("zone: Asia/Kathmandu\n", ("2027-06-01T00:00:00", "2027-06-03T00:00:00")),
    ("", ("2027-06-01T00:00:00", "2027-06-03T00:00:00")),
]


@pytest.mark.parametrize(("more", "bounds"), BOUNDS, ids=["hours", "a zone only", "dates only"])
def test_start_and_end(tmp_path: Path, more: str, bounds: tuple) -> None:
    """Moments where hours are known; else dates without an offset, which are each reader's own."""
    data = tmp_path / "session.yml"
    data.write_text(HEAD + more, encoding="utf-8")
    found = schedule(load(data).session, Localizer("en", "en"), items=False)
    assert (found["start"], found["end"]) == bounds
