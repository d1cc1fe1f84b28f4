"""What the pages of the agenda show beside the items themselves: what lies beside what, and by what items can be chosen."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from microsite.exports.schedule import to_milliseconds
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.fields import Name, Title
from microsite.model.session import Session
from microsite.model.timetable import Block, Entry, before_and_after, beside, blocks, entries

FEW_ITEMS = 20
"""Items that a reader overlooks without choosing among them."""
MOST_TITLES = 500
"""Titles that the page of all days can list below 45 kB; beyond that they are on the pages of days alone."""


class Choice(NamedTuple):
    """A value by which items can be chosen: a room, a track, …"""

    key: str
    """The same in all languages, so that an address with it works in each."""
    name: Name | Title | None = None
    """None for what the site has words for: levels, kinds, languages."""


@dataclass(frozen=True)
class AgendaView:
    """The agenda of a session as its pages show it, the same in each language."""

    session: Session

    @functools.cached_property
    def blocks(self) -> Mapping[dt.date, tuple[Block, ...]]:
        """By day: its sittings and items as they lie beside each other."""
        return {day.date: blocks(self.session, day) for day in (*self.session.meeting_days, *self.session.agenda_days)}

    def in_order(self, day: Day) -> tuple[tuple[Sitting, AgendaItem | None], ...]:
        """What a day has but for its breaks, in order of time, also where sittings are at one time.

        An item without a time stays behind the one before it; of a sitting without items there is none.
        """
        found: list[tuple[dt.datetime, Sitting, AgendaItem | None]] = []
        for sitting in day.sittings:
            start, _ = self.session.times(day, sitting)
            items = [item for item in sitting.items if not self.session.is_break(item)]
            if not items:
                found.append((start, sitting, None))
            for item in items:
                if item.start:
                    start, _ = self.session.times(day, sitting, item)
                found.append((start, sitting, item))
        return tuple((sitting, item) for _, sitting, item in sorted(found, key=lambda each: each[0]))

    @functools.cached_property
    def items(self) -> Mapping[str, tuple[Day | None, Sitting | None, AgendaItem]]:
        """By its id: each item with its day and its sitting."""
        return {item.id: (day, sitting, item) for day, sitting, item in self.session.items()}

    @functools.cached_property
    def _entries(self) -> Mapping[dt.date, Mapping[str, Entry]]:
        """By day and id: the items that have a time."""
        days = ((day.date, entries(self.session, ((day, sitting) for sitting in day.sittings))) for day in self.session.agenda_days)
        return {date: {entry.item.id: entry for entry in found} for date, found in days}

    @functools.cached_property
    def _rooms(self) -> Mapping[dt.date, Mapping[str, list[Entry]]]:
        """By day and id: those of `_entries` that are in the same room."""
        found: dict[dt.date, dict[str, list[Entry]]] = {}
        for date, entries_of_day in self._entries.items():
            rooms: list[list[Entry]] = []
            for entry in entries_of_day.values():
                room = next((each for each in rooms if each[0].place == entry.place), [])
                rooms += [] if room else [room]
                room.append(entry)
            found[date] = {entry.item.id: room for room in rooms for entry in room}
        return found

    @functools.cached_property
    def _around(self) -> dict[str, tuple[tuple[Entry | None, Entry | None], tuple[Entry, ...]]]:
        """By its id: of an item that was asked for, its neighbours and what is beside it."""
        return {}

    def neighbours(self, day: Day, item: AgendaItem) -> tuple[Entry | None, Entry | None]:
        """What is before an item in its room that day, and what after it; None where there is nothing."""
        return self._lies(day, item)[0]

    def beside(self, day: Day, item: AgendaItem) -> tuple[Entry, ...]:
        """What is at the same time as an item."""
        return self._lies(day, item)[1]

    def _lies(self, day: Day, item: AgendaItem) -> tuple[tuple[Entry | None, Entry | None], tuple[Entry, ...]]:
        found = self._entries[day.date]
        if item.id not in found:
            return (None, None), ()
        if item.id not in self._around:
            entry = found[item.id]
            there = before_and_after(self.session, entry, self._rooms[day.date][item.id])
            self._around[item.id] = there, beside(entry, found.values())
        return self._around[item.id]

    @functools.cached_property
    def venue_clock(self) -> list[tuple[int, int]]:
        """The moments that have a time of day, and how far the venue's clock is ahead then (`TemplateValues.venue_clock`)."""
        session = self.session
        moments = [session.starts, session.ends] if session.has_known_hours else []
        moments += [session.deadline_moment(call.deadline) for call in session.calls if isinstance(call.deadline, dt.datetime)]
        return [(to_milliseconds(moment), round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)) for moment in moments]

    @functools.cached_property
    def runs_at_once(self) -> bool:
        """Whether readers have to choose between items at any time."""
        return any(block.needs_choice for day in self.blocks.values() for block in day)

    @functools.cached_property
    def has_finder(self) -> bool:
        """Whether readers are offered to choose items: not where they overlook all."""
        return self.runs_at_once or sum(1 for _ in self.session.items()) > FEW_ITEMS

    @functools.cached_property
    def lists_titles(self) -> bool:
        """Whether the page that lists the days has the title of each item too."""
        return sum(self.items_on(day) for day in self.session.meeting_days) <= MOST_TITLES

    def items_on(self, day: Day) -> int:
        """How many items of a day have an hour, without breaks."""
        return sum(not self.session.is_break(item) for sitting in day.sittings for item in sitting.items)

    @functools.cached_property
    def choices(self) -> Mapping[str, tuple[Choice, ...]]:
        """By room, track, tag, level, kind and language: the values that items have, where there are several."""
        found: dict[str, dict[str, Choice]] = {}
        for _, sitting, item in self.session.items() if self.has_finder else ():
            for name, choice in self._choices(item, sitting):
                found.setdefault(name, {})[choice.key] = choice
        return {name: tuple(values.values()) for name, values in found.items() if len(values) > 1}

    def choices_of(self, item: AgendaItem, sitting: Sitting | None) -> dict[str, list[str]]:
        """The keys of an item, by the names in `choices`."""
        found: dict[str, list[str]] = {}
        for name, choice in self._choices(item, sitting) if self.choices else ():
            if name in self.choices:
                found.setdefault(name, []).append(choice.key)
        return found

    def _choices(self, item: AgendaItem, sitting: Sitting | None) -> Iterator[tuple[str, Choice]]:
        session = self.session
        if room := item.room or (sitting.room if sitting else None):
            known = session.room(room)
            yield "room", Choice(self._key(room), known.name if known else room)
        if track := session.track(item):
            yield "track", Choice(self._key(item.track or track.name), track.name)
        for tag in item.tags:
            yield "tag", Choice(tag, session.tags[tag])
        if item.level:
            yield "level", Choice(item.level)
        if not session.is_break(item):
            yield "kind", Choice(item.kind)
        if item.language:
            yield "language", Choice(item.language)

    def _key(self, given: Name | Title) -> str:
        """A short name as it is; of a name, the letters and digits of its first language."""
        text = given.root.get(self.session.source_language) or next(iter(given.root.values()))
        return re.sub(r"[\W_]+", "-", text).strip("-")
