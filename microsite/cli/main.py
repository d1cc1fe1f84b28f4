"""`microsite`, for editors and hosts: what is wrong in data files, before anything is built, and what else is done by hand."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import click
from pydantic import ValidationError

from microsite.cli.init import init
from microsite.cli.links import links
from microsite.cli.translations import translations
from microsite.editing import diff as session_diff
from microsite.editing import interface_words, overrides
from microsite.editing.new_session import find_previous_data_file, next_session_skeleton
from microsite.editing.new_site import parse_site_language
from microsite.localize.catalogues import BadCatalogue
from microsite.model import schema as written
from microsite.model.session import Period
from microsite.source import messages
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load

FORMATS = ("text", "github", "json")


@click.group()
def main() -> None:
    """Work on the data files of a session's site."""


main.add_command(init)
main.add_command(translations)
main.add_command(links)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", help="github: annotations on the lines of a pull request.")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), default=Path("docs"), help="Where documents of the data lie.")
def check(files: tuple[Path, ...], style: str, docs: Path) -> None:
    """Say every problem of all FILES (data/*.yml without any, and then of overrides/ and catalogues too) at once; exit 1 if one is an
    error."""
    found: list[Problem] = [] if files else [*overrides.outdated(Path("overrides")), *interface_words.problems(Path())]
    chosen = files or tuple(sorted(Path("data").glob("*.yml")))
    if not chosen:
        raise click.UsageError("no file to check: name one, or put one into data/")
    for path in chosen:
        try:
            found += load(path, name=path.as_posix(), docs=docs).warnings
        except BadSource as bad:
            found += bad.problems
    found.sort()
    if style == "json":
        click.echo(json.dumps([vars(problem) for problem in found], ensure_ascii=False, indent=1))
    for problem in found if style != "json" else ():
        click.echo(annotation(problem) if style == "github" else told(problem))
    if style == "text" and not found:
        click.echo(f"Nothing to fix in {', '.join(path.as_posix() for path in chosen)}")
    raise SystemExit(any(problem.severity == "error" for problem in found))


@main.command()
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
            click.echo(told(problem))
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
    click.echo(f"{target.as_posix()} is written{series}. To show it: in mkdocs.yml, under microsite, write session: {target.as_posix()}")


@main.command()
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
        click.echo(told(problem))
    if found:
        raise SystemExit(1)
    click.echo(session_diff.format_changes(session_diff.changes(*read), markdown=style == "markdown"), nl=False)


@main.command()
@click.argument("name")
@click.option("--compare", is_flag=True, help="Only show what the copy has otherwise than the theme.")
def override(name: str, compare: bool) -> None:
    """Copy the file NAME of the theme (parts/footer.html) into overrides/, to be changed; `check` says when the theme's has changed since.

    A copy that is there already stays as it is, and counts as made from the theme as it is now.
    """
    folder = Path("overrides")
    if name not in overrides.offered():
        raise click.UsageError(f"the theme has no {name}; it has {', '.join(overrides.offered())}")
    if compare:
        click.echo(overrides.difference(folder, name) if (folder / name).is_file() else f"there is no overrides/{name}\n", nl=False)
    elif overrides.copy(folder, name):
        click.echo(f"overrides/{name} is a copy of the theme’s; change it, and the site shows that")
    else:
        click.echo(f"overrides/{name} stays as it is, and counts as made from the theme as it is now")


@main.command()
@click.argument("language", required=False)
def words(language: str | None) -> None:
    """Bring the catalogue of LANGUAGE up to date, and begin it where there is none; without LANGUAGE, all that are there.

    The words that templates say are added, empty, with a comment for translators on each. In a copy of the package's code that is
    microsite/theme/locales/LANGUAGE.po, in a site its own overrides/locales/LANGUAGE.po.
    """
    try:
        code = parse_site_language(language) if language else None
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    if code and not Path("mkdocs.yml").is_file():
        raise click.UsageError("there is no site here; run this in the folder of its mkdocs.yml")
    if code != language:
        click.echo(f"{language} is written {code}", err=True)
    try:
        lines = list(interface_words.update(Path(), code))
    except BadCatalogue as bad:
        raise click.ClickException(str(bad)) from None
    click.echo("\n".join(lines) or "There is no catalogue here yet; `microsite words LANGUAGE` begins one")


@main.command()
def schema() -> None:
    """Write anew what a data file may hold: data/README.md for people, data/session.schema.json for their programs."""
    written.write(Path("data"))


def annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, with its own way of escaping."""

    def value(text: object) -> str:
        return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")

    message = f"{problem.field}: {problem.words}" if problem.field else problem.words
    message = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{problem.severity} file={value(problem.file)},line={problem.line},col={problem.column}::{message}"


def told(problem: Problem) -> str:
    """The message; on a terminal with colour, the line it is about, and a caret below its place."""
    message = str(problem)
    if not sys.stdout.isatty():
        return message
    colour = "red" if problem.severity == "error" else "yellow"
    message = message.replace(f" {problem.severity}: ", f" {click.style(problem.severity, fg=colour, bold=True)}: ", 1)
    try:
        line = Path(problem.file).read_text(encoding="utf-8-sig").split("\n")[problem.line - 1].rstrip("\r")
    except (OSError, UnicodeDecodeError, IndexError):
        return message
    start = max(0, problem.column - 60)
    shown = line[start : start + 100]
    return f"{message}\n    {shown}\n    {' ' * width(shown[: problem.column - 1 - start])}{click.style('^', fg=colour, bold=True)}\n"


def width(text: str) -> int:
    """Columns on a terminal: Chinese letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
