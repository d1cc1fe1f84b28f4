"""A way through everything in a session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from microsite.words import Localized


def walk(value: Any, where: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Everything in a model that is no list or map itself, with its place."""
    if isinstance(value, BaseModel) and not isinstance(value, Localized):
        yield where, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*where, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from walk(each, (*where, number))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, (*where, key))
    elif value is not None:
        yield where, value


def strings(value: Any) -> Iterator[tuple[tuple, str]]:
    """Every text, address and plain string in a model, with its place, which ends with the language where it has one."""
    for where, each in walk(value):
        if isinstance(each, Localized):
            yield from (((*where, key) if key else where, words) for key, words in each.root.items())
        elif isinstance(each, str):
            yield where, each
