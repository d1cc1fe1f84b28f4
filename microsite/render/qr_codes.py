"""QR codes of addresses, for who has a page on paper or on a screen of the house before them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from microsite.render.pages import Page


@dataclass
class QrCodes:
    """The codes of a site's pages: each is made as its page asks for it."""

    wanted: bool
    files: dict[str, bytes] = field(default_factory=dict)
    """By their paths in the site, as far as they have been asked for."""

    def of(self, page: Page) -> str:
        """The path of the code that leads to a page; empty where it has none: only those have one that are likely to be printed."""
        if not self.wanted or page.part not in ("event", "agenda"):
            return ""
        path = page.beside(f"qr-{page.item or page.day}.svg" if page.is_below else "qr.svg")
        if path not in self.files:
            self.files[path] = qr_code(page.canonical)
        return path


def qr_code(address: str) -> bytes:
    """A QR code of an address, as SVG."""
    import segno  # here, since few builds of `mkdocs serve` come to it before the page is shown

    content = io.BytesIO()
    segno.make(address, micro=False, mask=MASK).save(content, kind="svg", border=2, xmldecl=False, nl=False, omitsize=True)
    return content.getvalue()


MASK = 3
"""The pattern laid over a code. Any can be read; to try all eight for the one that is read best takes four times as long."""
