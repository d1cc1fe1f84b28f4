"""Documents and links."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from microsite.model.base import (
    Model,
    format_moment,
    problem_at,
    to_datetime,
)
from microsite.model.fields import (
    Address,
    Date,
    Deadline,
    FileAddress,
    Id,
    Language,
    Line,
    Name,
    Prose,
    Title,
    refuse,
)


class DocumentKind(StrEnum):
    """What a document is, as far as the site has words for it."""

    agenda = "agenda"
    working_document = "working_document"
    information_document = "information_document"
    proposal = "proposal"
    report = "report"
    decision = "decision"
    presentation = "presentation"
    statement = "statement"
    list_of_participants = "list_of_participants"


class Document(Model):
    """A file or page that belongs to the session, to a point of its agenda or to an item."""

    id: Id | None = None
    """Its name in addresses."""
    title: Title
    """Its title."""
    symbol: Line | None = None
    """The document symbol, for instance WIPO/IP/CONV/GE/2/25."""
    kind: Name | None = None
    """agenda, working_document, information_document, proposal, report, decision, presentation, list_of_participants; or your own name."""
    date: Date | None = None
    """The day on which it came out or was last revised."""
    url: FileAddress | None = None
    """One address for all, or one per language it exists in; left out while the document is announced and not out yet."""
    expected: Date | None = None
    """The day by which a document that has no address yet, or is announced in more languages, is expected."""
    announced: tuple[Language, ...] = ()
    """Languages in which it will exist and does not yet."""

    @property
    def known_kind(self) -> DocumentKind | None:
        """Its kind, where the site has the words for it."""
        return self.kind.one_of(DocumentKind) if self.kind else None


class Link(Model):
    """A page elsewhere."""

    id: Id
    """Its name in addresses."""
    title: Title
    """What it is."""
    text: Prose | None = None
    """What is to be found there."""
    shown_from: Date | None = None
    """The day from which the link is shown, for a page that is published later, such as a report of the session."""
    url: Address
    """The page."""


class LinkKind(StrEnum):
    """What a link of an agenda item is for."""

    join_ = "join"
    questions = "questions"
    poll = "poll"
    captions = "captions"
    notes = "notes"
    feedback = "feedback"
    sign_up = "sign_up"


ENDING_LINKS = frozenset({LinkKind.join_, LinkKind.questions, LinkKind.poll, LinkKind.captions, LinkKind.sign_up})
"""Kinds of links that are of no use once the item is over."""


class ItemLink(Model):
    """A page elsewhere that goes with an item. It is not shown while the item is cancelled."""

    kind: LinkKind | None = None
    """What it is for; these have a name in each language."""
    title: Title | None = None
    """What it is, where it is of none of these kinds."""
    url: Address
    """The page."""
    shown_from: Deadline | None = None
    """The day, or the moment, from which it is shown."""
    shown_until: Deadline | None = None
    """The last day, or the last moment, on which it is shown; all but notes, feedback and what has a title end with the item."""

    @model_validator(mode="after")
    def _agrees(self) -> ItemLink:
        if not (self.kind or self.title):
            raise refuse("says neither its `kind` nor its `title`; add one of the two")
        if self.kind and self.title:
            raise problem_at("title", "stands beside `kind`, which has a name in each language already; keep one of the two")
        if self.shown_from and self.shown_until and to_datetime(self.shown_until, end_of_day=True) <= to_datetime(self.shown_from):
            words = f"is {format_moment(self.shown_until)}, before `shown_from` {format_moment(self.shown_from)}; swap them or correct one"
            raise problem_at("shown_until", words)
        return self
