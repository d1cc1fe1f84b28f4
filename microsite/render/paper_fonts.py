"""The fonts of PDF: those that previews.py finds, with the letters that are on paper alone, as a PDF takes them up whole.

Of a font with all weights in one file, of one with cubic curves (CFF, as Noto's Chinese has them) and of a bold that it makes up itself,
Chromium draws each letter into the PDF by itself, which takes two or three times as much.
"""

from __future__ import annotations

import base64
import functools
import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.render import previews

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

WEIGHTS = (400, 700)
FLATNESS = 1.0
"""How far a curve may be from the one in whose place it comes, in units of the font: mostly a thousandth of the size of a letter."""
FAMILIES = """* { --sans: OURS, sans-serif !important; font-synthesis-weight: none; }
* { --serif: "Noto Serif", "Noto Naskh Arabic", OURS, serif !important; }
:is(:lang(zh), :lang(ja), :lang(ko)) { --serif: var(--sans) !important; }"""
"""Headings have serifs where the system has them; in Chinese, Japanese and Korean these would take as much as all the rest."""


def styles(html: str, title: str, language: str, letters: frozenset[int]) -> str:
    """CSS with the fonts of a page on paper. What several fonts have is taken from the one of the page's `title`, but for ASCII;
    `letters` are those of all pages, so that each font is made once for all."""
    files = previews.font_files()
    own = previews.font_for(title) or files[0]
    codes: dict[str, list[int]] = {}
    for code in sorted({ord(letter) for letter in html} & letters):
        order = files if "!" <= chr(code) <= "~" else (own, *files)
        if file := next((each for each in order if code in _known(each)), None):
            codes.setdefault(file, []).append(code)
    names = {file: f"Paper{files.index(file)}" for file in codes}
    rules = [FAMILIES.replace("OURS", ", ".join(names.values()))]
    for file, found in codes.items():
        ranges = ", ".join(f"U+{code:X}" for code in found)
        for weight, content in _faces(file, previews.face_number(file, language), letters):
            source = f"url(data:font/ttf;base64,{base64.b64encode(content).decode()})"
            rules.append(f"@font-face {{ font-family: {names[file]}; font-weight: {weight}; src: {source}; unicode-range: {ranges}; }}")
    return "\n".join(rules)


def _open(file: str, number: int = 0) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(file, fontNumber=number if file.endswith(".ttc") else -1, recalcTimestamp=False, lazy=True)


@functools.cache
def _known(file: str) -> frozenset[int]:
    with _open(file) as font:
        return frozenset(font.getBestCmap())


@functools.lru_cache(maxsize=16)
def _faces(file: str, number: int, letters: frozenset[int]) -> tuple[tuple[int, bytes], ...]:
    """Each weight of a font, as TrueType with some letters; `number` tells which of a collection. Of a font with one weight, the bold is
    the file beside it, if there is one."""
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells what it leaves out
    font = _with_letters(file, number, letters)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        return tuple((weight, _content(instancer.instantiateVariableFont(font, axes | {"wght": weight}))) for weight in WEIGHTS)
    path = Path(file)
    bold = path.with_name(f"{path.stem.removesuffix('-Regular')}-Bold{path.suffix}")
    found = [(WEIGHTS[0], font)]
    if bold.is_file():
        found.append((WEIGHTS[1], _with_letters(str(bold), number, letters)))
    return tuple((weight, _content(each)) for weight, each in found)


def _with_letters(file: str, number: int, letters: frozenset[int]) -> TTFont:
    from fontTools import subset

    font = _open(file, number)
    subsetter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True, drop_tables=["STAT"]))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if "CFF " in font:
        _make_quadratic(font)
    return font


def _make_quadratic(font: TTFont) -> None:
    """Changes the cubic curves of a font into those of TrueType."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    drawn, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, FLATNESS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for table in ("CFF ", "VORG", "maxp", "post"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupGlyf(glyphs)
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)


def _content(font: TTFont) -> bytes:
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()
