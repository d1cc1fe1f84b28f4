"""What to say of a value that is none of those to choose from, and which of them is likely meant."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection
from itertools import islice
from typing import Any

from microsite.model.fields import excerpt, slug

KINDS = {
    "lunch": "break",
    "coffee": "break",
    "tea": "break",
    "dinner": "break",
    "lecture": "talk",
    "party": "social_event",
    "tour": "excursion",
}
"""Kinds of an agenda item under words that people have for them."""
MAX_COMPARED = 50
"""Names that one is compared with letter by letter, which takes a tenth of a millisecond each; of more, those that begin alike."""
MAX_LISTED = 40
"""Values to choose from that a message lists."""
MAX_LENGTH = 60
"""Characters of a name that is worth comparing with others."""
MIN_BEGINNING = 3
"""Letters of a name with which it is known: `tech` for `technology`."""


def near(name: str, names: Collection[str], cutoff: float = 0.7) -> str | None:
    """Which of `names` is likely meant by one that is not among them: the one with the same letters, the only one that begins with it,
    or the one that is most like it."""
    if len(name) > MAX_LENGTH:
        return None
    lowered = name.lower()
    few = names if len(names) <= MAX_COMPARED else [each for each in names if each[:1] == lowered[:1]]
    if len(few) > MAX_COMPARED:
        few = [each for each in few if each[:3] == lowered[:3]]
    begun = [each for each in few if each.startswith(lowered)] if len(name) >= MIN_BEGINNING else []
    similar = difflib.get_close_matches(lowered, islice(few, MAX_COMPARED), 1, cutoff)
    return next(iter(similar or (begun if len(begun) == 1 else ())), None)


def spelt_alike(name: str) -> str:
    """What is the same for a name in small and capital letters, with blanks, hyphens and underscores."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def in_yaml(text: str) -> str:
    """A text as it is written in a data file, also between brackets: in quotes where it needs them."""
    whole = excerpt(text)
    return whole if re.fullmatch(r"\w(?:[\w .()/’'&+–-]*[\w.)’–])?", whole) else json.dumps(whole, ensure_ascii=False)


def example(key: str, name: str | None) -> str:
    """An entry of `rooms`, `people` or another map of short names, for something that is called by a name."""
    short = slug(name or "") or {"people": "person"}.get(key, key[:-1]) + "-1"
    called = in_yaml(name[:1].upper() + name[1:] if key == "kinds" else name) if name else "…"
    return f"{short}: {called if key == 'tags' else f'{{name: {called}}}'}"


def not_one_of(value: Any, allowed: Collection[str], otherwise: str = "") -> str:
    """The message: what there is to choose from, and what is likely meant; `otherwise` is what can be done if it is none of them."""
    given = str(value).lower()[: 2 * MAX_LENGTH]
    choices = dict.fromkeys(allowed)
    words = [KINDS.get(word, word) for word in re.split(r"[\W_]+", given) if KINDS.get(word, word) in choices]
    whole = re.sub(r"\W+", "_", given)
    meant = whole if whole in choices else words[0] if words else near(given, choices, 0.6)
    listed = ", ".join(islice(choices, MAX_LISTED)) + (" …" if len(choices) > MAX_LISTED else "")
    return f"“{excerpt(value)}” is not one of {listed}; {f'did you mean {meant}?' if meant else f'write one of them{otherwise}'}"
