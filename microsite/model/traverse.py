"""A way through everything in a session."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from microsite.model.fields import Localized

Walked = list[tuple[tuple, Any]]
"""All that `walk` gives of a session."""


def walk(value: Any, where: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Everything in a model that is no list or map itself, with its place, in the order of the model."""
    waiting = [(where, value)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, BaseModel) and not isinstance(value, Localized):
            yield where, value
            waiting += [((*where, name), each) for name in _backwards(type(value)) if (each := getattr(value, name)) is not None]
        elif isinstance(value, tuple):
            waiting += [((*where, number), value[number]) for number in reversed(range(len(value)))]
        elif isinstance(value, dict):
            waiting += [((*where, key), each) for key, each in reversed(value.items())]
        elif value is not None:
            yield where, value


@functools.cache
def _backwards(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of a model's fields, the last one first."""
    return tuple(reversed(model.model_fields))


def strings(value: Any) -> Iterator[tuple[tuple, str]]:
    """Every text, address and plain string in a model, with its place, which ends with the language where it has one."""
    for where, each in walk(value):
        if isinstance(each, Localized):
            yield from (((*where, key) if key else where, words) for key, words in each.root.items())
        elif isinstance(each, str):
            yield where, each
