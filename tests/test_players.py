"""Where players play from, and what a page's policy lets in."""

from __future__ import annotations

import pytest

from microsite.players import policy, source
from microsite.session import Channel
from tests.conftest import Built

SOURCES = {
    "youtube": ({"youtube": "a_b-1234567"}, "https://www.youtube-nocookie.com/embed/a_b-1234567?autoplay=1", "https://www.youtube.com/watch?v=a_b-1234567"),
    "vimeo": ({"vimeo": "76979871"}, "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1", "https://vimeo.com/76979871"),
    "peertube": ({"peertube": {"host": "video.example.org", "video": "x1"}}, "https://video.example.org/videos/embed/x1?autoplay=1&p2p=0", "https://video.example.org/w/x1"),
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
    """A player's page may differ by the language of the reader."""
    channel = Channel.model_validate({"language": "floor", "iframe": {"en": "https://p.example.org/en", "fr": "https://p.example.org/fr"}})
    assert [source(channel, language, "en").address for language in ("fr", "ru")] == ["https://p.example.org/fr", "https://p.example.org/en"]


def test_policy_names_the_hosts_of_the_data_and_no_more(full: Built, twelfth: Built) -> None:
    """Frames from the services of the data; where there is no player, from nowhere."""
    assert "frame-src 'none';" in policy(twelfth.session)
    rules = dict(rule.split(" ", 1) for rule in policy(full.session).split("; "))
    assert set(rules["frame-src"].split()) >= {"https://www.youtube-nocookie.com", "https://player.vimeo.com", "https://cdnapisec.kaltura.com", "https://player.example.org"}
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    for page in full.pages.values():
        assert "Content-Security-Policy" in page.source.split("<meta name")[0]
        assert [script for script in page.tree.iter("script") if not script.get("src") and script.get("type") != "application/json"] == []
