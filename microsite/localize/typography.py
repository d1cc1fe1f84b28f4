"""Spaces at which a line must not break, as each language's typographers set them; writers type plain spaces everywhere.

`typeset` changes spaces and nothing else. It is applied to the interface's words, to dates and to the texts of the data file.
"""

from __future__ import annotations

import functools
import re

NO_BREAK = "\u00a0"
WORD_JOINER = "\u2060"
"""No line is broken beside it; it has no width."""
NARROW = "\u202f"
"""No-break too, and narrower: before high marks in French."""

_Rules = tuple[tuple[re.Pattern[str], str], ...]

EVERYWHERE: _Rules = (
    # "C. 9284", "M. Wang", "Е. П. г-жа": a capital with a full stop belongs to what follows.
    (re.compile(r"(?<!\w)([A-ZÀ-ÖØ-ÞА-ЯЁ]\.) (?=[^\W_])"), rf"\1{NO_BREAK}"),
    # "No. 5", "n° 5", "№ 5", "§ 5", "p. 5", "art. 5".
    (re.compile(r"(?<!\w)(No\.|[Nn]°|[Nn]os?|№|§|pp?\.|[Aa]rts?\.|[Nn]úm\.|[Сс]т\.|[Сс]тр\.|[Пп]\.) (?=\d)"), rf"\1{NO_BREAK}"),
    # "33 days", "78 Member States", "28 October", "50 %": a number belongs to what it counts; not the minutes of "10:00", not a year.
    (re.compile(r"(?<![\w.,:/-])(?<!h\u00a0)(و?\d{1,3}|\{n\}) (?=[^\W\d_]|[%€$£])"), rf"\1{NO_BREAK}"),
    # A dash never begins a line, nor does the stroke between two names.
    (re.compile(r"(?<=\S) (?=[—–] )|(?<!\s) (?=/ )"), NO_BREAK),
)

LANGUAGES: dict[str, _Rules] = {
    "fr": (
        (re.compile(r"(?<!\s) (?=[;!?])"), NARROW),
        (re.compile(r"(?<!\s) (?=:(?!\w))"), NO_BREAK),
        (re.compile(r"(?<=«) (?=\S)"), NO_BREAK),
        (re.compile(r"(?<=\d) h (?=\d\d)"), f"{NO_BREAK}h{NO_BREAK}"),
        (re.compile(r"(?<=\S) (?=»)"), NO_BREAK),
        (re.compile(r"(?<!\w)(Mmes?|Mlles?|MM\.|Drs?|Mes?|Pr) (?=[^\W\d_])"), rf"\1{NO_BREAK}"),
    ),
    "ru": (
        # Prepositions and conjunctions of one letter belong to the word after them.
        (re.compile(r"(?<![\w-])([АВИКОСУЯавикосуя]) (?=[\w«])"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<=\d) (?=(г|гг|в|вв)\.)"), NO_BREAK),
        (re.compile(r"(?<!\w)(г-н|г-жа|г-на|г-жи|д-р|проф\.) (?=[^\W\d_])"), rf"\1{NO_BREAK}"),
    ),
    "es": ((re.compile(r"(?<!\w)(Sra?s?\.|Dra?s?\.|D\.ª|Excm[oa]s?\.) (?=[^\W\d_])"), rf"\1{NO_BREAK}"),),
    "de": (
        # "28. Oktober", "12. Tagung"; not the last figure of a year.
        (re.compile(r"(?<![\w.,:/-])(\d{1,3}\.) (?=[^\W\d_])"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<=\S) (?=(Uhr\b|…))"), NO_BREAK),
        (re.compile(r"(?<!\w)(z\.|d\.|u\.|i\.|o\.) (?=[A-Za-z]\.)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<!\w)(Nr\.|Abs\.|Ziff\.) (?=\d)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<!\w)(Herrn?|Frau|Dr\.|Prof\.) (?=[A-ZÀ-ÖØ-Þ])"), rf"\1{NO_BREAK}"),
    ),
    "pt": (
        (re.compile(r"(?<!\w)(\d{1,3}\.?[ªº]|[Nn]\.º) (?=\w)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<!\w)(Sr[as]?\.|Sras\.|Dra?s?\.|Profa?\.|Ex\.ª|Exm[oa]s?\.) (?=[^\W\d_])"), rf"\1{NO_BREAK}"),
    ),
    "en": ((re.compile(r"(?<!\w)(Mr|Mrs|Ms|Dr|Prof)(\.?) (?=[^\W\d_])"), rf"\1\2{NO_BREAK}"),),
}


@functools.lru_cache(maxsize=1 << 15)
def typeset(text: str, language: str) -> str:
    """The same text with spaces that do not break where the language has them; `language` as in the site, such as pt-BR."""
    if " " not in text:
        return text
    for pattern, replacement in (*LANGUAGES.get(language.partition("-")[0], ()), *EVERYWHERE):
        text = pattern.sub(replacement, text)
    return text
