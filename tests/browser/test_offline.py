"""The service worker: what was opened is there without a network, and what is published comes first where there is one."""

from __future__ import annotations

import functools
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, TimeoutError

from microsite.source.loading import load
from tests.conftest import PREFIX, _Pages
from tests.rendering import Rendered, rendered

TEXT = """title: {en: Voices, ar: أصوات}
organizer: {name: Harbour Institute}
dates: {start: 2026-10-24, end: 2026-10-25}
zone: Europe/Zurich
rooms: {hall: {name: {en: Hall, ar: القاعة}}, attic: {name: Attic}}
agenda:
  status: final
  pages: days
  days:
  - date: 2026-10-24
    sittings:
    - {id: first, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, start: 09:00, title: {en: Talk, ar: كلمة}, room: hall}]}
  - date: 2026-10-25
    sittings:
    - {id: second, start: 09:00, end: 18:00, items: [{id: panel, kind: panel, start: 09:00, title: {en: Panel, ar: ندوة}}]}
"""


@functools.cache
def titled(title: str, offline: bool) -> Rendered:
    """The site with another title, rendered once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "session.yml")
        path.write_text(TEXT, encoding="utf-8")
        session = load(path).session
    session = session.model_copy(update={"title": type(session.title)({"en": title, "ar": f"{title} أصوات"})})
    return rendered(session, ["en", "ar"], offline=offline)


class Host:
    """A site on a server whose network can be bad: `gone`, `slow`, `half` a response or an `error` of the server."""

    def __init__(self, folder: Path):
        self.folder, self.network, self.asked = folder, "", list[str]()
        host = self

        class Handler(_Pages):
            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-cache")  # else a file counts as fresh for a tenth of its age
                super().end_headers()

            def do_GET(self) -> None:
                host.asked.append(self.path.removeprefix(PREFIX))
                if host.network == "gone":
                    self.close_connection = True
                elif host.network == "error":
                    self.send_error(503)
                elif host.network == "half" and not self.path.endswith(".js"):
                    content = Path(self.translate_path(self.path), "index.html").read_bytes()
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content[: len(content) // 2])
                    self.close_connection = True
                else:
                    time.sleep(1 if host.network == "slow" and not self.path.endswith(".js") else 0)
                    super().do_GET()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}{PREFIX}"
        self.publish()

    def publish(self, title: str = "Voices", *, offline: bool = True) -> None:
        """The site, with another title; its scripts wait for less than a second, where they would for three. It takes its place as a whole:
        a file that is being sent is sent to its end."""
        next_one = self.folder.with_name("next")
        titled(title, offline).write(next_one)
        for name, waits, less in (("sw.js", "LIMIT = 3000", "LIMIT = 200"), ("assets/microsite.js", "timeout: 1000", "timeout: 20")):
            text = (next_one / name).read_text(encoding="utf-8")
            assert waits in text
            (next_one / name).write_text(text.replace(waits, less), encoding="utf-8")
        if self.folder.exists():
            self.folder.rename(self.folder.with_name(f"before {title}"))
        next_one.rename(self.folder)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    found = Host(tmp_path / "site")
    yield found
    found.network = ""
    found.server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context()
    yield found
    found.close()


KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
  async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""


def kept(page: Page, host: Host) -> set[str]:
    """The paths of what is kept of the site."""
    return {url.removeprefix(host.address) for urls in page.evaluate(KEPT).values() for url in urls}


def until(is_so: Callable[[], bool]) -> None:
    """Waits for what happens in the background."""
    for _ in range(800):
        if is_so():
            return
        time.sleep(0.025)
    raise AssertionError("it does not happen")


def visit(page: Page, address: str, wait_until: Literal["commit", "load"] = "load") -> Response | None:
    """Playwright loses one navigation in about two hundred that begin while a service worker takes the place of another, which then neither
    fails nor ends; Chromium without it lost none. The reader would not see it, so it is tried again."""
    try:
        return page.goto(address, wait_until=wait_until, timeout=5000)
    except TimeoutError:
        return page.goto(address, wait_until=wait_until)


def visit_again(page: Page, address: str) -> None:
    """A later visit, at which the browser looks for a new service worker; on a busy machine it puts that off, so it is asked to, and again
    where it refuses while it is at it."""
    visit(page, address)
    page.evaluate(
        """async () => {
      for (let left = 5; left; left -= 1) {
        const found = await navigator.serviceWorker.getRegistration();
        try { return void (await found?.update()); } catch { await new Promise((later) => setTimeout(later, 300)); }
      }
    }"""
    )


def open_and_keep(context: BrowserContext, host: Host, *paths: str) -> Page:
    """Opens pages, one after the other, until each is kept and the script is at work."""
    page = context.new_page()
    for path in paths:
        visit(page, host.address + path)
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        until(lambda path=path: path.split("?")[0] in kept(page, host))
    until(lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    return page


def heading(page: Page) -> str:
    return page.locator("main h1").inner_text()


def test_what_was_opened_is_there_without_a_network(host: Host, context: BrowserContext) -> None:
    """The agenda with the days that were opened and what the reader has chosen, and the practical page with it; in their language, with
    its look and scripts. What was not opened is not there, and no other language is."""
    page = open_and_keep(context, host, "ar/agenda/", "ar/agenda/2026-10-24/")
    page.evaluate("localStorage.setItem('seen', 'kept')")
    until(lambda: {"ar/agenda/", "ar/practical/"} <= kept(page, host))
    until(lambda: any("agenda.js" in name for name in kept(page, host)))
    host.network = "gone"
    for path in ("ar/agenda/", "ar/agenda/?mine=1#_main", "ar/agenda/2026-10-24/", "ar/practical/"):
        visit(page, host.address + path)
        assert page.locator("html").get_attribute("lang") == "ar" and heading(page)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 100 and page.locator("html[data-phase]").count() == 1
    for path in ("ar/take-part/", "agenda/", "practical/", "ar/agenda/2026-10-25/"):
        with pytest.raises(Error, match="ERR_"):
            visit(page, host.address + path)


def test_what_is_published_comes_first(host: Host, context: BrowserContext) -> None:
    """At once, with a network; and without one it is there the next time. A page that is gone is gone."""
    page = open_and_keep(context, host, "", "agenda/")
    host.publish("Other voices")
    visit(page, host.address)
    assert heading(page) == "Other voices"
    until(lambda: page.evaluate("() => caches.match(location.href).then((found) => found.text())").count("Other voices") > 1)
    host.network = "gone"
    visit(page, host.address)
    assert heading(page) == "Other voices"
    host.network = ""
    shutil.rmtree(host.folder / "agenda")
    answer = visit(page, f"{host.address}agenda/")
    assert answer and answer.status == 404
    until(lambda: "agenda/" not in kept(page, host))


@pytest.mark.parametrize("network", ["slow", "half", "error"])
def test_a_bad_network_leaves_the_kept_page(host: Host, context: BrowserContext, network: str) -> None:
    """It is shown within the limit, whole, and stays; nobody stays on it: the next good answer takes its place."""
    page = open_and_keep(context, host, "ar/", "ar/agenda/")
    host.publish("New")
    host.network = network
    visit(page, f"{host.address}ar/")
    assert (
        page.evaluate("performance.timing.responseStart - performance.timing.navigationStart") < 900
        and heading(page) == "Voices أصوات"
        and page.locator("footer").count() == 1
    )
    if network == "slow":  # what came too late is what is kept now
        until(lambda: page.evaluate("() => caches.match(location.href).then((found) => found.text())").count("New") > 1)
        host.network = "gone"
        visit(page, f"{host.address}ar/")
        assert heading(page) == "New أصوات"
    host.network = ""

    def is_new() -> bool:  # the limit is so short here that a busy machine can exceed it
        visit(page, f"{host.address}ar/")
        return heading(page) == "New أصوات"

    until(is_new)


def test_a_screen_of_the_house_comes_up_without_a_network(host: Host, context: BrowserContext) -> None:
    """That of a room and that of the lobby, once open, with look, code and what was on last; as the network is back, what is published."""
    context.clock.set_fixed_time("2026-10-24T08:00:00Z")
    page = open_and_keep(context, host, "ar/screen/", "ar/screen/hall/")
    until(lambda: any("screen.css" in name for name in kept(page, host)))
    host.network = "gone"
    for path in ("ar/screen/", "ar/screen/hall/"):
        visit(page, host.address + path)
        assert page.locator(".now .title").first.inner_text() == "كلمة" and page.locator(".of").inner_text() == "Voices أصوات"
        assert page.locator("footer img").evaluate("e => e.naturalWidth") > 0
        assert page.locator("body").evaluate("e => getComputedStyle(e).cursor") == "none"
    host.network = ""
    host.publish("New")

    def is_new() -> bool:
        page.evaluate("dispatchEvent(new Event('online'))")
        try:
            page.get_by_text("New أصوات").wait_for(timeout=2000)
        except TimeoutError:  # the limit is so short here that a busy machine can exceed it
            return False
        return True

    until(is_new)
    until(lambda: page.evaluate("() => caches.match(location.href).then((found) => found.text())").count("New") > 1)
    host.network = "gone"
    visit(page, f"{host.address}ar/screen/hall/")
    assert page.locator(".of").inner_text() == "New أصوات" and page.locator(".now .title").inner_text() == "كلمة"


def test_half_of_a_page_that_was_never_opened_is_not_kept(host: Host, context: BrowserContext) -> None:
    """Nor does it take the place of anything."""
    page = open_and_keep(context, host, "")
    host.network = "half"
    visit(page, f"{host.address}take-part/", wait_until="commit")
    host.network = ""
    visit(page, host.address)
    assert "take-part/" not in kept(page, host)


def test_what_an_earlier_version_has_kept_goes(host: Host, context: BrowserContext) -> None:
    """In another form, and files that no page names any more; what other sites of the host keep stays, and pages that were opened."""
    page = open_and_keep(context, host, "", "agenda/")
    scope = host.address
    page.evaluate(
        """async (scope) => {
      for (const name of [`microsite ${scope} 0`, `microsite ${scope}other/ 1`, "theirs"]) await (await caches.open(name)).put(`${scope}x`, new Response("x"));
      await (await caches.open(`microsite ${scope} 1`)).put(`${scope}assets/old.css?v=1`, new Response("x"));
    }""",
        scope,
    )
    host.publish("Other")
    visit_again(page, host.address)
    until(lambda: f"microsite {scope} 0" not in page.evaluate(KEPT))
    until(lambda: "assets/old.css?v=1" not in page.evaluate(KEPT)[f"microsite {scope} 1"])
    assert {*page.evaluate(KEPT)} == {f"microsite {scope} 1", f"microsite {scope}other/ 1", "theirs"}
    assert {"", "agenda/", "practical/"} <= kept(page, host)


def test_switched_off_it_removes_itself(host: Host, context: BrowserContext) -> None:
    """With all that it has kept, as soon as the reader comes again."""
    page = open_and_keep(context, host, "", "agenda/")
    host.publish(offline=False)
    visit_again(page, host.address)
    until(lambda: page.evaluate(KEPT) == {})
    until(lambda: page.evaluate("() => navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0)
    visit(page, f"{host.address}agenda/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    host.network = "gone"
    with pytest.raises(Error, match="ERR_"):
        visit(page, host.address)


def test_it_leaves_alone_what_is_not_the_sites_own(host: Host, context: BrowserContext) -> None:
    """Archived sessions, files to load down, other sites below it, and what is asked for with another method."""
    page = open_and_keep(context, host, "", "agenda/")
    (host.folder / "12").mkdir()
    (host.folder / "12/index.html").write_text("<h1>Twelfth</h1>", encoding="utf-8")
    for path in ("12/", "version.txt", "calendar/session.ics", "other/"):
        page.evaluate("(address) => fetch(address)", host.address + path)
    page.evaluate("(address) => fetch(address, { method: 'POST' })", f"{host.address}practical/?sent")
    time.sleep(0.2)
    assert not {"12/", "version.txt", "calendar/session.ics", "other/", "practical/?sent"} & kept(page, host)


def test_the_manifest_has_no_fault(host: Host, context: BrowserContext) -> None:
    """As Chromium reads it, below the sub-path."""
    page = context.new_page()
    visit(page, f"{host.address}ar/agenda/")
    found = context.new_cdp_session(page).send("Page.getAppManifest")
    assert found["url"] == f"{host.address}ar/manifest.webmanifest" and found["errors"] == [] and "أصوات" in found["data"]


def test_a_first_page_asks_for_the_script_last_and_once(host: Host, context: BrowserContext) -> None:
    """After all that the page itself needs; of other pages nothing is loaded until the agenda or the practical page is opened."""
    page = open_and_keep(context, host, "")
    page.wait_for_load_state("networkidle")
    first = host.asked[: host.asked.index("sw.js")]
    assert {name.partition("?")[0] for name in first} >= {"", "assets/microsite.css", "assets/microsite.js", "assets/early.js"}
    assert host.asked.count("sw.js") == 1 and not {"agenda/", "practical/", "ar/"} & {*host.asked}
