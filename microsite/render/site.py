"""What belongs to the whole site and not to a page: what templates receive, the page for lost readers, sitemap, the list of pages to
search."""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from microsite.exports.schedule import milliseconds, schedule
from microsite.localize.localizer import Localizer
from microsite.model.session import Channel, Chapter, Recording, Session
from microsite.render import day_pages, pages, players
from microsite.render.assets import Assets

SEARCHED = "search-pages.json"
"""In the site: the paths of the pages of each language. search-index.js reads the pages themselves when a reader opens the search."""


def context(page: pages.Page, site: pages.Site, session: Session, t: Localizer, parts: Mapping[str, str], assets: Assets) -> dict[str, Any]:
    """What a template receives; `parts` gives the address of each part of this language, relative to the site."""

    def url(part: str, anchor: str = "") -> str:
        path, day = parts.get(part, ""), session.day_of.get(anchor) if part == "agenda" else None
        if day:
            path, anchor = day_pages.path(path, day), "" if anchor == f"day-{day}" else anchor
        return pages.relative(path, page.path) + (f"#{anchor}" if anchor else "")

    def file(address: str) -> str:
        return address if "://" in address else pages.relative(address, page.path)

    def captions(channel: Channel) -> str:
        return json.dumps(
            [(each.language, Markup(t.own_name(each.language)).striptags(), file(t.address(each.url))) for each in channel.captions]
        )

    def chapters_of(recording: Recording) -> list[tuple[Chapter, Markup]]:
        items = {item.id: item for _, _, item in session.items()}
        named = ((chapter, items[chapter.item]) for chapter in recording.chapters)
        return [(chapter, t.item_title(item)) for chapter, item in named]

    shown = (
        [(sitting, item) for day, sitting, item in session.items() if page.day in (None, day and day.date)] if page.part == "agenda" else []
    )
    rooms = [room for sitting, item in shown if (room := session.room_of(item, sitting))]
    tracks = [item.track for _, item in shown if item.track]
    return {
        "session": session,
        "t": t,
        "page": page,
        "site": site,
        "url": url,
        "has_page": lambda part: part in parts,
        "file": file,
        "asset": lambda name: pages.relative(assets.address(name), page.path),
        "players": players,
        "captions": captions,
        "chapters_of": chapters_of,
        "calendar": lambda name: pages.relative(f"{site.prefix(page.language)}calendar/{name}.ics", page.path),
        "filters": {"room": {t.plain(each): each for each in rooms}.values(), "track": {t.plain(each): each for each in tracks}.values()},
        "moments": _moments(page, session, t, url),
        "venue_clock": _venue_clock(session),
    }


def _moments(page: pages.Page, session: Session, t: Localizer, url: Callable[..., str]) -> dict[str, Any]:
    """What scripts read; of a large agenda, the items of the page's day and the page of each day."""
    found = schedule(session, t, items=page.day or (page.part in ("event", "agenda") and not session.day_of))
    for day, listed in zip(session.programme, found["days"], strict=True):
        if f"day-{day.date}" in session.day_of:
            listed["page"] = url("agenda", f"day-{day.date}")
    if page.part == "event":
        found |= _next_steps(session, t, url)
    return found | {"agenda": url("agenda"), "dates": _reader_dates(page, session, t)}


def _venue_clock(session: Session) -> list[tuple[int, int]]:
    """The moments that pages show with a time of day, each with how many minutes the venue's clock is ahead of UTC then: a reader
    whose clock says the same at all of them needs no times of their own."""
    moments = [session.starts, session.ends] if session.has_hours else []
    moments += [session.until(call.deadline) for call in session.calls if isinstance(call.deadline, dt.datetime)]
    return [(milliseconds(moment), round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)) for moment in moments]


def _reader_dates(page: pages.Page, session: Session, t: Localizer) -> dict[str, list[str]]:
    """Each date that a time of the page can have in a reader's zone, by its ISO form: with the year, without it, together with the
    next day, and on the webcast's page with the weekday. They are made here, since browsers write dates otherwise than CLDR does."""
    shown: set[dt.date] = set()
    if session.has_hours and page.part in ("event", "agenda", "webcast"):
        shown |= {page.day} if page.day else {day.date for day in session.programme}
    if page.part in ("event", "take-part"):
        timed: list[dt.date | None] = [call.deadline for call in session.calls]
        timed += [value for _, way in (session.registration.ways() if session.registration else ()) for value in (way.opens, way.closes)]
        shown |= {value.date() for value in timed if isinstance(value, dt.datetime)}
    days = {date + dt.timedelta(days=number) for date in shown for number in range(-2, 3)}  # no two zones are further apart
    return {
        str(date): [
            t.date(date),
            t.day_of_month(date),
            t.day_of_month(date, date + dt.timedelta(days=1)),
            *([t.date(date, "full")] if page.part == "webcast" else []),
        ]
        for date in sorted(days)
    }


def _next_steps(session: Session, t: Localizer, url: Callable[..., str]) -> dict[str, Any]:
    """Where the button of the first page can lead: only what is there. `watch` is the live webcast, on our page or else on its host's;
    `recordings` are the latest three."""
    webcast = session.webcast
    can_register = session.registration and session.registration.ways()
    pages = {
        "takePart": url("take-part") if can_register or session.calls or session.admission else "",
        "agenda": url("agenda") if any(day for day, _, _ in session.items()) else "",
        "webcast": url("webcast") if webcast else "",
        "watch": "",
    }
    if webcast and webcast.live:
        pages["watch"] = url("webcast") if webcast.channels or webcast.url else t.address(webcast.host_url)
    named = {sitting.id: (day, sitting) for day, sitting in session.sittings()}
    recordings = [
        {
            "title": t.sitting_name(*named[recording.sitting], brief=True).striptags(),
            "href": url("webcast", f"recording-{recording.sitting}"),
        }
        for recording in (webcast.recordings[-3:] if webcast else ())
        if recording.sitting in named
    ]
    return {"pages": pages, "recordings": recordings}


def finish(
    built: Path,
    docs: Path,
    media: list[Path],
    env: jinja2.Environment,
    site: pages.Site,
    session: Session,
    written: list[pages.Page],
    localizers: Mapping[str, Localizer],
    assets: Assets,
    *,
    calendars: bool,
) -> None:
    """Add to the built pages what is there once for all languages; `media` are the files in `docs` that are no pages and may be
    published."""
    (built / "404.html").write_text(_lost(env, site, session, written, localizers, assets), encoding="utf-8")
    assets.write(built / "assets", preview=site.preview)
    for name in sorted(media):  # static-i18n takes agenda.fr.pdf for a French agenda.pdf, and renames it
        if not (target := built / name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / name, target)
    (built / "sitemap.xml").write_text(_sitemap(site, written), encoding="utf-8")
    (built / "robots.txt").write_text(f"Sitemap: {site.url}sitemap.xml\n", encoding="utf-8")
    (built / ".nojekyll").write_text("")  # GitHub Pages would leave out what begins with an underscore
    for t in localizers.values() if calendars else ():
        for _ in write_calendars(built, site, session, written, t):
            pass
    searched = {language: [page.path for page in written if page.language == language] for language in localizers}
    (built / SEARCHED).write_text(json.dumps(searched), encoding="utf-8")


def write_calendars(built: Path, site: pages.Site, session: Session, written: list[pages.Page], t: Localizer) -> Iterator[None]:
    """Write the calendars of one language, and stop after each."""
    from microsite.exports.calendar import calendars  # here, since its library takes long to load, and `mkdocs serve` shows pages before

    folder = built / site.prefix(t.language) / "calendar"
    (folder / "items").mkdir(parents=True, exist_ok=True)
    home, agenda, take_part = (_address(written, site, t.language, part) for part in ("event", "agenda", "take-part"))
    for name, content in calendars(session, t, home, agenda, take_part):
        (folder / f"{name}.ics").write_bytes(content)
        yield


def astray(docs: Path) -> str | None:
    """The first link in docs/ that would publish what is not in it, as a sentence; None where there is none."""
    for folder, folders, files in os.walk(docs):
        for name in sorted(folders + files):
            path = Path(folder, name)
            if not path.is_symlink():
                continue
            told = f"docs/{path.relative_to(docs).as_posix()} is a link"
            try:
                real = path.resolve(strict=True)
            except (OSError, RuntimeError):
                return f"{told} that leads nowhere; delete it, or put the file in its place"
            if not real.is_relative_to(docs.resolve()):
                return f"{told} that leads out of docs/; put the file in its place"
            if real.is_dir():
                return f"{told} to a folder; put the folder in its place"
    return None


def _address(written: list[pages.Page], site: pages.Site, language: str, part: str) -> str:
    """The absolute address of a part in a language; the site's, where the part has no page."""
    return next((page.canonical for page in written if page.language == language and page.part == part), site.url)


def _lost(
    env: jinja2.Environment,
    site: pages.Site,
    session: Session,
    written: list[pages.Page],
    localizers: Mapping[str, Localizer],
    assets: Assets,
) -> str:
    """404.html, one for all languages and for any depth: its addresses begin at the root of the host."""
    root = urlsplit(site.url).path
    section = env.get_template("parts/lost.html")
    sections = []
    for language, t in localizers.items():
        own = [page for page in written if page.language == language and page.part and not page.day]
        order = [entry.title for entry in own[0].navigation] if own else []
        own.sort(key=lambda page: order.index(page.navigation_title) if page.navigation_title in order else len(order))
        entries = [pages.Entry(page.navigation_title, root + page.path) for page in own]
        sections.append(Markup(section.render(t=t, entries=entries)))
    shell = env.get_template("404.html")
    return shell.render(
        session=session,
        site=site,
        t=localizers[site.default_language],
        sections=sections,
        root=root,
        asset=lambda name: root + assets.address(name),
    )


def _sitemap(site: pages.Site, written: list[pages.Page]) -> str:
    """Each page with its versions in other languages (sitemaps.org, and hreflang as search engines read it)."""
    rows = []
    for page in written:
        if page.text_language != page.language:
            continue
        links = [(each.language, each.url) for each in page.alternates if each.exists]
        links += [("x-default", each.url) for each in page.alternates if each.exists and each.language == site.default_language]
        rows.append(
            f"<url><loc>{html.escape(page.canonical)}</loc>"
            + "".join(f'<xhtml:link rel="alternate" hreflang="{language}" href="{html.escape(url)}"/>' for language, url in links)
            + "</url>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(rows)
        + "\n</urlset>\n"
    )
