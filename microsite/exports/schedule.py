"""The dates of a session as a page's scripts read them: plain data in JSON, moments in milliseconds since 1970 (UTC)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from microsite.localize import Localizer
from microsite.session import Session


def milliseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


def schedule(session: Session, t: Localizer, *, items: bool | dt.date) -> dict[str, Any]:
    """What overrides/assets/moments.js works on; `items` adds the items of the agenda, or those of one day.

    `sittings` are the stretches in which the session is live. Where no hours are known there are none, and `start` and `end`
    are texts without an offset, which browsers read in the reader's own zone.
    """
    days, sittings, listed = [], [], []
    for date in session.dates.days():
        span = session.span(date)
        days.append({"start": milliseconds(session.instant(date, dt.time())), "end": milliseconds(session.until(date))})
        own = [sitting for day, sitting in session.sittings() if day.date == date]
        for sitting in own:
            start, end = session.instant(date, sitting.start), session.instant(date, sitting.end)
            sittings.append({"start": milliseconds(start), "end": milliseconds(end)})
            timed = [item for item in sitting.items if item.start and not item.cancelled] if items in (True, date) else []
            for item in timed:
                kind_or_title = t.visible(item.title) if item.title else t.gettext(KINDS[item.kind])
                listed.append(
                    {
                        "id": item.id,
                        "title": kind_or_title,
                        "start": milliseconds(session.instant(date, item.start)),
                        "end": milliseconds(session.instant(date, sitting.end_of(item))),
                        **({"isBreak": True} if item.kind == "break" else {}),
                    }
                )
        if span and not own:
            sittings.append({"start": milliseconds(span[0]), "end": milliseconds(span[1])})
    start, end = (milliseconds(session.starts), milliseconds(session.ends)) if session.has_hours else session.bounds
    return {
        "takesPlace": session.takes_place,
        "start": start,
        "end": end,
        "days": days,
        "sittings": sorted(sittings, key=lambda sitting: sitting["start"]),
        "items": sorted(listed, key=lambda item: item["start"]),
        "registration": [
            {"from": milliseconds(session.opening(way.opens)) if way.opens else None, "until": milliseconds(session.closing(way))}
            for _, way in (session.registration.ways() if session.registration else ())
            if way.url
        ],
    }


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
