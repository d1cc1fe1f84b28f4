"""The interface's words in one language, from catalogues (gettext's PO files).

The general ones are in theme/locales/: what any organizer would say. A site's own, in its overrides/locales/, are laid over them.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
from pathlib import Path

import babel.support
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo

from microsite.localize import po


class BadCatalogue(Exception):
    """What is wrong with a catalogue, as a sentence."""


GENERAL = Path(__file__).parent.parent / "theme" / "locales"
GENERAL_NAME = "microsite/theme/locales"
"""What messages call it, wherever it is installed."""


def files(language: str, own: Path) -> list[Path]:
    """The catalogues of a language, a site's own before the general one. English, written in the templates, needs none."""
    return [path for path in dict.fromkeys((own / f"{language}.po", GENERAL / f"{language}.po")) if path.is_file()]


def catalogue(language: str, own: Path) -> babel.support.NullTranslations:
    """The interface's words in one language: the general ones and over them, message by message, those of the folder `own`.

    A language without general words has a whole catalogue of its own in `own`.
    """
    paths = files(language, own)
    if not paths and language.split("-")[0] != "en":
        missing = f"{language}.po is not in overrides/locales/"
        raise BadCatalogue(f"{missing}; put an empty file of that name there, and `microsite words` fills it with the words to translate")
    return _layered(tuple((path, path.stat().st_mtime_ns) for path in paths))


@functools.lru_cache(maxsize=64)
def _layered(changed: tuple[tuple[Path, int], ...]) -> babel.support.NullTranslations:
    """Each file over those after it; with the time of its last change, so that one that was changed is read anew."""
    layers = [*(_compiled(path) for path, _ in changed), babel.support.NullTranslations()]
    for upper, lower in itertools.pairwise(layers):
        upper.add_fallback(lower)
    return layers[0]


def _compiled(path: Path) -> babel.support.Translations:
    name = f"{GENERAL_NAME if path.parent == GENERAL else 'overrides/locales'}/{path.name}"
    try:
        words = po.read(path.read_bytes(), path.stem)
    except (OSError, po.Broken) as error:
        line, reason = (error.line, error.reason) if isinstance(error, po.Broken) else (1, "")
        said = (
            f"{reason}; compare it with the lines around it"
            if reason
            else "is not a catalogue of words in UTF-8; compare it with another one there"
        )
        raise BadCatalogue(f"{name}:{line}:1: error: {said}") from None
    for message in words:
        for language_text in filter(None, po.forms(message.string or "")):
            if message.id and not _complete(message, language_text):
                english = po.forms(message.id)[0]
                raise BadCatalogue(
                    f"{name}:{message.lineno}:1: error: “{language_text}” has not the placeholders of "
                    f"“{english}”; copy them letter by letter"
                )
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return babel.support.Translations(compiled)


def _complete(message: Message, language_text: str) -> bool:
    """Whether a translation fills in what the English does; a form for one or two may leave the number out ("in a day")."""
    if isinstance(message.id, str):
        return placeholders(language_text) == placeholders(message.id)
    return set(placeholders(language_text)) <= set(placeholders(message.id[1]))


def placeholders(text: str) -> list[str]:
    """The names of what is filled in, in the order of the alphabet; a percent sign alone would be taken for one."""
    return sorted(re.findall(r"%\(\w+\)s|\{\w+|%(?!\()", text))
