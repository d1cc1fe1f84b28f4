"""Which texts of a session are translated, which are not, and which are out of date because their source text changed.

Which source text each translation was made from is recorded as fingerprints, in a file beside the data file. So it is known without the
history of the repository, and somebody who changes a text need not mark its translations.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from pydantic import BaseModel

from microsite.localize import catalogues, po
from microsite.model import docstrings
from microsite.model.agenda import AgendaItem, Sitting
from microsite.model.fields import Localized, Prose, Title, Where, excerpt
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import Source

IDENTIFYING_KEYS = ("id", "number", "date", "person", "sitting", "language")
"""Keys that tell an entry of a list from the others; the first that an entry has is used in the names of its texts."""

HEADER = """\
# What the translations were made from. Kept by `microsite translations record`; not to be changed by hand.
# language, place, fingerprint of the source text, fingerprint of the translation
"""

Records = dict[tuple[str, str], set[tuple[str, str]]]
"""By language and name of a text: the fingerprint of the source text, and that of the translation made from it.

There are several such pairs if a list has several texts that share one name (`Text.name`).
"""


Drafts = frozenset[tuple[str, str, str]]
"""Language, name of the text (`Text.name`) and fingerprint of each translation that a machine has drafted (drafts.py)."""


class TranslationState(StrEnum):
    """How a translation relates to its source text."""

    missing = "missing"
    outdated = "out of date"
    """The source text changed since the translation was made."""
    current = "current"
    """Made from the source text as it is now, as recorded."""
    unrecorded = "unrecorded"
    """Added or changed since the last recording. Whoever wrote it saw the source text as it is, so it counts as current."""


class Text(NamedTuple):
    """A title or a text of a session, in all languages it is written in."""

    where: Where
    """Its path in the data, as in `Source.positions`."""
    name: str
    """Its name in records and catalogues, such as agenda.items[panel-2].title: stays the same if entries are added or moved."""
    meaning: str
    """What it is, in the words of the model: a comment for translators."""
    value: Title | Prose

    def source(self, source_language: str) -> str:
        """Its text in the source language."""
        return self.value.find(source_language, source_language)[0]

    def state(self, language: str, source_language: str, records: Records) -> TranslationState:
        """The state of its translation into a language."""
        if language not in self.value.root:
            return TranslationState.missing
        source, translation = fingerprint(self.source(source_language)), fingerprint(self.value.root[language])
        recorded = records.get((language, self.name), set())
        if any(source == recorded_source for recorded_source, _ in recorded):
            return TranslationState.current
        if any(translation == recorded_translation for _, recorded_translation in recorded):
            return TranslationState.outdated
        return TranslationState.unrecorded

    def is_draft(self, language: str, drafts: Drafts) -> bool:
        """Whether its translation into a language is one that a machine has drafted, unchanged."""
        return language in self.value.root and (language, self.name, fingerprint(self.value.root[language])) in drafts


def all_texts(session: Session) -> list[Text]:
    """All titles and texts, in the order of the model. Addresses are not among them: where they lead is not translated here."""
    return [text for text in _walk_texts(session, (), "", "") if not session.is_short_name(text.where, text.value)]


def texts_to_translate(session: Session) -> list[Text]:
    """All texts but names that are written once, which hold for all languages."""
    return [text for text in all_texts(session) if text.value.languages() or not text.value.same_everywhere]


def translation_languages(session: Session) -> list[str]:
    """The codes of all languages that some text is translated into, sorted."""
    return sorted({language for text in all_texts(session) for language in text.value.languages()} - {session.source_language})


def _walk_texts(value: Any, where: Where, name: str, meaning: str) -> Iterator[Text]:
    """All texts in a part of the session, whose path, name and meaning are given."""
    if isinstance(value, Title | Prose):
        yield Text(where, name, meaning, value)
    elif isinstance(value, BaseModel) and not isinstance(value, Localized):
        if isinstance(value, AgendaItem | Sitting):  # its name must not change if it moves, or if its day comes to be known
            name = f"agenda.{'items' if isinstance(value, AgendaItem) else 'sittings'}[{value.id}]"
        sentences = docstrings.of_fields(type(value))
        for key in type(value).model_fields:
            field_meaning = f"{type(value).__doc__} {sentences[key]}"
            yield from _walk_texts(getattr(value, key), (*where, key), f"{name}.{key}".lstrip("."), field_meaning)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            values = (getattr(entry, key, None) for key in IDENTIFYING_KEYS)
            identity = next((value for value in values if value is not None), "")
            yield from _walk_texts(entry, (*where, index), f"{name}[{identity}]", meaning)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _walk_texts(entry, (*where, key), f"{name}.{key}", meaning)


def fingerprint(text: str) -> str:
    """A short hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def records_path(data: Path) -> Path:
    """Where the records of a data file are kept."""
    return data.with_suffix(".translations.txt")


def read_records(path: Path) -> Records:
    """The records in a file, none if it does not exist; BadSource if it can't be read."""
    records: Records = {}
    problems = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise BadSource(
            [Problem(path.as_posix(), 1, 1, "", "can't be read; take it from the repository again, or delete it and record anew")]
        ) from None
    for row, line in enumerate(lines, 1):
        parts = line.split()
        if len(parts) == 4:
            records.setdefault((parts[0], parts[1]), set()).add((parts[2], parts[3]))
        elif parts and not line.startswith("#"):
            problems.append(
                Problem(path.as_posix(), row, 1, "", "is not a line of four words; delete it (of two versions of a line, both may stay)")
            )
    if problems:
        raise BadSource(problems)
    return records


def updated_records(session: Session, records: Records, accepted: Collection[tuple[str, Where]] = ()) -> Records:
    """The records for the session as it is now, from the last ones.

    What is out of date keeps its old record, and so stays out of date, unless its language and path are in `accepted`. All other
    translations are recorded as made from the source text as it is now.
    """
    source_language = session.source_language
    result: Records = {}
    for text in texts_to_translate(session):
        for language in text.value.languages():
            if language == source_language:
                continue
            key = language, text.name
            translation = fingerprint(text.value.root[language])
            pairs = {(fingerprint(text.source(source_language)), translation)}
            is_outdated = text.state(language, source_language, records) is TranslationState.outdated
            if is_outdated and (language, text.where) not in accepted:
                pairs = {pair for pair in records[key] if pair[1] == translation}
            result.setdefault(key, set()).update(pairs)
    return result


def records_of_changed(old: Session, new: Session, records: Records) -> Records:
    """The records, and what translations that stay were made from where a new version has another source text: so they are out of date in
    it, though nobody has recorded them before."""
    made_from: dict[tuple[str, str, str], set[str]] = {}
    for text in texts_to_translate(old):
        for language, translation in text.value.root.items():
            made_from.setdefault((language, text.name, translation), set()).add(text.source(old.source_language))
    result = {key: {*pairs} for key, pairs in records.items()}
    for text in texts_to_translate(new):
        for language, translation in text.value.root.items():
            sources = made_from.get((language, text.name, translation), set())
            if language != new.source_language and sources and text.source(new.source_language) not in sources:
                pairs = result.setdefault((language, text.name), set())
                if not any(recorded == fingerprint(translation) for _, recorded in pairs):
                    pairs |= {(fingerprint(source), fingerprint(translation)) for source in sources}
    return {key: pairs for key, pairs in result.items() if pairs}


def write_records(path: Path, records: Records) -> None:
    """Write records, a line each. Lines are sorted by language first, so that changes of two translators do not conflict in Git."""
    lines = sorted(" ".join((*key, *pair)) for key, pairs in records.items() for pair in pairs)
    write_atomically(path, (HEADER + "".join(f"{line}\n" for line in lines)).encode())


def write_atomically(path: Path, content: bytes, validate: Callable[[Path], None] = lambda _: None) -> None:
    """Replace a file in one step, or leave it as it was.

    `validate` gets the path of the new file before it takes the old one's place, and raises if it must not. BadSource if files can't be
    written.
    """
    real = path.resolve()
    temporary = real.with_name(f".{real.name}.new")
    try:
        temporary.write_bytes(content)
        validate(temporary)
        if real.exists():
            temporary.chmod(real.stat().st_mode)
        os.replace(temporary, real)
    except OSError as error:
        message = f"can't be written ({(error.strerror or str(error)).lower()}); check that files can be written there"
        raise BadSource([Problem(path.as_posix(), 1, 1, "", message)]) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


class TranslatorTask(NamedTuple):
    """Something for a translator to do, at a line of a file."""

    file: str
    line: int
    name: str
    """The name of the text; or, in a catalogue, the interface's word in English. Empty for the catalogue as a whole."""
    words: str
    """What is wrong, as the end of a sentence on it: “is missing”."""


class LanguageStatus(NamedTuple):
    """What is translated into one language, and what there is to do."""

    language: str
    total: int
    """The number of texts to translate."""
    missing: tuple[TranslatorTask, ...]
    outdated: tuple[TranslatorTask, ...]
    unreviewed: tuple[TranslatorTask, ...]
    """Translated by a machine."""
    unrecorded: int
    """The number of translations that were added or changed since the last recording."""
    interface: tuple[TranslatorTask, ...]
    """What there is to do in catalogues of interface words."""

    @property
    def tasks(self) -> tuple[TranslatorTask, ...]:
        """All there is to do: in the data file by line, then in catalogues."""
        return tuple(sorted((*self.missing, *self.outdated, *self.unreviewed), key=lambda task: task.line)) + self.interface


def language_status(
    source: Source, file: str, records: Records, language: str, catalogue_folder: Path, drafts: Drafts = frozenset()
) -> LanguageStatus:
    """The status of one language. `file` is what messages call the data file; `catalogue_folder` has the site's own interface words."""
    source_language = source.session.source_language
    tasks: dict[TranslationState, list[TranslatorTask]] = {state: [] for state in TranslationState}
    unreviewed: list[TranslatorTask] = []
    texts = texts_to_translate(source.session)
    for text in texts:
        state = text.state(language, source_language, records)
        line, _ = source.positions.nearest((*text.where, language if language in text.value.root else source_language))
        is_missing = state is TranslationState.missing
        words = "is missing" if is_missing else f"is out of date: the text in {source_language} changed since"
        tasks[state].append(TranslatorTask(file, line, text.name, words))
        if text.is_draft(language, drafts) and state is not TranslationState.outdated:
            unreviewed.append(TranslatorTask(file, line, text.name, "was translated by a machine: check it"))
    return LanguageStatus(
        language,
        len(texts),
        tuple(tasks[TranslationState.missing]),
        tuple(tasks[TranslationState.outdated]),
        tuple(unreviewed),
        len(tasks[TranslationState.unrecorded]),
        tuple(_interface_tasks(language, catalogue_folder)),
    )


def _interface_tasks(language: str, catalogue_folder: Path) -> Iterator[TranslatorTask]:
    """What is missing, fuzzy or unused in a language's catalogues: the package's, and the site's own."""
    paths = catalogues.files(language, catalogue_folder)
    if not paths and not catalogues.is_english(language):
        yield TranslatorTask(
            (catalogue_folder / f"{language}.po").as_posix(), 1, "", f"is not there: {catalogues.missing_catalogue_hint(language)}"
        )
    messages = {path: [message for message in _read_catalogue(path) if message.id] for path in paths}
    complete_path = paths[-1] if paths else None  # the last one has all words, those before it only what they say otherwise
    known_ids = {message.id for message in messages[complete_path]} if complete_path else set()
    overridden_ids = {message.id for path in paths[:-1] for message in messages[path] if po.translated(message)}
    for path in paths:
        for message in messages[path]:
            words = ""
            if message.fuzzy:
                words = "is marked fuzzy, so that it is not shown: check it, and take the mark off"
            elif path == complete_path and not po.translated(message) and message.id not in overridden_ids:
                words = "is missing"
            elif message.id not in known_ids:
                words = "is no longer a word of the interface: correct it, or delete it"
            if words:
                yield TranslatorTask(_name_in_messages(path), message.lineno or 1, f"“{po.forms(message.id)[0]}”", words)


def _name_in_messages(path: Path) -> str:
    """What messages call a catalogue: the package's own without the folder in which the package is installed."""
    return f"{catalogues.GENERAL_NAME}/{path.name}" if path.parent == catalogues.GENERAL else path.as_posix()


def _read_catalogue(path: Path) -> Catalog:
    """A catalogue of interface words; BadSource if it is not one."""
    name = _name_in_messages(path)
    try:
        return po.read(path.read_bytes(), path.stem)
    except (OSError, po.BrokenCatalogue) as error:
        line, message = 1, "is not a catalogue of words in UTF-8 (PO); take it from the repository again"
        if isinstance(error, po.BrokenCatalogue) and error.reason:
            line, message = error.line, f"can't be read (“{excerpt(error.text)}”); compare it with the lines around it"
        raise BadSource([Problem(name, line, 1, "", message)]) from None
