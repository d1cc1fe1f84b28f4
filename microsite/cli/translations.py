"""`microsite translations`, for translators and those who wait for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import babel
import click

from microsite.editing import po_exchange
from microsite.editing.translations import (
    Records,
    State,
    Status,
    languages,
    read_records,
    recorded,
    records_path,
    status,
    texts,
    translatable,
    write_records,
)
from microsite.model.fields import language as checked
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load


class _WithDefault(click.Group):
    """Without the name of a command, `status` is meant."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, "--help"):
            args = ["status", *args]
        return super().parse_args(context, args)


class _Language(click.ParamType):  # type: ignore[type-arg]  # which it takes since click 8.5 only
    name = "language"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> str:
        try:
            return checked(value)
        except ValueError as error:
            self.fail(f"{error}", parameter, context)


def _one_file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    found = [value] if value else _of_the_site() or sorted(Path("data").glob("*.yml"))
    if len(found) != 1:
        raise click.UsageError(
            "which data file? Name it with --data" if found else "no data file: name one with --data, or put one into data/"
        )
    return found[0]


def _of_the_site() -> list[Path]:
    """The data file that mkdocs.yml names."""
    configuration = Path("mkdocs.yml")
    text = configuration.read_text(encoding="utf-8") if configuration.is_file() else ""
    found = re.search(r"""^\s+session:\s*["']?([^\s"'#]+)""", text, re.MULTILINE)
    return [Path(found[1])] if found and Path(found[1]).is_file() else []


def _all_files(_context: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    found = value or tuple(sorted(Path("data").glob("*.yml")))
    if not found:
        raise click.UsageError("no data file: name one, or put one into data/")
    return found


FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path), callback=_all_files)
DATA = click.option(
    "--data", type=click.Path(path_type=Path), callback=_one_file, help="The data file, where it is not the one that mkdocs.yml names."
)


def _says_problems(command: Callable[..., None]) -> Callable[..., None]:
    """Problems of a file are said as `microsite check` says them."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except BadSource as bad:
            for problem in bad.problems:
                click.echo(problem)
            raise SystemExit(1) from None

    return run


@click.group(cls=_WithDefault)
def translations() -> None:
    """What is translated, and the way to translators and back. Without a command: `status`."""


def _opened(data: Path) -> tuple[Source, Records]:
    return load(data, name=data.as_posix()), read_records(records_path(data))


@translations.command("status")
@FILES
@click.option(
    "--format", "style", type=click.Choice(("text", "markdown")), default="text", help="markdown: for the summary of a pull request."
)
@click.option(
    "--language", "more", multiple=True, type=_Language(), help="A language to report even where no text is in it yet; may be repeated."
)
@click.option(
    "--catalogues",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("overrides/locales"),
    help="This site's own words of the interface.",
)
@_says_problems
def status_command(files: tuple[Path, ...], style: str, more: tuple[str, ...], catalogues: Path) -> None:
    """Say what is missing and what is out of date, per language, in all FILES (data/*.yml without any)."""
    parts = []
    for data in files:
        source, records = _opened(data)
        wanted = sorted({*languages(source.session), *more} - {source.session.source_language})
        found = [status(source, data.as_posix(), records, language, catalogues) for language in wanted]
        parts.append((as_markdown if style == "markdown" else as_text)(data, source, found))
    click.echo("\n\n".join(parts))


def as_text(data: Path, source: Source, found: list[Status]) -> str:
    """A line per language, and below it a line per thing to do."""
    lines = [_about(data.as_posix(), source)]
    for each in found:
        lines += ["", f"{_named(each.language)}: {_summed(each)}"]
        lines += [f"  {gap.file}:{gap.line}: {gap.name + ' ' if gap.name else ''}{gap.words}" for gap in each.gaps]
    return "\n".join([*lines, *_to_record(data, found)])


def as_markdown(data: Path, source: Source, found: list[Status]) -> str:
    """A table of languages, and below it what is to do in each."""
    lines = ["## Translations", "", _about(_code(data.as_posix()), source)]
    if found:
        lines += ["", "| language | translated | missing | out of date | interface |", "|---|---|---|---|---|"]
    for each in found:
        done = each.total - len(each.missing)
        lines.append(
            f"| {_named(each.language)} | {done} of {each.total} | {len(each.missing)} | {len(each.outdated)} | {_words_missing(each)} |"
        )
    for each in found:
        if each.gaps:
            lines += ["", f"### {_named(each.language)}", ""]
            lines += [f"- {_code(f'{gap.file}:{gap.line}')} {_code(gap.name) + ' ' if gap.name else ''}{gap.words}" for gap in each.gaps]
    return "\n".join([*lines, *_to_record(data, found)])


def _code(text: str) -> str:
    """Words that Markdown leaves alone."""
    return f"`{' '.join(text.replace('`', '’').split())}`"


def _named(language: str) -> str:
    return f"{babel.Locale.parse(language, sep='-').get_display_name('en')} ({language})"


def _about(name: str, source: Source) -> str:
    every, wanted = texts(source.session), translatable(source.session)
    more = len(every) - len(wanted)
    once = f"; {more} more {'is' if more == 1 else 'are'} written once, for all languages" if more else ""
    return f"{name}: {_count(len(wanted), 'text')} to translate from {_named(source.session.source_language)}{once}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _words_missing(each: Status) -> str:
    if each.interface and not each.interface[0].name:  # the file itself
        return "all missing"
    return f"{_count(len(each.interface), 'word')} to check" if each.interface else "all there"


def _summed(each: Status) -> str:
    parts = [f"{len(each.missing)} of {each.total} missing" if each.missing else "all there"]
    if each.outdated:
        parts.append(f"{len(each.outdated)} out of date")
    if each.interface:
        parts.append(f"of the interface {_words_missing(each)}")
    return ", ".join(parts)


def _to_record(data: Path, found: list[Status]) -> list[str]:
    unrecorded = sum(each.unrecorded for each in found)
    if not unrecorded:
        return []
    verb = "is" if unrecorded == 1 else "are"
    return [
        "",
        f"{_count(unrecorded, 'translation')} {verb} new or changed: run `microsite translations record`, "
        f"and commit {records_path(data).as_posix()}",
    ]


@translations.command()
@FILES
@_says_problems
def record(files: tuple[Path, ...]) -> None:
    """Record from which source text each translation was made, for FILES (data/*.yml without any).

    What is new or was changed counts as made from the source as it is now; what is out of date stays out of date.
    """
    for data in files:
        source, records = _opened(data)
        _keep(data, records, recorded(source.session, records))


def _keep(data: Path, old: Records, new: Records) -> None:
    path = records_path(data)
    if new != old or not path.exists():
        write_records(path, new)
    total = sum(len(pairs) for pairs in new.values())
    kept = sum(len(pairs & old.get(key, set())) for key, pairs in new.items())
    click.echo(f"{path.as_posix()}: {total - kept} recorded, {kept} as they were, {len(old.keys() - new.keys())} dropped")


@translations.command()
@click.argument("language", type=_Language())
@click.argument("names", nargs=-1, metavar="[TEXT]...")
@click.option("--all", "every", is_flag=True, help="All that are out of date in the language.")
@DATA
@_says_problems
def accept(language: str, names: tuple[str, ...], every: bool, data: Path) -> None:
    """Say that translations that are out of date are right as they are: those of TEXT…, by the names that `status` gives."""
    source, records = _opened(data)
    outdated = [
        text for text in translatable(source.session) if text.state(language, source.session.source_language, records) is State.outdated
    ]
    unknown = [name for name in names if name not in {text.name for text in outdated}]
    if unknown:
        raise click.UsageError(f"not out of date in {language}: {', '.join(unknown)}")
    if every == bool(names):
        raise click.UsageError("which texts? Give their names, or --all")
    accepted = {(language, text.where) for text in outdated if every or text.name in names}
    _keep(data, records, recorded(source.session, records, accepted))


@translations.command()
@click.argument("language", type=_Language())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it; LANGUAGE.po without it, - for the terminal."
)
@DATA
@_says_problems
def export(language: str, output: Path | None, data: Path) -> None:
    """Write all texts and what is there in LANGUAGE as a PO file, which every translator's tool reads."""
    source, records = _opened(data)
    if language == source.session.source_language:
        raise click.UsageError(f"{language} is the language that the texts are written in; name another")
    content = po_exchange.written(source, data.as_posix(), records, language)
    path = output or Path(f"{language}.po")
    if str(path) == "-":
        click.echo(content, nl=False)
        return
    if path.exists() and path.read_bytes() != content:
        raise click.UsageError(
            f"{path.as_posix()} is there already, and stays as it is: take it back first with import, or name another with -o"
        )
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"can't write {path.as_posix()} ({(error.strerror or str(error)).lower()})") from None
    click.echo(
        f"{path.as_posix()}: {_count(len(texts(source.session)), 'text')}. Back again with: microsite translations import {path.as_posix()}"
    )


@translations.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", type=_Language(), help="The language it is in, where it does not say so itself.")
@DATA
@_says_problems
def import_command(file: Path, language: str | None, data: Path) -> None:
    """Write the translations in FILE, a PO file from `export`, into the data file; nothing else in it changes."""
    source, records = _opened(data)
    catalogue = po_exchange.read(file)
    language = language or _language_of(str(catalogue.locale_identifier or ""), languages(source.session), file)
    if language == source.session.source_language:
        raise click.UsageError(f"{file.as_posix()} is in {language}, the language that the texts are written in")
    taken = po_exchange.take(catalogue, file.as_posix(), language, data)
    for problem in sorted(taken.problems):
        click.echo(problem)
    left = ", ".join(
        f"{number} {what}"
        for number, what in ((taken.empty, "empty"), (taken.fuzzy, "marked fuzzy"), (len(taken.problems), "with errors"))
        if number
    )
    click.echo(
        f"{data.as_posix()}: {taken.changed} changed, {taken.added} added, {taken.same} as they were{f'; left out: {left}' if left else ''}"
    )
    _keep(data, records, recorded(taken.session, records, taken.right))
    raise SystemExit(bool(taken.problems))


def _language_of(said: str, known: list[str], file: Path) -> str:
    """The language in a catalogue's head, in the letters of the data; tools write fr_FR for fr, and that is a guess."""
    wanted = said.replace("_", "-")
    match = next((each for each in known if each.lower() == wanted.lower()), None)
    if match or (wanted and wanted.split("-")[0] not in known):
        return match or _Language().convert(wanted, None, None)
    raise click.UsageError(f"{file.as_posix()} says no language that the data has ({said or 'none'}); name it with --language")
