"""What readers search in: an index for each language, made by Pagefind from what is marked in the pages.

A language is indexed as soon as its pages are there, beside the build of the next one: at the end there is little to
wait for, and what a large agenda needs of memory it needs for one language at a time.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable
from pathlib import Path

import pagefind_bin_extended

FOLDER = "pagefind"
"""In the site; search.js looks there."""
ASIDE = ".index"
"""In the site while it is built."""


class Unfinished(Exception):
    """Why the index is not there, as a sentence."""


def indexing(site: Path, index: Path) -> subprocess.Popen[str]:
    """Pagefind, at work on the pages below a folder."""
    command = [str(pagefind_bin_extended.get_executable()), "--site", str(site), "--output-path", str(index), "--silent"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace")


class Indexes:
    """The indexes of a site that is being built, each first in a folder of its own, which is not there in the end."""

    def __init__(self, built: Path):
        self._built = built
        self._aside = built / ASIDE
        self._running: list[tuple[subprocess.Popen[str], Path]] = []

    def begin(self, language: str, paths: Iterable[str]) -> None:
        """Index the pages of a language, which are there now; `paths` are relative to the site, as in `fr/agenda/`."""
        pages = self._aside / language / "pages"
        for path in paths:
            page = path if path.endswith(".html") else f"{path}index.html"
            (pages / page).parent.mkdir(parents=True, exist_ok=True)
            _link(self._built / page, pages / page)
        index = self._aside / language / FOLDER
        self._running.append((indexing(pages, index), index))

    def end(self) -> None:
        """Wait for all, and make one folder of them in the site."""
        folders, failed = [], []
        while self._running:
            running, folder = self._running.pop(0)
            said, _ = running.communicate()
            folders.append(folder)
            if running.returncode or not (folder / "pagefind.js").is_file():
                failed.append(said.strip() or "pagefind wrote nothing")
        if failed:
            raise Unfinished(f"the search index could not be made: {failed[0]}; run `make setup` again")
        try:
            self._join(folders)
        except (ValueError, EOFError, gzip.BadGzipFile, zlib.error):  # on a full disk it stops in the middle, and says nothing
            raise Unfinished("the search index is not complete; make room on the disk, and build again") from None
        shutil.rmtree(self._aside)

    def _join(self, folders: list[Path]) -> None:
        entries = [json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8")) for folder in folders]
        languages = {language: index for entry in entries for language, index in entry["languages"].items()}
        target = self._built / FOLDER
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder)
                if path.is_dir() or re.match(r"pagefind-(ui|modular-ui|component-ui|highlight)", path.name):  # its ready-made interfaces
                    continue
                if ".pf_" in path.name:
                    gzip.decompress(path.read_bytes())
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                path.replace(target / name)
        (target / "pagefind-entry.json").write_text(json.dumps(entries[0] | {"languages": languages}, sort_keys=True), encoding="utf-8")

    def kill(self) -> None:
        """Leave it, and what there is of it."""
        while self._running:
            running, _ = self._running.pop()
            running.kill()
            running.communicate()
        shutil.rmtree(self._aside, ignore_errors=True)


def _link(page: Path, target: Path) -> None:
    try:
        os.link(page, target)
    except OSError:  # a file system without links
        shutil.copyfile(page, target)
