"""The addresses that a site has for its readers: those that others link to, and that must not die."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from microsite.localize.labels import MADE_WITH_DATA, PART_TITLES
from microsite.model.series import ArchivedSession
from microsite.model.session import Session
from microsite.render.build import build
from microsite.render.build_input import AT_THE_ROOT, BuildOptions, Language, SourcePage
from microsite.render.built_site import BuiltSite, PageResult
from microsite.render.site_files import calendar_files

PLACE = re.compile(r'<(\w+)\b[^>]*\sid="([^"]+)"')
HEADINGS_OF_DATA = ("day-",)
"""With what the places of a page's main headings begin that are of the session. Others name a section of the page."""
NOT_LINKED = {"div", "span", "fieldset", "form", "input"}
"""Elements with a place for scripts and labels alone."""


def places(result: PageResult) -> list[str]:
    """The places of a page that lead to something of the session (an item, a day, a person), and not to a section that each session's
    page has. All headings of a free page."""
    return sorted({place for tag, place in PLACE.findall(result.content) if _is_linked(tag, place, is_free=not result.page.part)})


def _is_linked(tag: str, place: str, *, is_free: bool) -> bool:
    if place.startswith("_") or tag in NOT_LINKED:
        return False
    return is_free or tag != "h2" or place.startswith(HEADINGS_OF_DATA)


def by_page(site: BuiltSite, session: Session) -> dict[str, list[str]]:
    """The path of each page, and the places in it. An item that has a page of its own is a place on that of the agenda too, since
    scripts lead on from there."""
    moved = sorted({*session.day_of, *session.items_with_pages})
    found: dict[str, list[str]] = {page.path: [] for page in site.pages}
    for result in site.results:
        found[result.page.path] = sorted({*places(result), *(moved if result.page.part == "agenda" else ())})
    return found


def files(media: Iterable[str], calendars: Iterable[str]) -> list[str]:
    """The other files that have an address of their own: those of docs/, and calendars."""
    return sorted({*media, *calendars} - {*AT_THE_ROOT})


def listed(pages: Mapping[str, Iterable[str]], others: Iterable[str]) -> set[str]:
    """Each page, each place in a page, and each file, as an address below that of the site: `/agenda/#opening`."""
    found = {f"/{path}" for path in (*pages, *others)}
    return found | {f"/{path}#{place}" for path, named in pages.items() for place in named}


def archived(sessions: Iterable[ArchivedSession]) -> set[str]:
    """What archived sessions have at the root of the site, and the beginning of each."""
    every = list(sessions)
    return {f"/{about.name}/" for about in every} | {f"/{address}" for about in every for address in about.addresses}


def without_language(address: str, languages: Collection[str]) -> str:
    """An address without the language that it begins with."""
    first, _, rest = address.removeprefix("/").partition("/")
    return f"/{rest}" if first in languages else address


def likely(session: Session, options: BuildOptions, without: Collection[str], languages: Collection[str]) -> Callable[[str], bool]:
    """Whether an address is there, as far as that can be told without MkDocs: by the pages of parts and the archives, and by the files
    of docs/, whose headings are not looked at. `options` are those of one language, which stands for all."""
    unneeded = {*without} | (set() if session.people else {MADE_WITH_DATA})
    language = options.default_language
    paths = {part: "" if part == "event" else f"{part}/" for part in PART_TITLES if part not in unneeded}
    pages = tuple(SourcePage(part, part, path, frozenset([language])) for part, path in paths.items())
    site = build(session, [Language(language, language, pages, ())], options)
    own = set(map(_key, listed(by_page(site, session), calendar_files(session, site.record, ""))))
    kept = archived(each.about for each in options.archives)

    def is_there(address: str) -> bool:
        bare = without_language(address, languages)
        return address in kept or _key(bare) in own or bool(options.docs and _is_in_docs(options.docs, bare))

    return is_there


def _key(address: str) -> str:
    """The same for a page whether it is a folder or a file."""
    path, mark, place = address.partition("#")
    return re.sub(r"(/index)?(\.html|/)$", "", path) + mark + place


def _is_in_docs(docs: Path, address: str) -> bool:
    """Whether a file of docs/ has an address, or is a page that has it; which places a page has, is only known if it has no heading."""
    path, _, place = address.removeprefix("/").partition("#")
    if not place and path and (docs / unquote(path)).is_file():
        return True
    name = unquote(_key(path)) or "index"
    found = [*docs.glob(f"{name}.md"), *docs.glob(f"{name}.*.md"), *docs.glob(f"{name}/index*.md"), *docs.glob(f"{name}/README*.md")]
    return any(not place or re.search(r"(?m)^#|\bid=", page.read_text(encoding="utf-8", errors="replace")) for page in found)
