"""Documents and links."""

from __future__ import annotations

from microsite.model.base import (
    Model,
)
from microsite.model.fields import (
    Address,
    Date,
    FileAddress,
    Id,
    Line,
    Prose,
    Title,
)


class Document(Model):
    """A file or page that belongs to the session or to an item."""

    id: Id | None = None
    """Its name in addresses."""
    title: Title
    """Its title."""
    symbol: Line | None = None
    """The document symbol, for instance WIPO/IP/CONV/GE/2/25."""
    url: FileAddress | None = None
    """One address for all, or one per language it exists in; left out while the document is announced and not out yet."""
    expected: Date | None = None
    """The day by which a document that has no address yet is expected."""


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
