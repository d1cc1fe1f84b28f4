"""`microsite override`, for hosts who change a file of the theme."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from microsite.editing import overrides


@click.command()
@click.argument("name")
@click.option("--compare", is_flag=True, help="Only show what the copy has otherwise than the theme.")
def override(name: str, compare: bool) -> None:
    """Copy the file NAME of the theme (parts/footer.html) into overrides/, to be changed; `check` says when the theme's has changed since.

    A copy that is there already stays as it is, and counts as made from the theme as it is now.
    """
    folder = Path("overrides")
    offered = overrides.offered()
    if name not in offered:
        close = [each for each in offered if each.endswith(f"/{name}")] or difflib.get_close_matches(name, offered, 1)
        raise click.UsageError(f"the theme has no {name}; it has {', '.join(close or offered)}")
    if compare:
        click.echo(overrides.difference(folder, name) if (folder / name).is_file() else f"there is no overrides/{name}\n", nl=False)
    elif overrides.copy(folder, name):
        click.echo(f"overrides/{name} is a copy of the theme’s; change it, and the site shows that")
    else:
        click.echo(f"overrides/{name} stays as it is, and counts as made from the theme as it is now")
