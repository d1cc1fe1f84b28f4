"""The pictures that chat programs and social networks show with a link: one for each language, and one for each item that has a page.

They are drawn only for a site that is published, with fonts of the packages of `microsite[previews]`, or of Debian.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from microsite.kept_files import kept_or_made
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.session import Session
from microsite.render.agenda_view import AgendaView
from microsite.render.pages import Page

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, INK, MUTED = "#fdfcfa", "#1b1b1b", "#5a5750"
FORM = "1"
"""Another one, when pictures are drawn otherwise."""
FOLDER = "previews"
"""Of the site."""
PACKAGED = ("fontpkg_noto_sans/files/NotoSans[[]*", "fontpkg_noto_*/files/*.ttf", "noto_cjk_sans_otc/*.ttc")
"""Where packages of fonts have them, below the folders that Python loads from."""
INSTALLED = ("dejavu/DejaVuSans.ttf", "noto/NotoSans-Regular.ttf", "noto/NotoSansCJK-Regular.ttc")
"""Where Debian has them, below its folders."""
SYSTEM = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts/opentype"))
CHINESE = {"zh-Hant": 3, "zh-TW": 3, "zh-HK": 4, "ja": 0, "ko": 1}
"""Which font of a collection (Noto Sans CJK) writes the letters as a language does; others as in China."""
SIMPLIFIED = 2
TITLE, SMALLEST, LINE = 76, 44, 38
"""Sizes of letters, in pixels."""
MOST_LINES = 4
FONTS_REMEDY = 'run `pip install "microsite[previews]"`, or install Debian\'s packages fonts-dejavu-core and fonts-noto-cjk'
WORDS = r"[\u2e80-\uffef][，。、：；！？）》”’]*|[^\s\u2e80-\uffef]+\s*"
"""What stands on one line: a word, or a Chinese letter with the marks that can't begin a line.
Compiled where it is used: that takes 5 ms."""


class Preview(NamedTuple):
    """The picture of a page."""

    path: str
    """In the site."""
    alt: str
    """What is on it."""
    width: int = WIDTH
    height: int = HEIGHT


class _Said(NamedTuple):
    title: str
    lines: tuple[str, ...]
    language: str
    direction: str


@dataclass
class Previews:
    """The pictures of a site: those that its pages have asked for are drawn once all pages are known."""

    view: AgendaView
    accent: str
    kept_in: Path | None = None
    """Where pictures are kept for the next build."""
    wanted: bool = True
    known: dict[str, _Said] = field(default_factory=dict)
    """What they say, by their paths in the site, as far as they have been asked for."""
    found: dict[tuple[str, str], Preview | None] = field(default_factory=dict)
    """Those that have been asked for, by language and item."""
    without_font: set[str] = field(default_factory=set)
    """Languages that no font was found for."""

    def of(self, page: Page, t: Localizer) -> Preview | None:
        """The picture of a page: its own if it is an item's, else that of the language; None where there is none."""
        if not self.wanted:
            return None
        asked = t.language, page.item
        if asked not in self.found:
            own = self._noted(_of_item(*self.view.items[page.item], self.view.session, t)) if page.item else None
            self.found[asked] = own or self._noted(_of_session(self.view.session, t))
        if not self.found[asked]:
            self.without_font.add(t.language)
        return self.found[asked]

    def _noted(self, said: _Said) -> Preview | None:
        marked = repr((FORM, self.accent, said, [Path(file).name for file in font_files()]))
        name = f"{hashlib.sha256(marked.encode()).hexdigest()[:16]}.png"
        if not (self.kept_in and (self.kept_in / name).is_file() or _can_be_drawn(said)):
            return None
        path = f"{FOLDER}/{name}"
        self.known[path] = said
        return Preview(path, " – ".join((said.title, *said.lines)))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each picture, drawn as it is asked for."""
        for path, said in self.known.items():
            yield path, kept_or_made(self.kept_in, path.removeprefix(f"{FOLDER}/"), functools.partial(_drawn, said, self.accent))


def _of_session(session: Session, t: Localizer) -> _Said:
    when = t.dates(session.dates.start, session.dates.end)
    if not session.takes_place:
        when = t.gettext("Session cancelled") if session.status == "cancelled" else t.gettext("Session postponed")
    place = t.gettext(", ").join(map(t.plain, filter(None, (session.venue.name, session.venue.city)))) if session.venue else ""
    return _said(t, t.plain(session.title), when, place, t.plain(session.organizer.name))


def _of_item(day: Day | None, sitting: Sitting | None, item: AgendaItem, session: Session, t: Localizer) -> _Said:
    when = t.date(day.date, "full") if day else ""
    if day and sitting and item.start:
        start, end = session.times(day, sitting, item)
        when = t.gettext(", ").join((when, t.times(start, None if item.open_end else end)))
    room = session.room_of(item, sitting)
    people = t.gettext(", ").join(t.person_in_text(session.people[each.person]) for each in item.people[:3])
    status = t.gettext("Cancelled") if item.cancelled else when
    return _said(t, t.item_title_text(item), status, t.plain(room) if room else "", people, t.plain(session.title))


def _said(t: Localizer, title: str, *lines: str) -> _Said:
    return _Said(title, tuple(t.capitalized(line) for line in lines if line), t.language, t.direction)


# ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────────


@functools.cache
def font_files() -> tuple[str, ...]:
    """The fonts that are here: those of packages first, then the system's."""
    packaged = [path for pattern in PACKAGED for folder in filter(None, sys.path) for path in sorted(Path(folder).glob(pattern))]
    installed = [folder / name for name in INSTALLED for folder in SYSTEM]
    return tuple(dict.fromkeys(str(path) for path in (*packaged, *installed) if path.is_file() and "Italic" not in path.name))


@functools.lru_cache(maxsize=64)
def _font(file: str, size: int, language: str) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(file, size, index=face_number(file, language))


def face_number(file: str, language: str) -> int:
    """Which font of a file writes the letters as a language does."""
    return CHINESE.get(language, SIMPLIFIED) if file.endswith(".ttc") else 0


@functools.lru_cache(maxsize=10_000)
def _has(file: str, letter: str) -> bool:
    """Whether a font has a letter: what it has not looks as what is no letter at all."""
    font = _font(file, 20, "")
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


def font_for(text: str) -> str | None:
    """The first font that has all letters of a text."""
    letters = {letter for letter in text if letter.isalnum()}
    return next((file for file in font_files() if all(_has(file, letter) for letter in letters)), None)


def _can_be_drawn(said: _Said) -> bool:
    """Whether there is a font for each of its texts, and what sets text from right to left."""
    from PIL import features

    return all(map(font_for, (said.title, *said.lines))) and (said.direction != "rtl" or bool(features.check("raqm")))


def _drawn(said: _Said, accent: str) -> bytes:
    """A picture as PNG; one that `_can_be_drawn`."""
    from PIL import Image, ImageDraw, features

    files = [font_for(text) for text in (said.title, *said.lines)]
    is_rtl = said.direction == "rtl"
    how: dict[str, Any] = {"direction": said.direction, "language": said.language} if features.check("raqm") else {}
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((WIDTH - 24, 0, WIDTH, HEIGHT) if is_rtl else (0, 0, 24, HEIGHT), fill=accent)
    at, anchor = (WIDTH - MARGIN, "ra") if is_rtl else (MARGIN, "la")
    below = HEIGHT - MARGIN - len(said.lines) * int(LINE * 1.45)
    size, rows = _title_rows(said, str(files[0]), how, below - MARGIN - LINE)
    for number, row in enumerate(rows):
        font = _font(str(files[0]), size, said.language)
        pen.text((at, MARGIN - size // 5 + number * int(size * 1.25)), row, fill=INK, font=font, anchor=anchor, **how)
    for number, (line, file) in enumerate(zip(said.lines, files[1:], strict=True)):
        font = _font(str(file), LINE, said.language)
        row = _rows(line, font, how, most=1)[0]
        pen.text((at, below + number * int(LINE * 1.45)), row, fill=MUTED if number else accent, font=font, anchor=anchor, **how)
    content = io.BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG")
    return content.getvalue()


def _title_rows(said: _Said, file: str, how: dict[str, Any], height: int) -> tuple[int, list[str]]:
    """The size of the letters of the title, and its lines: as large as there is room for all of it, else the smallest, and cut."""
    for size in range(TITLE, SMALLEST - 1, -8):
        most = min(MOST_LINES, height // int(size * 1.25))
        rows = _rows(said.title, _font(file, size, said.language), how, most=most)
        if not rows[-1].endswith("…"):
            break
    return size, rows


def _rows(text: str, font: FreeTypeFont, how: dict[str, Any], *, most: int) -> list[str]:
    """A text on lines that have room on the picture; with more than `most`, the last ends with “…”."""
    rows = [""]
    words: Sequence[str] = re.findall(WORDS, text)
    for word in words:
        if rows[-1] and font.getlength((rows[-1] + word).rstrip(), **how) > WIDTH - 2 * MARGIN:
            rows.append("")
        rows[-1] += word
    if len(rows) > most:
        last = rows[most - 1].rstrip()
        while font.getlength(f"{last}…", **how) > WIDTH - 2 * MARGIN:
            last = last[:-1]
        return [*rows[: most - 1], f"{last}…"]
    return rows


def missing_fonts(previews: Previews) -> Iterator[str]:
    """A sentence for each language whose pages have no picture."""
    for language in sorted(previews.without_font):
        yield f"{language}: no font here has its letters, so links in chats have no picture; {FONTS_REMEDY}"
