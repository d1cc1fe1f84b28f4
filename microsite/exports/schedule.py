"""When what takes place, as data for the scripts of a page, which tell what is on now and what comes next."""

from __future__ import annotations

import datetime as dt
from typing import Any

from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.participation import WayState
from microsite.model.session import Session


def to_milliseconds(moment: dt.datetime) -> int:
    """A moment as JavaScript counts it: milliseconds since 1970 (UTC)."""
    return round(moment.timestamp() * 1000)


def schedule(session: Session, t: Localizer, *, items: bool | dt.date) -> dict[str, Any]:
    """The data that theme/assets/moments.js reads, as values of JSON; moments are milliseconds since 1970 (UTC).

    `items` includes all agenda items that have a time, or those of one day. `sittings` are the spans of time in which the session
    is live. If no hours are known there are none, and `start` and `end` are local times without an offset (ISO 8601), which
    browsers read in the reader's own zone. Items of a whole day are left out: they are never what is on now, or next.
    """
    days, sittings, timed_items = [], [], []
    for day in session.meeting_days:
        hours = session.day_hours(day.date)
        day_end = session.deadline_moment(day.date)  # when its last sitting is over, past midnight too
        days.append(_span(session.at_local_time(day.date, dt.time()), max(hours[1], day_end) if hours else day_end))
        for sitting in day.sittings:
            sittings.append(_span(*session.times(day, sitting)))
            if items in (True, day.date):
                timed_items += [_item(session, t, day, sitting, item) for item in sitting.items if item.start and not item.cancelled]
        if hours and not day.sittings:
            sittings.append(_span(*hours))
    start, end = (to_milliseconds(session.starts), to_milliseconds(session.ends)) if session.has_known_hours else session.iso_bounds
    return {
        "takesPlace": session.takes_place,
        "start": start,
        "end": end,
        "days": days,
        "sittings": sittings,  # in order: validation/checks.py refuses any other
        "items": sorted(timed_items, key=lambda item: item["start"]),
        "registration": _registration_periods(session),
    }


def _span(start: dt.datetime, end: dt.datetime) -> dict[str, int]:
    return {"start": to_milliseconds(start), "end": to_milliseconds(end)}


def _item(session: Session, t: Localizer, day: Day, sitting: Sitting, item: AgendaItem) -> dict[str, Any]:
    span = _span(*session.times(day, sitting, item))
    kinds = {"isBreak": session.is_break(item), "isBeside": session.is_beside_others(item)}
    return {"id": item.id, "title": t.visible(t.item_title_text(item)), **span, **{name: True for name, holds in kinds.items() if holds}}


def _registration_periods(session: Session) -> list[dict[str, int | None]]:
    """When one can register, for each way to register that has an address and is not full or down to a waiting list; `from` is None if
    the data gives no opening day."""
    return [
        {"from": to_milliseconds(session.opening(way.opens)) if way.opens else None, "until": to_milliseconds(session.closing(way))}
        for way in session.registration.values()
        if way.url and way.state is WayState.open
    ]
