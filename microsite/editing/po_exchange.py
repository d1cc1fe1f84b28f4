"""Texts handed to translators and taken back, as gettext catalogues (PO): every translator's tool reads and writes them.

The name of a text is its context, the source is the message, and a translation that is out of date is marked fuzzy,
which tools show as to be looked at. With it go its line in the data file, and what the text is.

PO and not XLIFF: Babel, which the interface's words need anyway, writes it to the letter, paragraphs included; a library
for XLIFF 2 brings an XML parser and a dozen other formats, for tools that read PO as well.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from pydantic import ValidationError

from microsite.editing.edit import CantEdit, edited
from microsite.editing.translations import Records, State, Text, replace, texts
from microsite.localize import po
from microsite.model.fields import Where, dotted, shown
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import Source, load

BOM = b"\xef\xbb\xbf"


def contexts(source: Source) -> Iterator[tuple[str, Text]]:
    """Every text with its context in a catalogue, in the order of the file; the same text twice under one name is numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    for text in sorted(texts(source.session), key=lambda each: source.positions[each.where]):
        key = text.name, text.source(source.session.source_language)
        seen[key] += 1
        yield f"{text.name} {seen[key]}" if seen[key] > 1 else text.name, text


def written(source: Source, file: str, records: Records, language: str) -> bytes:
    """A catalogue of all texts for one language; `file` is what it calls the data file."""
    session = source.session
    catalogue = Catalog(
        locale=language.replace("-", "_"),
        project=file,
        version=str(session.number),
        header_comment=(
            f"# Translations of {file} from {session.source_language} to {language}; `microsite translations import` takes them back."
        ),
        fuzzy=False,
        msgid_bugs_address=session.contact.email if session.contact and session.contact.email else "",
    )
    for context, text in contexts(source):
        fuzzy = text.state(language, session.source_language, records) is State.outdated
        comments = [text.meaning, type(text.value).__doc__ or ""]
        if not text.value.languages():
            comments.append("Written once, for all languages: leave it empty if it can stay as it is.")
        if fuzzy:
            comments.append("The source changed after this was translated: change it, or only take the mark off.")
        message = catalogue.add(
            text.source(session.source_language),
            text.value.root.get(language, ""),
            locations=[(file, source.positions[text.where][0])],
            flags=["fuzzy"] if fuzzy else [],
            auto_comments=comments,
            context=context,
        )
        message.flags &= {"fuzzy"}  # a percent sign or a brace is no placeholder here, whatever it looks like
    result = io.BytesIO()
    write_po(result, catalogue, width=110)
    return result.getvalue()


@dataclass
class Taken:
    """What became of a translator's catalogue."""

    session: Session
    """The session as it is now."""
    changed: int = 0
    added: int = 0
    same: int = 0
    empty: int = 0
    fuzzy: int = 0
    right: set[tuple[str, Where]] = field(default_factory=set)
    """Language and place of each text that the translator holds for right."""
    problems: list[Problem] = field(default_factory=list)
    """What could not be taken, at its line of the catalogue."""


def read(path: Path) -> Catalog:
    """A translator's catalogue; `BadSource` where it is none."""
    line = 1
    try:
        return po.read(path.read_bytes().removeprefix(BOM))
    except OSError as error:
        reason = f"can't be read ({error.strerror.lower() if error.strerror else error}); check the name and where it is"
    except po.Broken as error:
        line, reason = error.line, f"can't be read (“{shown(error.said)}”); compare it with the lines around it"
        if not error.reason:
            reason = "is no catalogue of texts in UTF-8 (PO); export it again from the translator's tool"
    raise BadSource([Problem(path.as_posix(), line, 1, "", reason)])


def take(catalogue: Catalog, file: str, language: str, data: Path) -> Taken:
    """Write a catalogue's translations into a data file, in place; `file` is what messages call the catalogue."""
    name = data.as_posix()
    source = load(data, name=name)
    source_language = source.session.source_language
    known = {(context, text.source(source_language)): text for context, text in contexts(source)}
    taken = Taken(source.session)
    new: dict[Where, str] = {}
    lines: dict[Where, tuple[int, str]] = {}
    for message in catalogue:
        if not message.id:
            continue
        context, line = message.context or "", message.lineno or 1
        words = message.string.replace("\r\n", "\n").strip() if isinstance(message.string, str) else ""
        text = known.get((context, message.id)) if isinstance(message.id, str) else None
        if message.fuzzy or not words:
            taken.fuzzy += bool(words)
            taken.empty += not words
        elif not text:
            taken.problems.append(Problem(file, line, 1, context, _lost(context, known, name, source_language)))
        elif wrong := _wrong(text, language, words):
            taken.problems.append(Problem(file, line, 1, context, wrong))
        else:
            lines[text.where] = line, context
            if text.value.root.get(language) == words:
                taken.same += 1
            else:
                new[text.where] = words
    for where, why in _write(taken, data, language, new):
        taken.problems.append(Problem(file, lines[where][0], 1, lines.pop(where)[1], why))
    before = {text.where for text in known.values() if language in text.value.root}
    taken.changed, taken.added = len(new.keys() & before), len(new.keys() - before)
    taken.right = {(language, where) for where in lines}
    return taken


def _lost(context: str, known: Iterable[tuple[str, str]], name: str, source_language: str) -> str:
    if any(context == each for each, _ in known):
        return f"has another text in {source_language} than when it was exported; export again, and translate that"
    return f"is no text of {name}; it was deleted or renamed since the export"


def _wrong(text: Text, language: str, words: str) -> str:
    """What the model says against a translation."""
    try:
        type(text.value).model_validate({language: words})
    except ValidationError as error:
        return str(error.errors(include_url=False)[0]["ctx"]["words"])
    return ""


def _write(taken: Taken, data: Path, language: str, new: dict[Where, str]) -> list[tuple[Where, str]]:
    """Write what can be written of `new`; the rest leaves it, and comes back with the reason."""
    refused: list[tuple[Where, str]] = []
    content = data.read_bytes().decode()

    def check(written: Path) -> None:
        taken.session = load(written, name=data.as_posix()).session

    while new:
        try:
            replace(data, edited(content, language, new, taken.session.source_language).encode(), check)
            break
        except CantEdit as error:
            reasons = {place: "can't be written into the YAML without changing more; write it there by hand" for place in error.places}
        except BadSource as bad:
            places = {dotted((*place, language)): place for place in new}
            reasons = {
                places[problem.field]: problem.words for problem in bad.problems if problem.field in places and problem.severity == "error"
            }
            if not reasons:
                raise
        for place, why in reasons.items():
            del new[place]
            refused.append((place, why))
    return refused
