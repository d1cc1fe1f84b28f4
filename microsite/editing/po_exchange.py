"""Exports the texts of a session to gettext catalogues (PO), which every translator's tool reads, and imports their translations.

In a catalogue, the name of a text is the message's context, the source text is the message, and a translation that is out of date is
marked fuzzy, which tools show as to be reviewed. Comments tell translators what the text is, and its line in the data file.

PO rather than XLIFF: Babel, which the interface's words need anyway, writes it without loss, paragraphs included. A library for XLIFF 2
would bring an XML parser and a dozen other formats, for tools that read PO as well.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from pydantic import ValidationError

from microsite.editing.edit import EditError, with_translations
from microsite.editing.translations import Drafts, Records, Text, TranslationState, all_texts, fingerprint, write_atomically
from microsite.localize import po
from microsite.model.fields import Where, dotted, excerpt
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import Source, load

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

UNREVIEWED = "A machine has translated this, and nobody has checked it: correct it, or only take the mark off."

MessageKey = tuple[str, str]
"""What identifies a text in a catalogue: its context and its source text."""


@dataclass
class ImportResult:
    """What became of the translations in a catalogue."""

    session: Session
    """The session with those that were imported."""
    changed: int = 0
    """The number of translations that replaced another."""
    added: int = 0
    unchanged: int = 0
    empty: int = 0
    """The number of messages without a translation, which were skipped."""
    fuzzy: int = 0
    """The number of messages marked fuzzy, which were skipped."""
    confirmed: set[tuple[str, Where]] = field(default_factory=set)
    """Language and path of each text whose translation is now as the translator wants it, changed or not."""
    problems: list[Problem] = field(default_factory=list)
    """Translations that could not be imported, at their lines of the catalogue."""


def _texts_by_message(source: Source) -> Iterator[tuple[MessageKey, Text]]:
    """Every text with its message key, in the order of the file. The context is the text's name, with a number if it comes again."""
    source_language = source.session.source_language
    occurrences: Counter[MessageKey] = Counter()
    for text in sorted(all_texts(source.session), key=lambda text: source.positions[text.where]):
        name_and_source = text.name, text.source(source_language)
        occurrences[name_and_source] += 1
        number = occurrences[name_and_source]
        yield (f"{text.name} {number}" if number > 1 else text.name, text.source(source_language)), text


def export_catalogue(
    source: Source,
    data_name: str,
    records: Records,
    language: str,
    drafts: Drafts = frozenset(),
    *,
    only_missing: bool = False,
    with_lines: bool = True,
) -> bytes:
    """A catalogue of all texts for one language, or of those that it lacks, as a PO file; without translations, for any language (POT),
    if `language` is empty. `data_name` is what it calls the data file; without the lines of it, only what changed differs from one
    catalogue to the next."""
    session = source.session
    way = f"{session.source_language} to {language}" if language else session.source_language
    catalogue = Catalog(
        locale=language.replace("-", "_") or None,
        project=data_name,
        version=str(session.number or session.dates.start),
        header_comment=f"# Translations of {data_name} from {way}; `microsite translations import` takes them back.",
        fuzzy=False,
        msgid_bugs_address=session.contact.email if session.contact and session.contact.email else "",
    )
    for (context, source_text), text in _texts_by_message(source):
        if only_missing and (language in text.value.root or not text.value.languages() and text.value.same_everywhere):
            continue
        is_outdated = text.state(language, session.source_language, records) is TranslationState.outdated
        is_unreviewed = text.is_draft(language, drafts)
        message = catalogue.add(
            source_text,
            text.value.root.get(language, ""),
            locations=[(data_name, source.positions[text.where][0])],
            flags=["fuzzy"] if is_outdated or is_unreviewed else [],
            auto_comments=[*_comments(text, is_outdated), *([UNREVIEWED] if is_unreviewed else [])],
            context=context,
        )
        message.flags &= {"fuzzy"}  # Babel takes percent signs and braces for placeholders, and flags the message
    result = io.BytesIO()
    write_po(result, catalogue, width=110, include_lineno=with_lines)
    return result.getvalue()


def without_dates(content: bytes) -> bytes:
    """A catalogue without when it was written: all else is the same where nothing has changed."""
    return re.sub(rb'"(?:POT-Creation|PO-Revision)-Date: [^"]*"\n', b"", content)


def _comments(text: Text, is_outdated: bool) -> list[str]:
    """What translators are told about a text."""
    comments = [text.meaning, type(text.value).__doc__ or ""]
    if not text.value.languages() and text.value.same_everywhere:
        comments.append("Written once, for all languages: leave it empty if it can stay as it is.")
    if is_outdated:
        comments.append("The source changed after this was translated: change it, or only take the mark off.")
    return comments


def read_catalogue(path: Path) -> Catalog:
    """A translator's catalogue; BadSource if it is not one."""
    line = 1
    try:
        return po.read(path.read_bytes().removeprefix(BYTE_ORDER_MARK))
    except OSError as error:
        reason = f"can't be read ({error.strerror.lower() if error.strerror else error}); check the name and where it is"
    except po.BrokenCatalogue as error:
        line, reason = error.line, f"can't be read (“{excerpt(error.text)}”); compare it with the lines around it"
        if not error.reason:
            reason = "is not a catalogue of texts in UTF-8 (PO); export it again from the translator's tool"
    raise BadSource([Problem(path.as_posix(), line, 1, "", reason)])


def import_catalogue(catalogue: Catalog, catalogue_name: str, language: str, data: Path, known: Records | None = None) -> ImportResult:
    """Write a catalogue's translations into a data file, in place.

    `catalogue_name` is what messages call the catalogue. A translation that is in `known`, the last records, is what the catalogue was
    exported with, and stays as the data has it now: for a catalogue that is kept from one export to the next. What can't be imported is a
    problem in the result, and does not keep the rest from being imported. BadSource if the data file has errors of its own, or can't be
    written.
    """
    source = load(data, name=data.as_posix())
    source_language = source.session.source_language
    texts = dict(_texts_by_message(source))
    result = ImportResult(source.session)
    messages: dict[Where, Message] = {}
    translations: dict[Where, str] = {}
    for message in catalogue:
        if not message.id:  # the catalogue's header
            continue
        words = message.string.replace("\r\n", "\n").strip() if isinstance(message.string, str) else ""
        text = texts.get((message.context or "", message.id)) if isinstance(message.id, str) else None
        if message.fuzzy or not words:
            result.fuzzy += bool(words)
            result.empty += not words
        elif not text:
            reason = _format_unknown_text(message.context or "", texts, data.as_posix(), source_language)
            result.problems.append(_problem(catalogue_name, message, reason))
        elif known and text.value.root.get(language) != words and _is_recorded(known, language, text, words):
            result.unchanged += 1
        elif reason := _validate_translation(text, language, words):
            result.problems.append(_problem(catalogue_name, message, reason))
        else:
            messages[text.where] = message
            if text.value.root.get(language) == words:
                result.unchanged += 1
            else:
                translations[text.where] = words
    for where, reason in _write_translations(result, data, language, translations):
        result.problems.append(_problem(catalogue_name, messages.pop(where), reason))
    translated_before = {text.where for text in texts.values() if language in text.value.root}
    result.changed, result.added = len(translations.keys() & translated_before), len(translations.keys() - translated_before)
    result.confirmed = {(language, where) for where in messages}
    return result


def _is_recorded(records: Records, language: str, text: Text, words: str) -> bool:
    return any(fingerprint(words) == recorded for _, recorded in records.get((language, text.name), ()))


def _problem(catalogue_name: str, message: Message, reason: str) -> Problem:
    return Problem(catalogue_name, message.lineno or 1, 1, message.context or "", reason)


def _format_unknown_text(context: str, known: Collection[MessageKey], data_name: str, source_language: str) -> str:
    """Why a message belongs to no text of the data file: its source text is another now, or it is not there at all."""
    if any(context == known_context for known_context, _ in known):
        return f"has another text in {source_language} than when it was exported; export again, and translate that"
    return f"is not a text of {data_name}; it was deleted or renamed since the export"


def _validate_translation(text: Text, language: str, words: str) -> str:
    """Why the model does not accept a translation, such as several lines in a title; empty if it does."""
    try:
        type(text.value).model_validate({language: words})
    except ValidationError as error:
        return str(error.errors(include_url=False)[0]["ctx"]["words"])
    return ""


def _write_translations(result: ImportResult, data: Path, language: str, translations: dict[Where, str]) -> list[tuple[Where, str]]:
    """Write translations, given by the path of their text, into the data file, and set `result.session`.

    Those that can't be written are removed from `translations`, and returned with the reason.
    """
    refused: list[tuple[Where, str]] = []
    content = data.read_bytes().decode()

    def reload(new_file: Path) -> None:
        result.session = load(new_file, name=data.as_posix()).session

    while translations:
        try:
            new_content = with_translations(content, language, translations, result.session.source_language)
            write_atomically(data, new_content.encode(), reload)
            break
        except EditError as error:
            reasons = {place: "can't be written into the YAML without changing more; write it there by hand" for place in error.places}
        except BadSource as bad:
            reasons = _reasons_by_place(bad, language, translations)
            if not reasons:
                raise
        for place, reason in reasons.items():
            del translations[place]
            refused.append((place, reason))
    return refused


def _reasons_by_place(bad: BadSource, language: str, places: Collection[Where]) -> dict[Where, str]:
    """The errors that are about the translations of texts at these paths."""
    places_by_field = {dotted((*place, language)): place for place in places}
    return {
        places_by_field[problem.field]: problem.words
        for problem in bad.problems
        if problem.field in places_by_field and problem.severity == "error"
    }
