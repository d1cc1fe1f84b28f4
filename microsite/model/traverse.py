"""A way through everything in a session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from microsite.model.fields import Localized, Where

Walked = list[tuple[Where, Any]]
"""All that `walk` gives of a session."""


def walk(value: Any, path: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Everything in a model that is no list or map itself, each with its path, in the order of the model."""
    if isinstance(value, BaseModel) and not isinstance(value, Localized):
        yield path, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from walk(each, (*path, number))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, (*path, key))
    elif value is not None:
        yield path, value


def strings(value: Any) -> Iterator[tuple[Where, str]]:
    """Every text, address and plain string in a model, each with its path, which ends with the language where it has one."""
    for path, each in walk(value):
        if isinstance(each, Localized):
            yield from (((*path, key) if key else path, text) for key, text in each.root.items())
        elif isinstance(each, str):
            yield path, each
