"""What a session is: the model that everything else reads. It knows no YAML, no template and no MkDocs.

Field names are the keys of the YAML file, and the sentences below the fields are the editors' reference.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from microsite.model import languages
from microsite.model.fields import (
    Address,
    ChannelLanguage,
    Clock,
    Date,
    Deadline,
    Email,
    FileAddress,
    Host,
    Id,
    Language,
    Line,
    Offset,
    Phone,
    Prose,
    Title,
    VideoId,
    VimeoId,
    Whole,
    YouTubeId,
    Zone,
    refuse,
)


class Model(BaseModel):
    """What a map of the data file becomes. Its key `private` never comes here: source/loading.py takes it out (validation/secrets.py)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def problem_at(key: str, words: str) -> PydanticCustomError:
    """An error about one key of the object that is being checked."""
    return PydanticCustomError("words", "{words}", {"words": words, "key": key})


MAX_DAYS = 60
"""Days that a session can last; more is a slip in a date."""


MAX_ITEMS_ON_A_PAGE = 150
"""Items that one page of the agenda holds; with more, each day has its own."""


MAX_NIGHT = dt.timedelta(hours=12)
"""What ends at an earlier hour than it starts ends on the next day, if it is no longer than this: an end that is given as
on a clock of twelve hours is always longer."""


class Period(Model):
    """A stretch of days."""

    start: Date
    """The first day, for instance 2025-10-28."""
    end: Date
    """The last day; the same as the first for a session of one day."""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise problem_at("end", f"is {self.end}, before the start {self.start}; swap them or correct one")
        if (self.end - self.start).days >= MAX_DAYS:
            raise problem_at(
                "end", f"is {self.end}, {(self.end - self.start).days} days after the start {self.start}; correct the year or the month"
            )
        return self

    def days(self) -> tuple[dt.date, ...]:
        return tuple(self.start + dt.timedelta(n) for n in range((self.end - self.start).days + 1))


class Hours(Model):
    """From when to when, in the session's zone."""

    start: Clock
    """When it begins, for instance 10:00."""
    end: Clock
    """When it ends, for instance 18:00; a time before the start is on the next day."""

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        validate_order(self.start, self.end)
        return self


def validate_order(start: dt.time | None, end: dt.time | None) -> None:
    """Refuses an end without a start, at the same time, or too long before it for the next day to be meant."""
    if end is None:
        return
    if start is None:
        raise problem_at("end", "has no start before it; add `start`")
    if end == start:
        raise problem_at("end", f"is {end:%H:%M}, the same as its start; correct one of the two")
    if past_midnight(end, start) and _since_midnight(end) + dt.timedelta(days=1) - _since_midnight(start) > MAX_NIGHT:
        raise problem_at("end", f"is {end:%H:%M}, before its start {start:%H:%M}; swap them or correct one")


def past_midnight(clock: dt.time, since: dt.time) -> bool:
    """Whether a time, in something that begins at `since`, is on the day after."""
    return clock < since


def _since_midnight(clock: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=clock.hour, minutes=clock.minute)


class Format(StrEnum):
    """How people attend."""

    onsite = "onsite"
    online = "online"
    hybrid = "hybrid"


class SessionStatus(StrEnum):
    """Whether the session takes place as its dates say."""

    scheduled = "scheduled"
    postponed = "postponed"
    cancelled = "cancelled"


class Kind(StrEnum):
    """What an agenda item is."""

    opening = "opening"
    keynote = "keynote"
    panel = "panel"
    presentation = "presentation"
    sharing_session = "sharing_session"
    open_floor = "open_floor"
    discussion = "discussion"
    break_ = "break"
    closing = "closing"


class Part(StrEnum):
    """What a person does in an agenda item."""

    chair = "chair"
    moderator = "moderator"
    keynote = "keynote"
    speaker = "speaker"
    presenter = "presenter"


class Mode(StrEnum):
    """How a person takes part."""

    room = "room"
    remote = "remote"
    video = "video"


class AgendaStatus(StrEnum):
    """How settled the agenda is."""

    pending = "pending"
    provisional = "provisional"
    final = "final"


class Policy(StrEnum):
    """Who may see an access code."""

    invitation = "invitation"
    public = "public"


class Series(Model):
    """The series that the session belongs to."""

    name: Title
    """Its name, for instance the name of the Conversation."""
    url: Address | None = None
    """Its own page."""


class Organizer(Model):
    """Those who hold the session."""

    name: Title
    """The full name."""
    short_name: Title | None = None
    """The name or acronym people use."""
    office: Title | None = None
    """The office that writes and answers, for instance the secretariat."""
    url: Address | None = None
    """The organizer's home page."""


class Invitation(Model):
    """The letter that announced the session."""

    symbol: Line | None = None
    """Its number."""
    date: Date | None = None
    """The day it was sent."""
    to: Title | None = None
    """Whom it was sent to."""
    url: Address | None = None
    """Where it can be read, if it is public."""


class Venue(Model):
    """Where people meet."""

    name: Title
    """The building."""
    room: Title | None = None
    """The room."""
    address: Title | None = None
    """Street and number."""
    city: Title | None = None
    """The city."""
    country: Title | None = None
    """The country."""
    url: Address | None = None
    """A page on how to get there."""
    access: Prose | None = None
    """Getting in: entrance, badges, step-free way."""


class AccessCode(Model):
    """A code that admits people, and who may see it."""

    policy: Policy
    """invitation: the page says where to find the code and the file must not hold it; public: the page prints it."""
    value: Line | None = None
    """The code itself; only with the policy public."""

    @model_validator(mode="after")
    def _value_only_where_public(self) -> AccessCode:
        if self.policy is Policy.invitation and self.value:
            raise problem_at(
                "value", "prints a code that came with the invitation on a public page; delete this line, or set the policy to public"
            )
        if self.policy is Policy.public and not self.value:
            raise problem_at("policy", "is public, but no code is given; add `value`, or set the policy to invitation")
        return self


class Way(Model):
    """One way to register."""

    url: Address | None = None
    """The registration form."""
    platform: Line | None = None
    """The service people join through, for instance Zoom."""
    who: Prose | None = None
    """Who should take this way."""
    have_ready: Prose | None = None
    """What to have at hand."""
    opens: Deadline | None = None
    """When registration opens."""
    closes: Deadline | None = None
    """The last day, or the last moment, to register."""
    access_code: AccessCode | None = None
    """A code the form asks for."""
    what_next: Prose | None = None
    """What happens after registering."""

    @model_validator(mode="after")
    def _in_order(self) -> Way:
        if self.opens and self.closes and moment(self.closes, end_of_day=True) <= moment(self.opens):
            words = f"is {format_moment(self.closes)}, before it opens {format_moment(self.opens)}; swap them or correct one"
            raise problem_at("closes", words)
        return self


class Registration(Model):
    """How to register."""

    onsite: Way | None = None
    """To attend at the venue."""
    online: Way | None = None
    """To attend from elsewhere."""

    def ways(self) -> tuple[tuple[str, Way], ...]:
        return tuple((name, way) for name, way in (("onsite", self.onsite), ("online", self.online)) if way)


class Call(Model):
    """What readers are asked to do by a deadline."""

    id: Id
    """Its name in addresses; never change it once published."""
    title: Title
    """The action requested, in a few words."""
    text: Prose | None = None
    """The action requested, and how to take it."""
    note: Prose | None = None
    """A wish that goes with it."""
    deadline: Deadline
    """The last day, or the last moment."""
    email: Email | None = None
    """Where to write."""
    subject: Title | None = None
    """The subject line the mail begins with."""
    message: Prose | None = None
    """The skeleton of the mail."""
    url: Address | None = None
    """A form, in place of or beside a mail."""


class Document(Model):
    """A file or page that belongs to the session or to an item."""

    id: Id | None = None
    """Its name in addresses."""
    title: Title
    """Its title."""
    symbol: Line | None = None
    """Its symbol, for instance WIPO/IP/CONV/GE/2/25."""
    url: FileAddress
    """One address for all, or one per language it exists in."""


class Person(Model):
    """Somebody with a part in the session."""

    name: Title
    """Family name and given name as the person writes them."""
    honorific: Title | None = None
    """Ms., Dr., H.E. …"""
    role: Title | None = None
    """The office held."""
    organization: Title | None = None
    """Who registers this way."""
    place: Title | None = None
    """City, country."""
    url: Address | None = None
    """A page about the person."""


class Participation(Model):
    """A person's part in an item."""

    person: Id
    """The key under `people`."""
    part: Part = Part.speaker
    """chair, moderator, keynote, speaker or presenter."""
    mode: Mode = Mode.room
    """room, remote or video (recorded)."""
    documents: tuple[Document, ...] = ()
    """Slides and papers."""


class Moved(Model):
    """Where an item was before it moved."""

    date: Date | None = None
    """The day it was on, if another."""
    start: Clock | None = None
    """When it was to begin."""
    room: Title | None = None
    """The room it was in."""

    @model_validator(mode="after")
    def _says_something(self) -> Moved:
        if not (self.date or self.start or self.room):
            raise refuse("says nothing; give the old `date`, `start` or `room`")
        return self


class AgendaItem(Model):
    """One item of the agenda."""

    id: Id
    """Its name in addresses; never change it once published."""
    kind: Kind
    """opening, keynote, panel, presentation, sharing_session, open_floor, discussion, break or closing."""
    title: Title | None = None
    """Its title; without one, the kind is shown."""
    start: Clock | None = None
    """When it begins."""
    end: Clock | None = None
    """When it ends; after midnight it is still under the day on which its sitting begins."""
    room: Title | None = None
    """The room, if not the sitting's."""
    track: Title | None = None
    """The track, where several run side by side."""
    text: Prose | None = None
    """What it is about."""
    questions: tuple[Prose, ...] = ()
    """Questions that guide it."""
    people: tuple[Participation, ...] = ()
    """Who takes part."""
    documents: tuple[Document, ...] = ()
    """What goes with it."""
    moved: Moved | None = None
    """Where it was before it moved."""
    cancelled: bool = False
    """true if it will not take place."""
    note: Prose | None = None
    """Why it moved or was cancelled, or anything else of the moment."""

    @property
    def is_break(self) -> bool:
        """Whether nothing is dealt with in it: it is in no calendar, and never what comes next."""
        return self.kind is Kind.break_

    @model_validator(mode="after")
    def _in_order(self) -> AgendaItem:
        validate_order(self.start, self.end)
        return self


class Sitting(Model):
    """What is between two breaks of a day."""

    id: Id
    """Its name in addresses; never change it once published."""
    title: Title | None = None
    """For instance Morning."""
    start: Clock
    """When it begins."""
    end: Clock
    """When it ends; a time before the start is on the next day."""
    room: Title | None = None
    """The room, if not the venue's."""
    items: tuple[AgendaItem, ...] = ()
    """What it holds, in order."""

    @model_validator(mode="after")
    def _in_order(self) -> Sitting:
        validate_order(self.start, self.end)
        return self

    def end_of(self, item: AgendaItem) -> dt.time:
        """When an item with a start ends: where it is not said, with the next item that does not run beside it, else with the sitting."""
        if item.end or not item.start:
            return item.end or self.end
        start = self._order(item.start)
        later = (
            other.start
            for other in self.items
            if other.start and self._order(other.start) > start and not other.cancelled and not self._apart(item, other)
        )
        return min(later, key=self._order, default=self.end)

    def _order(self, clock: dt.time) -> tuple[bool, dt.time]:
        """What sorts times of the sitting, those after midnight last."""
        return past_midnight(clock, self.start), clock

    def _apart(self, one: AgendaItem, other: AgendaItem) -> bool:
        """Whether two items can be at the same time: in two rooms, or in two tracks."""
        rooms = one.room or self.room, other.room or self.room
        tracks = one.track, other.track
        return all(rooms) and rooms[0] != rooms[1] or all(tracks) and tracks[0] != tracks[1]


class Day(Model):
    """One day of the agenda."""

    date: Date
    """The day."""
    title: Title | None = None
    """What the day is about."""
    all_day: tuple[AgendaItem, ...] = ()
    """Items of the whole day, without hours: an exhibition, an excursion."""
    sittings: tuple[Sitting, ...] = ()
    """What it holds, in order."""
    off: bool = False
    """true if the session does not meet on this day. A final agenda need not list such a day."""

    @model_validator(mode="after")
    def _agrees(self) -> Day:
        for place, item in enumerate(self.all_day):
            if item.start:
                raise problem_at(f"all_day.{place}.start", "gives a time to an item of the whole day; move the item into a sitting")
        if self.off and (self.title or self.has_items):
            raise problem_at("off", "is true, but the day has a title, sittings or items; delete this line, or those")
        return self

    @property
    def has_items(self) -> bool:
        """Whether anything is known of it, a sitting without items included."""
        return bool(self.sittings or self.all_day)


class AgendaNotes(Model):
    """A note for each status of the agenda: only that of the present status is shown."""

    pending: Prose | None = None
    """While no agenda is published."""
    provisional: Prose | None = None
    """While the agenda may still change."""
    final: Prose | None = None
    """Once the agenda is final."""


class Agenda(Model):
    """The agenda, as far as it is known."""

    status: AgendaStatus = AgendaStatus.pending
    """pending, provisional or final."""
    revised: Date | None = None
    """The day of the last revision."""
    expected: Date | None = None
    """The day by which a first or next version is expected."""
    note: Prose | None = None
    """What to know of it, whatever its status."""
    notes: AgendaNotes | None = None
    """What to know of it while it is pending, provisional or final; each is shown with that status only."""
    days: tuple[Day, ...] = ()
    """The days, in order."""
    planned: tuple[AgendaItem, ...] = ()
    """Items that are certain, but have no day and hour yet."""

    @model_validator(mode="after")
    def _planned_have_no_time(self) -> Agenda:
        for place, item in enumerate(self.planned):
            if item.start:
                raise problem_at(
                    f"planned.{place}.start", "gives a time to an item that has no day yet; move the item into a sitting under `days`"
                )
        return self


class Kaltura(Model):
    """A video on a Kaltura server."""

    partner: Whole
    """The partner's number."""
    uiconf: Whole
    """The player's number."""
    entry: VideoId
    """The entry's id."""
    host: Host = "cdnapisec.kaltura.com"
    """The server."""


class PeerTube(Model):
    """A video on a PeerTube server."""

    host: Host
    """The server."""
    video: VideoId
    """The video's id."""


class Caption(Model):
    """Captions of a video file."""

    language: Language
    """The language of the captions."""
    url: FileAddress
    """A WebVTT file."""


PLAYERS = ("youtube", "vimeo", "kaltura", "peertube", "iframe", "video", "hls")


class Channel(Model):
    """One language of the webcast, or the floor: the original sound of the room."""

    language: ChannelLanguage
    """The language heard, or floor; a sign language is seen."""
    youtube: YouTubeId | None = None
    """The video's id on YouTube (played without cookies)."""
    vimeo: VimeoId | None = None
    """The video's number on Vimeo; with a slash and its key, where it is unlisted: 76979871/0a1b2c3d4e."""
    kaltura: Kaltura | None = None
    """A video on a Kaltura server."""
    peertube: PeerTube | None = None
    """A video on a PeerTube server."""
    iframe: Address | None = None
    """A player's own page, from a host under `webcast.hosts`."""
    video: FileAddress | None = None
    """A video file (MP4 or WebM)."""
    hls: FileAddress | None = None
    """An HLS stream (m3u8). Where its sounds are in several languages, channels may share it: each plays the sound in its language."""
    captions: tuple[Caption, ...] = ()
    """Captions, for video and hls."""

    @model_validator(mode="after")
    def _one_player(self) -> Channel:
        given = [name for name in PLAYERS if getattr(self, name) is not None]
        if len(given) > 1:
            raise problem_at(given[1], f"is a second player beside `{given[0]}`; keep one")
        return self

    @property
    def signed(self) -> bool:
        """Whether the language is one of signs, which are seen in the picture."""
        return languages.is_signed(self.language)

    @property
    def player(self) -> str | None:
        """The name of the key that says where the picture comes from."""
        return next((name for name in PLAYERS if getattr(self, name) is not None), None)


class Chapter(Model):
    """Where an item begins in a recording."""

    item: Id
    """The item's id."""
    at: Offset
    """How far into the recording it begins, for instance 1:02:30."""


class Recording(Model):
    """The recording of a sitting."""

    sitting: Id
    """The sitting's id."""
    url: Address | None = None
    """Its page."""
    channels: tuple[Channel, ...] = ()
    """One per language, and the floor."""
    chapters: tuple[Chapter, ...] = ()
    """Where the items begin."""


class Webcast(Model):
    """Following online, during the session and afterwards."""

    url: Address | None = None
    """The webcast's own page."""
    host_url: Address | None = None
    """The site that will carry it, while its own page is not known."""
    live: bool = True
    """false if there is only a recording."""
    recorded: bool = False
    """true if a recording is promised."""
    note: Prose | None = None
    """What to know of it before and during the session; hidden once the session is over."""
    note_after: Prose | None = None
    """What to know of it once the session is over."""
    expected: Date | None = None
    """The day by which the address is expected."""
    hosts: tuple[Host, ...] = ()
    """Hosts whose players may be shown by `iframe`."""
    channels: tuple[Channel, ...] = ()
    """The live channels."""
    recordings: tuple[Recording, ...] = ()
    """What was recorded, per sitting."""

    @cached_property
    def all_channels(self) -> tuple[Channel, ...]:
        return self.channels + tuple(channel for recording in self.recordings for channel in recording.channels)


class PriorSession(Model):
    """A session before this one."""

    number: Whole = Field(ge=1)
    """Its number."""
    title: Title | None = None
    """Its title as published."""
    topic: Title | None = None
    """What it was about, in the words of the invitation."""
    start: Date | None = None
    """Its first day."""
    end: Date | None = None
    """Its last day."""
    year: Whole | None = Field(None, ge=1900, le=2200)
    """Its year, where the days are not known."""
    symbol: Line | None = None
    """Its symbol."""
    bearing: Prose | None = None
    """What this session takes up from it; with it, it is shown first."""
    url: Address | None = None
    """Its page."""

    @model_validator(mode="after")
    def _in_order(self) -> PriorSession:
        if self.end and not self.start:
            raise problem_at("end", "has no start before it; add `start`")
        if self.start and self.end and self.end < self.start:
            raise problem_at("end", f"is {self.end}, before the start {self.start}; swap them or correct one")
        return self


class Contact(Model):
    """Whom to ask."""

    email: Email | None = None
    """Where to write."""
    phone: Phone | None = None
    """A number, with the country's code."""
    name: Title | None = None
    """The office or the person."""
    note: Prose | None = None
    """For what, and when."""


class Link(Model):
    """A page elsewhere."""

    id: Id
    """Its name in addresses."""
    title: Title
    """What it is."""
    text: Prose | None = None
    """What is to be found there."""
    shown_from: Date | None = None
    """The day from which the link is shown, for a page that is published later, such as a report of the session."""
    url: Address
    """The page."""


class Session(Model):
    """One session of a conference: the whole gathering, never a talk."""

    source_language: Language = "en"
    """The language that texts are written in first; others fall back to it."""
    official_languages: tuple[Language, ...] = ()
    """The languages whose text is official; the pages in others say that they are not. Without it, every language is."""
    number: Whole = Field(ge=1)
    """The session's number in its series."""
    name: Title | None = None
    """The number in words, as people say it: Twelfth session. Without it, “Session 12” is shown."""
    symbol: Line | None = None
    """The symbol of the meeting."""
    title: Title
    """What the session is about, as a title."""
    status: SessionStatus = SessionStatus.scheduled
    """scheduled, postponed (with `dates` as they were, until new ones are known) or cancelled."""
    status_note: Prose | None = None
    """Why the session is postponed or cancelled, and what happens next."""
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
    format: Format | None = None
    """onsite, online or hybrid."""
    admission: Prose | None = None
    """Who may attend."""
    venue: Venue | None = None
    """Where people meet."""
    interpretation: tuple[Language, ...] = ()
    """The languages of simultaneous interpretation, sign languages among them (ase, bfi; ils is International Sign)."""
    language_names: dict[Language, Title] = {}
    """Names of languages that the site would have to give in English only, as it does for most sign languages; by their codes."""
    registration: Registration | None = None
    """How to register."""
    calls: tuple[Call, ...] = ()
    """What readers are asked to do, each by a deadline."""
    agenda: Agenda | None = None
    """The agenda, as far as it is known."""
    people: dict[Id, Person] = {}
    """Everybody with a part in the agenda, each once, by a short name."""
    webcast: Webcast | None = None
    """Following online."""
    documents: tuple[Document, ...] = ()
    """Documents of the whole session."""
    prior_sessions: tuple[PriorSession, ...] = ()
    """The sessions before."""
    links: tuple[Link, ...] = ()
    """Other pages of use."""
    newsletter: Link | None = None
    """Where to subscribe to news."""
    contact: Contact | None = None
    """Whom to ask."""
    not_codes: tuple[Line, ...] = ()
    """Public names that look like an access code and are none, for instance G20B20."""

    @model_validator(mode="after")
    def _times_need_a_zone(self) -> Session:
        if self.hours and not self.zone:
            raise problem_at("hours", "gives times, but no zone is given; add `zone`, for instance Europe/Zurich")
        return self

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
    def agenda_has_all_hours(self) -> bool:
        """Whether the agenda says of every day on which the session meets when."""
        days = [day for day in self.agenda_days if not day.off]
        return self.agenda_is_whole or len(days) == len(self.programme) and all(day.sittings for day in self.programme)

    @cached_property
    def programme(self) -> tuple[Day, ...]:
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
        """The agenda's status; none where it is not given, and “to be announced” would be said above items that are there."""
        there = any(day.all_day or any(sitting.items for sitting in day.sittings) for day in self.agenda_days)
        if not self.agenda or self.agenda.status is AgendaStatus.pending and there:
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

    @cached_property
    def has_times(self) -> bool:
        """Whether a page has a time of day to show, which readers elsewhere have another clock for."""
        return bool(self.hours or any(self.sittings()) or any(isinstance(call.deadline, dt.datetime) for call in self.calls))

    @property
    def takes_place(self) -> bool:
        """False for a session that is postponed or cancelled: nothing counts down to it, registers for it or is live."""
        return self.status is SessionStatus.scheduled

    @cached_property
    def has_hours(self) -> bool:
        """Whether the session's hours are known on any day; if not, only its dates are."""
        return bool(self.daily_hours)

    @cached_property
    def bounds(self) -> tuple[str, str]:
        """Start and end as ISO 8601. Where no hours are known they have no offset: a date is then each reader's own calendar day."""
        start, end = (each if self.has_hours else each.replace(tzinfo=None) for each in (self.starts, self.ends))
        return start.isoformat(), end.isoformat()

    def stamp(self, value: dt.datetime) -> str:
        """A moment as ISO 8601; without an offset if the session has no zone, so that browsers read it in the reader's own."""
        return (value if self.zone else value.replace(tzinfo=None)).isoformat()

    @staticmethod
    def room_of(item: AgendaItem, sitting: Sitting | None) -> Title | None:
        """The room of an item that pages name beside it: its own, or its sitting's."""
        return item.room or (sitting.room if sitting else None)

    def place_of(self, item: AgendaItem, sitting: Sitting | None) -> Title | None:
        """The room that an item is in: where nothing else is said, the sittings are in the venue's."""
        return self.room_of(item, sitting) or (self.venue.room if sitting and self.venue else None)

    @staticmethod
    def has_calendar_entry(day: Day | None, sitting: Sitting | None, item: AgendaItem) -> bool:
        """Whether an item has a file for calendars: one with a start or of a whole day, but no break."""
        return bool(day and (item.start or not sitting) and not item.is_break)

    def instant(self, date: dt.date, clock: dt.time, since: dt.time = dt.time()) -> dt.datetime:
        """A local date and time with the session's zone. In something that begins on the date at `since`, a time before that is on the
        next day."""
        return dt.datetime.combine(date + dt.timedelta(days=past_midnight(clock, since)), clock, self.clock_zone)

    def times(self, day: Day, sitting: Sitting, item: AgendaItem | None = None) -> tuple[dt.datetime, dt.datetime]:
        """When a sitting begins and ends, or an item in it that has a start."""
        start, end = (item.start, sitting.end_of(item)) if item and item.start else (sitting.start, sitting.end)
        return self.instant(day.date, start, sitting.start), self.instant(day.date, end, sitting.start)

    def until(self, deadline: dt.date | dt.datetime) -> dt.datetime:
        """The moment at which a deadline has passed: for a date, the end of that day."""
        return moment(deadline, end_of_day=True).replace(tzinfo=self.clock_zone)

    def last_moment(self, deadline: dt.date | dt.datetime) -> dt.datetime:
        """A moment at which a deadline still holds: its zone's name is that of the day itself."""
        return self.until(deadline) - dt.timedelta(minutes=not isinstance(deadline, dt.datetime))

    @cached_property
    def calls_after(self) -> tuple[Call, ...]:
        """Those that are due after the session: a survey, comments on the report."""
        return tuple(call for call in self.calls if self.until(call.deadline) > self.until(self.dates.end))

    def opening(self, value: dt.date | dt.datetime) -> dt.datetime:
        """The moment at which something opens: for a date, the beginning of that day."""
        return moment(value).replace(tzinfo=self.clock_zone)

    def closing(self, way: Way) -> dt.datetime:
        """The moment at which a way to register closes: with the session at the latest."""
        return min(self.until(way.closes), self.ends) if way.closes else self.ends

    @cached_property
    def day_of(self) -> dict[str, dt.date]:
        """Where the agenda is too large for one page and has one for each day: the day of each of its anchors; else empty."""
        days = [day for day in self.programme if day in self.agenda_days]
        if len(days) < 2 or sum(1 for day, _, _ in self.items() if day) <= MAX_ITEMS_ON_A_PAGE:
            return {}
        anchors: dict[str, dt.date] = {f"day-{day.date}": day.date for day in days}
        for day in days:
            anchors |= {item.id: day.date for item in day.all_day}
            anchors |= {sitting.id: day.date for sitting in day.sittings}
            anchors |= {item.id: day.date for sitting in day.sittings for item in sitting.items}
        return anchors

    def span(self, date: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
        """When a day begins and ends: by its sittings, else by the daily hours, else not known; none where the session does not meet."""
        day = next((day for day in self.programme if day.date == date), None)
        if day and day.sittings:
            times = [self.times(day, sitting) for sitting in day.sittings]
            return min(start for start, _ in times), max(end for _, end in times)
        if day and self.hours and not self.agenda_is_whole:
            return self._hours_on(date, self.hours)
        return None

    def _hours_on(self, date: dt.date, hours: Hours) -> tuple[dt.datetime, dt.datetime]:
        return self.instant(date, hours.start), self.instant(date, hours.end, hours.start)

    @cached_property
    def daily_hours(self) -> tuple[tuple[dt.date, dt.date, dt.time, dt.time], ...]:
        """First day, last day, start and end, for days in a row that have the same hours: the agenda's, where it has sittings on every
        day; else, as it may have a part so far, the daily hours and what it has outside them.

        Days of which no hours are known are left out. Where clocks change between two days, these are not the same hours.
        """
        rows: list[tuple[dt.date, dt.date, dt.time, dt.time]] = []
        ahead = None
        for day in self.programme:
            if not (span := self.span(day.date)):
                continue
            start, end = span
            if self.hours and not self.agenda_has_all_hours:
                hours_start, hours_end = self._hours_on(day.date, self.hours)
                start, end = min(start, hours_start), max(end, hours_end)
            hours = start.time(), end.time()
            follows = rows and rows[-1][2:] == hours and rows[-1][1] + dt.timedelta(days=1) == day.date and ahead == start.utcoffset()
            first = rows.pop()[0] if follows else day.date
            rows.append((first, day.date, *hours))
            ahead = start.utcoffset()
        return tuple(rows)

    @cached_property
    def starts(self) -> dt.datetime:
        """When the session begins; midnight where no time is known."""
        first = self.programme[0].date
        span = self.span(first)
        return span[0] if span else self.instant(first, dt.time())

    @cached_property
    def ends(self) -> dt.datetime:
        """When the session ends; the end of the last day where no time is known."""
        last = self.programme[-1].date
        span = self.span(last)
        return span[1] if span else self.until(last)


def moment(value: dt.date | dt.datetime, *, end_of_day: bool = False) -> dt.datetime:
    """A deadline as local date and time without zone."""
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value + dt.timedelta(days=end_of_day), dt.time())


def format_moment(value: dt.date | dt.datetime) -> str:
    """A deadline as editors write it."""
    return value.isoformat(" ", "minutes") if isinstance(value, dt.datetime) else value.isoformat()
