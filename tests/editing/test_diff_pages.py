"""`microsite diff` names every page that a change is seen on and no other: compared with the pages themselves, in two languages.

A change is made to every single value of two data files in turn, and a few more that are made of several values. What readers see is
read here from whole pages, their shell included, and not as `microsite diff` reads it.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import random
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pydantic import BaseModel

from microsite.editing import diff
from microsite.editing.diff import PAGE_TITLES
from microsite.model.agenda import AgendaStatus, Day, Moved
from microsite.model.fields import Localized, Name
from microsite.model.session import Session, SessionStatus
from microsite.model.traverse import walk
from microsite.render.visible import View
from microsite.source.loading import load
from tests.conftest import DATA, SESSION12, TEMPLATES
from tests.rendering import Rendered, build

SESSIONS = {"full": load(DATA / "full.yml").session, "session12": load(SESSION12).session}
READERS = ("en", "fr")


# ── what readers see ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Seen(HTMLParser):
    """The text of a page's body, where its links and players lead, and the addresses in it; what only scripts read is left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = ""
        self.feed(html[html.index("<body") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = self.hidden or (tag if tag in ("script", "template") else "")
        if not self.hidden:
            self.found += [
                f"{name}={value}" for name, value in attrs if name in ("href", "src", "data-src", "data-captions", "id", "value", "alt")
            ]

    def handle_endtag(self, tag: str) -> None:
        self.hidden = "" if tag == self.hidden else self.hidden

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found += data.split()


@functools.lru_cache(64)
def seen(html: str) -> tuple[str, ...]:
    return tuple(_Seen(html).found)


def pages(session: Session) -> dict[tuple[str, str], str]:
    """Every page, by language and part; the pages of single days belong to the agenda's."""
    found: dict[tuple[str, str], str] = {}
    parts = [(name, files) for each in build(session, READERS).of_languages for name, files in each.items()]
    made = itertools.chain(*(files for name, files in parts if not name.endswith(("calendar/", "schedule."))))
    for path, html in Rendered(dict(made)).pages.items():
        language = "fr" if path.startswith("fr/") else "en"
        part = path.removeprefix("fr/").split("/")[0].replace("index.html", "event")
        found[language, part] = found.get((language, part), "") + html
    return found


@functools.cache
def pages_before(name: str) -> dict[tuple[str, str], str]:
    return pages(SESSIONS[name])


def that_differ(old: Session, new: Session) -> set[tuple[str, str]]:
    """Language and part of each page that readers see another of."""
    name = next((name for name, session in SESSIONS.items() if session is old), None)
    before, after = pages_before(name) if name else pages(old), pages(new)
    return {page for page in before if before[page] != after[page] and seen(before[page]) != seen(after[page])}


# ── the changes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def replaced(value: Any, where: tuple, new: Any) -> Any:
    """A session with something else at one place; what `new` makes of it, if it is a function."""
    if not where:
        return new(value) if callable(new) else new
    first, *rest = where
    if isinstance(value, tuple):
        return (*value[:first], replaced(value[first], tuple(rest), new), *value[first + 1 :])
    if isinstance(value, dict):
        return value | {first: replaced(value[first], tuple(rest), new)}
    given = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_construct(**given | {first: replaced(given[first], tuple(rest), new)})


def other(where: tuple, value: Any) -> Any:
    """Another value of the same kind; None where another is no change of one value, but of what refers to it as well."""
    key = next(each for each in reversed(where) if isinstance(each, str))
    if isinstance(value, Localized):
        return type(value).model_construct({language: f"{text}Q" for language, text in value.root.items()})
    if isinstance(value, StrEnum):
        return next(each for each in type(value) if each != value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 40
    if isinstance(value, dt.timedelta):
        return value + dt.timedelta(seconds=1)
    if isinstance(value, dt.datetime | dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return value.replace(minute=(value.minute + 7) % 60)
    if key in ("id", "person", "item", "sitting", "hosts", "tags", "points", "point", "bodies", "body", "chair"):
        return None
    if key in ("language", "interpretation", "captions", "announced", "official_languages", "source_language"):
        return "fr" if key == "source_language" else "nl"
    return "Asia/Tokyo" if key == "zone" else f"{value}1"


def in_french(value: Localized) -> Localized:
    """Another text for the readers of French alone."""
    return type(value).model_construct({language: f"{text}Q" if language == "fr" else text for language, text in value.root.items()})


def _leaves(session: Session) -> dict[str, Session]:
    """The session with one value changed, by the value's path; the texts once in all languages and once in French alone."""
    found = {}
    for where, value in walk(session):
        name = ".".join(map(str, where))
        if isinstance(value, BaseModel) and not isinstance(value, Localized):
            continue
        if other(where, value) is not None:
            found[name] = replaced(session, where, other(where, value))
        if isinstance(value, Localized) and "fr" in value.root:
            found[f"{name} in French"] = replaced(session, where, in_french(value))
            if len(value.root) > 1:
                rest = type(value).model_construct({language: text for language, text in value.root.items() if language != "fr"})
                found[f"{name} no longer in French"] = replaced(session, where, rest)
    return found


LEAVES = {f"{name}: {path}": (SESSIONS[name], new) for name in SESSIONS for path, new in _leaves(SESSIONS[name]).items()}


DAYS = ("agenda", "days")
ITEMS = (*DAYS, 0, "sittings", 0, "items")
FULL = SESSIONS["full"]
MANY = replaced(
    FULL,
    ITEMS,
    lambda items: (*items, *(items[0].model_copy(update={"id": f"more-{number}", "start": None, "end": None}) for number in range(150))),
)
"""With a page for each day."""
BARE = replaced(replaced(FULL, ("webcast", "recordings"), ()), ("webcast", "channels"), ())
PLANNED = FULL.agenda.planned[0]
FIRST = FULL.agenda.days[0].sittings[0].items[0]


def gone(entries: tuple) -> tuple:
    return entries[1:]


def turned(entries: tuple) -> tuple:
    return entries[::-1]


def nothing(_: Any) -> None:
    return None


LAST = {"an entry removed": lambda entries: entries[:-1], "the order turned": turned}
LISTS = [
    ("calls",),
    ("documents",),
    ("links",),
    ("prior_sessions",),
    ("interpretation",),
    ("official_languages",),
    ("webcast", "channels"),
    ("webcast", "recordings"),
    (*DAYS, 2, "sittings", 0, "items"),
    (*ITEMS, 0, "people"),
    (*DAYS, 2, "all_day"),
]
PARTS = ("hours", "venue", "registration", "webcast", "agenda", "contact", "series", "newsletter", "invitation", "about", "summary", "name")

UNUSUAL: dict[str, tuple[Session, Session]] = {
    "an item of a large agenda": (
        MANY,
        replaced(MANY, (*DAYS, 1, "sittings", 0, "items", 0, "title"), lambda text: other(("title",), text)),
    ),
    "a large agenda in French": (MANY, replaced(MANY, (*ITEMS, 0, "title"), in_french)),
    "an agenda that becomes large": (FULL, MANY),
    "an agenda that becomes small": (MANY, FULL),
    "no webcast": (FULL, replaced(FULL, ("webcast",), None)),
    "an item on another day": (
        FULL,
        replaced(
            replaced(FULL, ITEMS, gone),
            (*DAYS, 1, "sittings", 0, "items"),
            lambda items: (*items, FIRST.model_copy(update={"start": None, "end": None})),
        ),
    ),
    "a planned item gets a time": (
        FULL,
        replaced(
            replaced(FULL, ("agenda", "planned"), gone),
            ITEMS,
            lambda items: (*items, PLANNED.model_copy(update={"start": dt.time(10, 40), "end": dt.time(10, 45)})),
        ),
    ),
    "the first recording": (BARE, replaced(BARE, ("webcast", "recordings"), FULL.webcast.recordings[:1])),
    "a recording goes": (FULL, replaced(FULL, ("webcast", "recordings"), gone)),
    "postponed": (FULL, replaced(FULL, ("status",), SessionStatus.postponed)),
    "cancelled": (FULL, replaced(FULL, ("status",), SessionStatus.cancelled)),
    "an agenda becomes final": (FULL, replaced(FULL, ("agenda", "status"), AgendaStatus.final)),
    "a week later": (
        FULL,
        replaced(
            replaced(FULL, ("dates",), lambda dates: dates.model_copy(update={"end": dates.end + dt.timedelta(7)})),
            DAYS,
            lambda days: (days[0], days[1], *(day.model_copy(update={"date": day.date + dt.timedelta(7)}) for day in days[2:])),
        ),
    ),
    "daily hours without agenda": (
        replaced(FULL, DAYS, ()),
        replaced(replaced(FULL, DAYS, ()), ("hours",), lambda hours: hours.model_copy(update={"start": dt.time(9)})),
    ),
    "another id of an item": (FULL, replaced(FULL, (*DAYS, 1, "sittings", 0, "items", 0, "id"), "another-id")),
    "an item moved": (FULL, replaced(FULL, (*ITEMS, 0, "moved"), Moved.model_construct(start=dt.time(9)))),
    "a day off": (FULL, replaced(FULL, DAYS, lambda days: (*days[:2], Day.model_construct(date=days[2].date, off=True)))),
    "a name of a language": (FULL, replaced(FULL, ("language_names",), {"ar": Name({"en": "Arabic!", "fr": "Arabe!"})})),
    **{f"{'.'.join(map(str, where))}: {what}": (FULL, replaced(FULL, where, change)) for where in LISTS for what, change in LAST.items()},
    **{f"no {part}": (FULL, replaced(FULL, (part,), nothing)) for part in PARTS},
    **{f"new {part}": (replaced(FULL, (part,), nothing), FULL) for part in PARTS},
}


# ── what is named ────────────────────────────────────────────────────────────────────────────────────────────────────

PARTS_OF_SITE = tuple(part for part in PAGE_TITLES if part != "every")
VIEW = View(locales={"en": "en-GB"}, compiled_templates=TEMPLATES)
BEFORE: dict[tuple[int, str], dict[str, tuple[str, str]]] = {}


def look(session: Session, language: str) -> dict[str, tuple[str, str]]:
    """What `microsite diff` looks at; at the sessions that are compared with many others only once."""
    if all(session is not each for each in SESSIONS.values()):
        return VIEW.visible(session, language)
    key = id(session), language
    if key not in BEFORE:
        BEFORE[key] = VIEW.visible(session, language)
    return BEFORE[key]


def named(old: Session, new: Session) -> set[tuple[str, str]]:
    """Language and part of each page that `microsite diff` names."""
    return {
        (language, part)
        for change in diff.changes(old, new, look, READERS)
        for language in ([change.language] if change.language else READERS)
        for page in change.pages
        for part in (PARTS_OF_SITE if page == "every" else (page,))
    }


SAMPLE = dict(list(LEAVES.items())[7::780]) | {
    name: UNUSUAL[name] for name in ("an item on another day", "the first recording", "postponed")
}
"""Some of each."""


@pytest.mark.parametrize("name", SAMPLE)
def test_of_some_changes_the_pages_that_differ_are_named(name: str) -> None:
    """In each language those whose readers see anything else, and no others. `make fuzz` tries all changes."""
    old, new = SAMPLE[name]
    assert named(old, new) == that_differ(old, new)


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAVES | UNUSUAL)
def test_of_every_change_the_pages_that_differ_are_named(name: str) -> None:
    """As above: after a change of each single value, and after larger ones."""
    old, new = (LEAVES | UNUSUAL)[name]
    assert named(old, new) == that_differ(old, new)


def kinds(old: Session, new: Session) -> set[tuple[tuple[str, ...], str]]:
    """What `microsite diff` names, sentence by sentence."""
    return {(change.pages, change.language) for change in diff.changes(old, new, look, READERS)}


@pytest.mark.parametrize("number", [0, *(pytest.param(number, marks=pytest.mark.slow) for number in range(1, 60))])
def test_of_two_changes_each_is_named_where_it_is_seen(number: int) -> None:
    """On the pages that the change alone is seen on, whichever two there are."""
    chance = random.Random(number)
    session = SESSIONS[chance.choice(list(SESSIONS))]
    values = [(where, value) for where, value in walk(session) if not isinstance(value, BaseModel) or isinstance(value, Localized)]
    one, two = chance.sample([(where, new) for where, value in values if (new := other(where, value)) is not None], 2)
    assert kinds(session, replaced(replaced(session, *one), *two)) == kinds(session, replaced(session, *one)) | kinds(
        session, replaced(session, *two)
    )


def test_a_change_that_cannot_stand_alone_is_shown_with_what_it_needs(tmp_path: Path) -> None:
    """A person goes whom an item names, which goes as well: no version has one without the other. Which page fails first, and how, depends
    on how many items there are."""

    def look(session: Session, language: str) -> dict[str, tuple[str, str]]:
        if session.appearances.keys() - session.people.keys():
            raise jinja2.UndefinedError("'dict object' has no attribute 'ann'")
        return VIEW.visible(session, language)

    items = ['{id: a, kind: talk, title: "Talk: part 1", start: 10:00, people: [{person: ann}]}']
    items += ['{id: b, kind: talk, title: "Talk: part 2", start: 11:00, people: [{person: bob}]}']
    sessions = []
    for people, kept in (("ann: {name: Ann One}, bob: {name: Bob Two}", items), ("bob: {name: Bob Two}", items[1:])):
        path = tmp_path / "session.yml"
        path.write_text(
            "number: 1\ntitle: {en: Bells}\norganizer: {name: A}\ndates: {start: 2026-12-27, end: 2026-12-28}\nzone: Europe/Berlin\n"
            f"people: {{{people}}}\nagenda:\n  status: final\n  days:\n    - date: 2026-12-27\n      sittings:\n"
            f"        - {{id: s, start: 10:00, end: 12:00, items: [{', '.join(kept)}]}}\n",
            encoding="utf-8",
        )
        sessions.append(load(path).session)
    said = [change.words for change in diff.changes(*sessions, look, ("en",))]
    assert any("Talk: part 1" in words for words in said) and "People: Ann One is gone" in said
