"""`microsite diff`, for reviewers: what readers will see change."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import jinja2

from microsite.cli.problems import format_problem
from microsite.editing import configuration
from microsite.editing.diff import Change, changes, format_changes, languages_of
from microsite.model.session import Session
from microsite.render.visible import View
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", help="markdown: for a pull request.")
def diff(old: Path, new: Path, style: str) -> None:
    """Say in words what readers will see change from the data file OLD to NEW, per page and language."""
    read: list[Session] = []
    found: list[Problem] = []
    for path in (old, new):
        try:
            read.append(load(path, name=path.as_posix()).session)
        except BadSource as bad:
            found += bad.problems
    for problem in found:
        click.echo(format_problem(problem))
    if found:
        raise SystemExit(1)
    click.echo(format_changes(changes_of_site(*read), markdown=style == "markdown"), nl=False)


def changes_of_site(old: Session, new: Session) -> list[Change]:
    """What changes on the site in the present folder, in its languages; in those of the texts, if it has no mkdocs.yml to name them."""
    kept = Path(".cache", "templates")  # those of the site's last build
    with tempfile.TemporaryDirectory() as folder:
        try:
            return _changes_of_site(old, new, kept if kept.is_dir() else Path(folder))
        except jinja2.TemplateError as error:
            raise click.ClickException(f"A template in overrides/ can't be used: {error}; `mkdocs build` says where") from None


def _changes_of_site(old: Session, new: Session, compiled_templates: Path) -> list[Change]:
    mkdocs_yml, overrides = Path("mkdocs.yml"), Path("overrides")
    languages = configuration.languages(mkdocs_yml)
    view = View(
        overrides=overrides if overrides.is_dir() else None,
        locales=languages.locales,
        without=configuration.left_out(mkdocs_yml),
        compiled_templates=compiled_templates,
    )
    shown = [language for language in languages.places or languages_of(old, new) if view.can_show(new, language)]
    return changes(old, new, view.visible, shown)
