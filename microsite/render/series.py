"""The archived sessions before this one on the pages of the site: where they are, what of them is shown, and what leads to them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from microsite.localize.localizer import Localizer
from microsite.model.documents import Document
from microsite.model.fields import FileAddress, Title
from microsite.model.series import ArchivedDocument, ArchivedSession, archived_of
from microsite.model.session import PriorSession, Session
from microsite.render.pages import Site, relative

PLACES = "archived"
"""The folder of the files, one for each language, that say in which archive a place of a page is: see `Series.places`."""
SEARCHED = "archived/search"
"""In an archive: the folder of the files, one for each language, with all that the search reads of it."""


class ArchivedView(NamedTuple):
    """An archived session as a page of one language shows it."""

    about: ArchivedSession
    language: str
    folder: str
    """The path of its folder."""
    start: str
    """The same as seen from the page."""

    def url(self, part: str) -> str:
        """The address of its page of a part, in the language of the page or else in its own; empty if it has none."""
        path = page_of(self.about, part, self.language)
        return "" if path is None else self.start + path

    @property
    def documents(self) -> list[Document]:
        """Its documents, with addresses as those in docs/ are: from the root of the site, and not from the page."""
        return [_document(each, self.folder) for each in self.about.documents]


def uid_suffix(archived: Sequence[ArchivedSession]) -> str:
    """Of a session, by those before it, the latest first: see `Series.uid_suffix`."""
    return f"after-{archived[0].name}/" if archived else ""


def page_of(about: ArchivedSession, part: str, language: str) -> str | None:
    """The path of the page of a part, in a language or else in the archive's default one."""
    return about.parts.get((part, language), about.parts.get((part, about.default_language)))


def _document(given: ArchivedDocument, folder: str) -> Document:
    url = {language: address if "://" in address else folder + address for language, address in given.url.items()}
    return Document.model_construct(
        title=Title.model_construct(root=given.title), symbol=given.symbol or None, url=FileAddress.model_construct(root=url)
    )


@dataclass(frozen=True)
class Series:
    """The archived sessions before a session."""

    site: Site
    session: Session
    """With what its archived predecessors say among its `prior_sessions`."""
    archived: Sequence[ArchivedSession]
    """The latest first."""

    def view(self, prior: PriorSession, path: str, t: Localizer) -> ArchivedView | None:
        """The archive of a prior session as the page at `path` shows it; None if it has none."""
        for index, about in self._archived_of.items():
            if self.session.prior_sessions[index] is prior:
                folder = f"{self.site.to_root}{about.name}/"
                return ArchivedView(about, t.language, folder, relative(folder, path))
        return None

    def prior(self, about: ArchivedSession) -> PriorSession | None:
        """What the site says of an archived session."""
        return next((self.session.prior_sessions[index] for index, each in self._archived_of.items() if each is about), None)

    @functools.cached_property
    def _archived_of(self) -> dict[int, ArchivedSession]:
        return archived_of(self.session.prior_sessions, self.archived)

    @property
    def uid_suffix(self) -> str:
        """What the UIDs of this session's events have in them: an item that has the address of an earlier session's is another event.
        Nothing in the first session of a site."""
        return uid_suffix(self.archived)

    @functools.cached_property
    def places(self) -> Mapping[str, Mapping[str, str]]:
        """By path of a page, and the name of a place in it: the archive that has it last. Nothing in an archive, whose places stay."""
        found: dict[str, dict[str, str]] = {}
        for about in () if self.site.archived_as else self.archived:
            for path, page in about.pages.items():
                for anchor in page.anchors:
                    found.setdefault(path, {}).setdefault(anchor, about.name)
        return found

    def searched(self, language: str) -> list[dict[str, str]]:
        """What the search reads of each archived session where a reader asks for it: its folder, the path of the file in it, and what
        the session is called."""
        found = []
        for about in () if self.site.archived_as else self.archived:
            own = language if language in about.languages else about.default_language
            called = Title.model_construct(root=about.called).find(language, self.session.source_language)[0]
            found.append({"folder": f"{about.name}/", "file": f"{SEARCHED}/{own}.json", "session": called})
        return found
