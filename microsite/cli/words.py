"""`microsite words`, for translators of the interface."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.editing import interface_words
from microsite.editing.new_site import parse_site_language
from microsite.localize.catalogues import BadCatalogue


@click.command()
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
