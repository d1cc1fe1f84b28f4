"""Calendar files (RFC 5545), by the icalendar library: the session, each day, each item, each deadline."""

from __future__ import annotations

import datetime as dt
import functools
import os
import uuid
from collections.abc import Iterator

from icalendar import Calendar, Event, Timezone

from microsite.exports.schedule import KINDS
from microsite.localize import Localizer
from microsite.session import AgendaItem, Session, moment

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7")
"""Names of events are made in this space from their addresses, so that an entry taken up twice is one entry."""


def stamp() -> dt.datetime:
    """When the file was made; SOURCE_DATE_EPOCH (reproducible-builds.org) makes it the same each time."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(given), dt.UTC) if given else dt.datetime.now(dt.UTC).replace(microsecond=0)


@functools.lru_cache(maxsize=8192)
def entry(uid: str, summary: str, start: dt.date, end: dt.date | None, url: str, where: str, text: str, free: bool, _epoch: str | None) -> bytes:
    """An event; one that is the same in the next build of `mkdocs serve` was made when it was made, and is not made again."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp())
    event.add("summary", summary)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    if where:
        event.add("location", where)
    event.add("description", "\n\n".join(part for part in (text, url) if part))
    event.add("url", url)
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    return event.to_ical()


def calendars(session: Session, t: Localizer, home: str, agenda: str, take_part: str) -> Iterator[tuple[str, bytes]]:
    """Name (without `.ics`) and bytes of each file; `home`, `agenda`, `take_part` are absolute addresses of pages."""
    place = t.gettext(", ").join(t.plain(part) for part in (session.venue.name, session.venue.address, session.venue.city) if part) if session.venue else ""
    series = t.plain(session.series.name) if session.series else ""
    title = t.plain(session.title)

    def event(name: str, summary: str, start: dt.date, end: dt.date | None, url: str, *, where: str = "", text: str = "", free: bool = False) -> tuple[bool, bytes]:
        """Whether it has a time of day, and its lines."""
        uid = str(uuid.uuid5(SPACE, home + name))
        return isinstance(start, dt.datetime), entry(uid, summary, start, end, url, where, text, free, os.environ.get("SOURCE_DATE_EPOCH"))

    @functools.cache
    def shell(timed: bool) -> tuple[bytes, bytes]:
        """What is the same in every file, before and after its events; the zone alone takes longer to write than an event."""
        calendar = Calendar()
        calendar.add("prodid", "-//microsite//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", title)
        if session.zone and timed:
            earliest = min([session.dates.start, *(moment(call.deadline).date() for call in session.calls)])
            first, last = dt.date(earliest.year, 1, 1), dt.date(session.dates.end.year + 1, 1, 1)
            calendar.add_component(Timezone.from_tzid(session.zone, first_date=first, last_date=last))
        end = b"END:VCALENDAR\r\n"
        return calendar.to_ical().removesuffix(end), end

    def file(*events: tuple[bool, bytes]) -> bytes:
        before, after = shell(any(timed for timed, _ in events))
        return before + b"".join(lines for _, lines in events) + after

    def day_event(date: dt.date) -> tuple[bool, bytes]:
        span = session.span(date)
        whole = (date, date + dt.timedelta(days=1))
        start, end = span or whole
        return event(f"#day-{date}", title, start, end, home, where=place, text=series)

    def item_event(date: dt.date, item: AgendaItem, end: dt.time, room: str) -> tuple[bool, bytes]:
        summary = t.plain(item.title) or t.gettext(KINDS[item.kind])
        where = t.gettext(", ").join(part for part in (room, place) if part)
        return event(f"agenda/#{item.id}", summary, session.instant(date, item.start), session.instant(date, end), f"{agenda}{f'{date}/' if item.id in session.day_of else ''}#{item.id}", where=where, text=title)

    yield "session", file(*(day_event(date) for date in session.dates.days()))
    for date in session.dates.days():
        yield f"day-{date}", file(day_event(date))
    for day, sitting, item in session.items():
        if day and sitting and item.start and not item.cancelled and item.kind != "break":
            room = t.plain(item.room or sitting.room or (session.venue.room if session.venue else None))
            yield f"items/{item.id}", file(item_event(day.date, item, sitting.end_of(item), room))
    for call in session.calls:
        timed = isinstance(call.deadline, dt.datetime)
        start = session.until(call.deadline) if timed else call.deadline
        end = None if timed else call.deadline + dt.timedelta(days=1)
        yield f"by-{call.id}", file(event(f"take-part/#{call.id}", t.plain(call.title), start, end, f"{take_part}#{call.id}", text=title, free=True))
