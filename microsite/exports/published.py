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
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, AgendaStatus, Kind
from microsite.model.fields import Localized, Title
from microsite.model.session import Session, SessionStatus

FILE = "published.json"

MARKED_FOR = dt.timedelta(days=7)
"""How long an item of the agenda is marked as new or as moved."""

UID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7")
"""The UID of an event is made from its address in this namespace, so that an event imported twice stays one event."""


def build_time() -> dt.datetime:
    """Now in UTC, to the second; or SOURCE_DATE_EPOCH (reproducible-builds.org), for the same bytes in every build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC).replace(microsecond=0)


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


class _Part(BaseModel):
    """Keys that only a later version of the code knows are ignored, so that a site can go back to an earlier one; a record that an earlier
    one can't use at all gets another `Record.format`."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Change(_Part):
    """Something that was published at a moment."""

    at: dt.datetime
    kind: ChangeKind
    key: str = ""
    """Of what in the record it is about, as in `Record.entries`, `documents` or `recordings`."""
    was: str = ""
    """Of what moved: when it was to begin (ISO 8601), or the state of the session before."""
    now: str = ""

    @property
    def marked_until(self) -> dt.datetime:
        """Until when the agenda marks it."""
        return self.at + MARKED_FOR


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
    places: tuple[dict[str, str], ...] = ()
    """Room and venue, as the titles."""
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
        return known
    return Entry(
        sequence=known.sequence + 1 if known else 0,
        modified=now,
        title=dict(found.title.root) if found.title else {},
        kind=found.kind,
        start=_iso(found.start),
        end=_iso(found.end),
        places=tuple(dict(place.root) for place in found.places),
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
        if kind := _kind_of_change(key, old.entries.get(key), entry, is_agenda_new=not old.agenda):
            was = old.entries[key].start if key in old.entries else ""
            yield Change(at=now, kind=kind, key=key, was=was, now=entry.start)
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
    return ChangeKind.room if new.places != old.places and is_item(key) else None


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


def _facts(session: Session) -> Iterator[tuple[str, Facts]]:
    about = f"{session.status} {session.status_note} {session.format}"
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
        title, content = _title(session, item), f"{about} {item.model_dump_json(exclude_defaults=True, warnings=False)}"
        yield item_key(item.id), Facts(title, start, end, places, content, item.cancelled, None if title else Kind(item.kind))
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
    return tuple(part for part in (venue.name, venue.address, venue.city) if part) if venue else ()
