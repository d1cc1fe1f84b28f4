"""Where players play from, and what a page's policy lets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.model.session import Session
from microsite.model.webcast import Channel, Recording
from microsite.render.content_security import policy
from microsite.render.players import PlayerSource, heard_and_seen, live_room, source, transcripts
from tests.conftest import Built
from tests.exports.test_schedule import read

SOURCES = {
    "youtube": (
        {"youtube": "a_b-1234567"},
        "https://www.youtube-nocookie.com/embed/a_b-1234567?autoplay=1",
        "https://www.youtube.com/watch?v=a_b-1234567",
    ),
    "vimeo": ({"vimeo": "76979871"}, "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1", "https://vimeo.com/76979871"),
    "vimeo, unlisted": (
        {"vimeo": "76979871/0a1b2c3d4e"},
        "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e&dnt=1&autoplay=1",
        "https://vimeo.com/76979871/0a1b2c3d4e",
    ),
    "peertube": (
        {"peertube": {"host": "video.example.org", "video": "x1"}},
        "https://video.example.org/videos/embed/x1?autoplay=1&p2p=0",
        "https://video.example.org/w/x1",
    ),
    "kaltura": (
        {"kaltura": {"partner": "12", "uiconf": "34", "entry": "0_a"}},
        "https://cdnapisec.kaltura.com/p/12/embedPlaykitJs/uiconf_id/34?iframeembed=true&entry_id=0_a&autoplay=true",
        "https://cdnapisec.kaltura.com/p/12/embedPlaykitJs/uiconf_id/34?iframeembed=true&entry_id=0_a",
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_addresses(name: str) -> None:
    """Each service's address for embedding and for a plain link, with nothing of the data unquoted."""
    keys, address, link = SOURCES[name]
    found = source(Channel.model_validate({"language": "en", **keys}), "en", "en")
    assert (found.address, found.link) == (address, link)


def test_address_by_language() -> None:
    """A player's page may differ by the language of the reader; where it has none, it is that of the source language."""
    channel = Channel.model_validate({"language": "floor", "iframe": {"fr": "https://p.example.org/fr", "en": "https://p.example.org/en"}})
    assert [source(channel, language, "en").address for language in ("fr", "ru")] == [
        "https://p.example.org/fr",
        "https://p.example.org/en",
    ]


SEEKS = {
    "youtube": "https://www.youtube-nocookie.com/embed/a_b-1234567?autoplay=1&start=90",
    "vimeo": "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1#t=90s",
    "peertube": "https://video.example.org/videos/embed/x1?autoplay=1&p2p=0&start=90s",
    "kaltura": "https://cdnapisec.kaltura.com/p/12/embedPlaykitJs/uiconf_id/34?iframeembed=true&entry_id=0_a&autoplay=true&kalturaSeekFrom=90",
}


@pytest.mark.parametrize("name", SEEKS)
def test_a_chapter_begins_at_its_second(name: str) -> None:
    """Each service has a way of its own to say where."""
    found = source(Channel.model_validate({"language": "en", **SOURCES[name][0]}), "en", "en")
    assert (found.kind, found.address + found.seek.format(s=90)) == ("frame", SEEKS[name])


FILES = {"iframe": "frame", "video": "video", "hls": "hls"}


@pytest.mark.parametrize("name", FILES)
def test_an_address_is_played_as_it_is(name: str) -> None:
    """A player's own page, a file and a stream: by the same address with and without this page's player."""
    found = source(Channel.model_validate({"language": "en", name: "https://media.example.org/a?b=c"}), "en", "en")
    assert found == PlayerSource(FILES[name], "https://media.example.org/a?b=c", "https://media.example.org/a?b=c", "")


def test_a_channel_without_a_player_plays_nothing() -> None:
    """The checks of a data file refuse it; nobody gets an empty player by another way."""
    with pytest.raises(ValueError, match="^the channel has no player$"):
        source(Channel.model_validate({"language": "en"}), "en", "en")


FRAME = "{language: en, iframe: {en: 'https://player.example.org/en', fr: 'https://joueur.example.org/'}}"
FRAMES = f"channels: [{{language: floor, youtube: a_b-1234567}}, {FRAME}]"
CAPTIONS = "[{language: fr, url: 'https://captions.example.org/a.vtt'}, {language: en, url: media/a.vtt}]"
STREAM = f"{{language: fr, hls: 'https://media.example.org/a.m3u8', captions: {CAPTIONS}}}"
VIDEO = "{language: fr, video: {en: media/a.webm, fr: 'https://media.example.org/a.webm'}}"
HOSTS = "hosts: [player.example.org, joueur.example.org]"
ALWAYS = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'none'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
POLICIES = {
    "": {},
    f"webcast: {{{HOSTS}, {FRAMES}}}": {
        "frame-src": "https://joueur.example.org https://player.example.org https://www.youtube-nocookie.com",
    },
    f"webcast: {{channels: [{VIDEO}]}}": {"media-src": "'self' https://media.example.org"},
    f"webcast: {{channels: [{STREAM}, {{language: en, youtube: a_b-1234567}}]}}": {
        "connect-src": "'self' https://captions.example.org https://media.example.org",
        "media-src": "'self' blob: https://captions.example.org https://media.example.org",
        "frame-src": "https://www.youtube-nocookie.com",
        "worker-src": "'self' blob:",
    },
    "webcast: {hosts: [medios.españa.example], channels: [{language: en, iframe: 'https://medios.españa.example/a'}, "
    "{language: fr, video: 'https://例え.テスト/a.webm'}, {language: es, peertube: {host: vídeo.example, video: abc}}]}": {
        "frame-src": "https://medios.xn--espaa-rta.example https://xn--vdeo-vpa.example",
        "media-src": "'self' https://xn--r8jz45g.xn--zckzah",
    },
}


@pytest.mark.parametrize("webcast", POLICIES)
def test_the_whole_policy(tmp_path: Path, webcast: str) -> None:
    """A page may load its own files and what the data names for its players, in each language that it names it in; nothing else."""
    assert dict(rule.split(" ", 1) for rule in policy(read(tmp_path, webcast)).split("; ")) == ALWAYS | POLICIES[webcast]


POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "connect-src": {"'self'"},
    "media-src": {"'self'"},
    "frame-src": {"'none'"},
    "worker-src": {"'self'"},
    "manifest-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
}
"""What pages without players may do."""
PLAYERS = {
    "connect-src": {"'self'", "https://media.example.org"},
    "media-src": {"'self'", "https://media.example.org", "blob:"},
    "frame-src": {
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://cdnapisec.kaltura.com",
        "https://kaltura.example.org",
        "https://tube.example.org",
        "https://player.example.org",
    },
    "worker-src": {"'self'", "blob:"},
}
"""What those of full.yml may do besides."""


def rules(said: str) -> dict[str, set[str]]:
    return {name: set(hosts.split()) for name, hosts in (rule.split(" ", 1) for rule in said.split("; "))}


def test_policy_names_the_hosts_of_the_data_and_no_more(full: Built, twelfth: Built) -> None:
    """Frames from the services of the data; where there is no player, from nowhere."""
    assert rules(policy(twelfth.session)) == POLICY
    assert rules(policy(full.session)) == POLICY | PLAYERS


def test_the_policy_is_on_every_page(full: Built) -> None:
    """Before anything that it is about; no page has a script of its own."""
    said = {
        "404.html": rules("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'")
    }
    for name, page in full.pages.items():
        found = [meta.get("content") for meta in page.tree.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
        assert [rules(each) for each in found] == [said.get(name, POLICY | PLAYERS)]
        assert "Content-Security-Policy" in page.source.split("<meta name")[0]
        data = ("application/json", "application/ld+json")  # which no browser runs
        assert [script for script in page.tree.iter("script") if not script.get("src") and script.get("type") not in data] == []


def policy_of(**channel: object) -> dict[str, set[str]]:
    """What a session with one channel allows beyond others."""
    data = {"number": "1", "title": "T", "organizer": {"name": "O"}, "dates": {"start": "2027-02-13", "end": "2027-02-13"}}
    session = Session.model_validate({**data, "webcast": {"channels": [{"language": "floor", **channel}]}})
    return {name: hosts ^ POLICY[name] for name, hosts in rules(policy(session)).items() if hosts != POLICY[name]}


def test_a_file_needs_less_than_a_stream() -> None:
    """A video's host may give media; only a stream is fetched by a script and has a worker. Captions are media, in each of their
    languages."""
    assert policy_of(video="media/clip.webm") == {}
    assert policy_of(video="https://a.example.org:8443/clip.webm") == {"media-src": {"https://a.example.org:8443"}}
    captions = [{"language": "en", "url": {"en": "https://en.example.org/c.vtt", "fr": "https://fr.example.org/c.vtt"}}]
    assert policy_of(video="media/clip.webm", captions=captions) == {"media-src": {"https://en.example.org", "https://fr.example.org"}}
    assert policy_of(hls="media/clip.m3u8") == {"media-src": {"blob:"}, "worker-src": {"blob:"}}
    stream = {"en": "https://en.example.org/x.m3u8", "fr": "https://fr.example.org/x.m3u8"}
    hosts = {"https://en.example.org", "https://fr.example.org"}
    assert policy_of(hls=stream) == {"connect-src": hosts, "media-src": hosts | {"blob:"}, "worker-src": {"blob:"}}
    frames = {"en": "https://en.example.org/x", "fr": "https://fr.example.org/x"}
    assert policy_of(iframe=frames) == {"frame-src": hosts | {"'none'"}}


ROOMS = """
zone: Africa/Nairobi
venue: {name: House, room: hall}
rooms: {hall: {name: {en: Hall A, fr: Salle A}}, deck: {name: Deck}, attic: {name: Attic}}
agenda:
  days:
    - date: 2027-06-01
      sittings:
        - {id: am, start: 09:00, end: 12:00, items: [{id: here, kind: panel, start: 09:00}, {id: unseen, kind: panel, start: 11:00, webcast: false}]}
        - {id: pm, start: 14:00, end: 15:00, room: deck, items: [{id: there, kind: panel}, {id: elsewhere, kind: panel, room: attic}]}
"""
CHANNELS = {
    "[{language: floor, room: hall, youtube: aaaaaaaaaaa}, {language: fr, room: hall, youtube: bbbbbbbbbbb}, {language: floor, room: deck, youtube: ccccccccccc}]": {
        "here": (1, "Hall A"),
        "unseen": None,
        "there": (2, "Deck"),
        "elsewhere": None,
    },
    "[{language: floor, youtube: aaaaaaaaaaa}, {language: floor, room: deck, youtube: ccccccccccc}]": {
        "here": None,
        "unseen": None,
        "there": (2, "Deck"),
        "elsewhere": None,
    },
    "[{language: floor, room: deck, youtube: aaaaaaaaaaa}]": dict.fromkeys(("here", "unseen", "there", "elsewhere")),
}


@pytest.mark.parametrize("channels", CHANNELS)
def test_the_room_of_an_item_on_the_live_webcast(tmp_path: Path, channels: str) -> None:
    """By its place among the rooms of the player and its name, where there are several."""
    session = read(tmp_path, f"{ROOMS}webcast: {{channels: {channels}}}\n")
    found = {item.id: live_room(session, item, sitting) for _, sitting, item in session.items()}
    assert {name: room and (room[0], room[1].find("en", "en")[0]) for name, room in found.items()} == CHANNELS[channels]


def test_buttons_of_channels_stand_in_one_order() -> None:
    """The floor first, wherever it stands in the file; sign languages apart, and last."""
    channels = [Channel.model_validate({"language": code, "youtube": "aaaaaaaaaaa"}) for code in ("ils", "fr", "floor", "bfi", "en")]
    found = [(signed, [channel.language for channel in group]) for signed, group in heard_and_seen(channels)]
    assert found == [(False, ["floor", "fr", "en"]), (True, ["ils", "bfi"])]


TRANSCRIPTS = {
    "its own, the page's language first": (
        {"transcript": {"en": "https://said.example.org/en.vtt", "fr": "media/fr.vtt"}},
        {"fr": "media/fr.vtt", "en": "https://said.example.org/en.vtt"},
    ),
    "one file, in the source language": ({"transcript": "media/a.vtt"}, {"en": "media/a.vtt"}),
    "captions that are files of the site": (
        {
            "channels": [
                {"language": "floor", "video": "a.webm", "captions": [{"language": "en", "url": "media/en.vtt"}]},
                {"language": "fr", "video": "a.webm", "captions": [{"language": "ru", "url": "https://elsewhere.example.org/ru.vtt"}]},
            ]
        },
        {"en": "media/en.vtt"},
    ),
    "its own before captions": (
        {
            "transcript": {"en": "media/said.vtt"},
            "channels": [{"language": "floor", "video": "a.webm", "captions": [{"language": "en", "url": "media/en.vtt"}]}],
        },
        {"en": "media/said.vtt"},
    ),
    "none": ({}, {}),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcripts_of_a_recording(name: str) -> None:
    """What there is to read of it, as a page in French offers it."""
    keys, wanted = TRANSCRIPTS[name]
    assert list(transcripts(Recording.model_validate({"sitting": "am", **keys}), "fr", "en").items()) == list(wanted.items())


def test_a_transcript_from_elsewhere_is_allowed_as_captions_are() -> None:
    """By its host, as a text of media; our scripts may fetch nothing from there."""
    data = {"number": "1", "title": "T", "organizer": {"name": "O"}, "dates": {"start": "2027-02-13", "end": "2027-02-13"}}
    recordings = [{"sitting": "am", "transcript": {"en": "https://said.example.org/en.vtt", "fr": "media/fr.vtt"}}]
    found = rules(policy(Session.model_validate({**data, "webcast": {"recordings": recordings}})))
    assert found == POLICY | {"media-src": {"'self'", "https://said.example.org"}}
