"""Changes made elsewhere, put into data that was changed here too.

Three versions are compared: `base`, that both began with, `ours` and `theirs`. What changed on one side is taken; what changed on both,
and differs, stays as it is here and is told as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from microsite.editing.merge import IDENTITIES
from microsite.model.fields import Where

TOGETHER = ("date", "start", "end")
"""Keys of a map that are one value: a start of one side with the end of the other is a time that neither says."""


class Conflict(NamedTuple):
    """A value that was changed here and elsewhere; it stays as it is here."""

    where: Where
    """Its path, with all keys of what is one value (`TOGETHER`), a list then. Entries of lists are named by what they are known by, an id
    for instance."""
    base: Any
    ours: Any
    theirs: Any
    """None where a version lacks it."""


class Merged(NamedTuple):
    """What comes of three versions."""

    data: Any
    conflicts: tuple[Conflict, ...]


def merged(base: Any, ours: Any, theirs: Any, source_language: str, where: Where = ()) -> Merged:
    """`ours` with what changed from `base` to `theirs`: maps, lists and strings, as `rewrite.read` gives them; None for what is not there.

    A text that was written once is one in `source_language` beside its translations. A list whose entries are known by an id or the
    like is merged entry by entry; another is one value.
    """
    if theirs == base or theirs == ours:
        return Merged(ours, ())
    if ours == base:
        return Merged(theirs, ())
    versions = base, ours, theirs
    if any(isinstance(each, dict) for each in versions) and all(each is None or isinstance(each, dict | str) for each in versions):
        if ours is not None and theirs is not None:
            maps = [_as_map(each, source_language) for each in versions]
            return _with_one_time(_merged_maps(maps, source_language, where), maps, where)
    elif all(each is None or isinstance(each, list) for each in versions) and ours is not None and theirs is not None:
        lists = [entries for each in versions if (entries := _by_identity(each or ())) is not None]
        if len(lists) == len(versions):
            found = _merged_maps(lists, source_language, where)
            return found._replace(data=[*found.data.values()])
    return Merged(ours, (Conflict(where, base, ours, theirs),))


def _as_map(version: Any, source_language: str) -> dict[str, Any]:
    return version if isinstance(version, dict) else {} if version is None else {source_language: version}


def _merged_maps(versions: Sequence[dict[str, Any]], source_language: str, where: Where) -> Merged:
    base, ours, theirs = versions
    data: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key in _order(ours.keys() | theirs.keys(), ours, theirs):
        found = merged(base.get(key), ours.get(key), theirs.get(key), source_language, (*where, key))
        conflicts += found.conflicts
        if found.data is not None:
            data[key] = found.data
    return Merged(data, tuple(conflicts))


def _with_one_time(found: Merged, versions: Sequence[dict[str, Any]], where: Where) -> Merged:
    """What comes of three maps, in which what is one value is as one side has it: as here, where both changed it."""
    keys = [key for key in TOGETHER if any(key in version for version in versions)]
    now, base, ours, theirs = ([version.get(key) for key in keys] for version in (found.data, *versions))
    others = tuple(conflict for conflict in found.conflicts if conflict.where not in [(*where, key) for key in keys])
    if len(keys) < 2 or others == found.conflicts and now in (ours, theirs):
        return found
    data = {key: value for key, value in {**found.data, **dict(zip(keys, ours, strict=True))}.items() if value is not None}
    return Merged(data, (Conflict((*where, *keys), base, ours, theirs), *others))


def _by_identity(entries: Iterable[Any]) -> dict[str, Any] | None:
    """The entries of a list by what each is known by; None if one is known by nothing, or two by the same."""
    found = {}
    for entry in entries:
        key = next((entry[key] for key in IDENTITIES if isinstance(entry.get(key), str)), None) if isinstance(entry, dict) else None
        if key is None or key in found:
            return None
        found[key] = entry
    return found


def _order(keys: Iterable[str], ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Keys in our order, those that are new behind what is before them in theirs."""
    kept = set(keys)
    order = [key for key in ours if key in kept]
    at = 0
    for key in theirs:
        if key in ours:
            at = order.index(key) + 1 if key in kept else at
        elif key in kept:
            order.insert(at, key)
            at += 1
    return order
