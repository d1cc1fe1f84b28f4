"""`microsite sheet`, for editors who have the agenda as a spreadsheet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsite.cli.data_files import only_data_file
from microsite.cli.groups import Group
from microsite.cli.proposals import offer, read_content
from microsite.editing import configuration
from microsite.editing.edit import EditError
from microsite.editing.rewrite import read, rewritten
from microsite.editing.translations import translation_languages, write_atomically
from microsite.model.agenda import Kind
from microsite.model.fields import language as parse_language
from microsite.source.diagnostics import Problem
from microsite.source.loading import load

if TYPE_CHECKING:
    from microsite.imports.imported import Imported


def _choose_data_file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    return value or only_data_file("behind the other")


DATA = click.argument("data", required=False, type=click.Path(path_type=Path), metavar="[FILE.yml]", callback=_choose_data_file)
MKDOCS_YML = Path("mkdocs.yml")


@click.group(cls=Group)
def sheet() -> None:
    """The data file as a spreadsheet, and back."""


@contextlib.contextmanager
def _needs_libraries() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise click.ClickException(f"{error.name} is not installed; run: python -m pip install 'microsite[sheets]'") from None


def _target_languages(data: Path, session: Any) -> list[str]:
    """The languages that texts are translated into, and those of the site that shows them."""
    of_site = configuration.languages(MKDOCS_YML).places if data == configuration.data_file(MKDOCS_YML) else ()
    return sorted({*translation_languages(session), *of_site} - {session.source_language})


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        raise click.UsageError(f"can't write {path.as_posix()} ({(error.strerror or str(error)).lower()})") from None


@sheet.command("export")
@DATA
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("agenda.xlsx"),
    help="Where to write it; agenda.xlsx without it.",
)
@click.option("--force", is_flag=True, help="Write it in the place of a file that is there.")
def export(data: Path, output: Path, force: bool) -> None:
    """Write FILE.yml as a workbook (.xlsx): agenda, people, documents, deadlines and rooms, and a sheet for each language."""
    with _needs_libraries():
        from microsite.imports.workbook import workbook
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output.as_posix()} is written as .xlsx; name it so")
    if output.exists() and not force:
        raise click.UsageError(
            f"{output.as_posix()} is there already, and may hold changes: take it back first with import, or add --force"
        )
    content = read_content(data)
    session = load(data, name=data.as_posix()).session
    languages = _target_languages(data, session)
    _write(output, workbook(read(content), session, languages))
    click.echo(f"{output.as_posix()}: written. Back again with: microsite sheet import {output.as_posix()}")


@sheet.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="SHEET")
@DATA
@click.option(
    "--columns", metavar="THEIRS=OURS,…", default="", help='What columns are, where their headings are not known: "Beginn=Starts,Ort=Room".'
)
@click.option(
    "--language",
    default=None,
    help="The language of the texts in a table that `sheet export` has not written; the source language without it.",
)
@click.option(
    "--kind", default="presentation", help="What new items are that do not say so: one of the kinds of the site or of the data file."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a workbook with the changes, to be looked at, and nothing else.",
)
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
def import_command(file: Path, data: Path, columns: str, language: str | None, kind: str, output: Path | None, yes: bool) -> None:
    """Take SHEET into FILE.yml: a workbook from `sheet export`, or a table or programme of others.

    SHEET is .xlsx, .ods, .xls, .csv, .tsv or .docx. What readers will see change is said first. Exits 1 if something could not be taken.
    """
    with _needs_libraries():
        from microsite.imports.headings import heading_names, named_columns
        from microsite.imports.sheets import Options, imported
        from microsite.imports.short_names import Names
        from microsite.imports.spreadsheets import Unreadable, read_sheets
        from microsite.imports.word import read_programme
        from microsite.imports.workbook import workbook
    named = named_columns(columns)
    if named.unknown:
        raise click.UsageError(f"--columns: “{named.unknown[0]}” is not THEIRS=OURS, where OURS is one of {', '.join(heading_names())}")
    content = read_content(data)
    old = read(content)
    if kind not in {*Kind, *(old.get("kinds") or {})}:
        raise click.UsageError(f"--kind: “{kind}” is none of {', '.join((*Kind, *(old.get('kinds') or {})))}")
    try:
        options = Options(named.meant, parse_language(language) if language else None, kind)
    except ValueError as error:
        raise click.UsageError(f"--language: {error}") from None
    session = load(data, name=data.as_posix()).session
    try:
        sheets = read_sheets(file, lambda content: read_programme(content, file.name, Names(old)))
        result = imported(old, session, sheets, options)
    except Unreadable as problem:
        raise click.ClickException(f"{file.as_posix()} {problem}") from None
    if output:
        _say(result)
        _write(output, workbook(result.data, session, _target_languages(data, session), result.marks, before=old))
        click.echo(f"{output.as_posix()}: written. Look at it, and take it with: microsite sheet import {output.as_posix()}")
        raise SystemExit(bool(result.refused))
    try:
        new = rewritten(content, result.data) if result.data != old else content
    except EditError:
        raise click.ClickException(f"the changes can't be written into {data.as_posix()} without changing something else") from None
    _say(result)
    offer(data, new, lambda problem: _at_its_cell(problem, result, data), yes=yes)
    raise SystemExit(bool(result.refused))


def _say(result: Imported) -> None:
    for remark in result.noted:
        click.echo(remark)
    if result.refused:
        click.echo("Not taken:")
        for remark in result.refused:
            click.echo(f"  {remark}")


def _at_its_cell(problem: Problem, result: Imported, data: Path) -> str:
    place = result.place_of(problem.field, problem.words)
    return f"{place or data.as_posix()}: {problem.severity}: {'' if place else problem.field + ': '}{problem.words}"
