"""The agenda on another site's page, and the screens of the house."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Small
from tests.conftest import plain

DURING = "2027-06-01T08:10:00Z"  # 10:10 at the venue


@pytest.fixture
def around() -> Iterator[Callable[[str], str]]:
    """Serves a page of another site, whose body is given."""
    servers = []

    def start(body: str, policy: str = "", **files: str) -> str:
        class Host(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self.send_response(200)
                name = self.path[1:].replace("-", "_").replace(".", "_")
                kind = {"js": "javascript", "css": "css"}.get(name.rpartition("_")[2], "html")
                self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                if name in files:
                    self.wfile.write(files[name].encode())
                else:
                    self.wfile.write(f"<!doctype html><title>Host</title><link rel=icon href=data:,>{body}".encode())

        server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.mark.parametrize("sandbox", ["", " sandbox='allow-scripts allow-popups'"], ids=["plain", "sandboxed"])
def test_the_agenda_stands_in_another_page(six: Small, visit: Callable, around: Callable, serve: Callable, sandbox: str) -> None:
    """It tells how high it is, has the theme that is asked for, and its links open the site beside the page."""
    inner = serve(six.folder) + "ar/embed/agenda/?theme=dark"
    listener = "<script>addEventListener('message', (e) => { document.title = e.data.height; })</script>"
    reader = visit(six, now=DURING, width=700)
    page = reader.page
    page.goto(around(f"<h1>Host</h1>{listener}<iframe{sandbox} src='{inner}' title='Agenda' width=600></iframe>"))
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="الاختبار 0").wait_for()
    page.wait_for_function("Number(document.title) > 1000")
    assert frame.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(20, 23, 26)"
    assert frame.locator("body").evaluate("e => e.scrollWidth <= innerWidth")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="الاختبار 0").click()
    assert opened.value.url.endswith("/ar/agenda/talk-0/") and reader.wrong == []


def test_the_readme_has_what_a_strict_policy_lets_through(six: Small, visit: Callable, around: Callable, serve: Callable) -> None:
    """What it says to put into the page and into its two files gives a frame as high as the agenda."""
    site = serve(six.folder)
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    told = readme.partition("## On other pages")[2].replace("https://EXAMPLE.ORG/", site)
    blocks = [block.replace("\n    ", "\n").strip() for block in re.findall(r"(?:\n    [^\n]*)+", told)]
    html, css, script = blocks[:3]
    policy = f"default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; frame-src {site}"
    reader = visit(six, now=DURING, width=700)
    reader.page.goto(around(html.replace('loading="lazy"', ""), policy, agenda_frame_css=css, agenda_frame_js=script))
    reader.page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height > 1000")
    assert reader.page.locator("iframe").bounding_box()["width"] > 600 and reader.wrong == []


def test_the_fragment_can_be_put_anywhere(six: Small) -> None:
    """Its links are absolute, and it brings no script, style or id."""
    text = (six.folder / "ar/embed/agenda/fragment.html").read_text(encoding="utf-8")
    assert text.startswith('<section class="microsite-agenda" lang="ar" dir="rtl">') and text.rstrip().endswith("</section>")
    assert 'href="https://example.org/sub/ar/agenda/talk-0/"' in text
    assert 'href="../' not in text and "<script" not in text and " id=" not in text and " style=" not in text


def test_the_screen_of_a_room_shows_what_is_on_and_what_is_next(six: Small, visit: Callable) -> None:
    """With who speaks, each name in its own direction, since when and until when; by the clock, without a reload."""
    reader = visit(six, now=DURING, width=1920, height=1080)
    page = reader.open("screen/room-a/")
    assert page.locator(".clock").inner_text() == "10:10"
    assert page.locator(".now p").all_inner_texts()[:3] == [
        "Now",
        "Testing in practice 0",
        "since 10:00 until 10:30 · \u2068Ada Abara\u2069, \u2068Bola Abara\u2069",
    ]
    assert page.locator(".next p").all_inner_texts()[:2] == ["Next", "Metadata in practice 6"]
    reader.at("2027-06-01T08:31:00Z")
    assert page.locator(".now .title").inner_text() == "Metadata in practice 6"
    reader.at("2027-06-05T23:00:00Z")
    assert page.locator("main").inner_text() == "This session has ended"
    assert reader.wrong == []


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 720), *(pytest.param(*each, marks=pytest.mark.slow) for each in ((1920, 1080), (1080, 1920)))]
)
def test_the_screen_of_the_lobby_has_all_rooms(six: Small, visit: Callable, width: int, height: int) -> None:
    """Each with what is on, in Arabic from the right, in turn where they are many: letters are large, nothing is cut off; no cursor.
    (`make fuzz` has larger screens.)"""
    reader = visit(six, now=DURING, width=width, height=height)
    page = reader.open("ar/screen/")
    rows = page.locator(".rooms li")
    assert rows.count() == 6
    seen = set()
    for moment in (DURING, "2027-06-01T08:10:15Z"):
        reader.at(moment)
        for row in rows.all():
            if box := row.bounding_box():
                seen.add(row.locator("> .label").inner_text())
                assert row.locator(".now .title").count() == 1
                assert box["y"] + box["height"] <= page.locator("footer").bounding_box()["y"] + 1
        assert page.locator("main").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 32 / 1080 * min(width, height)
    assert len(seen) == 6
    reader.at(DURING)
    assert page.locator("body").evaluate("e => getComputedStyle(e).cursor") == "none"
    assert rows.first.locator("> .label").bounding_box()["x"] > rows.first.locator(".next").bounding_box()["x"]
    assert page.locator("footer img").evaluate("e => e.naturalWidth") > 0


LONG = "interpretation: [ar, zh, en, fr, ru, es]\n"
IN_EVERY_RUN = [("", 1080, 1920), ("ar/", 1920, 1080), ("zh/", 1080, 1920)]
"""Each language on a screen that lies or stands; `make fuzz` has it on the other too."""


@pytest.mark.parametrize(
    ("folder", "width", "height"),
    [*IN_EVERY_RUN, *(pytest.param(folder, height, width, marks=pytest.mark.slow) for folder, width, height in IN_EVERY_RUN)],
)
def test_a_screen_uses_its_height_and_cuts_nothing(small: Callable, visit: Callable, folder: str, width: int, height: int) -> None:
    """With few rooms, all languages and hours stand there whole, in large letters."""
    page = visit(small(THREE_PLACES + LONG, ("en", "ar", "zh")), width=width, height=height).open(
        f"{folder}screen/", now="2027-06-01T03:30:00Z"
    )
    assert page.locator("main").evaluate("e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth")
    hides = "es => es.filter(e => getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight).map(e => e.textContent)"
    assert page.locator("main p").evaluate_all(hides) == []
    assert page.locator(".rooms .aside").evaluate_all("es => Math.min(...es.map(e => parseFloat(getComputedStyle(e).fontSize)))") >= 36
    box = page.locator(".rooms").bounding_box()
    assert box["height"] > 0.5 * page.locator("main").bounding_box()["height"]


THREE_PLACES = """title: {en: Voices, ar: أصوات, zh: 声音}
organizer: {name: Institute}
dates: {start: 2027-06-01, end: 2027-06-03}
zone: Asia/Kathmandu
venue: {name: House, room: hall}
rooms: {hall: {name: Hall}, attic: {name: Attic}, cellar: {name: Cellar}}
agenda:
  days:
    - date: 2027-06-01
      sittings:
        - id: first
          start: 09:00
          end: 20:00
          items:
            - {id: opening, kind: opening, start: 09:00, end: 10:00}
            - {id: posters, kind: poster, title: Posters, start: 09:00, end: 11:00}
            - {id: coffee, kind: bilateral, title: A meeting, start: 09:00, end: 11:00}
            - {id: lab, kind: workshop, title: Lab, room: attic, start: 09:00, end: 10:00}
    - date: 2027-06-02
      sittings:
        - id: second
          start: 09:00
          end: 18:00
          items:
            - {id: talk, kind: keynote, title: Talk, start: 09:30, end: 12:00}
            - {id: repair, kind: workshop, title: Repair, room: attic, start: 14:00, end: 15:00}
    - {date: 2027-06-03, sittings: [{id: third, start: 09:00, end: 12:00}]}
"""


@pytest.fixture
def three_places(small: Callable) -> Small:
    return small(THREE_PLACES, ("en", "ar", "zh"))


@pytest.mark.parametrize(
    ("folder", "day"), [pytest.param("", "Wed 2, ", marks=pytest.mark.slow), ("ar/", "الأربعاء، 2، "), ("zh/", "2日周三，")]
)
def test_what_is_next_on_another_day_names_it(three_places: Small, visit: Callable, folder: str, day: str) -> None:
    """In the evening for the next morning, in the lobby and beside the door; on the day itself its hour is enough."""
    reader = visit(three_places, now="2027-06-01T14:00:00Z", width=1920, height=1080)
    page = reader.open(f"{folder}screen/")
    assert page.locator(".next .title + .aside").all_inner_texts() == [f"{day}09:30", f"{day}14:00"]
    page = reader.open(f"{folder}screen/attic/")
    assert page.locator(".next .title + .aside").all_inner_texts() == [f"{day}14:00"]
    reader.at("2027-06-01T18:20:00Z")  # 00:05 at the venue
    assert page.locator(".next .title + .aside").all_inner_texts() == ["14:00"]
    assert reader.wrong == []


def test_what_has_no_room_is_in_the_lobby_once(three_places: Small, visit: Callable) -> None:
    """In the venue's room; what is beside others in a row of its own, several at once together, and no row when there is nothing."""
    reader = visit(three_places, now="2027-06-01T03:30:00Z", width=1920, height=1080)
    page = reader.open("screen/")
    rows = [row.locator("p").all_inner_texts() for row in page.locator(".rooms li").all()]
    assert [[plain(text) for text in row if text] for row in rows] == [
        ["Hall", "Opening", "since 09:00 until 10:00", "Next", "Talk", "Wed 2, 09:30"],
        ["Attic", "Lab", "since 09:00 until 10:00", "Next", "Repair", "Wed 2, 14:00"],
        ["Posters / A meeting", "since 09:00 until 11:00"],
    ]
    label, title = page.locator(".rooms li:nth-child(1) > .label"), page.get_by_text("A meeting")
    assert title.bounding_box()["x"] == page.get_by_text("Opening").bounding_box()["x"] > label.bounding_box()["x"]
    reader.at("2027-06-01T14:00:00Z")
    assert page.locator(".rooms > li > .label").all_inner_texts() == ["Hall", "Attic"]
    page = reader.open("screen/hall/")
    assert page.locator(".next .title").inner_text() == "Talk", "beside its own door too"


def test_what_is_for_all_is_first_where_no_room_is_known(small: Callable, visit: Callable) -> None:
    """Once, and not in each room as if it were held there."""
    reader = visit(small(THREE_PLACES.replace(", room: hall}", "}").replace("title: A meeting", "title: A meeting, room: cellar")))
    page = reader.open("screen/", now="2027-06-01T03:30:00Z")
    assert [plain(row.locator(".now .title").inner_text()) for row in page.locator(".rooms li").all()] == [
        "Opening / Posters",
        "A meeting",
        "Lab",
    ]


def test_a_screen_says_that_the_session_is_over_when_it_is(three_places: Small, visit: Callable) -> None:
    """Not in a room in which nothing is held, nor after the last item of a room."""
    reader = visit(three_places, now="2027-06-01T03:30:00Z", width=1920, height=1080)
    for room, now, said in [
        ("cellar", "2027-06-01T03:30:00Z", "Nothing is on at the moment."),
        ("attic", "2027-06-03T04:00:00Z", "Nothing is on at the moment."),
        ("attic", "2027-06-03T06:15:00Z", "This session has ended"),
    ]:
        assert reader.open(f"screen/{room}/", now=now).locator("main").inner_text() == said


UNUSUAL = """title: Voices
organizer: {name: Institute}
dates: {start: 2027-06-01, end: 2027-06-02}
zone: Europe/Zurich
venue: {name: House, room: hall}
interpretation: [en, fr]
rooms: {hall: {name: Hall}, garden: {name: Garden}}
agenda:
  days:
    - date: 2027-06-01
      all_day: [{id: exhibition, kind: presentation, title: Exhibition, room: garden}]
      sittings:
        - id: morning
          start: 09:00
          end: 17:00
          members_only: true
          items:
            - {id: talk, kind: keynote, title: Talk, start: 09:00, if_needed: true, full: true}
            - {id: tea, kind: break, start: 11:00, end: 11:30}
            - {id: contracts, kind: panel, title: Contracts, start: 14:00, end: 15:00, cancelled: true}
            - {id: floor, kind: open_floor, title: Open floor, start: 15:30, open_end: true}
    - {date: 2027-06-02, sittings: [{id: last, start: 09:00, end: 12:00, items: [{id: end, kind: closing, title: End, start: 10:00, end: 11:00}]}]}
"""


@pytest.fixture
def unusual(small: Callable) -> Small:
    return small(UNUSUAL)


def _lines(page: Page) -> list[str]:
    """What a screen says, without the clock."""
    return [plain(line) for line in page.locator("main").inner_text().split("\n") if line]


def test_the_agenda_elsewhere_says_what_is_cancelled_and_where_items_are(unusual: Small) -> None:
    """In words, for a server without our styles and for screen readers; the rooms of all, with those that only the venue gives."""
    text = (unusual.folder / "embed/agenda/fragment.html").read_text(encoding="utf-8")
    rows = [plain(" ".join(re.sub("<[^>]*>", " ", row).split())) for row in re.findall("<li.*?</li>", text, re.DOTALL)]
    assert rows[:4] == [
        "All day Exhibition Garden",
        "09:00 Talk No places left If needed Members only Hall",
        "11:00 – 11:30 Break",
        "14:00 – 15:00 Contracts Cancelled Hall",
    ], "that it is for members only, its sitting says"


def test_what_lasts_all_day_is_on_and_next_in_its_room(unusual: Small, visit: Callable) -> None:
    """It has a row in the lobby too, and beside its door it is announced on the eve."""
    reader = visit(unusual, now="2027-05-31T18:00:00Z", width=1920, height=1080)
    assert _lines(reader.open("screen/garden/"))[2:] == ["Next", "Exhibition", "Tue 1 · All day"]
    reader.at("2027-06-01T08:00:00Z")
    assert _lines(reader.page) == ["Now", "Exhibition", "All day"]
    page = reader.open("screen/")
    assert page.locator(".rooms > li > .label").all_inner_texts() == ["Hall", "Garden"]
    assert reader.wrong == []


def test_a_screen_says_whom_an_item_is_for_and_no_end_that_nobody_gave(unusual: Small, visit: Callable) -> None:
    """That it is for members, held if needed, or full; the languages say that they are of interpretation."""
    page = visit(unusual).open("screen/hall/", now="2027-06-01T08:00:00Z")
    interpretation = "Interpretation: English and French"
    limits = "No places left · If needed · Members only"
    assert _lines(page)[:5] == ["Now", "Talk", "since 09:00", limits, interpretation]


def test_what_has_an_open_end_stays(unusual: Small, visit: Callable) -> None:
    """After the end of its sitting, but not on the next day."""
    reader = visit(unusual)
    page = reader.open("screen/hall/", now="2027-06-01T16:30:00Z")
    assert _lines(page)[:3] == ["Now", "Open floor", "since 15:30"]
    reader.at("2027-06-01T22:30:00Z")
    assert _lines(page)[:2] == ["Now", "Nothing is on at the moment."]


@pytest.mark.parametrize("path", ["screen/hall/", "screen/"])
def test_a_screen_says_what_is_cancelled(unusual: Small, visit: Callable, path: str) -> None:
    """Until it would be over, beside what is on or that nothing is; and nothing of it on the eve."""
    reader = visit(unusual, width=1920, height=1080)
    page = reader.open(path, now="2027-06-01T12:20:00Z")
    said = _lines(page)
    at = said.index("Nothing is on at the moment.")
    assert said[at + 1 : at + 5] == ["Cancelled: Contracts", "14:00", "Next", "Open floor"]
    reader.at("2027-06-01T08:00:00Z")
    assert "Cancelled: Contracts" in _lines(page) and "Talk" in _lines(page)
    for moment in ("2027-05-31T18:00:00Z", "2027-06-01T13:00:00Z"):
        reader.at(moment)
        assert "Cancelled: Contracts" not in _lines(page)


ONE_ROOM = """title: Voices
organizer: {name: Institute}
dates: {start: 2027-06-01, end: 2027-06-01}
zone: Europe/Zurich
agenda: {days: [{date: 2027-06-01, sittings: [{id: day, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, start: 10:00}]}]}]}
"""


def test_a_screen_takes_a_new_version_when_the_network_is_there(small: Callable, visit: Callable) -> None:
    """Without a network it goes on with what it has."""
    site = small(ONE_ROOM, own=True)
    reader = visit(site, now=DURING)
    page = reader.open("screen/", idle=True)
    assert page.locator(".now .title").inner_text() == "Keynote"
    page.evaluate("document.title = 'old'")
    (site.folder / "version.txt").write_text("another", encoding="utf-8")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(200)
    assert page.title() == "old"
    page.context.set_offline(False)  # the browser says that it is online
    page.wait_for_function("document.title !== 'old'")
