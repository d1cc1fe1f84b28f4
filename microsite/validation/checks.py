"""Checks that parts of a session agree with each other, which no type of a single value can tell.

A check is a function `_validate_…`, which yields findings: (severity, path, message). The path leads into the session, as in
`Source.positions`. `parts` is what model/traverse.py's `walk` gives of the session; `models` and `localized` are those of it that have
keys, and texts and addresses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import babel.core

from microsite.model.agenda import AgendaItem, AgendaStatus, Day, Kind, Sitting
from microsite.model.base import Model, format_moment
from microsite.model.documents import Document, DocumentKind, Link
from microsite.model.fields import (
    ALL_LANGUAGES,
    ID_PATTERN,
    Address,
    FileAddress,
    Localized,
    Name,
    Prose,
    Title,
    Where,
    dotted,
    excerpt,
    in_ascii,
)
from microsite.model.languages import is_named, is_signed
from microsite.model.news import NewsItem, Partner, Question
from microsite.model.participation import NAMED_WAYS, Call, Way
from microsite.model.people import Person
from microsite.model.pictures import Picture
from microsite.model.points import AgendaPoint, Statement
from microsite.model.session import Format, PriorSession, Session, SessionNoun, SessionStatus, Venue
from microsite.model.traverse import Walked, walk
from microsite.model.webcast import Channel, Recording, Webcast
from microsite.validation import codes, picture_files, secrets, text_slips
from microsite.validation.choices import example, near, not_one_of, spelt_alike
from microsite.validation.plausibility import plausibility

Finding = tuple[str, Where, str]

SHORT_NAMES = ("venues", "rooms", "tracks", "tags", "kinds", "bodies", "people")
"""The maps of a session whose keys are short names, which items and rooms give."""


@dataclass(frozen=True)
class LeftOut:
    """What a file with errors has beyond the session that is made of the rest of it."""

    keys: Collection[str] = ()
    """Keys of the session itself whose value was left out or replaced by a default: what depends on them is not checked."""
    short_names: Mapping[str, Collection[str]] = field(default_factory=dict)
    """For each of `SHORT_NAMES`, the keys that the file has there, those with errors too; and for `points` and `items`, their ids."""
    path_in_file: Callable[[Where], Where] = lambda where: where
    """Gives the path in the file for one in the session, where lists may lack entries."""


# Anchors in the templates of the pages (theme/pages/), by page, which no id of the data may be. A test compares the two.
RESERVED_ANCHORS = {
    "agenda": {"planned-items"},
    "take-part": {"how-to-register", "the-invitation", "what-is-asked"},
    "points": {"the-bodies"},
    "documents": set(),
    "news": set(),
    "practical": {"contact", "documents", "elsewhere", "questions", "rooms", "staying-informed", "the-session", "venue"},
}


MAX_DAYS_AFTER_SESSION = 400
"""How long after the session a deadline can be, for a report for instance. A later one is taken for a mistyped date."""


def missing_translations(session: Session, parts: Walked, languages: Collection[str]) -> dict[str, list[Where]]:
    """The paths of the texts that readers of each language see in another one. A language that lacks nothing is not in the result."""
    missing: dict[str, list[Where]] = {}
    wanted = {*languages}
    for where, value in parts:
        if not isinstance(value, (Title, Prose)) or wanted <= value.root.keys():
            continue
        for language in languages:
            if not value.is_in(language, session.source_language) and not session.is_short_name(where, value):
                missing.setdefault(language, []).append(where)
    return missing


def languages_not_shown(session: Session, parts: Walked, languages: Collection[str]) -> Iterator[Finding]:
    """A warning for each language in which the data has texts and the site, whose languages are given, has no pages: at its first text."""
    shown = {*languages, session.source_language, ALL_LANGUAGES}
    places: dict[str, list[Where]] = {}
    for where, value in parts:
        for language in value.root if isinstance(value, (Title, Prose)) and where[0] != "language_names" else ():
            if language not in shown:
                places.setdefault(language, []).append((*where, language))
    for language in sorted(places) if languages else ():
        number = len(places[language])
        what = f"{number} texts are in `{language}`, which no page is in" if number > 1 else f"is in `{language}`, which no page is in"
        yield "warning", places[language][0], f"{what}; add the language under i18n in mkdocs.yml, or delete what is in it"


def unnamed_languages(session: Session, parts: Walked, languages: Iterable[str]) -> dict[str, list[str]]:
    """The codes of languages that pages in each language call by their English names, since CLDR has none in it and `language_names`
    neither."""
    codes = dict.fromkeys(code for _, code in _named_languages(parts) if code not in session.language_names)
    unnamed = {language: [code for code in codes if not is_named(code, language)] for language in languages}
    return {language: codes for language, codes in unnamed.items() if codes}


_LANGUAGE_LISTS = (("interpretation",), ("captions",))
"""Keys of lists of languages, of the session, a room or an item."""


def _named_languages(parts: Iterable[tuple[Where, Any]]) -> Iterator[tuple[Where, str]]:
    """Path and code of each language that pages call by its name: those of channels, documents, interpretation and captions."""
    for where, value in parts:
        if isinstance(value, str) and (where[-1:] == ("language",) or where[-2:-1] in _LANGUAGE_LISTS) and value != "floor":
            yield where, value
        elif isinstance(value, FileAddress):
            yield from (((*where, code), code) for code in value.languages())


def validate_session(
    session: Session, parts: Walked, *, docs: Path | None = None, complete: bool = True, left_out: LeftOut | None = None
) -> Iterator[Finding]:
    """All findings on a session, each with its path in the file.

    `docs` is the folder of the files that the data links to; without it, files are not looked for. `complete` is false if parts with
    errors were left out of the data (`left_out`): then nothing is reported as missing, and nothing as not used.
    """
    left_out = left_out or LeftOut()
    for severity, where, words in _findings(session, parts, docs, complete, left_out):
        yield severity, left_out.path_in_file(where), words


def _findings(session: Session, parts: Walked, docs: Path | None, complete: bool, left_out: LeftOut) -> Iterator[Finding]:
    models = [each for each in parts if isinstance(each[1], Model)]  # most parts are numbers and words, which few checks are about
    localized = [each for each in parts if isinstance(each[1], Localized)]
    yield from _validate_ids(models, left_out.path_in_file)
    yield from _validate_language_codes(session, parts, models, complete)
    yield from _validate_noun(session)
    if "number" not in left_out.keys:
        yield from _validate_session_numbers(session)
    yield from _validate_agenda_status(session)
    yield from _validate_days(session)
    yield from _validate_daily_hours(session)
    if not {"venue", "zone"} & {*left_out.keys}:
        yield from _validate_venues(session)
    yield from _validate_notes(session)
    yield from _validate_sittings(session)
    yield from _validate_call_deadlines(session)
    yield from _validate_ways_are_named(session)
    yield from _validate_registration_dates(session)
    yield from _validate_invitation_date(session)
    yield from _validate_documents(models)
    yield from _validate_alternatives(models)
    yield from _validate_item_links(session, models)
    if "source_language" not in left_out.keys:
        yield from _validate_source_texts(session, localized)
    if "not_codes" not in left_out.keys:
        yield from _validate_no_access_codes(session, parts, localized)
    yield from _validate_short_names(session, models, complete, left_out)
    if not {"points", "agenda"} & {*left_out.keys}:
        yield from _validate_points(session, models, left_out)
    yield from _validate_fees(models)
    if session.webcast:
        yield from _validate_live_webcast(session.webcast)
        yield from _validate_players(session.webcast)
        yield from _validate_channel_languages(session.webcast)
    yield from plausibility(session, localized)
    if complete:
        yield from _validate_channels_have_addresses(models)
        if docs:
            yield from _validate_files(docs, models, localized)
        yield from _validate_recordings(session)


# ── ids, codes and numbers ───────────────────────────────────────────────────────────────────────────────────────────


def _validate_ids(models: Walked, path_in_file: Callable[[Where], Where]) -> Iterator[Finding]:
    """Ids are anchors, so they must be unique on their page, and not among the anchors of its template. A way to register has its key."""
    paths_by_page: dict[str, dict[str, Where]] = {}
    for where, value in models:
        if isinstance(value, Way):
            anchor, place = str(where[-1]), where
        elif (
            isinstance(value, AgendaItem | Sitting | AgendaPoint | Statement | NewsItem | Question | Call | Link | Document)
            and value.id
            and where[0] != "newsletter"
        ):
            anchor, place = value.id, (*where, "id")
        else:
            continue
        pages = {"agenda": "agenda", "points": "points", "statements": "documents", "outcome": "documents", "news": "news"}
        page = (pages | {"calls": "take-part", "registration": "take-part"}).get(str(where[0]), "practical")
        paths = paths_by_page.setdefault(page, {})
        if anchor in RESERVED_ANCHORS[page]:
            yield "error", place, f"“{anchor}” is already used by the page itself; choose another"
        elif anchor in paths:
            yield "error", place, f"“{anchor}” is also the id of {dotted(path_in_file(paths[anchor]))}; change one of the two"
        paths.setdefault(anchor, where)


def _validate_language_codes(session: Session, parts: Walked, models: Walked, complete: bool) -> Iterator[Finding]:
    """Each language that is given a name is used; lists of languages have none twice, and none that they can't have."""
    named = [*_named_languages(parts)]
    used_codes = {code for _, code in named}
    for code in session.language_names.keys() - used_codes if complete else ():
        yield (
            "warning",
            ("language_names", code),
            "names a language that is neither interpreted nor that of a channel or a document; delete it, or correct the code",
        )
    above: set[tuple[Where, str]] = set()
    for where, code in named:
        if where[-2:-1] not in _LANGUAGE_LISTS:
            continue
        if (where[:-1], code) in above:
            yield "error", where, f"“{code}” is in the list already; delete one of the two"
        elif where[-2] == "captions" and is_signed(code):
            yield "error", where, f"“{code}” is a sign language, and captions are written; move it to `interpretation`"
        above.add((where[:-1], code))
    for where, item in models:
        if isinstance(item, AgendaItem) and item.language and item.interpretation == (item.language,):
            words = f"has “{item.language}” alone, the language spoken (`language`); write `[]` if there is none, or correct one of the two"
            yield "warning", (*where, "interpretation"), words


def _validate_noun(session: Session) -> Iterator[Finding]:
    """What the session is called is one of the site's nouns, or a word of its own: a slip in one of these is no own word."""
    if meant := _misspelt(session.called, SessionNoun):
        own = session.called.root[ALL_LANGUAGES] if session.called else ""
        yield "error", ("called",), f"“{own}” is not one of {', '.join(SessionNoun)}; write `{meant}`, or your own word in each language"


def _misspelt(given: Name | None, words: type[StrEnum]) -> str | None:
    """Which word of a list is meant by a text that is written once and is none of them, but is spelt much like one."""
    text = given.root.get(ALL_LANGUAGES, "") if given and not given.one_of(words) else ""
    return near(spelt_alike(text).replace("-", "_"), [*words], 0.8) if text else None


def _validate_session_numbers(session: Session) -> Iterator[Finding]:
    """Earlier sessions have lower numbers than the session, each its own; but a session that was held in parts has one number for all.
    Either all of a series have numbers, or none."""
    if not session.number and any(prior.number for prior in session.prior_sessions):
        yield "warning", ("prior_sessions",), "have numbers, and this session has no `number`; add it"
    for index, prior in enumerate(session.prior_sessions):
        where = ("prior_sessions", index, "number")
        above = [each for each in session.prior_sessions[:index] if each.number == prior.number]
        if not prior.number:
            if session.number:
                yield "warning", where[:-1], "has no `number`, and this session has one; add it"
        elif session.number and prior.number > session.number:
            yield "error", where, f"is {prior.number}, but this is session {session.number}; correct one of the two"
        elif prior.number == session.number and not _is_earlier_part(prior, session):
            yield (
                "error",
                where,
                f"is {prior.number}, as this session; correct one of the two, or, for an earlier part of it, "
                "give the dates of that part, and a `title` other than this session's",
            )
        elif not all(_are_parts(prior, each) for each in above):
            yield (
                "error",
                where,
                f"is {prior.number}, as in an entry above; keep one of the two, or, where both are parts of one session, "
                "give each its own dates and `title`",
            )


def _are_parts(one: PriorSession, other: PriorSession) -> bool:
    """Whether two entries can be parts of one session: held at different times, under different titles."""
    times = [(prior.start, prior.end, prior.year) for prior in (one, other)]
    return bool(all(map(any, times)) and times[0] != times[1] and one.title and other.title and one.title != other.title)


def _is_earlier_part(prior: PriorSession, session: Session) -> bool:
    """Whether a prior session with this session's number can be a part of it that was held before."""
    last = prior.end or prior.start
    is_before = last < session.dates.start if last else prior.year is not None and prior.year <= session.dates.start.year
    return bool(is_before and prior.title and prior.title != session.title)


# ── the agenda ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _validate_agenda_status(session: Session) -> Iterator[Finding]:
    """An agenda that has items is not pending."""
    if (
        session.agenda
        and "status" in session.agenda.model_fields_set
        and session.agenda.status is AgendaStatus.pending
        and not session.agenda_status
    ):
        yield "warning", ("agenda", "status"), "is pending, but items are there already; write provisional or final"


def _validate_days(session: Session) -> Iterator[Finding]:
    """The days of the agenda are in order and within the session's dates; one at least is not off; their times have a zone."""
    dates = session.dates
    previous_date = None
    for index, day in enumerate(session.agenda_days):
        where = ("agenda", "days", index, "date")
        if not dates.start <= day.date <= dates.end:
            yield "error", where, f"is {day.date}, but the session is from {dates.start} to {dates.end}; correct one of the two"
        if previous_date and day.date <= previous_date:
            yield "error", where, f"is {day.date}, not after the day above ({previous_date}); put the days in order"
        previous_date = day.date
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


def _validate_daily_hours(session: Session) -> Iterator[Finding]:
    """The session's daily hours exist on each of its days."""
    if not session.hours:
        return
    for day in session.meeting_days:
        for key in ("start", "end"):
            local_time = session.at_local_time(day.date, getattr(session.hours, key), session.hours.start)
            yield from _validate_local_time(session, local_time, ("hours", key))


def _validate_venues(session: Session) -> Iterator[Finding]:
    """Other venues are beside a main one, and a venue gives its zone only where that is another than the session's."""
    if session.venues and not session.venue:
        yield "error", ("venues",), "are those beside the main venue, which is not given; write that one under `venue`"
    places: dict[Where, Venue | None] = {("venue",): session.venue}
    places |= {("venues", name): venue for name, venue in session.venues.items()}
    for where, venue in places.items():
        if venue and venue.zone and venue.zone == session.zone:
            yield "warning", (*where, "zone"), f"is {venue.zone}, the session's own `zone`; delete the line"


def _validate_notes(session: Session) -> Iterator[Finding]:
    """Notes that readers would see at the wrong time, or not at all."""
    agenda = session.agenda
    if agenda and agenda.note and session.agenda_status in (AgendaStatus.provisional, AgendaStatus.final):
        advice = (
            f"is shown with every status, and the agenda is {agenda.status} now; if it is about a pending "
            f"agenda, move it to `notes: {{pending: …}}`"
        )
        yield "warning", ("agenda", "note"), f"{advice}, else to `notes: {{{agenda.status}: …}}`"
    if session.status_note and session.status is SessionStatus.scheduled:
        others = ", ".join(f"`{each}`" for each in SessionStatus if each is not SessionStatus.scheduled)
        yield (
            "warning",
            ("status_note",),
            f"is not shown, since the session takes place as announced; write one of {others} as `status`, or delete the note",
        )
    if session.status is SessionStatus.moved_online and session.format in (Format.onsite, Format.hybrid):
        words = f"is {session.format}, and the session has moved online (`status`); write `online`, or correct the status"
        yield "error", ("format",), words


def _validate_sittings(session: Session) -> Iterator[Finding]:
    """Sittings are in order, and do not overlap in one room, also with those of the day before that last beyond midnight."""
    earlier_sittings: list[tuple[dt.datetime, dt.datetime, Sitting]] = []  # with start and end, of which later ones may still be on
    for day_index, day in enumerate(session.agenda_days):
        midnight = session.at_local_time(day.date, dt.time())
        earlier_sittings = [(start, end, sitting) for start, end, sitting in earlier_sittings if end > midnight]
        for index, sitting in enumerate(day.sittings):
            where = ("agenda", "days", day_index, "sittings", index)
            start, end = session.times(day, sitting)
            for earlier_start, earlier_end, earlier in earlier_sittings:
                if earlier.room == sitting.room and start < earlier_end and earlier_start < end:
                    yield "error", (*where, "start"), _overlap(sitting, earlier, begins_before=start < earlier_start)
                    break
            else:
                if index and sitting.start < day.sittings[index - 1].start:
                    yield (
                        "error",
                        (*where, "start"),
                        f"is {sitting.start:%H:%M}, before the sitting above begins "
                        f"({day.sittings[index - 1].start:%H:%M}); put the sittings in order",
                    )
            earlier_sittings.append((start, end, sitting))
            yield from _validate_local_time(session, start, (*where, "start"))
            yield from _validate_local_time(session, end, (*where, "end"))
            yield from _validate_items(session, day, sitting, where)


def _overlap(sitting: Sitting, earlier: Sitting, *, begins_before: bool) -> str:
    """What is said of a sitting that is at the same time as one above it, in the same room or without a room as that."""
    same_room = " in the same room" if sitting.room else ""
    remedy = "correct a time, or one of the rooms" if sitting.room else "give each its `room`, or correct a time"
    if begins_before:
        at_once = f"and the sitting above ({earlier.id}) begins{same_room} at {earlier.start:%H:%M}, before this one ends"
        return f"is {sitting.start:%H:%M}, {at_once}; put the sittings in order, and {remedy}"
    return f"is {sitting.start:%H:%M}, while the sitting above ({earlier.id}) is still on{same_room} until {earlier.end:%H:%M}; {remedy}"


def _validate_items(session: Session, day: Day, sitting: Sitting, sitting_path: Where) -> Iterator[Finding]:
    """The items of a sitting lie within it, and are in order."""
    sitting_start, sitting_end = session.times(day, sitting)
    starts: list[tuple[AgendaItem, dt.datetime]] = []
    for index, item in enumerate(sitting.items):
        if not item.start:
            continue
        where = (*sitting_path, "items", index)
        start, end = (session.at_local_time(day.date, clock, sitting.start) if clock else sitting_end for clock in (item.start, item.end))
        if not sitting_start <= start < sitting_end:
            yield (
                "error",
                (*where, "start"),
                f"is {start:%H:%M}, outside its sitting ({sitting_start:%H:%M} to {sitting_end:%H:%M}); correct one of the two",
            )
        elif end > sitting_end:
            yield "error", (*where, "end"), f"is {end:%H:%M}, after its sitting ends ({sitting_end:%H:%M}); correct one of the two"
        elif end <= start:
            yield "error", (*where, "end"), f"is {end:%H:%M}, before its start {start:%H:%M}; swap them or correct one"
        if later := next(((other.id, since) for other, since in starts if since > start), None):
            yield (
                "error",
                (*where, "start"),
                f"is {start:%H:%M}, before `{later[0]}` above it ({later[1]:%H:%M}); move it above that, or correct one of the times",
            )
        elif start < sitting_end:
            starts.append((item, start))
        for key, local_time in (("start", start), ("end", end)):
            if local_time not in (sitting_start, sitting_end):  # these were checked with the sitting
                yield from _validate_local_time(session, local_time, (*where, key))


# ── dates and times ──────────────────────────────────────────────────────────────────────────────────────────────────


def _validate_local_time(session: Session, local_time: dt.datetime, where: Where) -> Iterator[Finding]:
    """A local time must exist exactly once: clocks that go forward skip an hour, clocks that go back repeat one."""
    if local_time.utcoffset() == local_time.replace(fold=1).utcoffset():
        return
    round_trip = local_time.astimezone(dt.UTC).astimezone(session.clock_zone)
    problem = "comes twice" if round_trip.time() == local_time.time() else "does not exist"
    yield (
        "error",
        where,
        f"is {local_time:%H:%M}, which {problem} on {local_time:%Y-%m-%d} in {session.zone}, when the clocks change; choose another time",
    )


def _validate_deadline_time(session: Session, deadline: dt.date | dt.datetime, where: Where) -> Iterator[Finding]:
    """A deadline with a time of day needs a zone, to be the same moment for everybody, and must exist in it."""
    if isinstance(deadline, dt.datetime) and not session.zone:
        yield "error", where, "has a time of day, but no zone is given; add `zone`, for instance Europe/Zurich"
    elif isinstance(deadline, dt.datetime):
        yield from _validate_local_time(session, deadline.replace(tzinfo=session.clock_zone), where)


def _validate_call_deadlines(session: Session) -> Iterator[Finding]:
    for index, call in enumerate(session.calls):
        where = ("calls", index, "deadline")
        yield from _validate_deadline_time(session, call.deadline, where)
        days_after_session = (session.deadline_moment(call.deadline) - session.ends).days
        if days_after_session > MAX_DAYS_AFTER_SESSION:
            yield (
                "error",
                where,
                f"is {format_moment(call.deadline)}, {days_after_session} days after the session ends ({session.dates.end}); "
                "correct the year or the month",
            )


def _validate_ways_are_named(session: Session) -> Iterator[Finding]:
    """A way to register that the interface has no name for has a title."""
    for key, way in session.registration.items():
        if key in NAMED_WAYS or way.title:
            continue
        if meant := near(key, NAMED_WAYS, 0.6):
            words = f"has no name; did you mean `{meant}`? For another way, add a `title`"
        else:
            words = f"has no name; add a `title`, or use one of {', '.join(NAMED_WAYS)}"
        yield "error", ("registration", key), words


def _validate_registration_dates(session: Session) -> Iterator[Finding]:
    """Registration opens and closes before the session ends, which may be after midnight of its last day."""
    session_end = max(session.ends, session.deadline_moment(session.dates.end))
    for name, way in session.registration.items():
        for key in ("opens", "closes"):
            where, date = ("registration", name, key), getattr(way, key)
            yield from _validate_deadline_time(session, date, where)
            if date and session.deadline_moment(date) > session_end:
                yield "error", where, f"is {format_moment(date)}, after the session ends ({session.dates.end}); correct one of the two"


def _validate_invitation_date(session: Session) -> Iterator[Finding]:
    if session.invitation and session.invitation.date and session.invitation.date > session.dates.end:
        yield (
            "error",
            ("invitation", "date"),
            f"is {session.invitation.date}, after the session ends ({session.dates.end}); correct one of the two",
        )


def _validate_documents(models: Walked) -> Iterator[Finding]:
    """No document is announced that is there already, nor a language in which it exists. Its kind is one of the site's, or a word of the
    data's own: a slip in one of these is no own word."""
    for where, document in models:
        if not isinstance(document, Document):
            continue
        if document.url and document.expected and not document.announced:
            yield "warning", (*where, "expected"), f"is {document.expected}, but the address is here already; delete the line"
        for index, code in enumerate(document.announced):
            if document.url and code in document.url.root:
                yield "warning", (*where, "announced", index), f"“{code}” has its address already; delete it here"
        if document.kind and (meant := _misspelt(document.kind, DocumentKind)):
            given = excerpt(document.kind.root[ALL_LANGUAGES])
            yield "error", (*where, "kind"), f"“{given}” is not one of {', '.join(DocumentKind)}; write `{meant}`, or another name"


def _validate_fees(models: Walked) -> Iterator[Finding]:
    """Currencies exist, and of the fees of one category only the last has no end, in order of their days."""
    known = babel.core.get_global("all_currencies")
    for where, way in models:
        above: dict[str, dt.date | None] = {}
        for index, fee in enumerate(way.fees if isinstance(way, Way) else ()):
            category, place = str(fee.category.root if fee.category else ""), (*where, "fees", index)
            if fee.currency not in known:
                yield "error", (*place, "currency"), f"“{fee.currency}” is the code of no currency; write one such as CHF, EUR or USD"
            before = above.get(category)
            if category in above and (before is None or fee.until and fee.until <= before):
                words = "follows one of its category that holds as long or longer; put them in order of their `until`, the last without one"
                yield "error", place, words
            above[category] = fee.until


def _validate_alternatives(models: Walked) -> Iterator[Finding]:
    """Pictures have a text for those who do not see them, but for those of people, whose names stand beside them."""
    for where, part in models:
        picture = vars(part).get("picture")
        if isinstance(picture, Picture) and not picture.alt and not isinstance(part, Person | Partner):
            written = f"`picture: {{file: {picture.file}, alt: …}}`"
            yield "warning", (*where, "picture"), f"has no text for those who do not see it; write {written}, with what is to be seen"


def _validate_item_links(session: Session, models: Walked) -> Iterator[Finding]:
    """The moments at which links of items come and go exist, and come before the item is over, where it ends them."""
    places = {item.id: (day, sitting) for day, sitting, item in session.items()}
    for where, item in models:
        for index, link in enumerate(item.links if isinstance(item, AgendaItem) else ()):
            place = (*where, "links", index)
            for key in ("shown_from", "shown_until"):
                yield from _validate_deadline_time(session, getattr(link, key), (*place, key))
            start, end = session.link_span(link, *places[item.id], item)
            if link.shown_from and start and end and start >= end:
                words = (
                    f"is {format_moment(link.shown_from)}, when the item is over, and with it this link; correct it, or add `shown_until`"
                )
                yield "error", (*place, "shown_from"), words


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _validate_source_texts(session: Session, localized: Walked) -> Iterator[Finding]:
    """A text written by language has the source language, which the others fall back to."""
    for where, value in localized:
        if isinstance(value, Title | Prose) and value.languages() and session.source_language not in value.root:
            yield "error", where, f"has no text in the source language; add `{session.source_language}`"


def _validate_no_access_codes(session: Session, parts: Walked, localized: Walked) -> Iterator[Finding]:
    """If access codes came with the invitation, no text shows what looks like one (but for passwords, of which plausibility.py tells)."""
    found = [*secrets.found_codes(session, parts)]
    passwords = dict(_passwords(localized)) if found else {}
    for where, code in found:
        if code in passwords.get(where, ""):
            continue
        yield (
            "error",
            where,
            f"holds what looks like an access code ({codes.masked(code)}), which came with the invitation; delete it, or, if it is a "
            f"public name, list it whole under `not_codes`: `- {codes.masked(code)}`",
        )


def _passwords(localized: Walked) -> Iterator[tuple[Where, str]]:
    """The first password in each text, with the word for it."""
    for where, value in localized:
        if isinstance(value, Title | Prose):
            for language, text in value.root.items():
                if found := text_slips.passcode(text):
                    yield (*where, language) if language else where, found


# ── the webcast ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _validate_live_webcast(webcast: Webcast) -> Iterator[Finding]:
    """No address is announced that is there already, and no live channels are given for a webcast that is not live."""
    if webcast.expected and (webcast.url or webcast.channels):
        yield "warning", ("webcast", "expected"), f"is {webcast.expected}, but the address is here already; delete the line"
    if not webcast.live and webcast.channels:
        yield (
            "error",
            ("webcast", "channels"),
            "are those of a live webcast, but `live` is false; delete that line, or move them under `recordings`",
        )


def _validate_players(webcast: Webcast) -> Iterator[Finding]:
    """Captions are for players that show them, and an iframe is from a host that the data allows."""
    for where, channel in walk(webcast, ("webcast",)):
        if isinstance(channel, Recording):
            yield from _validate_encrypted({("transcript",): channel.transcript}, where)
        if not isinstance(channel, Channel):
            continue
        if channel.captions and not (channel.video or channel.hls):
            yield "error", (*where, "captions"), "are for `video` and `hls`; other players bring their own: delete them here"
        for language, address in channel.iframe.root.items() if channel.iframe else ():
            host = urlsplit(address).netloc.lower()
            if in_ascii(host) not in map(in_ascii, webcast.hosts):
                address_path = (*where, "iframe", language) if language else (*where, "iframe")
                yield "error", address_path, f"is on {host}, which is not under webcast.hosts; add the host there if it is yours to show"
        given: dict[Where, Address | FileAddress | None] = {(key,): getattr(channel, key) for key in ("iframe", "video", "hls")}
        given |= {("captions", index, "url"): captions.url for index, captions in enumerate(channel.captions)}
        yield from _validate_encrypted(given, where)


def _validate_encrypted(given: Mapping[Where, Address | FileAddress | None], where: Where) -> Iterator[Finding]:
    """What a page shows is at an https: address; browsers block all others on a page that is at one."""
    for path, addresses in given.items():
        for language, address in addresses.root.items() if addresses else ():
            if address.lower().startswith("http://"):
                yield (
                    "warning",
                    (*where, *path, *([language] if language else [])),
                    "begins with http://, and browsers show nothing of it on a page that begins with https://; write https:// "
                    "if its server has that, or move it to one that has",
                )


def _validate_channel_languages(webcast: Webcast) -> Iterator[Finding]:
    """No language has two channels of one room, live or of one recording."""
    channel_lists: list[tuple[Where, tuple[Channel, ...]]] = [(("webcast", "channels"), webcast.channels)]
    for index, recording in enumerate(webcast.recordings):
        channel_lists.append((("webcast", "recordings", index, "channels"), recording.channels))
    for where, channels in channel_lists:
        above = set()
        for index, channel in enumerate(channels):
            place = channel.language, tuple(channel.room.root.items()) if channel.room else ()
            if place in above:
                remedy = "correct one of the rooms" if channel.room else "give each its `room`"
                words = f"“{channel.language}” has a channel above; {remedy}, or keep one of the two"
                yield "error", (*where, index, "language"), words
            above.add(place)


# ── references to other parts, and to files ──────────────────────────────────────────────────────────────────────────


def _validate_short_names(session: Session, models: Walked, complete: bool, left_out: LeftOut) -> Iterator[Finding]:
    """Venues that rooms give are there, and so are kinds, rooms, tracks, tags and people that items give; those that are there are used, or
    else shown."""
    items = [(where, item) for where, item in models if isinstance(item, AgendaItem)]
    tags = (((*where, "tags", index), tag) for where, item in items for index, tag in enumerate(item.tags))
    people = [((*where, "people", index, "person"), each.person) for where, item in items for index, each in enumerate(item.people)]
    people += [(("bodies", name, "chair", index), key) for name, body in session.bodies.items() for index, key in enumerate(body.chair)]
    of_points = (
        ((*where, "bodies", index), name)
        for where, point in models
        if isinstance(point, AgendaPoint)
        for index, name in enumerate(point.bodies)
    )
    meeting = (((*where, "body"), each.body) for where, each in models if isinstance(each, AgendaItem | Sitting) and each.body)
    venues = ((("rooms", name, "venue"), room.venue) for name, room in session.rooms.items() if room.venue)
    checks = {
        "venues": lambda names: _validate_listed("venues", venues, names, "add the venue there"),
        "kinds": lambda names: _validate_kinds(session, items, names),
        "rooms": lambda names: _validate_places("rooms", session.rooms, names, models),
        "tracks": lambda names: _validate_places("tracks", session.tracks, names, models),
        "tags": lambda names: _validate_listed("tags", tags, names, "add the tag there"),
        "bodies": lambda names: _validate_listed("bodies", (*of_points, *meeting), names, "add the body there"),
        "people": lambda names: _validate_listed("people", people, names, "add the person there"),
    }
    for key in SHORT_NAMES:
        if key in left_out.keys:
            continue
        is_right = complete
        for finding in checks[key]({**dict.fromkeys(getattr(session, key)), **dict.fromkeys(left_out.short_names.get(key, ()))}):
            yield finding
            is_right = False
        if is_right:  # else one that is not used may be what a wrong one means
            yield from _validate_all_used(session, key, [item for _, item in items])


def _validate_points(session: Session, models: Walked, left_out: LeftOut) -> Iterator[Finding]:
    """Points that items and statements name are there, and so are items that statements name."""
    known = {point.id: where for where, point in models if isinstance(point, AgendaPoint)}
    numbers = {point.number: point.id for point in session.all_points.values() if point.number}
    named = [
        ((*where, "points", index), name)
        for where, item in models
        if isinstance(item, AgendaItem)
        for index, name in enumerate(item.points)
    ]
    named += [((*where, "point"), each.point) for where, each in models if isinstance(each, Statement) and each.point]
    for where, name in named:
        if name not in known and name not in left_out.short_names.get("points", ()):
            meant = numbers.get(name) or near(name, known)
            advice = f"did you mean `{meant}`?" if meant else "add the point there, or correct the id"
            yield "error", where, f"“{excerpt(name)}” is the id of no point under `points`; {advice}"
    items = [item.id for _, _, item in session.items()]
    for where, each in models:
        if isinstance(each, Statement) and each.item and each.item not in items and each.item not in left_out.short_names.get("items", ()):
            meant = near(each.item, items)
            advice = f"did you mean `{meant}`?" if meant else "correct it, or name the point instead"
            yield "error", (*where, "item"), f"“{excerpt(each.item)}” is the id of no item of the agenda; {advice}"


def _validate_kinds(session: Session, items: Iterable[tuple[Where, AgendaItem]], known: Collection[str]) -> Iterator[Finding]:
    """Each item is of a kind of the site or of the session; those of the session do not hide one of the site."""
    kinds = dict.fromkeys([*known, *Kind])
    for where, item in items:
        if item.kind not in kinds:
            yield "error", (*where, "kind"), _unknown_kind(item.kind, [*kinds])
    for name in session.kinds:
        if name in [*Kind]:
            yield "error", ("kinds", name), f"“{name}” is a kind of the site already; choose another short name"


def _unknown_kind(given: str, kinds: list[str]) -> str:
    """The message: a kind that is not there can be added, under a short name."""
    entry = example("kinds", given)
    short = entry.partition(":")[0]
    written = "" if short == given else f", and write `{short}` here"
    return not_one_of(given, kinds, f", or add it under `kinds`, as `{entry}`{written}")


def _validate_places(key: str, described: Mapping[str, Any], known: Collection[str], models: Walked) -> Iterator[Finding]:
    """Rooms or tracks that are given by a short name are there, and are written as there."""
    by_name = {text: name for name, each in reversed([*described.items()]) for text in each.name.root.values()}
    by_spelling = {spelt_alike(name): name for name in known}
    for where, part in models:
        given = vars(part).get(key[:-1])
        for language, text in given.root.items() if isinstance(given, Title) else ():
            meant = by_name.get(text) or by_spelling.get(spelt_alike(text))
            if language and meant:
                words = f"gives “{excerpt(text)}” by language, which is one of `{key}`; write `{meant}` alone, which has a name in each"
                yield "warning", (*where, key[:-1]), words
                break
            if language or text in known:
                continue
            if text in by_name:
                words = f"“{excerpt(text)}” is a name under `{key}`; write `{meant}`, so that it is the same one"
                yield "warning", (*where, key[:-1]), words
            elif meant := meant or (near(text, known) if re.fullmatch(ID_PATTERN, text) else None):
                yield "error", (*where, key[:-1]), f"“{excerpt(text)}” is not under `{key}`; did you mean `{meant}`?"


def _validate_listed(key: str, given: Iterable[tuple[Where, str]], known: Collection[str], advice: str) -> Iterator[Finding]:
    """All that is given by a short name is under a key of the session."""
    for where, name in given:
        if name not in known:
            meant = near(name, known)
            yield (
                "error",
                where,
                f"“{name}” is not under `{key}`; {f'did you mean `{meant}`?' if meant else f'{advice}, or correct the name'}",
            )


def _validate_all_used(session: Session, key: str, items: Iterable[AgendaItem]) -> Iterator[Finding]:
    """No kind, track or tag is described that no item has: it would be shown nowhere. Rooms and people are shown by themselves."""
    used: dict[str, Callable[[AgendaItem], Collection[str | None]]] = {
        "kinds": lambda item: [item.kind],
        "tracks": lambda item: [item.track.root.get(ALL_LANGUAGES)] if item.track else [],
        "tags": lambda item: item.tags,
    }
    if key not in used or not getattr(session, key):
        return
    names = {name for item in items for name in used[key](item)}
    where_to = "is the kind of no item" if key == "kinds" else "is in no item"
    for name in getattr(session, key):
        if name not in names:
            yield "warning", (key, name), f"{where_to}, and is shown nowhere; name it in an item, or delete it"


def _validate_channels_have_addresses(models: Walked) -> Iterator[Finding]:
    for where, channel in models:
        if isinstance(channel, Channel) and channel.player is None:
            yield "error", where, "has no address; add one of youtube, vimeo, kaltura, peertube, iframe, video or hls"


def _validate_files(docs: Path, models: Walked, localized: Walked) -> Iterator[Finding]:
    """Files that the data links to are in the folder `docs`."""
    for where, file in localized:
        for language, address in file.root.items() if isinstance(file, FileAddress) else ():
            if "://" not in address and (problem := _validate_file(docs, address)):
                yield "error", (*where, language) if language else where, f"“{excerpt(address)}” {problem}"
    for where, file in models:
        if isinstance(file, Picture) and (problem := _validate_file(docs, file.file) or picture_files.problem(docs / file.file)):
            yield "error", (*where, "file"), f"“{excerpt(file.file)}” {problem}"


def _validate_file(docs: Path, address: str) -> str | None:
    """Why a file of `docs` can't be published at its own address; None if it can. Symbolic links are followed."""
    if address.endswith(".md"):
        return "is made into a page; write the page's address, beginning with https://"
    try:
        path = (docs / address).resolve()
        if path.is_file():
            return None if path.is_relative_to(docs.resolve()) else "leads out of docs/; copy the file into docs/"
    except (OSError, RuntimeError):  # a name that is too long; a link that leads to itself
        pass
    return "is not in docs/; add the file, or correct the name"


def _validate_recordings(session: Session) -> Iterator[Finding]:
    """Each recording is of a sitting of its own, each of its chapters of an item, and its transcript has times."""
    recordings: tuple[Recording, ...] = session.webcast.recordings if session.webcast else ()
    sitting_ids = {sitting.id for _, sitting in session.sittings()}
    item_ids = {item.id for _, _, item in session.items()}
    for index, recording in enumerate(recordings):
        where = ("webcast", "recordings", index)
        if recording.sitting in (above.sitting for above in recordings[:index]):
            yield "error", (*where, "sitting"), f"“{recording.sitting}” has a recording above; keep one of the two"
        if recording.sitting not in sitting_ids:
            yield (
                "error",
                (*where, "sitting"),
                f"“{recording.sitting}” is not the id of a sitting; correct it, or add the sitting to the agenda",
            )
        for language, address in recording.transcript.root.items() if recording.transcript else ():
            if "://" not in address and not address.lower().endswith(".vtt"):
                yield (
                    "error",
                    (*where, "transcript", *([language] if language else [])),
                    f"“{address}” is not a WebVTT file (.vtt); give one here, and others under the `transcript` of an item",
                )
        for chapter_index, chapter in enumerate(recording.chapters):
            if chapter.item not in item_ids:
                yield (
                    "error",
                    (*where, "chapters", chapter_index, "item"),
                    f"“{chapter.item}” is not the id of an item; correct it, or add the item to the agenda",
                )
