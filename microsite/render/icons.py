"""What devices show of a site that a reader puts among their apps: its icon in pixels, and a manifest for each language (W3C Web App
Manifest)."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from microsite.kept_files import INSTALLED, kept_or_made
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render.pages import Site

SIZES = (180, 192, 512)
"""In pixels: of Apple's devices, and of those that read the manifest."""
TOUCH = 180
LINES = ((7, 9, 25), (7, 16, 19), (7, 23, 22))
"""Of icon.svg, on a square of 32: where each begins, its height, where it ends."""
FORM = "1"
"""Another one, when icons are drawn otherwise."""
KEPT = INSTALLED / "icons"
PAPER = "#fdfcfa"
"""The colour of pages (microsite.css)."""


def manifest_path(prefix: str) -> str:
    """The path of the manifest of a language, whose paths have that prefix."""
    return f"{prefix}manifest.webmanifest"


def manifest(site: Site, session: Session, t: Localizer, accent: str, addresses: Mapping[int, str], asset: Callable[[str], str]) -> bytes:
    """The manifest in the language of `t`. `addresses` names icons by their size, and `asset` says where in the site a file is."""
    root = "../" if site.prefix(t.language) else "./"
    drawn = [
        {"src": root + asset(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size, name in addresses.items()
        if size != TOUCH
    ]
    own = {"src": root + asset("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {
        "id": urlsplit(site.url).path,  # one app, whatever the language it was installed in
        "name": t.plain(session.title),
        "short_name": t.plain(session.name) or t.session_name(session.number) or t.plain(session.title),
        "description": t.description(session),
        "lang": t.language,
        "dir": t.direction,
        "start_url": "./",
        "scope": root,
        "display": "minimal-ui",
        "theme_color": accent,
        "background_color": PAPER,
        "icons": [own, *drawn],
    }
    return json.dumps(said, ensure_ascii=False).encode()


def draw(size: int, accent: str) -> bytes:
    """The icon as PNG, in that many pixels: to the edges, since devices cut its corners as they like. It is kept for all projects: what
    draws takes longer to load than a page to make."""
    name = hashlib.sha256(f"icon {FORM} {size} {accent}".encode()).hexdigest()[:32] + ".png"
    return kept_or_made(KEPT, name, lambda: _drawn(size, accent))


def _drawn(size: int, accent: str) -> bytes:
    from PIL import Image, ImageDraw  # here, since a build that finds them kept need not wait for it

    image = Image.new("P", (size, size), 0)
    image.putpalette([*bytes.fromhex(accent[1:]), 255, 255, 255])
    pen = ImageDraw.Draw(image)
    for left, middle, right in LINES:
        box = [round(value * size / 32) for value in (left, middle - 1.5, right, middle + 1.5)]
        pen.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=1)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True, bits=1)
    return content.getvalue()
