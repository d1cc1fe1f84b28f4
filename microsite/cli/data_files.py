"""The data files that commands work on where none is named."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.editing.configuration import data_file


def all_data_files() -> tuple[Path, ...]:
    """Those in data/, in the order of their names."""
    return tuple(sorted(Path("data").glob("*.yml")))


def choose_data_file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    """The data file that an argument names, else the one of mkdocs.yml or the only one in data/."""
    named = value or data_file(Path("mkdocs.yml"))
    paths = (named,) if named and (value or named.is_file()) else all_data_files()
    if len(paths) != 1:
        raise click.UsageError("which data file? Name it behind the other" if paths else "no data file: name one, or put one into data/")
    return paths[0]
