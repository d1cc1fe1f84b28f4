"""The files that are there once for the whole site, beside its pages: 404.html, the sitemap, what the search reads, calendars."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from microsite.exports.addresses import item_page
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import content_security, pages
from microsite.render.assets import Assets
from microsite.render.template_values import NotFoundValues

SEARCHED = "search-pages.json"
"""In the site: the paths of the pages of each language, and in the place of pages of items one file with all. search-index.js reads
these when a reader opens the search."""


def search_pages(site_pages: Sequence[pages.Page], languages: Iterable[str]) -> str:
    """The content of `SEARCHED`."""
    paths: dict[str, list[str]] = {language: [] for language in languages}
    agendas = {page.language: page for page in site_pages if page.part == "agenda" and not page.is_below}
    for page in site_pages:
        if page.is_order:  # it has nothing that the page of the day has not
            continue
        path = searched_items_path(agendas[page.language]) if page.item else page.path
        if path not in paths[page.language]:
            paths[page.language].append(path)
    return json.dumps(paths)


def searched_items_path(agenda: pages.Page) -> str:
    """Where in the site the search finds all items of a language that have a page, in one file; `agenda` is the page of the agenda."""
    return item_page(agenda.path, "_items") + "search.json"


def searched_items(agenda: pages.Page, items: Iterable[pages.Page], contents: Mapping[str, Markup]) -> str:
    """The content of that file: the path of the page of each item, and what search-index.js would read there; hundreds of requests
    would take long. `contents` are by the id of the item."""
    read = Markup('<nav><a aria-current="page">{}</a></nav><div data-result><h1>{}</h1>{}</div>')
    return json.dumps({page.path: read.format(agenda.menu_title, page.title, contents[page.item]) for page in items}, ensure_ascii=False)


def calendars(session: Session, t: Localizer, site: pages.Site, site_pages: Sequence[pages.Page]) -> Iterator[tuple[str, bytes]]:
    """The calendar files of one language, one by one: path in the site, and content."""
    from microsite.exports.calendar import calendars  # here, since its library takes long to load, and `mkdocs serve` shows pages before

    own = {page.part: page.canonical for page in site_pages if page.language == t.language and page.part and not page.is_below}
    home, agenda, take_part = (own.get(part, site.url) for part in ("event", "agenda", "take-part"))
    for name, content in calendars(session, t, home, agenda, take_part):
        yield f"{site.prefix(t.language)}calendar/{name}.ics", content


def not_found(
    env: jinja2.Environment,
    site: pages.Site,
    session: Session,
    site_pages: Sequence[pages.Page],
    localizers: Mapping[str, Localizer],
    assets: Assets,
) -> str:
    """404.html, one for all languages and for any depth: its addresses begin at the root of the host."""
    root = urlsplit(site.url).path
    section = env.get_template("parts/not-found.html")
    sections = []
    for language, t in localizers.items():
        own = [page for page in site_pages if page.language == language and page.part and not page.is_below]
        order = [entry.title for entry in own[0].menu] if own else []
        own.sort(key=lambda page: order.index(page.menu_title) if page.menu_title in order else len(order))
        entries = [pages.Entry(page.menu_title, root + page.path) for page in own]
        sections.append(Markup(section.render(t=t, entries=entries)))
    values = NotFoundValues(
        session=session,
        t=localizers[site.default_language],
        site=site,
        policy=content_security.NOTHING_FOREIGN,
        sections=sections,
        agendas=[page.path for page in site_pages if page.part == "agenda" and not page.is_below],
        root=root,
        asset=lambda name: root + assets.address(name),
    )
    return env.get_template("404.html").render(values.names())


def sitemap(site: pages.Site, site_pages: Iterable[pages.Page]) -> str:
    """Each page with its versions in other languages (sitemaps.org, and hreflang as search engines read it)."""
    rows = []
    for page in site_pages:
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
