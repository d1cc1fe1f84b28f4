"""Pages that stand without the site around them: the agenda for another site's page, and what is on for the screens of the house."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

import jinja2

from microsite.exports.schedule import to_milliseconds
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Sitting
from microsite.model.session import Session
from microsite.render.pages import Page, render
from microsite.render.template_values import TemplateValues

EMBEDDED = "embed/agenda/"
SCREENS = "screen/"


def embedded(agenda: Page, prefix: str) -> Page:
    """The page of the agenda for another site, made of the agenda's own; `prefix` is that of the language's paths."""
    return dataclasses.replace(agenda, path=f"{prefix}{EMBEDDED}", menu=())


def embedded_files(values: TemplateValues, env: jinja2.Environment) -> Iterator[tuple[str, bytes]]:
    """The page for an iframe, and its content as a fragment with absolute addresses, for servers that include it."""
    page = render(env, "embed.html", values.names())
    yield values.page.file, page.encode()
    found = re.search(r"<body[^>]*>(.*)</body>", page, flags=re.DOTALL)
    assert found
    base = values.site.url + values.page.path
    fragment = re.sub(r'(?<=\shref=")[^"]+', lambda address: urljoin(base, address[0]), found[1].strip())
    yield values.page.beside("fragment.html"), f"{fragment}\n".encode()


def screens(agenda: Page, prefix: str, session: Session) -> Iterator[tuple[Page, str]]:
    """The page of the screen of the lobby, whose room is empty, and of that of each room."""
    for room in ("", *(session.rooms if len(session.rooms) > 1 else ())):
        yield dataclasses.replace(agenda, path=f"{prefix}{SCREENS}{room}{'/' if room else ''}", menu=()), room


def screen_data(session: Session, t: Localizer, room: str) -> list[dict[str, Any]]:
    """The items that the screen of a room shows, or of all rooms for the lobby's; in order of time. Moments are milliseconds since 1970."""
    found = []
    for day, sitting, item in session.items():
        if day and sitting and item.start and not item.cancelled:
            given = session.given_room(item, sitting)
            if not room or given and given.root.get("") == room:
                found.append(_on_screen(session, t, item, sitting, *session.times(day, sitting, item)))
    return sorted(found, key=lambda each: each["start"])


def _on_screen(session: Session, t: Localizer, item: AgendaItem, sitting: Sitting, start: dt.datetime, end: dt.datetime) -> dict[str, Any]:
    own = session.own_interpretation(item, sitting)
    languages = session.interpretation or () if own is None else own
    room = session.room_of(item, sitting)
    return {
        "start": to_milliseconds(start),
        "end": to_milliseconds(end),
        "from": t.time(start),
        "until": "" if item.open_end else t.time(end),
        "title": t.visible(t.item_title_text(item)),
        "by": t.gettext(", ").join(t.person(session.people[each.person]).striptags() for each in item.people),
        "room": t.visible(room) if room else "",
        "languages": t.listed(t.language_name(code) for code in languages).striptags() if languages and not session.is_break(item) else "",
        "isBreak": session.is_break(item),
    }


def screen_file(values: TemplateValues, env: jinja2.Environment, room: str) -> tuple[str, bytes]:
    """The page of a screen."""
    session, t = values.session, values.t
    data = {"items": screen_data(session, t, room), "zone": session.zone or "UTC", "version": values.script_data.get("version")}
    names: Mapping[str, Any] = {**values.names(), "room": session.rooms.get(room), "screen_data": data}
    return values.page.file, render(env, "screen.html", names).encode()


def qr_code(address: str) -> bytes:
    """A QR code of an address, as SVG."""
    import segno  # here, since few builds of `mkdocs serve` come to it before the page is shown

    content = io.BytesIO()
    segno.make(address, micro=False).save(content, kind="svg", border=2, xmldecl=False, nl=False, omitsize=True)
    return content.getvalue()
