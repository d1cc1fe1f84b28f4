"""What must not be published: everything under a `private:` key, and access codes that came with an invitation.

What of it stands in the data twice is told here; render/leak_scan.py looks for it in the built site.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from microsite.model.fields import Where, dotted
from microsite.model.session import Policy, Session, Way
from microsite.model.traverse import strings

KEY = "private"
SHORTEST = 6
"""Letters from which a text can be told from what a page says anyway."""
LONGEST = 1 << 13
"""Letters of a text that are looked for; the rest is left out."""

# Letters and digits that change twice or more, as codes do and names (ISO27001, COVID19) do not; or two groups and more
# between hyphens, each of letters and digits (WX4-7YZ), as names (COVID-19, ISO-8859-1) are not. Moments in calendars are none.
_MIXED = r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{3,8}"
CODE = re.compile(
    rf"(?<![\w/+-])(?!\d{{8}}T\d{{6}}Z?\b)(?:(?=[A-Z]+\d+[A-Z]|\d+[A-Z]+\d)[A-Z0-9]{{6,16}}|{_MIXED}(?:-{_MIXED})+)(?![\w/+=-])"
)

RUN = re.compile("[A-Z0-9-]{6,}")
"""What any of them is in, and is found five times as fast."""


def take_out(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Remove each `private` from lists and maps, and give its texts with their places."""
    if isinstance(data, dict):
        if KEY in data:
            yield from _texts(data.pop(KEY), (*where, KEY))
        for key, value in data.items():
            yield from take_out(value, (*where, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from take_out(value, (*where, number))


def _texts(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _texts(each, (*where, key))


def parts(text: str) -> list[str]:
    """What is looked for: each line of a text, and each address in it."""
    found = {" ".join(part.split()) for part in (*text.split("\n"), *re.findall(r"\w+://[^\s<>\"]+", text))}
    return sorted(part[:LONGEST] for part in found if len(plain(part)) >= SHORTEST)


def spoken(session: Session | None, private: Mapping[Where, str]) -> Iterator[tuple[str, Where, str]]:
    """What the data itself says twice, once in private and once for everybody; and what is too short to be looked for."""
    wanted = {where: [plain(part) for part in parts(text)] for where, text in private.items()}
    for where, found in wanted.items():
        if not found:
            yield (
                "warning",
                where,
                f"has fewer than {SHORTEST} letters, too few to look for in the built site; write it together with what it is for",
            )
    for place, words in strings(session) if session and wanted else ():
        said = plain(words)
        for where, found in wanted.items():
            if any(part in said for part in found):
                yield "error", place, f"says what is under {dotted(where)}; delete it in one of the two places"


def _ways(session: Session) -> list[Way]:
    """The ways to register, which alone have codes."""
    return [way for _, way in session.registration.ways()] if session.registration else []


def no_codes(session: Session) -> frozenset[str]:
    """The codes that the data prints, and what it says to be something else."""
    printed = [*session.not_codes, *(way.access_code.value or "" for way in _ways(session) if way.access_code)]
    return frozenset(found[0] for text in printed for found in CODE.finditer(text))


def codes(text: str, public: Collection[str]) -> Iterator[str]:
    """What looks like an access code, and is not in `public`."""
    for run in RUN.finditer(text):
        if run[0].strip("0123456789-") and (found := CODE.match(text, run.start())) and found[0] not in public:
            yield found[0]


def by_invitation(session: Session) -> bool:
    """Whether there is a code that only the invited know."""
    return any(way.access_code and way.access_code.policy is Policy.invitation for way in _ways(session))


def plain(text: str) -> str:
    """A text without its escapes, in small letters, with one space for many."""
    return " ".join(unescaped(text).replace("+", " ").casefold().split())


def unescaped(text: str) -> str:
    """A text as it was before HTML, addresses, JSON and calendars escaped it."""
    for _ in range(4):  # an address in JSON in an attribute is escaped three times
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "\\" in text:
            text = re.sub(r"\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1] or found[2], 16)), text)
            text = re.sub(r"\\[nrt]", " ", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\", "")
        if "%" in text:
            text = re.sub(r"(?:%[0-9a-fA-F]{2})+", lambda found: unquote_to_bytes(found[0]).decode("utf-8", "replace"), text)
        if text == before:
            break
    return text
