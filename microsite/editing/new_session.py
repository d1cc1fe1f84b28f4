"""Makes the data file of a session to come: what stays the same in the series, and everything else as comments to fill in."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import re
import string
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from microsite.localize.catalogues import catalogue, files, is_english
from microsite.localize.labels import N_
from microsite.model.fields import ALL_LANGUAGES, Localized
from microsite.model.session import PriorSession, Session

UNKNOWN_TITLE = N_("Topic to be announced")

OFFERED = {
    "zone": "#zone: Continent/City",
    "venue": """\
#venue:
#  name: {$source: The building}
#  room: {$source: The room}
#  city: {$source: The city}
#  point: {latitude: 35.0116, longitude: 135.7681}
""",
    "contact": """\
#contact:
#  name: {$source: The office}
#  email: name@example.org
""",
}
"""What often stays from session to session, as it is offered where nothing is known."""

CALLED = "#called: conference"
"""The same for what it is called, which stays unless the series becomes another one."""


class FirstSession(NamedTuple):
    """What is known of the first session of a new site."""

    name: str
    """Its title."""
    organizer: str
    number: int | None
    """None where it is not said to be one of several: no page then calls it the first."""
    start: dt.date
    end: dt.date
    zone: str | None
    """An IANA time zone; None if not known yet."""
    languages: tuple[str, ...]
    """Those of the site; the first is the source language."""


def find_previous_data_file(folder: Path, number: int) -> Path | None:
    """The data file of the last session before session `number`, going by file names such as session12.yml; None if there is none."""
    paths = {int(match[1]): path for path in folder.glob("session*.yml") if (match := re.fullmatch(r"session(\d+)\.yml", path.name))}
    earlier = [session_number for session_number in paths if session_number < number]
    return paths[max(earlier)] if earlier else None


def next_session_skeleton(number: int, start: dt.date, end: dt.date, previous: Session | None, catalogues: Path) -> str:
    """The text of a data file that builds as it is, for a session that follows `previous`.

    It keeps the series, the organizer and the languages of the previous session, what it is called, and its list of prior sessions with
    the previous one added; also what is in `OFFERED`, each with a remark that it is to be looked at again. `catalogues` is the folder of
    the site's own interface words, which the title to be replaced is taken from.
    """
    source_language = previous.source_language if previous else "en"
    languages = (previous.title.languages() if previous else ()) or (source_language,)
    words = {code: catalogue(code, catalogues) for code in languages if files(code, catalogues) or is_english(code)}
    titles = {code: translations.gettext(UNKNOWN_TITLE) for code, translations in words.items()}
    translated = {code: text for code, text in titles.items() if is_english(code) or text != UNKNOWN_TITLE}
    title = {source_language: UNKNOWN_TITLE} | translated  # without a text in it, the file would not build
    official = f"official_languages: [{', '.join(previous.official_languages)}]\n" if previous and previous.official_languages else ""
    parts = {
        "languages": f"source_language: {source_language}\n{official}",
        "called": _dump_yaml({"called": _to_plain_data(previous.called)}).strip() if previous and previous.called else CALLED,
        "title": _dump_yaml({"title": title}),
        "series": _dump_yaml({"series": _to_plain_data(previous.series)}) if previous and previous.series else "",
        "organizer": _dump_yaml({"organizer": _to_plain_data(previous.organizer) if previous else {"name": "Organizer to be announced"}}),
        "prior_sessions": _dump_yaml({"prior_sessions": _prior_sessions(previous)}) if previous else "",
        **{key: _kept(key, previous) for key in OFFERED},
    }
    return _fill_skeleton(parts, number, start, end, source_language)


def _offered(key: str, source_language: str) -> str:
    """A key of `OFFERED` as comments, with its texts in the language that texts are written in first."""
    return string.Template(OFFERED[key]).substitute(source=source_language)


def _kept(key: str, previous: Session | None) -> str:
    """The lines of a key that a session has from the one before, with a remark; else as it is offered."""
    if previous is None or getattr(previous, key) is None:
        return _offered(key, previous.source_language if previous else "en")
    return f"{LOOK} {previous.number or previous.dates.start.year}.\n" + _dump_yaml({key: _to_plain_data(getattr(previous, key))}).rstrip(
        "\n"
    )


LOOK = "# Look again: as in session"
"""Where the remark on something that was kept begins."""


def to_look_at(text: str) -> list[tuple[int, str]]:
    """The line and the key of each thing in a data file that was kept from the session before, and need not be right."""
    lines = text.split("\n")
    return [(row, lines[row - 1].partition(":")[0]) for row, line in enumerate(lines, 2) if line.startswith(LOOK)]


def first_session_skeleton(first: FirstSession) -> str:
    """The text of a new site's data file, which builds as it is. In a site of several languages, texts are in the source language."""
    source_language = first.languages[0]

    def localized(text: str) -> Any:
        return {source_language: text} if len(first.languages) > 1 else text

    parts = {
        "languages": f"source_language: {source_language}\n",
        "called": CALLED,
        "title": _dump_yaml({"title": localized(first.name)}),
        "series": "",
        "organizer": _dump_yaml({"organizer": {"name": localized(first.organizer)}}),
        "prior_sessions": "",
        **{key: _offered(key, source_language) for key in OFFERED},
        **({"zone": _dump_yaml({"zone": first.zone}).strip()} if first.zone else {}),
    }
    return _fill_skeleton(parts, first.number, first.start, first.end, source_language)


def _fill_skeleton(parts: dict[str, str], number: int | None, start: dt.date, end: dt.date, source_language: str) -> str:
    """skeleton.yml with its placeholders filled in; `parts` are lines of YAML by placeholder, empty for a part that is left out."""
    template = string.Template(importlib.resources.files("microsite.editing").joinpath("skeleton.yml").read_text(encoding="utf-8"))
    offered = {"number": f"number: {number}", "which": f"session {number}"} if number else {"number": "#number: 1", "which": "the session"}
    text = template.substitute(parts, **offered, nth=number or 1, start=start, end=end, source=source_language)
    return re.sub(r"\n{3,}", "\n\n", text)


def _prior_sessions(previous: Session) -> list[Any]:
    """The prior sessions of the next session as plain data, the latest first.

    `bearing` says what a prior session means for the session that lists it, so it is not carried over.
    """
    earlier_parts = [prior.title for prior in previous.prior_sessions if previous.number and prior.number == previous.number]
    # A later part is told from the first by its name, such as “Second session, second part”.
    by_name = previous.name if earlier_parts and previous.name not in earlier_parts else None
    latest = PriorSession(
        number=previous.number and str(previous.number),
        title=by_name or previous.title,
        topic=previous.title if by_name else None,
        start=str(previous.dates.start),
        end=str(previous.dates.end),
        place=(previous.venue.city or previous.venue.name) if previous.venue else None,
        symbol=previous.symbol,
    )
    earlier = [prior.model_copy(update={"bearing": None}) for prior in previous.prior_sessions]
    return [_to_plain_data(prior) for prior in (latest, *earlier)]


def _to_plain_data(value: Any) -> Any:
    """A part of a session as dictionaries, strings, numbers and dates, which YAML can write."""
    if isinstance(value, Localized):
        return value.root.get(ALL_LANGUAGES) or dict(value.root)
    if isinstance(value, BaseModel):
        values = {name: getattr(value, name) for name in type(value).model_fields}
        return {name: _to_plain_data(part) for name, part in values.items() if part is not None}
    return value


class _IndentingDumper(yaml.SafeDumper):
    """Indents the entries of a list under their key, as the rest of the file does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _dump_yaml(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_IndentingDumper, allow_unicode=True, sort_keys=False, width=10_000)
