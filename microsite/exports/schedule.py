"""The dates of a session as a page's scripts read them: plain data in JSON, all moments in milliseconds since 1970 (UTC)."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from microsite.localize import Localizer
from microsite.session import Session


def milliseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


def schedule(session: Session, t: Localizer, *, items: bool | dt.date) -> dict[str, Any]:
    """`sittings` are the stretches in which the session is live; `items` what is on in them, if asked for, or on one day.

    Where no hours are known there are no sittings, and only whole days can be told apart.
    """
    days, sittings, listed = [], [], []
    for date in session.dates.days():
        span = session.span(date)
        midnight = session.instant(date, dt.time())
        days.append({"start": milliseconds(midnight), "end": milliseconds(session.until(date))})
        own = [sitting for day, sitting in session.sittings() if day.date == date]
        for sitting in own:
            start, end = session.instant(date, sitting.start), session.instant(date, sitting.end)
            sittings.append({"start": milliseconds(start), "end": milliseconds(end)})
            timed = [item for item in sitting.items if item.start and not item.cancelled] if items in (True, date) else []
            for item in timed:
                kind_or_title = t.plain(item.title) if item.title else t.gettext(KINDS[item.kind])
                listed.append(
                    {
                        "id": item.id,
                        "title": kind_or_title,
                        "start": milliseconds(session.instant(date, item.start)),
                        "end": milliseconds(session.instant(date, sitting.end_of(item))),
                    }
                )
        if span and not own:
            sittings.append({"start": milliseconds(span[0]), "end": milliseconds(span[1])})
    return {
        "clock": _clock(session),
        "start": milliseconds(session.starts),
        "end": milliseconds(session.ends),
        "days": days,
        "sittings": sorted(sittings, key=lambda sitting: sitting["start"]),
        "items": sorted(listed, key=lambda item: item["start"]),
        "live": bool(session.webcast and session.webcast.live),
        "recordings": len(session.webcast.recordings) if session.webcast else 0,
        "registration": [
            {"from": milliseconds(session.opening(way.opens)) if way.opens else None, "until": milliseconds(session.closing(way))}
            for _, way in (session.registration.ways() if session.registration else ())
            if way.url
        ],
    }


def _clock(session: Session) -> list[tuple[int, int]]:
    """How far the venue's clock is ahead of UTC, in milliseconds, from each moment on: from two years before the session."""
    return _offsets(session.clock_zone, session.dates.start - dt.timedelta(days=2 * 365), session.dates.end + dt.timedelta(days=1))


@functools.lru_cache(maxsize=8)
def _offsets(zone: dt.tzinfo, first: dt.date, last: dt.date) -> list[tuple[int, int]]:
    """A zone tells what holds at a moment and not when it changes: each day is looked at, and each hour of a day of change."""

    def ahead(at: dt.datetime) -> int:
        return round((at.astimezone(zone).utcoffset() or dt.timedelta()).total_seconds() * 1000)

    begin = dt.datetime.combine(first, dt.time(), dt.UTC)
    found = [(milliseconds(begin), ahead(begin))]
    for day in (begin + dt.timedelta(days=number) for number in range((last - first).days)):
        if ahead(day + dt.timedelta(days=1)) != found[-1][1]:
            hours = (day + dt.timedelta(hours=hour) for hour in range(1, 25))
            changed = next(hour for hour in hours if ahead(hour) != found[-1][1])
            found.append((milliseconds(changed), ahead(changed)))
    return found


KINDS = {
    "opening": "Opening",
    "keynote": "Keynote",
    "panel": "Panel",
    "presentation": "Presentation",
    "sharing_session": "Sharing session",
    "open_floor": "Open floor",
    "discussion": "Discussion",
    "break": "Break",
    "closing": "Closing",
}
"""The names of the kinds, as words of the interface (extracted in parts/words.html)."""
