"""On which pages readers see each difference between two versions of a session: found by looking at the pages, and not by a list of fields.

Readers of a language see another page where the two versions' differ. Which of several differences it is due to is found by versions that
have one difference alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import jinja2

from microsite.editing.merge import Path, taken
from microsite.model.session import Session

Views = Mapping[str, tuple[str, str]]
"""By the name of each page: what it alone has, and what stands around that on every page."""

Look = Callable[[Session, str], Views]
"""What readers of a language see of a session."""

MAX_ALONE = 20
"""How many differences are tried one by one; more of them are tried together with those of the same kind, which takes less time."""


class Difference(NamedTuple):
    """Something that differs between two versions."""

    paths: tuple[Path, ...]
    """What to take from one version for the other to have this difference no longer; the part that the words are about in front."""
    language: str
    """Whose readers it is for; empty for readers of all languages."""
    words: str
    """A sentence that says what changes."""

    @property
    def kind(self) -> tuple[object, ...]:
        """What differences have in common that are in the same field, of several parts or in several languages."""
        return tuple(key for path in self.paths for key in path if isinstance(key, str))


class PagesSeen:
    """Finds the pages. `languages` are those of the readers; `look` says what they see."""

    def __init__(self, old: Session, new: Session, languages: Sequence[str], look: Look):
        self.old, self.new = old, new
        self.languages, self.look = languages, look
        self._views: dict[tuple[int, str], Views] = {}
        self._changed: dict[str, frozenset[str]] = {}

    def of_each(self, differences: Sequence[Difference]) -> list[dict[str, set[str]]]:
        """For each difference, the pages that it is seen on, by language; under an empty language those on which readers of all see it.

        Every page that differs between the versions is there at least once, and none that does not.
        """
        kinds: dict[object, list[Difference]] = {}
        for difference in differences:
            kinds.setdefault(difference if len(differences) <= MAX_ALONE else difference.kind, []).append(difference)
        found = {kind: self._seen(group, [*kinds.values()]) for kind, group in kinds.items()}
        for language in self.languages:
            concerned = [seen for seen in found.values() if language in seen]
            rest = self.changed(language).difference(*(seen[language] for seen in concerned)) if concerned else frozenset()
            for seen in concerned:  # pages that only several differences together change
                seen[language] |= rest
        kind_of = {difference: kind for kind, group in kinds.items() for difference in group}
        return [_by_reader(found[kind_of[difference]], difference.language) for difference in differences]

    def changed(self, language: str) -> frozenset[str]:
        """The pages that differ for readers of a language."""
        if language not in self._changed:
            self._changed[language] = _that_differ(self._view(self.old, language), self._view(self.new, language))
        return self._changed[language]

    def _seen(self, group: Sequence[Difference], groups: Sequence[Sequence[Difference]]) -> dict[str, set[str]]:
        """The pages on which readers of each language see the differences of one of several groups."""
        of = self._readers(group)
        seen = {language: set(self.changed(language)) for language in of}
        several = [language for language in of if sum(language in self._readers(each) for each in groups) > 1]
        if several:
            source = self.new.source_language if self.new.source_language in of else of[0]
            paths = [path for difference in group for path in difference.paths]
            pages = self._pages_of(paths, source)
            seen |= {language: seen[language] & (pages or self._pages_of(paths, language)) for language in several}
        return seen

    def _readers(self, group: Sequence[Difference]) -> list[str]:
        """The languages of those whom differences are for."""
        named = {difference.language for difference in group}
        return [language for language in self.languages if "" in named or language in named]

    def _pages_of(self, paths: Sequence[Path], language: str) -> frozenset[str]:
        """The pages that differ if one version has what is at some paths from the other one, and nothing else.

        If that is seen on no page of the old version, the new one is tried: what it shows may be shown because of another difference. All
        pages that differ between the versions, if that can't be tried.
        """
        found: list[frozenset[str]] = []
        for base, source in ((self.old, self.new), (self.new, self.old)) if self.changed(language) else ():
            mixed = base
            for path in paths:
                mixed = taken(mixed, source, path, self.new.source_language)
            mixed = _with_what_items_name(mixed, base, source)
            try:
                found.append(_that_differ(self._view(base, language), self.look(mixed, language)) if mixed != base else frozenset())
            except (LookupError, jinja2.UndefinedError):  # it can't stand alone: its chapters are of items that this version lacks
                continue
            if found[-1]:
                break
        return found[-1] if found else self.changed(language)

    def _view(self, session: Session, language: str) -> Views:
        key = id(session), language
        if key not in self._views:
            self._views[key] = self.look(session, language)
        return self._views[key]


def _with_what_items_name(session: Session, base: Session, source: Session) -> Session:
    """A session between two others with what its items name and it lacks: the people of `source`, who came with an item from there, and
    the kinds of both, without which no item can be shown."""
    people = {key: source.people[key] for key in session.appearances if key not in session.people and key in source.people}
    lacking = {item.kind for _, _, item in session.items()} - session.kinds.keys()
    kinds = {key: kind for key, kind in {**source.kinds, **base.kinds}.items() if key in lacking}
    if not people and not kinds:
        return session
    given = {name: getattr(session, name) for name in type(session).model_fields}
    return type(session).model_construct(**given | {"people": session.people | people, "kinds": session.kinds | kinds})


def _that_differ(old: Views, new: Views) -> frozenset[str]:
    """The pages that differ; `every` where what stands around their content does on all of them."""
    around = {page for page in old if old[page][1] != new[page][1]}
    own = {page for page in old if old[page][0] != new[page][0]}
    return frozenset(own | {"every"} if len(around) == len(old) else own | around)


def _by_reader(seen: Mapping[str, set[str]], language: str) -> dict[str, set[str]]:
    """The pages that readers of a language see a difference on, or those of each language: those that all have in common are under an empty
    one. Without languages that see nothing."""
    if language:
        return {language: seen[language]} if seen[language] else {}
    common = set.intersection(*seen.values())
    by_language = {"": common} | {each: pages - common for each, pages in seen.items()}
    return {each: pages for each, pages in by_language.items() if pages}
