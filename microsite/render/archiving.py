"""A built site turned into an archive: what a later build needs to know of it, and its files with the marks that are filled in then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from microsite.localize.localizer import Localizer
from microsite.model.documents import Document
from microsite.model.series import FORMAT, ArchivedDocument, ArchivedPage, ArchivedSession, Texts, texts
from microsite.model.session import Format, Session
from microsite.model.traverse import walk
from microsite.render import addresses, site_files
from microsite.render.build_input import AT_THE_ROOT, BuildOptions
from microsite.render.built_site import BuiltSite
from microsite.render.pages import Page
from microsite.render.series import SEARCHED
from microsite.render.unpacking import MARKER

VARIABLE = "MICROSITE_ARCHIVE_AS"
"""The variable by which `microsite archive` has the next build make an archive, and no site: its name, or nothing for the usual one."""
BEGINNING = re.compile(r"<main\b[^>]*>|<body\b[^>]*>(?!.*<main\b)", re.DOTALL)
"""Where the mark of a page comes: in its `<main>`, or in its `<body>`, if a template of the site's own has no other."""
CONTENT = re.compile(r"<main\b.*</main>", re.DOTALL)


def usual_name(session: Session) -> str:
    """The name of a session's archive where none is given: its number, else the year in which it begins."""
    return str(session.number or session.dates.start.year)


def prepare(
    folder: Path,
    site: BuiltSite,
    session: Session,
    options: BuildOptions,
    localizers: Mapping[str, Localizer],
    calendars: Iterable[str],
) -> tuple[ArchivedSession, dict[str, Path]]:
    """What an archive says of itself, and its files by path, of a site that was built `archived_as` and written into `folder`. Marks
    its pages, and adds what the search reads. `calendars` are the paths of calendar files."""
    for page in site.pages:
        path = folder / page.file
        html = path.read_text(encoding="utf-8")
        path.write_text(BEGINNING.sub(lambda found: found[0] + MARKER, html, count=1), encoding="utf-8")
    for language in localizers:
        path = folder / SEARCHED / f"{language}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_searched(folder, [page for page in site.pages if page.language == language]), encoding="utf-8")
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files = {name: path for name, path in files.items() if name not in AT_THE_ROOT}
    linked = addresses.by_page(site, session)
    about = ArchivedSession(
        format=FORMAT,
        name=options.archived_as,
        root=options.url,
        default_language=options.default_language,
        languages=tuple(localizers),
        pages={page.path: _page(page, linked[page.path]) for page in site.pages},
        files=tuple(addresses.files(options.media, calendars)),
        count=len(files),
        size=sum(path.stat().st_size for path in files.values()),
        **_facts(session, localizers),
    )
    return about, files


def _page(page: Page, places: list[str]) -> ArchivedPage:
    own_part = page.part if page.part and not page.is_below else ""
    return ArchivedPage(language=page.language, part=own_part, title=page.title, anchors=tuple(places))


def _searched(folder: Path, pages: list[Page]) -> str:
    """What search-index.js reads of some pages, by path: the content of each, and the title that it has in the menu."""
    found = {}
    for page in pages:
        content = CONTENT.search((folder / page.file).read_text(encoding="utf-8"))
        if content and "data-result" in content[0]:
            found[page.path] = f"{site_files.named_for_search(page)}{content[0].replace(MARKER, '')}"
    return json.dumps(found, ensure_ascii=False)


def _facts(session: Session, localizers: Mapping[str, Localizer]) -> dict[str, object]:
    """What is said of a session among those before a later one."""
    source = session.source_language
    summaries = {code: t.without_markdown(session.summary) for code, t in localizers.items() if session.summary}
    own = {code for code in localizers if session.summary and session.summary.is_in(code, source)} or {*list(localizers)[:1]}
    place: Texts = texts(session.venue.city or session.venue.name, source) if session.venue else {}
    if session.format is Format.online:
        place = {code: t.gettext("Online") for code, t in localizers.items()}
    return {
        "number": session.number,
        "called": {code: _called(session, t) for code, t in localizers.items()},
        "title": texts(session.title, source),
        "topic": {code: text for code, text in summaries.items() if code in own},
        "place": place,
        "symbol": session.symbol or "",
        "start": session.dates.start,
        "end": session.dates.end,
        "recorded": bool(session.webcast and session.webcast.recordings),
        "documents": tuple(
            ArchivedDocument(title=texts(each.title, source), symbol=each.symbol or "", url=texts(each.url, source))
            for _, each in walk(session)
            if isinstance(each, Document) and each.url
        ),
    }


def _called(session: Session, t: Localizer) -> str:
    """What a session is called in a language."""
    if session.name:
        return t.plain(session.name)
    return t.session_name(session.number) if session.number else t.plain(session.title)
