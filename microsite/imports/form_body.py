"""The body of an issue that a form on GitHub wrote: `### Label` before each answer, `_No response_` where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from microsite.editing.diff import escape_markdown
from microsite.model import letters
from microsite.model.fields import excerpt

NO_ANSWER = "_No response_"
LONGEST = 70_000
"""Characters of a body; GitHub takes no more than 65,536."""


class Problem(NamedTuple):
    """Something in a form that was not understood."""

    label: str
    """Of the answer that it is about; empty if it is about the whole."""
    words: str


class NotUnderstood(Exception):
    """A form by which nothing can be changed; `problems` are all that were found, and tell how to answer otherwise."""

    def __init__(self, *problems: Problem):
        self.problems = problems
        super().__init__("; ".join(f"{label}: {words}" if label else words for label, words in problems))


def code(text: str) -> str:
    """A text as code in Markdown, which GitHub shows as it is: no links, no mentions of people."""
    return f"`{excerpt(text.replace('`', '’'))}`"


def as_markdown(words: str) -> str:
    """A sentence of a check in Markdown: what it quotes as code stays that, and all else is shown as it is."""
    pieces = re.split(r"`([^`\n]+)`", words)
    return "".join(code(piece) if at % 2 else escape_markdown(piece) for at, piece in enumerate(pieces))


def read_answers(body: str, forms: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """The name of the form that a body is from, and its answers by label, empty where there is none; NotUnderstood if it is from none.

    `forms` are the labels of each form by its name. An answer may hold any text, headings among it, but for a heading that is a label of
    the same form: which of two is the answer can't be known, so that is refused.
    """
    if len(body) > LONGEST:
        raise NotUnderstood(Problem("", f"The form has more than {LONGEST:,} characters; make it shorter"))
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headings = [(number, line[4:].strip()) for number, line in enumerate(lines) if line.startswith("### ")]
    found = {heading for _, heading in headings}
    name = max(forms, key=lambda each: (len(found.intersection(forms[each])), -len(forms[each])))
    labels = forms[name]
    own = [(number, heading) for number, heading in headings if heading in labels]
    if not own:
        raise NotUnderstood(Problem("", "This is none of the forms; open a new issue, and choose a form there"))
    problems = [
        Problem(label, f"The heading {code(f'### {label}')} is missing; put it back on a line of its own, above the answer")
        for label in labels
        if label not in found
    ]
    for label in labels:
        if sum(heading == label for _, heading in own) > 1:
            problems.append(Problem(label, f"There are two lines {code(f'### {label}')}; keep the form's own, and delete the other"))
    ends = [number for number, _ in own[1:]] + [len(lines)]
    answers = {heading: "\n".join(lines[number + 1 : end]).strip() for (number, heading), end in zip(own, ends, strict=True)}
    answers = {label: "" if answer == NO_ANSWER else answer for label, answer in answers.items()}
    for label, answer in answers.items():
        if hidden := letters.INVISIBLE.search(answer):
            words = f"There is an invisible character in the answer ({letters.describe(hidden[0])}); delete the answer, and type it again"
            problems.append(Problem(label, words))
    if problems:
        raise NotUnderstood(*problems)
    return name, answers
