"""The names of an item's kinds, in English; each language's are in its catalogue."""

from __future__ import annotations

from microsite.model.agenda import Kind


def N_(message: str) -> str:
    """Marks a text for the catalogues, without translating it here."""
    return message


KIND_LABELS = {
    Kind.opening: N_("Opening"),
    Kind.keynote: N_("Keynote"),
    Kind.panel: N_("Panel"),
    Kind.presentation: N_("Presentation"),
    Kind.sharing_session: N_("Sharing session"),
    Kind.open_floor: N_("Open floor"),
    Kind.discussion: N_("Discussion"),
    Kind.break_: N_("Break"),
    Kind.closing: N_("Closing"),
}
