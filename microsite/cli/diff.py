"""`microsite diff`, for reviewers: what readers will see change."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.cli.problems import format_problem
from microsite.editing.diff import changes, format_changes
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", help="markdown: for a pull request.")
def diff(old: Path, new: Path, style: str) -> None:
    """Say in words what readers will see change from the data file OLD to NEW, per page and language."""
    read, found = [], []
    for path in (old, new):
        try:
            read.append(load(path, name=path.as_posix()).session)
        except BadSource as bad:
            found += bad.problems
    for problem in found:
        click.echo(format_problem(problem))
    if found:
        raise SystemExit(1)
    click.echo(format_changes(changes(*read), markdown=style == "markdown"), nl=False)
