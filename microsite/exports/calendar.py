"""Calendar files (RFC 5545 and 7986), made with the icalendar library: to take up once, one of the session and of each day, agenda item and
deadline; to subscribe to, one of the whole agenda and of each room, track and language of interpretation."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import methodcaller
from typing import Any, NamedTuple

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vUri

from microsite.exports.addresses import Addresses
from microsite.exports.published import Entry, Record, call_key, day_key, is_item, item_key, last_title, uid
from microsite.exports.subscriptions import Subscription, belongs, subscriptions
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.documents import LinkKind
from microsite.model.fields import Localized
from microsite.model.participation import Call
from microsite.model.session import Format, Session, SessionStatus, Venue
from microsite.validation.text_slips import PASSWORD

REFRESH = dt.timedelta(hours=2)
"""How often a calendar that is subscribed to should look for changes."""
REMINDER = dt.timedelta(days=2)
"""How long before a deadline the file with a reminder reminds of it."""
MORNING = dt.timedelta(hours=9)
"""When it does on that day, where the deadline is a whole day, which begins at midnight."""


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


class _Said(NamedTuple):
    """What an event says."""

    uid: str
    summary: str
    start: dt.date
    end: dt.date | None
    zone: dt.tzinfo | None
    """That of start and end, by which moments of two zones that are the same are told apart in the cache."""
    url: str
    location: str
    description: str
    status: str
    """CANCELLED or TENTATIVE; empty for what takes place."""
    is_free: bool
    """Whether it leaves the reader's time free, as what does not take place does anyway."""
    sequence: int
    modified: dt.datetime
    categories: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    """Addresses of papers."""
    conferences: tuple[tuple[str, str], ...] = ()
    """Where to follow or to join it online: addresses, each with what is there."""
    reminds: bool = False


_Line = tuple[str, bytes]
"""A line of a calendar file as it is written, and what comes before its value: `SUMMARY`."""


@functools.lru_cache(maxsize=8192)
def _format_event(said: _Said) -> bytes:
    """An event as lines of a calendar file. Cached for `mkdocs serve`, where most events are the same after a save."""
    event = Event()
    event.add("summary", said.summary)
    if said.location:
        event.add("location", said.location)
    event.add("description", "\n\n".join(paragraph for paragraph in (said.description, said.url) if paragraph))
    event.add("url", said.url)
    if said.categories:
        event.add("categories", list(said.categories))
    for address in said.attached:
        event.add("attach", address)
    for address, label in said.conferences:
        event.add("conference", vUri(address), parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": label})
    alarm = b""
    if said.reminds:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("trigger", -REMINDER if isinstance(said.start, dt.datetime) else MORNING - REMINDER)
        reminder.add("description", said.summary)
        alarm = reminder.to_ical()
    when = _when(said.uid, said.start, said.end, said.zone, said.status, said.is_free or bool(said.status), said.sequence, said.modified)
    lines = sorted((*when, *_lines(event)), key=_place)
    return b"".join((b"BEGIN:VEVENT\r\n", *(line for _, line in lines), alarm, b"END:VEVENT\r\n"))


@functools.lru_cache(maxsize=8192)
def _when(
    uid: str, start: dt.date, end: dt.date | None, zone: dt.tzinfo | None, status: str, is_free: bool, sequence: int, modified: dt.datetime
) -> list[_Line]:
    """Those lines of an event that are the same in all languages, made once for them; `zone` as in `_Said`."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", modified)
    event.add("last-modified", modified)
    event.add("sequence", sequence)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    if status:
        event.add("status", status)
    event.add("transp", "TRANSPARENT" if is_free else "OPAQUE")
    return _lines(event)


def _lines(event: Event) -> list[_Line]:
    """What an event has between its first line and its last."""
    between = event.property_items(recursive=False)[1:-1]
    return [(name, event.content_line(name, value).to_ical() + b"\r\n") for name, value in between]


def _place(line: _Line) -> tuple[int, str]:
    """By which the library puts the lines of an event in order."""
    name, order = line[0], Event.canonical_order
    return order.index(name) if name in order else len(order), name


@functools.lru_cache(maxsize=8)
def _time_zone(name: str, first: dt.date, last: dt.date) -> Timezone:
    """A time zone with its changes of clocks between two days. Made once for all languages.

    Each change has a rule of its own: with several changes in one (RDATE), ical.js misses all but one. It begins at the time that clocks
    show before the change, which the library's own `Timezone.from_tzid` gives as the time after it where clocks go forward.
    """
    zone = zoneinfo.ZoneInfo(name)
    rules = Timezone()
    rules.add("tzid", name)
    start = dt.datetime.combine(first, dt.time(), zone)
    before = start.utcoffset() or dt.timedelta()
    for moment in (start, *_clock_changes(zone, start, dt.datetime.combine(last, dt.time(), zone))):
        after = moment.astimezone(zone)
        rule = TimezoneDaylight() if after.dst() else TimezoneStandard()
        rule.DTSTART = (moment.astimezone(dt.UTC) + before).replace(tzinfo=None)
        rule.TZOFFSETFROM, rule.TZOFFSETTO = before, after.utcoffset()
        rule.add("tzname", after.tzname())
        rules.add_component(rule)
        before = rule.TZOFFSETTO
    return rules


def _clock_changes(zone: dt.tzinfo, start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """The moments, in UTC, at which clocks in a zone change, to the minute: found by halving each week that ends with another offset."""
    minute, week = dt.timedelta(minutes=1), dt.timedelta(days=7)
    moment, offset = start.astimezone(dt.UTC), start.utcoffset()
    while moment < end:
        before, after = moment, moment + week
        if after.astimezone(zone).utcoffset() != offset:
            while after - before > minute:
                middle = before + (after - before) // minute // 2 * minute
                before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
            yield after
            offset = after.astimezone(zone).utcoffset()
        moment += week


@dataclass(frozen=True)
class _CalendarWriter:
    """Writes a session's calendar files in one language."""

    session: Session
    t: Localizer
    at: Addresses
    record: Record
    """The state of the present data, with the moments of its changes."""

    def session_day(self, day: Day) -> _Event:
        """One day of the session: its hours if they are known, else the whole day."""
        session, t = self.session, self.t
        start, end = session.day_hours(day.date) or (day.date, day.date + dt.timedelta(days=1))
        organizer = t.gettext("Organizer") + t.gettext(": ") + t.plain(session.organizer.name)
        series = t.plain(session.series.name) if session.series else ""
        return self._event(
            day_key(session, day.date), t.plain(session.title), start, end, self.at.home, series, organizer, location=self.location
        )

    def item(self, day: Day, sitting: Sitting | None, item: AgendaItem) -> _Event:
        """An agenda item with its hours; one of a whole day (without a sitting) as that day, which leaves time for other items."""
        session, t = self.session, self.t
        start, end = session.times(day, sitting, item) if sitting else (day.date, day.date + dt.timedelta(days=1))
        track = session.track(item)
        categories = (t.plain(track.name) if track else "", *(t.plain(session.tags[tag]) for tag in item.tags if tag in session.tags))
        return self._event(
            item_key(item.id),
            t.item_title_text(item),
            start,
            end,
            self.at.place(session, item.id),
            t.plain(session.title),
            t.gettext(", ").join([*([t.gettext("Open end")] if item.open_end else []), *t.limits(item, sitting)]),
            t.without_markdown(item.note),
            location=self._join(session.place_of(item, sitting), self._location_at(session.venue_of(session.given_room(item, sitting)))),
            free=not sitting,
            cancelled=item.cancelled,
            categories=tuple(filter(None, categories)),
            attached=tuple(self.at.files(address) for each in item.documents if each.url and (address := t.address(each.url))),
            conferences=() if item.cancelled else self._conferences(sitting, item),
        )

    def deadline(self, call: Call, *, reminds: bool = False) -> _Event:
        """The deadline of a call: a moment or a whole day, which leaves the reader's time free."""
        session, t = self.session, self.t
        summary = t.gettext("Deadline: %(title)s – %(session)s") % {"title": t.plain(call.title), "session": self.short_name}
        start: dt.date = call.deadline
        end: dt.date | None = call.deadline + dt.timedelta(days=1)
        if isinstance(call.deadline, dt.datetime):
            start, end = session.deadline_moment(call.deadline), None
        address = f"{self.at.take_part}#{call.id}"
        return self._event(call_key(call.id), summary, start, end, address, t.plain(session.title), free=True, reminds=reminds)

    def gone(self, key: str, entry: Entry) -> _Event:
        """What the data has no more: those who have it in their calendar learn that it does not take place."""
        start = dt.datetime.fromisoformat(entry.start) if "T" in entry.start else dt.date.fromisoformat(entry.start)
        end = dt.datetime.fromisoformat(entry.end) if "T" in entry.end else None
        title = last_title(entry, self.t)
        page = self.at.agenda if is_item(key) else self.at.take_part
        return self._event(key, title, start, end, page, self.t.plain(self.session.title), cancelled=True)

    def _conferences(self, sitting: Sitting | None, item: AgendaItem) -> tuple[tuple[str, str], ...]:
        """Where an item is seen or joined online. Whoever has a link with a password in it gets in: such a link is in no calendar."""
        found = []
        webcast = self.session.webcast
        if webcast and webcast.live and item.webcast and self.at.webcast and sitting and not self.session.is_beside_others(item):
            found.append((self.t.address(webcast.url) or self.at.webcast, self.t.gettext("Webcast")))
        for link in item.links:
            if link.kind is LinkKind.join_ and (address := self.t.address(link.url)) and not PASSWORD.search(address):
                found.append((address, self.t.gettext("Join online")))
        return tuple(found)

    def _event(
        self,
        key: str,
        summary: str,
        start: dt.date,
        end: dt.date | None,
        url: str,
        *paragraphs: str,
        location: str = "",
        free: bool = False,
        cancelled: bool = False,
        reminds: bool = False,
        **more: tuple[Any, ...],
    ) -> _Event:
        """An event; `key` makes its UID and never changes, `paragraphs` (those that are not empty) are its description.

        If it or the session is cancelled or postponed, the event says so and leaves the reader's time free.
        """
        status, note = "", None if self.session.takes_place else self.session.status_note
        if cancelled or self.session.status is SessionStatus.cancelled:
            status, summary = "CANCELLED", self.t.gettext("Cancelled: %(title)s") % {"title": summary}
        elif self.session.status is SessionStatus.postponed:
            status, summary = "TENTATIVE", self.t.gettext("Postponed: %(title)s") % {"title": summary}
        entry = self.record.entries[key]
        said = _Said(
            uid=uid(self.at.uid_home, key),
            summary=summary,
            start=start,
            end=end,
            zone=getattr(start, "tzinfo", None),
            url=url,
            location=location,
            description="\n\n".join(paragraph for paragraph in (*paragraphs, self.t.without_markdown(note)) if paragraph),
            status=status,
            is_free=free,
            sequence=entry.sequence,
            modified=entry.modified,
            reminds=reminds and not status,
            **more,
        )
        return _Event(isinstance(start, dt.datetime), _format_event(said))

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

    def frame(self, name: str, *, with_zone: bool, subscribed: bool = False) -> _Frame:
        """What stands around events: the name of the calendar, the time zone where events have a time of day, and for a calendar that is
        subscribed to how often to look for changes."""
        calendar = Calendar()
        calendar.add("prodid", "-//microsite//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", name)
        if subscribed:
            calendar.add("name", name)
            calendar.add("url", self.at.agenda)
            calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
            calendar.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
        if self.session.zone and with_zone:
            first, last = self._years
            calendar.add_component(_time_zone(self.session.zone, first, last))
        tail = b"END:VCALENDAR\r\n"
        return _Frame(calendar.to_ical().removesuffix(tail), tail)

    @functools.cached_property
    def _years(self) -> tuple[dt.date, dt.date]:
        """From when to when the rules of the time zone are needed: whole years."""
        moments = [self.session.starts, self.session.ends, *(self.session.deadline_moment(call.deadline) for call in self.session.calls)]
        known = [dt.datetime.fromisoformat(entry.start) for entry in self.record.entries.values() if "T" in entry.start]
        return dt.date(min([*moments, *known]).year, 1, 1), dt.date(max([*moments, *known]).year + 1, 1, 1)

    @functools.cached_property
    def _frames(self) -> tuple[_Frame, _Frame]:
        """Those of most files, without and with a time zone: made once for all files of a language."""
        name = self.t.plain(self.session.title)
        return self.frame(name, with_zone=False), self.frame(name, with_zone=True)

    def calendar_file(self, events: Sequence[_Event], name: str = "") -> bytes:
        """A file of events; with a `name` for what is in it, a calendar to subscribe to."""
        with_zone = any(event.has_time for event in events)
        called = self.t.gettext("%(page)s – %(session)s") % {"page": name, "session": self.t.plain(self.session.title)}
        frame = self.frame(called, with_zone=with_zone, subscribed=True) if name else self._frames[with_zone]
        return frame.head + b"".join(event.content for event in events) + frame.tail


def calendars(session: Session, t: Localizer, at: Addresses, record: Record) -> Iterator[tuple[str, bytes]]:
    """The name (without `.ics`) and the content of each calendar file in the language of `t`."""
    writer = _CalendarWriter(session, t, at, record)
    for name, events in _plan(session, record):
        yield name, writer.calendar_file([event(writer) for event in events])
    for subscription in subscriptions(session):
        events = _subscribed(session, record, subscription)
        yield subscription.name, writer.calendar_file([event(writer) for event in events], subscription.label(t).striptags())


def names(session: Session, record: Record) -> Iterator[str]:
    """The names of these files."""
    yield from (name for name, _ in _plan(session, record))
    yield from (each.name for each in subscriptions(session))


_Maker = Callable[[_CalendarWriter], _Event]


def _plan(session: Session, record: Record) -> Iterator[tuple[str, list[_Maker]]]:
    """The name of each file but for those to subscribe to, and what makes its events."""
    days = [(day.date, methodcaller("session_day", day)) for day in session.meeting_days]
    yield "session", [event for _, event in days]
    for date, event in days:
        yield f"day-{date}", [event]
    for item_id, item_event in _items(session):
        yield f"items/{item_id}", [item_event]
    for call in session.calls:
        yield f"by-{call.id}", [methodcaller("deadline", call)]
        yield f"remind-{call.id}", [methodcaller("deadline", call, reminds=True)]
    for key, gone in _gone(record):
        if is_item(key):
            yield f"items/{key.removeprefix(item_key(''))}", [gone]


def _items(session: Session, only: Callable[[Sitting | None, AgendaItem], bool] = lambda *_: True) -> Iterator[tuple[str, _Maker]]:
    for item_day, sitting, item in session.items():
        if item_day and session.has_calendar_entry(item_day, sitting, item) and only(sitting, item):
            yield item.id, methodcaller("item", item_day, sitting, item)


def _gone(record: Record) -> Iterator[tuple[str, _Maker]]:
    """What had a time and is in the data no more; days are not among them, whose items say so."""
    for key, entry in record.entries.items():
        if entry.gone and entry.start and not key.startswith("#"):
            yield key, methodcaller("gone", key, entry)


def _subscribed(session: Session, record: Record, subscription: Subscription) -> list[_Maker]:
    """What makes the events of a calendar to subscribe to. While the agenda has no items, that of all has the days of the session."""
    if subscription.kind != "agenda":
        gone = [event for key, event in _gone(record) if subscription.name in record.entries[key].calendars]
        return [event for _, event in _items(session, functools.partial(belongs, session, subscription))] + gone
    found: list[_Maker] = [event for _, event in _items(session)]
    days = [methodcaller("session_day", day) for day in session.meeting_days]
    return [*(found or days), *(methodcaller("deadline", call) for call in session.calls), *(event for _, event in _gone(record))]
