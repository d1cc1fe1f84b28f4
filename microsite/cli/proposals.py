"""A data file with changes from elsewhere: checked, told in words, and written once somebody agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from microsite.cli.diff import changes_of_site
from microsite.cli.problems import format_problem
from microsite.editing.diff import format_changes
from microsite.editing.translations import read_records, records_of_changed, records_path, write_atomically, write_records
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import Source, load, load_content


def read_content(path: Path) -> str:
    """The content of a data file that is right; its problems are printed, and the command ends, if it is not."""
    try:
        load(path, name=path.as_posix(), docs=Path("docs"))
        return path.read_bytes().decode("utf-8")
    except BadSource as bad:
        for problem in bad.problems:
            click.echo(format_problem(problem))
        raise SystemExit(1) from None


def source_of(path: Path, content: str) -> Source:
    """What a data file with that content holds; BadSource if it is wrong."""
    return load_content(content.encode(), path.as_posix(), docs=Path("docs"))


def problems_of(path: Path, content: str) -> list[Problem]:
    """What would be wrong with a data file that had that content."""
    try:
        source_of(path, content)
    except BadSource as bad:
        return list(bad.problems)
    return []


def offer(path: Path, content: str, place_of: Callable[[Problem], str] = str, *, yes: bool, told: Sequence[str] = ()) -> bool:
    """Say what readers will see change if a data file has that content, and write it if that is wanted: asked on a terminal, unless `yes`.

    What the translations of texts that change were made from is recorded beside it, so that they are known to be out of date.
    Returns whether the file has the content now. `told` are lines to say before. `place_of` says a problem at the place where it came
    from, the cell of a sheet for instance. Nothing is written if the content is wrong; the command ends with 1 then. What the check warns
    of is said once it is written.
    """
    for line in told:
        click.echo(line)
    if content == path.read_bytes().decode("utf-8"):
        click.echo(f"Nothing changes in {path.as_posix()}")
        return True
    try:
        before, after = load(path, name=path.as_posix(), docs=Path("docs")), source_of(path, content)
        found = changes_of_site(before.session, after.session)
        records = read_records(records_path(path))
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
        if (new_records := records_of_changed(before.session, after.session, records)) != records:
            write_records(records_path(path), new_records)
            click.echo(f"Written: {records_path(path).as_posix()}; `microsite translations` says which translations are out of date now")
        known = {problem.words for problem in before.warnings}
        for problem in after.warnings:
            if problem.words not in known:
                click.echo(place_of(problem))
        return True
    click.echo(f"Nothing is written into {path.as_posix()}")
    return False
