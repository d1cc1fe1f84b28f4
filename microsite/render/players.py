"""Where each kind of player plays from, and the plain link beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from microsite.model.agenda import AgendaItem, Sitting
from microsite.model.fields import Localized, Name
from microsite.model.session import Session
from microsite.model.webcast import Channel, Recording


class PlayerSource(NamedTuple):
    """What a page needs to play one channel."""

    kind: str
    """frame, video or hls."""
    address: str
    """The player's own page, or the media file."""
    link: str
    """Where to watch without this page's player."""
    seek: str = ""
    """For a frame: what to add to its address to begin at `{s}` seconds; empty where the player can't."""


def by_room(channels: Iterable[Channel]) -> list[tuple[Name | None, list[Channel]]]:
    """The rooms that channels come from, each once and in the order of the file, with its channels; None for those without a room."""
    found: list[tuple[Name | None, list[Channel]]] = []
    for channel in channels:
        together = next((each for room, each in found if room == channel.room), None)
        if together is None:
            found.append((channel.room, together := []))
        together.append(channel)
    return found


def heard_and_seen(channels: Iterable[Channel]) -> list[tuple[bool, list[Channel]]]:
    """Channels in the order of their buttons: the floor and what else is heard, then sign languages, with whether they are signed."""
    ordered = sorted(channels, key=lambda channel: channel.language != "floor")
    groups = [(signed, [channel for channel in ordered if channel.signed == signed]) for signed in (False, True)]
    return [(signed, group) for signed, group in groups if group]


def caption_languages(channels: Iterable[Channel]) -> list[str]:
    """The languages that captions of any channel are in, each once."""
    return list(dict.fromkeys(caption.language for channel in channels for caption in channel.captions))


def transcripts(recording: Recording, language: str, source_language: str) -> dict[str, str]:
    """What was said, by language, as addresses of WebVTT files; that of the page's language first.

    Beside its own transcripts, a recording has its captions, as far as they are files of the site.
    """
    own = {code or source_language: address for code, address in recording.transcript.root.items()} if recording.transcript else {}
    captions = {
        caption.language: caption.url.find(language, source_language)[0] for channel in recording.channels for caption in channel.captions
    }
    found = {code: address for code, address in captions.items() if "://" not in address} | own
    return dict(sorted(found.items(), key=lambda entry: entry[0] != language))


def live_room(session: Session, item: AgendaItem, sitting: Sitting | None) -> tuple[int, Name] | None:
    """The room of an item on the live webcast: its place among those of `by_room`, counted from 1, and its name.

    None where the webcast does not show several rooms, or not this item's.
    """
    channels = session.webcast.channels if session.webcast and item.webcast else ()
    rooms = [session.room_name(room) for room, _ in by_room(channels)]
    place = session.place_of(item, sitting)
    return (rooms.index(place) + 1, place) if place and place in rooms and len(rooms) > 1 else None


def source(channel: Channel, language: str, source_language: str) -> PlayerSource:
    """What plays a channel on the pages of a language; an address that the language lacks is that of the source language."""

    def local(value: Localized) -> str:
        return value.find(language, source_language)[0]

    if channel.youtube:
        name = quote(channel.youtube, safe="")
        return PlayerSource(
            "frame", f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1", f"https://www.youtube.com/watch?v={name}", "&start={s}"
        )
    if channel.vimeo:
        name = quote(channel.vimeo)
        number, _, unlisted = name.partition("/")  # an unlisted video is shown to those who know its second part
        key = f"h={unlisted}&" if unlisted else ""
        return PlayerSource(
            "frame", f"https://player.vimeo.com/video/{number}?{key}dnt=1&autoplay=1", f"https://vimeo.com/{name}", "#t={s}s"
        )
    if channel.kaltura:
        video = channel.kaltura
        query = urlencode({"iframeembed": "true", "entry_id": video.entry})
        address = f"https://{video.host}/p/{video.partner}/embedPlaykitJs/uiconf_id/{video.uiconf}?{query}"
        return PlayerSource("frame", f"{address}&autoplay=true", address, "&kalturaSeekFrom={s}")
    if channel.peertube:
        name = quote(channel.peertube.video, safe="")
        base = f"https://{channel.peertube.host}"
        return PlayerSource("frame", f"{base}/videos/embed/{name}?autoplay=1&p2p=0", f"{base}/w/{name}", "&start={s}s")
    if channel.iframe:
        return PlayerSource("frame", local(channel.iframe), local(channel.iframe))
    kind, given = ("hls", channel.hls) if channel.hls else ("video", channel.video)
    if given is None:
        raise ValueError("the channel has no player")  # checks.py refuses such data
    return PlayerSource(kind, local(given), local(given))
