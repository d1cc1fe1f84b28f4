"""Text is data: whatever a text of the data file holds, it reaches readers as that text or is refused with its line.

Each session that hypothesis makes is rendered twice: as it is, and with every letter of its texts changed into one that means
nothing to HTML, JSON, Markdown or calendars. Both must be the same, element by element and letter by letter, but for that change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import icalendar
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from microsite.localize.localizer import Localizer, _paragraphs
from microsite.model.base import Model
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load
from tests.conftest import LANGUAGES, plain
from tests.rendering import Rendered, rendered
from tests.strategies import NASTY, REFUSED, Text, sessions, texts

ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "code": {"class"},
    "div": {"class", "tabindex"},  # around a table, which scrolls in it
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
"""Those that an element of a text may have."""
FAR = 0xF0000
"""Where Unicode keeps 131,068 letters that nothing knows."""
SCHEMES = {"", "http", "https", "mailto", "tel", "webcal"}
PROSE = {
    "p",
    "em",
    "strong",
    "code",
    "pre",
    "a",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "s",
}


def examples(count: int) -> settings:
    """The same ones in every run of the same tests (hypothesis also draws constants of the modules that are loaded); without a limit of
    time, which would measure the machine, and without looking for a smaller example, which takes minutes where each is a whole site."""
    return settings(
        max_examples=count,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def harmless(text: str) -> str:
    return "".join(letter if letter.isspace() else chr(FAR + ord(letter)) for letter in text)


def back(text: str) -> str:
    return text if text.isascii() else "".join(chr(ord(letter) - FAR) if ord(letter) >= FAR else letter for letter in text)


def twin(data: Any) -> Any:
    """The same data with harmless letters in its texts."""
    if isinstance(data, Text):
        return harmless(data.said)
    if isinstance(data, dict):
        return {key: twin(value) for key, value in data.items()}
    return [twin(value) for value in data] if isinstance(data, list) else data


def parsed(page: str) -> Element:
    """A page without the bare `bdi` and with plain blanks, as `outline` compares it; people, who are sorted by their letters, by their ids."""
    tree = html5lib.parse(re.sub(r"</?bdi>", "", plain(page)), namespaceHTMLElements=False)
    for each in tree.iter("div"):
        if each.find("section[@class='profile']") is not None:
            each[:] = sorted(each, key=lambda section: section.get("id", ""))
            each[-1].tail = each[0].tail = "\n"
    return tree


def outline(tree: Element, read: Any) -> list:
    """Each element with its attributes and the text before, in and after it; texts and values as `read` gives them.

    Blanks that do not break, which the typographer sets beside some letters, are read as the blanks that they were typed as. A bare
    `bdi` is left out: whether a text has one depends on the direction of its letters.
    """
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        inner = element.text or ""
        if element.tag == "script" and inner.strip():
            told = [each for each in leaves(json.loads(inner)) if each[0] != ("version", "now")]  # of all the data
            found += [(place, read(plain(value)) if isinstance(value, str) else value) for place, value in told]
            inner = ""
        # A summary and the skeleton of a mail are Markdown where they are an attribute: without the escapes of `plain`.
        values = {name: read(unquote(value) if name == "href" else value).replace("\\", "") for name, value in element.attrib.items()}
        values.pop("data-initials", None)  # made of letters of the name; see localize/test_names.py
        found.append((element.tag, values, read(inner), read(element.tail or "")))
    return found


def leaves(value: Any, where: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Every value in lists and maps, with its place."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from leaves(each, (*where, key))
    if not isinstance(value, dict | list):
        yield where, value


def checked(tree: Element) -> None:
    """No script but ours and plain data, nothing that runs by an attribute, no address of another kind than a page has."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("style", "iframe", "object", "embed", "base", "svg", "math")
        assert element.tag != "img" or "://" not in element.get("src", "")
        if element.tag == "script":
            assert (
                element.get("type") in ("application/json", "application/ld+json")
                or element.get("src", "").split("?")[0].endswith((".js",))
                and not element.text
            )
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc", "formaction")
            if name in ("href", "src", "data-src", "action"):
                assert urlsplit(value.strip()).scheme in SCHEMES


def written(tmp: Path, data: dict) -> Path:
    path = tmp / "session.yml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # which is YAML too
    return path


def same(one: Rendered, other: Rendered) -> None:
    """`other` is the twin of `one`."""
    assert set(one.pages) == set(other.pages) and set(one.calendars) == set(other.calendars)
    for name, page in one.pages.items():
        tree = parsed(page)
        checked(tree)
        for found, wanted in zip(outline(tree, str), outline(parsed(other.pages[name]), back), strict=True):
            assert capitalized(found) == capitalized(wanted), f"{name}: {found} is not {wanted}"
    for name, content in one.calendars.items():
        assert entries(content, str) == entries(other.calendars[name], back), name
    for name in one.files:
        if name.endswith(("schedule.json", "session.json")):
            assert said(one.files[name], str) == said(other.files[name], back), name
    assert one.files["sitemap.xml"] == other.files["sitemap.xml"]


def capitalized(element: tuple) -> list:
    """With a capital at its beginning, as names of languages have one in a menu: the twin's letters know no capitals."""
    return [Localizer.capitalized(part) if isinstance(part, str) else part for part in element]


def said(content: bytes, read: Any) -> list:
    """Every value of a file in JSON with its place, but for what is made of the letters of names, and the version. Markdown is without
    its escapes, which the twin's letters do not need."""
    found = [
        ([read(str(key)) for key in where], read(value).replace("\\", "") if isinstance(value, str) else value)
        for where, value in leaves(json.loads(content))
    ]
    return [each for each in found if each[0][-1] not in ("acronym", "slug", "guid", "version")]


def entries(content: bytes, read: Any) -> list:
    """Every property of a calendar, in its order, as a program reads it."""
    calendar = icalendar.Calendar.from_ical(content)
    assert not calendar.errors
    every = [(name, each) for name, value in calendar.property_items() for each in getattr(value, "cats", [value])]
    return [
        (name, read(value) if isinstance(value, str) else str(getattr(value, "dt", value)))
        for name, value in every
        if name not in ("DTSTAMP", "LAST-MODIFIED")
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


def arrives(folder: Path, data: dict, languages: tuple[str, ...] = LANGUAGES) -> None:
    source = load(written(folder, data))
    same(rendered(source.session, languages), rendered(Session.model_validate(twin(data)), languages))


@pytest.mark.parametrize("languages", [("en", "ar"), ("en", "zh"), pytest.param(("en", "ru"), marks=pytest.mark.slow)], ids=" ".join)
@examples(1)
@given(drawn=sessions())
def test_texts_arrive_as_they_are(folder: Path, drawn: tuple, languages: tuple[str, ...]) -> None:
    """On every page, in every attribute, calendar, mail address and block of data; `make fuzz` has all languages at once."""
    arrives(folder, drawn[0], languages)


@pytest.mark.slow
@examples(400)
@given(drawn=sessions())
def test_many_texts_arrive_as_they_are(folder: Path, drawn: tuple) -> None:
    """The same, with more sessions."""
    arrives(folder, drawn[0])


@pytest.mark.parametrize("languages", [("en", "ar"), pytest.param(LANGUAGES, marks=pytest.mark.slow)], ids=" ".join)
@examples(1)
@given(drawn=sessions(st.sampled_from(NASTY), whole=True))
def test_every_field_can_hold_every_nasty_text(folder: Path, drawn: tuple, languages: tuple[str, ...]) -> None:
    """In these sessions each field of each model is there. (`make fuzz`: on pages of all languages.)"""
    data, fields = drawn
    assert fields == {(model.__name__, name) for model in models() for name in model.model_fields}
    arrives(folder, data, languages)


def models() -> list[type[BaseModel]]:
    """All that a session is made of."""
    return [each for each in Model.__subclasses__() if each.__module__.startswith("microsite.model.")]


@pytest.mark.slow
@pytest.mark.parametrize("languages", [("en",), ("en", "ar")], ids=" ".join)
@examples(1)
@given(drawn=sessions(st.just("x" * 49_990 + " <b>&amp;</b> " + "я" * 49_990)))
def test_a_hundred_thousand_letters_arrive(folder: Path, drawn: tuple, languages: tuple[str, ...]) -> None:
    """A text has no limit but the file's."""
    kept = ("source_language", "number", "zone", "dates", "organizer", "title", "about")
    arrives(folder, {key: value for key, value in drawn[0].items() if key in kept}, languages)


def free(data: Any, where: tuple = ()) -> Iterator[tuple]:
    """The places of all free texts."""
    for place, value in leaves(data, where):
        if isinstance(value, Text):
            yield place


PLANTED = {"drawn": sessions(), "chosen": st.randoms(use_true_random=False), "bad": st.sampled_from(REFUSED)}


@examples(4)
@given(**PLANTED)
def test_what_no_text_may_hold_is_refused_with_its_line(folder: Path, drawn: tuple, chosen: Any, bad: str) -> None:
    """One text of the session gets something that nobody sees: the message is about its line, and about nothing else."""
    refused_with_its_line(folder, drawn[0], chosen, bad)


@pytest.mark.slow
@examples(400)
@given(**PLANTED)
def test_what_no_text_may_hold_is_refused_with_its_line_everywhere(folder: Path, drawn: tuple, chosen: Any, bad: str) -> None:
    """The same, with more sessions."""
    refused_with_its_line(folder, drawn[0], chosen, bad)


def refused_with_its_line(folder: Path, data: dict, chosen: Any, bad: str) -> None:
    *way, last = chosen.choice(list(free(data)))
    parent = data
    for key in way:
        parent = parent[key]
    parent[last] = f"planted here {bad} and there"
    path = folder / "session.yml"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    line = next(number for number, each in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if "planted here" in each)
    with pytest.raises(BadSource) as caught:
        load(path, name="session.yml")
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert {problem.line for problem in errors} == {line}, errors
    assert all("character" in problem.words or "several lines" in problem.words for problem in errors)


MARKDOWN = st.lists(
    st.one_of(
        texts(),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "    ",
                "> ",
                "* ",
                "1. ",
                "```",
                "|",
                "|:-:|--|\n",
                "[a]: b\n",
                "](",
                "![",
                "\n---\n",
                "<https://e.org",
                "\\",
            ]
        ),
    ),
    max_size=8,
).map("".join)
"""Texts of pieces of Markdown, which mostly make nonsense together."""


def paragraphs_only(text: str) -> None:
    """Elements of a text, with the attributes that they have, and addresses that are links."""
    for element in html5lib.parseFragment(_paragraphs(text), namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in PROSE | ATTRIBUTES.keys()
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        assert urlsplit(element.get("href", "")).scheme in SCHEMES


@examples(60)
@given(MARKDOWN)
def test_markdown_makes_no_more_than_paragraphs(text: str) -> None:
    """Whatever a text says in Markdown."""
    paragraphs_only(text)


@pytest.mark.slow
@examples(2000)
@given(MARKDOWN)
def test_much_markdown_makes_no_more_than_paragraphs(text: str) -> None:
    """The same, with more texts."""
    paragraphs_only(text)
