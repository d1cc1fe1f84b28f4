"""Which texts of a session are translated, which are not, and which were before their source changed.

What was translated from what is kept beside the data file, in a file of fingerprints: it is known without the history
of the repository, and an editor who changes a text has to do nothing for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from pydantic import BaseModel

from microsite.localize import catalogues, po
from microsite.model import docstrings
from microsite.model.fields import Localized, Prose, Title, Where, shown
from microsite.model.session import AgendaItem, Session, Sitting
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import Source

NAMES = ("id", "number", "date", "person", "sitting", "language")
"""By which of its keys an entry of a list is named, the first that it has."""

HEADER = """\
# What the translations were made from. Kept by `microsite translations record`; not to be changed by hand.
# language, place, fingerprint of the source text, fingerprint of the translation
"""

Records = dict[tuple[str, str], set[tuple[str, str]]]
"""By language and name of a text: the fingerprints of the source and of its translation. More than one for texts in a
list that have no names."""


class State(StrEnum):
    """How a translation stands to its source."""

    missing = "missing"
    outdated = "out of date"
    current = "current"
    unrecorded = "unrecorded"
    """New, or changed after its source; either way somebody saw the source as it is."""


@dataclass(frozen=True)
class Text:
    """One text of a session that differs, or could differ, by language."""

    where: Where
    """Its path in the data, as in `Source.positions`."""
    name: str
    """Its name, which stays when entries are added above or an item moves: agenda.items[panel-2].title."""
    meaning: str
    """What it is, in the words of the model."""
    value: Title | Prose

    def source(self, language: str) -> str:
        return self.value.find(language, language)[0]

    def state(self, language: str, source_language: str, records: Records) -> State:
        if language not in self.value.root:
            return State.missing
        source, translation = fingerprint(self.source(source_language)), fingerprint(self.value.root[language])
        recorded = records.get((language, self.name), set())
        if any(source == each for each, _ in recorded):
            return State.current
        return State.outdated if any(translation == each for _, each in recorded) else State.unrecorded


def texts(session: Session) -> list[Text]:
    """All texts, in the order of the model. Addresses are none: a page in another language is not a translation of ours."""
    return list(_texts(session, (), "", ""))


def translatable(session: Session) -> list[Text]:
    """Those that are written by language; one that is written once holds for all."""
    return [text for text in texts(session) if text.value.languages()]


def languages(session: Session) -> list[str]:
    """Every language that some text is in, but the source, sorted."""
    return sorted({language for text in texts(session) for language in text.value.languages()} - {session.source_language})


def _texts(value: Any, where: Where, name: str, meaning: str) -> Iterator[Text]:
    if isinstance(value, Title | Prose):
        yield Text(where, name, meaning, value)
    elif isinstance(value, BaseModel) and not isinstance(value, Localized):
        if isinstance(value, AgendaItem | Sitting):  # the same wherever it stands, and when its day comes to be known
            name = f"agenda.{'items' if isinstance(value, AgendaItem) else 'sittings'}[{value.id}]"
        sentences = docstrings.of_fields(type(value))
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), (*where, key), f"{name}.{key}".lstrip("."), f"{type(value).__doc__} {sentences[key]}")
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            named = next((found for key in NAMES if (found := getattr(each, key, None)) is not None), "")
            yield from _texts(each, (*where, place), f"{name}[{named}]", meaning)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*where, key), f"{name}.{key}", meaning)


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def records_path(data: Path) -> Path:
    return data.with_suffix(".translations.txt")


def read_records(path: Path) -> Records:
    """The fingerprints in a file; none where it is not there yet."""
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
                Problem(path.as_posix(), row, 1, "", "is no line of four words; delete it (of two versions of a line, both may stay)")
            )
    if problems:
        raise BadSource(problems)
    return records


def recorded(session: Session, records: Records, accepted: Collection[tuple[str, Where]] = ()) -> Records:
    """The records as they should be now. What is out of date stays so, unless `accepted` has its language and place."""
    source_language = session.source_language
    result: Records = {}
    for text in translatable(session):
        for language in text.value.languages():
            if language == source_language:
                continue
            key = language, text.name
            pairs = {(fingerprint(text.source(source_language)), fingerprint(text.value.root[language]))}
            if text.state(language, source_language, records) is State.outdated and (language, text.where) not in accepted:
                (now,) = pairs
                pairs = {pair for pair in records[key] if pair[1] == now[1]}
            result.setdefault(key, set()).update(pairs)
    return result


def write_records(path: Path, records: Records) -> None:
    """Sorted by language first, so that two translators never change neighbouring lines."""
    lines = sorted(" ".join((*key, *pair)) for key, pairs in records.items() for pair in pairs)
    replace(path, (HEADER + "".join(f"{line}\n" for line in lines)).encode())


def replace(path: Path, content: bytes, check: Callable[[Path], None] = lambda _: None) -> None:
    """Write a file in one step: whole, or not at all where `check` of the new one raises."""
    real = path.resolve()
    new = real.with_name(f".{real.name}.new")
    try:
        new.write_bytes(content)
        check(new)
        if real.exists():
            new.chmod(real.stat().st_mode)
        os.replace(new, real)
    except OSError as error:
        raise BadSource(
            [
                Problem(
                    path.as_posix(),
                    1,
                    1,
                    "",
                    f"can't be written ({(error.strerror or str(error)).lower()}); check that files can be written there",
                )
            ]
        ) from None
    finally:
        with contextlib.suppress(OSError):
            new.unlink()


@dataclass(frozen=True)
class Gap:
    """One thing for a translator to do, at a line of a file; `name` is a text's or, in a catalogue, a word's."""

    file: str
    line: int
    name: str
    words: str


@dataclass(frozen=True)
class Status:
    """How far one language is."""

    language: str
    total: int
    """Texts to translate."""
    missing: tuple[Gap, ...]
    outdated: tuple[Gap, ...]
    unrecorded: int
    interface: tuple[Gap, ...]
    """Words of the interface that are not translated."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(sorted((*self.missing, *self.outdated), key=lambda gap: gap.line)) + self.interface


def status(source: Source, file: str, records: Records, language: str, catalogues: Path) -> Status:
    """What is to do in one language; `file` is what messages call the data file."""
    session = source.session
    found: dict[State, list[Gap]] = {state: [] for state in State}
    wanted = translatable(session)
    for text in wanted:
        state = text.state(language, session.source_language, records)
        at = language if language in text.value.root else session.source_language
        words = "is missing" if state is State.missing else f"is out of date: the text in {session.source_language} changed since"
        found[state].append(Gap(file, source.positions[(*text.where, at)][0], text.name, words))
    return Status(
        language,
        len(wanted),
        tuple(found[State.missing]),
        tuple(found[State.outdated]),
        len(found[State.unrecorded]),
        tuple(_interface(language, catalogues)),
    )


def _interface(language: str, own: Path) -> Iterator[Gap]:
    """What the catalogues of a language leave in English, and what a site's own has for nothing."""
    found = catalogues.files(language, own)
    if not found and not catalogues.is_english(language):
        yield Gap((own / f"{language}.po").as_posix(), 1, "", f"is not there: {catalogues.begin(language)}")
    messages = {path: [message for message in _opened(path) if message.id] for path in found}
    general = found[-1] if found else None
    known = {message.id for message in messages[general]} if general else set()
    own_words = {message.id for path in found[:-1] for message in messages[path] if po.translated(message)}
    for path in found:
        for each in messages[path]:
            said = po.forms(each.id)[0]
            words = ""
            if each.fuzzy:
                words = "is marked fuzzy, so that it is not shown: check it, and take the mark off"
            elif path == general and not po.translated(each) and each.id not in own_words:
                words = "is missing"
            elif each.id not in known:
                words = "is no longer a word of the interface: correct it, or delete it"
            if words:
                yield Gap(_named(path), each.lineno or 1, f"“{said}”", words)


def _named(path: Path) -> str:
    return f"{catalogues.GENERAL_NAME}/{path.name}" if path.parent == catalogues.GENERAL else path.as_posix()


def _opened(path: Path) -> Catalog:
    name = _named(path)
    try:
        return po.read(path.read_bytes(), path.stem)
    except (OSError, po.Broken) as error:
        if isinstance(error, po.Broken) and error.reason:
            raise BadSource(
                [Problem(name, error.line, 1, "", f"can't be read (“{shown(error.said)}”); compare it with the lines around it")]
            ) from None
        raise BadSource([Problem(name, 1, 1, "", "is no catalogue of words in UTF-8 (PO); take it from the repository again")]) from None
