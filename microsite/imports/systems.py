"""Files that other systems write: which of them one is, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from microsite.imports import calendars, indico, schedules, sessionize, yaml_programmes
from microsite.imports.programme import Programme, Unreadable
from microsite.source import encoding

MAX_BYTES = 50_000_000
"""The size of a source; more is no programme."""


class System(NamedTuple):
    """A system that programmes come from."""

    name: str
    parse: Callable[[str, Path], Any]
    """The content of its files as data, None if it is not of their kind; Unreadable if it is and broken."""
    recognises: Callable[[Any], bool]
    read: Callable[[Any, Programme], None]


def _json(content: str, path: Path) -> Any:
    if not content.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(content)
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"is cut off or broken in line {wrong.lineno}, column {wrong.colno}; download it again") from None
    except RecursionError:
        raise Unreadable("has lists within lists without end; download it again") from None


def _xml(content: str, path: Path) -> Any:
    return schedules.from_xml(content) if content.lstrip().startswith("<") else None


def _icalendar(content: str, path: Path) -> Any:
    return calendars.parse_calendar(content)


SYSTEMS = (
    System("pretalx", _json, schedules.is_schedule, schedules.read_schedule),
    System("pretalx", _xml, schedules.is_schedule, schedules.read_schedule),
    System("indico", _json, indico.is_timetable, indico.read_timetable),
    System("indico", _json, indico.is_event, indico.read_event),
    System("sessionize", _json, sessionize.is_sessionize, sessionize.read_sessionize),
    System("icalendar", _icalendar, calendars.is_calendar, calendars.read_calendar),
    System("devopsdays", yaml_programmes.parse, yaml_programmes.is_devopsdays, yaml_programmes.read_devopsdays),
    System("jekyll", yaml_programmes.parse, yaml_programmes.is_zeppelin, yaml_programmes.read_zeppelin),
    System("jekyll", yaml_programmes.parse, yaml_programmes.is_jekyll_conference, yaml_programmes.read_jekyll_conference),
)
OTHER_NAMES = {"frab": "pretalx"}
"""Systems that write the same format as another."""
NAMES = (*OTHER_NAMES, *dict.fromkeys(system.name for system in SYSTEMS))


def read(path: Path, zone: str | None, name: str | None = None) -> tuple[str, Programme]:
    """The name of the system that a file comes from, if it is not said, and what it says; Unreadable if that cannot be told."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"can't be read ({(error.strerror or str(error)).lower()})") from None
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"has {len(raw) // 1_000_000} MB, and a programme has {MAX_BYTES // 1_000_000} at most; name another file")
    if wrong := encoding.explain(raw):
        raise Unreadable(f"{wrong[2]} (line {wrong[0]})")
    content, wanted = raw.decode("utf-8-sig"), OTHER_NAMES.get(name or "", name)
    parsed: dict[Callable[[str, Path], Any], Any] = {}
    for system in SYSTEMS:
        if wanted not in (None, system.name):
            continue
        if system.parse not in parsed:
            parsed[system.parse] = system.parse(content, path)
        data = parsed[system.parse]
        if data is not None and system.recognises(data):
            programme = Programme(zone)
            system.read(data, programme)
            if not programme.tables["items"] and not programme.tables["people"]:
                raise Unreadable("has no items and no people; look whether the programme is published there, and download it again")
            return system.name, programme
    if wanted:
        raise Unreadable(f"is no file of {name}; leave --from out, and it is told by its content")
    raise Unreadable(f"is of no kind that is known here ({', '.join(NAMES)}); name one of them with --from if it should be one")
