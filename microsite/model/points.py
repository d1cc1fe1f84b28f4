"""What the session deals with: the numbered points of its agenda, the bodies that meet, statements made, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from microsite.model.base import Model
from microsite.model.documents import Document
from microsite.model.fields import Address, Date, FileAddress, Id, Line, Name, Prose, Title, WholeNumber, refuse


class Body(Model):
    """One of several bodies that meet in the session, or a segment of it."""

    name: Name
    """Its name, for instance PCT Union Assembly."""
    number: WholeNumber | None = Field(None, ge=1)
    """Which of its own sessions it holds here."""
    symbol: Line | None = None
    """The symbol of that session."""
    chair: tuple[Id, ...] = ()
    """Who chairs it: keys under `people`."""
    text: Prose | None = None
    """What it deals with."""
    url: Address | None = None
    """Its own page."""


class AgendaPoint(Model):
    """A point of the agenda: something that is dealt with, in one item of the timetable or in several."""

    id: Id
    """Its name in addresses; never change it once published."""
    number: Line | None = None
    """Its number, for instance 9 or 9(b)."""
    title: Title
    """Its title."""
    bodies: tuple[Id, ...] = ()
    """Whose point it is, where several bodies meet: keys under `bodies`."""
    text: Prose | None = None
    """What it is about."""
    documents: tuple[Document, ...] = ()
    """The documents to be dealt with."""
    decision: Prose | None = None
    """What was decided; shown once the session is over."""
    points: tuple[AgendaPoint, ...] = ()
    """Its sub-points."""

    def with_sub_points(self) -> Iterator[AgendaPoint]:
        """The point, and those below it."""
        yield self
        for point in self.points:
            yield from point.with_sub_points()


class Statement(Model):
    """A statement that a delegation, a group or an observer has made or handed in."""

    id: Id
    """Its name in addresses; never change it once published."""
    by: Name
    """The delegation or the organization."""
    on_behalf_of: Name | None = None
    """The group that it speaks for."""
    point: Line | None = None
    """The point of the agenda that it is about: an id under `points`."""
    item: Id | None = None
    """The item of the timetable in which it was made, where no point says that."""
    date: Date | None = None
    """The day on which it was made."""
    url: FileAddress | None = None
    """The text: one address for all, or one per language it exists in."""
    text: Prose | None = None
    """The text itself, if it is short."""

    @model_validator(mode="after")
    def _says_something(self) -> Statement:
        if not (self.url or self.text):
            raise refuse("has neither an `url` nor a `text`; add the address of its file, or the text")
        return self


class Outcome(Model):
    """What came of the session; shown once it is over."""

    summary: Prose | None = None
    """What was said and decided, in a paragraph or two."""
    documents: tuple[Document, ...] = ()
    """The report, the list of participants, and other documents of afterwards."""
    photographs: Address | None = None
    """A page with photographs."""
    survey: Address | None = None
    """A form that asks how it was."""
