"""Whole sites without MkDocs around them: by the function that the plugin calls, with the seven thin pages and no text in docs/.

A build by MkDocs takes seconds; the tests that try thousands of sessions render them with this.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microsite.localize.labels import PART_TITLES
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import build as render
from microsite.render import passes
from microsite.render.build_input import BuildOptions, Language, SourcePage
from microsite.render.built_site import BuiltSite, write
from microsite.render.pages import Entry
from tests.conftest import LANGUAGES, STANDALONE, TEMPLATES

OPTIONS = BuildOptions(
    "https://example.org/sub/",
    "en",
    repository="https://example.org/code",
    locales={"en": "en-GB"},
    compiled_templates=TEMPLATES,
)

ENV = render.templates(OPTIONS)
"""The templates, loaded once for all sites of a process."""


@dataclass(frozen=True)
class Rendered:
    """The files of a site, by path."""

    files: Mapping[str, bytes | Path]

    @functools.cached_property
    def pages(self) -> dict[str, str]:
        """But for those without the site around them."""
        html = {path: content for path, content in self.files.items() if path.endswith(".html") and isinstance(content, bytes)}
        return {path: content.decode() for path, content in html.items() if not STANDALONE.search(path)}

    @functools.cached_property
    def calendars(self) -> dict[str, bytes]:
        return {path: content for path, content in self.files.items() if path.endswith(".ics") and isinstance(content, bytes)}

    def write(self, folder: Path) -> None:
        """As files, for a browser."""
        for _ in write(self.files.items(), folder):
            pass


def localizer(session: Session, language: str) -> Localizer:
    return passes.localizer(session, language, OPTIONS)


def languages(codes: Iterable[str], options: BuildOptions = OPTIONS) -> list[Language]:
    """The thin pages of some languages, each with the name of its part as title; the languages have their codes as names."""
    found = []
    for code in codes:
        prefix = "" if code == options.default_language else f"{code}/"
        paths = {part: prefix + ("" if part == "event" else f"{part}/") for part in PART_TITLES}
        pages = tuple(SourcePage(part, part.capitalize(), path, frozenset([options.default_language])) for part, path in paths.items())
        menu = tuple(Entry(page.title, options.address + page.path) for page in pages)
        found.append(Language(code, code, pages, menu))
    return found


def build(session: Session, codes: Iterable[str] = LANGUAGES, docs: Path | None = None, **more: Any) -> BuiltSite:
    """A session's site in some languages; `docs` is the folder of its pictures, `more` are further options."""
    options = dataclasses.replace(OPTIONS, docs=docs, **more)
    return render.build(session, languages(codes, options), options, ENV)


def rendered(session: Session, codes: Iterable[str] = LANGUAGES, docs: Path | None = None, **more: Any) -> Rendered:
    """Every file of it."""
    return Rendered(dict(build(session, codes, docs, **more).files()))
