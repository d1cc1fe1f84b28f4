"""`microsite check`, for editors: what is wrong, before anything is built."""

from __future__ import annotations

import json
from pathlib import Path

import click

from microsite.cli.data_files import all_data_files
from microsite.cli.problems import format_annotation, format_problem
from microsite.editing import configuration, interface_words, overrides
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
    for path in chosen:
        try:
            source = load(path, name=path.as_posix(), docs=docs)
            found += source.warnings
            if path == of_site:
                found += [source.problem(*finding) for finding in languages_not_shown(source.session, languages)]
        except BadSource as bad:
            found += bad.problems
    found.sort()
    if style == "json":
        click.echo(json.dumps([vars(problem) for problem in found], ensure_ascii=False, indent=1))
    for problem in found if style != "json" else ():
        click.echo(format_annotation(problem) if style == "github" else format_problem(problem))
    if style == "text" and not found:
        click.echo(f"Nothing to fix in {', '.join(path.as_posix() for path in chosen)}")
    raise SystemExit(any(problem.severity == "error" for problem in found))
