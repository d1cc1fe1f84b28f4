"""What a reader's browser loads for each page, from a server that compresses as GitHub Pages does.

`python -m benchmarks.page_weight [SITE]` (make weight) prints a table: first load with an empty cache, the next page with a warm one.
Counts of bytes and requests, no times; exit 1 where a page passes its budget.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from microsite.source.loading import load as load_session
from tests import six_rooms
from tests.browser.conftest import QUIET
from tests.conftest import LANGUAGES, PREFIX, _Pages
from tests.render.test_site import PARTS, prefix
from tests.rendering import rendered
from tests.setup_tools import whole_chromium

FIRST = 30_000, 6
"""Bytes and requests of a first load."""
LARGE = 45_000
"""Bytes of a first load where a page lists hundreds of things: a large agenda, a day of it, all its people."""
NEXT = 25_000, 2
"""Of the next page."""


class Compressed(_Pages):
    """Text is sent with gzip, and everything may be kept for ten minutes."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.split("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or path.suffix not in (".html", ".css", ".js", ".svg", ".json"):
            return super().do_GET()
        content = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextlib.contextmanager
def serve(site: Path) -> Iterator[str]:
    """The address at which a site is served under its sub-path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()


@dataclass
class Load:
    """What the last of some pages asked for."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Bytes as sent, by the kind of what was asked for (document, stylesheet, script, other)."""
    requests: int = 0
    failed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Addresses on other hosts."""
    seen: dict[str, float] = field(default_factory=dict)
    """What `look` gave."""

    @property
    def bytes(self) -> int:
        return sum(self.kinds.values())


def load(browser: Browser, *addresses: str, script: str = "", look: str = "", slower: float = 1, **options: object) -> Load:
    """The last of the pages, visited one after the other; `script` runs before each, and `look` gives numbers of the last.

    `slower` is how many times slower the processor is made; `options` are of the browser's context.
    """
    context = browser.new_context(service_workers="block", **options)  # it answers what is counted here
    if script:
        context.add_init_script(script)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found, kinds, cached = Load(), {}, set()

    def asked(event: dict) -> None:
        kinds[event["requestId"]] = event["type"].lower()
        if urlsplit(event["request"]["url"]).netloc != urlsplit(addresses[-1]).netloc and event["request"]["url"].startswith("http"):
            found.elsewhere.append(event["request"]["url"])

    def finished(event: dict) -> None:
        size = int(event["encodedDataLength"])
        if event["requestId"] not in cached and size > 0:
            kind = kinds[event["requestId"]]
            found.kinds[kind] = found.kinds.get(kind, 0) + size
            found.requests += 1

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    session.on("Network.loadingFinished", finished)
    session.on("Network.loadingFailed", lambda event: found.failed.append(event["errorText"]))
    session.on(
        "Network.responseReceived", lambda event: event["response"]["status"] >= 400 and found.failed.append(event["response"]["url"])
    )
    for address in addresses:
        found.kinds.clear()
        found.requests = 0
        cached.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
    if look:
        measured = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        found.seen = {**page.evaluate(look), "scripts": measured["ScriptDuration"] * 1000}
    context.close()
    return found


def main(site: Path) -> bool:
    """Whether every page keeps its budget, of this site and of a large conference."""
    kept = True
    print("| page | first load: kB, requests (heaviest language) | next page: kB, requests |")
    print("|---|---|---|")
    with serve(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=whole_chromium(), args=QUIET)
        for part in PARTS:
            language, first = max(((each, load(browser, base + prefix(each) + part)) for each in LANGUAGES), key=lambda pair: pair[1].bytes)
            other = PARTS[1] if part != PARTS[1] else PARTS[0]
            following = load(browser, base + prefix(language) + other, base + prefix(language) + part)
            print(
                f"| {part.strip('/') or 'first page'} | {first.bytes / 1000:.1f}, {first.requests} "
                f"({language}) | {following.bytes / 1000:.1f}, {following.requests} |",
                flush=True,
            )
            kept &= first.bytes <= FIRST[0] and first.requests <= FIRST[1] and following.bytes <= NEXT[0] and following.requests <= NEXT[1]
        browser.close()
    return kept & six_rooms_keep(FIRST[0])


def six_rooms_keep(most: int) -> bool:
    """Whether the pages of the conference of six rooms keep their budget; prints a table of them."""
    kept = True
    print("\nA conference of 240 items in six rooms, 180 people with portraits (as many as a screen shows are loaded), three languages:\n")
    print("| page | first load: kB, requests (heaviest language) | without pictures |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        docs, site, data = Path(folder, "docs"), Path(folder, "site"), Path(folder, "session.yml")
        data.write_text(six_rooms.text(), encoding="utf-8")
        six_rooms.draw(docs)
        rendered(load_session(data, docs=docs).session, six_rooms.LANGUAGES, docs).write(site)
        with serve(site) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=whole_chromium(), args=QUIET)
            for part, budget in (
                ("", most),
                ("agenda/", LARGE),
                ("agenda/2027-06-01/", LARGE),
                ("agenda/talk-1/", most),
                ("people/", LARGE),
            ):
                loads = ((each, load(browser, base + prefix(each) + part)) for each in six_rooms.LANGUAGES)
                language, first = max(loads, key=lambda pair: pair[1].bytes)
                text = first.bytes - first.kinds.get("image", 0)
                print(
                    f"| {part.strip('/') or 'first page'} | {first.bytes / 1000:.1f}, {first.requests} ({language}) | {text / 1000:.1f} |",
                    flush=True,
                )
                kept &= text <= budget
            browser.close()
    return kept


if __name__ == "__main__":
    sys.exit(0 if main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")) else "A page passes its budget")
