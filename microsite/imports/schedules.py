"""The schedules of pretalx and frab: schedule.json and schedule.xml, in the format that c3voc describes for both."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from typing import Any

from microsite.editing.rewrite import Plain
from microsite.imports.programme import Programme, Unreadable, keys_by_name, line, maps, moment, prose
from microsite.imports.tables import Row

_SUBTITLE = "**{}**"
_TAKEN = (
    "id guid code slug url origin_url title subtitle type track language abstract description date start end duration room "
    "persons links attachments feedback_url video_download_url do_not_stream"
)
_TAKEN_OF_PERSONS = "id guid code slug name public_name full_public_name biography abstract description url links"


def is_schedule(data: Any) -> bool:
    """Whether JSON, or XML as `from_xml` gives it, is a schedule."""
    return isinstance(data, dict) and isinstance(schedule := data.get("schedule"), dict) and isinstance(schedule.get("conference"), dict)


def read_schedule(data: Any, programme: Programme) -> None:
    """Fill a programme from a schedule."""
    schedule = data["schedule"]
    conference, base = schedule["conference"], line(schedule.get("base_url"))
    described = {line(room.get("name")): room for room in maps(conference.get("rooms"))}
    for track in maps(conference.get("tracks")):
        programme.leave_rest(track, f"track {_name(track.get('name'))}", "tracks", "name slug guid id")
    room_keys, track_keys = keys_by_name(described.values()), keys_by_name(maps(conference.get("tracks")))
    for day in maps(conference.get("days")):
        rooms = day.get("rooms")
        for name, events in rooms.items() if isinstance(rooms, dict) else ():
            values = _of_room(described.get(line(name), {}), programme)
            room = programme.add_named("rooms", name, f"room {line(name)}", room_keys.get(line(name)), **values)
            for event in maps(events):
                _read_event(event, room, _day(day.get("date")), base, track_keys, programme)


def _of_room(room: Row, programme: Programme) -> Row:
    programme.leave_rest(room, f"room {line(room.get('name'))}", "rooms", "name slug guid id capacity")
    seats = str(room.get("capacity") or "")
    return {"seats": Plain(seats) if seats.isdecimal() and int(seats) else ""}


def _day(given: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(given)[:10])
    except ValueError:
        return None


def _read_event(event: Row, room: str | None, day: dt.date | None, base: str, track_keys: Mapping[str, str], programme: Programme) -> None:
    key = event.get("guid") or event.get("code") or event.get("id")
    title = line(event.get("title"))
    place = f"event {event.get('code') or event.get('id') or key} ({title})"
    track = _name(event.get("track"))
    if not key or not title:
        programme.leave("events without a title or an id", f"{place}, {room or 'no room'}, {event.get('date')}")
        return
    links = programme.links(event.get("links"), place)
    if feedback := programme.address(event.get("feedback_url"), place):
        links.append({"kind": "feedback", "url": feedback})
    programme.leave_rest(event, place, "events", _TAKEN)
    programme.add_item(
        key,
        place,
        label=event.get("type"),
        title=title,
        **_hours(event, day, place, programme),
        room=room,
        track=programme.add_named("tracks", track, f"track {track}", track_keys.get(track)),
        language=programme.language(event.get("language"), place),
        text=programme.text(
            _SUBTITLE.format(line(event.get("subtitle"))) if line(event.get("subtitle")) else "",
            event.get("abstract"),
            event.get("description"),
            place=place,
            has_html=None,
        ),
        people=[_person(person, place, programme) for person in maps(event.get("persons"))],
        links=links,
        documents=programme.links(event.get("attachments"), place, base),
        recording=programme.address(event.get("video_download_url"), place),
        webcast="false" if event.get("do_not_stream") in (True, "true") else "",
    )


def _hours(event: Row, day: dt.date | None, place: str, programme: Programme) -> Row:
    try:
        if event.get("date"):
            start = moment(event["date"])
        elif day and event.get("start"):
            start = moment(f"{day}T{event['start']:0>5}")
        else:
            return {}
    except ValueError:
        programme.leave("events whose date can't be read: they are planned, without one", place)
        return {}
    try:
        end = moment(event["end"]) if event.get("end") else start + _duration(event.get("duration"))
        return programme.hours(start, end, place, day)
    except (ValueError, TypeError, OverflowError):
        programme.leave("durations that can't be read", place)
        return programme.hours(start, None, place, day)


def _duration(given: Any) -> dt.timedelta:
    """What lasts 45 (minutes), 00:45 or 1:00:45 (with days); ValueError if it is none of these."""
    parts = [int(part) for part in str(given or 0).split(":")]
    days, hours, minutes = ([0, 0, 0] + parts)[-3:]
    return dt.timedelta(days=days, hours=hours, minutes=minutes)


def _person(person: Row, place: str, programme: Programme) -> str | None:
    name = person.get("public_name") or person.get("full_public_name") or person.get("name")
    place = f"{place}, {line(name)}"
    key = person.get("guid") or person.get("code") or person.get("id")
    if key and str(key) in programme.tables["people"]:
        return str(key)
    programme.leave_rest(person, place, "people", _TAKEN_OF_PERSONS)
    return programme.add_person(
        key,
        name,
        place,
        biography=programme.text(
            person.get("biography") or person.get("abstract") or person.get("description"), place=place, has_html=None
        ),
        url=programme.address(person.get("url"), place),
        links=programme.links(person.get("links"), place),
    )


def _name(given: Any) -> str:
    """A name that may be given by language: that in English, or the first."""
    if isinstance(given, dict):
        given = given.get("name") or given.get("en") or next(iter(given.values()), "")
        return _name(given) if isinstance(given, dict) else line(given)
    return line(given)


# ── XML ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def from_xml(content: str) -> Any:
    """The schedule in XML as its JSON has it; Unreadable if it is none."""
    if re.search("<!(?:DOCTYPE|ENTITY)", content):
        raise Unreadable("has a DOCTYPE, with which a file can name others; take that line out")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", content, count=1))
    except ElementTree.ParseError as wrong:
        row, column = wrong.position
        raise Unreadable(f"is cut off or broken in line {row}, column {column + 1}; download it again") from None
    conference = root.find("conference")
    if root.tag != "schedule" or conference is None:
        return None
    days = [
        {
            "date": day.get("date"),
            "rooms": {
                room.get("name", ""): [_event(event) for event in room.iter("event")] for room in day.iter("room") if room.get("name")
            },
        }
        for day in root.iter("day")
        if day.get("date")
    ]
    rooms = {room.get("name", ""): room.attrib for room in root.iter("room") if room.get("name")}
    head = {each.tag: each.text for each in conference if not len(each)}
    return {"schedule": {"base_url": head.get("base_url"), "conference": {**head, "rooms": [*rooms.values()], "days": days}}}


def _event(event: ElementTree.Element) -> Row:
    found: Row = {**event.attrib, **{each.tag: each.text for each in event if not len(each)}}
    found["persons"] = [_with_text(person, "public_name") for person in event.iterfind("persons/person")]
    for name, entry in (("links", "link"), ("attachments", "attachment")):
        found[name] = [
            {"title": line("".join(each.itertext())), "url": each.get("href") or each.get("url")}
            for each in event.iterfind(f"{name}/{entry}")
        ]
    recording = event.find("recording")
    if recording is not None:
        found["recording_license"] = (recording.findtext("license") or "").strip()
        found["do_not_record"] = recording.findtext("optout") == "true"
        found.pop("recording", None)
    return found


def _with_text(element: ElementTree.Element, name: str) -> Row:
    """An element as a map: its attributes, and its text under a name."""
    return {**element.attrib, name: prose("".join(element.itertext()))}
