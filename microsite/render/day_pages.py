"""An agenda that is too large for one page: a page for each day, beside the one that lists the days."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import jinja2
from markupsafe import Markup

from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import pages


def path(agenda: str, day: dt.date) -> str:
    """The path of a day's page, below that of the agenda."""
    return f"{agenda.removesuffix('.html').rstrip('/')}/{day}/"


def day_pages(agenda: pages.Page, site: pages.Site, session: Session, t: Localizer) -> list[pages.Page]:
    """The pages of the days in one language, still without content."""
    found = []
    for day in session.programme:
        if f"day-{day.date}" not in session.day_of:
            continue
        own = path(agenda.path, day.date)
        page = dataclasses.replace(
            agenda,
            title=t.capitalized(t.date(day.date, "full")),
            path=own,
            canonical=site.url + own,
            day=day.date,
            content=Markup(""),
            contents=[],
            localizer=t,
        )
        page.alternates = []
        for each in agenda.alternates:
            target = path(each.url.removeprefix(site.url), day.date)
            page.alternates.append(dataclasses.replace(each, url=site.url + target, relative=pages.relative(target, own)))
        page.navigation = [
            dataclasses.replace(entry, url=_from(own, urljoin(agenda.canonical, entry.url), site)) for entry in agenda.navigation
        ]
        found.append(page)
    return found


def _from(path: str, address: str, site: pages.Site) -> str:
    return pages.relative(address.removeprefix(site.url), path) if address.startswith(site.url) else address


def write(site: Path, day: pages.Page, env: jinja2.Environment, context: Callable[[], dict[str, Any]]) -> Iterator[None]:
    """Write the page of a day into a site, in two steps; `context` gives what its templates receive."""
    received = context()
    day.content = Markup(env.get_template("parts/agenda-day.html").render(received))
    yield
    target = site / unquote(day.path) / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(env.get_template("main.html").render(received), encoding="utf-8")
    day.content = Markup("")  # thousands of items in six languages would take more memory than all else
    yield
