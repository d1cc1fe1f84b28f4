"""An agenda that is too large for one page: a page for each day, beside the one that lists the days."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from microsite.exports.addresses import day_page
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import pages


def day_pages(agenda: pages.Page, menu: Sequence[pages.Entry], site: pages.Site, session: Session, t: Localizer) -> list[pages.Page]:
    """The pages of the days in one language, made of the agenda's own; none, where the agenda is on one page. `menu` is the language's,
    with absolute addresses."""
    days = [day.date for day in session.meeting_days if f"day-{day.date}" in session.day_of]
    return [_day_page(agenda, day, menu, site, t) for day in days]


def _day_page(agenda: pages.Page, day: dt.date, menu: Sequence[pages.Entry], site: pages.Site, t: Localizer) -> pages.Page:
    own = day_page(agenda.path, day)
    targets = [day_page(each.url.removeprefix(site.url), day) for each in agenda.alternates]
    return dataclasses.replace(
        agenda,
        title=t.capitalized(t.date(day, "full")),
        path=own,
        canonical=site.url + own,
        day=day,
        alternates=tuple(
            dataclasses.replace(each, url=site.url + target, relative=pages.relative(target, own))
            for each, target in zip(agenda.alternates, targets, strict=True)
        ),
        menu=pages.page_menu(menu, own, site, current=agenda.path),
    )
