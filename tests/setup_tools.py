"""Finds what the tests need, or installs it: a Chromium (Debian’s package as root, Playwright’s own elsewhere), and the Nu HTML checker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

JARS = Path(sys.prefix) / "share" / "vnu"
CHECKER = "vnu-jar@26.9.27"


def chromium() -> str | None:
    """The path of a system's Chromium; None where Playwright's own is to be used."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


def checker() -> Path | None:
    """The Nu HTML checker (npm package vnu-jar), if it is here and Java to run it; the tests of validity are skipped without."""
    jar = JARS / "package" / "build" / "dist" / "vnu.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def fetch_checker() -> None:
    if checker() or not (shutil.which("java") and shutil.which("npm")):
        return
    JARS.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["npm", "pack", "--silent", CHECKER], cwd=JARS, capture_output=True, text=True, check=False)
    if packed.returncode == 0:
        with tarfile.open(JARS / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(JARS, filter="data")


def main() -> None:
    fetch_checker()
    if chromium() or _playwright_has_one():
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("installing Chromium and fonts (Debian's packages)", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core", "fonts-noto-cjk"], check=True, **quiet)
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()
