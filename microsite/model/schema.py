"""What a data file may hold, written from the model: as JSON Schema for editors' programs, and as a page for editors.

`microsite schema` writes data/session.schema.json and data/README.md anew; a test holds that they are current.
"""

from __future__ import annotations

import functools
import json
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from microsite.model import agenda, docstrings, fields, pictures
from microsite.model.fields import Localized
from microsite.model.participation import NAMED_WAYS
from microsite.model.session import Session

PRIVATE = (
    "What the secretariat keeps here and the site must not show: the build fails if any of it is in the site. "
    "Whoever sees this file sees it."
)


@functools.cache
def schema() -> str:
    """The JSON Schema (draft 2020-12) of a data file."""
    own = Session.model_json_schema()
    sentences = {model.__name__: docstrings.of_fields(model) for model in models()}
    for title, model in (("Session", own), *own["$defs"].items()):
        for name, each in model.get("properties", {}).items():
            each["description"] = sentences[title][name]
        if "properties" in model:
            model["properties"]["private"] = {"description": PRIVATE}
    _offer_named_ways(own["properties"]["registration"])
    own["$defs"]["Picture"] = {"anyOf": [{"type": "string"}, own["$defs"]["Picture"]]}
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **own, "title": "A session of a conference"}
    return json.dumps(found, indent=1, ensure_ascii=False, sort_keys=False) + "\n"


def _offer_named_ways(registration: dict[str, Any]) -> None:
    """Changes the schema of a map of ways to register so that editors' programs offer the keys that have a name; others may be there."""
    [(pattern, way)] = registration.pop("patternProperties").items()
    named_ways = dict.fromkeys(NAMED_WAYS, way)
    registration["properties"] = {**named_ways, "private": {"description": PRIVATE}}
    registration |= {"propertyNames": {"pattern": pattern}, "additionalProperties": way}


def reference() -> str:
    """All keys, as Markdown: a table for each thing that has keys of its own."""
    parts = [INTRODUCTION]
    for model, paths in models().items():
        heading = "The session" if model is Session else ", ".join(f"`{path}`" for path in paths)
        rows, sentences = [], docstrings.of_fields(model)
        for name, field in model.model_fields.items():
            needed = "**" if field.is_required() else ""
            rows.append(f"| {needed}`{name}`{needed} | {sentences[name]} | {_kind(field.annotation, field.metadata)} |")
        parts.append(
            f"\n## {heading}\n\n{(model.__doc__ or '').strip()}\n\n| key | what it is | what to write |\n|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "".join(parts)


def write_schema(folder: Path) -> None:
    """Write both into the folder of the data files, which must be there."""
    (folder / "session.schema.json").write_text(schema(), encoding="utf-8")
    (folder / "README.md").write_text(reference(), encoding="utf-8")


INTRODUCTION = """\
# What a data file may hold

All keys, with those that can't be left out in **bold**; everything else is left out until it is known, and the site says
that it will be announced.
This page is written from the model (`microsite schema`); editors' programs complete and explain the same keys by `session.schema.json`.

A **text** is written once, or once per language (`en: …`, `fr: …`), and falls back to the source language, marked. So are **addresses**.
Nothing may be empty: delete the line instead. The order of keys does not matter. `#` begins a comment.

`private` may stand among the keys of anything, with any texts, lists and keys of your own below it: what the secretariat keeps here and
the site must not show. The build fails if it finds any of it in the site, also escaped, packed or in other quotes. Whoever sees this file
sees it.
"""

KINDS: dict[Any, str] = {
    fields.Name: "name, one line, where it is the same in all languages once",
    fields.Title: "text, one line",
    fields.Prose: "text, paragraphs in Markdown",
    fields.Address: "web address",
    fields.FileAddress: "web address, or a file in `docs/`",
    fields.line: "one line, the same in all languages",
    fields.language: "language code: `fr`, `pt-BR`, `bfi`",
    fields.channel_language: "language code, or `floor`",
    fields.email: "mail address",
    fields.date: "date: `2025-10-28`",
    fields.clock: "time at the venue: `14:00`",
    fields.deadline: "date, or date and time: `2025-10-10 18:00`",
    fields.offset: "`minutes:seconds` or `hours:minutes:seconds`",
    fields.zone: "zone by its place: `Europe/Zurich`",
    fields.picture_file: "picture in `docs/`: `people/kim.jpg`",
    pictures.Picture: "keys, below, or their `file` alone: `people/kim.jpg`",
    fields.host: "name of a server: `video.example.org`",
    fields.whole_number: "whole number",
    fields.latitude: "degrees with decimals, south of the equator below zero: `35.0116`",
    fields.longitude: "degrees with decimals, west of Greenwich below zero: `135.7681`",
    fields.amount: "amount: `250` or `99.50`",
    fields.currency: "code of a currency: `CHF`",
    fields.phone: "telephone number with the country's code",
    agenda.kind_name: f"{', '.join(f'`{each}`' for each in agenda.Kind)}, or a key under `kinds`",
    fields.identifier: "small letters, digits, hyphens: `panel-2`",
    bool: "`true` or `false`",
    str: "the service's own id",
}


def _arguments(annotation: Any) -> list[Any]:
    return [each for each in typing.get_args(annotation) if each not in (type(None), Ellipsis)]


def models() -> dict[type[BaseModel], list[str]]:
    """Each model, with the data paths at which it can be, in the order of the fields."""
    found: dict[type[BaseModel], list[str]] = {}

    def look(annotation: Any, path: str) -> None:
        origin = typing.get_origin(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, Localized):
            found.setdefault(annotation, []).append(path)
            for name, field in annotation.model_fields.items():
                if path.count(f"{name}[]") < 1:  # once is enough of what can hold itself
                    look(field.annotation, f"{path}.{name}".lstrip("."))
        elif origin is tuple:
            look(_arguments(annotation)[0], f"{path}[]")
        elif origin is dict:
            look(_arguments(annotation)[1], f"{path}.NAME")
        elif origin in (typing.Union, types.UnionType, typing.Annotated):
            look(_arguments(annotation)[0], path)

    look(Session, "")
    return found


def _validators(annotation: Any, metadata: typing.Iterable[Any]) -> Iterator[Any]:
    for each in metadata:
        if function := getattr(each, "func", None):
            yield function
    if typing.get_origin(annotation) is typing.Annotated:
        yield from _validators(None, annotation.__metadata__)
    for each in _arguments(annotation) if typing.get_origin(annotation) in (typing.Union, types.UnionType) else ():
        yield from _validators(each, ())


def _kind(annotation: Any, metadata: typing.Iterable[Any] = ()) -> str:
    """What to write as a value, in words."""
    for function in _validators(annotation, metadata):
        if function in KINDS:
            return KINDS[function]
    origin = typing.get_origin(annotation)
    if origin is tuple:
        return f"list, each: {_kind(_arguments(annotation)[0])}"
    if origin is dict:
        key, value = typing.get_args(annotation)
        return f"{'codes of languages' if key == fields.Language else 'short names'}, each with: {_kind(value)}"
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return _kind(_arguments(annotation)[0])
    if annotation in KINDS:
        return KINDS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ", ".join(f"`{each}`" for each in annotation)
    return "keys, below"


@functools.cache
def keys() -> frozenset[str]:
    """All keys that a data file can have, at any place."""
    return frozenset(name for model in models() for name in model.model_fields)
