"""From a save of the data file under `mkdocs serve` to the page that shows it: the real server, and the page open in Chromium.

The title of the session changes, which stands on every page, with the first page open; then the title of an item, with its day's;
then also the number of lines, so that everything below has another place.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from benchmarks import agendas, projects
from benchmarks.measure import table
from microsite.source.loading import load
from tests.browser.conftest import QUIET
from tests.conftest import PREFIX, SESSION12
from tests.setup_tools import whole_chromium

PATIENCE = 300
"""Seconds until a server must answer, or a save must show."""


def seconds(browser: Browser, data: Path, saves: int, day: str = "", *, grows: bool = False) -> list[float]:
    """How long each of some saves took to show, on the first page or on that of a day; each may add a line."""
    with tempfile.TemporaryDirectory() as folder:
        project = projects.ours(Path(folder) / "project", data)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "--quiet", "serve", "-a", f"127.0.0.1:{port}"]
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": folder}
        server = subprocess.Popen(command, cwd=project.folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return _saves(browser, project.folder / "data" / "session12.yml", f"http://127.0.0.1:{port}{PREFIX}", saves, day, grows)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)  # the sites are removed, which may take long


def _saves(browser: Browser, data: Path, address: str, saves: int, day: str, grows: bool) -> list[float]:
    _wait(address)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}agenda/{day}/" if day else address)
    session = load(data).session
    title = next(item for of, _, item in session.items() if str(of.date) == day).title if day else session.title
    changed = title.root["en"]
    text = data.read_text(encoding="utf-8")
    took = []
    for number in range(1, saves + 1):
        time.sleep(1.5)  # an editor does not save at once again
        begun = time.perf_counter()
        data.write_text(text.replace(changed, f"{changed}, saved {number}" + "\n# A note" * number * grows, 1), encoding="utf-8")
        page.locator("main", has_text=f", saved {number}").wait_for()
        took.append(time.perf_counter() - begun)
    page.close()
    return took


def _wait(address: str) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        try:
            urlopen(address).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("mkdocs serve did not answer")


def main(saves: int = 7) -> None:
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=whole_chromium(), args=QUIET)
        thousand = Path(folder) / "agenda.yml"
        agendas.write(thousand, 1000)
        twelfth = SESSION12
        first = str(agendas.FIRST)
        for name, data, day, grows in (
            ("session12", twelfth, "", False),
            ("1,000 items", thousand, "", False),
            ("1,000 items, a day's page of 200", thousand, first, False),
            ("1,000 items, a day's page of 200, a line more", thousand, first, True),
        ):
            took = seconds(browser, data, saves, day, grows=grows)
            rows.append((name, f"{statistics.median(took):.2f}", f"{min(took):.2f} – {max(took):.2f}"))
        browser.close()
    print(f"\n### From a save under `make serve` to the page in the browser, median of {saves} saves\n")
    print(table(("data file", "s", "from – to, s"), rows))
