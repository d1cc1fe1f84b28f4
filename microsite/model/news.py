"""What is told around the session: news, answers to frequent questions, and the partners who support it."""

from __future__ import annotations

from microsite.model.base import Model
from microsite.model.fields import Address, Date, Id, Name, Prose, Title
from microsite.model.pictures import Picture


class NewsItem(Model):
    """A piece of news."""

    id: Id
    """Its name in addresses; never change it once published."""
    date: Date
    """The day of it, from which it is shown; in a browser without scripts it is shown at once."""
    title: Title
    """What has happened, in a line."""
    text: Prose | None = None
    """More of it."""
    url: Address | None = None
    """A page with all of it."""


class Question(Model):
    """A question that is often asked."""

    id: Id
    """Its name in addresses; never change it once published."""
    question: Title
    """As people ask it."""
    answer: Prose
    """What to tell them."""


class Partner(Model):
    """An organization that supports the session."""

    name: Name
    """Its name."""
    level: Title | None = None
    """How it supports the session, for instance Main sponsor; partners of one level stand together."""
    logo: Picture | None = None
    """Its logo, on a light ground."""
    url: Address | None = None
    """Its page."""
    text: Prose | None = None
    """What it does."""
