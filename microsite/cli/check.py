"""`microsite check`, for editors: what is wrong, before anything is built."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from microsite.cli.data_files import all_data_files
from microsite.cli.problems import format_annotation, format_problem
from microsite.editing import address_record, configuration, interface_words, overrides
from microsite.localize.catalogues import BadCatalogue
from microsite.model.session import Session
from microsite.render import addresses
from microsite.render.build_input import BuildOptions
from microsite.source import archives
from microsite.source.archives import Archive
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load
from microsite.validation.checks import languages_not_shown

FORMATS = ("text", "github", "json")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", help="github: annotations on the lines of a pull request.")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), default=Path("docs"), help="Where documents of the data lie.")
def check(files: tuple[Path, ...], style: str, docs: Path) -> None:
    """Say every problem of all FILES (data/*.yml without any, and then of overrides/ and catalogues too) at once; exit 1 if one is an
    error."""
    found: list[Problem] = [] if files else [*overrides.outdated(Path("overrides")), *interface_words.problems(Path())]
    chosen = files or all_data_files()
    if not chosen:
        raise click.UsageError("no file to check: name one, or put one into data/")
    of_site, languages = configuration.data_file(Path("mkdocs.yml")), configuration.languages(Path("mkdocs.yml")).places
    kept, damaged = archives.read_all(Path(archives.FOLDER))
    found += damaged
    for path in chosen:
        try:
            source = load(path, name=path.as_posix(), docs=docs if path == of_site or not _is_archived(path, kept) else None)
            found += source.warnings
            if path == of_site:
                found += [source.problem(*finding) for finding in languages_not_shown(source.session, source.parts, languages)]
                found += [] if damaged else _gone(source.session, docs, kept)
        except BadSource as bad:
            found += bad.problems
    found.sort()
    if style == "json":
        click.echo(json.dumps([problem._asdict() for problem in found], ensure_ascii=False, indent=1))
    for problem in found if style != "json" else ():
        click.echo(format_annotation(problem) if style == "github" else format_problem(problem))
    if style == "text" and not found:
        click.echo(f"Nothing to fix in {', '.join(path.as_posix() for path in chosen)}")
    raise SystemExit(any(problem.severity == "error" for problem in found))


def _is_archived(path: Path, kept: Sequence[Archive]) -> bool:
    """Whether a data file is that of a session that is archived: then docs/ need not have its documents any more."""
    try:
        start = load(path).session.dates.start if kept else None
    except BadSource:
        return False
    return any(archive.about.start == start for archive in kept)


def _gone(session: Session, docs: Path, kept: Sequence[Archive]) -> Iterator[Problem]:
    """Which addresses that were published are gone."""
    record, mkdocs_yml, overrides_folder = Path(archives.FOLDER) / address_record.FILE, Path("mkdocs.yml"), Path("overrides")
    languages = configuration.languages(mkdocs_yml)
    if not record.exists():
        return
    language = session.source_language if session.source_language in languages.places else next(iter(languages.places), "en")
    options = BuildOptions(
        "https://example.org/",
        language,
        locales=languages.locales,
        overrides=overrides_folder if overrides_folder.is_dir() else None,
        docs=docs,
        archives=tuple(kept),
    )
    try:
        is_there = addresses.likely(session, options, configuration.left_out(mkdocs_yml), languages.places)
    except BadCatalogue:
        return  # which is told already
    yield from address_record.gone(record, is_there, functools.partial(addresses.without_language, languages=languages.places))
