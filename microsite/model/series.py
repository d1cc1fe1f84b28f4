"""The sessions before that the site keeps the pages of: each was archived when it was over, and its archive says what later builds
need to know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from microsite.model.fields import ALL_LANGUAGES, Localized, Name, Title
from microsite.model.session import PriorSession, Session

FORMAT = 1
"""The form of archives that is written now. A later one must still read this: what was archived is never built again."""

Texts = dict[str, str]
"""A text by language; under `ALL_LANGUAGES` one that is the same in all."""


class _Kept(BaseModel):
    """A part of what an archive says. What a later version has added is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ArchivedDocument(_Kept):
    """A document of an archived session."""

    title: Texts
    symbol: str = ""
    url: Texts
    """By language; an address without a scheme is a file of the archived pages."""


class ArchivedPage(_Kept):
    """A page of an archived session."""

    language: str
    part: str = ""
    """The part it was the page of; empty for a free page, and for those of days and items."""
    title: str
    anchors: tuple[str, ...] = ()
    """The places in it that links can lead to."""


class ArchivedSession(_Kept):
    """What is known of an archived session: the file `archive.json` in its archive."""

    format: int = Field(ge=1, le=FORMAT)
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """The name of its archive: its pages are in the folder of this name."""
    root: str
    """The address of the site that it was archived for."""
    default_language: str
    languages: tuple[str, ...]
    number: int | None = None
    called: Texts
    """“Twelfth session”, or its title where it has neither number nor name."""
    title: Texts
    topic: Texts = {}
    place: Texts = {}
    symbol: str = ""
    start: dt.date
    end: dt.date
    recorded: bool = False
    """Whether its page of the webcast has recordings."""
    documents: tuple[ArchivedDocument, ...] = ()
    pages: dict[str, ArchivedPage]
    """By path."""
    files: tuple[str, ...]
    """Other files that had an address of their own at the root of the site: calendars, documents, pictures."""
    count: int
    """How many files are in the archive, this one apart."""
    size: int
    """How many bytes they have when they are unpacked."""

    def is_before(self, session: Session) -> bool:
        """Whether it was over before another session began."""
        return self.end < session.dates.start

    @cached_property
    def parts(self) -> dict[tuple[str, str], str]:
        """The path of the page of each part in each language."""
        return {(page.part, page.language): path for path, page in self.pages.items() if page.part}

    @property
    def addresses(self) -> set[str]:
        """Every path that it had at the root of the site, with the places in pages: `agenda/#opening`."""
        places = {f"{path}#{anchor}" for path, page in self.pages.items() for anchor in page.anchors}
        return {*self.pages, *places, *self.files}


def texts(value: Localized | None, source_language: str) -> Texts:
    """A text of a session by language, apart from the session."""
    if value is None:
        return {}
    once = ALL_LANGUAGES if value.same_everywhere else source_language
    return {once if language == ALL_LANGUAGES else language: text for language, text in value.root.items()}


def with_archived(session: Session, archived: Sequence[ArchivedSession]) -> Session:
    """The session with what its archived predecessors say of themselves among `prior_sessions`: the data file wins where it says
    something, and those that it leaves out follow its own. `archived` are in any order."""
    before = [each for each in archived if each.is_before(session)]
    if not before:
        return session
    of = archived_of(session.prior_sessions, before)
    filled = [_filled(prior, of.get(index)) for index, prior in enumerate(session.prior_sessions)]
    named = {each.name for each in of.values()}
    left = sorted((each for each in before if each.name not in named), key=lambda each: each.start, reverse=True)
    return session.model_copy(update={"prior_sessions": (*filled, *map(_as_prior_session, left))})


def archived_of(priors: Sequence[PriorSession], archived: Sequence[ArchivedSession]) -> dict[int, ArchivedSession]:
    """Which of some prior sessions are archived, by their index: those with the same first day, and then with the same number."""
    found: dict[int, ArchivedSession] = {}
    left = {each.name: each for each in archived}
    for same in (lambda prior, each: prior.start == each.start, lambda prior, each: prior.number == each.number is not None):
        for index, prior in enumerate(priors):
            match = next((each for each in left.values() if index not in found and same(prior, each)), None)
            if match:
                found[index] = left.pop(match.name)
    return found


def _filled(prior: PriorSession, archived: ArchivedSession | None) -> PriorSession:
    """An entry with what it leaves out; the same object, if that is nothing."""
    if not archived:
        return prior
    known = {name: value for name, value in _as_prior_session(archived) if value is not None}
    lacking = {name: value for name, value in known.items() if getattr(prior, name) is None}
    return prior.model_copy(update=lacking) if lacking else prior


def _as_prior_session(archived: ArchivedSession) -> PriorSession:
    """An archived session as an entry of the data; what it says is not looked at again, since nobody could correct it."""
    given: dict[str, Any] = {
        "number": archived.number,
        "title": _localized(Title, archived.title),
        "topic": _localized(Title, archived.topic),
        "place": _localized(Name, archived.place),
        "start": archived.start,
        "end": archived.end,
        "symbol": archived.symbol or None,
    }
    return PriorSession.model_construct(**given)


def _localized(kind: type[Title], by_language: Texts) -> Title | None:
    return kind.model_construct(root=by_language) if by_language else None
