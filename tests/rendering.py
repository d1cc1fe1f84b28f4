"""All of a site that is made from the data, in one process: by the templates and functions of a build, without MkDocs around them.

A build takes seconds; the tests that try thousands of sessions render them with this.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from microsite.exports.calendar import calendars
from microsite.localize.localizer import Localizer, direction
from microsite.model.session import Session
from microsite.render import pages, site
from microsite.render.assets import Assets
from microsite.render.theme import Theme
from tests.conftest import DATA, LANGUAGES

THEME = Theme.below(None)
ACCENT = "#0a5c8c"
OWN = pages.Site("https://example.org/sub/", "https://example.org/code", "en")
PARTS = {
    "event": "",
    "agenda": "agenda/",
    "take-part": "take-part/",
    "webcast": "webcast/",
    "prior-sessions": "prior-sessions/",
    "practical": "practical/",
    "accessibility": "accessibility/",
}


@dataclass
class Rendered:
    """What a build would write: by path in the site."""

    pages: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, bytes] = field(default_factory=dict)
    sitemap: str = ""

    def write(self, folder: Path) -> None:
        """As files, with the stylesheet and the scripts, for a browser."""
        for path, content in (*self.pages.items(), *self.calendars.items()):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        assets().write(folder / "assets")


@functools.cache
def environment() -> jinja2.Environment:
    return pages.environment(THEME)


@functools.cache
def assets() -> Assets:
    return Assets(THEME, ACCENT)


def localizer(session: Session, language: str) -> Localizer:
    locale = {"en": "en-GB"}.get(language)
    return Localizer(language, session.source_language, locale=locale, catalogues=DATA, language_names=session.language_names)


def rendered(session: Session, languages: Iterable[str] = LANGUAGES) -> Rendered:
    """Every page of a session in some languages, its calendars, 404.html and sitemap.xml."""
    found, written = Rendered(), []
    localizers = {language: localizer(session, language) for language in languages}
    for language in localizers:
        prefix = OWN.prefix(language)
        parts = {part: prefix + path for part, path in PARTS.items()}
        titles = {part: part.capitalize() for part in PARTS}
        for part, path in parts.items():
            t = localizer(session, language)
            page = pages.Page(
                part=part,
                title=t.plain(session.title) if part == "event" else titles[part],
                description=t.description(session),
                path=path,
                language=language,
                text_language=language,
                text_direction=direction(language),
                canonical=OWN.url + path,
                localizer=t,
            )
            for other in localizers:
                target = OWN.prefix(other) + PARTS[part]
                page.alternates.append(
                    pages.Alternate(other, other, direction(other), OWN.url + target, pages.relative(target, path), True, other == language)
                )
            page.navigation = [pages.Entry(titles[each], pages.relative(parts[each], path), each == part) for each in PARTS]
            received = site.context(page, OWN, session, t, parts, assets())
            page.content = Markup(environment().get_template(f"pages/{part}.html").render(received))
            page.contents = [
                pages.Entry(text, f"#{anchor}", hidden_once_over=hidden) for anchor, text, hidden in pages.headings(page.content)
            ]
            found.pages[f"{path}index.html"] = environment().get_template("main.html").render(received)
            written.append(page)
        home, agenda, take_part = (OWN.url + parts[part] for part in ("event", "agenda", "take-part"))
        for name, content in calendars(session, localizers[language], home, agenda, take_part):
            found.calendars[f"{prefix}calendar/{name}.ics"] = content
    found.pages["404.html"] = site._lost(environment(), OWN, session, written, localizers, assets())
    found.sitemap = site._sitemap(OWN, written)
    return found
