"""What a reader's browser loads for each page, from a server that compresses as GitHub Pages does.

`python -m benchmarks.page_weight [SITE]` (make weight) prints a table: first load with an empty cache, the next page with a warm one.
Counts of bytes and requests, no times; exit 1 where a page passes its budget.
"""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET
from tests.conftest import LANGUAGES, PREFIX, _Pages
from tests.setup_tools import chromium
from tests.test_site import PARTS, prefix

FIRST = 60_000, 6
"""Bytes and requests of a first load."""
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


def load(browser: Browser, *addresses: str) -> tuple[int, int]:
    """Bytes (bodies as sent) and requests of the last of the pages, visited one after the other."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    seen: dict[str, int] = {}
    session.on("Network.loadingFinished", lambda event: seen.__setitem__(event["requestId"], int(event["encodedDataLength"])))
    cached: set[str] = set()
    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    for address in addresses:
        seen.clear()
        cached.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
    context.close()
    sizes = [size for request, size in seen.items() if request not in cached and size > 0]
    return sum(sizes), len(sizes)


def main(site: Path) -> bool:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    kept = True
    print("| page | first load: kB, requests (heaviest language) | next page: kB, requests |")
    print("|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for part in PARTS:
            first = max((load(browser, base + prefix(language) + part), language) for language in LANGUAGES)
            language = first[1]
            other = PARTS[1] if part != PARTS[1] else PARTS[0]
            following = load(browser, base + prefix(language) + other, base + prefix(language) + part)
            print(f"| {part.strip('/') or 'first page'} | {first[0][0] / 1000:.1f}, {first[0][1]} ({language}) | {following[0] / 1000:.1f}, {following[1]} |", flush=True)
            kept &= first[0][0] <= FIRST[0] and first[0][1] <= FIRST[1] and following[0] <= NEXT[0] and following[1] <= NEXT[1]
        browser.close()
    server.shutdown()
    return kept


if __name__ == "__main__":
    sys.exit(0 if main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")) else "A page passes its budget")
