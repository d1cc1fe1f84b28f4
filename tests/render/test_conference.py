"""The conference of the tests of layout is what those tests take it for."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.model.base import Model
from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.source.loading import load
from tests import conference
from tests.conftest import LANGUAGES

ALONE = set("Session Outcome Series Organizer Invitation Venue AccessCode Agenda AgendaNotes Webcast Contact".split())
"""Models of which a session has one at the most: the other data files of the tests are without what is there in this one."""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The conference, which is read without an error or a warning."""
    data: Path = tmp_path_factory.mktemp("conference") / "session.yml"
    data.write_text(conference.text(), encoding="utf-8")
    source = load(data)
    assert source.warnings == ()
    return source.session


def test_it_is_large(session: Session) -> None:
    """60 items in three rooms and three tracks on three days, one of the whole day besides, and none on a fourth; sittings one after
    the other, and side by side."""
    items = [(day, item) for day, _, item in session.items() if day]
    assert len(items) == 61 and len(session.agenda_days) == 4
    rooms, tracks = ({str(getattr(item, name).root) for _, item in items if getattr(item, name)} for name in ("room", "track"))
    assert len(rooms) == 3 and len(tracks) == 3
    assert [len(day.sittings) for day in session.agenda_days] == [2, 5, 2, 0]
    starts = [(day.date, item.start) for day, item in items if item.start]
    assert max(starts.count(start) for start in starts) == 3


def test_it_is_the_same_each_time() -> None:
    """A fault that is found today is found tomorrow."""
    assert conference.text() == conference.text()


def test_each_optional_part_is_there_and_is_not_there(session: Session) -> None:
    """In one thing of a kind, and in another of that kind; players, documents and texts are in one of their several ways."""
    things: dict[type[Model], list[Model]] = {}
    for _, value in walk(session):
        if isinstance(value, Model):
            things.setdefault(type(value), []).append(value)
    always, never = [], []
    for kind, found in things.items():
        for name, field in kind.model_fields.items():
            there = [name in each.model_fields_set for each in found]
            if not field.is_required() and kind.__name__ not in ALONE:
                always += [f"{kind.__name__}.{name}"] if all(there) else []
                never += [f"{kind.__name__}.{name}"] if not any(there) else []
    players = ["Channel.kaltura", "Channel.peertube", "Channel.iframe"]  # before a click, all players look alike
    assert (always, never) == (
        ["PriorSession.number"],
        ["Day.off", *players],
    )  # all of a series have numbers, or none; of a day off there is nothing to see


def test_each_language_has_texts_of_its_own_and_lacks_some(session: Session) -> None:
    """So that what falls back is seen in each of them."""
    texts = [value for _, value in walk(session) if getattr(value, "languages", None) and value.languages()]
    for language in LANGUAGES:
        there = [language in value.root for value in texts]
        assert any(there) and (language == "en" or not all(there)), language
