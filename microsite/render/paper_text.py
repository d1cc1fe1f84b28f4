"""The text of a PDF in less space: Chromium puts each letter in its place by itself, and here a line of them is put there as one."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

NUMBER = rb"-?\d*\.?\d+"
STEP = rb"(?:(%b) 0 Td )?<([0-9A-F]+)> Tj\n" % NUMBER
"""Some letters, by their numbers in the font, and how far they begin from where those before them did."""
TOKEN = re.compile(
    rb"/(?P<font>\w+) (?P<size>%b) Tf|(?P<line><[0-9A-F]+> Tj\n(?:%b 0 Td <[0-9A-F]+> Tj\n)+)|(?P<x>%b) (?P<y>%b) Td|\bTm|\bET"
    % (NUMBER, NUMBER, NUMBER, NUMBER)
)
LEAST = 2
"""Gaps that nobody sees, in thousandths of the size of letters."""
Widths = dict[int, float]
"""Of letters by their numbers, in thousandths of the size."""


def in_lines(page: pikepdf.Page) -> bytes:
    """The content of a page, which looks the same."""
    fonts = {name[1:].encode(): _widths(font) for name, font in page.obj.Resources.get("/Font", {}).items() if "/DescendantFonts" in font}
    widths: Widths | None = None
    size = moved = 0.0  # how far the letters of a line are from where it begins, which the next ones count from

    def shorter(found: re.Match[bytes]) -> bytes:
        nonlocal widths, size, moved
        if found["font"]:
            widths, size = fonts.get(found["font"]), float(found["size"])
        elif found["line"] and widths is not None:
            line, length = _line(found["line"], widths, size)
            moved += length
            return line
        elif found["x"]:
            x, moved = float(found["x"]) + moved, 0.0
            return b"%.7g %b Td" % (x, found["y"])
        elif not found["line"]:
            moved = 0.0
        return found[0]

    return TOKEN.sub(shorter, page.obj.Contents.read_bytes())


def _line(steps: bytes, widths: Widths, size: float) -> tuple[bytes, float]:
    """Letters with what is between them, and how far the last begin from the first."""
    shown, length, ahead = [b"[<"], 0.0, 0.0
    for step, letters in re.findall(STEP, steps):
        length += float(step or 0)
        gap = round(ahead - length * 1000 / size)
        if abs(gap) > LEAST:  # what is less is made up for once it adds up
            shown.append(b">%d<" % gap)
            ahead -= gap
        shown.append(letters)
        ahead += sum(widths.get(int(letters[at : at + 4], 16), widths[-1]) for at in range(0, len(letters), 4))
    return b"".join((*shown, b">] TJ\n")), length


def _widths(font: pikepdf.Object) -> Widths:
    """That of letters which the font does not list is at -1."""
    descendant = font.DescendantFonts[0]
    found = {-1: float(descendant.get("/DW", 1000))}
    entries = iter(descendant.get("/W", ()))
    for first in entries:
        given: Any = next(entries)
        if isinstance(given, int):
            found |= dict.fromkeys(range(int(first), given + 1), float(next(entries)))
        else:
            found |= zip(itertools.count(int(first)), map(float, given), strict=False)
    return found
