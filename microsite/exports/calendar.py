"""Calendar files (RFC 5545), made with the icalendar library: one of the session, and one of each day, agenda item and deadline."""

from __future__ import annotations

import datetime as dt
import functools
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import methodcaller
from typing import NamedTuple

from icalendar import Calendar, Event, Timezone

from microsite.exports.addresses import place_in_agenda
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.fields import Localized
from microsite.model.participation import Call
from microsite.model.session import Format, Session, SessionStatus, Venue

UID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7")
"""The UID of an event is made from its address in this namespace, so that an event imported twice stays one event."""


class _Event(NamedTuple):
    """An event as it is written into calendar files."""

    has_time: bool
    """Whether it has a time of day, and so needs the time zone in its file."""
    content: bytes
    """Its lines, `BEGIN:VEVENT` to `END:VEVENT`."""


class _Frame(NamedTuple):
    """What stands around the events of a calendar file."""

    head: bytes
    tail: bytes


def build_time() -> dt.datetime:
    """Now in UTC, to the second; or SOURCE_DATE_EPOCH (reproducible-builds.org), for the same bytes in every build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC).replace(microsecond=0)


@functools.lru_cache(maxsize=8192)
def _format_event(
    uid: str,
    summary: str,
    start: dt.date,
    end: dt.date | None,
    url: str,
    location: str,
    description: str,
    status: str,
    free: bool,
    _epoch: str | None,
) -> bytes:
    """An event as lines of a calendar file; `free` leaves the reader's time free, as does any `status`.

    Cached for `mkdocs serve`: an event that a save did not change keeps its time stamp, and is not written again. `_epoch` is
    SOURCE_DATE_EPOCH, which the time stamp depends on.
    """
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", build_time())
    event.add("summary", summary)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    if location:
        event.add("location", location)
    event.add("description", "\n\n".join(paragraph for paragraph in (description, url) if paragraph))
    event.add("url", url)
    if status:
        event.add("status", status)
    event.add("transp", "TRANSPARENT" if free or status else "OPAQUE")
    lines: bytes = event.to_ical()
    return lines


@functools.lru_cache(maxsize=8)
def _time_zone(name: str, first: dt.date, last: dt.date) -> Timezone:
    """A time zone with its changes of clocks between two days. Made once for all languages: it takes as long as two pages."""
    return Timezone.from_tzid(name, first_date=first, last_date=last)


@dataclass(frozen=True)
class _CalendarWriter:
    """Writes a session's calendar files in one language. `home`, `agenda` and `take_part` are absolute addresses of pages; `uid_home` is
    the address that UIDs are made from."""

    session: Session
    t: Localizer
    home: str
    agenda: str
    take_part: str
    uid_home: str

    def session_day(self, day: Day) -> _Event:
        """One day of the session: its hours if they are known, else the whole day."""
        session, t = self.session, self.t
        start, end = session.day_hours(day.date) or (day.date, day.date + dt.timedelta(days=1))
        organizer = t.gettext("Organizer") + t.gettext(": ") + t.plain(session.organizer.name)
        series = t.plain(session.series.name) if session.series else ""
        return self._event(f"#day-{day.date}", t.plain(session.title), start, end, self.home, series, organizer, location=self.location)

    def item(self, day: Day, sitting: Sitting | None, item: AgendaItem) -> _Event:
        """An agenda item with its hours; one of a whole day (without a sitting) as that day, which leaves time for other items."""
        session, t = self.session, self.t
        start, end = session.times(day, sitting, item) if sitting else (day.date, day.date + dt.timedelta(days=1))
        page, anchor = place_in_agenda(session, self.agenda, item.id)
        return self._event(
            f"agenda/#{item.id}",
            t.item_title_text(item),
            start,
            end,
            page + (f"#{anchor}" if anchor else ""),
            t.plain(session.title),
            t.gettext("Open end") if item.open_end else "",
            t.without_markdown(item.note),
            location=self._join(session.place_of(item, sitting), self._location_at(session.venue_of(session.given_room(item, sitting)))),
            free=not sitting,
            cancelled=item.cancelled,
        )

    def deadline(self, call: Call) -> _Event:
        """The deadline of a call: a moment or a whole day, which leaves the reader's time free."""
        session, t = self.session, self.t
        summary = t.gettext("Deadline: %(title)s – %(session)s") % {"title": t.plain(call.title), "session": self.short_name}
        start: dt.date = call.deadline
        end: dt.date | None = call.deadline + dt.timedelta(days=1)
        if isinstance(call.deadline, dt.datetime):
            start, end = session.deadline_moment(call.deadline), None
        return self._event(f"take-part/#{call.id}", summary, start, end, f"{self.take_part}#{call.id}", t.plain(session.title), free=True)

    def _event(
        self,
        path: str,
        summary: str,
        start: dt.date,
        end: dt.date | None,
        url: str,
        *paragraphs: str,
        location: str = "",
        free: bool = False,
        cancelled: bool = False,
    ) -> _Event:
        """An event; `path` makes its UID and never changes, `paragraphs` (those that are not empty) are its description.

        If it or the session is cancelled or postponed, the event says so and leaves the reader's time free.
        """
        status, note = "", None if self.session.takes_place else self.session.status_note
        if cancelled or self.session.status is SessionStatus.cancelled:
            status, summary = "CANCELLED", self.t.gettext("Cancelled: %(title)s") % {"title": summary}
        elif self.session.status is SessionStatus.postponed:
            status, summary = "TENTATIVE", self.t.gettext("Postponed: %(title)s") % {"title": summary}
        uid = str(uuid.uuid5(UID_NAMESPACE, self.uid_home + path))
        description = "\n\n".join(paragraph for paragraph in (*paragraphs, self.t.without_markdown(note)) if paragraph)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        content = _format_event(uid, summary, start, end, url, location, description, status, free, epoch)
        return _Event(isinstance(start, dt.datetime), content)

    @functools.cached_property
    def location(self) -> str:
        """Where the session takes place: its main venue without the room, “Online”, or empty if not known yet."""
        return self._location_at(self.session.venue)

    def _location_at(self, venue: Venue | None) -> str:
        if self.session.format is Format.online or not venue:
            return self.t.gettext("Online") if self.session.format is Format.online else ""
        return self._join(venue.name, venue.address, venue.city)

    def _join(self, *parts: Localized | str | None) -> str:
        """The parts that have a text, with the language's comma between them."""
        return self.t.gettext(", ").join(text for part in parts if (text := self.t.plain(part)))

    @functools.cached_property
    def short_name(self) -> str:
        """What the session is called in a deadline's title: its series and its name or number in that, or else its title."""
        session, t = self.session, self.t
        if not session.series:
            return t.plain(session.title)
        return self._join(session.series.name, session.name or t.session_name(session.number) or session.title)

    @functools.cached_property
    def calendar_frames(self) -> tuple[_Frame, _Frame]:
        """The frame of files whose events have no time of day, and of those with such events, which needs the time zone.

        Made once for all files of a language.
        """
        return self._calendar_frame(with_zone=False), self._calendar_frame(with_zone=True)

    def _calendar_frame(self, *, with_zone: bool) -> _Frame:
        calendar = Calendar()
        calendar.add("prodid", "-//microsite//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", self.t.plain(self.session.title))
        if self.session.zone and with_zone:
            moments = [
                self.session.starts,
                self.session.ends,
                *(self.session.deadline_moment(call.deadline) for call in self.session.calls),
            ]
            first, last = dt.date(min(moments).year, 1, 1), dt.date(max(moments).year + 1, 1, 1)
            calendar.add_component(_time_zone(self.session.zone, first, last))
        tail = b"END:VCALENDAR\r\n"
        return _Frame(calendar.to_ical().removesuffix(tail), tail)

    def calendar_file(self, *events: _Event) -> bytes:
        frame = self.calendar_frames[any(event.has_time for event in events)]
        return frame.head + b"".join(event.content for event in events) + frame.tail


def calendars(
    session: Session, t: Localizer, home: str, agenda: str, take_part: str, uid_home: str | None = None
) -> Iterator[tuple[str, bytes]]:
    """The name (without `.ics`) and the content of each calendar file; `home`, `agenda`, `take_part` are absolute addresses of pages.

    `uid_home` is the address that UIDs are made from, if it is another than `home`: an event keeps its UID when its page moves, and
    one of the next session at the same address has its own.
    """
    writer = _CalendarWriter(session, t, home, agenda, take_part, uid_home or home)
    for name, events in _plan(session):
        yield name, writer.calendar_file(*(event(writer) for event in events))


def names(session: Session) -> Iterator[str]:
    """The names of these files."""
    return (name for name, _ in _plan(session))


def _plan(session: Session) -> Iterator[tuple[str, list[Callable[[_CalendarWriter], _Event]]]]:
    """The name of each file, and what makes its events."""
    days = [(day.date, methodcaller("session_day", day)) for day in session.meeting_days]
    yield "session", [event for _, event in days]
    for date, event in days:
        yield f"day-{date}", [event]
    for item_day, sitting, item in session.items():
        if item_day and session.has_calendar_entry(item_day, sitting, item):
            yield f"items/{item.id}", [methodcaller("item", item_day, sitting, item)]
    for call in session.calls:
        yield f"by-{call.id}", [methodcaller("deadline", call)]
