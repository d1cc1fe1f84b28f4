"""How commands show the problems of a file: on a terminal, and as annotations of GitHub Actions."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import click

from microsite.source.diagnostics import Problem


def format_annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, with its own way of escaping."""

    def value(text: object) -> str:
        return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")

    message = f"{problem.field}: {problem.words}" if problem.field else problem.words
    message = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{problem.severity} file={value(problem.file)},line={problem.line},col={problem.column}::{message}"


def format_problem(problem: Problem) -> str:
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
    return f"{message}\n    {shown}\n    {' ' * _width(shown[: problem.column - 1 - start])}{click.style('^', fg=colour, bold=True)}\n"


def _width(text: str) -> int:
    """Columns on a terminal: Chinese letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
