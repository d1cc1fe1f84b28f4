"""A site that is built: all its files, most of them made as somebody asks for them."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from microsite.exports import published
from microsite.exports.published import Record
from microsite.render.pages import Page, anchors
from microsite.render.papers import Paper
from microsite.render.previews import Previews
from microsite.render.processes import divided
from microsite.render.qr_codes import QrCodes

File = tuple[str, bytes | Path]
"""A file of a site: its path in the site, and its content or the file to copy."""
MANY_PAGES = 300
"""From so many on, several processes write. For the 42 pages of session12 a second one saves 5 % of the wall's time, and takes 16 % more of
the processor's: it copies what both change."""


@dataclass(frozen=True)
class PageResult:
    """A rendered page."""

    page: Page
    html: str
    content: Markup
    """What stands below its title."""
    fallback_count: int
    """How many texts of the whole page are shown in the source language, as this one has none."""

    @functools.cached_property
    def anchors(self) -> frozenset[str]:
        """The names of the places in its content that links can lead to."""
        return frozenset(anchors(self.content))


@dataclass(frozen=True)
class BuiltSite:
    """All files that are made of a session, nearly all of them as they are asked for; media are not among them."""

    pages: tuple[Page, ...]
    """All pages, those of single days and items too; without their content."""
    render: Callable[[str], PageResult]
    """`render(path)`: a page, but for those of single days and items."""
    rendered: dict[str, PageResult]
    """Those that are rendered so far."""
    first_files: Iterator[File]
    """What `mkdocs serve` writes first: style sheets, scripts, what the pages load."""
    of_languages: Sequence[Mapping[str, Iterator[File]]]
    """By the path or what paths begin with: the pages of each language, those below its agenda, its calendars, its agenda for apps."""
    of_all: Mapping[str, Iterator[File]]
    """By the path or what paths begin with: what is made of pages of all languages, once they are rendered."""
    known: Record
    """What was published, with what is new in the data."""
    now: dt.datetime
    """The moment at which is published what is new."""
    previews: Previews
    """The pictures for links in chats."""
    qr_codes: QrCodes
    papers: Iterator[Paper]
    """What is to be printed as PDF (papers.py), once all other files are there."""
    archived: Mapping[str, Iterator[File]]
    """The archived sessions, by the folder of each, unpacked as they are asked for; with what leads to them from elsewhere."""

    def result(self, path: str) -> PageResult:
        """A page, but for those of single days and items; rendered once."""
        if path not in self.rendered:
            self.rendered[path] = self.render(path)
        return self.rendered[path]

    @property
    def results(self) -> list[PageResult]:
        """All of them."""
        return [self.result(page.path) for page in self.pages if not page.is_below]

    @functools.cached_property
    def record(self) -> Record:
        """What was published, with what is new in the data and on the pages."""
        return published.with_pages(
            self.known, {each.page.path: f"<h1>{each.page.title}</h1>{each.content}" for each in self.results}, self.now
        )

    @property
    def deferrable(self) -> dict[str, Iterator[File]]:
        """All but the first files, as `mkdocs serve` makes them: when somebody asks, or else one after the other."""
        return {beginning: files for each in (*self.of_languages, self.of_all) for beginning, files in each.items()}

    def own_files(self) -> Iterator[File]:
        """All files but those of archived sessions; once."""
        return itertools.chain(self.first_files, *self.deferrable.values(), self.previews.files(), self.qr_codes.files())

    def files(self) -> Iterator[File]:
        """All files; once."""
        return itertools.chain(self.own_files(), *self.archived.values())

    def write(self, folder: Path) -> set[str]:
        """Write `own_files` into a folder, and return their paths; of many pages, several processes write a share each."""

        def written(part: Iterable[File]) -> tuple[list[str], dict[str, PageResult]]:
            before = set(self.rendered)
            return [*write(part, folder)], {path: result for path, result in self.rendered.items() if path not in before}

        languages = [itertools.chain.from_iterable(each.values()) for each in self.of_languages]
        paths = set[str]()
        parts: list[Iterable[File]] = [*languages, self.first_files, self.previews.files(), self.qr_codes.files()]
        for names, results in divided(written, parts) if len(self.pages) >= MANY_PAGES else map(written, parts):
            paths.update(names)
            self.rendered.update(results)
        return paths | {*write(itertools.chain.from_iterable(self.of_all.values()), folder)}


def write(files: Iterable[File], folder: Path) -> Iterator[str]:
    """Write files of a site into a folder, and stop after each, with its path; one to copy that is there already stays as it is."""
    made: set[Path] = set()
    for path, content in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        if isinstance(content, bytes):
            target.write_bytes(content)
        elif not target.exists():  # static-i18n takes agenda.fr.pdf for a French agenda.pdf, which MkDocs has written
            shutil.copyfile(content, target)
        yield path
