"""The service worker (theme/sw.js): with it, pages that a reader has opened are there without a network."""

from __future__ import annotations

import json
from collections.abc import Iterable

from microsite.exports.addresses import item_page
from microsite.render.assets import LAYOUT
from microsite.render.pages import SCREENS, Page, Site
from microsite.render.theme import Theme

FILE = "sw.js"
"""At the root of the site, below which it works."""
KEPT_ALONG = ("agenda", "practical")
"""Of each language, the pages that are kept as soon as one of them is opened: what a reader needs on the way."""


def service_worker(theme: Theme, site: Site, site_pages: Iterable[Page]) -> bytes:
    """The content of `FILE`. Where the site is not to be kept, it removes what an earlier one has kept, and itself: a browser that has one
    asks for it again at this address."""
    top = [page for page in site_pages if not page.is_below] if site.offline else []
    agendas = {page.language: page.path for page in top if page.part == "agenda"}
    known = {
        "off": not site.offline,
        "version": site.version,  # another content has a browser take it up anew, and tidy what it keeps
        "pages": [page.path for page in top],
        "agendas": [
            (item_page(path, "-").removesuffix("-/"), [page.path for page in top if page.language == language and page.part in KEPT_ALONG])
            for language, path in agendas.items()
        ],
        "screens": [site.prefix(language) + SCREENS for language in agendas],
    }
    return f"const SITE = {json.dumps(known, separators=(',', ':'))};\n".encode() + LAYOUT.sub(b"", theme.find(FILE).read_bytes())
