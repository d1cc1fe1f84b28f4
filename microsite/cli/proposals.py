"""A data file with changes from elsewhere: checked, told in words, and written once somebody agrees."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from microsite.cli.diff import changes_of_site
from microsite.cli.problems import format_problem
from microsite.editing.diff import Change, format_changes
from microsite.editing.translations import write_atomically
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load


def read_content(path: Path) -> str:
    """The content of a data file that is right; its problems are printed, and the command ends, if it is not."""
    try:
        load(path, name=path.as_posix(), docs=Path("docs"))
        return path.read_bytes().decode("utf-8")
    except BadSource as bad:
        for problem in bad.problems:
            click.echo(format_problem(problem))
        raise SystemExit(1) from None


def changes_to(path: Path, content: str, warnings: list[Problem] | None = None) -> list[Change]:
    """What readers will see change if a data file has that content; BadSource if it is wrong. `warnings` receives those of
    the check that the file did not have before."""
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / path.name
        new.write_bytes(content.encode())
        source = load(new, name=path.as_posix(), docs=Path("docs"))
    before = load(path, name=path.as_posix(), docs=Path("docs"))
    if warnings is not None:
        known = {problem.words for problem in before.warnings}
        warnings += [problem for problem in source.warnings if problem.words not in known]
    return changes_of_site(before.session, source.session)


def offer(path: Path, content: str, place_of: Callable[[Problem], str] = str, *, yes: bool, told: Sequence[str] = ()) -> bool:
    """Say what readers will see change if a data file has that content, and write it if that is wanted: asked on a terminal, unless `yes`.

    Returns whether the file has the content now. `told` are lines to say before. `place_of` says a problem at the place where it came
    from, the cell of a sheet for instance. Nothing is written if the content is wrong; the command ends with 1 then. What the check warns
    of is said once it is written.
    """
    for line in told:
        click.echo(line)
    if content == path.read_bytes().decode("utf-8"):
        click.echo(f"Nothing changes in {path.as_posix()}")
        return True
    warnings: list[Problem] = []
    try:
        found = changes_to(path, content, warnings)
    except BadSource as bad:
        for problem in bad.problems:
            if problem.severity == "error":  # a warning stops nothing
                click.echo(place_of(problem))
        click.echo(f"Nothing is written into {path.as_posix()}")
        raise SystemExit(1) from None
    click.echo(format_changes(found, markdown=False), nl=False)
    if yes or click.confirm(f"Write this into {path.as_posix()}?"):
        write_atomically(path, content.encode())
        click.echo(f"Written: {path.as_posix()}")
        for problem in warnings:
            click.echo(place_of(problem))
        return True
    click.echo(f"Nothing is written into {path.as_posix()}")
    return False
