"""The dates of a session as a page's scripts read them: plain data in JSON, moments in milliseconds since 1970 (UTC)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from microsite.localize.localizer import Localizer
from microsite.model.session import Session


def milliseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


def schedule(session: Session, t: Localizer, *, items: bool | dt.date) -> dict[str, Any]:
    """What theme/assets/moments.js works on; `items` adds the items of the agenda, or those of one day.

    `sittings` are the stretches in which the session is live. Where no hours are known there are none, and `start` and `end`
    are texts without an offset, which browsers read in the reader's own zone. Items of a whole day are not on now, nor next.
    """
    days, sittings, listed = [], [], []
    for day in session.programme:
        span = session.span(day.date)
        last = session.until(day.date)  # a day lasts until its last sitting is over, past midnight too
        days.append(
            {"start": milliseconds(session.instant(day.date, dt.time())), "end": milliseconds(max(span[1], last) if span else last)}
        )
        for sitting in day.sittings:
            start, end = session.times(day, sitting)
            sittings.append({"start": milliseconds(start), "end": milliseconds(end)})
            timed = [item for item in sitting.items if item.start and not item.cancelled] if items in (True, day.date) else []
            for item in timed:
                start, end = session.times(day, sitting, item)
                listed.append(
                    {
                        "id": item.id,
                        "title": t.visible(t.item_title_text(item)),
                        "start": milliseconds(start),
                        "end": milliseconds(end),
                        **({"isBreak": True} if item.is_break else {}),
                    }
                )
        if span and not day.sittings:
            sittings.append({"start": milliseconds(span[0]), "end": milliseconds(span[1])})
    begins, ends = (milliseconds(session.starts), milliseconds(session.ends)) if session.has_hours else session.bounds
    return {
        "takesPlace": session.takes_place,
        "start": begins,
        "end": ends,
        "days": days,
        "sittings": sittings,  # in order: checks.py refuses others
        "items": sorted(listed, key=lambda item: item["start"]),
        "registration": [
            {"from": milliseconds(session.opening(way.opens)) if way.opens else None, "until": milliseconds(session.closing(way))}
            for _, way in (session.registration.ways() if session.registration else ())
            if way.url
        ],
    }
