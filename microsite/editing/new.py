"""The data file of a session that is to come: what belongs to the series, and the rest as comments to fill in."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from microsite.localize.catalogues import catalogue, files, is_english
from microsite.model.fields import EVERY, Localized
from microsite.model.session import PriorSession, Session


@dataclass(frozen=True)
class FirstSession:
    """What is known of the first session of a new site."""

    name: str
    """Its title."""
    organizer: str
    number: int
    start: dt.date
    end: dt.date
    zone: str | None
    """IANA's name; None where it is not known yet."""
    languages: tuple[str, ...]
    """Those of the site; the first is the source."""


def predecessor(folder: Path, number: int) -> Path | None:
    """The data file of the last session before a number, by the names of files: session12.yml."""
    found = {int(name[1]): path for path in folder.glob("session*.yml") if (name := re.fullmatch(r"session(\d+)\.yml", path.name))}
    return found[max(earlier)] if (earlier := [each for each in found if each < number]) else None


def skeleton(number: int, start: dt.date, end: dt.date, old: Session | None, catalogues: Path) -> str:
    """The text of a data file that builds at once.

    Of the old session stay its series, who holds it, the languages and the sessions before, of which it is now the first.
    """
    source = old.source_language if old else "en"
    languages = (old.title.languages() if old else ()) or (source,)
    words = {each: catalogue(each, catalogues) for each in languages if files(each, catalogues) or is_english(each)}
    said = {language: found.gettext("Topic to be announced") for language, found in words.items()}
    title = {each: text for each, text in said.items() if is_english(each) or text != "Topic to be announced"} or {
        source: "Topic to be announced"
    }
    official = f"official_languages: [{', '.join(old.official_languages)}]\n" if old and old.official_languages else ""
    parts = {
        "languages": f"source_language: {source}\n{official}",
        "title": _written({"title": title}),
        "series": _written({"series": plain(old.series)}) if old and old.series else "",
        "organizer": _written({"organizer": plain(old.organizer) if old else {"name": "Organizer to be announced"}}),
        "prior_sessions": _written({"prior_sessions": [plain(each) for each in _held(old)]}) if old else "",
        "zone": "#zone: Continent/City",
    }
    return _filled(parts, number, start, end, source)


def first_skeleton(first: FirstSession) -> str:
    """The text of the data file of a new site, which builds at once. With several languages, texts are in the source alone."""
    source = first.languages[0]

    def text(value: str) -> Any:
        return {source: value} if len(first.languages) > 1 else value

    parts = {
        "languages": f"source_language: {source}\n",
        "title": _written({"title": text(first.name)}),
        "series": "",
        "organizer": _written({"organizer": {"name": text(first.organizer)}}),
        "prior_sessions": "",
        "zone": _written({"zone": first.zone}).strip() if first.zone else "#zone: Continent/City",
    }
    return _filled(parts, first.number, first.start, first.end, source)


def _filled(parts: dict[str, str], number: int, start: dt.date, end: dt.date, source: str) -> str:
    """skeleton.yml with its blanks filled in; `parts` are lines of YAML by their names in it, empty for what is left out."""
    template = string.Template(importlib.resources.files("microsite.editing").joinpath("skeleton.yml").read_text(encoding="utf-8"))
    text = template.substitute(parts, number=number, start=start, end=end, source=source)
    return re.sub(r"\n{3,}", "\n\n", text)


def _held(old: Session) -> list[PriorSession]:
    """The sessions before the new one, the last first; what one had to do with the old session is the old session's."""
    last = PriorSession(number=str(old.number), title=old.title, start=str(old.dates.start), end=str(old.dates.end), symbol=old.symbol)
    return [last, *(each.model_copy(update={"bearing": None}) for each in old.prior_sessions)]


def plain(value: Any) -> Any:
    """A part of a session as lists, maps, texts, numbers and dates."""
    if isinstance(value, Localized):
        return value.root.get(EVERY) or dict(value.root)
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return {name: plain(each) for name, each in given.items() if each is not None}
    return value


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Entries of a list stand under their key, indented, as in the rest of the file."""
        return super().increase_indent(flow, False)


def _written(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
