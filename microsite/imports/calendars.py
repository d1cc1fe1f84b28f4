"""iCalendar: each event of a calendar is an item."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar

from microsite.imports.programme import Programme, Unreadable, kind_of, line
from microsite.imports.tables import Row, unused_key

_TAKEN = (
    "UID SUMMARY DTSTART DTEND DURATION LOCATION DESCRIPTION CATEGORIES STATUS CONFERENCE ATTACH RECURRENCE-ID DTSTAMP "
    "CREATED LAST-MODIFIED SEQUENCE TRANSP CLASS X-ALT-DESC"
)


def parse_calendar(content: str) -> Any:
    """The calendar in a text; None if it is none."""
    if not content.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return None
    if "END:VCALENDAR" not in content.upper():
        raise Unreadable("is cut off: its last line is not END:VCALENDAR; download it again")
    try:
        return icalendar.Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError) as wrong:
        raise Unreadable(f"is a broken calendar ({line(wrong)}); download it again") from None


def is_calendar(data: Any) -> bool:
    return isinstance(data, icalendar.Calendar)


def read_calendar(calendar: Any, programme: Programme) -> None:
    """Fill a programme from a calendar. Where several events have one UID, which some programs write, their titles tell them apart."""
    uids = [line(event.get("UID")) for event in calendar.walk("VEVENT")]
    for number, event in enumerate(calendar.walk("VEVENT"), 1):
        title = line(event.get("SUMMARY"))
        place = f"event {number} ({title})"
        start = event.get("DTSTART")
        if not title or start is None:
            programme.leave("events without a title or a start", place)
            continue
        programme.leave_rest({key: str(value) for key, value in event.items()}, place, "events", _TAKEN)
        if "RRULE" in event:
            programme.leave("repetitions of events: only the first is taken", place)
        key = line(event.get("UID"))
        if "RECURRENCE-ID" in event:
            key += f" {event['RECURRENCE-ID'].dt}"
        elif not key or uids.count(key) > 1:
            key = unused_key(f"{key} {title}".strip(), programme.tables["items"])
        room = line(event.get("LOCATION"))
        labels = [label for each in _all(event, "CATEGORIES") for label in map(line, getattr(each, "cats", [])) if label]
        kind = next((label for label in labels if kind_of(label)), None)
        links = [{"kind": "join", "url": url} for each in _all(event, "CONFERENCE") if (url := programme.address(each, place))]
        programme.add_item(
            key,
            place,
            label=kind,
            title=title,
            **_hours(event, place, programme),
            room=programme.add_named("rooms", room, f"room {room}"),
            tags=[tag for label in labels if label != kind and (tag := programme.add_tag(label, place))],
            text=programme.text(event.get("DESCRIPTION"), place=place, has_html=None),
            links=links,
            documents=programme.links([{"title": each.params.get("FILENAME"), "url": str(each)} for each in _all(event, "ATTACH")], place),
            cancelled="true" if line(event.get("STATUS")).upper() == "CANCELLED" else "",
        )


def _all(event: Any, name: str) -> list[Any]:
    """All that an event has of a property that it may have several times."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _hours(event: Any, place: str, programme: Programme) -> Row:
    start = event["DTSTART"].dt
    try:
        end = event["DTEND"].dt if "DTEND" in event else start + event["DURATION"].dt if "DURATION" in event else None
    except (AttributeError, TypeError, OverflowError):
        end = None
    if isinstance(start, dt.datetime):
        return programme.hours(start, end if isinstance(end, dt.datetime) else None, place)
    if isinstance(end, dt.date) and (end - start).days > 1:
        programme.leave("further days of what lasts for several days: only the first is taken", place)
    return {"date": start.isoformat()}
