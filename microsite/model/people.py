"""People, and what they do in an agenda item."""

from __future__ import annotations

from enum import StrEnum

from microsite.model.base import (
    Model,
)
from microsite.model.documents import Document
from microsite.model.fields import (
    Address,
    Id,
    Name,
    Prose,
    Title,
)
from microsite.model.pictures import Picture


class Part(StrEnum):
    """What a person does in an agenda item."""

    chair = "chair"
    co_chair = "co_chair"
    moderator = "moderator"
    online_moderator = "online_moderator"
    facilitator = "facilitator"
    keynote = "keynote"
    speaker = "speaker"
    presenter = "presenter"
    panellist = "panellist"
    discussant = "discussant"
    rapporteur = "rapporteur"


class Mode(StrEnum):
    """How a person takes part."""

    room = "room"
    remote = "remote"
    video = "video"


class ProfileLink(Model):
    """A page by or about a person."""

    title: Name
    """What it is, for instance ORCID or LinkedIn."""
    url: Address
    """The page."""


class Person(Model):
    """Somebody with a part in the session; an organization or a group can be one too."""

    name: Name
    """Family name and given name as the person writes them; of an organization or a group, its name."""
    honorific: Name | None = None
    """Ms., Dr., H.E. …"""
    pronouns: Title | None = None
    """How to speak of the person, for instance she/her."""
    role: Title | None = None
    """The office held."""
    organization: Name | None = None
    """The organization that the person is from."""
    group: bool = False
    """true if it is an organization or a group, which can be in several rooms at once."""
    place: Title | None = None
    """City, country."""
    url: Address | None = None
    """A page about the person."""
    links: tuple[ProfileLink, ...] = ()
    """More pages by or about the person."""
    biography: Prose | None = None
    """Who the person is, in a paragraph or two."""
    picture: Picture | None = None
    """A portrait; a square is cut out of its middle."""


class Participation(Model):
    """A person's part in an item."""

    person: Id
    """The key under `people`."""
    part: Part = Part.speaker
    """What the person does in it."""
    mode: Mode = Mode.room
    """room, remote or video (recorded)."""
    confirmed: bool = True
    """false while it is to be confirmed."""
    documents: tuple[Document, ...] = ()
    """Slides and papers."""
