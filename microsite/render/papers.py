"""The session as PDF, in each language: the programme, a summary on one page, the order of each day.

A Chromium prints them, each from a page as it would be at its address in the site, so that links lead there. What the pages name comes
from the folder in which the site was built; nothing is fetched from elsewhere.
"""

from __future__ import annotations

import functools
import hashlib
import io
import mimetypes
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from microsite.kept_files import keep, kept
from microsite.model.session import Session
from microsite.render import paper_fonts, paper_text, previews
from microsite.render.pages import Page, file_at

if TYPE_CHECKING:
    from playwright.sync_api import Route

FORM = "3"
"""Another one, when they are printed otherwise."""
OF_PARTS = {"event": "summary", "agenda": "programme"}
"""By the part whose page leads to it, the name of a paper; its template is in papers/."""
SIZES = (10, 9.2, 8.4, 7.6, 6.8, 6)
"""Of letters, in points. The first, but on a paper that must stand on one page: the largest with which it does, or the smallest."""
WITH_TITLES = 4
"""In so many of these sizes such a paper names all items (`.titles`), if then it stands on one page."""
WITHOUT_TITLES = ".titles { display: none !important; }"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Commands of a Chromium that a system has installed."""
TRUE_WIDTHS = "--font-render-hinting=none"
"""Letters as wide as the font has them, and not in whole pixels of a screen that is not there."""
REMEDY = 'run `pip install "microsite[pdf]"`, without Chromium or Chrome also `playwright install chromium`; or remove `pdf: true`'


class CannotPrint(Exception):
    """There is nothing here that prints, or no font for a language."""


class Paper(NamedTuple):
    """A PDF of the site before it is printed."""

    path: str
    """In the site."""
    address: str
    """Absolute, of the page that it is printed from."""
    title: str
    """Of that page, in its language."""
    language: str
    html: str = ""
    """That page, where it is not among those of the site."""
    is_one_page: bool = False


def paper_path(page: Page, session: Session) -> str:
    """The path in the site of what is printed of a page or for it; empty if nothing is."""
    if page.is_order:
        return page.beside(f"order-of-the-day-{page.day}.pdf")
    if page.is_below or page.part not in OF_PARTS or page.part == "agenda" and not any(session.items()):
        return ""
    return page.beside(f"{OF_PARTS[page.part]}.pdf")


def chromium() -> str | None:
    """The path of a system's Chromium; None where Playwright's own is to be used."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def printed(papers: Iterable[Paper], folder: Path, url: str, kept_in: Path | None) -> Iterator[tuple[str, bytes]]:
    """Each paper by its path in the site, as PDF: tagged, with bookmarks. `folder` has the site that stands at `url`; what was printed of
    the same page before is taken from `kept_in`. Raises CannotPrint."""
    missing = []
    for paper in papers:
        html = paper.html or (folder / file_at(paper.address.removeprefix(url))).read_text(encoding="utf-8")
        file = kept_in / f"{hashlib.sha256(repr((FORM, paper.address, html)).encode()).hexdigest()[:16]}.pdf" if kept_in else None
        if file and (content := kept(file)):
            yield paper.path, content
        else:
            missing.append((paper, html, file))
    if not missing:
        return
    for paper, _, _ in missing:
        if not previews.font_for(paper.title):
            raise CannotPrint(f"{paper.path} can't be made: no font here has the letters of “{paper.title}”; {previews.FONTS_REMEDY}")
    for (paper, _, file), content in zip(missing, _printed([(paper, html) for paper, html, _ in missing], folder, url), strict=True):
        if file:
            keep(file, content)
        yield paper.path, content


def _printed(papers: list[tuple[Paper, str]], folder: Path, url: str) -> Iterator[bytes]:
    try:
        import fontTools  # noqa: F401
        import pikepdf  # noqa: F401
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise CannotPrint(f"PDF can't be made: Playwright, pikepdf or fontTools is not installed; {REMEDY}") from None
    letters = frozenset(ord(letter) for _, html in papers for letter in html)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=[TRUE_WIDTHS])
        except Error:
            raise CannotPrint(f"PDF can't be made: no Chromium can be started here; {REMEDY}") from None
        with browser.new_context(java_script_enabled=False, bypass_csp=True) as context:
            for paper, html in papers:
                page = context.new_page()
                page.emulate_media(media="print")
                fonts = paper_fonts.styles(html, paper.title, paper.language, letters)
                tried = [(size, "") for size in SIZES[: WITH_TITLES if paper.is_one_page else 1]]
                tried += [(size, WITHOUT_TITLES) for size in SIZES] if paper.is_one_page else []
                for size, rule in tried:
                    sized = html.replace("<html ", f'<html style="font-size: {size}pt" ', 1)
                    sized = sized.replace("</head>", f"<style>{fonts}{rule}</style></head>", 1)
                    page.route("**/*", functools.partial(_answer, paper, sized, folder, url))
                    page.goto(paper.address)  # all of it: of a long page, the network is idle before it is read to its end
                    page.wait_for_load_state("networkidle")
                    page.evaluate("document.fonts.ready.then(() => true)")
                    content, count = _packed(page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True))
                    page.unroute_all()
                    if count == 1:
                        break
                page.close()
                yield content
        browser.close()


def _answer(paper: Paper, html: str, folder: Path, url: str, route: Route) -> None:
    """What the browser gets of an address: the page, or a file of the site."""
    address = route.request.url.partition("#")[0].partition("?")[0]
    file = folder / address.removeprefix(url)
    if address == paper.address:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif address.startswith(url) and file.is_file():
        route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0])
    else:
        route.abort()


def _packed(pdf: bytes) -> tuple[bytes, int]:
    """What a browser has printed, in less space, and how many pages it has. It packs pictures and fonts, but none of the many small objects
    that tags are."""
    import pikepdf

    content = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(io.BytesIO(pdf)) as made:
        del made.docinfo["/CreationDate"], made.docinfo["/ModDate"]  # the same page has the same bytes
        for page in made.pages:
            page.obj.Contents.write(paper_text.in_lines(page))
        made.save(content, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)
        return content.getvalue(), len(made.pages)
