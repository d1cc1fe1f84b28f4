"""The dates that scripts read."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path

import pytest

from microsite.exports.schedule import schedule
from microsite.localize import Localizer
from microsite.source import load


@pytest.mark.parametrize("zone", ["Europe/Zurich", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns"])
def test_the_clock_of_the_venue(tmp_path: Path, zone: str) -> None:
    """At each hour of the two years before a session it is as far ahead of UTC as the zone says, changes by half an hour and
    for a month in a year included."""
    data = tmp_path / "session.yml"
    data.write_text(f"number: 1\ntitle: A\ndates: {{start: 2027-06-01, end: 2027-06-02}}\nzone: {zone}\norganizer: {{name: B}}\n", encoding="utf-8")
    clock = schedule(load(data).session, Localizer("en", "en"), items=False)["clock"]
    at, end = dt.datetime(2025, 6, 1, tzinfo=dt.UTC), dt.datetime(2027, 6, 3, tzinfo=dt.UTC)
    while at < end:
        ahead = next(offset for since, offset in reversed(clock) if since <= at.timestamp() * 1000)
        assert dt.timedelta(milliseconds=ahead) == at.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset(), at
        at += dt.timedelta(hours=1)
