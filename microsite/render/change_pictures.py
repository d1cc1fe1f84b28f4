"""Pictures of the pages that differ between two builds of a site, before and after, at three sizes of screen."""

from __future__ import annotations

import functools
import io
import mimetypes
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from microsite.render.papers import REMEDY, CannotPrint, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

SIZES = {"phone": 360, "tablet": 768, "laptop": 1280}
"""Widths of screens."""
HEIGHT = 1000
"""Of a picture."""
ABOVE = 120
"""Pixels of it above the first place that differs."""
NOT_SHOWN = re.compile(r'<(a|span) class="source-link".*?</\1>|<p class="proposal">.*?</p>|<script.*?</script>', re.DOTALL)
"""What differs and is no change of a page: where each block is written, and what scripts read."""
SEEN = """() => [...document.body.querySelectorAll("*")].filter((each) => each.checkVisibility()).flatMap((each) => {
  const own = [...each.childNodes].filter((node) => node.nodeType === 3);
  const text = each.currentSrc || own.map((node) => node.data.trim()).join(" ").trim();
  return text ? [[text, Math.round(each.getBoundingClientRect().top + scrollY)]] : [];
})"""
"""What is to be seen of a page, from top to bottom, and how far from the top."""
ADDRESS = "http://site.invalid/"
"""Where the browser believes that the site is."""


def changed_pages(before: Path, after: Path) -> list[str]:
    """The paths of the pages that readers see change, those of fewer folders first; pages without the site around them are left out."""
    pages = {path.relative_to(folder).as_posix() for folder in (before, after) for path in folder.rglob("index.html")}
    own = {path for path in pages if not path.startswith("preview/") and not {"embed", "screen"} & set(path.split("/"))}
    return sorted((path for path in own if _shown(before / path) != _shown(after / path)), key=lambda path: (path.count("/"), path))


def _shown(page: Path) -> str:
    if not page.exists():
        return ""
    html = page.read_text(encoding="utf-8")
    return " ".join(NOT_SHOWN.sub("", html[html.find("<body") :]).split())


def pictures(before: Path, after: Path, pages: list[str]) -> Iterator[tuple[str, str, str, bytes]]:
    """Page, size, "before" or "after", and the picture (WebP): a window of the page from the first place that differs on. Of a page
    that one build lacks there is one picture, and none where both show the same. Raises CannotPrint where no browser is."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise CannotPrint(f"Pictures can't be made: Playwright is not installed; {REMEDY}") from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium())
        except Error:
            raise CannotPrint(f"Pictures can't be made: no Chromium can be started here; {REMEDY}") from None
        for size, width in SIZES.items():
            with browser.new_context(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", bypass_csp=True) as context:
                windows = {"before": (context.new_page(), before), "after": (context.new_page(), after)}
                for window, folder in windows.values():
                    window.route("**/*", functools.partial(_answer, folder))
                for path in pages:
                    shown = {when: window for when, (window, folder) in windows.items() if (folder / path).exists()}
                    yield from ((path, size, when, content) for when, content in _pair(shown, path))
        browser.close()


def _pair(windows: dict[str, Page], path: str) -> Iterator[tuple[str, bytes]]:
    seen: dict[str, list[list[Any]]] = {}
    for when, window in windows.items():
        window.goto(ADDRESS + path)
        window.add_style_tag(content=".source-link, .proposal { display: none !important }")
        seen[when] = window.evaluate(SEEN)
    texts = [[text for text, _ in places] for places in seen.values()]
    same = len(os.path.commonprefix(texts)) if len(texts) > 1 else 0
    if len(texts) > 1 and texts[0] == texts[1]:
        return
    for when, window in windows.items():
        top = max(0, seen[when][min(same, len(seen[when]) - 1)][1] - ABOVE) if seen[when] else 0
        window.evaluate("(top) => scrollTo(0, top)", top)
        with Image.open(io.BytesIO(window.screenshot())) as shot:
            content = io.BytesIO()
            shot.convert("RGB").save(content, "WEBP", quality=80)
        yield when, content.getvalue()


def _answer(folder: Path, route: Route) -> None:
    """A file of a site, for the browser; nothing from elsewhere."""
    path = route.request.url.partition("#")[0].partition("?")[0].removeprefix(ADDRESS)
    file = folder / (path + "index.html" if path.endswith("/") or not path else path)
    options: dict[str, Any] = {"content_type": mimetypes.guess_type(file.name)[0]}
    if route.request.url.startswith(ADDRESS) and file.is_file():
        route.fulfill(path=file, **options)
    else:
        route.abort()


def file_name(path: str, size: str, when: str) -> str:
    """Of a picture."""
    return f"{path.removesuffix('/index.html').removesuffix('index.html').replace('/', '-') or 'first'}-{size}-{when}.webp"
