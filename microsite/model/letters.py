"""Which characters of a text a reader sees, and which are other ones than they seem.

The categories (L for letters, Cf for characters of format, …) are Unicode's: https://www.unicode.org/reports/tr44/#General_Category_Values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    "(?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0000-\U000e007f])"  # a text can hide in tags; flags are made of them
)
"""What no text may hold: it changes how the text around it is shown, and cannot be seen in an editor."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")
"""Letters and signs by their category that show nothing, or, the last, a picture that was left behind."""
_UNSEEN_MARKS = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks by their category that only say how another character is drawn."""
_ALIKE = str.maketrans("аеорсхуіѕјһԛԝАВЕКМНОРСТХЅІЈανορτυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcxyisjhqwABEKMHOPCTXSIJavoptuikABEZHIKMNOPTYX")
"""Cyrillic and Greek letters that look like Latin ones."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


def is_visible(character: str) -> bool:
    """Whether a character by itself shows something; one for private use (Co) shows what a font has for it."""
    category = unicodedata.category(character)
    return (category[0] in "LNPS" or category == "Co") and character not in _BLANK


def shows_nothing(text: str) -> bool:
    return not any(map(is_visible, text))


def describe(character: str) -> str:
    """How a message calls a character that can't be seen or told from another: U+00AD, soft hyphen."""
    return f"U+{ord(character):04X}, {unicodedata.name(character, 'control character').lower()}"


def plain(text: str, *, ascii_only: bool = False) -> str:
    """A text as a keyboard types it: without what is not seen, digits of every script as 0 to 9, wide and styled letters as plain ones.

    Cyrillic and Greek letters become the Latin ones that they look like, if all of the text is in Latin letters then. With
    `ascii_only`, dashes become hyphens too: for what is written in ASCII alone.
    """
    typed = "".join(map(_typed, text))
    latin = typed.translate(_ALIKE)
    if ascii_only:
        typed, latin = _DASHES.sub("-", typed), _DASHES.sub("-", latin)
    return latin if latin.isascii() else typed


def odd(text: str, *, ascii_only: bool = False) -> Iterator[str]:
    """The characters of a text that its plain form has not."""
    latin = plain(text, ascii_only=ascii_only).isascii()
    for character in text:
        if _typed(character) != character or latin and not character.isascii():
            yield character


def _typed(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "CZ" or character in _BLANK or _UNSEEN_MARKS.fullmatch(character):
        return " " if category == "Zs" else ""
    return unicodedata.normalize("NFKC", character)
