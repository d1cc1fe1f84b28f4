"""Programmes in the YAML of static sites: devopsdays (`program:`), and two themes of Jekyll: Zeppelin (`_data/schedule.yml`, with
sessions.yml and speakers.yml beside it) and Conference (`_data/program.yml`)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from microsite.imports.programme import Programme, Unreadable, entries, kind_of, line, maps
from microsite.imports.tables import Row
from microsite.source.plain_yaml import read_plain


def parse(content: str, path: Path) -> Any:
    """The data of a file, all values as texts; None if it is no YAML of such a kind. Its neighbours come with a schedule of Zeppelin."""
    data = _parsed(content) if re.search(r"(?m)^\s*(?:- *)?(?:program|days|timeslots|date) *:", content) else None
    if not is_zeppelin(data):
        return data
    found = {"schedule": data}
    for name in ("sessions", "speakers"):
        other = path.with_name(f"{name}{path.suffix}")
        try:
            found[name] = _parsed(other.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise Unreadable(f"names {name} by their numbers, and {other.as_posix()} can't be read; put it there") from None
    return found


def _parsed(content: str) -> Any:
    try:
        return read_plain(content)
    except ValueError as wrong:
        raise Unreadable(str(wrong)) from None


# ── devopsdays ────────────────────────────────────────────────────────────────────────────────────────────────────


def is_devopsdays(data: Any) -> bool:
    return isinstance(data, dict) and any("start_time" in each or "date" in each for each in maps(data.get("program")))


def read_devopsdays(data: Any, programme: Programme) -> None:
    """Fill a programme from `program`, whose entries are known by day and title: two with one title are counted. Talks have the names of
    their pages as titles."""
    counted: dict[tuple[str, str], int] = {}
    for number, entry in enumerate([*maps(data["program"]), *({"type": "ignite", **each} for each in maps(data.get("ignites")))], 1):
        title, date, label = line(entry.get("title")), line(entry.get("date")), line(entry.get("type"))
        place = f"program, entry {number} ({title})"
        if not title:
            programme.leave("entries without a title", place)
            continue
        counted[date, title] = counted.get((date, title), 0) + 1
        key = f"{date} {title} {counted[date, title]}"
        programme.leave_rest(entry, place, "entries", "title type date start_time end_time speakers background_color")
        if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", title):
            programme.leave("titles and people of talks that are on pages of their own: the name of the page is the title", place)
        hours = _hours(date, entry.get("start_time"), entry.get("end_time"), place, programme)
        if label == "custom":
            programme.add_service(key, place, title, **hours)
            continue
        if label.startswith("open-space"):
            programme.add("kinds", "Open space", place, name="Open space", beside_others="true")
            programme.add_item(key, place, title=title, **hours)
            programme.tables["items"][key]["kind"] = "Open space"
            continue
        people = entry.get("speakers")
        names = people if isinstance(people, list) else [people] if people else []
        track = label.capitalize() if label not in ("talk", "ignite") else ""  # what may run beside talks, in rooms that are not said
        values = {**hours, "track": programme.add_named("tracks", track, f"type {label}")}
        programme.add_item(
            key, place, label=label, title=title, people=[programme.add_person(name, name, place) for name in map(line, names)], **values
        )


def _hours(date: Any, start: Any, end: Any, place: str, programme: Programme) -> Row:
    """The hours of an item on a day; planned, without one, if it has none that can be read."""
    if not start:
        if date:
            programme.leave("days of what has no hour: it is planned, without one", place)
        return {}
    try:
        day = dt.date.fromisoformat(line(date)[:10])
        begins, ends = _at(day, start), _at(day, end) if end else None
    except ValueError:
        programme.leave("hours that can't be read", place)
        return {}
    if ends and ends < begins and begins - ends > dt.timedelta(hours=12):
        ends += dt.timedelta(days=1)
    return programme.hours(begins, ends, place, day)


def _at(day: dt.date, given: Any) -> dt.datetime:
    found = re.fullmatch(r"(\d\d?)[:.h](\d\d)(?::\d\d)?", line(given))
    if not found or int(found[2]) > 59:
        raise ValueError(given)
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(hours=int(found[1]), minutes=int(found[2]))


# ── Jekyll ────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_zeppelin(data: Any) -> bool:
    days = data["schedule"] if isinstance(data, dict) and "schedule" in data else data
    return any("timeslots" in day for day in maps(days))


def read_zeppelin(data: Any, programme: Programme) -> None:
    """Fill a programme from a schedule of the theme Zeppelin, its sessions and its speakers."""
    speakers = {line(each.get("id")): each for each in maps(data["speakers"])}
    sessions = {line(each.get("id")): each for each in maps(data["sessions"])}
    counted: dict[str, int] = {}
    for day in maps(data["schedule"]):
        tracks = maps(day.get("tracks"))
        for slot in maps(day.get("timeslots")):
            numbers = [line(each) for each in entries(slot.get("sessionIds"))]
            for at, number in enumerate(numbers):
                place = f"{line(day.get('date'))} {line(slot.get('startTime'))}, session {number}"
                session = sessions.get(number)
                if not session or not line(session.get("title")):
                    programme.leave("sessions that sessions.yml does not have", place)
                    continue
                counted[number] = counted.get(number, 0) + 1
                hours = _hours(day.get("date"), slot.get("startTime"), slot.get("endTime"), place, programme)
                track = line(tracks[at].get("title")) if len(tracks) > 1 and at < len(tracks) and len(numbers) > 1 else ""
                key = f"{number} {counted[number]}" if counted[number] > 1 else number
                _read_session(key, session, speakers, track, hours, f"{place} ({line(session['title'])})", programme)


def _read_session(key: str, session: Row, speakers: dict[str, Row], track: str, hours: Row, place: str, programme: Programme) -> None:
    taken = "id title description subtype speakers language complexity presentation video place service"
    programme.leave_rest(session, place, "sessions", taken)
    level = line(session.get("complexity")).casefold()
    people = [_speaker(line(each), speakers, place, programme) for each in entries(session.get("speakers")) if isinstance(each, str)]
    values: Row = {
        **hours,
        "room": programme.add_named("rooms", session.get("place"), place),
        "track": programme.add_named("tracks", track, place),
        "level": level if level in ("beginner", "intermediate", "advanced") else "",
        "language": programme.language(session.get("language"), place),
        "text": programme.text(session.get("description"), place=place, has_html=None),
        "people": people,
        "slides": programme.address(session.get("presentation"), place),
        "recording": programme.address(session.get("video"), place),
    }
    if session.get("service") == "true":
        programme.add_service(key, place, line(session["title"]), **values)
    else:
        programme.add_item(key, place, label=session.get("subtype"), title=line(session["title"]), **values)


def _speaker(number: str, speakers: dict[str, Row], place: str, programme: Programme) -> str | None:
    speaker = speakers.get(number)
    if not speaker:
        programme.leave("speakers that speakers.yml does not have", f"{place}: {number}")
        return None
    name = f"{line(speaker.get('name'))} {line(speaker.get('surname'))}".strip()
    if number not in programme.tables["people"]:
        programme.leave_rest(speaker, f"speaker {name}", "speakers", "id name surname company title bio social rockstar ribbon")
    return programme.add_person(
        number,
        name,
        f"speaker {name}",
        organization=line(speaker.get("company")),
        role=line(speaker.get("title")),
        biography=programme.text(speaker.get("bio"), place=f"speaker {name}", has_html=None),
        links=programme.links(speaker.get("social"), f"speaker {name}"),
    )


def is_jekyll_conference(data: Any) -> bool:
    days = data.get("days") if isinstance(data, dict) else None
    return any("talks" in room for day in maps(days) for room in maps(day.get("rooms")))


def read_jekyll_conference(data: Any, programme: Programme) -> None:
    """Fill a programme from a programme of the theme Conference, which has names and hours of talks; the rest is on their pages."""
    for day in maps(data["days"]):
        for room in maps(day.get("rooms")):
            name = programme.add_named("rooms", room.get("name"), f"room {line(room.get('name'))}")
            for talk in maps(room.get("talks")):
                title = line(talk.get("name"))
                place = f"{line(day.get('date') or day.get('name'))}, {name}: {title}"
                if not title:
                    programme.leave("talks without a name", place)
                    continue
                programme.leave_rest(talk, place, "talks", "name time_start time_end")
                hours = _hours(day.get("date"), talk.get("time_start"), talk.get("time_end"), place, programme)
                key, count = f"{line(day.get('date'))} {name} {title}", 1
                while key in programme.tables["items"]:
                    count += 1
                    key = f"{line(day.get('date'))} {name} {title} {count}"
                programme.add_item(key, place, label=title if kind_of(title, is_label=False) else None, title=title, room=name, **hours)
