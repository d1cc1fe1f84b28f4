"""Which pages show which fields of a session, and what a sentence calls the fields: `microsite diff` needs both, and makes no pages."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.localize.labels import PART_TITLES

PAGE_TITLES = {"every": "Every page"} | {part: title for part, title in PART_TITLES.items() if part != "accessibility"}
"""By the name of a page's template, in the order of the site; `every` is what all pages have around their content."""

PAGES_BY_FIELD = {
    "": ("event",),
    "number": ("practical", "event"),
    "name": ("event", "practical"),
    "symbol": ("event", "practical"),
    "title": ("event",),
    "status": ("every", "event", "take-part", "webcast", "agenda"),
    "status_note": ("every",),
    "dates": ("event", "agenda", "webcast", "practical"),
    "hours": ("event", "agenda", "webcast"),
    "zone": ("event", "agenda", "take-part", "webcast"),
    "source_language": ("every",),
    "official_languages": ("every",),
    "series.name": ("every", "practical"),
    "series.url": ("practical", "prior-sessions"),
    "organizer": ("every", "practical"),
    "organizer.short_name": ("practical",),
    "invitation": ("take-part",),
    "format": ("take-part", "event"),
    "admission": ("take-part", "event"),
    "venue": ("practical",),
    "venue.name": ("practical", "event"),
    "venue.city": ("practical", "event"),
    "interpretation": ("webcast", "event"),
    "language_names": ("webcast", "event", "practical", "agenda", "take-part"),
    "registration": ("take-part",),
    "registration.title": ("take-part", "event"),
    "registration.platform": ("take-part", "event"),
    "registration.state": ("take-part", "event"),
    "calls": ("take-part",),
    "calls.title": ("take-part", "event"),
    "calls.deadline": ("take-part", "event"),
    "agenda": ("agenda",),
    "agenda.status": ("agenda", "event", "webcast"),
    "agenda.note": ("agenda", "event"),
    "agenda.notes": ("agenda", "event"),
    "agenda.days.date": ("agenda", "event", "webcast"),
    "agenda.days.title": ("agenda", "event"),
    "agenda.days.off": ("agenda", "event", "webcast"),
    "agenda.days.sittings.start": ("agenda", "event", "webcast"),
    "agenda.days.sittings.end": ("agenda", "event", "webcast"),
    "agenda.days.sittings.title": ("agenda", "webcast"),
    "agenda.item.title": ("agenda", "event", "webcast"),
    "agenda.item.start": ("agenda", "event"),
    "agenda.item.kind": ("agenda", "event"),
    "agenda.item.cancelled": ("agenda", "event"),
    "people": ("agenda",),
    "webcast": ("webcast",),
    "webcast.note": ("webcast", "event"),
    "webcast.note_after": ("webcast", "event"),
    "documents": ("practical",),
    "prior_sessions": ("prior-sessions",),
    "prior_sessions.number": ("prior-sessions", "event"),
    "prior_sessions.title": ("prior-sessions", "event"),
    "prior_sessions.topic": ("prior-sessions", "event"),
    "prior_sessions.start": ("prior-sessions", "event"),
    "prior_sessions.end": ("prior-sessions", "event"),
    "prior_sessions.year": ("prior-sessions", "event"),
    "prior_sessions.bearing": ("prior-sessions", "event"),
    "links": ("practical",),
    "newsletter": ("practical",),
    "contact": ("practical",),
    "contact.email": ("every", "practical"),
}
"""The pages that may show a field, the one to look at first in front. The longest path that a field's path begins with counts; list
indexes are left out. A test changes each field of a session, and compares with the pages that differ."""


FIELD_NOUNS = {
    "url": "address",
    "host_url": "address of the site that carries it",
    "to": "addressee",
    "who": "word on who should take it",
    "have_ready": "word on what to have ready",
    "what_next": "word on what happens next",
    "hours": "daily time",
    "about": "account of the theme",
    "questions": "guiding question",
    "interpretation": "list of interpretation languages",
    "language_names": "name of a language",
    "official_languages": "list of official languages",
    "closes": "last day to register",
    "opens": "first day to register",
    "at": "place in the recording",
    "off": "day off",
    "live": "live webcast",
    "note_after": "note for afterwards",
    "shown_from": "day from which it is shown",
    "recorded": "recording promised",
    "iframe": "player",
    "expected": "day it is expected by",
    "access_code": "access code",
    "policy": "who may see it",
}
"""What a sentence calls a key whose own name says too little."""


def pages_showing(where: Sequence[object], *, entire_part: bool = False) -> tuple[str, ...]:
    """The pages that show the field at a path of the session, the one to look at first in front.

    `entire_part` adds the pages that show any field inside it: they change if the whole part is added or removed.
    """
    keys = [key for key in where if isinstance(key, str)]
    first = next(PAGES_BY_FIELD[path] for length in range(len(keys), -1, -1) if (path := ".".join(keys[:length])) in PAGES_BY_FIELD)
    if not entire_part:
        return first
    part = f"{'.'.join(keys)}."
    inside = {page for field, pages in PAGES_BY_FIELD.items() if f"{field}.".startswith(part) for page in pages}
    return (*first, *(page for page in PAGE_TITLES if page in inside and page not in first))
