"""The pages below that of the agenda: of each day of a large one, of each item, and the order of each day where there are points."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from microsite.exports.addresses import day_page, item_page, order_page
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import pages

LONGEST_DESCRIPTION = 200
"""Characters of a description; search engines show no more."""


def pages_below(agenda: pages.Page, menu: Sequence[pages.Entry], site: pages.Site, session: Session, t: Localizer) -> Iterator[pages.Page]:
    """The pages of days and items in one language, made of the agenda's own; none, where the agenda is on one page. `menu` is the
    language's, with absolute addresses."""

    paths = [each.url.removeprefix(site.url) for each in agenda.alternates]
    menus: dict[int, tuple[pages.Entry, ...]] = {}

    def below(path: Callable[[str], str], **changes: Any) -> pages.Page:
        own = path(agenda.path)
        if (depth := own.count("/")) not in menus:
            menus[depth] = pages.page_menu(menu, own, site, current=agenda.path)
        return agenda._replace(
            path=own,
            canonical=site.url + own,
            alternates=tuple(
                each._replace(url=site.url + target, relative=pages.relative(target, own))
                for each, target in zip(agenda.alternates, map(path, paths), strict=True)
            ),
            menu=menus[depth],
            **changes,
        )

    for meeting_day in session.meeting_days:
        date = meeting_day.date
        if f"day-{date}" in session.day_of:
            yield below(functools.partial(day_page, day=date), title=t.capitalized(t.date(date, "full")), day=date)
    for agenda_day in session.agenda_days if session.points else ():
        if agenda_day.sittings:
            title = t.gettext("Order of the day: %(date)s") % {"date": t.date(agenda_day.date, "full")}
            yield below(functools.partial(order_page, day=agenda_day.date), title=title, day=agenda_day.date, is_order=True)
    for day, _, item in session.items():
        if item.id in session.items_with_pages:
            yield below(
                functools.partial(item_page, item_id=item.id),
                title=t.visible(t.item_title_text(item)),
                description=_brief(t.without_markdown(item.text)) or agenda.description,
                day=day.date if day else None,
                item=item.id,
            )


def _brief(text: str) -> str:
    """The beginning of a text, as search engines and previews show it."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    beginning = text[:LONGEST_DESCRIPTION]
    return (beginning.rpartition(" ")[0] or beginning) + "…"
