"""Translations that a machine has drafted, until somebody has reviewed them: they are shown, and pages say so.

Which they are is kept in a file beside the data file. A draft that somebody changes in the data file is none any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from microsite.editing.translations import Drafts, Text, fingerprint, texts_to_translate, write_atomically
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource, Problem

HEADER = """\
# Translations that a machine has drafted and nobody has reviewed. Kept by `microsite translations`; not to be changed by hand.
# language, place, fingerprint of the translation
"""


def path_of(data: Path) -> Path:
    """Where the drafts of a data file are kept."""
    return data.with_suffix(".drafts.txt")


def read(path: Path) -> Drafts:
    """The drafts in a file, none if it does not exist; BadSource if it can't be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise BadSource([Problem(path.as_posix(), 1, 1, "", "can't be read; take it from the repository again, or delete it")]) from None
    rows = [(number, line.split()) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    problems = [Problem(path.as_posix(), number, 1, "", "is not a line of three words; delete it") for number, row in rows if len(row) != 3]
    if problems:
        raise BadSource(problems)
    return frozenset((language, name, mark) for _, (language, name, mark) in rows)


def write(path: Path, drafts: Drafts) -> None:
    """Write drafts, a line each; a file without any is deleted."""
    if drafts:
        write_atomically(path, (HEADER + "".join(f"{' '.join(each)}\n" for each in sorted(drafts))).encode())
    else:
        path.unlink(missing_ok=True)


def marked(texts: Iterable[Text], language: str) -> Drafts:
    """The translations of texts into a language, as drafts."""
    return frozenset((language, text.name, fingerprint(text.value.root[language])) for text in texts)


def still(session: Session, drafts: Drafts) -> Drafts:
    """Those that are in the session as they were drafted."""
    texts = texts_to_translate(session)
    return drafts & {each for text in texts for language in text.value.languages() for each in marked([text], language)}


def texts_by_language(session: Session, drafts: Drafts) -> Mapping[str, frozenset[str]]:
    """What is shown to readers and was not reviewed."""
    languages = {language for language, _, _ in drafts}
    texts = texts_to_translate(session) if drafts else []
    return {language: frozenset(text.value.root[language] for text in texts if text.is_draft(language, drafts)) for language in languages}
