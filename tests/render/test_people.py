"""The page of people: everybody once, with what they take part in."""

from __future__ import annotations

import gzip
import html
import re

from microsite.model.session import Session
from tests.conftest import LANGUAGES, Built
from tests.render.test_site import prefix
from tests.rendering import rendered

MINIMAL = {
    "number": "1",
    "title": "A",
    "dates": {"start": "2027-06-01", "end": "2027-06-02"},
    "zone": "Africa/Nairobi",
    "organizer": {"name": "B"},
}
MAX_COMPRESSED = 45_000
"""Bytes of the page with 180 people."""


def profiles(page: str) -> dict[str, str]:
    """The text of each person's place on a page, by its anchor."""
    found = re.findall(r'<section class="profile"[^>]* id="([^"]+)">(.*?)</section>', page, re.DOTALL)
    return {key: " ".join(html.unescape(re.sub("<[^>]+>", " ", text)).split()) for key, text in found}


def test_everybody_has_a_place(full: Built) -> None:
    """In each language, with the key as its anchor; who is in no item too."""
    for language in LANGUAGES:
        assert set(profiles(full.pages[f"{prefix(language)}people/index.html"].source)) == set(full.session.people)


def test_a_place_says_all_of_a_person(full: Built) -> None:
    """Name, pronouns, office, organization, place, biography, links; then what they do in which item, and when."""
    source = full.pages["people/index.html"].source
    found = profiles(source)
    assert found["tamang"].startswith(
        "H.E. Ms. Tamang Sunita she/her Chair of the Dialogue, Himal House, Kathmandu, Nepal Sunita Tamang has kept"
    )
    assert "Web page ORCID Himal House Opening of the session Chair 10 Mar, 09:30 – 10:00" in found["tamang"]
    assert found["tembo"] == "Tembo Amina"
    assert "Contracts nobody reads Cancelled Presenter" in found["keller"]
    assert "How archives give recordings back Speaker 12 Mar" in found["okafor"]  # which has no hour
    assert (
        '<a href="../agenda/#opening">' in source
        and '<a href="https://orcid.example.org/0000-0002-1825-0097" rel="noopener">ORCID</a>' in source
    )


def test_names_in_the_agenda_lead_there(full: Built) -> None:
    """Each to a place that is there; a page of the person's own is on the page of people."""
    for language in ("en", "ar"):
        agenda, people = (full.pages[f"{prefix(language)}{part}/index.html"] for part in ("agenda", "people"))
        led = set(re.findall(r'href="[./a-z]+/people/#([^"]+)"', agenda.source))
        assert led == {participation.person for _, _, item in full.session.items() for participation in item.people}
        assert led <= set(people.attributes("id"))
        assert "https://people.example.org/tamang" not in agenda.source and "https://people.example.org/tamang" in people.source


def test_people_are_sorted_by_name(full: Built) -> None:
    """As each language shows them, those in its script first; who has no picture has initials."""
    orders = {language: [*profiles(full.pages[f"{prefix(language)}people/index.html"].source)] for language in ("en", "ru", "zh")}
    assert orders["en"] == [
        *("fontaine", "haddad", "keller", "okafor", "rivera", "sato", "tamang", "tembo", "volkov", "wang"),
        *("orlova", "mansour", "chen"),
    ]
    assert orders["ru"][:3] == ["wang", "volkov", "orlova"] and orders["zh"][:2] == ["volkov", "chen"]  # bǐ, chén
    arabic = full.pages["ar/people/index.html"].source
    shown = re.findall(r'data-initials="([^"]*)".*?<a class="title" href="#(\w+)"', arabic, re.DOTALL)
    assert {"haddad": "ل ح", "fontaine": "FL", "orlova": "ОН"}.items() <= {key: initials for initials, key in shown}.items()


def test_who_may_still_come_is_announced() -> None:
    """On a page that docs/ has, while nobody is known."""
    page = rendered(Session.model_validate(MINIMAL), ["en"]).pages["people/index.html"]
    assert "The speakers will be announced." in page and "No speakers were announced here." in page


def test_an_item_without_a_day_says_so() -> None:
    """And one of a whole day names the day alone."""
    people = [{"person": "kim"}]
    agenda = {
        "days": [{"date": "2027-06-01", "all_day": [{"id": "posters", "kind": "poster", "people": people}]}],
        "planned": [{"id": "later", "kind": "panel", "people": people}],
    }
    page = rendered(Session.model_validate(MINIMAL | {"people": {"kim": {"name": "Kim"}}, "agenda": agenda}), ["en"]).pages[
        "people/index.html"
    ]
    assert profiles(page)["kim"] == "Kim Poster Speaker 1 Jun Panel Speaker to be announced"


def conference(people: int) -> Session:
    """So many people, each with a biography of fifty words, a link and two items."""
    words = "archive licence voices lend record keep return ask build teach law practice history machine song speech village radio score".split()

    def person(number: int) -> dict[str, object]:
        said = " ".join(words[(number * 7 + place * (number % 11 + 3)) % len(words)] for place in range(50))
        return {
            "name": f"{words[number % 19].title()} {words[number * 3 % 17].title()}{number}",
            "role": {"en": f"Professor of {words[number % 13]} and {words[number % 7]}"},
            "organization": f"{words[number % 18].title()} Institute {number % 40}",
            "place": {"en": "Kathmandu, Nepal"},
            "biography": {"en": said.capitalize() + "."},
            "links": [{"title": "ORCID", "url": f"https://orcid.org/0000-0002-{number:04}-{number * 37 % 10000:04}"}],
        }

    items = [
        {
            "id": f"talk-{number}",
            "kind": "talk",
            "title": {"en": f"{words[number % 19].title()}, {words[number * 5 % 17]} and {words[number * 11 % 13]}: the {number}th way"},
            "start": f"{9 + number // 20}:{number % 20 * 3:02}",
            "people": [{"person": f"person-{(number * 2 + place) % people}"} for place in range(2)],
        }
        for number in range(people)
    ]
    sitting = {"id": "all", "start": "09:00", "end": "20:00", "items": items}
    days = [{"date": "2027-06-01", "sittings": [sitting]}]
    return Session.model_validate(
        MINIMAL | {"people": {f"person-{number}": person(number) for number in range(people)}, "agenda": {"status": "final", "days": days}}
    )


def test_a_page_of_180_people_is_light() -> None:
    """With all that is known of them."""
    page = rendered(conference(180), ["en"]).pages["people/index.html"]
    assert len(profiles(page)) == 180 and page.count("biography") < 5
    assert len(gzip.compress(page.encode(), 9)) < MAX_COMPRESSED
