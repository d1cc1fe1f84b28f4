"""Indico: the JSON of its timetable (`/export/timetable/N.json`), and of an event with its contributions
(`/export/event/N.json?detail=contributions`)."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from microsite.imports.programme import Programme, line, maps, moment
from microsite.imports.tables import Row

_TAKEN = (
    "id uniqueId contributionId db_id friendly_id conferenceId sessionId sessionSlotId sessionSlotEntryId slotId "
    "scheduleEntryId _type _fossil entryType title slotTitle description startDate endDate duration room roomFullname "
    "location locationFull inheritLoc inheritRoom room_name presenters speakers conveners entries attachments material "
    "folders url color textColor fontColor isPoster isParallel pdf type track session sessionCode code language x_id"
)
_TAKEN_OF_PEOPLE = (
    "_type _fossil id person_id db_id firstName familyName first_name last_name name fullName affiliation title "
    "displayOrderKey email emailHash"
)


def is_timetable(data: Any) -> bool:
    """Whether JSON is a timetable: for each event its days, and their entries."""
    return any(isinstance(entry, dict) and "entryType" in entry for _, entry in _entries(data))


def is_event(data: Any) -> bool:
    """Whether JSON is an event with its contributions."""
    return isinstance(data, dict) and any("contributions" in each for each in maps(data.get("results")))


def _entries(data: Any) -> list[tuple[str, Any]]:
    """The entries of all days of a timetable, each with its key."""
    results = data.get("results") if isinstance(data, dict) else None
    days = [day for event in results.values() if isinstance(event, dict) for day in event.values()] if isinstance(results, dict) else []
    return [entry for day in days if isinstance(day, dict) for entry in day.items()]


def read_timetable(data: Any, programme: Programme) -> None:
    """Fill a programme from a timetable."""
    for key, entry in _entries(data):
        if isinstance(entry, dict):
            _read_entry(key, entry, {}, programme)


def read_event(data: Any, programme: Programme) -> None:
    """Fill a programme from an event with its contributions."""
    for event in maps(data.get("results")):
        blocks = maps(event.get("sessions"))
        for contribution in maps(event.get("contributions")) + [each for block in blocks for each in maps(block.get("contributions"))]:
            _read_entry("", {**contribution, "entryType": "Contribution"}, {"title": contribution.get("session")}, programme)


def _read_entry(key: str, entry: Row, session: Row, programme: Programme) -> None:
    """An entry of a day, or of a session on it; a session's entries have its title as their track."""
    kind, title = entry.get("entryType"), line(entry.get("title"))
    inner = entry.get("entries")
    if kind == "Session" and isinstance(inner, dict) and inner:
        for each in maps(entry.get("conveners")):
            programme.leave("conveners of sessions that have contributions", f"session {title}: {_name(each)}")
        programme.leave_rest(entry, f"session {title}", "sessions", _TAKEN)
        for name, each in inner.items():
            if isinstance(each, dict):
                _read_entry(name, {"room": entry.get("room"), **{name: value for name, value in each.items() if value}}, entry, programme)
        return
    number = entry.get("db_id") or entry.get("contributionId") or entry.get("id") or key
    identity = f"{'' if kind == 'Contribution' else kind}{number}"
    place = f"{str(kind or 'entry').lower()} {number} ({title})"
    if not title:
        programme.leave("entries without a title", place)
        return
    programme.leave_rest(entry, place, "entries", _TAKEN)
    room = line(entry.get("room") or entry.get("roomFullname"))
    track = line(entry.get("track") or session.get("title"))
    values: Row = {
        **_hours(entry, place, programme),
        "title": title,
        "room": programme.add_named("rooms", room, f"room {room}"),
        "language": programme.language(entry.get("language"), place),
        "text": programme.text(entry.get("description"), place=place, has_html=None),
        "documents": _documents(entry, place, programme),
    }
    if kind == "Break":
        programme.add_item(identity, place, label="Break", **values)
        return
    values["track"] = programme.add_named("tracks", track, f"session {track}")
    people = maps(entry.get("presenters") or entry.get("speakers"))
    label = "Poster" if session.get("isPoster") else entry.get("type")
    programme.add_item(identity, place, label=label, people=[_person(each, place, programme) for each in people], **values)
    chairs = [_person(each, place, programme) for each in maps(entry.get("conveners"))]
    if chairs:
        row = programme.tables["items"][identity]
        row["people"] = [*row.get("people", ()), *({"person": each, "part": "chair"} for each in chairs if each)]


def _name(person: Row) -> str:
    first, last = person.get("firstName") or person.get("first_name"), person.get("familyName") or person.get("last_name")
    return line(f"{first or ''} {last}" if last else person.get("fullName") or person.get("name"))


def _person(person: Row, place: str, programme: Programme) -> str | None:
    """A person, who has no lasting id there: known by name and organization. Mail addresses are not taken."""
    name = _name(person)
    programme.leave_rest(person, f"{place}, {name}", "people", _TAKEN_OF_PEOPLE)
    if person.get("email") or person.get("emailHash"):
        programme.leave("mail addresses of people, which pages do not show", f"{place}, {name}")
    organization = line(person.get("affiliation"))
    return programme.add_person(f"{name}, {organization}" if organization else name, name, place, organization=organization)


def _hours(entry: Row, place: str, programme: Programme) -> Row:
    try:
        start, end = _moment(entry.get("startDate")), _moment(entry.get("endDate"))
        if start and not end and str(entry.get("duration") or "").isdecimal():
            end = start + dt.timedelta(minutes=int(entry["duration"]))
    except (ValueError, KeyError, TypeError, OverflowError, OSError, zoneinfo.ZoneInfoNotFoundError):
        programme.leave("hours that can't be read", place)
        return {}
    return programme.hours(start, end, place) if start else {}


def _moment(given: Any) -> dt.datetime | None:
    """A moment that is given as a date, a time and a zone."""
    if not given:
        return None
    found = moment(f"{given['date']}T{given['time']}")
    return found.replace(tzinfo=zoneinfo.ZoneInfo(given["tz"])) if given.get("tz") else found


def _documents(entry: Row, place: str, programme: Programme) -> list[Row]:
    attachments = entry.get("attachments")
    files = attachments.get("files") if isinstance(attachments, dict) else attachments
    folders = maps(entry.get("folders")) + maps(attachments.get("folders") if isinstance(attachments, dict) else None)
    listed = maps(files) + maps(entry.get("material")) + [each for folder in folders for each in maps(folder.get("attachments"))]
    found = []
    for each in listed:
        url = each.get("download_url") or each.get("link_url") or each.get("url")
        if str(url or "").startswith("/"):
            programme.leave("documents whose address begins with a slash, so that it is not known on which server they are", place)
        elif url:
            found.append({"title": each.get("title"), "url": url})
    return programme.links(found, place)
