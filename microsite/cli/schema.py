"""`microsite schema`, for developers who change what a data file may hold."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.model.schema import write_schema


@click.command()
def schema() -> None:
    """Write anew what a data file may hold: data/README.md for people, data/session.schema.json for their programs."""
    write_schema(Path("data"))
