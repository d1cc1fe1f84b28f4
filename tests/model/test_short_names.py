"""Rooms, tracks and tags, which a session describes once and items give by a short name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from microsite.editing.translations import all_texts
from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.validation.checks import missing_translations
from tests.rendering import rendered
from tests.source.test_mistakes import problems_of

SESSION = """\
number: 2
title: {en: Tides, fr: Marées, ar: المد}
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Asia/Tokyo
rooms:
  hall-b: {name: {en: Hall B, fr: Salle B, ar: القاعة باء}, floor: {en: Third floor, fr: Troisième étage, ar: الطابق الثالث}, seats: 40}
  annex: {name: Annexe}
tracks: {law: {name: {en: Law, fr: Droit, ar: القانون}, colour: teal}}
tags: {tides: {en: Tides and moons, fr: Marées et lunes, ar: المد والأقمار}}
agenda:
  status: final
  days:
    - date: 2026-05-07
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
            - {id: one, kind: talk, start: 10:00, end: 11:00, room: hall-b, track: law, tags: [tides], level: beginner, language: fr}
            - {id: two, kind: talk, start: 10:30, end: 11:30%s}
"""


def read(folder: Path, second: str = ", room: annex", text: str = SESSION) -> tuple[Session | None, list[str]]:
    """A session with two items at one time, of which the second says this of itself; and every message about it."""
    session, problems = problems_of(text % second, folder)
    return session, [problem.words for problem in problems]


SHOWN = {
    "": ("Hall B", "Law", "Tides and moons", "For beginners", "French", "Third floor"),
    "fr/": ("Salle B", "Droit", "Marées et lunes", "Pour débutants", "Français", "Troisième étage"),
    "ar/": ("القاعة باء", "القانون", "المد والأقمار", "للمبتدئين", "الفرنسية", "الطابق الثالث"),
}


@pytest.mark.parametrize("prefix", SHOWN)
def test_names_are_shown_in_each_language(prefix: str, tmp_path: Path) -> None:
    """In the place of the short names; the room's leads to what is said of it, and calendars have it."""
    session, told = read(tmp_path)
    assert session and told == []
    assert missing_translations(session, walk(session), ["fr", "ar"]) == {}, "a short name is no text to translate"
    assert [text.name for text in all_texts(session) if text.value.root.get("") in ("hall-b", "annex", "law", "tides")] == []
    site = rendered(session, ["en", "fr", "ar"])
    agenda, practical = (site.pages[f"{prefix}{part}/index.html"] for part in ("agenda", "practical"))
    *labels, floor = SHOWN[prefix]
    (item,) = re.findall('(?s)<article[^>]* id="one".*?</article>', agenda)
    assert [words for words in labels if words not in item] == [] and "hall-b" not in re.sub('(?:href|data-room)="[^"]*"', "", item)
    assert 'practical/#room.hall-b"' in item and 'class="track mark-teal"' in item
    assert re.search(r'id="room\.hall-b">\s*<h3>', practical) and floor in practical and ">40" not in agenda
    assert labels[0].encode() in site.files[f"{prefix}calendar/items/one.ics"]


WRONG = {
    "a room that is misspelt": (", room: hall-c", "“hall-c” is not under `rooms`; did you mean `hall-b`?"),
    "a room by its name": (", room: Hall B", "“Hall B” is a name under `rooms`; write `hall-b`, so that it is the same one"),
    "a track that is misspelt": (", room: annex, track: laws", "“laws” is not under `tracks`; did you mean `law`?"),
    "a tag that is misspelt": (", room: annex, tags: [tide]", "“tide” is not under `tags`; did you mean `tides`?"),
    "a tag that is not there": (", room: annex, tags: [money]", "“money” is not under `tags`; add the tag there, or correct the name"),
    "a level": (", room: annex, level: expert", "“expert” is not one of beginner, intermediate, advanced; write one of them"),
    "the same room": (", room: hall-b", "is 10:30, while one is still on in the same room (until 11:00); correct a time, or give a room"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_short_name_is_told(name: str, tmp_path: Path) -> None:
    """In a sentence with the remedy."""
    second, words = WRONG[name]
    assert words in read(tmp_path, second)[1]


def test_a_name_of_its_own_stays_allowed(tmp_path: Path) -> None:
    """For a room that needs no description, and for a track that has no colour."""
    session, told = read(tmp_path, ", room: The garden, track: {en: Practice, fr: Pratique, ar: ممارسة}")
    assert session and told == []
    assert "The garden" in rendered(session, ["en"]).pages["agenda/index.html"]


def test_what_no_item_names_is_told(tmp_path: Path) -> None:
    """A track or a tag that would be shown nowhere."""
    text = SESSION.replace(", track: law, tags: [tides]", "")
    assert read(tmp_path, text=text)[1] == ["is in no item, and is shown nowhere; name it in an item, or delete it"] * 2


def test_an_item_says_that_it_is_full_or_not_on_the_webcast(tmp_path: Path) -> None:
    """In each language; and says nothing where neither is so."""
    session, _ = read(tmp_path, ", room: annex, full: true, webcast: false")
    pages = rendered(session, ["en", "fr", "ar"]).pages
    for prefix, words in {
        "": ("No places left", "Not on the webcast"),
        "fr/": ("Complet", "Non diffusé"),
        "ar/": ("اكتمل العدد", "لا يُبث"),
    }.items():
        first, second = re.findall("(?s)<article.*?</article>", pages[f"{prefix}agenda/index.html"])
        assert all(each in second and each not in first for each in words)
