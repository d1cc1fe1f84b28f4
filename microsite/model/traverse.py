"""A way through everything in a session."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from microsite.model.fields import Localized, Where

Walked = list[tuple[Where, Any]]
"""All that `walk` gives of a session."""


def walk(value: Any, path: Where = ()) -> Walked:
    """Everything in a model that is no list or map itself, each with its path, in the order of the model."""
    found: Walked = []
    if value is not None:
        _add(value, path, found)
    return found


def _add(value: Any, path: Where, found: Walked) -> None:
    entries: Iterable[tuple[Any, Any]]
    if isinstance(value, tuple):
        entries = enumerate(value)
    elif isinstance(value, dict):
        entries = value.items()
    else:
        found.append((path, value))
        entries = [(name, getattr(value, name)) for name in _fields(type(value))]  # type: ignore[arg-type]  # classes are hashable
    for key, each in entries:
        if each is not None:
            _add(each, (*path, key), found)


@functools.cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a model; none of what has no parts of its own."""
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) and not issubclass(kind, Localized) else ()


def strings(parts: Walked) -> Iterator[tuple[Where, str]]:
    """Every text, address and plain string of what `walk` gives, each with its path, which ends with the language where it has one."""
    for path, each in parts:
        if isinstance(each, Localized):
            yield from (((*path, key) if key else path, text) for key, text in each.root.items())
        elif isinstance(each, str):
            yield path, each
