"""Archived sessions unpacked into a site: their pages in folders of their own, with the way to the newest session in each, and at the
addresses that they had before what leads there.

Each page of an archive holds `MARKER` once, as the first thing in its `<main>`: a comment of HTML, in whose place the note is put. Its
form never changes; an archive is filled by every later version of this code. What stands there has the class `notice`, whose look is
in the style sheet of the archive.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import jinja2

from microsite.localize.localizer import Localizer
from microsite.model.languages import direction
from microsite.model.series import ArchivedPage, ArchivedSession
from microsite.model.session import Session
from microsite.render.assets import Assets
from microsite.render.content_security import NOTHING_FOREIGN
from microsite.render.pages import Page, Site, file_at, relative, render
from microsite.render.series import Series
from microsite.source.archives import Archive

MARKER = "<!--microsite: newer session-->"


class NoteValues(NamedTuple):
    """The names in parts/newer-session.html, which stands in the place of the marker of an archived page."""

    session: Session
    """The session that the site is about."""
    t: Localizer
    """Its texts, in the language of the archived page, or else in the default one."""
    page_language: str
    """The language of the archived page."""
    newer: str
    """The new session's page of the same part, or else its first page, as seen from the archived page."""
    newer_language: str
    """The language of that page."""
    recordings: str
    """Where the recordings of the archived session are now; empty if they are where they were."""


class MovedValues(NamedTuple):
    """The names in moved.html, which stands where a page of an archived session was."""

    t: Localizer
    """Words in the language of the page, or else in the default one."""
    language: str
    """The language of the page."""
    direction: str
    """Its direction."""
    title: str
    """The title of the page."""
    target: str
    """Where it is now, as seen from here."""
    canonical: str
    """The same as a whole address."""
    policy: str
    """The page's Content Security Policy."""
    script: str
    """The address of the script that leads there, with the place that is asked for."""


@dataclass(frozen=True)
class Unpacking:
    """What is the same for all archives of a site."""

    series: Series
    env: jinja2.Environment
    assets: Assets
    localizers: Mapping[str, Localizer]
    make_localizer: Callable[[str], Localizer]
    """For a language that the site has no pages in."""
    parts: Mapping[tuple[str, str], Page]
    """The pages of the site, by part and language."""
    taken: frozenset[str]
    """The paths of all files that the site itself has."""

    @property
    def site(self) -> Site:
        return self.series.site

    def folders(self, archives: Iterable[Archive]) -> Mapping[str, Iterator[tuple[str, bytes]]]:
        """The files of each archive, by its folder in the site, each made when it is asked for; with those that lead there. BadArchive
        is raised on the way, if one is damaged."""
        archives = list(archives)
        owners: dict[str, str] = {}
        for archive in archives:  # the latest first
            for name in (*map(file_at, archive.about.pages), *archive.about.files):
                owners.setdefault(name, archive.about.name)
        folders = {each.about.name for each in archives}
        free = {name for name in owners if name.split("/")[0] not in folders and self._is_free(name)}
        return {
            f"{archive.about.name}/": self._files(archive, {name for name in free if owners[name] == archive.about.name})
            for archive in archives
        }

    def _is_free(self, name: str) -> bool:
        """Whether nothing of the site stands at a path, or above or below it."""
        return name not in self._taken_folders and not any(each in self.taken for each in (name, *_above(name)))

    @functools.cached_property
    def _taken_folders(self) -> Collection[str]:
        return {folder for name in self.taken for folder in _above(name)}

    def _files(self, archive: Archive, at_root: Collection[str]) -> Iterator[tuple[str, bytes]]:
        about = archive.about
        pages = {file_at(path): (path, page) for path, page in about.pages.items()}
        was, now = (f"{root}{about.name}/".encode() for root in (about.root, self.site.url))
        for name, content in archive.files():
            if name.endswith((".html", ".xml")):
                content = content.replace(was, now)
            path, page = pages.get(name, ("", None))
            if page:
                content = content.replace(MARKER.encode(), self._note(about, path, page).encode(), 1)
            yield f"{about.name}/{name}", content
            if name in at_root:
                yield name, self._moved(about, path, page).encode() if page else content

    def _note(self, about: ArchivedSession, path: str, page: ArchivedPage) -> str:
        """The way to the newest session; nothing in the archive of the session that the site is about."""
        if not about.is_before(self.series.session):
            return ""
        default = self.site.default_language
        wanted = (page.part, page.language), ("event", page.language), (page.part, default), ("event", default)
        newer = next((self.parts[each] for each in wanted if each in self.parts), None)
        address = relative(newer.path if newer else "", f"{about.name}/{path}")
        t, prior = self._localizer(page.language), self.series.prior(about)
        recordings = t.address(prior.recordings) if prior else ""
        key = page.language, address, newer.language if newer else default, recordings
        if key not in self._notes:
            self._notes[key] = render(self.env, "parts/newer-session.html", NoteValues(self.series.session, t, *key)._asdict()).strip()
        return self._notes[key]

    @functools.cached_property
    def _notes(self) -> dict[tuple[str, str, str, str], str]:
        """Those that were made: most archives have the same."""
        return {}

    def _moved(self, about: ArchivedSession, path: str, page: ArchivedPage) -> str:
        target = f"{about.name}/{path}"
        values = MovedValues(
            t=self._localizer(page.language),
            language=page.language,
            direction=direction(page.language),
            title=page.title,
            target=relative(target, path),
            canonical=self.site.url + target,
            policy=NOTHING_FOREIGN,
            script=relative(self.assets.address("moved.js"), path),
        )
        return render(self.env, "moved.html", values._asdict())

    def _localizer(self, language: str) -> Localizer:
        return self.localizers[language] if language in self.localizers else self.make_localizer(language)


def _above(name: str) -> Iterator[str]:
    """The folders that a path is in."""
    while name := posixpath.dirname(name):
        yield name
