"""What a session is: the model that everything else reads. It knows no YAML, no template and no MkDocs.

Field names are the keys of the YAML file, and the sentences below the fields are the editors' reference.
"""

from __future__ import annotations

import datetime as dt
import itertools
import zoneinfo
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from microsite.model.agenda import (
    BESIDE_OTHERS,
    BREAKS,
    NOT_IN_CALENDARS,
    Agenda,
    AgendaItem,
    AgendaPages,
    AgendaStatus,
    Day,
    OwnKind,
    Sitting,
    Track,
)
from microsite.model.base import (
    Hours,
    Model,
    Period,
    past_midnight,
    problem_at,
    to_datetime,
)
from microsite.model.documents import ENDING_LINKS, Document, DocumentKind, ItemLink, Link
from microsite.model.fields import (
    ALL_LANGUAGES,
    Address,
    Date,
    Email,
    Id,
    Language,
    Latitude,
    Line,
    Longitude,
    Name,
    Phone,
    Prose,
    Title,
    Where,
    WholeNumber,
    Zone,
    refuse,
)
from microsite.model.news import NewsItem, Partner, Question
from microsite.model.participation import Call, Invitation, Registration, Way, WayState
from microsite.model.people import Participation, Person
from microsite.model.pictures import Picture
from microsite.model.points import AgendaPoint, Body, Outcome, Statement
from microsite.model.webcast import Webcast

MAX_ITEMS_ON_A_PAGE = 150
"""Items that one page of the agenda holds; with more, each day has its own."""


class Format(StrEnum):
    """How people attend."""

    onsite = "onsite"
    online = "online"
    hybrid = "hybrid"


class SessionStatus(StrEnum):
    """Whether the session takes place as it was announced."""

    scheduled = "scheduled"
    moved_online = "moved_online"
    resumed = "resumed"
    postponed = "postponed"
    cancelled = "cancelled"


class SessionNoun(StrEnum):
    """What the interface calls the session in every language; `event` stands in where the data has a word of its own."""

    session = "session"
    conference = "conference"
    meeting = "meeting"
    seminar = "seminar"
    assembly = "assembly"
    congress = "congress"
    event = "event"


class Series(Model):
    """The series that the session belongs to."""

    name: Title
    """Its name, for instance the name of the Conversation."""
    url: Address | None = None
    """Its own page."""


class Organizer(Model):
    """Those who hold the session."""

    name: Name
    """The full name."""
    short_name: Name | None = None
    """The name or acronym people use."""
    office: Title | None = None
    """The office that writes and answers, for instance the secretariat."""
    url: Address | None = None
    """The organizer's home page."""


class Point(Model):
    """A point on the map."""

    latitude: Latitude
    """Degrees north of the equator."""
    longitude: Longitude
    """Degrees east of Greenwich."""

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"

    @property
    def map_address(self) -> str:
        """The address of a map with the point on it."""
        place = f"{self.latitude:.6f}", f"{self.longitude:.6f}"
        return f"https://www.openstreetmap.org/?mlat={place[0]}&mlon={place[1]}#map=17/{place[0]}/{place[1]}"


class Venue(Model):
    """Where people meet."""

    name: Name
    """The building."""
    room: Name | None = None
    """The room."""
    address: Name | None = None
    """Street and number."""
    city: Name | None = None
    """The city."""
    country: Title | None = None
    """The country."""
    zone: Zone | None = None
    """The zone of the clocks there, if not the session's; all times are still in the session's."""
    point: Point | None = None
    """Where it is on the map: pages link to OpenStreetMap."""
    directions: Prose | None = None
    """How to get there."""
    url: Address | None = None
    """A page on how to get there."""
    access: Prose | None = None
    """Getting in: entrance, badges, step-free access."""
    picture: Picture | None = None
    """A picture of it."""


class Room(Model):
    """A room of a venue."""

    name: Name
    """Its name as the signs in the house have it."""
    floor: Title | None = None
    """Where in the house it is, for instance Second floor."""
    seats: WholeNumber | None = Field(None, ge=1)
    """How many people it seats."""
    venue: Id | None = None
    """The venue that it is in, if not the main one: a key under `venues`."""
    interpretation: tuple[Language, ...] | None = None
    """The languages of interpretation in it, if not the session's; [] if there is none."""
    access: Prose | None = None
    """How one gets there, without steps too."""
    picture: Picture | None = None
    """A picture of it."""


class PriorSession(Model):
    """A session before this one."""

    number: WholeNumber | None = Field(None, ge=1)
    """Its number; for an earlier part of a session that was resumed, the number of that session. Without it, say when it was."""
    title: Title | None = None
    """Its title as published."""
    topic: Title | None = None
    """What it was about, in the words of the invitation."""
    start: Date | None = None
    """Its first day."""
    end: Date | None = None
    """Its last day."""
    year: WholeNumber | None = Field(None, ge=1900, le=2200)
    """Its year, where the days are not known."""
    place: Name | None = None
    """The city, or where else it was held."""
    symbol: Line | None = None
    """Its document symbol, for instance WIPO/IP/CONV/GE/1/24."""
    bearing: Prose | None = None
    """What this session takes up from it; with it, it is named first."""
    url: Address | None = None
    """Its page."""
    recordings: Address | None = None
    """Where its recordings are now."""
    documents: Address | None = None
    """Where its documents are."""

    @model_validator(mode="after")
    def _is_known(self) -> PriorSession:
        if not (self.number or self.start or self.year):
            raise refuse("has neither a `number` nor a date; give its `number`, its days (`start`, `end`) or its `year`")
        if not (self.number or self.title or self.topic):
            raise refuse("has neither a `number` nor a name; give its `number`, its `title` or its `topic`")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> PriorSession:
        if self.end and not self.start:
            raise problem_at("end", "has no start before it; add `start`")
        if self.start and self.end and self.end < self.start:
            raise problem_at("end", f"is {self.end}, before the start {self.start}; swap them or correct one")
        return self

    @property
    def held_in(self) -> int | None:
        """Its year, as far as it is known."""
        return self.start.year if self.start else self.year


class DateToKeep(NamedTuple):
    """A day by which readers have to do something, or from which they can."""

    kind: Literal["call", "opens", "closes"]
    day: dt.date | dt.datetime
    was: dt.date | dt.datetime | None
    """As it was announced before it was extended."""
    anchor: Id
    """Of the call or the way to register, on the page on how to take part."""
    title: Title | None
    """That of the call."""


class Contact(Model):
    """Whom to ask."""

    email: Email | None = None
    """Where to write."""
    phone: Phone | None = None
    """A number, with the country's code."""
    name: Name | None = None
    """The office or the person."""
    note: Prose | None = None
    """What it is for, and office hours."""


class Session(Model):
    """One session of a conference: the whole gathering, never a talk."""

    source_language: Language = "en"
    """The language that texts are written in first; others fall back to it."""
    official_languages: tuple[Language, ...] = ()
    """The languages whose text is official; the pages in others say that they are not. Without it, every language is."""
    called: Name | None = None
    """What it is: session, conference, meeting, seminar, assembly, congress or event; or a word of your own in each language."""
    number: WholeNumber | None = Field(None, ge=1)
    """The session's number in its series."""
    name: Title | None = None
    """The number in words, as people say it: Twelfth session. Without it, the site makes them, or shows “Session 12”."""
    symbol: Line | None = None
    """The symbol of the meeting."""
    title: Title
    """What the session is about, as a title."""
    status: SessionStatus = SessionStatus.scheduled
    """scheduled, moved_online, resumed (a later part), postponed (with `dates` as they were, until new ones are known) or cancelled."""
    status_note: Prose | None = None
    """Why the session is resumed, moved online, postponed or cancelled, and what happens next."""
    dates: Period
    """The first and the last day."""
    hours: Hours | None = None
    """The daily hours."""
    zone: Zone | None = None
    """The zone of all times, by the name of its place."""
    series: Series | None = None
    """The series that the session belongs to."""
    organizer: Organizer
    """Who holds the session."""
    invitation: Invitation | None = None
    """The letter that announced it."""
    summary: Prose | None = None
    """The session in one or two sentences, for the top of the page and for search engines."""
    about: Prose | None = None
    """The account of the theme, all paragraphs."""
    picture: Picture | None = None
    """A picture for the first page."""
    format: Format | None = None
    """onsite, online or hybrid."""
    admission: Prose | None = None
    """Who may attend."""
    venue: Venue | None = None
    """Where people meet; the main venue, if there are several."""
    venues: dict[Id, Venue] = {}
    """Venues beside the main one, each by a short name; rooms name theirs."""
    interpretation: tuple[Language, ...] | None = None
    """The languages of simultaneous interpretation, sign languages among them (bfi; ils is International Sign); [] if there is none."""
    language_names: dict[Language, Name] = {}
    """Names of languages that the site would have to give in English only, as it does for most sign languages; by their codes."""
    registration: Registration = {}
    """The ways to register: onsite, online, observers, press, accompanying, or others by a key of your own."""
    calls: tuple[Call, ...] = ()
    """What readers are asked to do, each by a deadline; shown in order of time."""
    rooms: dict[Id, Room] = {}
    """The rooms, each by a short name."""
    tracks: dict[Id, Track] = {}
    """The tracks of the agenda, each by a short name."""
    tags: dict[Id, Title] = {}
    """What items can be about, each by a short name."""
    kinds: dict[Id, OwnKind] = {}
    """Kinds of agenda items that the site has no word for, each by a short name."""
    bodies: dict[Id, Body] = {}
    """The bodies or segments, where several meet, each by a short name."""
    points: tuple[AgendaPoint, ...] = ()
    """The numbered points of the agenda: what is dealt with. When that is, say the items of `agenda`."""
    agenda: Agenda | None = None
    """The agenda as a timetable, as far as it is known."""
    people: dict[Id, Person] = {}
    """Everybody with a part in the agenda, each once, by a short name."""
    webcast: Webcast | None = None
    """Following online."""
    documents: tuple[Document, ...] = ()
    """Documents of the whole session."""
    statements: tuple[Statement, ...] = ()
    """Statements made or handed in."""
    outcome: Outcome | None = None
    """What came of the session."""
    prior_sessions: tuple[PriorSession, ...] = ()
    """The sessions before."""
    news: tuple[NewsItem, ...] = ()
    """News, in any order; the newest is shown first."""
    questions: tuple[Question, ...] = ()
    """Questions that are often asked, with their answers."""
    partners: tuple[Partner, ...] = ()
    """Organizations that support the session, the most important first."""
    links: tuple[Link, ...] = ()
    """Other pages of use."""
    newsletter: Link | None = None
    """Where to subscribe to news."""
    contact: Contact | None = None
    """Whom to ask."""
    not_codes: tuple[Line, ...] = ()
    """Public names that look like an access code but are not, for instance G20B20."""

    @model_validator(mode="after")
    def _times_need_a_zone(self) -> Session:
        if self.hours and not self.zone:
            raise problem_at("hours", "gives times, but no zone is given; add `zone`, for instance Europe/Zurich")
        return self

    @property
    def noun(self) -> SessionNoun:
        """What the interface calls it."""
        return self.called.one_of(SessionNoun) or SessionNoun.event if self.called else SessionNoun.session

    @property
    def own_noun(self) -> Name | None:
        """The data's own word for what it is."""
        return self.called if self.called and not self.called.one_of(SessionNoun) else None

    @cached_property
    def clock_zone(self) -> dt.tzinfo:
        """The session's zone; without one, UTC, which only whole days are then counted in."""
        return zoneinfo.ZoneInfo(self.zone) if self.zone else dt.UTC

    @cached_property
    def agenda_days(self) -> tuple[Day, ...]:
        return self.agenda.days if self.agenda else ()

    @cached_property
    def agenda_is_whole(self) -> bool:
        """Whether there will be no more than the agenda says: it is final, and says something."""
        return bool(self.agenda and self.agenda.status is AgendaStatus.final and any(day.has_items for day in self.agenda.days))

    @cached_property
    def agenda_gives_all_hours(self) -> bool:
        """Whether the agenda says, for every day on which the session meets, from when to when."""
        days = [day for day in self.agenda_days if not day.off]
        return self.agenda_is_whole or len(days) == len(self.meeting_days) and all(day.sittings for day in self.meeting_days)

    @cached_property
    def meeting_days(self) -> tuple[Day, ...]:
        """The days on which the session meets, and no others: all that asks which days these are asks here.

        Where the agenda is whole, the days that hold something. Else every day from the first to the last that is not said
        to be off: an agenda is written day by day, so one that is not in it yet is more likely unwritten than free.
        """
        known = {day.date: day for day in self.agenda_days}
        every = tuple(known.get(date) or Day.model_construct(date=date) for date in self.dates.days())
        return tuple(day for day in every if (day.has_items if self.agenda_is_whole else not day.off)) or every

    @cached_property
    def agenda_notes(self) -> tuple[Prose, ...]:
        """The notes on the agenda that hold now: the one for any status, and the one for the present status."""
        if not self.agenda:
            return ()
        of_status = getattr(self.agenda.notes, self.agenda.status) if self.agenda.notes else None
        return tuple(note for note in (self.agenda.note, of_status) if note)

    @cached_property
    def agenda_status(self) -> AgendaStatus | None:
        """The agenda's status. None without an agenda, and if the agenda already has items but no status was set (the default, pending,
        would be wrong)."""
        has_items = any(day.all_day or any(sitting.items for sitting in day.sittings) for day in self.agenda_days)
        if not self.agenda or self.agenda.status is AgendaStatus.pending and has_items:
            return None
        return self.agenda.status

    def sittings(self) -> Iterator[tuple[Day, Sitting]]:
        for day in self.agenda_days:
            for sitting in day.sittings:
                yield day, sitting

    def items(self) -> Iterator[tuple[Day | None, Sitting | None, AgendaItem]]:
        """Every item, in order: those of a whole day before its others, and without a sitting; the planned ones last, without day and
        sitting."""
        for day in self.agenda_days:
            for item in day.all_day:
                yield day, None, item
            for sitting in day.sittings:
                for item in sitting.items:
                    yield day, sitting, item
        for item in self.agenda.planned if self.agenda else ():
            yield None, None, item

    @property
    def decided_points(self) -> list[AgendaPoint]:
        """The points on which there is a decision."""
        return [point for point in self.all_points.values() if point.decision]

    @cached_property
    def all_points(self) -> dict[str, AgendaPoint]:
        """By its id: each point of the agenda and each sub-point, in their order."""
        return {point.id: point for top in self.points for point in top.with_sub_points()}

    @cached_property
    def taken_up(self) -> dict[str, list[tuple[Day | None, Sitting | None, AgendaItem]]]:
        """By the id of a point: the items that take it up, each with its day and sitting, in their order."""
        found: dict[str, list[tuple[Day | None, Sitting | None, AgendaItem]]] = {}
        for day, sitting, item in self.items():
            for point in item.points:
                found.setdefault(point, []).append((day, sitting, item))
        return found

    @cached_property
    def appearances(self) -> dict[str, list[tuple[Day | None, Sitting | None, AgendaItem, Participation]]]:
        """By the key of each person who takes part in an item: day, sitting and item of each, in their order, and what they do in it."""
        found: dict[str, list[tuple[Day | None, Sitting | None, AgendaItem, Participation]]] = {}
        for day, sitting, item in self.items():
            for participation in item.people:
                found.setdefault(participation.person, []).append((day, sitting, item, participation))
        return found

    @cached_property
    def latest_news(self) -> tuple[NewsItem, ...]:
        """The news, the newest first; of one day, in the order of the data."""
        return tuple(sorted(self.news, key=lambda each: each.date, reverse=True))

    def pictures(self) -> Iterator[tuple[Session | Venue | Room | Person | Partner, Picture]]:
        """Every picture, with what it is of."""
        for partner in self.partners:
            if partner.logo:
                yield partner, partner.logo
        for part in (self, self.venue, *self.rooms.values(), *self.people.values()):
            if part and part.picture:
                yield part, part.picture

    @cached_property
    def shows_times_of_day(self) -> bool:
        """Whether pages show any time of day: readers in other time zones then need it in their own."""
        return bool(self.hours or any(self.sittings()) or any(isinstance(call.deadline, dt.datetime) for call in self.calls))

    @property
    def takes_place(self) -> bool:
        """False for a session that is postponed or cancelled: nothing counts down to it, registers for it or is live."""
        return self.status not in (SessionStatus.postponed, SessionStatus.cancelled)

    @cached_property
    def has_known_hours(self) -> bool:
        """Whether the hours of at least one day are known; if not, only the dates are."""
        return bool(self.hours_by_period)

    @cached_property
    def iso_bounds(self) -> tuple[str, str]:
        """Start and end in ISO 8601; without an offset if no hours are known, as a date is then each reader's own calendar day."""
        start, end = (each if self.has_known_hours else each.replace(tzinfo=None) for each in (self.starts, self.ends))
        return start.isoformat(), end.isoformat()

    def to_iso(self, value: dt.datetime) -> str:
        """A date and time in ISO 8601; without an offset if the session has no zone, so that browsers take it in the reader's own zone."""
        return (value if self.zone else value.replace(tzinfo=None)).isoformat()

    def room(self, given: Name | None) -> Room | None:
        """The room that is meant by a short name; None where `rooms` has none of that name, which then is the room's own."""
        return self.rooms.get(given.root.get(ALL_LANGUAGES, "")) if given else None

    def room_name(self, given: Name | None) -> Name | None:
        """The name of a room that is given by its short name or by its name."""
        room = self.room(given)
        return room.name if room else given

    def venue_of(self, given: Name | None) -> Venue | None:
        """The venue that a room is in: the main one, where the room names no other."""
        room = self.room(given)
        return self.venues.get(room.venue, self.venue) if room and room.venue else self.venue

    def is_short_name(self, where: Where, value: Title | Prose) -> bool:
        """Whether what stands at a path is no text: the short name of a room or a track, or a word that the site has in each language."""
        if where == ("called",):
            return not self.own_noun
        if where[-1] == "kind" and where[-3:-2] == ("documents",):
            return value.one_of(DocumentKind) is not None
        short = value.root.get(ALL_LANGUAGES)
        return where[-1] == "track" and short in self.tracks or where[-1] == "room" and short in self.rooms

    def track(self, item: AgendaItem) -> Track | None:
        """The track of an item, whether it is given by its short name or by its name."""
        known = self.tracks.get(item.track.root.get(ALL_LANGUAGES, "")) if item.track else None
        return known or (Track.model_construct(name=item.track) if item.track else None)

    def given_room(self, item: AgendaItem, sitting: Sitting | None) -> Name | None:
        """The room of an item, its own or its sitting's, as the data gives it: by its short name or by its name."""
        return item.room or (sitting.room if sitting else None)

    def room_of(self, item: AgendaItem, sitting: Sitting | None) -> Name | None:
        """The room of an item that pages name beside it: its own, or its sitting's."""
        return self.room_name(self.given_room(item, sitting))

    def place_of(self, item: AgendaItem, sitting: Sitting | None) -> Name | None:
        """The room that an item is in: where nothing else is said, the sittings are in the venue's, but for what is beside them."""
        return self.room_name(self.given_place(item, sitting))

    def given_place(self, item: AgendaItem, sitting: Sitting | None) -> Name | None:
        """That room as the data gives it: by its short name or by its name."""
        if room := self.given_room(item, sitting):
            return room
        return self.venue.room if sitting and self.venue and not self.is_beside_others(item) else None

    def own_interpretation(self, item: AgendaItem, sitting: Sitting | None) -> tuple[Language, ...] | None:
        """The languages of interpretation of an item, its own or its room's; None if they are the session's."""
        room = self.room(self.given_room(item, sitting))
        given = (item.interpretation, sitting.interpretation if sitting else None, room.interpretation if room else None)
        found = next((languages for languages in given if languages is not None), None)
        return None if found == self.interpretation else found

    def interpretation_of(self, item: AgendaItem, sitting: Sitting | None) -> tuple[Language, ...]:
        """The languages that an item is interpreted into: what lasts all day, or is beside the sitting, is not unless it says so."""
        own = self.own_interpretation(item, sitting)
        if own is None:
            own = self.interpretation if sitting and not self.is_beside_others(item) else ()
        return own or ()

    def is_break(self, item: AgendaItem) -> bool:
        """Whether nothing is dealt with in an item: it is never what comes next."""
        own = self.kinds.get(item.kind)
        return own.is_break if own else item.kind in BREAKS

    def is_beside_others(self, item: AgendaItem) -> bool:
        """Whether an item has no room to itself."""
        own = self.kinds.get(item.kind)
        return own.beside_others if own else item.kind in BESIDE_OTHERS

    def has_calendar_entry(self, day: Day | None, sitting: Sitting | None, item: AgendaItem) -> bool:
        """Whether an item has a file for calendars: one with a start or of a whole day, of a kind that is in calendars."""
        own = self.kinds.get(item.kind)
        return bool(day and (item.start or not sitting) and (own.in_calendars if own else item.kind not in NOT_IN_CALENDARS))

    def at_local_time(self, date: dt.date, clock: dt.time, since: dt.time = dt.time()) -> dt.datetime:
        """The date and time at which clocks in the session's zone show `clock` on `date`; on the next day if `clock` is before `since`, the
        start of what it belongs to."""
        return dt.datetime.combine(date + dt.timedelta(days=past_midnight(clock, since)), clock, self.clock_zone)

    def times(self, day: Day, sitting: Sitting, item: AgendaItem | None = None) -> tuple[dt.datetime, dt.datetime]:
        """When a sitting begins and ends, or an item in it that has a start."""
        start, end = (item.start, sitting.end_of(item)) if item and item.start else (sitting.start, sitting.end)
        return self.at_local_time(day.date, start, sitting.start), self.at_local_time(day.date, end, sitting.start)

    def link_span(
        self, link: ItemLink, day: Day | None, sitting: Sitting | None, item: AgendaItem
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """From when until when a link of an item is shown; None where it is not said. Most are of no use once the item is over."""
        start = self.opening(link.shown_from) if link.shown_from else None
        if link.shown_until or link.kind not in ENDING_LINKS:
            return start, self.deadline_moment(link.shown_until) if link.shown_until else None
        if not day:
            return start, self.ends
        return start, self.times(day, sitting, item)[1] if sitting else self.deadline_moment(day.date)

    def deadline_moment(self, deadline: dt.date | dt.datetime) -> dt.datetime:
        """The moment at which a deadline has passed: for a date, the end of that day."""
        return to_datetime(deadline, end_of_day=True).replace(tzinfo=self.clock_zone)

    def last_moment(self, deadline: dt.date | dt.datetime) -> dt.datetime:
        """The last minute before a deadline passes, so that the time zone named is the one in force that day."""
        return self.deadline_moment(deadline) - dt.timedelta(minutes=not isinstance(deadline, dt.datetime))

    @cached_property
    def dates_to_keep(self) -> tuple[DateToKeep, ...]:
        """What readers have to do by a day, in order of time: the calls, and the ways to register that open or close by themselves."""
        found = [DateToKeep("call", call.deadline, call.was, call.id, call.title) for call in self.calls]
        for name, way in self.registration.items():
            if way.url and way.state is not WayState.full:
                found += [DateToKeep("opens", way.opens, None, name, None)] if way.opens else []
                found += [DateToKeep("closes", way.closes, way.was, name, None)] if way.closes else []
        return tuple(sorted(found, key=lambda each: (self.opening if each.kind == "opens" else self.deadline_moment)(each.day)))

    @cached_property
    def calls_in_order(self) -> tuple[Call, ...]:
        """The calls by their deadlines, the earliest first."""
        return tuple(sorted(self.calls, key=lambda call: self.deadline_moment(call.deadline)))

    @property
    def deadlines_by_day(self) -> list[list[tuple[dt.date | dt.datetime, list[Call]]]]:
        """The deadlines of calls in order of time: for each day its moments, each with the calls that are due then."""
        moments = [(moment, [*calls]) for moment, calls in itertools.groupby(self.calls_in_order, lambda call: call.deadline)]
        return [[*of_day] for _, of_day in itertools.groupby(moments, lambda each: f"{each[0]:%Y-%m-%d}")]

    @cached_property
    def calls_after(self) -> tuple[Call, ...]:
        """Those that are due after the session: a survey, comments on the report."""
        return tuple(call for call in self.calls if self.deadline_moment(call.deadline) > self.deadline_moment(self.dates.end))

    def opening(self, value: dt.date | dt.datetime) -> dt.datetime:
        """The moment at which something opens: for a date, the beginning of that day."""
        return to_datetime(value).replace(tzinfo=self.clock_zone)

    def closing(self, way: Way) -> dt.datetime:
        """The moment at which a way to register closes: with the session at the latest."""
        return min(self.deadline_moment(way.closes), self.ends) if way.closes else self.ends

    @cached_property
    def sessions_before(self) -> tuple[PriorSession, ...]:
        """The prior sessions, the latest first; those of which not even the year is known come last."""

        def place(prior: PriorSession) -> tuple[int, dt.date, int]:
            year = prior.start.year if prior.start else prior.year or 0
            return year, prior.start or dt.date(year or 1, 1, 1), prior.number or 0

        return tuple(sorted(self.prior_sessions, key=place, reverse=True))

    def prior_anchor(self, prior: PriorSession) -> str:
        """The anchor of a prior session: its number; with its first day or year, if it has none or is not the first with that number."""
        if not prior.number:
            return f"session-{prior.start or prior.year}"
        first = next(each for each in self.prior_sessions if each.number == prior.number)
        return f"session-{prior.number}" if prior == first else f"session-{prior.number}-{prior.start or prior.year}"

    def is_a_part(self, prior: PriorSession) -> bool:
        """Whether a prior session shares its number with this session or with another one: it was held in parts."""
        return bool(prior.number) and [self.number, *(each.number for each in self.prior_sessions)].count(prior.number) > 1

    @cached_property
    def day_of(self) -> dict[str, dt.date]:
        """Where each day of the agenda has a page of its own, as a large one does: the day of each of its anchors; else empty."""
        days = [day for day in self.meeting_days if day in self.agenda_days]
        is_large = sum(1 for day, _, _ in self.items() if day) > MAX_ITEMS_ON_A_PAGE
        if len(days) < 2 or not (is_large or self._agenda_pages is AgendaPages.days):
            return {}
        anchors: dict[str, dt.date] = {f"day-{day.date}": day.date for day in days}
        for day in days:
            anchors |= {item.id: day.date for item in day.all_day}
            anchors |= {sitting.id: day.date for sitting in day.sittings}
            anchors |= {item.id: day.date for sitting in day.sittings for item in sitting.items}
        return anchors

    @cached_property
    def items_with_pages(self) -> frozenset[str]:
        """The ids of the items that have a page of their own: all, where the days have or the data asks for it; breaks have none."""
        if not self.day_of and not self._agenda_pages:
            return frozenset()
        return frozenset(item.id for _, _, item in self.items() if not self.is_break(item))

    @property
    def _agenda_pages(self) -> AgendaPages | None:
        return self.agenda.pages if self.agenda else None

    def day_hours(self, date: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
        """When a day begins and ends: by its sittings, or else by the session's daily hours. None if neither is known, or the session does
        not meet that day."""
        day = next((day for day in self.meeting_days if day.date == date), None)
        if day and day.sittings:
            times = [self.times(day, sitting) for sitting in day.sittings]
            return min(start for start, _ in times), max(end for _, end in times)
        if day and self.hours and not self.agenda_is_whole:
            return self._hours_on(date, self.hours)
        return None

    def _hours_on(self, date: dt.date, hours: Hours) -> tuple[dt.datetime, dt.datetime]:
        return self.at_local_time(date, hours.start), self.at_local_time(date, hours.end, hours.start)

    @cached_property
    def hours_by_period(self) -> tuple[tuple[dt.date, dt.date, dt.time, dt.time], ...]:
        """Consecutive days with equal hours, as (first day, last day, start, end). From the sittings if every day has some; otherwise the
        session's daily hours, extended by any sittings outside them.

        Days whose hours are not known are left out. A new period begins where clocks change between two days.
        """
        rows: list[tuple[dt.date, dt.date, dt.time, dt.time]] = []
        previous_offset = None
        for day in self.meeting_days:
            if not (span := self.day_hours(day.date)):
                continue
            start, end = span
            if self.hours and not self.agenda_gives_all_hours:
                hours_start, hours_end = self._hours_on(day.date, self.hours)
                start, end = min(start, hours_start), max(end, hours_end)
            hours = start.time(), end.time()
            follows = (
                rows and rows[-1][2:] == hours and rows[-1][1] + dt.timedelta(days=1) == day.date and previous_offset == start.utcoffset()
            )
            first = rows.pop()[0] if follows else day.date
            rows.append((first, day.date, *hours))
            previous_offset = start.utcoffset()
        return tuple(rows)

    @cached_property
    def starts(self) -> dt.datetime:
        """When the session begins; midnight where no time is known."""
        first = self.meeting_days[0].date
        span = self.day_hours(first)
        return span[0] if span else self.at_local_time(first, dt.time())

    @cached_property
    def ends(self) -> dt.datetime:
        """When the session ends; the end of the last day where no time is known."""
        last = self.meeting_days[-1].date
        span = self.day_hours(last)
        return span[1] if span else self.deadline_moment(last)
