"""The forms on GitHub (.github/ISSUE_TEMPLATE): what each changes in the data file.

A form is known by the labels of its answers, which the tests hold equal to those in its file. All that is not understood is told at once,
and then nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from microsite.editing.edit import EditError
from microsite.editing.rewrite import read, rewritten
from microsite.imports.form_agenda import PLACE_LABELS, cancel_or_move, change_time
from microsite.imports.form_body import NotUnderstood, Problem, as_markdown, read_answers
from microsite.imports.form_change import Change
from microsite.imports.form_entries import add_document, add_news, add_recording, add_speaker
from microsite.imports.form_texts import correct_text
from microsite.imports.typed import MOST_LISTED, Reader
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load, load_content


@dataclass(frozen=True)
class Applied:
    """What a form changes."""

    form: str
    """Its name."""
    done: tuple[str, ...]
    """Sentences in Markdown."""
    hints: tuple[str, ...]
    """What the check finds implausible since, in Markdown."""
    content: str | None
    """The data file as it is to be; None if it says all that already."""
    before: Session
    after: Session


def apply_form(body: str, data: Path, *, docs: Path, languages: Sequence[str], catalogues: Path) -> Applied:
    """What the body of an issue changes in a data file, which is not written; NotUnderstood if it is not certain what that is.

    `docs` is the folder of files that the data names, `languages` are those of the site, `catalogues` is the folder of its own words.
    """
    name, answers = read_answers(body, {name: form.labels for name, form in FORMS.items()})
    try:
        before = load(data, name=data.as_posix(), docs=docs)
        content = data.read_bytes().decode()
    except BadSource as bad:
        words = "The data file has errors, which must be corrected before a form can change anything: "
        raise NotUnderstood(Problem("", words + "; ".join(as_markdown(str(each)) for each in bad.problems[:MOST_LISTED]))) from None
    except UnicodeDecodeError:
        raise NotUnderstood(Problem("", f"{data.as_posix()} is not in UTF-8; save it in UTF-8 first")) from None
    change = Change(answers, before.session, read(content), Reader(before.session, languages, catalogues), docs)
    for label in FORMS[name].required:
        if not answers[label]:
            change.refuse(label, "There is no answer, and one is needed")
    FORMS[name].fill(change)
    if change.problems:
        raise NotUnderstood(*dict.fromkeys(change.problems))
    try:
        new = rewritten(content, change.data)
    except EditError:
        words = "This can't be written into the data file without changing more; somebody who knows the file must do it there"
        raise NotUnderstood(Problem("", words)) from None
    after = _checked(new, data, docs, change)
    known = {(each.field, each.words) for each in before.warnings}
    changed = Change(answers, after.session, change.data, Reader(after.session, languages, catalogues), docs)
    hints = [changed.said(each) for each in after.warnings if (each.field, each.words) not in known]
    return Applied(name, tuple(change.done), tuple(hints), new if new != content else None, before.session, after.session)


def _checked(content: str, data: Path, docs: Path, change: Change) -> Source:
    """The changed file as it is loaded; its errors are told at the answers that they are about."""
    try:
        return load_content(content.encode(), data.as_posix(), docs=docs)
    except BadSource as bad:
        errors = [each for each in bad.problems if each.severity == "error"]
        raise NotUnderstood(*(change.problem_of(error) for error in errors[:MOST_LISTED])) from None


class Form(NamedTuple):
    """A form."""

    labels: tuple[str, ...]
    """Of its answers, in their order. The first begins with “The ”, and no other form's does: so the workflow knows our forms."""
    required: tuple[str, ...]
    fill: Callable[[Change], None]


FORMS = {
    "Change a time": Form(("The item", "New start", "New end", "Why"), ("The item",), change_time),
    "Cancel or move an item": Form(
        ("The item", "What happens to it", *PLACE_LABELS, "Why"), ("The item", "What happens to it"), cancel_or_move
    ),
    "Add a speaker": Form(
        ("The speaker’s name", "Role", "Organization", "Biography", "Picture", "Item", "Part", "How"), ("The speaker’s name",), add_speaker
    ),
    "Add a document": Form(
        ("The document’s title", "Title in other languages", "Address or file", "Expected", "Symbol", "Belongs to"),
        ("The document’s title",),
        add_document,
    ),
    "Add a recording": Form(
        ("The item or sitting", "Address of the recording", "Transcript", "Slides"), ("The item or sitting",), add_recording
    ),
    "Publish news": Form(("The news", "The news in other languages", "Day", "More", "Address"), ("The news", "Day"), add_news),
    "Correct a text": Form(
        ("The text as it is", "The text as it should be", "Language", "Where it stands"),
        ("The text as it is", "The text as it should be"),
        correct_text,
    ),
}
