"""Pages that stand without the site around them: the agenda for another site's page, and what is on for the screens of the house."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin

import jinja2

from microsite.exports.schedule import to_milliseconds
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.fields import ALL_LANGUAGES
from microsite.model.session import Room, Session
from microsite.model.timetable import entries
from microsite.render import offline
from microsite.render.agenda_view import AgendaView
from microsite.render.assets import Assets
from microsite.render.pages import SCREENS, VERSION, Page, Site, file_at, relative, render
from microsite.render.qr_codes import qr_code
from microsite.render.template_values import TemplateValues

EMBEDDED = "embed/agenda/"


def embedded(agenda: Page, prefix: str) -> Page:
    """The page of the agenda for another site, made of the agenda's own; `prefix` is that of the language's paths."""
    return agenda._replace(path=f"{prefix}{EMBEDDED}", menu=())


def embedded_files(values: TemplateValues, env: jinja2.Environment) -> Iterator[tuple[str, bytes]]:
    """The page for an iframe, and its content as a fragment with absolute addresses, for servers that include it."""
    page = render(env, "embed.html", values._asdict())
    yield values.page.file, page.encode()
    found = re.search(r"<body[^>]*>(.*)</body>", page, flags=re.DOTALL)
    assert found
    base = values.site.url + values.page.path
    fragment = re.sub(r'(?<=\shref=")[^"]+', lambda address: urljoin(base, address[0]), found[1].strip())
    yield values.page.beside("fragment.html"), f"{fragment}\n".encode()


class ScreenValues(NamedTuple):
    """The names in screen.html."""

    session: Session
    """The session, as the data file has it."""
    t: Localizer
    """Texts and words in the language of the screen."""
    agenda: str
    """The absolute address of the page of the agenda, which the QR code leads to."""
    room: Room | None
    """The room whose screen it is; None for the lobby's, which shows all."""
    policy: str
    """The page's Content Security Policy."""
    asset: Callable[[str], str]
    """`asset(name)`: the address of a file of assets/, as seen from the page."""
    qr_code: str
    """The QR code as an address (`data:`), so that it comes with the page."""
    script_data: Mapping[str, Any]
    """What screen.js reads: the items as `screen_items` makes them, the zone of its clock, the end of the session, the data's
    version, the address of the service worker (empty where there is none)."""


def screen_files(
    agenda: Page, site: Site, session: Session, t: Localizer, assets: Assets, view: AgendaView, policy: str, env: jinja2.Environment
) -> Iterator[tuple[str, bytes]]:
    """The page of the screen of the lobby and of that of each room, in one language; `agenda` is its page."""
    folder = site.prefix(t.language) + SCREENS
    every = screen_items(session, t, view)
    code = f"data:image/svg+xml,{quote(qr_code(agenda.canonical))}"
    for key in ("", *(session.rooms if len(session.rooms) > 1 else ())):
        path = f"{folder}{key}/" if key else folder
        data = {
            "items": [item for item, room in every if key in ("", room)],
            "zone": session.zone or "UTC",
            "end": to_milliseconds(session.ends),
            "version": {"address": relative(VERSION, path), "now": site.version},
            "offline": relative(offline.FILE, path) if site.offline else "",
        }
        values = ScreenValues(
            session=session,
            t=t,
            agenda=agenda.canonical,
            room=session.rooms.get(key),
            policy=policy,
            asset=functools.partial(_asset, assets, path),
            qr_code=code,
            script_data=data,
        )
        yield file_at(path), render(env, "screen.html", values._asdict()).encode()


def _asset(assets: Assets, path: str, name: str) -> str:
    return relative(assets.address(name), path)


def screen_items(session: Session, t: Localizer, view: AgendaView) -> list[tuple[dict[str, Any], str]]:
    """What a screen shows of each item that has a time or lasts the whole day, in order of time, in the form that moments.js reads; and the
    short name of its room: of one that has none, the venue's, but for what is beside others."""
    found = []
    for day, sitting, item in view.items.values():
        if not day or (sitting and not item.start):
            continue
        start, end = _span(session, day, sitting, item)
        title = t.visible(t.item_title_text(item))
        languages = () if session.is_break(item) else session.interpretation_of(item, sitting)
        shown = {
            "title": t.gettext("Cancelled: %(title)s") % {"title": title} if item.cancelled else title,
            "start": to_milliseconds(start),
            "end": to_milliseconds(end),
            "isBreak": session.is_break(item),
            "isBeside": not sitting or session.is_beside_others(item),
            "isCancelled": item.cancelled,
            "day": t.weekday(start.date()),
            "from": t.time(start) if sitting else "",
            "until": t.time(end) if item.end else "",
            "allDay": "" if sitting else t.gettext("All day"),
            "by": t.gettext(", ").join(t.person_in_text(session.people[one.person]) for one in item.people),
            "room": t.visible(session.place_of(item, sitting)),
            "limits": t.limits(item, sitting),
            "languages": f"{t.gettext('Interpretation')}{t.gettext(': ')}{t.language_names(languages).striptags()}" if languages else "",
        }
        given = session.given_place(item, sitting)
        found.append((shown, given.root.get(ALL_LANGUAGES, "") if given else ""))
    return sorted(found, key=lambda each: (each[0]["start"], bool(each[0]["allDay"])))


def _span(session: Session, day: Day, sitting: Sitting | None, item: AgendaItem) -> tuple[dt.datetime, dt.datetime]:
    """When an item is on: one of the whole day as long as anything is that day; one with an open end until the next begins in its room, or
    the day is over."""
    midnight = session.deadline_moment(day.date)
    if not sitting:
        return session.day_hours(day.date) or (session.at_local_time(day.date, dt.time()), midnight)
    start, end = session.times(day, sitting, item)
    if not item.open_end:
        return start, end
    place = session.place_of(item, sitting)
    others = (
        other for other in entries(session, ((day, each) for each in day.sittings)) if other.place == place and not other.item.cancelled
    )
    return start, min((other.start for other in others if other.start > start), default=max(end, midnight))
