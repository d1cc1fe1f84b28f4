"""QR codes of addresses, for who has a page on paper or on a screen of the house before them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from microsite.render.pages import Page


@dataclass
class QrCodes:
    """The codes of a site's pages: those that they have asked for are made once all pages are known."""

    wanted: bool
    known: dict[str, str] = field(default_factory=dict)
    """The addresses that they lead to, by their paths in the site, as far as they have been asked for."""

    def of(self, page: Page) -> str:
        """The path of the code that leads to a page; empty where it has none: only those have one that are likely to be printed."""
        if not self.wanted or page.part not in ("event", "agenda"):
            return ""
        path = page.beside(f"qr-{page.item or page.day}.svg" if page.is_below else "qr.svg")
        self.known[path] = page.canonical
        return path

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each code, made as it is asked for."""
        for path, address in self.known.items():
            yield path, qr_code(address)


def qr_code(address: str) -> bytes:
    """A QR code of an address, as SVG."""
    import segno  # here, since few builds of `mkdocs serve` come to it before the page is shown

    content = io.BytesIO()
    segno.make(address, micro=False, mask=MASK).save(content, kind="svg", border=2, xmldecl=False, nl=False, omitsize=True)
    return content.getvalue()


MASK = 3
"""The pattern laid over a code. Any can be read; to try all eight for the one that is read best takes four times as long."""
