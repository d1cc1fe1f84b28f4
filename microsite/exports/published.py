"""What was published when, `archive/published.json`: a record that each build for publication renews.

Calendars, the marks of what is new, the feed and the page of changes take their moments from it and none from the clock: the same data
and the same record give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from microsite.exports.subscriptions import belongs, subscriptions
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, AgendaStatus, Kind
from microsite.model.fields import Localized, Title
from microsite.model.session import Session, SessionStatus, Venue

FILE = "published.json"

MARKED_FOR = dt.timedelta(days=7)
"""How long an item of the agenda is marked as new or as moved."""

UID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7")
"""The UID of an event is made from its address in this namespace, so that an event imported twice stays one event."""


def build_time() -> dt.datetime:
    """Now in UTC, to the second; or SOURCE_DATE_EPOCH (reproducible-builds.org), for the same bytes in every build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC).replace(microsecond=0)


@lru_cache(maxsize=8192)  # each file of each language asks for those of all items
def uid(home: str, name: str) -> str:
    """What an event, a room or a person is known by in other programs, in all languages; `home` is `Addresses.uid_home`."""
    return str(uuid.uuid5(UID_NAMESPACE, home + name))


class BadRecord(Exception):
    """Why the record can't be read, as a sentence."""


class ChangeKind(StrEnum):
    """What readers are told of."""

    status = "status"
    dates = "dates"
    agenda = "agenda"
    final = "final"
    new = "new"
    moved = "moved"
    room = "room"
    cancelled = "cancelled"
    back = "back"
    removed = "removed"
    deadline = "deadline"
    document = "document"
    recording = "recording"
    venue = "venue"
    room_name = "room_name"
    end = "end"
    hours = "hours"
    opens = "opens"
    closes = "closes"


class _Part(BaseModel):
    """Keys that only a later version of the code knows are ignored, so that a site can go back to an earlier one; a record that an earlier
    one can't use at all gets another `Record.format`."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Change(_Part):
    """Something that was published at a moment."""

    at: dt.datetime
    kind: ChangeKind
    key: str = ""
    """Of what in the record it is about, as in `Record.entries`, `documents` or `recordings`."""
    was: str = ""
    """Of what moved: when it was to begin (ISO 8601), to begin and end (`START/END`), or the state of the session before."""
    now: str = ""
    name_before: dict[str, str] = {}
    """Of a room: what it was called, as the titles."""

    @property
    def marked_until(self) -> dt.datetime:
        """Until when the agenda marks it."""
        return self.at + MARKED_FOR


Names = tuple[dict[str, str], ...]
"""As titles: by language, or under "" for all."""


class Entry(_Part):
    """An item, a deadline or a day of the session as it was published last."""

    sequence: int = 0
    """How often it has changed since it was published first."""
    modified: dt.datetime
    """When it was changed last."""
    title: dict[str, str]
    """By language, or under "" for all; empty for an item that is called by its kind."""
    kind: Kind | None = None
    start: str
    """A date or a moment in UTC (ISO 8601); empty where neither is known."""
    end: str = ""
    gives_end: bool = False
    """Whether the data gives the end: what follows from the items around it changes with them, and is no change of its own."""
    places: Names = ()
    """Room and venue, as the titles."""
    calendars: tuple[str, ...] = ()
    """Of those to subscribe to, the names of the ones that it is in, but for that of the whole agenda."""
    mark: str
    """Of all that calendars say of it."""
    cancelled: bool = False
    gone: bool = False
    """Whether the data has it no more."""


class PageEntry(_Part):
    """A page as it was published last."""

    modified: dt.datetime
    """When what readers see on it was changed last."""
    mark: str
    """Of all that they see."""


class Details(_Part):
    """What was published beside the entries and is told when it changes."""

    hours: str = ""
    """The daily hours: start and end."""
    venues: dict[str, Names] = {}
    """Name, address and city of each venue by its short name; of the main one under ""."""
    rooms: dict[str, dict[str, str]] = {}
    """The name of each room by its short name."""
    ways: dict[str, tuple[str, str]] = {}
    """When each way to register opens and closes, empty where it is not said; by what would make its UID."""
    recordings: tuple[str, ...] = ()
    """Items with recordings of their own, by what makes their UIDs."""


class Record(_Part):
    """The present session as it was published last, and what has changed since it was published first."""

    format: Literal[1] = 1
    session: str
    """Which session of the series it is: another one begins a new record."""
    status: SessionStatus
    dates: str
    """First and last day."""
    agenda: AgendaStatus | None = None
    """None while no item is published."""
    entries: dict[str, Entry] = {}
    """By what makes the UID of the entry in calendars: `agenda/#opening`."""
    documents: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    details: Details | None = None
    """None in a record of an earlier version of the code: of these nothing is told then."""
    changes: tuple[Change, ...] = ()
    """The latest last."""
    pages: dict[str, PageEntry] = {}
    """By their paths: those that are made whole at once, and so not those of single days and items."""

    @cached_property
    def last_changes(self) -> dict[str, Change]:
        """When each entry that has come or moved since the first publication did so last."""
        return {each.key: each for each in self.changes if each.kind in (ChangeKind.new, ChangeKind.moved, ChangeKind.room)}


class Facts(NamedTuple):
    """What the data says of an entry."""

    title: Localized | None
    start: dt.date | dt.datetime | None
    end: dt.date | dt.datetime | None
    places: tuple[Localized, ...]
    content: str
    """Everything else that calendars say, in any form."""
    cancelled: bool = False
    kind: Kind | None = None
    """Of an item without a title of its own, nor that of a point or of a kind of the data."""
    gives_end: bool = False
    """Of an item: whether the data gives its end."""
    calendars: tuple[str, ...] = ()
    """As of an `Entry`."""


def read(path: Path) -> Record | None:
    """The record in a file; None if there is none. Raises BadRecord for one that no build has written."""
    if not path.is_file():
        return None
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole file"
        raise BadRecord(
            f"{path.parent.name}/{path.name}: {where} is not as a build writes it ({first['msg']}); take the file from an earlier commit, "
            "or delete it: the changes that it lists are then forgotten"
        ) from None


def last_title(entry: Entry, t: Localizer) -> str:
    """The title of an entry that the data has no more."""
    return t.plain(Title.model_construct(root=entry.title)) if entry.title else t.kind_label(entry.kind or Kind.discussion).striptags()


def write(path: Path, record: Record) -> None:
    """Each value on a line of its own, so that a change of the record is read easily."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.model_dump_json(indent=1, exclude_defaults=True) + "\n", encoding="utf-8")


def renewed(record: Record | None, session: Session, name: str, documents: tuple[str, ...], now: dt.datetime) -> Record:
    """The record with what the session says at present; `name` tells sessions of a series apart, `documents` are the addresses or symbols
    of its documents. What is new in it happens at `now`; the same record where nothing is."""
    if record and record.session != name:
        record = None
    current = facts(session)
    known = record.entries if record else {}
    entries = {key: _entry(known.get(key), found, now) for key, found in current.items()}
    gone = {key: _gone(entry, now) for key, entry in known.items() if key not in current}
    found = Record(
        session=name,
        status=session.status,
        dates=f"{session.dates.start}/{session.dates.end}",
        agenda=session.agenda.status if session.agenda and any(day.has_items for day in session.agenda_days) else None,
        entries=entries | gone,
        documents=documents,
        recordings=tuple(each.sitting for each in session.webcast.recordings) if session.webcast else (),
        details=_details(session),
        changes=record.changes if record else (),
        pages=record.pages if record else {},
    )
    if not record:
        return found
    return found.model_copy(update={"changes": (*record.changes, *_changes(record, found, now))})


SEEN = re.compile(r'>([^<]+)|\s(?:href|src|datetime)="([^"]*)"')
"""What readers see in HTML: texts, where links lead, moments."""


def with_pages(record: Record, contents: Mapping[str, str], now: dt.datetime) -> Record:
    """The record with the pages of a site, of which `contents` has the HTML by path: changed at `now` is one on which readers see something
    else than was published last."""
    marks = {path: hashlib.sha256(repr(SEEN.findall(html)).encode()).hexdigest()[:12] for path, html in contents.items()}
    known = record.pages
    same = {path for path, mark in marks.items() if path in known and known[path].mark == mark}
    pages = {path: known[path] if path in same else PageEntry(modified=now, mark=mark) for path, mark in marks.items()}
    return record.model_copy(update={"pages": pages})


def _entry(known: Entry | None, found: Facts, now: dt.datetime) -> Entry:
    mark = _mark(found)
    if known and known.mark == mark and not known.gone:
        return known.model_copy(update={"gives_end": found.gives_end, "calendars": found.calendars})
    return Entry(
        sequence=known.sequence + 1 if known else 0,
        modified=now,
        title=dict(found.title.root) if found.title else {},
        kind=found.kind,
        start=_iso(found.start),
        end=_iso(found.end),
        gives_end=found.gives_end,
        places=tuple(dict(place.root) for place in found.places),
        calendars=found.calendars,
        mark=mark,
        cancelled=found.cancelled,
    )


def _gone(entry: Entry, now: dt.datetime) -> Entry:
    return entry if entry.gone else entry.model_copy(update={"gone": True, "sequence": entry.sequence + 1, "modified": now})


def _mark(found: Facts) -> str:
    said = [found.title.root if found.title else {}, _iso(found.start), _iso(found.end), [place.root for place in found.places]]
    return hashlib.sha256(json.dumps([*said, found.content, found.cancelled]).encode()).hexdigest()[:12]


def _iso(value: dt.date | dt.datetime | None) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value.isoformat() if value else ""


def _changes(old: Record, new: Record, now: dt.datetime) -> Iterator[Change]:
    """What readers are told of: of the session first, then of the agenda in its order."""
    if new.status != old.status:
        yield Change(at=now, kind=ChangeKind.status, was=old.status, now=new.status)
    if new.dates != old.dates:
        yield Change(at=now, kind=ChangeKind.dates, was=old.dates, now=new.dates)
    if new.agenda and not old.agenda:
        yield Change(at=now, kind=ChangeKind.agenda)
    elif new.agenda is AgendaStatus.final and old.agenda is not AgendaStatus.final:
        yield Change(at=now, kind=ChangeKind.final)
    for key, entry in new.entries.items():
        known = old.entries.get(key)
        if kind := _kind_of_change(key, known, entry, is_agenda_new=not old.agenda):
            yield Change(at=now, kind=kind, key=key, was=known.start if known else "", now=entry.start)
        elif known and is_item(key) and not entry.gone and not entry.cancelled:
            yield from _changes_within(key, known, entry, old, new, now)
    if old.details and new.details:
        yield from _changed_details(old.details, new.details, now)
    for kind, before, after in (
        (ChangeKind.document, old.documents, new.documents),
        (ChangeKind.recording, old.recordings, new.recordings),
    ):
        yield from (Change(at=now, kind=kind, key=key) for key in after if key not in before)


def _kind_of_change(key: str, old: Entry | None, new: Entry, *, is_agenda_new: bool) -> ChangeKind | None:
    """What has happened to an entry; None for nothing that readers must know, as for the first items of an agenda."""
    if key.startswith("#"):  # a day, which `dates` and the items tell of
        return None
    if not old or old.gone:
        return None if new.gone or is_agenda_new and is_item(key) else ChangeKind.new
    if new.gone != old.gone:
        return None if old.cancelled else ChangeKind.removed
    if new.cancelled != old.cancelled:
        return ChangeKind.cancelled if new.cancelled else ChangeKind.back
    if new.start != old.start:
        return ChangeKind.moved if is_item(key) else ChangeKind.deadline
    return None


def _changes_within(key: str, before: Entry, entry: Entry, old: Record, new: Record, now: dt.datetime) -> Iterator[Change]:
    """Of an item that begins when it did: another room, another end."""
    if _is_elsewhere(before.places, entry.places, old.details, new.details):
        yield Change(at=now, kind=ChangeKind.room, key=key, was=before.start, now=entry.start)
    if before.gives_end and entry.gives_end and before.end != entry.end:
        yield Change(at=now, kind=ChangeKind.end, key=key, was=f"{before.start}/{before.end}", now=f"{entry.start}/{entry.end}")


def _is_elsewhere(before: Names, after: Names, old: Details | None, new: Details | None) -> bool:
    """Whether an item has gone to another room or venue; not where only the name or the address of the same one is another."""
    if before == after or not new:
        return False
    (old_venue, old_room), (new_venue, new_room) = _place(before, old or new), _place(after, new)
    if old_venue is None:  # a venue that an earlier version of the code has not kept, and whose name or address has changed since
        return bool(new_room) and not _says_the_same(before[:1], new_room)
    was_renamed = old and any((old.rooms.get(key),) == old_room and (name,) == new_room for key, name in new.rooms.items())
    return old_venue != new_venue or not (was_renamed or _says_the_same(old_room, new_room))


def _place(places: Names, details: Details) -> tuple[str | None, Names]:
    """The short name of the venue, None if it is unknown, and the room, if there is one."""
    for key, venue in details.venues.items():
        if places[-len(venue) :] == venue:
            return key, places[: -len(venue)]
    return ("", places) if "" not in details.venues else (None, places[:1])


def _says_the_same(before: Names, after: Names) -> bool:
    """Whether texts are the same in each language that both have: a translation more is no change."""
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=True):
        if "" in old or "" in new:
            if not {*old.values()} & {*new.values()}:
                return False
        elif any(old[language] != new[language] for language in old.keys() & new.keys()):
            return False
    return True


def _changed_details(old: Details, new: Details, now: dt.datetime) -> Iterator[Change]:
    if old.hours and new.hours and old.hours != new.hours:
        yield Change(at=now, kind=ChangeKind.hours, was=old.hours, now=new.hours)
    for key, venue in new.venues.items():
        if key in old.venues and not _says_the_same(old.venues[key], venue):
            yield Change(at=now, kind=ChangeKind.venue, key=key)
    for key, name in new.rooms.items():
        if key in old.rooms and not _says_the_same((old.rooms[key],), (name,)):
            yield Change(at=now, kind=ChangeKind.room_name, key=key, name_before=old.rooms[key])
    for key, moments in new.ways.items():
        for kind, was, is_now in zip((ChangeKind.opens, ChangeKind.closes), old.ways.get(key, ("", "")), moments, strict=True):
            if key in old.ways and is_now and was != is_now:
                yield Change(at=now, kind=kind, key=key, was=was, now=is_now)
    yield from (Change(at=now, kind=ChangeKind.recording, key=key) for key in new.recordings if key not in old.recordings)


# ── what the data says of each entry ─────────────────────────────────────────────────────────────────────────────────


def facts(session: Session) -> Mapping[str, Facts]:
    """By what makes their UIDs: days of the session, items of the agenda (but breaks that are in no calendar) and deadlines."""
    return dict(_facts(session))


def day_key(session: Session, date: dt.date) -> str:
    """Of a day: by its place in the session, so that it stays the same when the session is postponed."""
    return f"#day-{(date - session.dates.start).days + 1}"


def item_key(item_id: str) -> str:
    return f"agenda/#{item_id}"


def is_item(key: str) -> bool:
    """Whether an entry is an item of the agenda, and no day and no deadline."""
    return key.startswith("agenda/")


def call_key(call_id: str) -> str:
    return f"take-part/#{call_id}"


def way_key(name: str) -> str:
    """Of a way to register: the anchors of its page are its own."""
    return call_key(name)


def _details(session: Session) -> Details:
    venues = {"": session.venue, **session.venues} if session.venue else session.venues
    return Details(
        hours=f"{session.hours.start}/{session.hours.end}" if session.hours else "",
        venues={key: tuple(dict(part.root) for part in _parts(venue)) for key, venue in venues.items()},
        rooms={key: dict(room.name.root) for key, room in session.rooms.items()},
        ways={
            way_key(name): (
                _iso(session.opening(way.opens) if isinstance(way.opens, dt.datetime) else way.opens),
                _iso(session.deadline_moment(way.closes) if isinstance(way.closes, dt.datetime) else way.closes),
            )
            for name, way in session.registration.items()
        },
        recordings=tuple(item_key(item.id) for _, _, item in session.items() if item.recording),
    )


def _facts(session: Session) -> Iterator[tuple[str, Facts]]:
    about = f"{session.status} {session.status_note} {session.format}"
    partial = [each for each in subscriptions(session) if each.kind != "agenda"]
    for day in session.meeting_days:
        opens, closes = session.day_hours(day.date) or (day.date, None)
        yield day_key(session, day.date), Facts(session.title, opens, closes, _venue(session), about)
    for item_day, sitting, item in session.items():
        if session.is_break(item) and not session.has_calendar_entry(item_day, sitting, item):
            continue
        date = item_day.date if item_day else None
        start, end = session.times(item_day, sitting, item) if item_day and sitting and item.start else (date, None)
        given = session.given_room(item, sitting)
        places = tuple(filter(None, [session.place_of(item, sitting), *_venue(session, given)]))
        calendars = tuple(each.name for each in partial if belongs(session, each, sitting, item))
        title, content = _title(session, item), f"{about} {item.model_dump_json(exclude_defaults=True, warnings=False)}"
        yield (
            item_key(item.id),
            Facts(title, start, end, places, content, item.cancelled, None if title else Kind(item.kind), bool(item.end), calendars),
        )
    for call in session.calls:
        moment = session.deadline_moment(call.deadline) if isinstance(call.deadline, dt.datetime) else call.deadline
        yield call_key(call.id), Facts(call.title, moment, None, (), f"{session.status}")


def _title(session: Session, item: AgendaItem) -> Localized | None:
    """What an item is called, as far as the data has words for it."""
    points = [session.all_points[point] for point in item.points if point in session.all_points]
    own = session.kinds.get(item.kind)
    return item.title or (points[0].title if points else own.name if own else None)


def _venue(session: Session, room: Localized | None = None) -> tuple[Localized, ...]:
    venue = session.venue_of(room) if room else session.venue  # type: ignore[arg-type]  # a room is given by a Name
    return _parts(venue) if venue else ()


def _parts(venue: Venue) -> tuple[Localized, ...]:
    return tuple(part for part in (venue.name, venue.address, venue.city) if part)
