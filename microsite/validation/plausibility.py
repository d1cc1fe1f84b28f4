"""What is possible and yet looks like a slip. Each finding is (severity, place, words), as in checks.py."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from microsite.model.agenda import AgendaItem, AgendaStatus, Day, Sitting
from microsite.model.fields import Address, FileAddress, Prose, Title, Where, excerpt
from microsite.model.languages import LIKELY_COUNTRIES, english_name
from microsite.model.session import Session
from microsite.model.traverse import Walked
from microsite.validation import secrets, text_slips

Finding = tuple[str, Where, str]

PROMISE = re.compile(
    r"\b(?:will be (?:published|available|issued|posted|announced|circulated)|is being prepared|sera (?:publié|disponible|diffusé)\w*|"
    r"se (?:publicará|anunciará)|будет опубликован\w*)|将(?:公布|发布|提供)|سيُ?نشر",
    re.IGNORECASE,
)
"""Words that promise what is not there yet."""
SAME = 25
"""Letters from which a text that is the same in two languages is hardly a name."""


def plausibility(session: Session, localized: Walked) -> Iterator[Finding]:
    """All findings on a session; `localized` are its texts and addresses."""
    yield from _texts(session, localized)
    yield from _addresses(session, localized)
    yield from _phone(session)
    yield from _people(session)
    yield from _promises(session)
    yield from _rooms(session)
    yield from _hours(session)


def _texts(session: Session, localized: Walked) -> Iterator[Finding]:
    for where, value in localized:
        if not isinstance(value, Title | Prose):
            continue
        seen: dict[str, str] = {}
        in_own = text_slips.in_prose if isinstance(value, Prose) else text_slips.in_title
        for language, text in value.root.items():
            place = (*where, language) if language else where
            for words in (*text_slips.in_any_text(text), *in_own(text)):
                yield "warning", place, words
            if found := text_slips.passcode(text):
                words = f"has “{excerpt(found)}”, which lets anybody in; delete it, and send it to those who register"
                yield _severity_of_passwords(session), place, words
            if "=" in text and text_slips.PASSWORD.search(text):
                words = "has a link with a password in it, which lets anybody in; delete the link, and send it to those who register"
                yield _severity_of_passwords(session), place, words
            if language in LIKELY_COUNTRIES:
                meant = LIKELY_COUNTRIES[language]
                yield "warning", place, f"“{language}” is {english_name(language)}; write `{meant}` if {english_name(meant)} is meant"
            if text in seen and len(text) >= SAME:
                yield "warning", place, f"is the same as in {seen[text]}; translate it, or delete the line, and it falls back marked"
            seen.setdefault(text, language)


def _addresses(session: Session, localized: Walked) -> Iterator[Finding]:
    for where, value in localized:
        if not isinstance(value, Address | FileAddress):
            continue
        for language, address in value.root.items():
            place = (*where, language) if language else where
            is_filtered, inside = text_slips.address_behind_filter(address)
            if is_filtered:
                advice = f"write `{inside}`" if inside else "open it, and copy the address of the page that it leads to"
                yield "warning", place, f"leads through a mail filter, and may hold the mail address of whom it was sent to; {advice}"
            if text_slips.PASSWORD.search(address):
                without = re.sub(r"[?&]$", "", text_slips.PASSWORD.sub(r"\1", address))
                words = f"has a password in it, which lets anybody in; write `{without}`, and send the password to those who register"
                yield _severity_of_passwords(session), place, words
            segments = [segment for segment in urlsplit(address).path.split("/") if segment in value.root]
            if language and segments and language not in segments:
                words = f"leads to a page in {segments[0]}; give the address of the page in {language}, if there is one"
                yield "warning", place, words


def _phone(session: Session) -> Iterator[Finding]:
    number = session.contact.phone if session.contact else None
    if number and not number.startswith("+"):
        advice = f"write `+{number[2:]}`" if number.startswith("00") else "begin with + and the code, for instance +41 22 338 9111"
        yield "warning", ("contact", "phone"), f"“{number}” has no country's code, without which it can't be dialled from abroad; {advice}"


def _severity_of_passwords(session: Session) -> str:
    """A password is an access code: where these come with the invitation, none is published."""
    return "error" if secrets.has_invitation_code(session) else "warning"


def _people(session: Session) -> Iterator[Finding]:
    """Somebody who is twice in an item, in two rooms at once, or under two short names."""
    by_name: dict[object, str] = {}
    for key, person in session.people.items():
        first = by_name.setdefault(_name(person.name), key)
        if first != key:
            yield "warning", ("people", key, "name"), f"is that of `{first}` too; keep one of the two, if it is the same person"
    taken: dict[str, list[tuple[dt.datetime, dt.datetime, object, AgendaItem]]] = {}
    for where, day, sitting, item in _items(session):
        seen: set[str] = set()
        for index, participation in enumerate(item.people):
            place = (*where, "people", index, "person")
            key = participation.person
            if key in seen:
                yield "warning", place, f"“{key}” is in this item already; keep one of the two"
            elif sitting and item.start and not item.cancelled and not _is_group(session, key):
                start, end = session.times(day, sitting, item)
                room = _place(session, item, sitting)
                for other_start, other_end, other_room, other in taken.setdefault(key, []):
                    if other_start < end and start < other_end and other_room != room:
                        advice = (
                            f"correct a time or the person, or write `group: true` in people.{key} if that is an organization or a group"
                        )
                        yield "warning", place, f"“{key}” is in another room at that time, for {other.id}; {advice}"
                        break
                taken[key].append((start, end, room, item))
            seen.add(key)


def _is_group(session: Session, key: str) -> bool:
    """Whether a key under `people` is an organization's or a group's."""
    return key in session.people and session.people[key].group


def _items(session: Session) -> Iterator[tuple[Where, Day, Sitting | None, AgendaItem]]:
    for d, day in enumerate(session.agenda_days):
        for i, item in enumerate(day.all_day):
            yield ("agenda", "days", d, "all_day", i), day, None, item
        for s, sitting in enumerate(day.sittings):
            for i, item in enumerate(sitting.items):
                yield ("agenda", "days", d, "sittings", s, "items", i), day, sitting, item


def _promises(session: Session) -> Iterator[Finding]:
    """A note that an agenda will come, beside an agenda that is there."""
    notes = session.agenda.notes if session.agenda else None
    if not notes or session.agenda_status not in (AgendaStatus.provisional, AgendaStatus.final):
        return
    note = getattr(notes, session.agenda_status)
    for language, text in note.root.items() if note else ():
        if found := PROMISE.search(text):
            place = ("agenda", "notes", str(session.agenda_status), *([language] if language else []))
            words = f"says “{excerpt(found[0])}”, and the agenda is {session.agenda_status}; is that still to come?"
            yield "warning", place, words


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
    """Two items at one time in one room, on two days too, where one is still on after midnight. Some need no room to themselves.

    Where two sittings are in one room at one time, that alone is said (checks.py).
    """
    taken: dict[object, list[tuple[dt.datetime, dt.datetime, AgendaItem, Sitting]]] = {}
    for d, day in enumerate(session.agenda_days):
        for beside in taken.values():
            beside[:] = [each for each in beside if each[1] > session.at_local_time(day.date, dt.time())]
        for s, sitting in enumerate(day.sittings):
            for i, item in enumerate(sitting.items):
                if not item.start or item.cancelled or session.is_beside_others(item):
                    continue
                # Tracks run side by side in rooms that are not known yet; what has a room of its own is in it whatever its track.
                beside = taken.setdefault(
                    (
                        _place(session, item, sitting),
                        None if item.room else _name(track.name if (track := session.track(item)) else None),
                    ),
                    [],
                )
                start, end = session.times(day, sitting, item)
                for other_start, other_end, other, other_sitting in beside:
                    is_of_sittings = other_sitting is not sitting and other_sitting.room == sitting.room and not (item.room or other.room)
                    if other_start < end and start < other_end and not is_of_sittings:
                        words = (
                            f"is {item.start:%H:%M}, while {other.id} is still on in the same room (until "
                            f"{other_end:%H:%M}); correct a time, or give a room"
                        )
                        yield "error", ("agenda", "days", d, "sittings", s, "items", i, "start"), words
                        break
                beside.append((start, end, item, sitting))


def _place(session: Session, item: AgendaItem, sitting: Sitting | None) -> object:
    """The room that an item is in, to be compared: two venues can have a room of one name each."""
    room = session.room(session.given_room(item, sitting))
    return _name(session.place_of(item, sitting)), room.venue if room else None


def _name(value: Title | None) -> object:
    """A name in all its languages, to be compared."""
    return tuple(sorted(value.root.items())) if value else None
