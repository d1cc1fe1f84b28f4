"""Every fact of the data is on the site, in every language. The tests walk the model, so a new field is asked for too."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Any

import html5lib
import pytest
from pydantic import BaseModel

from microsite.localize.localizer import markdown
from microsite.model.agenda import AgendaItem, Kind, Level
from microsite.model.base import Period
from microsite.model.documents import DocumentKind
from microsite.model.fields import Address, FileAddress, Localized, Prose
from microsite.model.people import Mode, Part
from microsite.model.session import Format, PriorSession, Session
from microsite.model.traverse import walk
from microsite.model.webcast import Chapter
from tests.conftest import LANGUAGES, Built
from tests.render.test_site import prefix
from tests.rendering import rendered

# Said by the languages of the pages and the state of their notices, not by a text of their own; of the file of a picture, see test_pictures.py.
UNSEEN = {
    "called",
    "source_language",
    "official_languages",
    "zone",
    "live",
    "recorded",
    "cancelled",
    "policy",
    "hosts",
    "not_codes",
    "file",
}
# What a player's address is made of: see test_players.py and browser/test_webcast.py.
PLAYER = {"youtube", "vimeo", "kaltura", "peertube", "iframe", "video", "hls", "captions"}


def words(html: str) -> str:
    return " ".join(
        re.sub("<[^>]*>", " ", html).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&").split()
    )


def squeezed(text: str) -> str:
    """Without blanks, which markup puts and takes at will."""
    return re.sub(r"\s", "", text)


class Seen:
    """What the pages of one language show."""

    def __init__(self, site: Built, language: str):
        pages = site.of(language)
        self.text = squeezed(" ".join(text for page in pages for text in (page.text, *page.attributes("alt"))))
        self.links = {address for page in pages for name in ("href", "data-src") for address in page.attributes(name)}
        self.anchors = {anchor for page in pages for anchor in page.attributes("id")}
        self.times = {time for page in pages for time in page.attributes("datetime")}
        self.t = site.localizer(language)
        self.session = site.session
        self.language = language

    def has_text(self, text: str) -> bool:
        return squeezed(text) in self.text

    def has(self, where: tuple, value: Any) -> bool:
        name = where[-1]
        if isinstance(value, Prose):
            text, _ = value.find(self.language, self.session.source_language)
            return self.has_text(words(markdown.render(text)))
        if isinstance(value, Address | FileAddress):
            found = (
                value.root.values()
                if name == "url" and isinstance(value, FileAddress)
                else [value.find(self.language, self.session.source_language)[0]]
            )
            return all(any(link.endswith(each) for link in self.links) for each in found)
        if isinstance(value, Localized):
            if name == "room":
                value = self.session.room_name(value)
            if name == "kind" and self.session.is_short_name(where, value):
                return self.has_text(self.t.document_kind_text(DocumentKind(value.root[""])))
            if self.session.is_short_name(where, value):
                value = self.session.tracks[value.root[""]].name
            said = self.t.plain(value)
            return self.has_text(self.t.capitalized(said) if name == "honorific" else said)
        if isinstance(value, StrEnum):
            return True  # test_each_value_of_a_list_has_words_of_its_own
        if isinstance(value, bool):
            return True
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and name in ("start", "end"):
            return True  # the range that both make is asked for where it belongs
        if isinstance(value, dt.datetime):
            return self.has_text(self.t.deadline(value))
        if isinstance(value, dt.date):
            return self.has_text(self.t.date(value)) or value.isoformat() in self.times
        if isinstance(value, dt.time):
            return self.has_text(self.t.time(value))
        if isinstance(value, dt.timedelta):
            return self.has_text(str(value))
        if name in ("id", "item", "sitting") or where[-2:-1] == ("sittings",):
            return value in self.anchors or f"recording-{value}" in self.anchors or any(link.endswith(f"#{value}") for link in self.links)
        if name == "language" and "items" in where:
            return self.has_text(words(self.t.language_name(value))) or self.has_text(self.t.capitalized(self.t.language_name(value)))
        if where[-2:-1] == ("tags",) and "items" in where:
            return self.has_text(self.t.plain(self.session.tags[value]))
        if where[-2:-1] in (("captions",), ("announced",)) or where[-2:-1] == ("interpretation",) and where[0] != "interpretation":
            return self.has_text(words(self.t.language_name(value)))
        if name == "language" or where[-2:-1] == ("interpretation",):
            return self.has_text(words(self.t.own_name(value)))
        if name == "venue":
            return self.has_text(self.t.plain(self.session.venues[value].name))
        if name == "kind":
            return self.has_text(self.t.plain(self.session.kinds[value].name))
        if name == "point" or where[-2:-1] == ("points",):
            return self.has_text(self.t.plain(self.session.all_points[value].title))
        if name == "body" or where[-2:-1] == ("bodies",):
            return self.has_text(self.t.plain(self.session.bodies[value].name))
        if name == "person" or where[-2:-1] == ("chair",):
            return self.has_text(self.t.plain(self.session.people[value].name))
        if where[0] == "bodies" and name == "number":
            return self.has_text(self.t.session_of_body(value))
        if name in ("amount", "currency"):
            return True  # test_fees_are_written_as_the_language_writes_money
        if where == ("number",):
            return self.has_text(str(value)) or self.has_text(self.t.session_name(value))
        return self.has_text(str(value))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("site", ["twelfth", "full", "minimal"], indirect=True)
def test_every_fact_is_on_the_pages_of_every_language(site: Built, language: str) -> None:
    """Each value of the model is found as text, as a link, as an anchor or as a date."""
    seen = Seen(site, language)
    absent = []
    for where, value in walk(site.session):
        if isinstance(value, Period | PriorSession) and value.start:
            if not seen.has_text(seen.t.dates(value.start, value.end)):
                absent.append((where, value))
        if isinstance(value, BaseModel) and not isinstance(value, Localized):
            continue
        if where[:2] == ("agenda", "notes") and where[2:] != (site.session.agenda.status,):
            continue  # shown with another status only
        if UNSEEN & set(where[-2:]) or where[0] == "webcast" and PLAYER & set(map(str, where)) or where[-2:-1] == ("official_languages",):
            continue
        if "newsletter" in where and where[-1] == "id":
            continue  # a section of its own, with an anchor of its own
        if not seen.has(where, value):
            absent.append((where, value))
    assert absent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_zone_is_in_words(twelfth: Built, language: str) -> None:
    """The zone is named in the page's language, with its distance from UTC."""
    named = {
        "ar": "توقيت وسط أوروبا الرسمي (UTC+01:00)",
        "zh": "中欧标准时间（UTC+01:00）",
        "en": "Central European Standard Time (UTC+01:00)",
        "fr": "Heure normale d’Europe centrale (UTC+01:00)",
        "ru": "Центральноевропейское время (UTC+01:00)",
        "es": "Hora estándar de Europa central (UTC+01:00)",
    }
    assert [
        part
        for part in ("agenda", "webcast")
        if named[language].lower() not in twelfth.pages[f"{prefix(language)}{part}/index.html"].text.lower()
    ] == []


def spoken(source: str, name: str) -> list[str]:
    """The texts of all elements of a class, in their order."""
    tree = html5lib.parse(source, namespaceHTMLElements=False)
    return [
        " ".join("".join(element.itertext()).split())
        for element in tree.iter()
        if isinstance(element.tag, str) and name in element.get("class", "").split()
    ]


def various(*items: dict[str, str], form: str = "onsite") -> Session:
    """A session with planned items that have these values, and one person in each."""
    usual = {"kind": "panel", "level": "beginner", "part": "speaker", "mode": "remote"}
    planned = [
        {
            "id": f"x-{number}",
            "kind": each["kind"],
            "level": each["level"],
            "people": [{"person": "kim", "part": each["part"], "mode": each["mode"]}],
        }
        for number, each in enumerate(usual | item for item in items)
    ]
    return Session.model_validate(
        {"number": "1", "title": "A", "dates": {"start": "2027-06-01", "end": "2027-06-01"}, "organizer": {"name": "B"}}
        | {"format": form, "people": {"kim": {"name": "Kim"}}, "agenda": {"planned": planned}}
    )


VALUES = {"kind": (Kind, "title"), "level": (Level, "level"), "part": (Part, "part"), "mode": (Mode, "mode")}


@pytest.mark.parametrize("key", VALUES)
def test_each_value_of_a_list_has_words_of_its_own(key: str) -> None:
    """What an item is, what a person does in it and how: in each language as many words as there are values, in its script."""
    values, name = VALUES[key]
    pages = rendered(various(*({key: value} for value in values))).pages
    said = [value for value in values if value != Mode.room]  # which goes without saying
    for language in LANGUAGES:
        words = spoken(pages[f"{prefix(language)}agenda/index.html"], name)
        assert len(words) == len(set(words)) == len(said), words
        if language in ("ar", "zh", "ru"):
            assert [found for found in words if re.search("[A-Za-z]", found)] == []
        if language == "en" and key in ("kind", "part"):
            assert [
                each
                for each, found in zip(said, words, strict=True)
                if not found.replace("-", " ").startswith(each.replace("_", " ").capitalize())
            ] == []


def test_each_format_is_said() -> None:
    """In person, online, or both: in each language three different pages tell how to take part."""
    pages = [rendered(various({}, form=form)).pages for form in Format]
    assert all(len({each[f"{prefix(language)}take-part/index.html"] for each in pages}) == len(Format) for language in LANGUAGES)


DAMAGE = [
    "Al and IP",
    "Al outputs",
    "Al-generated",
    "form.isp",
    "®",
    "listmanage.com",
    "register/WN nQH",
    "KN.:",
    "C. 9284 2",
    "C. 9284 3",
    "KJ45",
    "NS07",
]


def test_no_ocr_damage_and_no_code_is_anywhere(twelfth: Built) -> None:
    """Nothing the scanner misread, and not the code of the invitation, is in any file of the site."""
    content = b"".join(
        path.read_bytes()
        for path in sorted(twelfth.folder.rglob("*"))
        if path.suffix in (".html", ".ics", ".xml", ".txt", ".json", ".js", ".css")
    )
    assert [damage for damage in DAMAGE if damage.encode() in content] == []


def test_the_account_of_the_theme_is_whole(twelfth: Built) -> None:
    """All four paragraphs of the invitation's account stand on the first page, in its words."""
    invitation = ROOT_INVITATION
    page = squeezed(twelfth.pages["index.html"].text)
    assert [sentence for sentence in invitation if squeezed(sentence) not in page] == []


ROOT_INVITATION = [
    "The generation of synthetic media (such as images, video and audio, either as deepfakes or for legitimate purposes) is not new.",
    "On the other hand, it can enable powerful applications in film, accessibility, and virtual "
    "communication, allowing creators to generate lifelike avatars, restore voices, or preserve historical figures in interactive ways.",
    "In response, some voices have called for a greater role for IP in regulating synthetic media.",
    "highlight how different jurisdictions are addressing these issues, and explore potential future approaches.",
]


def test_dates_and_hours_of_the_real_session(twelfth: Built) -> None:
    """28 and 29 October 2025, 10:00 to 18:00 at UTC+01:00: summer time had ended two days before."""
    session = twelfth.session
    assert [session.day_hours(day) for day in session.dates.days()] == [
        (session.at_local_time(dt.date(2025, 10, day), dt.time(10)), session.at_local_time(dt.date(2025, 10, day), dt.time(18)))
        for day in (28, 29)
    ]
    assert session.starts.isoformat() == "2025-10-28T10:00:00+01:00"
    assert {call.deadline for call in session.calls} == {dt.date(2025, 10, 10)}
    assert [prior.number for prior in session.prior_sessions if prior.bearing] == [11, 10, 9]


def test_walk_reaches_everything(full: Built) -> None:
    """The walk that the tests above rely on does not pass over items, people and chapters."""
    kinds = [type(value) for _, value in walk(full.session)]
    assert kinds.count(AgendaItem) == len(list(full.session.items()))
    assert kinds.count(Chapter) == sum(len(recording.chapters) for recording in full.session.webcast.recordings)
    assert kinds.count(Session) == 1
