"""The whole public session for other programs, in all languages: `session.json`, and its JSON Schema beside it.

It is written as a data file is, so that one explains the other, with what a program would else have to work out: addresses are whole, and
beside local times stand moments. Its fields are a contract: `FORMAT` stays while none is dropped or changes its meaning.

`python -m microsite.exports.session_file`, part of `make schema`, writes the schema anew beside this file, where builds find it; a test
holds that it is current.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from microsite.exports.addresses import Addresses
from microsite.model.agenda import AgendaItem, AgendaNotes, Sitting
from microsite.model.documents import ItemLink
from microsite.model.fields import ALL_LANGUAGES, FileAddress, Localized
from microsite.model.pictures import Picture
from microsite.model.schema import schema as schema_of_data_file
from microsite.model.session import Session, SessionStatus
from microsite.validation.text_slips import PASSWORD

FORMAT = 1
NAMES = ("session.json", "session.schema.json")
SCHEMA = Path(__file__).with_name("session.schema.json")

MOMENT = {"type": "string", "format": "date-time"}
STARTS = {"starts": {**MOMENT, "description": "When it begins, with the offset from UTC."}}
ENDS = {"ends": {**MOMENT, "description": "When it ends, with the offset from UTC."}}
URL = {"url": {"type": "string", "format": "uri", "description": "Its page, in the site's default language."}}


def session_files(
    session: Session, languages: Iterable[str], at: Addresses, site: str, picture: Callable[[Picture], str]
) -> dict[str, bytes]:
    """Both files by name. `languages` are those of the site, the default one first, whose pages `at` has; `site` is the address that both
    files are below, and `picture` makes that of a picture of the data."""
    content = {
        "$schema": f"{site}session.schema.json",
        "format": FORMAT,
        "url": at.home,
        "languages": [*languages],
        "starts": session.to_iso(session.starts),
        "ends": session.to_iso(session.ends),
        "session": _Writer(session, at, picture).session_as_data(),
    }
    return {
        "session.json": (json.dumps(content, ensure_ascii=False) + "\n").encode(),
        "session.schema.json": SCHEMA.read_bytes(),
    }


class _Writer:
    """Writes the values of a session as a data file has them, what it leaves out left out."""

    def __init__(self, session: Session, at: Addresses, picture: Callable[[Picture], str]):
        self.session, self.at, self.picture = session, at, picture
        self.moments = {each.id: session.times(day, each) for day, each in session.sittings()}
        self.moments |= {
            item.id: session.times(day, sitting, item) for day, sitting, item in session.items() if day and sitting and item.start
        }

    def session_as_data(self) -> Any:
        """Without what no page shows at present: notes for another status, and what only the checks of the data ask for."""
        session = self.session
        agenda = session.agenda
        if agenda and agenda.notes:
            notes = AgendaNotes.model_construct(**{agenda.status: getattr(agenda.notes, agenda.status)})
            agenda = agenda.model_copy(update={"notes": notes})
        note = None if session.status is SessionStatus.scheduled else session.status_note
        return self.data(session.model_copy(update={"agenda": agenda, "status_note": note, "not_codes": ()}))

    def data(self, value: Any) -> Any:
        match value:
            case Localized():
                whole = self.at.files if isinstance(value, FileAddress) else str
                texts = {language: whole(text) for language, text in value.root.items()}
                return texts.get(ALL_LANGUAGES, texts)
            case BaseModel():
                return self.fields(value)
            case dict():
                return {key: self.data(each) for key, each in value.items()}
            case tuple():
                return [self.data(each) for each in value if not _lets_in(each)]
            case Enum():
                return value.value
            case dt.datetime():
                return value.isoformat(" ", "minutes")
            case dt.time():
                return f"{value:%H:%M}"
            case dt.date() | dt.timedelta():
                return str(value)
            case Decimal():
                return int(value) if value == int(value) else float(value)
        return value

    def fields(self, value: BaseModel) -> dict[str, Any]:
        found = {}
        for name, field in type(value).model_fields.items():
            each = getattr(value, name)
            if each not in (None, (), {}) or each != field.default:  # an empty list is left out unless it says something: no interpretation
                found[name] = self.data(each)
        if isinstance(value, Picture):
            found["file"] = self.picture(value)
        if isinstance(value, Sitting | AgendaItem) and value.id in self.moments:
            found |= dict(zip(("starts", "ends"), (each.isoformat() for each in self.moments[value.id]), strict=True))
        if isinstance(value, AgendaItem):
            found["url"] = self.at.place(self.session, value.id)
        return found


def _lets_in(value: Any) -> bool:
    """Whether it is a link with a password in it: whoever has it gets in, so that no other program is given it."""
    return isinstance(value, ItemLink) and any(PASSWORD.search(address) for address in value.url.root.values())


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of session.json. Fields that it does not name may come with a later version."""
    session = json.loads(schema_of_data_file())
    definitions = session.pop("$defs")
    definitions["Picture"] = definitions["Picture"]["anyOf"][1]
    definitions["Session"] = session
    del session["$schema"], session["properties"]["not_codes"]
    for each in definitions.values():
        _open(each)
    definitions["Sitting"]["properties"] |= STARTS | ENDS
    definitions["AgendaItem"]["properties"] |= STARTS | ENDS | URL
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A session of a conference, as its site publishes it",
        "description": "Texts are in Markdown where the data file's are; one that is written once is in the source language. Local times "
        "are those of `session.zone`.",
        "type": "object",
        "required": ["format", "url", "languages", "starts", "ends", "session"],
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT, "description": "While it is the same, no field is dropped or changes its meaning."},
            "url": {"type": "string", "format": "uri", "description": "The first page, in the default language."},
            "languages": {"type": "array", "items": {"type": "string"}, "description": "Those of the site, the default one first."},
            "starts": {"type": "string", "description": "When the session begins; without an offset from UTC if it has no zone."},
            "ends": {"type": "string", "description": "When the session ends."},
            "session": {"$ref": "#/$defs/Session"},
        },
        "$defs": definitions,
    }


def _open(value: Any) -> None:
    """Changes the schema of a data file into one that lets fields pass which it does not know, and has no private ones."""
    if isinstance(value, dict):
        if "properties" in value:
            value["properties"].pop("private", None)
            if value.get("additionalProperties") is False:
                del value["additionalProperties"]
        for each in value.values():
            _open(each)
    elif isinstance(value, list):
        for each in value:
            _open(each)


def write_schema() -> None:
    """Write it where builds find it."""
    SCHEMA.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schema()
