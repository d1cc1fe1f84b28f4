"""`microsite`, for editors: what is wrong in data files, before anything is built."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import click

from microsite.source import BadSource, Problem, load

FORMATS = ("text", "github", "json")


@click.group()
def main() -> None:
    """Work on the data files of a session's site."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", help="github: annotations on the lines of a pull request.")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), default=Path("docs"), help="Where documents of the data lie.")
def check(files: tuple[Path, ...], style: str, docs: Path) -> None:
    """Say every problem of all FILES (data/*.yml without any) at once; exit 1 if one is an error."""
    found: list[Problem] = []
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
        click.echo(f"Nothing to mend in {', '.join(path.as_posix() for path in chosen)}")
    raise SystemExit(any(problem.severity == "error" for problem in found))


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
    if not click.get_text_stream("stdout").isatty():
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
