"""What must not be published: everything under a `private:` key, and access codes that came with an invitation.

Here the data file itself is searched; render/leak_scan.py searches the built site.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from microsite.model.fields import Where, dotted
from microsite.model.participation import Policy
from microsite.model.session import Session
from microsite.model.traverse import strings

PRIVATE_KEY = "private"
MIN_TERM_CHARACTERS = 6
"""A private text with fewer characters is not searched for: a page may well have it by chance."""
MAX_TERM_CHARACTERS = 1 << 13
"""Of a longer text only the beginning is searched for."""

# What looks like an access code: 6 to 16 capital letters and digits that alternate at least twice (not names such as ISO27001, COVID19);
# or two or more groups between hyphens, each with both letters and digits, such as WX4-7YZ (not COVID-19, ISO-8859-1). A time in a
# calendar file, such as 20271028T100000Z, does not count.
_MIXED = r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{3,8}"
CODE = re.compile(
    rf"(?<![\w/+-])(?!\d{{8}}T\d{{6}}Z?\b)(?:(?=[A-Z]+\d+[A-Z]|\d+[A-Z]+\d)[A-Z0-9]{{6,16}}|{_MIXED}(?:-{_MIXED})+)(?![\w/+=-])"
)

CODE_CANDIDATE = re.compile("[A-Z0-9-]{6,}")
"""Every code lies in a match of this, which is found five times as fast as CODE."""


def remove_private(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Remove the key `private` from all maps in `data` (lists and maps as read from YAML); yields the texts under it and their paths.

    A generator: nothing is removed until it is read. `where` is the path of `data` itself.
    """
    if isinstance(data, dict):
        if PRIVATE_KEY in data:
            yield from _texts_in(data.pop(PRIVATE_KEY), (*where, PRIVATE_KEY))
        for key, value in data.items():
            yield from remove_private(value, (*where, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from remove_private(value, (*where, index))


def _texts_in(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _texts_in(child, (*where, key))


def search_terms(text: str) -> list[str]:
    """What to search for to find a private text: each of its lines, and each address in it, if long enough (`MIN_TERM_CHARACTERS`)."""
    terms = {" ".join(term.split()) for term in (*text.split("\n"), *re.findall(r"\w+://[^\s<>\"]+", text))}
    return sorted(term[:MAX_TERM_CHARACTERS] for term in terms if len(normalize(term)) >= MIN_TERM_CHARACTERS)


def validate_private_texts(session: Session | None, private: Mapping[Where, str]) -> Iterator[tuple[str, Where, str]]:
    """Private texts that are repeated in public parts of the session, and private texts that are too short to be searched for.

    `private` are the texts that `remove_private` found. Yields (severity, path, message). Without a session only lengths are checked.
    """
    terms_by_place = {where: [normalize(term) for term in search_terms(text)] for where, text in private.items()}
    for where, terms in terms_by_place.items():
        if not terms:
            yield (
                "warning",
                where,
                f"has fewer than {MIN_TERM_CHARACTERS} characters, too few to look for in the built site; write it "
                "together with what it is for",
            )
    for public_place, text in strings(session) if session and terms_by_place else ():
        public_text = normalize(text)
        for where, terms in terms_by_place.items():
            if any(term in public_text for term in terms):
                yield "error", public_place, f"says what is under {dotted(where)}; delete it in one of the two places"


def known_harmless_codes(session: Session) -> frozenset[str]:
    """What looks like an access code and may be published: public access codes, and what `not_codes` lists."""
    public_codes = [way.access_code.value or "" for way in session.registration.values() if way.access_code]
    return frozenset(match[0] for text in (*session.not_codes, *public_codes) for match in CODE.finditer(text))


def find_codes(text: str, harmless: Collection[str]) -> Iterator[str]:
    """Everything in a text that looks like an access code, but those in `harmless`."""
    for candidate in CODE_CANDIDATE.finditer(text):
        if candidate[0].strip("0123456789-") and (code := CODE.match(text, candidate.start())) and code[0] not in harmless:
            yield code[0]


def has_invitation_code(session: Session) -> bool:
    """Whether registration needs an access code that only those invited are told."""
    return any(way.access_code and way.access_code.policy is Policy.invitation for way in session.registration.values())


def normalize(text: str) -> str:
    """A text for comparison: without escapes, in lower case, with single spaces."""
    return " ".join(unescape(text).replace("+", " ").casefold().split())


def unescape(text: str) -> str:
    """A text as it was before HTML, URLs, JSON and calendar files escaped it, each perhaps inside another."""
    for _ in range(4):  # an address in JSON in an attribute is escaped three times
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "\\" in text:
            text = re.sub(r"\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})", lambda match: chr(int(match[1] or match[2], 16)), text)
            text = re.sub(r"\\[nrt]", " ", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\", "")
        if "%" in text:
            text = re.sub(r"(?:%[0-9a-fA-F]{2})+", lambda match: unquote_to_bytes(match[0]).decode("utf-8", "replace"), text)
        if text == before:
            break
    return text
