"""Calendar files (RFC 5545), by the icalendar library: the session, each day, each item, each deadline."""

from __future__ import annotations

import datetime as dt
import functools
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone

from microsite.localize.localizer import Localizer
from microsite.model.fields import Localized
from microsite.model.session import AgendaItem, Call, Day, Format, Session, SessionStatus, Sitting

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7")
"""Names of events are made in this space from their addresses, so that an entry taken up twice is one entry."""


def stamp() -> dt.datetime:
    """When the file was made; SOURCE_DATE_EPOCH (reproducible-builds.org) makes it the same each time."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(given), dt.UTC) if given else dt.datetime.now(dt.UTC).replace(microsecond=0)


@functools.lru_cache(maxsize=8192)
def entry(
    uid: str,
    summary: str,
    start: dt.date,
    end: dt.date | None,
    url: str,
    where: str,
    text: str,
    status: str,
    free: bool,
    _epoch: str | None,
) -> bytes:
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
    if status:
        event.add("status", status)
    event.add("transp", "TRANSPARENT" if free or status else "OPAQUE")
    lines: bytes = event.to_ical()
    return lines


Written = tuple[bool, bytes]
"""An event as the lines of a file, and whether it has a time of day."""


@dataclass(frozen=True)
class _Calendars:
    """The calendar files of a session in one language; the addresses are those of pages."""

    session: Session
    t: Localizer
    home: str
    agenda: str
    take_part: str

    def event(
        self,
        name: str,
        summary: str,
        start: dt.date,
        end: dt.date | None,
        url: str,
        *text: str,
        where: str = "",
        free: bool = False,
        cancelled: bool = False,
    ) -> Written:
        """An entry, by a name that it keeps whatever becomes of it. What does not take place, or not then, says so and takes no time."""
        status, why = "", None if self.session.takes_place else self.session.status_note
        if cancelled or self.session.status is SessionStatus.cancelled:
            status, summary = "CANCELLED", self.t.gettext("Cancelled: %(title)s") % {"title": summary}
        elif self.session.status is SessionStatus.postponed:
            status, summary = "TENTATIVE", self.t.gettext("Postponed: %(title)s") % {"title": summary}
        uid = str(uuid.uuid5(SPACE, self.home + name))
        described = "\n\n".join(part for part in (*text, self.t.without_markdown(why)) if part)
        return isinstance(start, dt.datetime), entry(
            uid, summary, start, end, url, where, described, status, free, os.environ.get("SOURCE_DATE_EPOCH")
        )

    @functools.cached_property
    def place(self) -> str:
        """Where the session is, for all who come there."""
        venue = self.session.venue
        if self.session.format is Format.online or not venue:
            return self.t.gettext("Online") if self.session.format is Format.online else ""
        return self.joined(venue.name, venue.address, venue.city)

    def joined(self, *parts: Localized | str | None) -> str:
        return self.t.gettext(", ").join(text for part in parts if (text := self.t.plain(part)))

    @functools.cached_property
    def short_name(self) -> str:
        """What the session is called beside one of its deadlines: in a series by its place in that, else by its title."""
        session, t = self.session, self.t
        if not session.series:
            return t.plain(session.title)
        return self.joined(session.series.name, session.name or t.session_name(session.number))

    def day(self, day: Day) -> Written:
        session, t = self.session, self.t
        start, end = session.span(day.date) or (day.date, day.date + dt.timedelta(days=1))
        organizer = t.gettext("Organizer") + t.gettext(": ") + t.plain(session.organizer.name)
        series = t.plain(session.series.name) if session.series else ""
        return self.event(f"#day-{day.date}", t.plain(session.title), start, end, self.home, series, organizer, where=self.place)

    def item(self, day: Day, sitting: Sitting | None, item: AgendaItem) -> Written:
        """An item of a sitting with its hours; one of a whole day as that day, beside which there is time for others."""
        session, t = self.session, self.t
        summary = t.item_title_text(item)
        room = session.place_of(item, sitting)
        start, end = session.times(day, sitting, item) if sitting else (day.date, day.date + dt.timedelta(days=1))
        url = f"{self.agenda}{f'{day.date}/' if item.id in session.day_of else ''}#{item.id}"
        text = t.plain(session.title), t.without_markdown(item.note)
        return self.event(
            f"agenda/#{item.id}",
            summary,
            start,
            end,
            url,
            *text,
            where=self.joined(room, self.place),
            free=not sitting,
            cancelled=item.cancelled,
        )

    def deadline(self, call: Call) -> Written:
        """A moment, or a whole day, that blocks no time."""
        session, t = self.session, self.t
        summary = t.gettext("Deadline: %(title)s – %(session)s") % {"title": t.plain(call.title), "session": self.short_name}
        start: dt.date = call.deadline
        end: dt.date | None = call.deadline + dt.timedelta(days=1)
        if isinstance(call.deadline, dt.datetime):
            start, end = session.until(call.deadline), None
        return self.event(f"take-part/#{call.id}", summary, start, end, f"{self.take_part}#{call.id}", t.plain(session.title), free=True)

    @functools.cached_property
    def shells(self) -> tuple[tuple[bytes, bytes], ...]:
        """What is the same in every file, before and after its events, without times and with: the zone alone takes longer to write
        than an event."""
        return self._shell(timed=False), self._shell(timed=True)

    def _shell(self, *, timed: bool) -> tuple[bytes, bytes]:
        calendar = Calendar()
        calendar.add("prodid", "-//microsite//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", self.t.plain(self.session.title))
        if self.session.zone and timed:
            moments = [self.session.starts, self.session.ends, *(self.session.until(call.deadline) for call in self.session.calls)]
            first, last = dt.date(min(moments).year, 1, 1), dt.date(max(moments).year + 1, 1, 1)
            calendar.add_component(Timezone.from_tzid(self.session.zone, first_date=first, last_date=last))
        end = b"END:VCALENDAR\r\n"
        return calendar.to_ical().removesuffix(end), end

    def file(self, *events: Written) -> bytes:
        before, after = self.shells[any(timed for timed, _ in events)]
        return before + b"".join(lines for _, lines in events) + after


def calendars(session: Session, t: Localizer, home: str, agenda: str, take_part: str) -> Iterator[tuple[str, bytes]]:
    """Name (without `.ics`) and bytes of each file; `home`, `agenda`, `take_part` are absolute addresses of pages."""
    made = _Calendars(session, t, home, agenda, take_part)
    yield "session", made.file(*(made.day(day) for day in session.programme))
    for day in session.programme:
        yield f"day-{day.date}", made.file(made.day(day))
    for on, sitting, item in session.items():
        if on and session.has_calendar_entry(on, sitting, item):
            yield f"items/{item.id}", made.file(made.item(on, sitting, item))
    for call in session.calls:
        yield f"by-{call.id}", made.file(made.deadline(call))
