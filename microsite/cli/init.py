"""`microsite init`, for whoever begins a site."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from microsite.editing import new_site
from microsite.editing.new_session import FirstSession
from microsite.model import fields
from microsite.model.base import Period
from microsite.source import messages


class _Text(click.ParamType):  # type: ignore[type-arg]  # which it takes since click 8.5 only
    """A value that a function of the model reads; it says in a sentence what is wrong with one."""

    def __init__(self, name: str, read: Callable[[str], Any]):
        self.name, self.read = name, read

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        try:
            return self.read(value) if isinstance(value, str) and value else value
        except ValueError as error:
            self.fail(str(error), parameter, context)


LINE, DATE = _Text("text", fields.line), _Text("date", fields.date)
ZONE, LANGUAGES = _Text("zone", fields.zone), _Text("languages", new_site.parse_site_languages)
QUESTIONS = {
    "name": ("What is the session about? Its title", LINE),
    "organizer": ("Who holds it?", LINE),
    "start": ("The first day, for instance 2027-05-04", DATE),
    "end": ("The last day", DATE),
    "zone": ("The time zone, by its place, for instance Europe/Zurich (empty if not known yet)", ZONE),
    "languages": ("The languages, the one you write in first, for instance en, fr", LANGUAGES),
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", type=LINE, help="What the session is about: its title.")
@click.option("--organizer", type=LINE, help="Who holds it.")
@click.option("--start", type=DATE, help="The first day, for instance 2027-05-04.")
@click.option("--end", type=DATE, help="The last day; left out, the first.")
@click.option("--zone", type=ZONE, help="The time zone of its place, for instance Europe/Zurich; left out, not known yet.")
@click.option("--languages", type=LANGUAGES, help="Those of the site, the one you write in first: en,fr. Left out, English.")
@click.option("--number", type=click.IntRange(1, 999_999_999), help="Of the session, if it is one of several; left out, it has none.")
def init(folder: Path, number: int | None, **given: Any) -> None:
    """Write a new site into FOLDER. On a terminal, what is left out is asked."""
    if problem := new_site.validate_site_folder(folder):
        raise click.ClickException(problem)
    known = _completed(given)
    try:
        Period(start=str(known["start"]), end=str(known["end"]))
    except ValidationError as wrong:
        raise click.UsageError(f"--end: {messages.explain(wrong.errors()[0])[1]}") from None
    try:
        sentences = new_site.create_site(folder, FirstSession(number=number, **known))
    except OSError as error:
        raise click.ClickException(f"{folder} can't be written ({(error.strerror or str(error)).lower()}); choose another folder") from None
    click.echo("\n".join(sentences))


def _completed(given: dict[str, Any]) -> dict[str, Any]:
    """All answers: those given, those asked on a terminal, and what can be left out."""
    known = dict(given)
    asks = sys.stdin.isatty()
    missing = [f"--{key}" for key in ("name", "organizer", "start") if not known[key]]
    if missing and not asks:
        raise click.UsageError(f"what is left out is asked on a terminal, and this is none; give {', '.join(missing)}")
    for key, (question, kind) in QUESTIONS.items():
        if known[key] is None:
            default = {"end": str(known["start"]), "zone": "", "languages": "en"}.get(key)
            answer = click.prompt(question, default=default, type=kind, show_default=bool(default)) if asks else default
            known[key] = kind.convert(answer, None, None)
    return known | {"zone": known["zone"] or None}
