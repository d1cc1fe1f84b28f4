"""Names and dates in a row, by CLDR's patterns, and with the "and" that the last one asks for, which Babel does not know of."""

from __future__ import annotations

import re

import babel
import babel.lists

AND = {
    "es": (re.compile(r"[ií]|h[ií](?![aeáé])", re.IGNORECASE), " y ", " e "),
    "he": (re.compile(r"[^א-ת]"), " ו", " ו-"),
}
"""By language: what the last part begins with, "and" as it is, and as it is before that: "español e inglés", "24 ו-25"."""


def joined(parts: list[str], locale: babel.Locale, *, last: str | None = None) -> str:
    """The parts as the language joins a list; `last` is the text of the last one, where a mark stands for it."""
    written = babel.lists.format_list(parts, locale=locale)
    if len(parts) < 2 or locale.language not in AND:
        return written
    begins, usual, changed = AND[locale.language]
    before = written.removesuffix(parts[-1])
    if not begins.match(last or parts[-1]) or not before.endswith(usual):
        return written
    return before.removesuffix(usual) + changed + parts[-1]
