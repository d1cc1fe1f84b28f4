"""Our own stylesheet, scripts and icons: written once, each address with a mark of its content."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from microsite.render import icons
from microsite.render.theme import THEME, Theme

IMPORT = re.compile(rb'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
"""What a script imports at its head. It is put in its place, since each file is a request of its own; what is imported later is not."""

LAYOUT = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n|^[ \t]+", re.MULTILINE)
"""What our own scripts and style sheet have for those who write them: indents, and lines of comments. A fifth of what readers load."""

ACCENT = "#0a5c8c"
"""The accent colour, where mkdocs.yml says none; our files are written with it."""
PREVIEW_ONLY = ("preview.", "edit.", "edit-", "vendor/yaml")
"""What the names of those files begin with that only previews show."""


class Assets:
    """The files of assets/, with the accent colour, the imports and the marks of scripts filled in."""

    def __init__(self, theme: Theme, accent: str):
        self.theme = theme
        self.accent = accent
        self.marks: dict[str, str] = {}
        self.contents: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """The content of a file as it is published; its mark needs it too."""
        if name not in self.contents:
            self.contents[name] = self._made(name)
        return self.contents[name]

    def _made(self, name: str) -> bytes:
        if name in self.drawn_icons:
            return icons.draw(self.drawn_icons[name], self.accent)
        path = self.theme.find(f"assets/{name}")
        content = path.read_bytes()
        if path.suffix in (".css", ".js") and path.parent == THEME / "assets":
            content = LAYOUT.sub(b"", content)
        if name.endswith((".css", ".svg")):
            content = content.replace(ACCENT.encode(), self.accent.encode())
        if name.endswith(".js"):
            content = IMPORT.sub(lambda found: self.read(found[1].decode()).replace(b"\nexport ", b"\n"), content)
            content = re.sub(rb'"\./([\w-]+\.js)"', lambda found: f'"./{self.address(found[1].decode())[7:]}"'.encode(), content)
        return content

    @functools.cached_property
    def drawn_icons(self) -> dict[str, int]:
        """The icons that are drawn after icon.svg, by their size: none, where a site has an icon.svg of its own."""
        is_ours = self.theme.find("assets/icon.svg").parent == THEME / "assets"
        return {f"icon-{size}.png": size for size in icons.SIZES if is_ours and not self.theme.has(f"assets/icon-{size}.png")}

    @functools.cached_property
    def icons(self) -> dict[int, str]:
        """The icons in pixels, by their size: drawn, or a site's own."""
        names = {size: f"icon-{size}.png" for size in icons.SIZES}
        return {size: name for size, name in names.items() if name in self.drawn_icons or self.theme.has(f"assets/{name}")}

    def address(self, name: str) -> str:
        """`assets/NAME?v=…`: a new content has a new address, so that no browser shows an old one."""
        if name not in self.marks:
            self.marks[name] = hashlib.sha256(self.read(name)).hexdigest()[:8]
        return f"assets/{name}?v={self.marks[name]}"

    def files(self, *, preview: bool = False) -> Iterator[tuple[str, bytes | Path]]:
        """Path in the site and content of each; what only previews show stays out of the published site."""
        for name in self.theme.names("assets"):
            short = name.removeprefix("assets/")
            if preview or not short.startswith(PREVIEW_ONLY):
                yield name, self.read(short) if name.endswith((".css", ".svg", ".js")) else self.theme.find(name)
        for name in self.drawn_icons:
            yield f"assets/{name}", self.read(name)


def validate_accent(accent: str) -> str | None:
    """Why a colour can't be the accent: white text on it, and it on white, need a contrast of 4.5 (WCAG 2.2, 1.4.3)."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        return f"mkdocs.yml: accent is “{accent}”; write a colour as # and six digits, for instance {ACCENT}"
    channels = (int(accent[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    contrast = 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    if contrast < 4.5:
        return f"mkdocs.yml: accent {accent} has a contrast of {contrast:.1f} with white, and 4.5 is needed to read it; choose a darker one"
    return None
