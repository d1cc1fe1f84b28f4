"""Pictures of the pages, to look at.

`python -m tests.browser.screenshots [SITE] [FOLDER]` (make screenshots) writes

- FOLDER/MOMENT/LANGUAGE-PAGE-WIDTH-SCHEME.png: every page of the site in ar, zh and en, at 320 and 1280 pixels, light and dark,
  at three moments;
- FOLDER/sheets/SESSION-WIDTH.png: contact sheets of the site, of full.yml and of the large conference; every page in six languages
  live, and in English at four moments.
"""

from __future__ import annotations

import functools
import http.server
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from microsite.render.papers import chromium
from tests import conference
from tests.browser.conftest import QUIET
from tests.browser.test_layout import FAR, MOMENTS, TIMES, WIDTHS
from tests.conftest import DATA, LANGUAGES, PREFIX, _Pages, mkdocs, project
from tests.render.test_site import PARTS, prefix

SHEET = """<!doctype html><meta charset="utf-8"><style>
body { margin: 16px; font: 15px sans-serif; background: #888; display: grid; grid-template-columns: repeat(%d, 240px); gap: 12px }
figure { margin: 0 } figcaption { margin-bottom: 4px; color: #fff } img { display: block; width: 240px }
</style>"""
LONGEST = 10
"""Of a page, a contact sheet shows so many times its width."""


def serve(folder: Path) -> str:
    """The address at which a site is served until the program ends."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}{PREFIX}"


def pictures(browser: Browser, base: str, folder: Path) -> None:
    """Each page of the twelfth session in a file of its own."""
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="Europe/Zurich", reduced_motion="reduce"
            )
            for moment in ("before", "live", "after"):
                page.clock.set_fixed_time(MOMENTS[12][moment])
                (folder / moment).mkdir(parents=True, exist_ok=True)
                for language in ("ar", "zh", "en"):
                    for part in PARTS:
                        page.goto(base + prefix(language) + part)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(
                            path=folder / moment / f"{language}-{part.strip('/') or 'event'}-{width}-{scheme}.png", full_page=True
                        )


def shot(page: Page, path: Path) -> str:
    """A picture of a page for a contact sheet; returns what is said above it."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, LONGEST * width)})
    return "" if height <= LONGEST * width else f", first {LONGEST * width} of {height} px"


def sheet(browser: Browser, base: str, session: int, width: int, path: Path) -> None:
    """One contact sheet: a row for each page, a column for each language (live) and for each moment (in English)."""
    columns = [(language, "live") for language in LANGUAGES if language != "en"] + [("en", moment) for moment in TIMES]
    cells: dict[tuple[str, str, str], str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for language, moment in columns:
            page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, timezone_id=FAR[language], reduced_motion="reduce")
            page.clock.set_fixed_time(MOMENTS[session][moment])
            for part in PARTS:
                page.goto(base + prefix(language) + part)
                name = f"{language}-{moment}-{part.strip('/')}.png"
                said = shot(page, Path(folder) / name)
                cells[part, language, moment] = (
                    f'<figure><figcaption>{language} /{part} {moment}{said}</figcaption><img src="{name}"></figure>'
                )
            page.close()
        rows = "".join(cells[part, language, moment] for part in PARTS for language, moment in columns)
        (Path(folder) / "sheet.html").write_text(SHEET % len(columns) + rows, encoding="utf-8")
        page = browser.new_page(viewport={"width": 252 * len(columns) + 20, "height": 900})
        page.goto((Path(folder) / "sheet.html").as_uri())
        page.screenshot(path=path, full_page=True)
        page.close()


def main(site: Path, folder: Path) -> None:
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        large = Path(place) / "conference.yml"
        large.write_text(conference.text(), encoding="utf-8")
        sites = {"session12": (12, site)}
        for name, number, data in (("full", 4, DATA / "full.yml"), ("conference", 23, large)):
            built = project(Path(place) / name, data)
            mkdocs(built).check_returncode()
            sites[name] = number, built / "site"
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, (number, built) in sites.items():
            for width in (360, 768, 1280):
                sheet(browser, serve(built), number, width, folder / "sheets" / f"{name}-{width}.png")
        pictures(browser, serve(site), folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"), Path(sys.argv[2] if len(sys.argv) > 2 else "screenshots"))
