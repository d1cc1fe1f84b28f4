"""Pictures of the pages, to look at: every page in ar, zh and en, at 320 and 1280 pixels, light and dark, at three moments.

`python -m tests.browser.screenshots [SITE] [FOLDER]` (make screenshots) writes FOLDER/MOMENT/LANGUAGE-PAGE-WIDTH-SCHEME.png.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET
from tests.conftest import PREFIX, _Pages
from tests.setup_tools import chromium
from tests.test_site import PARTS, prefix

MOMENTS = {"before": "2025-09-28T10:00:00Z", "live": "2025-10-28T10:00:00Z", "after": "2025-11-20T10:00:00Z"}


def main(site: Path, folder: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for width in (320, 1280):
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="Europe/Zurich", reduced_motion="reduce")
                for moment, now in MOMENTS.items():
                    page.clock.set_fixed_time(now)
                    (folder / moment).mkdir(parents=True, exist_ok=True)
                    for language in ("ar", "zh", "en"):
                        for part in PARTS:
                            page.goto(f"http://127.0.0.1:{server.server_port}{PREFIX}{prefix(language)}{part}")
                            page.wait_for_load_state("networkidle")
                            page.screenshot(path=folder / moment / f"{language}-{part.strip('/') or 'event'}-{width}-{scheme}.png", full_page=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"), Path(sys.argv[2] if len(sys.argv) > 2 else "screenshots"))
