"""The addresses that a site has for its readers: those that others link to, and that must not die."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from microsite.model.series import ArchivedSession
from microsite.model.session import Session
from microsite.render.build import REPLACEABLE, BuiltSite, PageResult

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
    return sorted({*media, *calendars} - {*REPLACEABLE})


def listed(pages: Mapping[str, Iterable[str]], others: Iterable[str]) -> set[str]:
    """Each page, each place in a page, and each file, as an address below that of the site: `/agenda/#opening`."""
    found = {f"/{path}" for path in (*pages, *others)}
    return found | {f"/{path}#{place}" for path, named in pages.items() for place in named}


def archived(sessions: Iterable[ArchivedSession]) -> set[str]:
    """What archived sessions have at the root of the site, and the beginning of each."""
    every = list(sessions)
    return {f"/{about.name}/" for about in every} | {f"/{address}" for about in every for address in about.addresses}
