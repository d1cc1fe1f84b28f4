"""The webcast in a real browser: nothing before a click, then the player for the reader's language."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.conftest import Visit
from tests.conftest import DATA, ROOT, Built
from tests.render.test_site import prefix

LIVE_NOW = "2026-03-10T06:00:00Z"
OVER = "2026-03-20T06:00:00Z"
LIVE = {
    "floor": ("youtube-nocookie.com/embed/", "autoplay=1"),
    "ar": ("/videos/embed/", "p2p=0"),
    "zh": ("player.example.org", ""),
    "en": ("player.vimeo.com/video/", "dnt=1"),
    "fr": ("/embedPlaykitJs/uiconf_id/", "entry_id="),
}


@pytest.mark.parametrize(
    "language", ["ar", "zh", *(pytest.param(language, marks=pytest.mark.slow) for language in ("en", "ru", "fr", "es"))]
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
    reader = visit(full, now=LIVE_NOW)
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
    """Six languages in their own scripts, and the floor in the page's; one link, to the channel that is chosen."""
    page = visit(full, now=LIVE_NOW).open("ru/webcast/")
    player = page.locator("#live-player")
    names = player.locator(".channels label").all_inner_texts()
    assert [name.strip() for name in names[1:]] == ["العربية", "中文", "English", "Français", "Русский", "Español"]
    direct = player.get_by_role("link", name="Прямая ссылка")
    assert direct.get_attribute("href") == "https://media.example.org/live/ru.m3u8"
    player.get_by_role("radio", name="English").check()
    assert direct.get_attribute("href") == "https://vimeo.com/76979871"


def test_a_file_plays_and_chapters_jump(visit: Callable, full: Built) -> None:
    """A video of the site plays in the page; a chapter jumps to its second; captions are offered; the choice is remembered."""
    reader = visit(full, now=OVER)
    page = reader.open("webcast/")
    player = page.locator("#player-d1-morning")
    assert not [url for url in reader.requests if "clip" in url]
    player.locator(".play").click()
    video = player.locator("video")
    video.evaluate(
        "v => new Promise(done => v.currentTime > 0.2 ? done() : v.addEventListener('timeupdate', () => v.currentTime > 0.2 && done()))"
    )
    assert video.evaluate("v => [v.videoWidth, v.error, v.textTracks[0].language]") == [160, None, "en"]
    chapters(page, "d1-morning").nth(2).click()
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
    reader = visit(small(elsewhere), now=OVER)
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
    reader = visit(full, now=OVER)
    page = reader.open("fr/webcast/")
    player = page.locator("#player-d1-morning")
    assert player.locator("input:checked").get_attribute("value") == "fr"
    player.locator(".play").click()
    player.locator("video").evaluate(
        "v => new Promise(done => v.currentTime > 0.2 ? done() : v.addEventListener('timeupdate', () => v.currentTime > 0.2 && done()))"
    )
    assert reader.wrong == []


def chapters(page: Page, sitting: str) -> Locator:
    """The buttons of the chapters of a sitting, in the list."""
    return page.locator(f".recording:has(#recording-{sitting}) .chapter")


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
        *(("player.js", "ar"), ("microsite.js", "fr")),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("player.js", "en"), ("player.js", "fr"), ("microsite.js", "en"), ("microsite.js", "ar"))
        ),
    ],
)
def test_what_the_reader_does_before_the_script_comes_counts(visit: Callable, full: Built, script: str, language: str) -> None:
    """A click on Play plays, on the channel that was chosen; neither the page's language nor the last visit's choice overrules it.
    (`make fuzz` holds back both scripts in each language.)"""
    reader = visit(full, now=OVER)
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
    reader = visit(full, now=OVER)
    routes = held(reader, "player.js")
    player = reader.open("webcast/").locator("#player-d1-morning")
    chapters(reader.page, "d1-morning").nth(2).click()
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
    page = visit(full, now=OVER).open("webcast/")
    player = page.locator("#player-d1-morning")
    player.locator(".play").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.localName === 'video'")  # on a slow machine a moment later
    player.locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    assert player.locator("input:checked").get_attribute("value") == "fr"
    assert player.locator("input:checked").evaluate("input => input === document.activeElement")
    first = chapters(page, "d1-morning").first
    first.focus()
    page.keyboard.press("Space")
    assert player.locator("video").count() == 1
    assert first.evaluate("chapter => chapter === document.activeElement && chapter.ariaCurrent === 'true'")


def test_a_broken_file_says_so(visit: Callable, full: Built) -> None:
    """The reader is told, and sent to the plain link."""
    reader = visit(full, now=OVER)
    reader.page.route("**/clip.webm", lambda route: route.fulfill(status=404, body=""))
    page = reader.open("webcast/")
    page.locator("#player-d1-morning .play").click()
    page.get_by_text("This recording cannot be played here; use the direct link").wait_for()


def test_without_scripts_there_are_links(visit: Callable, full: Built) -> None:
    """No poster that does nothing: the plain links of all channels and transcripts, and the chapters."""
    page = visit(full, java_script_enabled=False).open("webcast/")
    assert page.locator(".play:visible, .segments:visible").count() == 0
    links = page.locator("section:has(#live) .plain-links a")
    assert links.first.get_attribute("href").startswith("https://www.youtube.com/watch?v=") and links.count() == 7
    recording = page.locator(".recording:has(#recording-d1-morning)")
    assert [link.get_attribute("href") for link in recording.locator(".plain-links a:visible").all()] == [
        *(f"../media/{name}" for name in ("clip.webm", "clip.webm", "clip/clip.m3u8", "clip.en.vtt", "clip.ar.vtt"))
    ]
    assert recording.locator(".chapter:visible").count() == 3


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


# ── the theatre: one player, and the list of what it can play ────────────────────────────────────────────────────────


def seated(page: Page) -> list[str]:
    """The players that are to be seen, once the script has come; there is one at the most."""
    page.locator(".player.current").wait_for(state="attached")
    return page.locator(".player:visible").evaluate_all("all => all.map(e => e.id)")


@pytest.mark.parametrize(("language", "now"), [("en", OVER), ("ar", LIVE_NOW)])
def test_the_list_is_beside_the_player_or_below_it(visit: Callable, full: Built, language: str, now: str) -> None:
    """On a desk beside a player of at most 52rem; on a phone the player comes first, and high on the page."""
    reader = visit(full, now=now, width=1280)
    page = reader.open(f"{prefix(language)}webcast/")
    player, sittings = page.locator(".screen:visible").bounding_box(), page.locator(".sittings").bounding_box()
    assert 600 < player["width"] <= 52 * 17
    left, right = (sittings, player) if language == "ar" else (player, sittings)
    assert left["x"] + left["width"] < right["x"] and abs(player["y"] - sittings["y"]) < 10
    page.set_viewport_size({"width": 360, "height": 760})
    player, sittings = page.locator(".screen:visible").bounding_box(), page.locator(".sittings").bounding_box()
    assert player["y"] <= 250 and player["width"] > 300
    assert sittings["y"] > player["y"] + player["height"]


def test_choosing_a_sitting_puts_it_into_the_player(visit: Callable, full: Built) -> None:
    """In the place of what played, which stops; it is marked in the list, and nothing is loaded before Play."""
    reader = visit(full, now=OVER)
    page = reader.open("webcast/")
    assert seated(page) == ["player-d1-morning"]
    page.locator("#player-d1-morning .play").click()
    plays_from(page.locator("video"), 0.1)
    page.get_by_role("link", name="Tuesday afternoon").click()
    assert seated(page) == ["player-d1-afternoon"] and page.locator("video, iframe").count() == 0
    assert [url for url in reader.requests if not url.startswith(reader.base)] == []
    assert page.locator(".sittings [aria-current]").all_inner_texts() == ["Tuesday afternoon (10\u00a0March 2026)"]
    assert page.url.endswith("#recording-d1-afternoon")
    page.go_back()
    page.locator("#player-d1-morning .play").wait_for()
    assert seated(page) == ["player-d1-morning"]


ADDRESSES = {
    "#recording-d1-afternoon": "player-d1-afternoon",
    "#player-d2-morning": "player-d2-morning",
    "#recording-d1-morning@4": "player-d1-morning",
    "#live-player": "player-d1-morning",
    "#recording-nothing": "player-d1-morning",
    "#%E0": "player-d1-morning",
}


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_addresses_open_their_sitting(visit: Callable, full: Built, width: int) -> None:
    """Old ones and those with a second, and the player is in sight; the live webcast has none once it is over. Nothing plays by itself."""
    reader = visit(full, now=OVER, width=width)
    found = {}
    for address in ADDRESSES:
        reader.page.goto("about:blank")
        page = reader.open(f"webcast/{address}")
        found[address] = seated(page)
        assert page.locator(".screen:visible").evaluate(
            "e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= 900"
        )
    assert found == {address: [player] for address, player in ADDRESSES.items()}
    assert page.locator("video, iframe").count() == 0
    assert reader.wrong == []


def test_an_address_with_a_second_plays_from_there(visit: Callable, full: Built) -> None:
    """After a click on Play; in a player that plays already, at once."""
    reader = visit(full, now=OVER)
    page = reader.open("webcast/#recording-d1-morning@4")
    page.get_by_role("button", name="Play from 0:00:04").click()
    video = page.locator("#player-d1-morning video")
    plays_from(video, 4)
    assert chapters(page, "d1-morning").nth(2).get_attribute("aria-current") == "true"
    page.evaluate("location.hash = '#recording-d1-morning@1'")
    page.wait_for_function("() => document.querySelector('video').currentTime < 3")
    page.wait_for_function("() => document.querySelector('.chapter[aria-current]')?.dataset.at === '0'")


def test_live_takes_the_seat_and_gives_it_up(visit: Callable, full: Built) -> None:
    """As the session begins and ends, by itself; what a reader watches is not taken from them."""
    reader = visit(full, now="2026-03-09T06:00:00Z")
    page = reader.open("webcast/")
    assert seated(page) == ["player-d1-morning"]
    reader.at(LIVE_NOW)
    page.wait_for_function("() => document.querySelector('#live-player').checkVisibility()")
    assert seated(page) == ["live-player"]
    page.get_by_role("link", name="Tuesday morning").click()
    assert seated(page) == ["player-d1-morning"]
    page.get_by_role("link", name="Watch live").click()
    assert seated(page) == ["live-player"]
    reader.at("2026-03-10T13:00:00Z")  # the evening
    assert page.get_by_role("link", name="Watch live").count() == 0
    assert page.get_by_role("link", name="Follow online").get_attribute("data-seat") == "live-player"
    reader.at(OVER)
    page.wait_for_function("() => !document.querySelector('#live-player').checkVisibility()")
    assert seated(page) == ["player-d1-morning"]


def test_a_session_that_lasts_longer_is_watched_to_its_end(visit: Callable, full: Built) -> None:
    """A live webcast that a reader watches stays when its time is over."""
    reader = visit(full, now=LIVE_NOW)
    reader.page.route(lambda url: not url.startswith(reader.base), lambda route: route.fulfill(body="", content_type="text/html"))
    page = reader.open("webcast/")
    page.locator("#live-player .play").click()
    reader.at(OVER)
    page.wait_for_timeout(100)
    assert seated(page) == ["live-player"] and page.locator("#live-player iframe").is_visible()
    page.get_by_role("link", name="Tuesday morning").click()
    assert seated(page) == ["player-d1-morning"] and page.locator("iframe").count() == 0


# ── captions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SHOWN = "v => [...v.textTracks].filter((track) => track.mode === 'showing').map((track) => track.language)"


def test_captions_are_chosen_apart_from_the_sound(visit: Callable, channels: Built) -> None:
    """None until the reader wants some; then the same with each sound that can have them, and on the next visit."""
    reader = visit(channels, now="2026-05-08T08:30:00Z")
    page = reader.open("webcast/")
    captions, player = page.get_by_label("Captions"), page.locator("#player-morning")
    assert captions.locator("option").all_inner_texts() == ["None", "British Sign Language", "Français"]
    player.locator('input[value="floor"]').check()
    player.locator(".play").click()
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate(SHOWN) == []
    captions.select_option("fr")
    assert player.locator("video").evaluate(SHOWN) == ["fr"]
    player.locator('input[value="en"]').check()  # whose own stream has none
    plays_from(player.locator("video"), 0.1)
    assert player.locator("video").evaluate(SHOWN) == ["fr"]
    player.locator('input[value="zh-Hant"]').check()
    assert captions.is_disabled()
    page = reader.open("fr/webcast/")
    assert page.get_by_label("Sous-titres").input_value() == "fr"


def test_captions_chosen_in_the_browsers_own_menu_count(visit: Callable, full: Built) -> None:
    """The page's menu shows them too, and they are remembered."""
    page = visit(full, now=OVER).open("webcast/")
    page.locator("#player-d1-morning .play").click()
    plays_from(page.locator("video"), 0.1)
    page.locator("video").evaluate("v => { v.textTracks[0].mode = 'showing' }")
    page.wait_for_function("() => localStorage.getItem('captions') === 'en'")
    assert page.get_by_label("Captions").input_value() == "en"


# ── transcripts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_transcript_is_searched_and_leads_to_its_second(visit: Callable, full: Built) -> None:
    """Loaded by its button and not before; a click jumps, and the line that is heard is marked."""
    reader = visit(full, now=OVER)
    page = reader.open("webcast/")
    assert not any(".vtt" in url for url in reader.requests)
    button = page.get_by_role("button", name="Transcript")
    button.click()
    transcript = page.get_by_role("region", name="Transcript")
    lines = transcript.locator("li:visible")
    lines.nth(2).wait_for()
    assert [" ".join(line.split()) for line in lines.all_inner_texts()] == [
        "0:00:00 A test picture and a tone.",
        "0:00:02 The seconds go by: two, three.",
        "0:00:04 Two more, and the clip ends.",
    ]
    transcript.get_by_role("searchbox", name="Find in the transcript").fill(" TWO ")
    assert lines.count() == 2 and transcript.get_by_role("status").inner_text() == "Lines found: 2"
    lines.nth(1).get_by_role("button").click()
    plays_from(page.locator("video"), 4)
    assert transcript.locator("[aria-current]").inner_text().endswith("the clip ends.")
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert transcript.count() == 0 and button.get_attribute("aria-expanded") == "false"
    assert reader.wrong == []


def test_a_transcript_follows_its_language(visit: Callable, full: Built) -> None:
    """From right to left in Arabic, with who speaks; another language is chosen beside it."""
    page = visit(full, now=OVER).open("ar/webcast/")
    page.locator(".player:visible [data-transcripts]").click()
    lines = page.locator(".transcript li")
    lines.nth(2).wait_for()
    assert lines.locator(".said").all_inner_texts() == [
        "سلمى: صورة للاختبار ونغمة.",
        "الثواني تمضي: اثنتان، ثلاث.",
        "كريم: اثنتان أخريان، وينتهي المقطع & الاختبار.",
    ]
    assert page.locator(".transcript ol").evaluate("e => [e.lang, getComputedStyle(e).direction]") == ["ar", "rtl"]
    page.locator(".transcript select").select_option("en")
    page.get_by_text("A test picture and a tone.").wait_for()
    assert page.locator(".transcript ol").evaluate("e => [e.lang, getComputedStyle(e).direction]") == ["en", "ltr"]


def test_a_transcript_by_keyboard(visit: Callable, full: Built) -> None:
    """One step of the tab key for all lines, arrows between them, Enter to jump."""
    page = visit(full, now=OVER).open("webcast/")
    page.get_by_role("button", name="Transcript").press("Enter")
    page.locator(".transcript li").nth(2).wait_for()
    page.get_by_role("searchbox").focus()
    for key in ("Tab", "Tab", "ArrowDown", "End", "ArrowUp"):
        page.keyboard.press(key)
    assert "0:00:02" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    plays_from(page.locator("video"), 2)
    page.locator(".transcript select").focus()
    page.keyboard.press("Tab")
    assert "0:00:02" in page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "not allowed"])
def test_a_transcript_from_another_host(visit: Callable, small: Callable, allowed: bool) -> None:
    """It is shown where the host allows it; else there is a link to it."""
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    reader = visit(
        small(text.replace("transcript: {en: media/clip.en.vtt, ar: media/clip.ar.vtt}", "transcript: https://said.example.org/1.vtt")),
        now=OVER,
    )
    headers = {"Access-Control-Allow-Origin": "*" if allowed else "https://other.example.org", "Content-Type": "text/vtt"}
    reader.page.route("https://said.example.org/*", lambda route: route.fulfill(path=DATA / "media/clip.en.vtt", headers=headers))
    page = reader.open("webcast/")
    page.get_by_role("button", name="Transcript").click()
    if allowed:
        page.get_by_role("region", name="Transcript").get_by_role("button", name="The seconds go by").wait_for()
    else:
        link = page.get_by_role("link", name="Open the transcript")
        link.wait_for()
        assert link.get_attribute("href") == "https://said.example.org/1.vtt"


# ── from the agenda ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_item_leads_to_its_place_in_the_recording(visit: Callable, full: Built) -> None:
    """Two clicks from the agenda to the picture at that second."""
    page = visit(full, now=OVER).open("agenda/#panel-voices")
    page.locator("#panel-voices").get_by_role("link", name="Watch from 0:00:04").click()
    page.wait_for_url("**/webcast/#recording-d1-morning@4")
    page.get_by_role("button", name="Play from 0:00:04").click()
    plays_from(page.locator("#player-d1-morning video"), 4)
