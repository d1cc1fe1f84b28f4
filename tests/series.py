"""A series of sessions, archived one after the other without MkDocs, as the plugin does with what MkDocs has read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from microsite.model.session import Session
from microsite.plugin import archiving
from microsite.render import build as render
from microsite.render.build_input import BuildOptions
from microsite.render.built_site import BuiltSite, write
from microsite.source.archives import read_all
from microsite.source.loading import load
from tests.rendering import ENV, OPTIONS, languages

ADDRESS = "https://harbour.test/dialogue/"
CODES = ("en", "ar")

HEAD = """number: {number}
title: {{en: "Harbours {number}", ar: "المرافئ {number}"}}
dates: {{start: {year}-05-04, end: {year}-05-05}}
zone: Africa/Nairobi
organizer: {{name: Harbour Institute}}
venue: {{name: Old Customs House, city: {{en: Mombasa, ar: مومباسا}}}}
agenda:
  status: final
  days:
    - date: {year}-05-04
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {{id: opening, kind: opening, start: 09:00}}
            - id: {item}
              kind: panel
              start: 10:00
              title: {{en: "On {item}", ar: "عن {item}"}}
              documents: [{{id: {item}-paper, title: "Paper on {item}", symbol: HI/{number}/1, url: files/{item}.pdf}}]
"""
ITEMS = {1: "cranes", 2: "dredging", 3: "lighthouses", 4: "pilots", 5: "tides"}


def text(number: int) -> str:
    """The data of a session: the first has speakers, and the second an item page for each item."""
    found = HEAD.format(number=number, year=2020 + number, item=ITEMS[number])
    if number == 1:
        found += "people: {tembo: {name: Tembo, biography: Pilots ships.}}\n"
    if number == 2:
        found = found.replace("agenda:\n", "agenda:\n  pages: items\n")
    return found


def session(folder: Path, number: int, more: str = "") -> Session:
    """A session as its data file says it."""
    docs = folder / "docs"
    (docs / "files").mkdir(parents=True, exist_ok=True)
    (docs / "CNAME").write_text("harbour.test\n", encoding="utf-8")
    (docs / "files" / f"{ITEMS[number]}.pdf").write_bytes(f"%PDF-1.4\n{ITEMS[number]}\n%%EOF\n".encode())
    data = folder / f"session{number}.yml"
    data.write_text(text(number) + more, encoding="utf-8")
    return load(data, docs=docs).session


def options(folder: Path, number: int, archived_as: str = "", **changes: object) -> BuildOptions:
    """How the site of a session is built, with what is archived by then."""
    files = [f"files/{ITEMS[number]}.pdf", "CNAME"]
    return dataclasses.replace(
        OPTIONS,
        url=ADDRESS,
        archives=tuple(read_all(folder / "archive")[0]),
        archived_as=archived_as,
        media={name: folder / "docs" / name for name in files},
        **changes,
    )


def built(
    folder: Path, number: int, own: BuildOptions, codes: Iterable[str] = CODES, more: str = "", without: Iterable[str] = ("people",)
) -> BuiltSite:
    """The site of a session; a page of people only in the first."""
    pages = []
    for language in languages(codes, own):
        kept = tuple(page for page in language.pages if page.part not in without or number == 1)
        menu = tuple(entry for entry in language.menu if entry.title in {page.title for page in kept})
        pages.append(language._replace(pages=kept, menu=menu))
    return render.build(session(folder, number, more), pages, own, ENV)


def files_of(site: BuiltSite, own: BuildOptions) -> Mapping[str, bytes]:
    """Every file of a site with its content."""
    found = {**dict(site.files()), **own.media}
    return {path: content if isinstance(content, bytes) else content.read_bytes() for path, content in found.items()}


def archive(folder: Path, number: int, name: str = "", codes: tuple[str, ...] = CODES) -> list[str]:
    """Archive a session; what its editor is told. `folder/was/NUMBER` is its site as it was at the root. Its calendars have one time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
        return _archive(folder, number, name, codes)


def _archive(folder: Path, number: int, name: str, codes: tuple[str, ...]) -> list[str]:
    own = options(folder, number)
    for _ in write(files_of(built(folder, number, own, codes), own).items(), folder / "was" / str(number)):
        pass
    own = options(folder, number, name or str(number))
    site, place = built(folder, number, own, codes), folder / "built" / str(number)
    for _ in write([*site.own_files(), *own.media.items()], place):
        pass
    return archiving.archive(place, site, session(folder, number), own, codes, folder / "archive")


def make_series(folder: Path) -> None:
    """Sessions 1 to 4, archived one after the other, and the site of the fifth."""
    for number in (1, 2, 3, 4):
        archive(folder, number)
    own = options(folder, 5)
    for _ in write(files_of(built(folder, 5, own), own).items(), folder / "site"):
        pass
