"""An agenda that is too large for one page: a page for each day, beside the one that lists the days."""

from __future__ import annotations

import dataclasses
import datetime as dt

from microsite import pages
from microsite.localize import Localizer
from microsite.session import Session


def path(agenda: str, day: dt.date) -> str:
    """The path of a day's page, below that of the agenda."""
    return f"{agenda.removesuffix('.html').rstrip('/')}/{day}/"


def day_pages(agenda: pages.Page, site: pages.Site, session: Session, t: Localizer) -> list[pages.Page]:
    """The pages of the days in one language, still without content."""
    found = []
    for day in session.agenda_days if session.day_of else ():
        own = path(agenda.path, day.date)
        page = dataclasses.replace(agenda, title=t.date(day.date, "full"), path=own, canonical=site.url + own, day=day.date, content=pages.Markup(""), contents=[], localizer=t)
        page.alternates = []
        for each in agenda.alternates:
            target = path(each.url.removeprefix(site.url), day.date)
            page.alternates.append(dataclasses.replace(each, url=site.url + target, relative=pages.relative(target, own)))
        page.navigation = [dataclasses.replace(entry, url="../" if entry.url == "./" else f"../{entry.url}") for entry in agenda.navigation]
        found.append(page)
    return found
