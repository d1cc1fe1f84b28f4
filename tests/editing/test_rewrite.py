"""Changed data is written into a data file, and all else of it stays."""

from __future__ import annotations

import copy
import difflib
import random

import pytest

from microsite.editing.rewrite import Plain, read, rewritten
from tests.conftest import DATA, SESSION12
from tests.six_rooms import text as six_rooms

FILES = {
    "full": (DATA / "full.yml").read_text(encoding="utf-8"),
    "session12": SESSION12.read_text(encoding="utf-8"),
    "six rooms": six_rooms(),
}

AGENDA = """agenda:
  status: final
  # The days.
  days:
  - date: 2026-10-24   # a Saturday
    sittings:
    - {id: first, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, title: {en: Talk}}]}
    - id: second
      # after lunch
      start: 14:00
      end: 18:00
      items:
      - id: panel      # the big one
        kind: panel
        title: Panel

      - id: closing
        kind: closing
        title: |-
          Closing
# The end.
"""


def lines_changed(before: str, after: str) -> list[str]:
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
        if line[0] in "+-" and line[:3] not in ("---", "+++")
    ]


def test_nothing_changes_nothing() -> None:
    for text in FILES.values():
        assert rewritten(text, read(text)) == text


def change(what: str) -> list[str]:
    """The lines that differ once `what`, Python that changes `second` (a sitting of AGENDA) or `data`, has run."""
    data = read(AGENDA)
    days = data["agenda"]["days"]
    exec(what, {"data": data, "day": days[0], "first": days[0]["sittings"][0], "second": days[0]["sittings"][1], "Plain": Plain})
    return lines_changed(AGENDA, rewritten(AGENDA, data))


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("second['start'] = Plain('14:30')", ["-      start: 14:00", "+      start: 14:30"]),
        ("second['items'][0]['title'] = 'Panel: rights'", ["-        title: Panel", '+        title: "Panel: rights"']),
        ("second['items'][0]['cancelled'] = Plain('true')", ["+        cancelled: true"]),
        ("del second['items'][0]['title']", ["-        title: Panel"]),
        ("del second['items'][1]", ["-      - id: closing", "-        kind: closing", "-        title: |-", "-          Closing"]),
        ("second['items'].insert(1, {'id': Plain('tea'), 'kind': Plain('break')})", ["+      - {id: tea, kind: break}"]),
        (
            "second['items'].insert(0, {'id': Plain('tea'), 'title': 'Tea: hot\\nor cold'})",
            ["+      - id: tea", "+        title: |-", "+          Tea: hot", "+          or cold"],
        ),
        (
            "del second['id']; second['title'] = 'Two'",
            ["-    - id: second", "-      # after lunch", "-      start: 14:00", "+    - start: 14:00", "+      title: Two"],
        ),
        (
            "first['items'][0]['people'] = [{'person': Plain('a')}]",
            [
                "-    - {id: first, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, title: {en: Talk}}]}",
                "+    - {id: first, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, title: {en: Talk}, people: [{person: a}]}]}",
            ],
        ),
        ("day['title'] = {'en': 'One, or two', 'ar': 'يوم'}", ['+    title: {en: "One, or two", ar: يوم}']),
        (
            "data['people'] = {'a': {'name': 'A B', 'biography': 'x\\ny'}}",
            ["+people:", "+  a:", "+    name: A B", "+    biography: |-", "+      x", "+      y"],
        ),
        ("second['items'] = []", None),
        ("second['items'][0]['title'] = {'en': 'Panel', 'ar': 'ندوة'}", ["-        title: Panel", "+        title: {en: Panel, ar: ندوة}"]),
    ],
)
def test_a_change_touches_its_own_lines(what: str, lines: list[str] | None) -> None:
    """Comments, quotes and the order of keys stay where nothing differs."""
    found = change(what)
    assert lines is None or sorted(found) == sorted(lines)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_stays_behind_a_key_whose_value_takes_lines(newline: str) -> None:
    content = newline.join(["title: Bells   # no subtitle yet", "number: 7", ""])
    written = newline.join(["title:   # no subtitle yet", "  en: Bells", "  fr: |-", "    Cloches", "    deux", "number: 7", ""])
    assert rewritten(content, {"title": {"en": "Bells", "fr": "Cloches\ndeux"}, "number": "7"}) == written


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_block_has_a_blank_line_before_it(newline: str) -> None:
    """Where blocks of the file have; a line of its own has none."""
    content = newline.join(["number: 7", "", "webcast:", "  recorded: true", ""])
    data = {"number": "7", "zone": Plain("UTC"), "webcast": {"recorded": Plain("true")}, "people": {"kim": {"name": "Ada\nKim"}}}
    lines = [
        "number: 7",
        "zone: UTC",
        "",
        "webcast:",
        "  recorded: true",
        "",
        "people:",
        "  kim:",
        "    name: |-",
        "      Ada",
        "      Kim",
        "",
    ]
    assert rewritten(content, data) == newline.join(lines)
    assert rewritten(content.replace(newline * 2, newline), data) == newline.join(line for line in lines if line) + newline


def test_an_entry_that_moves_keeps_its_comments() -> None:
    data = read(AGENDA)
    data["agenda"]["days"][0]["sittings"][1]["items"].reverse()
    assert "      - id: panel      # the big one\n        kind: panel\n" in rewritten(AGENDA, data)


@pytest.mark.parametrize("times", [6, pytest.param(40, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", FILES)
def test_any_change_can_be_written(name: str, times: int) -> None:
    """Entries and keys taken out, put elsewhere, put in twice, texts changed: the file holds what it is to hold, or the change is refused."""
    text, chance = FILES[name], random.Random(name)
    for _ in range(times):
        data = copy.deepcopy(read(text))
        for _ in range(chance.randint(1, 3)):
            place = data
            while isinstance(place, dict | list) and place and chance.random() < 0.8:
                inner = [
                    value for value in (place.values() if isinstance(place, dict) else place) if isinstance(value, dict | list) and value
                ]
                if not inner:
                    break
                place = chance.choice(inner)
            if isinstance(place, dict):
                key = chance.choice([*place])
                if chance.random() < 0.3 and len(place) > 1:
                    del place[key]
                elif isinstance(place[key], str):
                    place[key] = chance.choice(["new: text", "two\nlines", "نص", Plain("12")])
                place[f"key{chance.randint(1, 9)}"] = chance.choice(
                    ["a", {"en": "b", "fr": "c: d"}, ["x", "y"], [{"id": "n", "t": "l\nm"}]]
                )
            elif place:
                entry = place.pop(chance.randrange(len(place)))
                if chance.random() < 0.6:
                    place.insert(chance.randrange(len(place) + 1), entry)
        assert read(rewritten(text, data)) == data
