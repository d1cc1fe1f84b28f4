"""MkDocs' warnings during a build: they are counted over all languages, and those of links say where the link is written. What it says of
pages that it does not write is left out: the plugin writes them."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from mkdocs.utils import CountHandler

LINK = re.compile(r"Doc file '(?P<file>.+?)' contains an? (?:\w+ )*link (?:to )?'(?P<link>.+?)'[,.]? ")


class BuildWarnings:
    """Begins with a build, and is ended by `end`."""

    def __init__(self, docs: Path) -> None:
        self._counter = CountHandler()
        self._counter.setLevel(logging.WARNING)
        self._places = _LinkPlaces(docs)
        logging.getLogger("mkdocs").addHandler(self._counter)
        logging.getLogger("mkdocs.structure.pages").addFilter(self._places)
        logging.getLogger("mkdocs.commands.build").addFilter(_is_of_interest)

    def end(self) -> bool:
        """Whether there was a warning: one stops a strict build. MkDocs' own counter counts those of one language."""
        logging.getLogger("mkdocs").removeHandler(self._counter)
        logging.getLogger("mkdocs.structure.pages").removeFilter(self._places)
        logging.getLogger("mkdocs.commands.build").removeFilter(_is_of_interest)
        return bool(self._counter.get_counts())


def _is_of_interest(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Page skipped")


class _LinkPlaces(logging.Filter):
    """Puts file, line and column before what is said of a link, and lets it be said once and not for each language."""

    def __init__(self, docs: Path) -> None:
        super().__init__()
        self._docs = docs
        self._told: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if found := LINK.match(message):
            record.msg, record.args = f"docs/{found['file']}:{self._place(found['file'], found['link'])}: {message}", ()
        is_new = message not in self._told
        self._told.add(message)
        return is_new

    def _place(self, file: str, link: str) -> str:
        """Line and column of the first link to that address in a page; the first ones of the page, where it is written in another way."""
        try:
            text = (self._docs / file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = ""
        found = re.search(rf"""(?<=[(<"'\s]){re.escape(link)}(?=[)>"'\s]|$)""", text)
        before = text[: found.start()] if found else ""
        return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
