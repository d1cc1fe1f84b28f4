"""What must not be published: everything under a `private:` key, and access codes that came with an invitation (codes.py).

Here the data file itself is searched; render/leak_scan.py searches the built site.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from microsite.model.fields import Where
from microsite.model.participation import Policy
from microsite.model.session import Session
from microsite.model.traverse import Walked, strings
from microsite.validation import codes

PRIVATE_KEY = "private"
MIN_TERM_CHARACTERS = 6
"""A private text with fewer letters and digits is not searched for: a page may well have it by chance."""
MAX_TERM_CHARACTERS = 1 << 13
"""Of a longer text only the beginning is searched for."""
UNMISTAKABLE = 16
"""So many letters and digits in the same order are no accident, whatever stands between them and beside them."""

MAX_NUMBER_DIGITS = 40
"""A longer number needs nothing beside it to be unmistakable."""

_ADDRESS = re.compile(r"(?:\b\w+://|www\.)[^\s<>\"]+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)+/[^\s<>\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Addresses of the web and of mail."""
_IN_ADDRESS = re.compile(r"(?<![\w%])(?!(?:19|20)\d{6}(?!\d))\d{6,}(?![\w%])")
"""The number of a meeting in its address; no date."""
_RANDOM_PATH = re.compile(r"[^?#]*/(?=[^/?#]*\d)[^/?#]{16,}")
"""An address up to its query, if a part of its path is as long as only random ones are."""
_SCHEME = re.compile(r"^(?:\w+://)?(?:www\.)?", re.IGNORECASE)
_NUMBER = re.compile(r"\+?(?:\(\d+\)|\d)(?:[ ()./'’‘\u00a0\u202f\u2009‐-–-]{0,3}\d|,\d{3}(?!\d))+")
_CENTS = re.compile(r"(?<=\d{3})[.,]\d\d$")
_DATE_OR_TIME = re.compile(
    r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)?\d\d|(?<!\d)\d{1,2}[:.h]\d\d(?!\d)"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d(?!\d)"
)
# A telephone number: what stands before the number that is dialled at home. Countries' codes by ITU-T E.164.
_COUNTRY = r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})"
_NUMBER_GAP = r"(?:[^\w\n,;:=<>\[\]{}\"]{0,4}|,(?=\d{3}(?!\d)))"
_WITHOUT_BLANKS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
"""Letters of scripts that put no blanks between words, or endings onto them; compiled where needed, since that takes 4 ms."""
_DIGITS = {ord(digit): str(number) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९") for number, digit in enumerate(digits)}
_OTHER_DIGITS = re.compile("[٠-٩۰-۹०-९]")
_REFERENCE = re.compile(r"&(?:#\d+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};)")
_ESCAPES = re.compile(r"\\(?:u\{?[0-9a-fA-F]{4}\}?(?:\\u\{?[0-9a-fA-F]{4}\}?)*|x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2})*)")
_BLANK_ESCAPE = re.compile(r"\\[nrt]")
_QUOTED = re.compile("%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*")
"""These begin with a sign and with no group, so that they are looked for in a tenth of the time."""
_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum())


def remove_private(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Remove the key `private` from all maps in `data` (lists and maps as read from YAML); yields the texts under it and their paths.

    A generator: nothing is removed until it is read. `where` is the path of `data` itself.
    """
    if isinstance(data, dict):
        if PRIVATE_KEY in data:
            yield from _texts_in(data.pop(PRIVATE_KEY), (*where, PRIVATE_KEY))
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        if isinstance(value, dict | list):
            yield from remove_private(value, (*where, key))


def _texts_in(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _texts_in(child, (*where, key))


def without_private_keys(path: str) -> str:
    """A data path as messages write it, up to the key `private`: those below it may be names or numbers that nobody may see."""
    return re.sub(rf"((?:^|\.){PRIVATE_KEY})[.\[].*", r"\1", path, count=1, flags=re.DOTALL)


def without_quotations(message: str) -> str:
    """A message without what it quotes, but for signs: for one that is about what is private."""
    return re.sub(r"(“|`|tag \()(?! )[^“”`)]*\w[^“”`)]*(”|`|\))", r"\1…\2", message)


# ── comparing texts ──────────────────────────────────────────────────────────────────────────────────────────────────


class Comparable:
    """A text in the forms in which it is compared with private texts."""

    def __init__(self, text: str):
        self.text = _folded(text)
        self.letters = _letters(self.text)

    @functools.cached_property
    def spaced(self) -> str:
        """With single blanks."""
        return " ".join(self.text.split())


@functools.lru_cache(maxsize=1 << 15)  # under `mkdocs serve`, nearly all texts are as they were
def _comparable(text: str) -> Comparable:
    return Comparable(text)


def _folded(text: str) -> str:
    """Without escapes, in small letters, with one form of each letter and digit."""
    text = unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u0640", "")  # without the strokes that lengthen Arabic words
        if _OTHER_DIGITS.search(text):
            text = text.translate(_DIGITS)
    return text.casefold()


def _letters(text: str) -> str:
    """Letters and digits alone."""
    raw = text.encode("utf-8", "replace").translate(None, _SIGNS)
    return raw.decode() if raw.isascii() else re.sub(r"[\W_]+", "", raw.decode())


class Term(NamedTuple):
    """Something that is looked for: a line of a private text, or an address or a number in it."""

    raw: str
    """As it is in the data."""
    letters: str
    """Its letters and digits; empty if it has so few that it is only looked for as it is in the data."""
    spaced: str
    pattern: re.Pattern[str] | None
    """What a text must match, beyond having these letters and digits in their order; None if that is enough."""

    def is_in(self, text: Comparable) -> bool:
        """Whether a text has it."""
        if not self.letters:
            return self.spaced in text.spaced
        if self.letters not in text.letters:
            return False
        if not self.pattern or self.pattern.search(text.spaced):
            return True
        return not self.is_number and " " not in self.spaced and self.spaced in text.spaced  # one word, in a longer one

    @property
    def is_number(self) -> bool:
        return self.letters.isdigit()


def search_terms(text: str) -> list[Term]:
    """What to search for to find a private text: each of its lines, and each address and number in it, if long enough.

    Of an address also what makes it unmistakable: the number of a meeting, and the part before its query if that looks random.
    """
    addresses = [address.rstrip(".,;:!?)]}”»’'") for address in _ADDRESS.findall(text)]
    numbers = _NUMBER.findall(_DATE_OR_TIME.sub(", ", _ADDRESS.sub(", ", text)))
    numbers += [_CENTS.sub("", number) for number in numbers]
    numbers += [number for address in addresses for number in _IN_ADDRESS.findall(address)]
    addresses += [path[0] for address in addresses if (path := _RANDOM_PATH.match(address))]
    found = {term.raw: term for line in (*text.split("\n"), *addresses) if (term := _term(" ".join(line.split())))}
    found |= {term.raw: term for number in numbers if (term := _number(number))}
    return [found[raw] for raw in sorted(found)]


def _term(text: str) -> Term | None:
    raw = _SCHEME.sub("", text)[:MAX_TERM_CHARACTERS]
    if _NUMBER.fullmatch(raw) and not _DATE_OR_TIME.fullmatch(raw):
        return _number(raw)
    folded = Comparable(raw)
    if max(len(folded.letters), len(folded.spaced)) < MIN_TERM_CHARACTERS or not folded.letters:
        return None
    letters = "" if len(folded.letters) < MIN_TERM_CHARACTERS or _DATE_OR_TIME.fullmatch(raw) else folded.letters
    return Term(raw, letters, folded.spaced, _pattern(letters) if letters and len(letters) < UNMISTAKABLE else None)


def _pattern(letters: str) -> re.Pattern[str]:
    """Some letters and digits with anything else between them, as whole words."""
    before, after = (
        "" if re.match(_WITHOUT_BLANKS, letter) else r"\d" if letter.isdigit() else r"[^\W\d_]" for letter in (letters[0], letters[-1])
    )
    inner = r"[\W_]*".join(map(re.escape, letters))
    return re.compile(f"{f'(?<!{before})' if before else ''}{inner}{f'(?!{after})' if after else ''}")


def _number(text: str) -> Term | None:
    """A number by its digits, however they are grouped; one that begins as a telephone number does, with the country's code or without."""
    digits, before = _letters(_folded(text.replace("(0)", ""))), ""
    if text.startswith("+") or digits.startswith("00"):
        digits = re.sub(f"^{_COUNTRY}0*", "", digits.lstrip("0"))
    if text.startswith(("+", "0", "(0")):
        digits, before = digits.lstrip("0"), rf"(?:(?:00)?{_COUNTRY}{_NUMBER_GAP})?(?:0{_NUMBER_GAP})?"
    if len(digits) < MIN_TERM_CHARACTERS:
        return None
    if len(digits) > MAX_NUMBER_DIGITS:
        return Term(text[:MAX_TERM_CHARACTERS], digits[:MAX_TERM_CHARACTERS], digits, None)
    return Term(text, digits, digits, re.compile(rf"(?<!\d){before}{_NUMBER_GAP.join(digits)}(?!\d)"))


def validate_private_texts(parts: Walked, private: Mapping[Where, str], line: Callable[[Where], int]) -> Iterator[tuple[str, Where, str]]:
    """Private texts that are repeated in `parts`, all that is public in the session, and private texts too short to be searched for.

    `private` are the texts that `remove_private` found, and `line` tells in which line of the file a path is. Yields (severity, path,
    message).
    """
    terms_by_place = {where: search_terms(text) for where, text in private.items()}
    for where, terms in terms_by_place.items():
        if not terms:
            yield (
                "warning",
                where,
                f"has fewer than {MIN_TERM_CHARACTERS} letters and digits, too few to look for, and nothing stops it from being "
                "published; keep it in another place than the data",
            )
    every = [term for terms in terms_by_place.values() for term in terms]
    letters, without_letters = [term.letters for term in every], any(not term.letters for term in every)
    for public_place, text in strings(parts) if every else ():
        public_text = _comparable(text)
        if not without_letters and not any(map(public_text.letters.__contains__, letters)):
            continue  # nearly all; the rest takes ten times as long
        for where, terms in terms_by_place.items():
            if any(term.is_in(public_text) for term in terms):
                yield "error", public_place, f"says what is under `private` in line {line(where)}; delete it in one of the two places"


# ── access codes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def has_invitation_code(session: Session) -> bool:
    """Whether registration needs an access code that only those invited are told."""
    return any(way.access_code and way.access_code.policy is Policy.invitation for way in session.registration.values())


def harmless_codes(session: Session) -> set[str]:
    """What looks like an access code and may be published: public access codes, and what `not_codes` lists."""
    public_codes = [way.access_code.value or "" for way in session.registration.values() if way.access_code]
    return {name for text in (*session.not_codes, *public_codes) for name in codes.names_in(text)}


def found_codes(session: Session, parts: Walked) -> Iterator[tuple[Where, str]]:
    """If access codes came with the invitation: what looks like one in the session's texts, each with its path. `parts` is what
    `walk` gives of the session."""
    harmless = frozenset(harmless_codes(session))
    for where, text in strings(parts) if has_invitation_code(session) else ():
        yield from ((where, code) for code in _codes_in(text, harmless))


@functools.lru_cache(maxsize=1 << 15)  # under `mkdocs serve`, nearly all texts are as they were
def _codes_in(text: str, harmless: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes.find_codes(unescape(text), harmless)))


# ── escapes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def unescape(text: str) -> str:
    """A text as it was before HTML, URLs, JSON and calendar files escaped it, each perhaps inside another."""
    for _ in range(4):  # an address in JSON in an attribute is escaped three times
        before = text
        if "&" in text:
            text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text.replace("&amp;", "&").replace("&#34;", '"'))
        if "\\" in text:
            text = _ESCAPES.sub(lambda match: _unescaped(match[0]), text)
            text = _BLANK_ESCAPE.sub(" ", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\", "")
        if "%" in text:
            text = _QUOTED.sub(lambda match: _unescaped(match[0]), text)
        if text == before:
            break
    return text


@functools.lru_cache(maxsize=1 << 14)
def _unescaped(escapes: str) -> str:
    """What some escapes of one kind stand for: `%C3%A9`, `\\xe9` or `\\u00e9`."""
    if escapes[0] == "%":
        return bytes.fromhex(escapes.replace("%", "")).decode("utf-8", "replace")
    if escapes[1] == "x":
        return bytes.fromhex(escapes.replace("\\x", "")).decode("latin-1")
    digits = escapes.replace("\\u", "").replace("{", "").replace("}", "")
    return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")
