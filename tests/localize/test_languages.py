"""Languages by their codes: which are taken, and what pages call them."""

from __future__ import annotations

import json
import re

import pytest
from language_tags import data

from microsite.localize.localizer import Localizer
from microsite.model import languages
from microsite.model.fields import Name
from microsite.model.schema import schema
from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.validation import checks
from tests.conftest import LANGUAGES, Built

# Ranges of codes are for private use, and old codes have others in their place.
REGISTERED = [
    each["Subtag"]
    for each in data.get("registry")
    if each["Type"] == "language" and ".." not in each["Subtag"] and "Deprecated" not in each
]


SOME_OR_ALL = pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.slow)])
"""One registered language in ten in every run, and all with `make fuzz`."""


@SOME_OR_ALL
def test_every_registered_language_is_taken_and_has_a_name(step: int) -> None:
    """IANA's registry lists more than 8,000; none is ever shown by its bare code."""
    assert len(REGISTERED) > 8000
    pattern = re.compile(json.loads(schema())["properties"]["official_languages"]["items"]["pattern"])
    assert [code for code in REGISTERED[::step] if not languages.exists(code) or not pattern.search(code)] == []
    assert [code for code in REGISTERED[::step] if languages.english_name(code) == code] == []
    localizers = [Localizer(language, "en") for language in LANGUAGES]
    assert [(t.language, code) for t in localizers for code in REGISTERED[::50] if code in (t.language_name(code), t.own_name(code))] == []


@pytest.mark.parametrize(
    "code", ["eng", "lsf", "xx", "en-XX", "zh-cmn", "sgn-US", "english", "en_GB", "PT", "", "a", "en-", "x-lang", "qaa"]
)
def test_other_codes_are_not_taken(code: str) -> None:
    """Those of other lists, old ones, and what is none."""
    assert not languages.exists(code)


NAMES = {  # in English, in French, in Arabic, in itself
    "ase": (
        "American Sign Language",
        "langue des signes américaine",
        '<span lang="en" dir="ltr" data-fallback>American Sign Language</span>',
        "Langue des signes américaine",
    ),
    "sgn-ase": (
        "American Sign Language",
        "langue des signes américaine",
        '<span lang="en" dir="ltr" data-fallback>American Sign Language</span>',
        "Langue des signes américaine",
    ),
    "bfi": (
        "British Sign Language",
        '<span lang="en" dir="ltr" data-fallback>British Sign Language</span>',
        '<span lang="en" dir="ltr" data-fallback>British Sign Language</span>',
        '<span lang="en" dir="ltr" data-fallback>British Sign Language</span>',
    ),
    "zh-Hant": ("Traditional Chinese", "chinois traditionnel", "الصينية التقليدية", '<span lang="zh-Hant" dir="ltr">繁體中文</span>'),
    "pt-BR": (
        "Brazilian Portuguese",
        "portugais brésilien",
        "البرتغالية البرازيلية",
        '<span lang="pt-BR" dir="ltr">Português (Brasil)</span>',
    ),
    "es-419": (
        "Latin American Spanish",
        "espagnol d’Amérique latine",
        "الإسبانية أمريكا اللاتينية",
        '<span lang="es-419" dir="ltr">Español latinoamericano</span>',
    ),
    "ar": ("Arabic", "arabe", "العربية", '<span lang="ar" dir="rtl">العربية</span>'),
    "fr": ("French", "français", "الفرنسية", "Français"),
    "nan-TW": ("Min Nan Chinese (Taiwan)", "minnan (Taïwan)", "مين-نان الصينية (تايوان)", "Minnan (Taïwan)"),
    "rmy": (
        "Vlax Romani",
        '<span lang="en" dir="ltr" data-fallback>Vlax Romani</span>',
        '<span lang="en" dir="ltr" data-fallback>Vlax Romani</span>',
        '<span lang="en" dir="ltr" data-fallback>Vlax Romani</span>',
    ),
}


@pytest.mark.parametrize("code", NAMES)
def test_names(code: str) -> None:
    """By CLDR, else in English and marked so; a language that is not written in itself has the name of the page's language, here French."""
    english, french, arabic = (Localizer(language, "en") for language in ("en", "fr", "ar"))
    assert (english.language_name(code), french.language_name(code), arabic.language_name(code), french.own_name(code)) == NAMES[code]
    assert french.is_named_in_itself(code) == (code not in ("ase", "sgn-ase", "bfi", "nan-TW", "rmy", "fr"))


def test_the_data_names_a_language() -> None:
    """Before all others; where it lacks a language, in the source language, marked."""
    names = {
        "bfi": Name({"en": "BSL", "fr": "langue des signes britannique"}),
        "rmy": Name({"en": "Romani", "rmy": "rromani ćhib"}),
        "ils": Name("IS"),
    }
    french, arabic = (Localizer(language, "en", language_names=names) for language in ("fr", "ar"))
    assert [french.language_name(code) for code in ("bfi", "ils")] == ["langue des signes britannique", "IS"]
    assert arabic.language_name("bfi") == '<span lang="en" dir="ltr" data-fallback>BSL</span>'
    assert french.own_name("rmy") == '<span lang="rmy" dir="auto">Rromani ćhib</span>'


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "ltr"),
        ("ur-PK", "rtl"),
        ("az-Arab", "rtl"),
        ("ku-Arab", "auto"),
        ("mn-Mong", "auto"),
        ("rmy", "auto"),
        ("zh-Hant", "ltr"),
        ("pt-BR", "ltr"),
        ("ase", "auto"),
        ("en-1996", "ltr"),
    ],
)
def test_directions(code: str, said: str) -> None:
    """By CLDR; where it does not know the language in its script, by the letters of each text."""
    assert languages.direction(code) == said


@SOME_OR_ALL
def test_signed_are_the_languages_of_signs(step: int) -> None:
    """All that are called so by the registry, and no others."""
    signed = {code for code in REGISTERED[::step] if languages.is_signed(code)}
    called = {
        each["Subtag"]
        for each in data.get("registry")
        if each["Type"] == "language" and re.search(r"\bsign\b", " ".join(each["Description"]), re.IGNORECASE)
    }
    assert signed == called & set(REGISTERED[::step]) and len(signed) >= 150 // step
    assert (
        languages.is_signed("sgn-bfi")
        and languages.is_signed("bfi-GB")
        and not languages.is_signed("floor")
        and not languages.is_signed("nan")
    )


def test_a_language_without_a_name_is_told_to_the_editor() -> None:
    """International Sign is named by the interface, and what the data names in English only is a text that is not translated."""
    own = {"language_names": {"gss": {"en": "Greek Sign Language", "ar": "لغة الإشارة اليونانية"}}}
    given = {
        "number": "1",
        "title": "T",
        "organizer": {"name": "O"},
        "dates": {"start": "2027-02-13", "end": "2027-02-13"},
        "interpretation": ["en", "ils", "ase", "gss"],
        **own,
    }
    session = Session.model_validate(
        {**given, "webcast": {"channels": [{"language": "floor", "hls": "x.m3u8"}, {"language": "bfi", "hls": "x.m3u8"}]}}
    )
    assert checks.unnamed_languages(session, walk(session), ["en", "fr", "ar"]) == {"fr": ["bfi"], "ar": ["ase", "bfi"]}
    assert checks.missing_translations(session, walk(session), ["en", "fr", "ar"]) == {
        "fr": [("title",), ("language_names", "gss")],
        "ar": [("title",)],
    }


def test_a_text_without_a_language_is_told_to_the_editor() -> None:
    """One that is written once is in the source language, which lacks nothing, and a name in every language."""
    dates = {"start": "2027-02-13", "end": "2027-02-13"}
    given = {"number": "1", "title": {"en": "T", "fr": "T"}, "organizer": {"name": "O"}, "dates": dates}
    session = Session.model_validate({**given, "summary": {"en": "S"}, "documents": [{"title": "D", "url": {"ase": "d.pdf"}}]})
    document = ("documents", 0, "title")
    assert checks.missing_translations(session, walk(session), ["en", "fr", "ar"]) == {
        "fr": [("summary",), document],
        "ar": [("title",), ("summary",), document],
    }
    assert checks.unnamed_languages(session, walk(session), ["en", "fr", "ar"]) == {"ar": ["ase"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_what_is_heard_and_what_is_seen(channels: Built, language: str) -> None:
    """A sign language is in the picture, and so its channels are not those of a sound alone."""
    t = channels.localizer(language)
    page = channels.pages["webcast/index.html" if language == "en" else f"{language}/webcast/index.html"]
    labels = [
        " ".join("".join(label.itertext()).split())
        for label in page.tree.iter("label")
        if label.find("input") is not None and label.find("input").get("name") == "player-morning-channel"
    ]
    names = [t.own_name(code) for code in ("floor", "en", "zh-Hant", "rmy", "bfi")]
    assert labels == [" ".join(re.sub("<[^>]*>", "", name).split()) for name in names]
    legends = [choice.find("legend").text for choice in page.tree.iter("fieldset") if choice.get("class") == "channels"]
    assert legends == [t.gettext("Language")] * 2
    notice = t.gettext("Some of the text on this page has not yet been translated and is shown in %(language)s.").partition("%")[0]
    assert (" ".join(notice.split()) in page.text) == (language != "en")


def test_captions_are_offered_by_name(channels: Built) -> None:
    """In the menu of the browser's player."""
    [captions] = {each for each in channels.pages["fr/webcast/index.html"].attributes("data-captions") if each != "[]"}
    assert captions == '[["bfi", "British Sign Language", "../../media/clip.en.vtt"], ["fr", "Fran\\u00e7ais", "../../media/clip.en.vtt"]]'


@pytest.mark.parametrize(
    ("code", "bases"),
    [
        ("fr", []),
        ("pt-BR", ["pt"]),
        ("de-AT", ["de"]),
        ("es-MX", ["es-419", "es"]),
        ("pt-AO", ["pt-PT", "pt"]),
        ("nb", ["no"]),
        ("zh-Hans", ["zh"]),
        ("zh-Hans-SG", ["zh-Hans", "zh"]),
        ("zh-Hant", []),
        ("zh-TW", ["zh-Hant-TW", "zh-Hant"]),
        ("sr-Latn", []),
        ("sr-Latn-RS", ["sr-Latn"]),
        ("sr-Cyrl", ["sr"]),
        ("ils", []),
    ],
)
def test_bases_of_a_language(code: str, bases: list[str]) -> None:
    """CLDR's parents, as far as they are written in the same script."""
    assert languages.with_bases(code) == (code, *bases)


@pytest.mark.parametrize(
    ("typed", "code"), [("pt_BR", "pt-BR"), ("PT-br", "pt-BR"), (" zh-hant ", "zh-Hant"), ("ZH_HANT_hk", "zh-Hant-HK")]
)
def test_a_code_is_spelled_as_it_is_usual(typed: str, code: str) -> None:
    """With hyphens, the script with one capital and the country in capitals."""
    assert languages.spelled(typed) == languages.spelled(code) == code
