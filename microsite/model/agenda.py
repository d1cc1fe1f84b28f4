"""The agenda: days, their sittings, and the items of these."""

from __future__ import annotations

import bisect
import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema, model_validator

from microsite.model.base import (
    Model,
    past_midnight,
    problem_at,
    validate_order,
)
from microsite.model.documents import Document, ItemLink
from microsite.model.fields import (
    ID_PATTERN,
    Address,
    Clock,
    Date,
    FileAddress,
    Id,
    Language,
    Line,
    Name,
    Prose,
    Title,
    line,
    refuse,
)
from microsite.model.people import Participation


class Kind(StrEnum):
    """What an agenda item is; a session can have kinds of its own beside these (`OwnKind`)."""

    opening = "opening"
    keynote = "keynote"
    panel = "panel"
    presentation = "presentation"
    talk = "talk"
    lightning_talks = "lightning_talks"
    workshop = "workshop"
    tutorial = "tutorial"
    sharing_session = "sharing_session"
    open_floor = "open_floor"
    discussion = "discussion"
    statements = "statements"
    informal_consultation = "informal_consultation"
    side_event = "side_event"
    poster = "poster"
    bilateral = "bilateral"
    registration = "registration"
    ceremony = "ceremony"
    social_event = "social_event"
    excursion = "excursion"
    break_ = "break"
    closing = "closing"


class OwnKind(Model):
    """A kind of agenda items that the site has no word for."""

    name: Title
    """What such an item is called, for instance Fishbowl."""
    is_break: bool = False
    """true if nothing is dealt with in it, as in a break."""
    beside_others: bool = False
    """true if several can be at one time in one room, as posters are."""
    in_calendars: bool = True
    """false if it is in no calendar."""


BREAKS = NOT_IN_CALENDARS = frozenset({Kind.break_})
"""Kinds of the site in which nothing is dealt with; they are in no calendar."""
BESIDE_OTHERS = frozenset({Kind.poster, Kind.bilateral, Kind.registration})
"""Kinds of the site without a room to themselves: posters hang in one hall, bilateral meetings are held wherever there is a table."""


def kind_name(value: Any) -> str:
    """A kind of the site, or the name of one of the session; validation/checks.py looks whether there is one."""
    name = line(value)
    return Kind(name) if name in set(Kind) else name


KindName = Annotated[
    str, PlainValidator(kind_name), WithJsonSchema({"anyOf": [{"enum": [*Kind]}, {"type": "string", "pattern": ID_PATTERN}]})
]


class Level(StrEnum):
    """For whom an item is."""

    beginner = "beginner"
    intermediate = "intermediate"
    advanced = "advanced"


class Colour(StrEnum):
    """Colours that can be told apart, and seen on paper of either theme."""

    red = "red"
    orange = "orange"
    green = "green"
    teal = "teal"
    blue = "blue"
    purple = "purple"
    pink = "pink"
    grey = "grey"


class Track(Model):
    """What some items have in common: a subject, a group."""

    name: Title
    """Its name."""
    colour: Colour | None = None
    """red, orange, green, teal, blue, purple, pink or grey: a mark before its name."""


class AgendaStatus(StrEnum):
    """How settled the agenda is."""

    pending = "pending"
    provisional = "provisional"
    final = "final"


class AgendaPages(StrEnum):
    """What has a page of its own, beside the page of the whole agenda."""

    items = "items"
    days = "days"


class Moved(Model):
    """Where an item was before it moved."""

    date: Date | None = None
    """The day it was on, if another."""
    start: Clock | None = None
    """When it was to begin."""
    room: Name | None = None
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
    kind: KindName
    """What it is: one of these, or a key under `kinds`."""
    points: tuple[Line, ...] = ()
    """The points of the agenda that it takes up: ids under `points`."""
    body: Id | None = None
    """The body that meets, where there are several: a key under `bodies`."""
    title: Title | None = None
    """Its title; without one, the kind is shown."""
    start: Clock | None = None
    """When it begins."""
    end: Clock | None = None
    """When it ends; after midnight it is still under the day on which its sitting begins."""
    open_end: bool = False
    """true if it ends when it ends, as a reception may; calendars have the end of its sitting."""
    room: Name | None = None
    """The room, if not the sitting's: a key under `rooms`, or its name; posters and bilateral meetings at the same time need none."""
    track: Title | None = None
    """The track, where several run side by side: a key under `tracks`, or its name."""
    tags: tuple[Id, ...] = ()
    """What it is about in a word each: keys under `tags`."""
    level: Level | None = None
    """beginner, intermediate or advanced."""
    language: Language | None = None
    """The language spoken in it."""
    interpretation: tuple[Language, ...] | None = None
    """The languages of interpretation, sign languages among them, if not its room's or the session's; [] if there is none."""
    captions: tuple[Language, ...] = ()
    """The languages of live captions."""
    text: Prose | None = None
    """What it is about."""
    questions: tuple[Prose, ...] = ()
    """Questions that guide it."""
    people: tuple[Participation, ...] = ()
    """Who takes part."""
    documents: tuple[Document, ...] = ()
    """What goes with it."""
    links: tuple[ItemLink, ...] = ()
    """Pages elsewhere: to join, ask or vote, for notes or feedback."""
    recording: Address | None = None
    """Where its recording is."""
    slides: FileAddress | None = None
    """Its slides."""
    transcript: FileAddress | None = None
    """What was said in it."""
    moved: Moved | None = None
    """Where it was before it moved."""
    if_needed: bool = False
    """true if it is held only if there is a need."""
    members_only: bool = False
    """true if only Members attend."""
    full: bool = False
    """true if there are no places left."""
    webcast: bool = True
    """false if it is not on the webcast."""
    cancelled: bool = False
    """true if it will not take place."""
    note: Prose | None = None
    """Why it moved or was cancelled, or anything else of the moment."""

    @model_validator(mode="after")
    def _in_order(self) -> AgendaItem:
        validate_order(self.start, self.end, needs_end=False)
        if self.open_end and self.end:
            raise problem_at("open_end", "is true, but the item has an `end`; delete one of the two")
        if self.open_end and not self.start:
            raise problem_at("open_end", "is true, but the item has no `start`; add it, or delete this line")
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
    room: Name | None = None
    """The room, if not the venue's: a key under `rooms`, or its name."""
    body: Id | None = None
    """The body that meets, where there are several: a key under `bodies`."""
    interpretation: tuple[Language, ...] | None = None
    """The languages of interpretation, sign languages among them, if not its room's or the session's; [] if there is none."""
    captions: tuple[Language, ...] = ()
    """The languages of live captions."""
    if_needed: bool = False
    """true if it is held only if there is a need."""
    members_only: bool = False
    """true if only Members attend."""
    items: tuple[AgendaItem, ...] = ()
    """What it holds, in order."""

    @model_validator(mode="after")
    def _in_order(self) -> Sitting:
        validate_order(self.start, self.end)
        return self

    def end_of(self, item: AgendaItem) -> dt.time:
        """When an item with a start ends: where it is not said, with the next item that does not run beside it, even if that is cancelled,
        else with the sitting, as does one with an open end."""
        if item.end or item.open_end or not item.start:
            return item.end or self.end
        start = self._order(item.start)
        later = self._in_order_of_time[bisect.bisect_right(self._starts, start) :]
        return next((other.start for other in later if other.start and not self._apart(item, other)), self.end)

    @cached_property
    def _in_order_of_time(self) -> list[AgendaItem]:
        """The items that have a start."""
        return sorted((item for item in self.items if item.start), key=lambda item: self._order(item.start or self.start))

    @cached_property
    def _starts(self) -> list[tuple[bool, dt.time]]:
        """What sorts them; each item asks where it is among hundreds."""
        return [self._order(item.start or self.start) for item in self._in_order_of_time]

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
        for index, item in enumerate(self.all_day):
            if item.start:
                raise problem_at(f"all_day.{index}.start", "gives a time to an item of the whole day; move the item into a sitting")
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
    pages: AgendaPages | None = None
    """items if each item is to have a page of its own, days if each day too; a large agenda has both without it."""
    days: tuple[Day, ...] = ()
    """The days, in order."""
    planned: tuple[AgendaItem, ...] = ()
    """Items that are certain, but have no day and hour yet."""

    @model_validator(mode="after")
    def _planned_have_no_time(self) -> Agenda:
        for index, item in enumerate(self.planned):
            if item.start:
                raise problem_at(
                    f"planned.{index}.start", "gives a time to an item that has no day yet; move the item into a sitting under `days`"
                )
        return self
