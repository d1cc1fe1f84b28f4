"""The files beside the pages of a site: 404.html, the sitemap, what the search reads, calendars, the agenda for apps."""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from microsite.exports import schedule_files
from microsite.exports.addresses import Addresses, item_page
from microsite.exports.published import Record, day_key, item_key
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import content_security, pages
from microsite.render.assets import Assets
from microsite.render.series import Series
from microsite.render.template_values import NotFoundValues

SEARCHED = "search-pages.json"
"""In the site: the paths of the pages of each language, and in the place of pages of items one file with all; under `EARLIER` what there
is of archived sessions. search-index.js reads these when a reader opens the search."""
EARLIER = "earlier"
SITEMAPS = ("sitemap.xml", "sitemap-session.xml")
"""In the site: the sitemap, or with archived sessions a list of those of all, and that of this session."""


def search_pages(site_pages: Sequence[pages.Page], languages: Collection[str], series: Series) -> str:
    """The content of `SEARCHED`."""
    paths: dict[str, list[str]] = {language: [] for language in languages}
    agendas = {page.language: page for page in site_pages if page.part == "agenda" and not page.is_below}
    for page in site_pages:
        if page.is_order:  # it has nothing that the page of the day has not
            continue
        path = searched_items_path(agendas[page.language]) if page.item else page.path
        if path not in paths[page.language]:
            paths[page.language].append(path)
    earlier = {language: found for language in languages if (found := series.searched(language))}
    return json.dumps(paths | ({EARLIER: earlier} if earlier else {}), ensure_ascii=False)


def archived_places(site_pages: Iterable[pages.Page], series: Series) -> dict[str, str]:
    """By language, a file that says in which archive the places are that a page has no more: microsite.js looks there for one that is
    asked for and not found."""
    found: dict[str, dict[str, Mapping[str, str]]] = {}
    for page in site_pages:
        if page.path in series.places:
            found.setdefault(page.language, {})[page.path] = series.places[page.path]
    return {language: json.dumps(places) for language, places in found.items()}


def searched_items_path(agenda: pages.Page) -> str:
    """Where in the site the search finds all items of a language that have a page, in one file; `agenda` is the page of the agenda."""
    return item_page(agenda.path, "_items") + "search.json"


def searched_items(agenda: pages.Page, items: Iterable[pages.Page], contents: Mapping[str, Markup]) -> str:
    """The content of that file: the path of the page of each item, and what search-index.js would read there; hundreds of requests
    would take long. `contents` are by the id of the item."""
    read, name = Markup("<div data-result><h1>{}</h1>{}</div>"), named_for_search(agenda)
    return json.dumps({page.path: name + read.format(page.title, contents[page.item]) for page in items}, ensure_ascii=False)


def named_for_search(page: pages.Page) -> Markup:
    """What search-index.js takes for the name of a page, where it reads its content without what stands around it."""
    return Markup('<nav><a aria-current="page">{}</a></nav>').format(page.menu_title)


def calendar_files(session: Session, record: Record, prefix: str) -> Iterator[str]:
    """The paths of the calendar files of a language, whose pages have that prefix."""
    from microsite.exports.calendar import names  # as below

    return (f"{prefix}calendar/{name}.ics" for name in names(session, record))


def calendars(series: Series, t: Localizer, at: Addresses, record: Record) -> Iterator[tuple[str, bytes]]:
    """The calendar files of one language, one by one: path in the site, and content."""
    from microsite.exports.calendar import calendars  # here, since its library takes long to load, and `mkdocs serve` shows pages before

    for name, content in calendars(series.session, t, at, record):
        yield f"{series.site.prefix(t.language)}calendar/{name}.ics", content


def schedules(series: Series, t: Localizer, at: Addresses, record: Record) -> Iterator[tuple[str, bytes]]:
    """The agenda of one language as apps read it: path in the site, and content of each file."""
    for name, content in schedule_files.schedule_files(series.session, t, at, record, series.site.version):
        yield f"{series.site.prefix(t.language)}{name}", content


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
    sections = []
    for language, t in localizers.items():
        own = [page for page in site_pages if page.language == language and page.part and not page.is_below]
        order = [entry.title for entry in own[0].menu] if own else []
        own.sort(key=lambda page: order.index(page.menu_title) if page.menu_title in order else len(order))
        entries = [pages.Entry(page.menu_title, root + page.path) for page in own]
        sections.append(Markup(pages.render(env, "parts/not-found.html", {"t": t, "entries": entries})))
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
    return pages.render(env, "404.html", values._asdict())


def last_changes(record: Record, session: Session, site_pages: Iterable[pages.Page]) -> dict[str, dt.datetime]:
    """When each page was changed last, by its path: for the pages of days and items, when what calendars say of these was."""
    entries = {key: entry.modified for key, entry in record.entries.items()}
    keys = {day.date: [day_key(session, day.date)] for day in session.meeting_days}
    for day, _, item in session.items():
        if day:
            keys.setdefault(day.date, []).append(item_key(item.id))
    found = {path: page.modified for path, page in record.pages.items()}
    for page in site_pages:
        own = [item_key(page.item)] if page.item else keys.get(page.day, []) if page.day else []
        if moments := [entries[key] for key in own if key in entries]:
            found[page.path] = max(moments)
    return found


def sitemaps(
    site: pages.Site, site_pages: Iterable[pages.Page], series: Series, modified: Mapping[str, dt.datetime]
) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml`; with archived sessions it names that of this session and those that are in the archives. `modified` says by path when
    pages were changed last."""
    index_name, own_name = SITEMAPS
    own = sitemap(site, site_pages, modified).encode()
    if not site.has_archives:
        yield index_name, own
        return
    yield own_name, own
    names = [own_name, *(f"{about.name}/sitemap.xml" for about in series.archived)]
    rows = "".join(f"<sitemap><loc>{html.escape(site.url + name)}</loc></sitemap>\n" for name in names)
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    yield index_name, ('<?xml version="1.0" encoding="UTF-8"?>\n' + index).encode()


def sitemap(site: pages.Site, site_pages: Iterable[pages.Page], modified: Mapping[str, dt.datetime]) -> str:
    """Each page with its versions in other languages (sitemaps.org, and hreflang as search engines read it)."""
    rows = []
    for page in site_pages:
        if page.text_language != page.language:
            continue
        links = [(each.language, each.url) for each in page.alternates if each.exists]
        links += [("x-default", each.url) for each in page.alternates if each.exists and each.language == site.default_language]
        rows.append(
            f"<url><loc>{html.escape(page.canonical)}</loc>"
            + (f"<lastmod>{modified[page.path].isoformat()}</lastmod>" if page.path in modified else "")
            + "".join(f'<xhtml:link rel="alternate" hreflang="{language}" href="{html.escape(url)}"/>' for language, url in links)
            + "</url>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(rows)
        + "\n</urlset>\n"
    )


def robots(site: pages.Site) -> str:
    """robots.txt: every page may be read, and where all are listed. Programs look for it at the root of a host alone."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site.url}sitemap.xml\n"
