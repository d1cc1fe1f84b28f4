"""The Content Security Policy of pages: what a browser may load for them, and from where.

A policy stands in a `meta` element of each page, since GitHub Pages sends no headers of ours.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from microsite.model.fields import in_ascii
from microsite.model.session import Session
from microsite.render import players

NOTHING_FOREIGN = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""For a page without players: 404.html."""


def policy(session: Session) -> str:
    """The policy of every page of a session."""
    return "; ".join(f"{name} {' '.join(sorted(values))}" for name, values in rules(session).items())


def rules(session: Session) -> dict[str, set[str]]:
    """What a page may load, by directive: our own files, and the hosts that the data names for players; nothing else."""
    frames: set[str] = set()
    media: set[str] = set()
    streams = False
    for channel in session.webcast.all_channels if session.webcast else ():
        given = channel.iframe or channel.video or channel.hls
        for language in given.languages() or ("",) if given else ("",):
            found = players.source(channel, language, session.source_language)
            (frames if found.kind == "frame" else media).add(_origin(found.address))
            streams |= found.kind == "hls"
        media |= {_origin(address) for caption in channel.captions for address in caption.url.root.values()}
    for recording in session.webcast.recordings if session.webcast else ():
        media |= {_origin(address) for address in recording.transcript.root.values()} if recording.transcript else set()
    media.discard("")
    return {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'", "data:"},
        "connect-src": {"'self'", *(media if streams else ())},
        "media-src": {"'self'", *media, *(["blob:"] if streams else [])},
        "frame-src": frames or {"'none'"},
        "worker-src": {"'self'", *(["blob:"] if streams else [])},  # hls.js makes its worker from a blob
        "manifest-src": {"'self'"},
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }


def _origin(address: str) -> str:
    """`https://HOST` of a web address; empty for a file of the site. Browsers drop a rule with a host that is not in ASCII (IDNA)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{in_ascii(parts.netloc)}" if parts.netloc else ""
