"""The webcast in a real browser: nothing before a click, then the player for the reader's language."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route

from tests.browser.conftest import Visit
from tests.conftest import DATA, ROOT, Built
from tests.render.test_site import prefix

LIVE = {
    "floor": ("youtube-nocookie.com/embed/", "autoplay=1"),
    "ar": ("/videos/embed/", "p2p=0"),
    "zh": ("player.example.org", ""),
    "en": ("player.vimeo.com/video/", "dnt=1"),
    "fr": ("/embedPlaykitJs/uiconf_id/", "entry_id="),
}


@pytest.mark.parametrize(
    "language", ["ar", "zh", "en", "ru", *(pytest.param(language, marks=pytest.mark.slow) for language in ("fr", "es"))]
)
def test_until_an_address_is_known_the_page_says_so(visit: Callable, twelfth: Built, language: str) -> None:
    """No player, a plain sentence, and a link to the site that will carry the webcast; `make fuzz` has French and Spanish."""
    words = {"ar": "البث", "zh": "网播", "en": "webcast", "fr": "diffusion", "ru": "трансляци", "es": "difusión"}
    page = visit(twelfth).open(f"{prefix(language)}webcast/")
    assert page.locator("[data-player]").count() == 0
    assert [words[language] in text for text in page.locator("section .to-come").all_inner_texts()] == [True]
    assert page.locator('a[href="https://webcast.wipo.int/"]').is_visible()


@pytest.mark.parametrize("language", [*LIVE])
def test_each_service_plays_after_a_click(visit: Callable, full: Built, language: str) -> None:
    """Before the click no request leaves the site; after it, one frame of the service for the chosen channel, in a sandbox."""
    reader = visit(full, now="2026-03-10T06:00:00Z")
    reader.page.route(
        lambda url: not url.startswith(reader.base), lambda route: route.fulfill(body="<title>player</title>", content_type="text/html")
    )
    page = reader.open(f"{prefix(language) if language != 'floor' else ''}webcast/")
    assert [url for url in reader.requests if not url.startswith(reader.base)] == []
    player = page.locator("#live-player")
    if language == "floor":
        player.locator('input[value="floor"]').check()
    assert player.locator("input:checked").get_attribute("value") == language
    player.locator(".play").click()
    frame = player.locator("iframe")
    host, rest = LIVE[language]
    assert host in frame.get_attribute("src") and rest in frame.get_attribute("src")
    assert (
        frame.get_attribute("sandbox") == "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox"
    )
    assert frame.get_attribute("title")


def test_every_channel_is_named_in_its_own_language(visit: Callable, full: Built) -> None:
    """Six languages in their own scripts, and the floor in the page's; a plain link beside each."""
    page = visit(full).open("ru/webcast/")
    names = page.locator("#live-player .channels label").all_inner_texts()
    assert [name.strip() for name in names[1:]] == ["العربية", "中文", "English", "Français", "Русский", "Español"]
    assert page.locator("#live-player .plain-links a").count() == 7


def test_a_file_plays_and_chapters_jump(visit: Callable, full: Built) -> None:
    """A video of the site plays in the page; a chapter jumps to its second; captions are offered; the choice is remembered."""
    reader = visit(full, now="2026-03-20T06:00:00Z")
    page = reader.open("webcast/")
    player = page.locator("#player-d1-morning")
    assert not [url for url in reader.requests if "clip" in url]
    player.locator(".play").click()
    video = player.locator("video")
    video.evaluate(
        "v => new Promise(done => v.currentTime > 0.2 ? done() : v.addEventListener('timeupdate', () => v.currentTime > 0.2 && done()))"
    )
    assert video.evaluate("v => [v.videoWidth, v.error, v.textTracks[0].language]") == [160, None, "en"]
    player.locator(".chapter").nth(2).click()
    video = player.locator("video")
    video.evaluate(
        "v => new Promise(done => v.currentTime >= 4 ? done() : v.addEventListener('timeupdate', () => v.currentTime >= 4 && done()))"
    )
    player.locator('input[value="floor"]').check()
    assert (
        player.locator("video").evaluate(
            "v => new Promise(done => v.readyState ? done(v.currentTime) : v.addEventListener('seeked', () => done(v.currentTime)))"
        )
        >= 3.5
    )
    page = reader.open("fr/webcast/")
    assert page.locator("#player-d1-morning input:checked").get_attribute("value") == "floor"
    assert reader.wrong == []


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "not allowed"])
def test_captions_from_another_host(visit: Callable, small: Callable, allowed: bool) -> None:
    """They are shown where the host allows it; where it does not, the picture plays without them."""
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    elsewhere = text.replace("video: media/clip.webm", "video: https://media.example.org/clip.webm").replace(
        "url: media/clip.en.vtt", "url: https://captions.example.org/clip.vtt"
    )
    reader = visit(small(elsewhere), now="2026-03-20T06:00:00Z")
    headers = {"Access-Control-Allow-Origin": "*" if allowed else "https://other.example.org"}
    reader.page.route(
        "https://media.example.org/*",
        lambda route: route.fulfill(path=DATA / "media/clip.webm", headers=headers | {"Content-Type": "video/webm"}),
    )
    reader.page.route(
        "https://captions.example.org/*",
        lambda route: route.fulfill(path=DATA / "media/clip.en.vtt", headers=headers | {"Content-Type": "text/vtt"}),
    )
    player = reader.open("webcast/").locator("#player-d1-morning")
    player.locator('input[value="en"]').check()
    player.locator(".play").click()
    reader.page.wait_for_function("() => document.querySelector('#player-d1-morning video')?.currentTime > 0.2")
    video = player.locator("video")
    video.evaluate("v => { v.textTracks[0].mode = 'showing' }")
    cues = (
        "v => new Promise(done => { const look = (left) => v.textTracks[0].cues?.length || !left ? "
        "done(v.textTracks[0].cues?.length ?? 0) : setTimeout(look, 50, left - 1); look(40) })"
    )
    assert (video.evaluate(cues) > 0) == allowed


def test_a_stream_plays_by_hls(visit: Callable, full: Built) -> None:
    """In French the recording is an HLS stream, which Chromium plays by itself or by the script that is loaded then."""
    reader = visit(full, now="2026-03-20T06:00:00Z")
    page = reader.open("fr/webcast/")
    player = page.locator("#player-d1-morning")
    assert player.locator("input:checked").get_attribute("value") == "fr"
    player.locator(".play").click()
    player.locator("video").evaluate(
        "v => new Promise(done => v.currentTime > 0.2 ? done() : v.addEventListener('timeupdate', () => v.currentTime > 0.2 && done()))"
    )
    assert reader.wrong == []


def held(reader: Visit, script: str) -> list[Route]:
    """Keeps a script back until its route is continued."""
    routes: list[Route] = []
    reader.page.route(f"**/{script}*", lambda route: routes.append(route))
    return routes


def plays_from(video: Locator, seconds: float) -> None:
    video.evaluate(
        "(v, from) => new Promise(done => { const look = () => v.currentTime > from && done(); "
        "v.addEventListener('timeupdate', look); look() })",
        seconds,
    )


@pytest.mark.parametrize(
    ("script", "language"),
    [
        *(("player.js", "en"), ("player.js", "ar"), ("microsite.js", "fr")),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in (("player.js", "fr"), ("microsite.js", "en"), ("microsite.js", "ar"))),
    ],
)
def test_what_the_reader_does_before_the_script_comes_counts(visit: Callable, full: Built, script: str, language: str) -> None:
    """A click on Play plays, on the channel that was chosen; neither the page's language nor the last visit's choice overrules it.
    (`make fuzz` holds back both scripts in each language.)"""
    reader = visit(full, now="2026-03-20T06:00:00Z")
    reader.page.add_init_script("localStorage.setItem('channel', 'fr')")
    routes = held(reader, script)
    reader.page.goto(f"{reader.base}{prefix(language)}webcast/", wait_until="commit")
    player = reader.page.locator("#player-d1-morning")
    player.locator(".play").click()
    player.locator('input[value="floor"]').check()
    reader.page.wait_for_timeout(200)
    assert player.locator("video").count() == 0
    routes[0].continue_()
    plays_from(player.locator("video"), 0.1)
    assert player.locator("input:checked").get_attribute("value") == "floor"
    assert "media/clip.webm" in player.locator("video").get_attribute("src")
    assert reader.page.evaluate("localStorage.getItem('channel')") == ("fr" if language == "ar" else "floor")
    assert player.locator("[popover], [popovertarget]").count() == 0
    assert reader.wrong == []


def test_a_chapter_chosen_before_the_script_comes_plays(visit: Callable, full: Built) -> None:
    """From its second."""
    reader = visit(full, now="2026-03-20T06:00:00Z")
    routes = held(reader, "player.js")
    player = reader.open("webcast/").locator("#player-d1-morning")
    player.locator(".chapter").nth(2).click()
    routes[0].continue_()
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate("v => v.currentTime") >= 4


def test_a_link_out_of_a_player_opens(visit: Callable, channels: Built) -> None:
    """In a window of its own that is in no sandbox: pages that may share nothing with others (YouTube's) refuse to open in one."""
    reader = visit(channels, now="2026-05-07T08:30:00Z")
    player = '<!doctype html><a href="http://watch.localhost:8241/video" target="_blank">Watch there</a>'
    alone = {"Content-Type": "text/html", "Cross-Origin-Opener-Policy": "same-origin"}
    reader.page.context.route("http://player.localhost:8241/**", lambda route: route.fulfill(body=player, content_type="text/html"))
    reader.page.context.route(
        "http://watch.localhost:8241/**", lambda route: route.fulfill(body="<!doctype html><form>here</form>", headers=alone)
    )
    page = reader.open("webcast/")
    page.locator('#live-player input[value="ils"]').check()
    page.locator("#live-player .play").click()
    with page.context.expect_page() as opened:
        page.frame_locator("#live-player iframe").get_by_role("link").click()
    opened.value.get_by_text("here").wait_for()
    assert opened.value.evaluate("origin") == "http://watch.localhost:8241"


NOT_NATIVE = "HTMLMediaElement.prototype.canPlayType = () => ''"
AS_SAFARI = """
const sounds = [{ language: "en", enabled: true }, { language: "fra", enabled: false }];
Object.defineProperty(HTMLMediaElement.prototype, "audioTracks", { get: () => sounds });
"""
as_it_is_or_not_native = pytest.mark.parametrize("script", ["", NOT_NATIVE], ids=["as it is", "no HLS of its own"])


@as_it_is_or_not_native
def test_a_stream_whose_sound_is_apart_is_heard(visit: Callable, channels: Built, script: str) -> None:
    """By the browser, or by the script that is loaded then."""
    reader = visit(channels, now="2026-05-08T08:30:00Z")
    reader.page.add_init_script(script)
    player = reader.open("webcast/").locator("#player-morning")
    player.locator(".play").click()
    plays_from(player.locator("video"), 0.2)
    assert player.locator("input:checked").get_attribute("value") == "en"
    assert player.locator("video").evaluate("v => v.webkitAudioDecodedByteCount") > 0
    assert any("vendor/hls" in url for url in reader.requests) == bool(script)


@as_it_is_or_not_native
def test_channels_are_sounds_of_one_stream(visit: Callable, channels: Built, script: str) -> None:
    """The floor is the sound that the stream begins with; another channel is the sound in its language, and the picture plays on."""
    reader = visit(channels, now="2026-05-07T08:30:00Z")
    reader.page.add_init_script(script)
    page = reader.open("webcast/")
    player = page.locator("#live-player")
    player.locator(".play").click()
    video = player.locator("video")
    plays_from(video, 0.2)
    assert video.evaluate("v => v.webkitAudioDecodedByteCount") > 0
    fetched = lambda: [name for name in ("en", "fr") if any(f"sounds/{name}0.ts" in url for url in reader.requests)]  # noqa: E731
    assert fetched() == ["en"]
    begun = video.element_handle()
    with page.expect_request("**/sounds/fr0.ts"):
        player.locator('input[value="fr"]').check()
    plays_from(video, video.evaluate("v => v.currentTime"))
    assert video.evaluate("(v, begun) => v === begun", begun)
    assert video.get_attribute("aria-label") == "Live webcast (Français)"
    with page.expect_request("**/sounds/en0.ts"):
        player.locator('input[value="floor"]').check()
    assert reader.wrong == []


def test_a_stream_begins_with_the_sound_of_the_channel(visit: Callable, channels: Built) -> None:
    """On a French page, the French sound and no other."""
    reader = visit(channels, now="2026-05-07T08:30:00Z")
    player = reader.open("fr/webcast/").locator("#live-player")
    assert player.locator("input:checked").get_attribute("value") == "fr"
    player.locator(".play").click()
    plays_from(player.locator("video"), 0.2)
    assert {url.rpartition("/")[2] for url in reader.requests if "/sounds/" in url} == {
        "master.m3u8",
        "picture.m3u8",
        "picture0.ts",
        "fr.m3u8",
        "fr0.ts",
    }


def test_a_browser_that_lets_choose_among_sounds_needs_no_script(visit: Callable, channels: Built) -> None:
    """As Safari does, here with sounds that are only said to be there."""
    reader = visit(channels, now="2026-05-07T08:30:00Z")
    reader.page.add_init_script(AS_SAFARI)
    page = reader.open("webcast/")
    player = page.locator("#live-player")
    player.locator(".play").click()
    enabled = "v => [...v.audioTracks].map((sound) => sound.enabled)"
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate(enabled) == [True, False]
    player.locator('input[value="fr"]').check()
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate(enabled) == [False, True]
    assert not any("vendor/hls" in url for url in reader.requests)


def test_another_live_channel_begins_now(visit: Callable, channels: Built) -> None:
    """How long one stream was watched says nothing of another that is live."""
    reader = visit(channels, now="2026-05-07T08:30:00Z")
    reader.page.add_init_script(NOT_NATIVE)
    clip = ROOT / "tests/data/media/clip"
    live = (clip / "clip.m3u8").read_text(encoding="utf-8").replace("#EXT-X-ENDLIST\n", "").replace("#EXT-X-PLAYLIST-TYPE:VOD\n", "")
    allowed = {"Access-Control-Allow-Origin": "*"}
    reader.page.route("https://media.example.org/*.m3u8", lambda route: route.fulfill(body=live, headers=allowed))
    reader.page.route(
        "https://media.example.org/*.ts", lambda route: route.fulfill(path=clip / route.request.url.rpartition("/")[2], headers=allowed)
    )
    player = reader.open("ru/webcast/").locator("#live-player")
    player.locator(".play").click()
    plays_from(player.locator("video"), 2.5)
    player.locator('input[value="es"]').check()
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate("v => v.currentTime") < 2


def test_keyboard_plays(visit: Callable, full: Built) -> None:
    """Play by Enter, the channel by arrows, a chapter by the space bar."""
    page = visit(full, now="2026-03-20T06:00:00Z").open("webcast/")
    player = page.locator("#player-d1-morning")
    player.locator(".play").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.localName === 'video'")  # on a slow machine a moment later
    player.locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    assert player.locator("input:checked").get_attribute("value") == "fr"
    assert player.locator("input:checked").evaluate("input => input === document.activeElement")
    player.locator(".chapter").first.focus()
    page.keyboard.press("Space")
    assert player.locator("video").count() == 1
    assert player.locator(".chapter").first.evaluate("chapter => chapter === document.activeElement")


def test_a_broken_file_says_so(visit: Callable, full: Built) -> None:
    """The reader is told, and sent to the plain link."""
    reader = visit(full, now="2026-03-20T06:00:00Z")
    reader.page.route("**/clip.webm", lambda route: route.fulfill(status=404, body=""))
    page = reader.open("webcast/")
    page.locator("#player-d1-morning .play").click()
    page.get_by_text("This recording cannot be played here; use the direct link").wait_for()


def test_without_scripts_there_are_links(visit: Callable, full: Built) -> None:
    """No poster that does nothing: the plain links of all channels."""
    page = visit(full, java_script_enabled=False).open("webcast/")
    assert page.locator(".play:visible").count() == 0
    assert page.locator("#live-player .plain-links a").first.get_attribute("href").startswith("https://www.youtube.com/watch?v=")


def test_a_planted_script_does_not_run(visit: Callable, full: Built) -> None:
    """The policy of the page stops what is not its own, and says so."""
    reader = visit(full)
    page = reader.open("")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.planted = true\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.planted") is None
    assert any("Content Security Policy" in wrong for wrong in reader.wrong)


TWO_ROOMS = """number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Europe/Zurich
rooms: {hall: {name: Hall A}, deck: {name: Deck}}
agenda:
  days:
    - date: 2026-05-07
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items: [{id: one, kind: talk, start: 10:00, end: 11:00, room: hall}, {id: two, kind: talk, start: 10:00, end: 11:00, room: deck}]
webcast:
  channels:
    - {language: floor, room: hall, youtube: aaaaaaaaaaa}
    - {language: en, room: hall, youtube: bbbbbbbbbbb}
    - {language: floor, room: deck, youtube: ccccccccccc}
    - {language: fr, room: deck, youtube: ddddddddddd}
"""


def test_an_item_leads_to_the_channels_of_its_room(visit: Callable, small: Callable) -> None:
    """While it is on, and to the picture; with the language that the reader chose, where the room has it."""
    reader = visit(small(TWO_ROOMS), now="2026-05-07T07:59:59Z")
    page = reader.open("agenda/#two")
    link = page.get_by_role("link", name="Watch live: Deck")
    assert not link.is_visible()
    reader.at("2026-05-07T08:00:00Z")
    link.click()
    page.wait_for_url("**/webcast/#live-player-room-2")
    chosen = page.locator("#live-player input:checked")
    assert "/ccccccccccc?" in chosen.get_attribute("data-src")
    assert page.locator(".play").bounding_box()["y"] > -1 and page.locator(".play").is_visible()
    page.locator("#live-player-room-1 input[value=en]").check()
    assert "/bbbbbbbbbbb?" in chosen.get_attribute("data-src")
    page = reader.open("agenda/#one")
    reader.at("2026-05-07T08:59:59Z")
    page.get_by_role("link", name="Watch live: Hall A").click()
    page.wait_for_url("**/webcast/#live-player-room-1")
    assert "/bbbbbbbbbbb?" in chosen.get_attribute("data-src")
    page = reader.open("agenda/#two")
    reader.at("2026-05-07T09:00:00Z")
    assert not page.get_by_role("link", name="Watch live: Deck").is_visible()


def test_script_data_is_plain_data(full: Built) -> None:
    """What scripts read is JSON that holds each sitting once."""
    source = full.pages["webcast/index.html"].source
    data = json.loads(source.split('id="_script-data">')[1].split("</script>")[0])
    assert len(data["sittings"]) == len(list(full.session.sittings())) and data["items"] == []
