"""`microsite apply`, for the workflow that turns a form on GitHub into a pull request."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

import click

from microsite.cli.diff import changes_of_site
from microsite.cli.translations import DATA
from microsite.editing import configuration
from microsite.editing.diff import format_changes
from microsite.editing.translations import write_atomically
from microsite.imports.form_body import NotUnderstood
from microsite.imports.forms import Applied, apply_form
from microsite.source.diagnostics import BadSource

HOW_TO_CORRECT = """\
To correct it, open the menu with three dots at the top of this page, above your answers, and choose *Edit*. Each answer stands below its
heading: change it there, leave the headings as they are, and save. This answer is then renewed."""


@click.command()
@click.argument("form", type=click.File("rb"), default="-")
@DATA
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), default=Path("docs"), help="Where files of the data lie.")
def apply(form: BinaryIO, data: Path, docs: Path) -> None:
    """Make the change that a FORM asks for, the text of an issue on GitHub, in the data file; say in Markdown what was done.

    Without FORM, it is read from the standard input. What is not understood is said too; then nothing is written, and the exit code is 1.
    """
    languages = configuration.languages(Path("mkdocs.yml")).places
    try:
        body = form.read().decode(errors="replace")
        applied = apply_form(body, data, docs=docs, languages=[*languages], catalogues=Path("overrides/locales"))
    except NotUnderstood as refused:
        click.echo(_format_refused(refused))
        raise SystemExit(1) from None
    said = _format_applied(applied)
    if applied.content:
        try:
            write_atomically(data, applied.content.encode())
        except BadSource as bad:
            raise click.ClickException(str(bad)) from None
    click.echo(said)


def _format_applied(applied: Applied) -> str:
    if not applied.content:
        said = [f"- {_without_mentions(sentence)}." for sentence in applied.done] or ["Nothing is changed: it is there already."]
        return "\n".join([f"### {applied.form}", "", *said, "", HOW_TO_CORRECT])
    lines = [f"### {applied.form}", "", *(f"- {_without_mentions(sentence)}." for sentence in applied.done), ""]
    if applied.hints:
        lines += ["Please look at this, which may be a mistake:", "", *(f"- {_without_mentions(hint)}" for hint in applied.hints), ""]
    changes = _without_mentions(format_changes(changes_of_site(applied.before, applied.after), markdown=True))
    return "\n".join([*lines, "### What readers will see change", "", changes.replace("\n### ", "\n#### ").replace("### ", "#### ", 1)])


def _format_refused(refused: NotUnderstood) -> str:
    """Every problem, by the label of its answer."""
    lines = [f"- **{label}**: {words}." if label else f"- {words}." for label, words in refused.problems]
    return "\n".join(["### Nothing is changed yet", "", *map(_without_mentions, lines), "", HOW_TO_CORRECT])


def _without_mentions(markdown: str) -> str:
    """Markdown in which no text of the data calls somebody, or another issue: GitHub looks for both in spite of a backslash."""
    return re.sub(r"\\([@#])", "\\1&#8203;", markdown)
