"""`microsite translations`, for translators and those who wait for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import babel
import click

from microsite.cli.data_files import all_data_files, only_data_file
from microsite.editing import po_exchange
from microsite.editing.configuration import data_file
from microsite.editing.configuration import languages as languages_of_site
from microsite.editing.translations import (
    LanguageStatus,
    Records,
    TranslationState,
    all_texts,
    language_status,
    read_records,
    records_path,
    texts_to_translate,
    translation_languages,
    updated_records,
    write_records,
)
from microsite.model.fields import language as parse_language
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
            return parse_language(value)
        except ValueError as error:
            self.fail(f"{error}", parameter, context)


def _choose_data_file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    return value or only_data_file("with --data")


def _choose_data_files(_context: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    paths = value or all_data_files()
    if not paths:
        raise click.UsageError("no data file: name one, or put one into data/")
    return paths


FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path), callback=_choose_data_files)
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    callback=_choose_data_file,
    help="The data file, where it is not the one that mkdocs.yml names.",
)


def _prints_problems(command: Callable[..., None]) -> Callable[..., None]:
    """Decorator of a command: problems of its files are printed as `microsite check` prints them, and exit with 1."""

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


def _load_with_records(data: Path) -> tuple[Source, Records]:
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
@_prints_problems
def status_command(files: tuple[Path, ...], style: str, more: tuple[str, ...], catalogues: Path) -> None:
    """Say what is missing and what is out of date, per language, in all FILES (data/*.yml without any)."""
    reports = []
    format_report = _format_status_markdown if style == "markdown" else _format_status_text
    for data in files:
        source, records = _load_with_records(data)
        of_site = languages_of_site(Path("mkdocs.yml")).places if data == data_file(Path("mkdocs.yml")) else ()
        languages = sorted({*translation_languages(source.session), *of_site, *more} - {source.session.source_language})
        statuses = [language_status(source, data.as_posix(), records, language, catalogues) for language in languages]
        reports.append(format_report(data, source, statuses))
    click.echo("\n\n".join(reports))


def _format_status_text(data: Path, source: Source, statuses: list[LanguageStatus]) -> str:
    """A line per language, and below it a line per task."""
    lines = [_format_total(data.as_posix(), source)]
    for status in statuses:
        lines += ["", f"{_format_language(status.language)}: {_format_summary(status)}"]
        lines += [f"  {task.file}:{task.line}: {task.name + ' ' if task.name else ''}{task.words}" for task in status.tasks]
    return "\n".join([*lines, *_format_unrecorded(data, statuses)])


def _format_status_markdown(data: Path, source: Source, statuses: list[LanguageStatus]) -> str:
    """A table of languages, and below it the tasks of each."""
    lines = ["## Translations", "", _format_total(_format_code(data.as_posix()), source)]
    if statuses:
        lines += ["", "| language | translated | missing | out of date | interface |", "|---|---|---|---|---|"]
    for status in statuses:
        name, interface = _format_language(status.language), _format_interface(status)
        missing, outdated = len(status.missing), len(status.outdated)
        lines.append(f"| {name} | {status.total - missing} of {status.total} | {missing} | {outdated} | {interface} |")
    for status in statuses:
        if status.tasks:
            lines += ["", f"### {_format_language(status.language)}", ""]
        for task in status.tasks:
            name = f"{_format_code(task.name)} " if task.name else ""
            lines.append(f"- {_format_code(f'{task.file}:{task.line}')} {name}{task.words}")
    return "\n".join([*lines, *_format_unrecorded(data, statuses)])


def _format_code(text: str) -> str:
    """A text as code in Markdown, which shows it as it is."""
    return f"`{' '.join(text.replace('`', '’').split())}`"


def _format_language(language: str) -> str:
    return f"{babel.Locale.parse(language, sep='-').get_display_name('en')} ({language})"


def _format_total(name: str, source: Source) -> str:
    """How many texts there are to translate in the data file `name`."""
    total = len(texts_to_translate(source.session))
    others = len(all_texts(source.session)) - total
    written_once = f"; {_format_count(others, 'name')} more, written once for all languages" if others else ""
    return f"{name}: {_format_count(total, 'text')} to translate from {_format_language(source.session.source_language)}{written_once}"


def _format_count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _format_interface(status: LanguageStatus) -> str:
    """How far the interface's words are translated."""
    if status.interface and not status.interface[0].name:  # a task on the whole catalogue: there is none
        return "all missing"
    return f"{_format_count(len(status.interface), 'word')} to check" if status.interface else "all there"


def _format_summary(status: LanguageStatus) -> str:
    parts = [f"{len(status.missing)} of {status.total} missing" if status.missing else "all there"]
    if status.outdated:
        parts.append(f"{len(status.outdated)} out of date")
    if status.interface:
        parts.append(f"of the interface {_format_interface(status)}")
    return ", ".join(parts)


def _format_unrecorded(data: Path, statuses: list[LanguageStatus]) -> list[str]:
    """Lines on what is not recorded yet; none if all is."""
    unrecorded = sum(status.unrecorded for status in statuses)
    if not unrecorded:
        return []
    verb = "is" if unrecorded == 1 else "are"
    return [
        "",
        f"{_format_count(unrecorded, 'translation')} {verb} new or changed: run `microsite translations record`, "
        f"and commit {records_path(data).as_posix()}",
    ]


@translations.command()
@FILES
@_prints_problems
def record(files: tuple[Path, ...]) -> None:
    """Record from which source text each translation was made, for FILES (data/*.yml without any).

    What is new or was changed counts as made from the source as it is now; what is out of date stays out of date.
    """
    for data in files:
        source, records = _load_with_records(data)
        _save_records(data, records, updated_records(source.session, records))


def _save_records(data: Path, old: Records, new: Records) -> None:
    """Write the records of a data file if they changed, and print how many did."""
    path = records_path(data)
    if new != old or not path.exists():
        write_records(path, new)
    total = sum(len(pairs) for pairs in new.values())
    unchanged = sum(len(pairs & old.get(key, set())) for key, pairs in new.items())
    click.echo(f"{path.as_posix()}: {total - unchanged} recorded, {unchanged} as they were, {len(old.keys() - new.keys())} dropped")


@translations.command()
@click.argument("language", type=_Language())
@click.argument("names", nargs=-1, metavar="[TEXT]...")
@click.option("--all", "every", is_flag=True, help="All that are out of date in the language.")
@DATA
@_prints_problems
def accept(language: str, names: tuple[str, ...], every: bool, data: Path) -> None:
    """Say that translations that are out of date are right as they are: those of TEXT…, by the names that `status` gives."""
    source, records = _load_with_records(data)
    source_language = source.session.source_language
    outdated = [
        text for text in texts_to_translate(source.session) if text.state(language, source_language, records) is TranslationState.outdated
    ]
    unknown = [name for name in names if name not in {text.name for text in outdated}]
    if unknown:
        raise click.UsageError(f"not out of date in {language}: {', '.join(unknown)}")
    if every == bool(names):
        raise click.UsageError("which texts? Give their names, or --all")
    accepted = {(language, text.where) for text in outdated if every or text.name in names}
    _save_records(data, records, updated_records(source.session, records, accepted))


@translations.command()
@click.argument("language", type=_Language())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it; LANGUAGE.po without it, - for the terminal."
)
@DATA
@_prints_problems
def export(language: str, output: Path | None, data: Path) -> None:
    """Write all texts and what is there in LANGUAGE as a PO file, which every translator's tool reads."""
    source, records = _load_with_records(data)
    if language == source.session.source_language:
        raise click.UsageError(f"{language} is the language that the texts are written in; name another")
    content = po_exchange.export_catalogue(source, data.as_posix(), records, language)
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
    count = _format_count(len(all_texts(source.session)), "text")
    texts = texts_to_translate(source.session)
    missing = sum(text.state(language, source.session.source_language, records) is TranslationState.missing for text in texts)
    count = f"{count}, {missing or 'none'} of them missing"
    click.echo(f"{path.as_posix()}: {count}. Back again with: microsite translations import {path.as_posix()}")


@translations.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", type=_Language(), help="The language it is in, where it does not say so itself.")
@DATA
@_prints_problems
def import_command(file: Path, language: str | None, data: Path) -> None:
    """Write the translations in FILE, a PO file from `export`, into the data file; nothing else in it changes."""
    source, records = _load_with_records(data)
    catalogue = po_exchange.read_catalogue(file)
    language = language or _catalogue_language(str(catalogue.locale_identifier or ""), translation_languages(source.session), file)
    if language == source.session.source_language:
        raise click.UsageError(f"{file.as_posix()} is in {language}, the language that the texts are written in")
    result = po_exchange.import_catalogue(catalogue, file.as_posix(), language, data)
    for problem in sorted(result.problems):
        click.echo(problem)
    counts = ((result.empty, "empty"), (result.fuzzy, "marked fuzzy"), (len(result.problems), "with errors"))
    left_out = ", ".join(f"{number} {what}" for number, what in counts if number)
    click.echo(
        f"{data.as_posix()}: {result.changed} changed, {result.added} added, {result.unchanged} as they were"
        + (f"; left out: {left_out}" if left_out else "")
    )
    _save_records(data, records, updated_records(result.session, records, result.confirmed))
    raise SystemExit(bool(result.problems))


def _catalogue_language(locale: str, known: list[str], file: Path) -> str:
    """The language that a catalogue's header names as `locale`, spelled as in the data, which has the languages `known`.

    UsageError if it names none, or one with a country of a language that the data has without one: tools write fr_FR for fr, so that is
    a guess.
    """
    code = locale.replace("_", "-")
    match = next((language for language in known if language.lower() == code.lower()), None)
    if match or (code and code.split("-")[0] not in known):
        return match or _Language().convert(code, None, None)
    raise click.UsageError(f"{file.as_posix()} says no language that the data has ({locale or 'none'}); name it with --language")
