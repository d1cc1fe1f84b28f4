"""The page on which editors change the data file in a form; previews alone have it. What it does there is in theme/assets/edit.js."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import jinja2

from microsite.localize.localizer import Localizer
from microsite.model.languages import direction
from microsite.model.schema import schema
from microsite.model.session import Session
from microsite.render.assets import Assets
from microsite.render.pages import EDIT_PAGE, Site, file_at, relative, render

TEXT = f"{EDIT_PAGE}session.yml"
"""The copy of the data file that the page begins with. Under `mkdocs serve` the live server answers with the file as it is now."""
SCHEMA = f"{EDIT_PAGE}session.schema.json"

SECTIONS = {
    "what": "called number name symbol title series organizer invitation summary about picture",
    "when": "dates status status_note hours zone format venue venues admission interpretation rooms",
    "part": "registration calls",
    "agenda": "points bodies agenda tracks tags kinds",
    "people": "people",
    "webcast": "webcast",
    "documents": "documents statements outcome prior_sessions",
    "more": "news questions partners links newsletter contact source_language official_languages language_names not_codes",
}
"""The keys of a session, in the order in which the page and new files (editing/skeleton.yml) have them."""


class DataFile(NamedTuple):
    """The data file, as the page begins with it."""

    name: str
    """What messages call it: data/session12.yml."""
    text: bytes | None
    """None where it has private texts: then editors open a copy of their own, but under `mkdocs serve`."""
    edited_at: str
    """The address of a page on which its text is changed and the change proposed; empty where there is none."""


class EditValues(NamedTuple):
    """The names in edit.html."""

    session: Session
    """The session, as the data file has it."""
    t: Localizer
    """The words of the page's language."""
    policy: str
    """The page's Content Security Policy."""
    asset: Callable[[str], str]
    """`asset(name)`: the address of a file of assets/, as seen from the page."""
    home: str
    """The address of the first page of the preview."""
    settings: Mapping[str, Any]
    """What edit.js reads: the name and the addresses of the file, the languages of the site, the sections of the form."""


def edit_files(
    data_file: DataFile,
    site: Site,
    session: Session,
    localizers: Mapping[str, Localizer],
    assets: Assets,
    policy: str,
    env: jinja2.Environment,
) -> Iterator[tuple[str, bytes]]:
    """The page in each language of the site, the schema that the form is made of, and the text that it begins with."""
    yield SCHEMA, schema().encode()
    if data_file.text is not None:
        yield TEXT, data_file.text
    for language, t in localizers.items():
        path = site.prefix(language) + EDIT_PAGE
        settings = {
            "file": data_file.name,
            "text": relative(TEXT, path),
            "isOpen": data_file.text is not None,
            "schema": relative(SCHEMA, path),
            "editedAt": data_file.edited_at,
            "source": session.source_language,
            "languages": [
                {"code": code, "name": t.language_name(code), "dir": direction(code)}
                for code in dict.fromkeys((session.source_language, *localizers))
            ],
            "sections": [{"title": _title(name, t), "keys": keys.split()} for name, keys in SECTIONS.items()],
        }
        values = EditValues(
            session=session,
            t=t,
            policy=policy,
            asset=functools.partial(_asset, assets, path),
            home=relative(site.prefix(language), path),
            settings=settings,
        )
        yield file_at(path), render(env, "edit.html", values._asdict()).encode()


def _asset(assets: Assets, path: str, name: str) -> str:
    return relative(assets.address(name), path)


def _title(section: str, t: Localizer) -> str:
    titles = {
        "what": t.gettext("What it is"),
        "when": t.gettext("When and where"),
        "part": t.gettext("How to take part"),
        "agenda": t.gettext("Agenda"),
        "people": t.gettext("Speakers"),
        "webcast": t.gettext("Webcast"),
        "documents": t.gettext("Documents"),
        "more": t.gettext("News, contact and more"),
    }
    return titles[section]
