"""Names of people: the order of a list of them, and the letters that stand for one who has no picture."""

from __future__ import annotations

import re
import unicodedata

COMMA = "[,،，、]"
"""One of any script."""
SYLLABLES = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "YI"}
"""Scripts in which one letter is a name, or a syllable of it."""
ARTICLE = re.compile("^[\u0627\u0671]\u0644(?=..)")
"""That of Arabic names, which is no part of their initials."""


def initials(name: str) -> str:
    """The first letter of a name's first word and of its last, or of its two halves at a comma; one alone in scripts whose letters are
    syllables. Empty where the name has no letters."""
    halves = re.split(COMMA, name, maxsplit=1)
    first = _first_letter(halves[0]) or _first_letter(name)
    if script(first) in SYLLABLES:
        return first
    words = [letter for word in (halves[1] if len(halves) > 1 else name).split() if (letter := _first_letter(word))]
    second = (words[:1] if len(halves) > 1 else words[1:][-1:]) or [""]
    if script(second[0]) in SYLLABLES:
        return first
    return f"{first}{_between(first)}{second[0]}".strip()


def _first_letter(text: str) -> str:
    """The first letter or digit of a text, with its marks, as a capital; empty where it has none."""
    found = re.search(r"[^\W_]", text)
    if not found:
        return ""
    rest = ARTICLE.sub("", unicodedata.normalize("NFC", text[found.start() :]))
    marks = next((place for place, letter in enumerate(rest[1:], 1) if not unicodedata.combining(letter)), len(rest))
    return rest[:marks].upper() if len(rest[0].upper()) == 1 else rest[:marks]


def _between(letter: str) -> str:
    """What keeps two letters apart that would join."""
    return " " if script(letter) in ("ARABIC", "SYRIAC", "MONGOLIAN") else ""


def script(text: str) -> str:
    """The script of a text's first letter, as Unicode calls it: LATIN, ARABIC, CJK."""
    return next((unicodedata.name(letter, "").partition(" ")[0].partition("-")[0] for letter in text if letter.isalpha()), "")


def scripts(text: str) -> set[str]:
    """The scripts of all letters of a text."""
    return {script(letter) for letter in text} - {""}


def sort_key(name: str, sample: str) -> tuple[bool, bool, bytes, str]:
    """What names are sorted by: those in the script of the sample first, by their letters without marks and capitals.

    Chinese names are behind all others but on Chinese pages, in the order of GB 2312, which is that of their sounds for the usual
    letters. A language with an order of its own (Swedish, with å after z) is sorted as Latin letters are.
    """
    folded = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum() or letter.isspace())
    is_chinese = script(name) == "CJK"
    return script(name) != script(sample), is_chinese, folded.encode("gb18030" if is_chinese else "utf-8", "replace"), name
