"""The titles of pages and the names of kinds, in English; each language's are in its catalogue."""

from __future__ import annotations

from microsite.model.agenda import Kind
from microsite.model.documents import DocumentKind, LinkKind


def N_(message: str) -> str:
    """Marks a text for the catalogues, without translating it here."""
    return message


KIND_LABELS = {
    Kind.opening: N_("Opening"),
    Kind.keynote: N_("Keynote"),
    Kind.panel: N_("Panel"),
    Kind.presentation: N_("Presentation"),
    Kind.talk: N_("Talk"),
    Kind.lightning_talks: N_("Lightning talks"),
    Kind.workshop: N_("Workshop"),
    Kind.tutorial: N_("Tutorial"),
    Kind.sharing_session: N_("Sharing session"),
    Kind.open_floor: N_("Open floor"),
    Kind.discussion: N_("Discussion"),
    Kind.statements: N_("Statements"),
    Kind.informal_consultation: N_("Informal consultation"),
    Kind.side_event: N_("Side event"),
    Kind.poster: N_("Poster"),
    Kind.bilateral: N_("Bilateral meeting"),
    Kind.registration: N_("Registration"),
    Kind.ceremony: N_("Ceremony"),
    Kind.social_event: N_("Social event"),
    Kind.excursion: N_("Excursion"),
    Kind.break_: N_("Break"),
    Kind.closing: N_("Closing"),
}

DOCUMENT_KINDS = {
    DocumentKind.agenda: N_("Agenda"),
    DocumentKind.working_document: N_("Working document"),
    DocumentKind.information_document: N_("Information document"),
    DocumentKind.proposal: N_("Proposal"),
    DocumentKind.report: N_("Report"),
    DocumentKind.decision: N_("Decision"),
    DocumentKind.presentation: N_("Slides"),
    DocumentKind.statement: N_("Statement"),
    DocumentKind.list_of_participants: N_("List of participants"),
}

LINK_LABELS = {
    LinkKind.join_: N_("Join online"),
    LinkKind.questions: N_("Ask a question"),
    LinkKind.poll: N_("Take the poll"),
    LinkKind.captions: N_("Live captions"),
    LinkKind.notes: N_("Shared notes"),
    LinkKind.feedback: N_("Give feedback"),
    LinkKind.sign_up: N_("Reserve a place"),
}

WAY_LABELS = {
    "onsite": N_("Attending in person"),
    "online": N_("Taking part online"),
    "observers": N_("Observers"),
    "press": N_("Press"),
    "accompanying": N_("Accompanying persons"),
}
"""What a reader registers for, not where, by the name of the way (NAMED_WAYS)."""

PART_TITLES = {
    "event": N_("Overview"),
    "agenda": N_("Agenda"),
    "points": N_("Agenda points"),
    "documents": N_("Documents"),
    "people": N_("Speakers"),
    "take-part": N_("Take part"),
    "webcast": N_("Webcast"),
    "prior-sessions": N_("Previous sessions"),
    "news": N_("News"),
    "practical": N_("Practical information"),
    "accessibility": N_("Accessibility"),
}
"""The title of the page of each part, in the order of the menu; the names are those of its templates in pages/."""

PART_KEYS = {
    "agenda": ("agenda",),
    "points": ("points", "bodies"),
    "documents": ("statements",),
    "news": ("news",),
    "people": ("people",),
    "take-part": ("registration", "calls", "invitation", "admission"),
    "webcast": ("webcast",),
    "prior-sessions": ("prior_sessions",),
}
"""Parts that a site can do without, and the keys of the data that the page of each is about: while they are not there, nothing links to
it."""

MADE_WITH_DATA = ("points", "documents", "people", "news")
"""The parts whose pages are made as soon as the data has something for them: else there is nothing to announce."""
