"""The languages of an item beside the one spoken in it: interpretation, its own or its room's, and captions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.model.test_venues import said
from tests.rendering import rendered
from tests.source.test_mistakes import problems_of

SESSION = """\
number: 2
title: {en: Tides, fr: Marées, ar: المد}
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Asia/Tokyo
interpretation: [en, fr]
language_names: {nsp: {en: Nepalese Sign Language, fr: langue des signes népalaise, ar: لغة الإشارة النيبالية}}
rooms: {deck: {name: {en: Deck, fr: Pont, ar: السطح}, interpretation: [ar]}, attic: {name: Attic, interpretation: []}}
agenda:
  status: final
  days:
    - date: 2026-05-07
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
            - {id: as-ever, kind: talk, start: 10:00, end: 11:00}
            - {id: same, kind: talk, start: 11:00, end: 12:00, interpretation: [en, fr]}
            - {id: own, kind: talk, start: 12:00, interpretation: [es, nsp], captions: [en, ar]}
        - {id: deck, start: 14:00, end: 15:00, room: deck, items: [{id: below, kind: talk}, {id: not-below, kind: talk, interpretation: []}]}
        - {id: attic, start: 15:00, end: 16:00, room: attic, items: [{id: above, kind: talk}, {id: all, kind: talk, interpretation: [en, fr]}]}
"""

SAID = {
    "": (
        "Interpretation: Spanish and Nepalese Sign Language",
        "Live captions: English and Arabic",
        "Interpretation: Arabic",
        "There is no interpretation.",
    ),
    "fr/": (
        "Interprétation : espagnol et langue des signes népalaise",
        "Sous-titrage en direct : anglais et arabe",
        "Interprétation : arabe",
        "Aucune interprétation n’est assurée.",
    ),
    "ar/": (
        "الترجمة الفورية: الإسبانية ولغة الإشارة النيبالية",
        "العرض النصي الفوري: الإنجليزية والعربية",
        "الترجمة الفورية: العربية",
        "لا تتوفر ترجمة فورية.",
    ),
}


@pytest.mark.parametrize("prefix", SAID)
def test_an_item_says_its_languages_where_they_are_not_the_sessions(tmp_path: Path, prefix: str) -> None:
    """Its own, or those of its room; none where there are none; nothing where they are those of all."""
    session, problems = problems_of(SESSION, tmp_path)
    assert session and problems == []
    pages = {name: page.replace("\u00a0", " ") for name, page in rendered(session, ["en", "fr", "ar"]).pages.items()}
    own, captions, of_room, none = SAID[prefix]
    items = dict(re.findall('(?s)<article[^>]* id="([a-z-]+)"(.*?)</article>', pages[f"{prefix}agenda/index.html"]))
    wanted = {"as-ever": [], "same": [], "own": [own, captions], "below": [of_room], "not-below": [none], "above": [none], "all": []}
    words = {sentence for each in wanted.values() for sentence in each}
    assert {name: {sentence for sentence in words if sentence in said(text)} for name, text in items.items()} == {
        name: set(sentences) for name, sentences in wanted.items()
    }
    label = own.partition(":")[0].strip()
    assert [name for name in ("as-ever", "same", "all") if label in said(items[name])] == []
    rooms = dict(re.findall(r'(?s)<section data-result id="room\.([a-z]+)">(.*?)</section>', pages[f"{prefix}practical/index.html"]))
    assert of_room in said(rooms["deck"]) and none in said(rooms["attic"])


INTERPRETATION = {
    "": "The languages of interpretation will be announced.Nothing was published here.",
    "interpretation: []\n": "There is no interpretation.",
    "interpretation: [fr]\n": "Languages of simultaneous interpretation: Français French",
}


@pytest.mark.parametrize("given", INTERPRETATION)
def test_what_will_not_be_is_not_announced(tmp_path: Path, given: str) -> None:
    """A session without interpretation says so; one that says nothing of it has its languages still to come."""
    session, _ = problems_of(re.sub("(?s)interpretation: .*", "", SESSION) + given, tmp_path)
    webcast = rendered(session, ["en"]).pages["webcast/index.html"]
    assert (
        said(webcast[webcast.index('id="interpretation"') : webcast.index("</main>")].partition(">")[2])
        == f"Interpretation {INTERPRETATION[given]}"
    )
