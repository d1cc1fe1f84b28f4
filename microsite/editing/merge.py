"""A session with one difference of another version of it: what `microsite diff` shows readers of each change alone.

A path leads to a part of both versions, wherever it is in the lists of each: its elements are names of fields and, for an entry of a
list or a map, a tuple of what identifies the entry, such as `("agenda", "planned", ("film",), "title")`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from microsite.model.documents import ItemLink
from microsite.model.fields import Localized
from microsite.model.people import Participation, ProfileLink
from microsite.model.session import PriorSession, Session
from microsite.model.webcast import Channel

Path = tuple[str | tuple[Any], ...]

IDENTITIES = ("id", "number", "symbol", "date", "person", "sitting", "item", "language", "kind")
"""The keys by which an entry of a list is known again, the first that it has."""

ORDER = "order"
"""At the end of a path: the order of a list, and not its entries."""


class _Version(NamedTuple):
    """A part of one version of a session."""

    part: Any
    """None where the version lacks it."""
    session: Session
    language: str


def taken(base: Session, source: Session, path: Path, language: str) -> Session:
    """`base` with what `source` has at a path, or has not; as it is, if `base` has nothing that the part could be in.

    `language` is the one by whose texts entries are identified.
    """
    session: Session = _taken(_Version(base, base, language), _Version(source, source, language), path)
    return session


def _taken(base: _Version, source: _Version, path: Path) -> Any:
    if not path:
        return source.part
    key, *rest = path
    if isinstance(base.part, tuple | dict):
        return _with_entry(base, source, key, tuple(rest))
    if not isinstance(base.part, BaseModel) or not isinstance(key, str):
        return base.part
    fields = type(base.part).model_fields
    given = {name: getattr(base.part, name) for name in fields}
    other = getattr(source.part, key) if source.part is not None else fields[key].get_default(call_default_factory=True)
    given[key] = _taken(base._replace(part=given[key]), source._replace(part=other), tuple(rest))
    return type(base.part).model_construct(**given)


def _with_entry(base: _Version, source: _Version, key: str | tuple[Any], rest: Path) -> Any:
    """A list or a map with one entry, or the order of all, as the other version has it."""
    identity = key[0]
    own, others = (_entries(version, by_text=not isinstance(identity, int)) for version in (base, source))
    if key == ORDER:
        order = iter([each for each in others if each in own])
        own = {each: own[next(order)] if each in others else own[each] for each in own}
    elif identity in own or not rest:
        entry = others.get(identity)
        if rest:
            entry = _taken(base._replace(part=own[identity]), source._replace(part=entry), rest)
        own = _replaced(own, identity, entry, list(others))
    return own if isinstance(base.part, dict) else tuple(own.values())


def _entries(version: _Version, *, by_text: bool) -> Mapping[Any, Any]:
    if isinstance(version.part, dict):
        return version.part
    return entries_by_identity(version.part or (), version.session, version.language, by_text=by_text)


def _replaced(entries: Mapping[Any, Any], identity: Any, entry: Any, order: list[Any]) -> dict[Any, Any]:
    """The entries with one replaced, taken out if it is None, or put behind those that are before it in `order`."""
    if entry is None or identity in entries:
        return {each: entry if each == identity else old for each, old in entries.items() if each != identity or entry is not None}
    before = [*entries]
    place = max((before.index(each) + 1 for each in order[: order.index(identity)] if each in entries), default=0)
    return {**{each: entries[each] for each in before[:place]}, identity: entry, **{each: entries[each] for each in before[place:]}}


def entries_by_identity(entries: Sequence[Any], session: Session, language: str, *, by_text: bool) -> dict[Any, Any]:
    """The entries of a list of a session by what identifies each in both versions, or by index if nothing does.

    People who take part are identified by name, since their keys may differ; texts by themselves if `by_text`, else by index, and so
    are links of people and items by their titles; all by what is in `language`. A second channel of a language has its room besides, and a
    second part of a session its first day.
    """
    by_identity: dict[Any, Any] = {}
    for index, entry in enumerate(entries):
        identity = identity_of(entry)
        if isinstance(entry, Participation) and (person := session.people.get(entry.person)):
            identity = person.name.find(language, language)[0]
        text = entry.title if isinstance(entry, ProfileLink | ItemLink) else entry
        if isinstance(text, Localized) and by_text:
            identity = text.find(language, language)[0]
        if identity in by_identity:
            identity = (identity, _second_identity(entry, language) or index)
        by_identity[index if identity is None else identity] = entry
    return by_identity


def _second_identity(entry: Any, language: str) -> str:
    """What tells an entry from another of the same identity; empty if nothing does."""
    if isinstance(entry, PriorSession):
        return str(entry.start or entry.year or "")
    return entry.room.find(language, language)[0] if isinstance(entry, Channel) and entry.room else ""


def identity_of(entry: Any) -> Any:
    """The value by which an entry of a list is recognized in the other version; None if it has none."""
    return next((value for key in IDENTITIES if (value := getattr(entry, key, None)) and not isinstance(value, Localized)), None)
