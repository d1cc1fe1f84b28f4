"""`microsite translations`, for translators and those who wait for them."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Any

import babel
import click

from microsite.cli.data_files import all_data_files, only_data_file
from microsite.cli.groups import Group
from microsite.editing import drafts, po_exchange
from microsite.editing.configuration import data_file
from microsite.editing.configuration import languages as languages_of_site
from microsite.editing.translations import (
    Drafts,
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
from microsite.model.fields import Where
from microsite.model.fields import language as parse_language
from microsite.model.languages import exists as is_language
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load


class _WithDefault(Group):
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


def _choose_data_files(context: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """The data files; of `status`, languages that stand among them are noted for the command."""
    named = [path for path in value if context.info_name == "status" and is_language(path.as_posix()) and not path.exists()]
    context.meta[ONLY_LANGUAGES] = [path.as_posix() for path in named]
    paths = tuple(path for path in value if path not in named) or all_data_files()
    if not paths:
        raise click.UsageError("no data file: name one, or put one into data/")
    return paths


ONLY_LANGUAGES = "languages named in place of files"
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
    """Say what is missing and what is out of date, per language, in all FILES (data/*.yml without any). A language in place of a file: in
    that alone."""
    only = click.get_current_context().meta[ONLY_LANGUAGES]
    reports = []
    format_report = _format_status_markdown if style == "markdown" else _format_status_text
    for data in files:
        source, records = _load_with_records(data)
        of_site = languages_of_site(Path("mkdocs.yml")).places if data == data_file(Path("mkdocs.yml")) else ()
        languages = sorted({*(only or (*translation_languages(source.session), *of_site)), *more} - {source.session.source_language})
        drafted = drafts.read(drafts.path_of(data))
        statuses = [language_status(source, data.as_posix(), records, language, catalogues, drafted) for language in languages]
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
        lines += ["", "| language | translated | missing | out of date | by a machine | interface |", "|---|---|---|---|---|---|"]
    for status in statuses:
        name, interface = _format_language(status.language), _format_interface(status)
        missing, outdated, unreviewed = len(status.missing), len(status.outdated), len(status.unreviewed)
        lines.append(f"| {name} | {status.total - missing} of {status.total} | {missing} | {outdated} | {unreviewed} | {interface} |")
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
    if status.unreviewed:
        parts.append(f"{len(status.unreviewed)} by a machine to check")
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
    """Say that translations that are out of date, or that a machine has drafted, are right as they are: those of TEXT…, by the names that
    `status` gives."""
    source, records = _load_with_records(data)
    source_language, drafted = source.session.source_language, drafts.read(drafts.path_of(data))
    open_texts = [
        text
        for text in texts_to_translate(source.session)
        if text.state(language, source_language, records) is TranslationState.outdated or text.is_draft(language, drafted)
    ]
    unknown = [name for name in names if name not in {text.name for text in open_texts}]
    if unknown:
        raise click.UsageError(f"neither out of date in {language}, nor a draft: {', '.join(unknown)}")
    if every == bool(names):
        raise click.UsageError("which texts? Give their names, or --all")
    accepted = {(language, text.where) for text in open_texts if every or text.name in names}
    _save(data, records, updated_records(source.session, records, accepted), source.session, drafted, accepted)


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
    content = po_exchange.export_catalogue(source, data.as_posix(), records, language, drafts.read(drafts.path_of(data)))
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
    drafted = drafts.read(drafts.path_of(data))
    result = po_exchange.import_catalogue(catalogue, file.as_posix(), language, data)
    _tell(result, data)
    _save(data, records, updated_records(result.session, records, result.confirmed), result.session, drafted, result.confirmed)
    raise SystemExit(bool(result.problems))


def _tell(result: po_exchange.ImportResult, data: Path) -> None:
    """Print what became of a catalogue's translations."""
    for problem in sorted(result.problems):
        click.echo(problem)
    counts = ((result.empty, "empty"), (result.fuzzy, "marked fuzzy"), (len(result.problems), "with errors"))
    left_out = ", ".join(f"{number} {what}" for number, what in counts if number)
    click.echo(
        f"{data.as_posix()}: {result.changed} changed, {result.added} added, {result.unchanged} as they were"
        + (f"; left out: {left_out}" if left_out else "")
    )


def _save(data: Path, old: Records, new: Records, session: Session, drafted: Drafts, reviewed: Collection[tuple[str, Where]]) -> None:
    """Write records, and the drafts that are such still: those that nobody has changed, or said to be right (`reviewed`)."""
    _save_records(data, old, new)
    texts = texts_to_translate(session)
    right: set[tuple[str, str, str]] = set()
    for language in {language for language, _ in reviewed}:
        right |= drafts.marked([text for text in texts if (language, text.where) in reviewed], language)
    left = drafts.still(session, drafted) - right
    if left != drafted:
        drafts.write(drafts.path_of(data), left)
        click.echo(f"{drafts.path_of(data).as_posix()}: {_format_count(len(left), 'translation')} by a machine left to review")


@translations.command()
@click.argument("language", type=_Language())
@click.option("--with", "command", required=True, metavar="COMMAND", help="A program that reads PO from its input and writes PO.")
@DATA
@_prints_problems
def draft(language: str, command: str, data: Path) -> None:
    """Have a machine translate what is missing in LANGUAGE, marked as not reviewed.

    COMMAND gets the texts that are missing as PO, and prints the same with translations. Pages say that such texts are not reviewed, until
    somebody changes them, takes them back from a translator's tool (`import`), or says that they are right (`accept`).
    """
    source, records = _load_with_records(data)
    if language == source.session.source_language:
        raise click.UsageError(f"{language} is the language that the texts are written in; name another")
    drafted = drafts.read(drafts.path_of(data))
    asked = po_exchange.export_catalogue(source, data.as_posix(), records, language, only_missing=True)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, f"{language}.po")
        answer.write_bytes(_answer(command, asked))
        catalogue = po_exchange.read_catalogue(answer)
    before = {text.where for text in texts_to_translate(source.session) if language in text.value.root}
    result = po_exchange.import_catalogue(catalogue, "the answer", language, data)
    _tell(result, data)
    made = [text for text in texts_to_translate(result.session) if language in text.value.root and text.where not in before]
    drafts.write(drafts.path_of(data), drafts.still(result.session, drafted) | drafts.marked(made, language))
    _save_records(data, records, updated_records(result.session, records))
    raise SystemExit(bool(result.problems))


def _answer(command: str, content: bytes) -> bytes:
    """What a program prints that gets `content`; UsageError if it fails."""
    try:
        return subprocess.run(shlex.split(command), input=content, check=True, stdout=subprocess.PIPE).stdout
    except (OSError, ValueError) as error:
        raise click.UsageError(f"can't run “{command}”: {error}") from None
    except subprocess.CalledProcessError as error:
        raise click.UsageError(f"“{command}” ended with {error.returncode}; nothing is changed") from None


@translations.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", "more", multiple=True, type=_Language(), help="A language of which there is no file yet; may be repeated.")
@DATA
@_prints_problems
def sync(folder: Path, more: tuple[str, ...], data: Path) -> None:
    """Keep FOLDER, with a PO file for each language and texts.pot for new ones, and the data file alike: for Weblate, Crowdin and others.

    What translators have changed in the files goes into the data file; then each file is written anew from it.
    """
    source, records = _load_with_records(data)
    drafted = drafts.read(drafts.path_of(data))
    files = {_language_of(path): path for path in sorted(folder.glob("*.po"))} if folder.is_dir() else {}
    languages = sorted({*files, *translation_languages(source.session), *more} - {source.session.source_language})
    failed = False
    reviewed: set[tuple[str, Where]] = set()
    for language in languages:
        if language in files:
            result = po_exchange.import_catalogue(
                po_exchange.read_catalogue(files[language]), files[language].as_posix(), language, data, records
            )
            _tell(result, data)
            reviewed |= result.confirmed
            failed = failed or bool(result.problems)
    source = load(data, name=data.as_posix())
    _save(data, records, updated_records(source.session, records, reviewed), source.session, drafted, reviewed)
    records, drafted = read_records(records_path(data)), drafts.read(drafts.path_of(data))
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("", *languages):
        path = folder / (f"{language}.po" if language else "texts.pot")
        new = po_exchange.export_catalogue(source, data.as_posix(), records, language, drafted, with_lines=False)
        if not path.exists() or po_exchange.without_dates(path.read_bytes()) != po_exchange.without_dates(new):
            path.write_bytes(new)
    click.echo(f"{folder.as_posix()}: {_format_count(len(languages), 'language')}")
    raise SystemExit(failed)


def _language_of(path: Path) -> str:
    """The language that a file is named by; UsageError if it is none."""
    try:
        return parse_language(path.stem)
    except ValueError as error:
        raise click.UsageError(f"{path.as_posix()}: {error}") from None


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
