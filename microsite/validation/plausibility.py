"""What is possible and yet looks like a slip. Each finding is (severity, place, words), as in checks.py."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from microsite.model.agenda import AgendaItem
from microsite.model.fields import WHOLE_LINK, Address, Prose, Title, Where, excerpt
from microsite.model.session import Session
from microsite.model.traverse import Walked

Finding = tuple[str, Where, str]

# A scanner reads AI as Al. Names (Al Gore, Al-Hassan) are not followed by these.
SCANNED = re.compile(
    r"\bAl(?=(?: and IP| or IP|[ "
    r"-](?:generated|outputs?|inputs?|systems?|models?|tools?|solutions?|inventions?|strateg\w+|content|technolog\w+|training))\b)"
)
LINK = re.compile(rf"\]\(<?(?!{WHOLE_LINK})([^\s)>]+\.[^\s)>]+|#[^\s)>]+)")
"""A link in a text, to a page or a file without its whole address."""
SAME = 25
"""Letters from which a text that is the same in two languages is hardly a name."""
ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
"""Scripts whose letters look like each other's."""
GREEK_OR_CYRILLIC = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65]")
"""Without one of these letters nothing is mixed, and no letter's name is looked up."""


def plausibility(session: Session, walked: Walked) -> Iterator[Finding]:
    yield from _texts(walked)
    yield from _addresses(walked)
    yield from _rooms(session)
    yield from _hours(session)


def _texts(walked: Walked) -> Iterator[Finding]:
    for where, value in walked:
        if not isinstance(value, Title | Prose):
            continue
        seen: dict[str, str] = {}
        for language, text in value.root.items():
            place = (*where, language) if language else where
            yield from (("warning", place, words) for words in _slips(text))
            if isinstance(value, Prose) and "](" in text and (found := LINK.search(text)):
                yield (
                    "warning",
                    place,
                    f"has a link to “{excerpt(found[1])}”, which is shown as it is typed; write the whole "
                    "address, or put a file under `documents`",
                )
            if text in seen and len(text) >= SAME:
                yield "warning", place, f"is the same as in {seen[text]}; translate it, or delete the line, and it falls back marked"
            seen.setdefault(text, language)


@functools.lru_cache(maxsize=1 << 15)  # under `make serve`, nearly all texts are as they were
def _slips(text: str) -> tuple[str, ...]:
    """What looks wrong in the letters of a text."""
    said = []
    if found := "Al" in text and SCANNED.search(text):
        said.append(
            f"has “{text[found.start() : found.end() + 8].split(chr(10))[0]}”, with a small L as a scanner "
            "reads it; write AI if that is meant"
        )
    if "lP" in text and re.search(r"\blP\b", text):
        said.append("has “lP”, with a small L as a scanner reads it; write IP if that is meant")
    for word in re.findall(r"[^\W\d_]+", text) if GREEK_OR_CYRILLIC.search(text) else ():
        scripts = _scripts(word)
        if len(scripts) > 1:
            listed = " and ".join(sorted(script.capitalize() for script in scripts))
            said.append(f"has the word “{word}”, which mixes {listed} letters that look alike; type it again")
    return tuple(said)


@functools.lru_cache(maxsize=10_000)
def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").split(" ")[0] for letter in word} & ALIKE


def _addresses(walked: Walked) -> Iterator[Finding]:
    for where, value in walked:
        if not isinstance(value, Address):
            continue
        for language, address in value.root.items():
            segments = [segment for segment in urlsplit(address).path.split("/") if segment in value.root]
            if language and segments and language not in segments:
                yield (
                    "warning",
                    (*where, language),
                    f"leads to a page in {segments[0]}; give the address of the page in {language}, if there is one",
                )


def _hours(session: Session) -> Iterator[Finding]:
    """A sitting before or after the daily hours: an evening can be meant, a slip is likelier."""
    daily = session.hours
    if not daily:
        return
    for d, day in enumerate(session.agenda_days):
        opens, closes = (session.at_local_time(day.date, clock, daily.start) for clock in (daily.start, daily.end))
        for s, sitting in enumerate(day.sittings):
            start, end = session.times(day, sitting)
            for name, outside in (("start", start < opens), ("end", end > closes)):
                if outside:
                    hours = f"{daily.start:%H:%M} to {daily.end:%H:%M}"
                    yield (
                        "warning",
                        ("agenda", "days", d, "sittings", s, name),
                        f"is {getattr(sitting, name):%H:%M}, outside the daily hours ({hours}); is that meant?",
                    )


def _rooms(session: Session) -> Iterator[Finding]:
    """Two items at one time in one room, on two days too, where one is still on after midnight. Some need no room to themselves."""
    taken: dict[object, list[tuple[dt.datetime, dt.datetime, AgendaItem]]] = {}
    for d, day in enumerate(session.agenda_days):
        for beside in taken.values():
            beside[:] = [each for each in beside if each[1] > session.at_local_time(day.date, dt.time())]
        for s, sitting in enumerate(day.sittings):
            for i, item in enumerate(sitting.items):
                if not item.start or item.cancelled or item.is_beside_others:
                    continue
                # Tracks run side by side in rooms that are not known yet; what has a room of its own is in it whatever its track.
                beside = taken.setdefault((_name(session.place_of(item, sitting)), None if item.room else _name(item.track)), [])
                start, end = session.times(day, sitting, item)
                for other_start, other_end, other in beside:
                    if other_start < end and start < other_end:
                        words = (
                            f"is {item.start:%H:%M}, while {other.id} is still on in the same room (until "
                            f"{other_end:%H:%M}); correct a time, or give a room"
                        )
                        yield "error", ("agenda", "days", d, "sittings", s, "items", i, "start"), words
                        break
                beside.append((start, end, item))


def _name(value: Title | None) -> object:
    """A name in all its languages, to be compared."""
    return tuple(sorted(value.root.items())) if value else None
