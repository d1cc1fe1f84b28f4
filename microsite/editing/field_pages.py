"""Which pages show which parts of a session, and what its keys are called, for those who talk about pages without making them."""

from __future__ import annotations

from collections.abc import Sequence

PAGES = {
    "every": "Every page",
    "event": "Overview",
    "agenda": "Agenda",
    "take-part": "Take part",
    "webcast": "Webcast",
    "prior-sessions": "Previous sessions",
    "practical": "Practical information",
}
"""The pages by the names of their templates, in the order of the site."""

# Which pages may show a part of the session, the one to look at first; the longest beginning of a place counts. A test
# changes each part of a session, and looks at which pages differ.
SHOWN = {
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
    "registration.onsite.platform": ("take-part", "event"),
    "registration.online.platform": ("take-part", "event"),
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


NOUNS = {
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
"""Keys that say too little alone; the others are said as they are written."""


def shown_on(where: Sequence[object], *, whole: bool = False) -> tuple[str, ...]:
    """The pages that show a place of the session; with `whole`, anything in it, as where it comes or goes."""
    names = [str(part) for part in where if isinstance(part, str)]
    inside = {page for place, pages in SHOWN.items() if whole and f"{place}.".startswith(f"{'.'.join(names)}.") for page in pages}
    first = next(SHOWN[".".join(names[:length])] for length in range(len(names), -1, -1) if ".".join(names[:length]) in SHOWN)
    return (*first, *(page for page in PAGES if page in inside and page not in first))
