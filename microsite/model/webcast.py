"""The webcast, its channels, and recordings with their chapters."""

from __future__ import annotations

from functools import cached_property

from pydantic import model_validator

from microsite.model import languages
from microsite.model.base import (
    Model,
    problem_at,
)
from microsite.model.fields import (
    Address,
    ChannelLanguage,
    Date,
    FileAddress,
    Host,
    Id,
    Language,
    Name,
    Offset,
    Prose,
    VideoId,
    VimeoId,
    WholeNumber,
    YouTubeId,
)


class Kaltura(Model):
    """A video on a Kaltura server."""

    partner: WholeNumber
    """The partner's number."""
    uiconf: WholeNumber
    """The player's number."""
    entry: VideoId
    """The entry's id."""
    host: Host = "cdnapisec.kaltura.com"
    """The server."""


class PeerTube(Model):
    """A video on a PeerTube server."""

    host: Host
    """The server."""
    video: VideoId
    """The video's id."""


class Caption(Model):
    """Captions of a video file."""

    language: Language
    """The language of the captions."""
    url: FileAddress
    """A WebVTT file."""


PLAYERS = ("youtube", "vimeo", "kaltura", "peertube", "iframe", "video", "hls")


class Channel(Model):
    """One language of the webcast, or the floor: the original sound of the room."""

    language: ChannelLanguage
    """The language heard, or floor; a sign language is seen."""
    room: Name | None = None
    """The room that it comes from, where the webcast shows several at a time."""
    youtube: YouTubeId | None = None
    """The video's id on YouTube (played without cookies)."""
    vimeo: VimeoId | None = None
    """The video's number on Vimeo; with a slash and its key, where it is unlisted: 76979871/0a1b2c3d4e."""
    kaltura: Kaltura | None = None
    """A video on a Kaltura server."""
    peertube: PeerTube | None = None
    """A video on a PeerTube server."""
    iframe: Address | None = None
    """A player's own page, from a host under `webcast.hosts`."""
    video: FileAddress | None = None
    """A video file (MP4 or WebM)."""
    hls: FileAddress | None = None
    """An HLS stream (m3u8). Where its sounds are in several languages, channels may share it: each plays the sound in its language."""
    captions: tuple[Caption, ...] = ()
    """Captions, for video and hls."""

    @model_validator(mode="after")
    def _one_player(self) -> Channel:
        given = [name for name in PLAYERS if getattr(self, name) is not None]
        if len(given) > 1:
            raise problem_at(given[1], f"is a second player beside `{given[0]}`; keep one")
        return self

    @property
    def signed(self) -> bool:
        """Whether the language is one of signs, which are seen in the picture."""
        return languages.is_signed(self.language)

    @property
    def player(self) -> str | None:
        """The name of the key that says where the picture comes from."""
        return next((name for name in PLAYERS if getattr(self, name) is not None), None)


class Chapter(Model):
    """Where an item begins in a recording."""

    item: Id
    """The item's id."""
    at: Offset
    """How far into the recording it begins, for instance 1:02:30."""


class Recording(Model):
    """The recording of a sitting."""

    sitting: Id
    """The sitting's id."""
    url: Address | None = None
    """Its page."""
    channels: tuple[Channel, ...] = ()
    """One per language, and the floor."""
    chapters: tuple[Chapter, ...] = ()
    """Where the items begin."""
    transcript: FileAddress | None = None
    """What was said, with times: a WebVTT file, or one per language. The site's own captions are shown as transcripts without it."""


class Webcast(Model):
    """Following online, during the session and afterwards."""

    url: Address | None = None
    """The webcast's own page."""
    host_url: Address | None = None
    """The site that will carry it, while its own page is not known."""
    live: bool = True
    """false if there is only a recording."""
    recorded: bool = False
    """true if a recording is promised."""
    note: Prose | None = None
    """What to know of it before and during the session; hidden once the session is over."""
    note_after: Prose | None = None
    """What to know of it once the session is over."""
    expected: Date | None = None
    """The day by which the address is expected."""
    hosts: tuple[Host, ...] = ()
    """Hosts whose players may be shown by `iframe`."""
    channels: tuple[Channel, ...] = ()
    """The live channels."""
    recordings: tuple[Recording, ...] = ()
    """What was recorded, per sitting."""

    @cached_property
    def all_channels(self) -> tuple[Channel, ...]:
        return self.channels + tuple(channel for recording in self.recordings for channel in recording.channels)

    @cached_property
    def beginnings(self) -> dict[str, tuple[Recording, Chapter]]:
        """Where each item can be watched, by its id: the first recording that has a chapter of it."""
        chapters = [(recording, chapter) for recording in self.recordings for chapter in recording.chapters]
        return {chapter.item: (recording, chapter) for recording, chapter in reversed(chapters)}
