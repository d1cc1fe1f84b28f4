"""`microsite import`: the programme from another system into a data file."""

from __future__ import annotations

import copy
from pathlib import Path

import click

from microsite.cli.data_files import only_data_file
from microsite.cli.proposals import offer, problems_of, read_content
from microsite.editing.edit import EditError
from microsite.editing.rewrite import read, rewritten
from microsite.editing.translations import write_atomically
from microsite.imports import systems
from microsite.imports.programme import Programme, Unreadable
from microsite.imports.updates import ONE, Update, format_record, items_at, places_of, read_record, record_path, updated
from microsite.model.agenda import Kind
from microsite.model.fields import dotted
from microsite.source.diagnostics import Problem


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("data", metavar="[FILE.yml]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--from", "system", type=click.Choice(systems.NAMES), help="The system that SOURCE comes from, where its content does not tell."
)
@click.option("--name", help="What the record calls the source, where two of one system go into one file.")
@click.option(
    "--kind",
    help="What items are where SOURCE does not say it: one of the kinds of the site or of FILE; talk without it.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
def import_command(source: Path, data: Path | None, system: str | None, name: str | None, kind: str | None, yes: bool) -> None:
    """Bring what SOURCE says, a file downloaded from another system, into FILE (the one that mkdocs.yml names without it).

    What an item must not have, such as a day outside the session, leaves that item out; the exit code is 1 then.
    Imported again, what changed there changes here. A record beside FILE, to be committed with it, says what was imported last.
    """
    path = data or only_data_file("after SOURCE")
    content = read_content(path)
    old = read(content)
    kinds = (*Kind, *(old.get("kinds") or {}))
    if kind and kind not in kinds:
        raise click.UsageError(f"--kind: “{kind}” is none of {', '.join(kinds)}")
    try:
        found, programme = systems.read(source, old.get("zone"), system)
    except Unreadable as wrong:
        raise click.ClickException(f"{source.as_posix()} {wrong}") from None
    try:
        record = read_record(record_path(path))
    except ValueError:
        raise click.ClickException(
            f"{record_path(path).as_posix()} is broken; take it back from the last commit, or delete it: the next import goes by names then"
        ) from None
    read_programme, left_out, refused = programme, set[str](), list[str]()

    def place_of(problem: Problem) -> str:
        place = places_of(update, problem.field)
        return f"{source.as_posix()}: {place}: {problem.field.rpartition('.')[2]} {problem.words}" if place else str(problem)

    while True:
        programme = copy.deepcopy(read_programme)
        update = updated(old, programme, record, name or found, kind, left_out)
        try:
            new = rewritten(content, update.data)
        except EditError as error:
            where = ", ".join(dotted(place) for place in error.places if place)
            raise click.ClickException(
                f"{path.as_posix()} can't be changed in place{where and f' at {where}'}; nothing is written"
            ) from None
        errors = [problem for problem in problems_of(path, new) if problem.severity == "error"] if new != content else []
        bad_items = {item for problem in errors for item in items_at(update, problem.field)} - left_out
        if not bad_items:
            break
        refused += [f"Left out: {place_of(problem)}" for problem in errors if items_at(update, problem.field) - left_out]
        left_out |= bad_items

    is_known = update.record == record and new == content
    if offer(path, new, place_of, yes=yes, told=[*_told(programme, update, found, source, is_known=is_known), *refused]):
        if update.record != record:
            write_atomically(record_path(path), format_record(update.record).encode())
            click.echo(f"Written: {record_path(path).as_posix()}, the record of this import; commit it with {path.as_posix()}")
        raise SystemExit(bool(refused))


def _told(programme: Programme, update: Update, system: str, source: Path, *, is_known: bool) -> list[str]:
    """What is in the source, and unless all of it `is_known` from the last import, what of it could not be taken and what conflicts."""
    counts = [f"{len(rows):,} {table if len(rows) > 1 else ONE[table]}" for table, rows in programme.tables.items() if rows]
    alike = [other for other, same in systems.OTHER_NAMES.items() if same == system]
    lines = [f"{source.as_posix()} ({' or '.join([system, *alike])}): {', '.join(reversed(counts))}"]
    for what, places in programme.left_out.items() if not is_known else ():
        lines.append(f"Not taken: {what} ({len(places)}; {places[0]}{' …' if len(places) > 1 else ''})")
    notes = programme.notes(update.data.get("source_language", "en")) if not is_known else []
    return [*lines, *notes, *update.told]
