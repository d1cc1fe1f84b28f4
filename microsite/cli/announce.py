"""`microsite announce`, for those who write to the participants: what has changed, in each language."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.cli.problems import format_problem
from microsite.editing import configuration
from microsite.exports.published import BadRecord
from microsite.localize.localizer import Localizer
from microsite.render import announcement
from microsite.render.build_input import BuildOptions
from microsite.source import archives
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load


@click.command()
@click.option("--url", default="", metavar="ADDRESS", help="Where the site is published, if mkdocs.yml does not say it.")
@click.option("--language", "only", multiple=True, metavar="CODE", help="One language, or several; all of the site without this.")
def announce(url: str, only: tuple[str, ...]) -> None:
    """Write what has changed as a text to paste into a mail or a post, in each language of the site.

    These are the changes that the next publication brings. If there are none, that is said, and those of the last one follow. What was
    published is read from archive/published.json, which each publication renews: keep it from one to the next.
    """
    mkdocs_yml = Path("mkdocs.yml")
    languages, data = configuration.languages(mkdocs_yml), configuration.data_file(mkdocs_yml)
    address = url or configuration.site_url(mkdocs_yml)
    if not data or not address:
        raise click.ClickException("mkdocs.yml names no data file or no site_url; run this in the folder of the site, or give --url")
    known, _ = archives.read_all(Path(archives.FOLDER))
    overrides = Path("overrides")
    try:
        session, before = load(data, name=data.as_posix()).session, announcement.published_before(Path(archives.FOLDER))
    except BadSource as bad:
        raise click.ClickException("\n".join(map(format_problem, bad.problems))) from None
    except BadRecord as bad:
        raise click.ClickException(str(bad)) from None
    options = BuildOptions(
        url=address.rstrip("/") + "/",
        default_language=languages.default or session.source_language,
        locales=languages.locales,
        overrides=overrides if overrides.is_dir() else None,
        archives=tuple(known),
        record=before,
    )
    of_site = tuple(languages.places) or (session.source_language,)
    if others := [code for code in only if code not in of_site]:
        raise click.UsageError(f"--language: the site has no {', '.join(others)}; its languages are {', '.join(of_site)}")
    told, published = announcement.newest(session, options)
    if published:
        click.echo(
            f"Nothing to tell since {published:%Y-%m-%d %H:%M} UTC (what else was edited: `microsite diff`). What was published then:\n"
        )
    for language in only or of_site:
        if said := announcement.text(told, session, language, options):
            click.echo(f"── {Localizer('en', 'en').language_name(language)} ──\n\n{said}")
    if not told.changes:
        click.echo("Nothing has changed since the site was published first" if before else "The site has not been published yet")
