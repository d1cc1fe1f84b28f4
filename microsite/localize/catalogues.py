"""The interface's words in one language, from catalogues (gettext's PO files).

The general ones are in theme/locales/: what any organizer would say. A site's own, in its overrides/locales/, are laid over them; and
those of a region or country (pt-BR) over those of the language (pt), so that they need hold only what differs.
"""

from __future__ import annotations

import copy
import functools
import gettext
import io
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

import babel
import babel.plural
import babel.support
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import PLURALS, get_plural

from microsite.localize import po
from microsite.model.languages import with_bases

Word = str | tuple[str, ...] | list[str]
"""The English of a word of the interface: one text, or a singular and a plural."""


class BadCatalogue(Exception):
    """What is wrong with a catalogue, as a sentence; with its file and line where it has one."""

    def __init__(self, words: str, file: str = "", line: int = 1):
        self.words, self.file, self.line = words, file, line
        super().__init__(f"{file}:{line}:1: error: {words}" if file else words)


GENERAL = Path(__file__).parent.parent / "theme" / "locales"
GENERAL_NAME = "microsite/theme/locales"
"""What messages call it, wherever it is installed."""
TEMPLATE = "words.pot"
"""Beside the general catalogues: every word of the interface, with a comment for translators."""

REASONS = {
    "msg has more translations than num_plurals of catalog": "has more forms (msgstr[0], msgstr[1], …) than Plural-Forms allows at the top "
    "of the file; delete those that are too many",
}
"""What Babel says of broken files, in words for translators."""


def is_english(language: str) -> bool:
    """Whether a language has its words in the templates, and needs no catalogue."""
    return language.split("-")[0] == "en"


def files(language: str, own: Path, locale: str | None = None, general: Path = GENERAL) -> list[Path]:
    """The catalogues of a language, each of which says what those before it do not.

    A site's own comes before the general one of the same name; those of the bases of the language come after its own (pt-BR, pt). With a
    `locale` (es-MX for es) that one's come first. English needs none.
    """
    names = dict.fromkeys((*with_bases(locale or language), *with_bases(language)))
    return [path for path in dict.fromkeys(folder / f"{name}.po" for name in names for folder in (own, general)) if path.is_file()]


def named(path: Path) -> str:
    """What messages call a catalogue, wherever the package or the site is."""
    return f"{GENERAL_NAME if path.parent.parts[-3:] == GENERAL.parts[-3:] else 'overrides/locales'}/{path.name}"


def catalogue(language: str, own: Path, locale: str | None = None) -> babel.support.NullTranslations:
    """The interface's words in one language: of its `files`, message by message, the first that has it; at last the English.

    BadCatalogue where a language has no catalogue at all: all that its pages say would be in English.
    """
    paths = files(language, own, locale)
    if not paths and not is_english(language):
        raise BadCatalogue(f"{language} has no catalogue: {begin(language)}")
    return _layered(tuple(map(_dated, paths)))


def begin(language: str) -> str:
    """What is to be done for a language without a catalogue."""
    return f"all {len(template())} words of the interface are missing; run `microsite words {language}`, which begins one"


def template() -> Catalog:
    """Every word of the interface that the package has, with a comment for translators."""
    return _template(*_dated(GENERAL / TEMPLATE))


@functools.lru_cache(maxsize=1)
def _template(path: Path, _changed: int) -> Catalog:
    return po.read(path.read_bytes())


@dataclass(frozen=True)
class Content:
    """What stands in one catalogue."""

    words: babel.support.Translations
    """Those that are translated, compiled."""
    translated: frozenset[Word]
    fuzzy: frozenset[Word]
    lines: dict[Word, int]
    """Where each word stands, translated or not."""


def content(path: Path) -> Content:
    """A catalogue, read once for as long as it does not change. BadCatalogue where it is broken."""
    return _content(*_dated(path))


def _dated(path: Path) -> tuple[Path, int]:
    """A file with the time of its last change, so that one that was changed is read anew."""
    return path, path.stat().st_mtime_ns


@functools.lru_cache(maxsize=64)
def _layered(dated: tuple[tuple[Path, int], ...]) -> babel.support.NullTranslations:
    """Each file over those after it; copies, since a base is below several languages."""
    layers = [*(copy.copy(_content(*each).words) for each in dated), babel.support.NullTranslations()]
    for upper, lower in itertools.pairwise(layers):
        upper.add_fallback(lower)
    return layers[0]


@functools.lru_cache(maxsize=64)
def _content(path: Path, _changed: int) -> Content:
    name = named(path)
    try:
        found = po.read(path.read_bytes(), path.stem)
    except (OSError, po.BrokenCatalogue) as error:
        line, reason = (error.line, error.reason) if isinstance(error, po.BrokenCatalogue) else (1, "")
        words = (
            f"{reason}; compare it with the lines around it" if reason else "is not a catalogue of words in UTF-8; compare it with another"
        )
        raise BadCatalogue(REASONS.get(reason, words), name, line) from None
    messages = [message for message in found if message.id]
    for message in messages:
        for language_text in filter(None, po.forms(message.string or "")):
            if not _complete(message, language_text):
                english = po.forms(message.id)[0]
                said = f"“{language_text}” has not the placeholders of “{english}”; copy them letter by letter"
                raise BadCatalogue(said, name, message.lineno or 1)
    translated, fuzzy = (frozenset(each.id for each in messages if test(each)) for test in (po.translated, lambda each: each.fuzzy))
    for message in messages:
        if message.id not in translated:  # one with some of its forms would hide the whole word of its base
            message.string = ""
    compiled = io.BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    try:
        compiled_words = babel.support.Translations(compiled)
    except ValueError:
        lines = path.read_text(encoding="utf-8").lower().split("\n")
        line = next(number for number, text in enumerate(lines, 1) if "plural-forms:" in text)
        raise BadCatalogue(f"Plural-Forms can't be read; write {plural_forms(path.stem)}", name, line) from None
    return Content(compiled_words, translated, fuzzy, {message.id: message.lineno or 1 for message in messages})


def plural_forms(language: str) -> str:
    """How many forms a language has for numbers, as the top of a catalogue says it: by gettext's table, else by CLDR.

    Babel's guess is left for a rule of CLDR's that gettext can't read (Haitian Creole's counts exponents).
    """
    locale = babel.Locale.parse(language, sep="-")
    forms = babel.plural.to_gettext(locale.plural_form)
    try:
        gettext.c2py(forms.partition("plural=")[2].rstrip(";"))
    except ValueError:
        return str(get_plural(locale))
    return str(get_plural(locale)) if {str(locale), locale.language} & set(PLURALS) else forms


def _complete(message: Message, language_text: str) -> bool:
    """Whether a translation fills in what the English does; a form for one or two may leave the number out ("in a day")."""
    if isinstance(message.id, str):
        return placeholders(language_text) == placeholders(message.id)
    return set(placeholders(language_text)) <= set(placeholders(message.id[1]))


def placeholders(text: str) -> list[str]:
    """The names of what is filled in, in the order of the alphabet; a percent sign alone would be taken for one."""
    return sorted(re.findall(r"%\(\w+\)s|\{\w+|%(?!\()", text))
