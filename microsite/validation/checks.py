"""What no type can say: whether the parts of a session agree with each other.

Each check yields (severity, place, words); the place is a path into the session, as in `Source.positions`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from microsite.model.fields import FileAddress, Prose, Title, Where, dotted, shown
from microsite.model.languages import is_named
from microsite.model.session import AgendaItem, AgendaStatus, Call, Channel, Day, Document, Link, Session, Sitting, format_moment
from microsite.model.traverse import Walked, strings, walk
from microsite.validation import secrets
from microsite.validation.plausibility import plausibility

Finding = tuple[str, Where, str]

# The anchors that the templates of a page have of their own (theme/pages/); the tests compare.
TAKEN = {
    "agenda": {"planned-items"},
    "take-part": {"how-to-register", "onsite", "online", "the-invitation", "what-is-asked"},
    "practical": {"contact", "documents", "elsewhere", "staying-informed", "the-session", "venue"},
}


LATE = 400
"""Days after the session in which something may still be asked, a report for instance; a later deadline is a slip in a date."""


def missing(session: Session, languages: Iterable[str]) -> dict[str, list[Where]]:
    """For each language that lacks any, the places of texts that are not written in it, and of languages that have no name in it."""
    wanted = [language for language in languages if language != session.source_language]
    found: dict[str, list[Where]] = {}
    for where, value in walk(session):
        if isinstance(value, Title | Prose) and value.languages():
            for language in wanted:
                if language not in value.root:
                    found.setdefault(language, []).append(where)
    for where, code in _named_languages(walk(session)):
        for language in wanted:
            if code not in session.language_names and not is_named(code, language):
                found.setdefault(language, []).append(where)
    return found


def _named_languages(walked: Iterable[tuple[Where, Any]]) -> Iterator[tuple[Where, str]]:
    """The languages that pages call by their names, and where the data has them."""
    for where, value in walked:
        if (where[-1:] == ("language",) or where[:1] == ("interpretation",)) and value != "floor":
            yield where, value
        elif isinstance(value, FileAddress):
            yield from (((*where, code), code) for code in value.languages())


def check(session: Session, *, docs: Path | None = None, whole: bool = True, lost: Collection[str] = ()) -> Iterator[Finding]:
    """Every finding; `whole` is false where parts with errors were left out, and then nothing is called missing.

    Of the session's own keys, those in `lost` are left out or stood in for.
    """
    walked = list(walk(session))  # once for all
    yield from _ids(session, walked)
    if "number" not in lost:
        yield from _numbers(session)
    yield from _days(session)
    yield from _notes(session)
    yield from _sittings(session)
    yield from _deadlines(session)
    if "source_language" not in lost:
        yield from _sources(session, walked)
    if "not_codes" not in lost:
        yield from _codes(session)
    yield from _players(session)
    yield from plausibility(session, walked)
    if whole:
        yield from _references(session, walked, docs)


def _ids(session: Session, walked: Walked) -> Iterator[Finding]:
    pages: dict[str, dict[str, Where]] = {}
    for where, value in walked:
        if not isinstance(value, AgendaItem | Sitting | Call | Link | Document) or not value.id or where[0] == "newsletter":
            continue
        page = {"agenda": "agenda", "calls": "take-part"}.get(str(where[0]), "practical")  # where its anchor is
        seen = pages.setdefault(page, {})
        if value.id in TAKEN[page]:
            yield "error", (*where, "id"), f"“{value.id}” is the name of a place of the page itself; choose another"
        elif value.id in seen:
            yield "error", (*where, "id"), f"“{value.id}” is the id of {dotted(seen[value.id])} too; change one of the two"
        seen.setdefault(value.id, where)
    named = {code for _, code in _named_languages(walked)}
    for code in session.language_names.keys() - named:
        yield (
            "warning",
            ("language_names", code),
            "names a language that is neither interpreted nor that of a channel or a document; delete it, or correct the code",
        )
    for place, code in enumerate(session.interpretation):
        if code in session.interpretation[:place]:
            yield "error", ("interpretation", place), f"“{code}” is in the list already; delete one of the two"


def _numbers(session: Session) -> Iterator[Finding]:
    numbers = [prior.number for prior in session.prior_sessions]
    for place, number in enumerate(numbers):
        where = ("prior_sessions", place, "number")
        if number in numbers[:place]:
            yield "error", where, f"is {number}, as in an entry above; keep one of the two"
        if number >= session.number:
            yield "error", where, f"is {number}, but this is session {session.number}; correct one of the two"


def _days(session: Session) -> Iterator[Finding]:
    dates = session.dates
    if (
        session.agenda
        and "status" in session.agenda.model_fields_set
        and session.agenda.status is AgendaStatus.pending
        and not session.agenda_status
    ):
        yield "warning", ("agenda", "status"), "is pending, but items are there already; write provisional or final"
    before = None
    for d, day in enumerate(session.agenda_days):
        where = ("agenda", "days", d, "date")
        if not dates.start <= day.date <= dates.end:
            yield "error", where, f"is {day.date}, but the session is from {dates.start} to {dates.end}; correct one of the two"
        if before and day.date <= before:
            yield "error", where, f"is {day.date}, not after the day above ({before}); put the days in order"
        before = day.date
        if session.agenda_is_whole and not day.has_items and not day.off:
            yield (
                "warning",
                where,
                f"is {day.date}, a day without sittings and items, which a final agenda does not show; add them, or write `off: true`",
            )
    if session.agenda_days and all(day.off for day in session.agenda_days) and len(session.agenda_days) == len(dates.days()):
        yield "error", ("agenda", "days", 0, "off"), "is true, as on every other day; a session meets on one day at least"
    if any(day.sittings for day in session.agenda_days) and not session.zone:
        yield "error", ("agenda", "days"), "has times, but no zone is given; add `zone`, for instance Europe/Zurich"
    if session.hours:
        for day in session.programme:
            for name in ("start", "end"):
                yield from _exists(session, session.instant(day.date, getattr(session.hours, name), session.hours.start), ("hours", name))


def _sittings(session: Session) -> Iterator[Finding]:
    """Sittings are in order, and one at a time in a room; those of the day before that are still on after midnight count too."""
    above: list[tuple[dt.datetime, dt.datetime, Sitting]] = []
    for d, day in enumerate(session.agenda_days):
        above = [each for each in above if each[1] > session.instant(day.date, dt.time())]
        for s, sitting in enumerate(day.sittings):
            where = ("agenda", "days", d, "sittings", s)
            start, end = session.times(day, sitting)
            for other_start, other_end, other in above:
                if other.room == sitting.room and start < other_end and other_start < end:
                    yield (
                        "error",
                        (*where, "start"),
                        f"is {sitting.start:%H:%M}, before the sitting above ends ({other.end:%H:%M}); correct one of the two",
                    )
                    break
            else:
                if s and sitting.start < day.sittings[s - 1].start:
                    yield (
                        "error",
                        (*where, "start"),
                        f"is {sitting.start:%H:%M}, before the sitting above begins "
                        f"({day.sittings[s - 1].start:%H:%M}); put the sittings in order",
                    )
            above.append((start, end, sitting))
            yield from _exists(session, start, (*where, "start"))
            yield from _exists(session, end, (*where, "end"))
            yield from _items(session, day, sitting, where)


def _notes(session: Session) -> Iterator[Finding]:
    """Notes that readers would see at the wrong time, or not at all."""
    agenda = session.agenda
    if agenda and agenda.note and session.agenda_status in (AgendaStatus.provisional, AgendaStatus.final):
        words = (
            f"is shown with every status, and the agenda is {agenda.status} now; if it is about a pending "
            f"agenda, move it to `notes: {{pending: …}}`"
        )
        yield "warning", ("agenda", "note"), f"{words}, else to `notes: {{{agenda.status}: …}}`"
    if session.status_note and session.takes_place:
        yield (
            "warning",
            ("status_note",),
            "is not shown, since the session takes place; write `status: postponed` or `status: cancelled`, or delete the note",
        )


def _items(session: Session, day: Day, sitting: Sitting, where: Where) -> Iterator[Finding]:
    """Items are in their sitting, and in order."""
    begins, ends = session.times(day, sitting)
    latest = begins
    for i, item in enumerate(sitting.items):
        if not item.start:
            continue
        own = (*where, "items", i)
        start, end = (session.instant(day.date, clock, sitting.start) if clock else ends for clock in (item.start, item.end))
        if not begins <= start < ends:
            yield (
                "error",
                (*own, "start"),
                f"is {start:%H:%M}, outside its sitting ({begins:%H:%M} to {ends:%H:%M}); correct one of the two",
            )
        elif end > ends:
            yield "error", (*own, "end"), f"is {end:%H:%M}, after its sitting ends ({ends:%H:%M}); correct one of the two"
        elif end <= start:
            yield "error", (*own, "end"), f"is {end:%H:%M}, before its start {start:%H:%M}; swap them or correct one"
        if latest > start:
            yield "error", (*own, "start"), f"is {start:%H:%M}, before that of an item above ({latest:%H:%M}); put the items in order"
        elif start < ends:
            latest = start
        for name, local in (("start", start), ("end", end)):
            if local not in (begins, ends):  # of which it is said already
                yield from _exists(session, local, (*own, name))


def _exists(session: Session, local: dt.datetime, where: Where) -> Iterator[Finding]:
    """A local time must be there once: clocks that go forward skip an hour, clocks that go back repeat one."""
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return
    back = local.astimezone(dt.UTC).astimezone(session.clock_zone)
    what = "comes twice" if back.time() == local.time() else "does not exist"
    yield (
        "error",
        where,
        f"is {local:%H:%M}, which {what} on {local:%Y-%m-%d} in {session.zone}, when the clocks change; choose another time",
    )


def _timed(session: Session, value: dt.date | dt.datetime, where: Where) -> Iterator[Finding]:
    """A deadline with a time of day needs a zone to be the same moment for all."""
    if isinstance(value, dt.datetime) and not session.zone:
        yield "error", where, "has a time of day, but no zone is given; add `zone`, for instance Europe/Zurich"
    elif isinstance(value, dt.datetime):
        yield from _exists(session, value.replace(tzinfo=session.clock_zone), where)


def _deadlines(session: Session) -> Iterator[Finding]:
    for place, call in enumerate(session.calls):
        where = ("calls", place, "deadline")
        yield from _timed(session, call.deadline, where)
        after = (session.until(call.deadline) - session.ends).days
        if after > LATE:
            yield (
                "error",
                where,
                f"is {format_moment(call.deadline)}, {after} days after the session ends ({session.dates.end}); correct the year or the month",
            )
    last = max(session.ends, session.until(session.dates.end))  # past midnight, where a sitting is still on then
    for name, way in session.registration.ways() if session.registration else ():
        for key in ("opens", "closes"):
            value = getattr(way, key)
            yield from _timed(session, value, ("registration", name, key))
            if value and session.until(value) > last:
                yield (
                    "error",
                    ("registration", name, key),
                    f"is {format_moment(value)}, after the session ends ({session.dates.end}); correct one of the two",
                )
    if session.invitation and session.invitation.date and session.invitation.date > session.dates.end:
        yield (
            "error",
            ("invitation", "date"),
            f"is {session.invitation.date}, after the session ends ({session.dates.end}); correct one of the two",
        )


def _sources(session: Session, walked: Walked) -> Iterator[Finding]:
    """A text with languages has the source language among them: the others fall back to it."""
    for where, value in walked:
        if isinstance(value, Title | Prose) and value.languages() and session.source_language not in value.root:
            yield "error", where, f"has no text in the source language; add `{session.source_language}`"


def _codes(session: Session) -> Iterator[Finding]:
    if not secrets.by_invitation(session):
        return
    public = secrets.no_codes(session)
    for where, words in strings(session):
        if next(secrets.codes(words, public), None):
            yield (
                "error",
                where,
                "holds what looks like an access code, which came with the invitation; a public page must "
                "not show it: delete it, or name it under `not_codes` if it is none",
            )


def _players(session: Session) -> Iterator[Finding]:
    if not session.webcast:
        return
    if session.webcast.expected and (session.webcast.url or session.webcast.channels):
        yield "warning", ("webcast", "expected"), f"is {session.webcast.expected}, but the address is here already; delete the line"
    if not session.webcast.live and session.webcast.channels:
        yield (
            "error",
            ("webcast", "channels"),
            "are those of a live webcast, but `live` is false; delete that line, or move them under `recordings`",
        )
    hosts = session.webcast.hosts
    for where, value in walk(session.webcast, ("webcast",)):
        if isinstance(value, Channel):
            if value.captions and not (value.video or value.hls):
                yield "error", (*where, "captions"), "are for `video` and `hls`; other players bring their own: delete them here"
            for key, address in value.iframe.root.items() if value.iframe else ():
                host = urlsplit(address).netloc.lower()
                if host not in hosts:
                    place = (*where, "iframe", key) if key else (*where, "iframe")
                    yield "error", place, f"is on {host}, which is not under webcast.hosts; add the host there if it is yours to show"
    lists: list[tuple[Where, tuple[Channel, ...]]] = [(("webcast", "channels"), session.webcast.channels)]
    lists += [(("webcast", "recordings", n, "channels"), recording.channels) for n, recording in enumerate(session.webcast.recordings)]
    for where, channels in lists:
        languages = [channel.language for channel in channels]
        for number, language in enumerate(languages):
            if language in languages[:number]:
                yield "error", (*where, number, "language"), f"“{language}” has a channel above; keep one of the two"


def _not_in(docs: Path, address: str) -> str | None:
    """Why a file can't be published, where links of files are followed; None where it can."""
    if address.endswith(".md"):
        return "is made into a page; write the page's address, beginning with https://"
    try:
        real = (docs / address).resolve()
        if real.is_file():
            return None if real.is_relative_to(docs.resolve()) else "leads out of docs/; copy the file into docs/"
    except (OSError, RuntimeError):  # a name that is too long; a link that leads to itself
        pass
    return "is not in docs/; add the file, or correct the name"


def _references(session: Session, walked: Walked, docs: Path | None) -> Iterator[Finding]:
    sittings = {sitting.id for _, sitting in session.sittings()}
    items = {item.id for _, _, item in session.items()}
    for where, value in walked:
        if isinstance(value, AgendaItem):
            for place, participation in enumerate(value.people):
                if participation.person not in session.people:
                    yield (
                        "error",
                        (*where, "people", place, "person"),
                        f"“{participation.person}” is not under `people`; add the person there, or correct the name",
                    )
        if isinstance(value, Channel) and value.player is None:
            yield "error", where, "says no address; add one of youtube, vimeo, kaltura, peertube, iframe, video or hls"
        if isinstance(value, FileAddress) and docs:
            for key, address in value.root.items():
                if "://" not in address and (words := _not_in(docs, address)):
                    yield "error", (*where, key) if key else where, f"“{shown(address)}” {words}"
    recordings = session.webcast.recordings if session.webcast else ()
    for number, recording in enumerate(recordings):
        where = ("webcast", "recordings", number)
        if recording.sitting in (above.sitting for above in recordings[:number]):
            yield "error", (*where, "sitting"), f"“{recording.sitting}” has a recording above; keep one of the two"
        if recording.sitting not in sittings:
            yield (
                "error",
                (*where, "sitting"),
                f"“{recording.sitting}” is the id of no sitting; correct it, or add the sitting to the agenda",
            )
        for place, chapter in enumerate(recording.chapters):
            if chapter.item not in items:
                yield (
                    "error",
                    (*where, "chapters", place, "item"),
                    f"“{chapter.item}” is the id of no item; correct it, or add the item to the agenda",
                )
