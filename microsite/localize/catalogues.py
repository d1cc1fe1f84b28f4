"""The interface's words in one language, from catalogues (gettext's PO files).

The general ones are in theme/locales/: what any organizer would say. A site's own, in its overrides/locales/, are laid over them; and
those of a region or country (pt-BR) over those of the language (pt), so that they need hold only what differs.
"""

from __future__ import annotations

import copy
import functools
import gettext
import hashlib
import io
import itertools
import pickle
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import babel
import babel.plural
import babel.support
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import PLURALS, get_plural

from microsite.kept_files import INSTALLED, kept_or_made
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
CALLED = "called"
"""The folder of GENERAL with a folder for each noun but `session`: how its catalogues name a conference or a congress in place of that."""
WORDS_POT = "words.pot"
"""Beside the general catalogues: every word of the interface, with a comment for translators."""
COMPILED = INSTALLED / "catalogues"
"""Where the general catalogues are kept as they were read: to parse them takes ten times as long."""

REASONS = {
    "msg has more translations than num_plurals of catalog": "has more forms (msgstr[0], msgstr[1], …) than Plural-Forms allows at the top "
    "of the file; delete the extra ones",
}
"""What Babel says of broken files, in words for translators."""


def is_english(language: str) -> bool:
    """Whether a language has its words in the templates, and needs no catalogue."""
    return language.split("-")[0] == "en"


def files(language: str, own: Path, locale: str | None = None, general: Path = GENERAL, noun: str = "") -> list[Path]:
    """The catalogues of a language, in the order in which words are looked up in them.

    A site's own comes before the general one of the same name; those of the bases of the language come after its own (pt-BR, pt). With a
    `locale` (es-MX for es) that one's come first. Between both are the words for what the session is called (its `noun`). English needs
    none.
    """
    names = dict.fromkeys((*with_bases(locale or language), *with_bases(language)))
    folders = (*([own] if own != general else []), *([general / CALLED / noun] if noun else []), general)
    return [path for path in dict.fromkeys(folder / f"{name}.po" for name in names for folder in folders) if path.is_file()]


def named(path: Path) -> str:
    """What messages call a catalogue, wherever the package or the site is."""
    if path.parent.parent.name == CALLED:
        return f"{GENERAL_NAME}/{CALLED}/{path.parent.name}/{path.name}"
    return f"{GENERAL_NAME if path.parent.parts[-3:] == GENERAL.parts[-3:] else 'overrides/locales'}/{path.name}"


def catalogue(language: str, own: Path, locale: str | None = None, noun: str = "") -> babel.support.NullTranslations:
    """The interface's words in one language, where a session is called by a `noun` (model/session.py). Each message comes from
    the first of `files` that translates it; otherwise it stays English.

    Raises BadCatalogue if the language has no catalogue at all, since all words of its pages would be in English, or if one is broken.
    """
    paths = files(language, own, locale, noun=noun)
    if not paths and not is_english(language):
        raise BadCatalogue(f"{language} has no catalogue: {missing_catalogue_hint(language)}")
    return _layered(tuple(map(_dated, paths)))


def missing_catalogue_hint(language: str) -> str:
    """What to do about a language without a catalogue, as the second half of a message."""
    return f"all {len(read_words_pot())} words of the interface are missing; run `microsite words {language}`, which begins one"


def read_words_pot() -> Catalog:
    """Every word of the package's interface, with its comment for translators, from words.pot."""
    return _cached_words_pot(*_dated(GENERAL / WORDS_POT))


@functools.lru_cache(maxsize=1)
def _cached_words_pot(path: Path, _changed: int) -> Catalog:
    return po.read(path.read_bytes())


@dataclass(frozen=True)
class CatalogueContents:
    """What one catalogue holds."""

    compiled: bytes
    """The words that are translated, as gettext reads them (MO)."""
    translated: frozenset[Word]
    fuzzy: frozenset[Word]
    lines: dict[Word, int]
    """The line of each word, translated or not."""

    @functools.cached_property
    def words(self) -> babel.support.Translations:
        """The words that are translated, ready to be looked up."""
        return babel.support.Translations(io.BytesIO(self.compiled))


def contents(path: Path) -> CatalogueContents:
    """What a catalogue holds; read again only if the file has changed. Raises BadCatalogue if it is broken."""
    return _cached_contents(*_dated(path))


def _dated(path: Path) -> tuple[Path, int]:
    """A file with the time of its last change, so that one that was changed is read anew."""
    return path, path.stat().st_mtime_ns


@functools.lru_cache(maxsize=64)
def _layered(dated: tuple[tuple[Path, int], ...]) -> babel.support.NullTranslations:
    """Each file over those after it; copies, since a base is below several languages."""
    layers = [*(copy.copy(_cached_contents(*each).words) for each in dated), babel.support.NullTranslations()]
    for upper, lower in itertools.pairwise(layers):
        upper.add_fallback(lower)
    return layers[0]


@functools.lru_cache(maxsize=64)
def _cached_contents(path: Path, _changed: int) -> CatalogueContents:
    if not path.is_relative_to(GENERAL):
        return _read(path)
    name = hashlib.sha256(_ways() + path.read_bytes()).hexdigest()[:16]
    kept: CatalogueContents = pickle.loads(kept_or_made(COMPILED, f"{path.stem}-{name}", lambda: pickle.dumps(_read(path))))
    return kept


@functools.cache
def _ways() -> bytes:
    """How catalogues are read: what was kept by other ways is not used."""
    return babel.__version__.encode() + b"".join(Path(module).read_bytes() for module in (__file__, po.__file__))


def _read(path: Path) -> CatalogueContents:
    catalog = _parse(path)
    messages = [message for message in catalog if message.id]
    for message in messages:
        _check_placeholders(message, named(path))
    translated = frozenset(message.id for message in messages if po.translated(message))
    fuzzy = frozenset(message.id for message in messages if message.fuzzy)
    _empty_incomplete_messages(messages)
    return CatalogueContents(_compile(catalog, path), translated, fuzzy, {message.id: message.lineno or 1 for message in messages})


def _parse(path: Path) -> Catalog:
    """A catalogue as Babel reads it. Raises BadCatalogue if it can't be read."""
    try:
        return po.read(path.read_bytes(), None if path.name == WORDS_POT else path.stem)
    except (OSError, po.BrokenCatalogue) as error:
        line, reason = (error.line, error.reason) if isinstance(error, po.BrokenCatalogue) else (1, "")
        words = (
            f"{reason}; compare it with the lines around it" if reason else "is not a catalogue of words in UTF-8; compare it with another"
        )
        raise BadCatalogue(REASONS.get(reason, words), named(path), line) from None


def _check_placeholders(message: Message, file: str) -> None:
    """Raises BadCatalogue if a translation has other placeholders than the English."""
    for language_text in filter(None, po.forms(message.string or "")):
        if not _placeholders_match(message, language_text):
            english = po.forms(message.id)[0]
            words = f"“{language_text}” does not have the same placeholders as “{english}”; copy them letter by letter"
            raise BadCatalogue(words, file, message.lineno or 1)


def _empty_incomplete_messages(messages: Iterable[Message]) -> None:
    """Empties translations that are not complete, as one with only some of its plural forms would hide that of the base language."""
    for message in messages:
        if not po.translated(message):
            message.string = ""


def _compile(catalog: Catalog, path: Path) -> bytes:
    """The words of a catalogue, as gettext reads them. Raises BadCatalogue if its encoding or its rule for plural forms is not known."""
    compiled = io.BytesIO()
    try:
        write_mo(compiled, catalog)
    except (LookupError, UnicodeError):
        words = f"is not in the encoding “{catalog.charset}”; write charset=utf-8 here, and save the file again with the encoding UTF-8"
        raise BadCatalogue(words, named(path), _line_of("charset=", path)) from None
    try:
        babel.support.Translations(io.BytesIO(compiled.getvalue()))
    except ValueError:
        words = f"Plural-Forms can't be read; write {plural_forms(path.stem)}"
        raise BadCatalogue(words, named(path), _line_of("plural-forms:", path)) from None
    return compiled.getvalue()


def _line_of(words: str, path: Path) -> int:
    """The first line of a catalogue that has some words, which are in small letters; 1 if none has."""
    lines = path.read_text(encoding="utf-8", errors="replace").lower().split("\n")
    return next((number for number, text in enumerate(lines, 1) if words in text), 1)


def plural_forms(language: str) -> str:
    """How many plural forms a language has and the rule for them, as a catalogue's Plural-Forms: by gettext's table, or else by CLDR.

    If gettext can't parse CLDR's rule (as for Haitian Creole), Babel's default is used.
    """
    locale = babel.Locale.parse(language, sep="-")
    forms = babel.plural.to_gettext(locale.plural_form)
    try:
        gettext.c2py(forms.partition("plural=")[2].rstrip(";"))
    except ValueError:
        return str(get_plural(locale))
    return str(get_plural(locale)) if {str(locale), locale.language} & set(PLURALS) else forms


def _placeholders_match(message: Message, language_text: str) -> bool:
    """Whether a translation has the placeholders of the English; a plural form may leave some out, such as the number in "in a day"."""
    if isinstance(message.id, str):
        return placeholders(language_text) == placeholders(message.id)
    return set(placeholders(language_text)) <= set(placeholders(message.id[1]))


def placeholders(text: str) -> list[str]:
    """The names of what is filled in, in the order of the alphabet; a percent sign alone would be taken for one."""
    return sorted(re.findall(r"%\(\w+\)s|\{\w+|%(?!\()", text))
