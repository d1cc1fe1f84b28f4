"""What to say of a value that is none of those to choose from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from microsite.model.fields import excerpt

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


def not_one_of(value: Any, allowed: Sequence[str]) -> str:
    """The message: what there is to choose from, and what is likely meant."""
    words = [KINDS.get(word, word) for word in re.split(r"[\W_]+", str(value).lower()) if KINDS.get(word, word) in allowed]
    whole = re.sub(r"\W+", "_", str(value).lower())
    near = [whole] if whole in allowed else words[:1] or difflib.get_close_matches(str(value).lower(), allowed, 1, 0.6)
    return f"“{excerpt(value)}” is not one of {', '.join(allowed)}; {f'did you mean {near[0]}?' if near else 'write one of them'}"
