"""Addresses that pages and exports share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from microsite.model.session import Session


class Addresses(NamedTuple):
    """Absolute addresses that calendars and feeds name; those of pages are empty where the site has none."""

    home: str
    agenda: str
    take_part: str
    webcast: str
    uid_home: str
    """What ids are made from: it never changes, is the same in all languages, and is another one for each session at the same address."""
    news: str = ""
    documents: str = ""
    practical: str = ""
    files: Callable[[str], str] = str
    """Makes the path of a file of the site absolute; a web address stays as it is."""

    def place(self, session: Session, anchor: str) -> str:
        """Of an item, a sitting or a day in the agenda: of its page, or its place on one."""
        page, anchor = place_in_agenda(session, self.agenda, anchor)
        return page + (f"#{anchor}" if anchor else "")


def day_page(agenda: str, day: dt.date) -> str:
    """The address or path of a day's page, below that of the agenda."""
    return _below(agenda, str(day))


def item_page(agenda: str, item_id: str) -> str:
    """The address or path of an item's page, below that of the agenda."""
    return _below(agenda, item_id)


def order_page(agenda: str, day: dt.date) -> str:
    """The address or path of the order of a day, for paper."""
    return _below(agenda, f"order-{day}")


def feed_path(prefix: str) -> str:
    """The path of the feed of a language, whose paths have that prefix."""
    return f"{prefix}feed.xml"


def place_in_agenda(session: Session, agenda: str, anchor: str) -> tuple[str, str]:
    """Where an item, a sitting or a day is found: the address or path of its page, and the anchor there, which is empty for what has
    the page to itself. `agenda` is the address or path of the page of the whole agenda."""
    if anchor in session.items_with_pages:
        return item_page(agenda, anchor), ""
    if day := session.day_of.get(anchor):
        return day_page(agenda, day), "" if anchor == f"day-{day}" else anchor
    return agenda, anchor


def _below(page: str, name: str) -> str:
    return f"{page.removesuffix('.html').rstrip('/')}/{name}/"
