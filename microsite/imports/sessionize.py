"""Sessionize: what its API gives as JSON, in the views “All data”, “Sessions”, “Speakers” and “Grid smart”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from microsite.imports.programme import Programme, entries, keys_by_name, line, maps, moment
from microsite.imports.tables import Row

_TAKEN = (
    "id title description startsAt endsAt isServiceSession isPlenumSession speakers categoryItems categories roomId room "
    "liveUrl recordingUrl isInformed isConfirmed status"
)
_TAKEN_OF_SPEAKERS = "id firstName lastName fullName bio tagLine links sessions"


def is_sessionize(data: Any) -> bool:
    """Whether JSON is one of the views."""
    if isinstance(data, dict):
        return any("isServiceSession" in each for each in maps(data.get("sessions"))) or {"speakers", "categories"} <= data.keys()
    return any("tagLine" in each or "isServiceSession" in session for each in maps(data) for session in [*_sessions_of(each), {}])


def read_sessionize(data: Any, programme: Programme) -> None:
    """Fill a programme from one of the views."""
    whole = data if isinstance(data, dict) else {}
    described = [*maps(whole.get("rooms")), *(room for group in maps(data) for room in maps(group.get("rooms")))]
    rooms = {str(room.get("id")): line(room.get("name")) for room in described}
    categories = {
        str(item.get("id")): (line(category.get("title")), line(item.get("name")))
        for category in maps(whole.get("categories"))
        for item in maps(category.get("items"))
    }
    for speaker in maps(whole.get("speakers")) or [each for each in maps(data) if "tagLine" in each]:
        _read_speaker(speaker, programme)
    known: set[str] = set()
    for session in [*maps(whole.get("sessions")), *(session for group in maps(data) for session in _sessions_of(group))]:
        if str(session.get("id")) not in known:  # the grid has what all attend in each room
            _read_session(session, rooms, keys_by_name(described), categories, programme)
        known.add(str(session.get("id")))


def _sessions_of(group: Row) -> Iterator[Row]:
    """The sessions of a group, or of a day of the grid."""
    yield from maps(group.get("sessions"))
    for room in maps(group.get("rooms")):
        yield from maps(room.get("sessions"))


def _read_speaker(speaker: Row, programme: Programme) -> None:
    name = speaker.get("fullName") or f"{speaker.get('firstName') or ''} {speaker.get('lastName') or ''}"
    place = f"speaker {line(name)}"
    programme.leave_rest(speaker, place, "speakers", _TAKEN_OF_SPEAKERS)
    programme.add_person(
        speaker.get("id"),
        name,
        place,
        role=line(speaker.get("tagLine")),
        biography=programme.text(speaker.get("bio"), place=place),
        links=programme.links(speaker.get("links"), place),
    )


def _read_session(
    session: Row, rooms: dict[str, str], room_keys: dict[str, str], categories: dict[str, tuple[str, str]], programme: Programme
) -> None:
    title, key = line(session.get("title")), session.get("id")
    place = f"session {key} ({title})"
    if not title or not key:
        programme.leave("sessions without a title or an id", place)
        return
    programme.leave_rest(session, place, "sessions", _TAKEN)
    if session.get("status") not in (None, "Accepted", "Accept_Queue"):
        programme.leave(f"the status “{line(session['status'])}”", place)
    is_open = session.get("isConfirmed") is False and not session.get("isServiceSession")
    room = line(session.get("room")) or rooms.get(str(session.get("roomId")), "")
    chosen = [categories.get(str(each), ("", "")) for each in entries(session.get("categoryItems"))]
    for category in maps(session.get("categories")):
        chosen += [(line(category.get("name")), line(item.get("name"))) for item in maps(category.get("categoryItems"))]
    values = {**_of_categories(chosen, place, programme), **_hours(session, place, programme)}
    values |= {
        "room": programme.add_named("rooms", room, f"room {room}", room_keys.get(room)),
        "text": programme.text(session.get("description"), place=place),
        "recording": programme.address(session.get("recordingUrl"), place),
        "people": [_speaker(each, place, programme) for each in entries(session.get("speakers"))],
    }
    if live := programme.address(session.get("liveUrl"), place):
        values["links"] = [{"kind": "join", "url": live}]
    if session.get("isServiceSession"):
        values.pop("label", None)
        programme.add_service(key, place, title, **values)
    else:
        programme.add_item(key, place, title=title, **values)
    for each in programme.tables["items"][str(key)].get("people", ()) if is_open else ():
        each["confirmed"] = "false"


def _speaker(given: Any, place: str, programme: Programme) -> str | None:
    """The id of a speaker of a session, who may be described there alone."""
    key = str(given.get("id") if isinstance(given, dict) else given)
    if key not in programme.tables["people"]:
        return programme.add_person(key, given.get("name") if isinstance(given, dict) else "", place)
    return key


def _hours(session: Row, place: str, programme: Programme) -> Row:
    if not session.get("startsAt"):
        return {}
    try:
        end = session.get("endsAt")
        return programme.hours(moment(session["startsAt"]), moment(end) if end else None, place)
    except (ValueError, TypeError):
        programme.leave("hours that can't be read", place)
        return {}


def _of_categories(chosen: list[tuple[str, str]], place: str, programme: Programme) -> Row:
    """What the categories of a session say of it, by their names, which each event makes up."""
    found: Row = {}
    tags = []
    for category, name in chosen:
        words = category.casefold()
        level = {"introductory": "beginner", "intermediate": "intermediate", "advanced": "advanced", "beginner": "beginner"}
        if "track" in words and "track" not in found:
            found["track"] = programme.add_named("tracks", name, f"category {category}")
        elif re.search(r"format|type|kind", words) and "label" not in found:
            found["label"] = name
        elif "level" in words and (meant := next((level[word] for word in level if word in name.casefold()), None)):
            found["level"] = meant
        elif "language" in words and (code := programme.language(name, place)):
            found["language"] = code
        elif re.search(r"tag|topic|theme|technolog", words):
            tags.append(programme.add_tag(name, f"category {category}"))
        elif category:
            programme.leave(f"the category “{category}”", f"{place}: {name}")
    return {**found, "tags": [tag for tag in tags if tag]}
