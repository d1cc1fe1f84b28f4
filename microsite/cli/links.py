"""`microsite links`, for whoever keeps a site up to date."""

from __future__ import annotations

from pathlib import Path

import click

from microsite.cli.data_files import all_data_files
from microsite.editing.links import LinkState, Location, check_addresses, find_addresses, format_markdown, format_text
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(("text", "markdown")), default="text", help="markdown: for an issue.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=20.0, help="How long a server may keep silent.")
def links(files: tuple[Path, ...], style: str, seconds: float) -> None:
    """Ask every web address in FILES (data/*.yml without any) whether it is still there; exit 1 if one is dead."""
    try:
        import urllib3  # noqa: F401
    except ImportError:
        raise click.ClickException("urllib3 is not installed; run: python -m pip install 'microsite[links]'") from None
    addresses: list[tuple[str, Location]] = []
    for path in files or all_data_files():
        try:
            addresses += find_addresses(load(path), path.as_posix())
        except BadSource as bad:
            raise click.ClickException(str(bad)) from None
    report = check_addresses(addresses, seconds)
    click.echo(format_markdown(report) if style == "markdown" else format_text(report))
    raise SystemExit(any(answer.state is LinkState.dead for answer, _ in report.values()))
