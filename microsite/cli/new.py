"""`microsite new`, for the next session."""

from __future__ import annotations

import re
from pathlib import Path

import click
from pydantic import ValidationError

from microsite.cli.problems import format_problem
from microsite.editing.new_session import find_previous_data_file, next_session_skeleton, to_look_at
from microsite.localize.catalogues import BadCatalogue
from microsite.model.base import Period
from microsite.source import messages
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load


@click.command()
@click.argument("number", type=click.IntRange(1, 999_999_999))
@click.option("--dates", required=True, metavar="FIRST..LAST", help="The days, for instance 2026-05-05..2026-05-06; one date for one day.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), help="The folder of the data files.")
@click.option(
    "--locales",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("overrides/locales"),
    help="This site's own words of the interface.",
)
def new(number: int, dates: str, data: Path, locales: Path) -> None:
    """Write the data file of session NUMBER, to be filled in; the series is taken from the session before."""
    target = data / f"session{number}.yml"
    first, _, last = dates.partition("..")
    if joined := re.fullmatch(r"(\d{4}-\d\d-\d\d)\s*(?:[-–—/,]|to)\s*(\d{4}-\d\d-\d\d)", dates.strip()):
        raise click.UsageError(f"--dates: “{dates}” is two dates; write {joined[1]}..{joined[2]}")
    try:
        days = Period(start=first.strip(), end=last.strip() or first.strip())
    except ValidationError as wrong:
        raise click.UsageError(f"--dates: {messages.explain(wrong.errors()[0])[1]}") from None
    if target.exists():
        raise click.ClickException(f"{target.as_posix()} is there already, and stays as it is; delete it first, or choose another number")
    before = find_previous_data_file(data, number)
    try:
        old = load(before, name=before.as_posix()).session if before else None
    except BadSource as bad:
        for problem in bad.problems:
            click.echo(format_problem(problem))
        raise SystemExit(1) from None
    try:
        text = next_session_skeleton(number, days.start, days.end, old, locales)
        data.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except BadCatalogue as bad:
        raise click.ClickException(str(bad)) from None
    except OSError as error:
        raise click.ClickException(
            f"{target.as_posix()} can't be written ({(error.strerror or str(error)).lower()}); choose another folder with --data"
        ) from None
    series = f", with the series of {before.as_posix()}" if before else ""
    for line, key in to_look_at(text):
        click.echo(f"{target.as_posix()}:{line}: {key} is as it was; look whether it still is")
    click.echo(f"{target.as_posix()} is written{series}. To show it: in mkdocs.yml, under microsite, write session: {target.as_posix()}")
