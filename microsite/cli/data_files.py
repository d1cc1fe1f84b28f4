"""The data files that commands work on where none is named."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.editing.configuration import data_file


def all_data_files() -> tuple[Path, ...]:
    """Those in data/, in the order of their names."""
    return tuple(sorted(Path("data").glob("*.yml")))


def only_data_file(how: str) -> Path:
    """The one that mkdocs.yml names, or the only one in data/; UsageError that says `how` to name it if it is neither."""
    named = data_file(Path("mkdocs.yml"))
    paths = (named,) if named and named.is_file() else all_data_files()
    if len(paths) != 1:
        raise click.UsageError(f"which data file? Name it {how}" if paths else f"no data file: name one {how}, or put one into data/")
    return paths[0]
