"""Which kind of item is meant by a word, in any language."""

from __future__ import annotations

import functools
import re

from microsite.imports.cells import bare
from microsite.localize import catalogues, po
from microsite.localize.labels import KIND_LABELS
from microsite.model.agenda import Kind

KIND_WORDS = {
    Kind.break_: "break coffee coffeebreak teabreak lunch lunchbreak pause kaffeepause mittagspause mittagessen kaffee dejeuner "
    "pausecafe pausedejeuner almuerzo pausaparaelcafe cafe intervallo",
    Kind.opening: "opening welcome welcomeandopening openingandwelcome accueiletouverture begrussungunderoffnung bienvenidayapertura "
    "welcome begruessung begrußung begrussung eroffnung ouverture bienvenue apertura bienvenida openingremarks",
    Kind.closing: "closing schlusswort abschluss verabschiedung schluss cloture clausura wrapup closingremarks",
    Kind.registration: "registration anmeldung registrierung einlass inscription inscripcion accueil checkin",
    Kind.keynote: "keynote keynotespeech impulsvortrag hauptvortrag conferenceinaugurale",
    Kind.panel: "panel paneldiscussion podiumsdiskussion podium tableronde mesaredonda roundtable",
    Kind.social_event: "dinner reception abendessen empfang apero diner cocktail cena recepcion party fest gala",
    Kind.talk: "talk vortrag expose conference charla",
    Kind.discussion: "discussion diskussion aussprache debat debate",
    Kind.excursion: "visit visite visita besichtigung",
    Kind.workshop: "workshop atelier taller werkstatt",
}
"""Other words that mean one kind, as `bare` has them."""


def kind_in(text: str) -> str | None:
    """The kind that a word means, in any language of the interface."""
    return _kinds_by_word().get(bare(text))


def kind_of_title(title: str) -> str | None:
    """The kind that a title is, or that stands before the colon in it: Lunch, Panel 2: Whose voice? “Visit of the quay” is one too."""
    kind = kind_in(title) or kind_in(re.sub(r"\s*\d+$", "", re.split(r"[:：(–]", title)[0].strip()))
    return kind or (str(Kind.excursion) if kind_in(title.split(" ")[0]) == Kind.excursion else None)


@functools.cache
def _kinds_by_word() -> dict[str, str]:
    labels = {label: kind for kind, label in KIND_LABELS.items()}
    found = {word: str(kind) for kind, words in KIND_WORDS.items() for word in words.split()}
    for path in catalogues.GENERAL.glob("*.po"):
        for message in po.read(path.read_bytes()):
            if isinstance(message.id, str) and message.id in labels and isinstance(message.string, str) and message.string:
                found.setdefault(bare(message.string), str(labels[message.id]))
    return found | {bare(label): str(kind) for label, kind in labels.items()} | {bare(kind): str(kind) for kind in Kind}
