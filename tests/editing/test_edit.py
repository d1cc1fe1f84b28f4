"""Texts are written into a data file, and every other byte of it stays."""

from __future__ import annotations

import difflib
import functools
from pathlib import Path

import pytest

from microsite.editing.edit import EditError, with_translations
from microsite.editing.translations import Text, all_texts
from microsite.model.fields import Prose
from microsite.source.loading import load
from tests.conftest import DATA, SESSION12

FILES = [SESSION12, DATA / "full.yml", DATA / "minimal.yml"]

# What a translator may write, and YAML takes for something else.
LINES = [
    "« Les voix » : l'IA et la PI",
    "colon: and blank",
    "ends with a colon:",
    "a # hash",
    "# hash first",
    "- dash",
    "-",
    "? question",
    "*star",
    "&ampersand",
    "!bang",
    "%percent 50 %",
    "@at",
    "`tick",
    "| bar",
    "> arrow",
    "[bracket, bracket]",
    "{brace: brace}",
    "a, b] c} d",
    '"all of it"',
    "'all of it'",
    'it\'s "both"',
    "back\\slash \\n \\u0041",
    "2025",
    "10:00",
    "no",
    "~",
    "null",
    "<<",
    "=",
    "--- three",
    "...",
    "tab\tinside",
    "blank\u00a0that stays \u00ab\u202f:\u202f\u00bb",
    "🎙️ ميكروفون 👩‍💻",
    "حوار الويبو: الذكاء الاصطناعي، «والملكية الفكرية»",
    "知识产权：「合成媒体」、#话题",
    "Голоса — «на время»: права",
    "long " * 400 + "end",
]
PARAGRAPHS = [
    "Premier paragraphe : oui.\n\nSecond — «non».",
    "الفقرة الأولى: نعم.\n\n\n- بند\n  تتمة\n- «بند»",
    "第一段：有。\n第二行\n\n# 第三段",
    "Первый.  \nПеренос: «да»\n\n    отступ\n\tтабуляция\n \n---\n...\nконец: # нет",
    "\"quoted\"\n'quoted'\n\\n {x} %s | > &a *b",
]


def localized(path: Path) -> list[Text]:
    return all_texts(load(path).session)


localized_once = functools.cache(localized)
"""Of a file that stays."""


def read_back(folder: Path, content: str) -> dict[tuple, dict[str, str]]:
    """Every text of a data file, by its place."""
    path = folder / "session.yml"
    path.write_bytes(content.encode())
    return {text.where: dict(text.value.root) for text in localized(path)}


def by_language(root: dict[str, str]) -> dict[str, str]:
    return {language or "en": words for language, words in root.items()}


def changed_lines(before: str, after: str) -> list[str]:
    """What differs, as in a pull request: - and + lines."""
    found = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(
    ("path", "language", "crlf", "step"),
    [
        *((SESSION12, "zh", False, 20), (DATA / "full.yml", "ar", False, 20), (DATA / "full.yml", "ru", True, 20)),
        *(
            pytest.param(path, language, crlf, 5, marks=pytest.mark.slow)
            for path in FILES
            for language in ("ar", "zh", "ru", "fr")
            for crlf in (False, True)
        ),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else None,
)
def test_any_text_can_be_written_at_any_place(tmp_path: Path, path: Path, crlf: bool, language: str, step: int) -> None:
    """All places at once, each with another nasty text: they are read back letter by letter, and nothing else changed.
    (`make fuzz` has each file in each language with both ends of lines.)"""
    content = path.read_bytes().decode()
    content = content.replace("\n", "\r\n").rstrip("\r\n") if crlf else content
    before = {text.where: text for text in localized_once(path)}
    for shift in range(0, len(LINES), step):
        changes = {}
        for place, (where, text) in enumerate(before.items()):
            every = [*LINES, *PARAGRAPHS] if isinstance(text.value, Prose) else LINES
            changes[where] = every[(place + shift) % len(every)]
        result = with_translations(content, language, changes, "en")
        expected = {where: {**by_language(dict(text.value.root)), language: changes[where]} for where, text in before.items()}
        assert {where: by_language(root) for where, root in read_back(tmp_path, result).items()} == expected
        assert result.count("\r\n") == (result.count("\n") if crlf else 0)
        assert result.endswith("\n") == content.endswith("\n") or not content.endswith("\n")
        kept = [line for line in content.splitlines() if line.lstrip().startswith("#")]
        assert [line for line in result.splitlines() if line in set(kept)][: len(kept)] == kept


@pytest.mark.parametrize("chosen", ["one of each kind", pytest.param("all", marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_text_changes_its_own_lines_only(path: Path, chosen: str) -> None:
    """The French of one text of each kind (its key and how it is written; `make fuzz`: of every text) is replaced, one at
    a time: all lines that differ are between it and the next value."""
    content = path.read_bytes().decode()
    source = load(path)
    lines = content.split("\n")
    seen: set[tuple] = set()
    for text in all_texts(source.session):
        if "fr" not in text.value.root:
            continue
        row = source.positions[(*text.where, "fr")][0] - 1
        kind = ([key for key in text.where if isinstance(key, str)][-1], *(sign in lines[row] for sign in '{"|'))
        if chosen != "all" and kind in seen:
            continue
        seen.add(kind)
        words = "Un texte : nouveau" if not isinstance(text.value, Prose) else "Un\n\nDeux : trois"
        after = with_translations(content, "fr", {text.where: words}, "en").split("\n")
        same_end = next(n for n in range(len(lines)) if lines[-1 - n] != after[-1 - n])
        assert after[:row] == lines[:row]
        taken = lines[row : len(lines) - same_end]
        assert (
            len([line for line in taken if line.strip()]) <= len([line for line in text.value.root["fr"].split("\n") if line.strip()]) + 1
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_words_change_no_byte(path: Path) -> None:
    """Nothing to write leaves the file as it is."""
    content = path.read_bytes().decode()
    assert with_translations(content, "fr", {}, "en") == content


HEAD = "number: 1\ndates: {start: 2026-05-07, end: 2026-05-07}\norganizer: {name: Harbour}\n"

WRITTEN = {
    "a plain text, with its note": (
        "title:\n  en: A\n  fr: Un   # une note\n",
        "Deux",
        ["-  fr: Un   # une note\n", "+  fr: Deux   # une note\n"],
    ),
    "a plain text that can't stay plain": (
        "title:\n  en: A\n  fr: Un   # note\n",
        "Deux : trois",
        ["-  fr: Un   # note\n", '+  fr: "Deux : trois"   # note\n'],
    ),
    "single quotes stay": ("title:\n  en: A\n  fr: 'Un'\n", "l'un", ["-  fr: 'Un'\n", "+  fr: 'l''un'\n"]),
    "double quotes stay": ('title:\n  en: A\n  fr: "Un" # n\n', 'le "un"', ['-  fr: "Un" # n\n', '+  fr: "le \\"un\\"" # n\n']),
    "a flow map": (
        "title: {en: A, fr: Un}   # n\n",
        "Deux, trois",
        ["-title: {en: A, fr: Un}   # n\n", '+title: {en: A, fr: "Deux, trois"}   # n\n'],
    ),
    "a language added to a flow map": ("title: {en: A, ru: Б}\n", "Un", ["-title: {en: A, ru: Б}\n", "+title: {en: A, fr: Un, ru: Б}\n"]),
    "a language added in its order": ("title:\n  en: A   # n\n  ar: ا\n  ru: Б\n", "Un", ["+  fr: Un\n"]),
    "a language added after lines": (
        "about:\n  en: |-\n    A\n\n    B\n\n# next\ntitle: T\n",
        "Un\n\nDeux",
        ["+  fr: |-\n", "+    Un\n", "+\n", "+    Deux\n"],
    ),
    "a text written once": ("title: A\nsymbol: X\n", "Un", ["-title: A\n", "+title:\n", "+  en: A\n", "+  fr: Un\n"]),
    "a text written once, with its note": ("title: A   # n\n", "Un", ["-title: A   # n\n", "+title:\n", "+  en: A   # n\n", "+  fr: Un\n"]),
    "lines written once": (
        "about: |-  # n\n  A\n\n   B\n\ntitle: T\n",
        "Un",
        ["-about: |-  # n\n", "-  A\n", "+about:\n", "+  en: |-  # n\n", "+    A\n", "-   B\n", "+     B\n", "+  fr: Un\n"],
    ),
    "a text written once over two lines": (
        "title: A\n  b\n",
        "Un",
        ["-title: A\n", "-  b\n", "+title:\n", "+  en: A\n", "+    b\n", "+  fr: Un\n"],
    ),
    "a text written once below its key": ("title:\n  A\n", "Un", ["-  A\n", "+  en: A\n", "+  fr: Un\n"]),
    "lines stay lines, as far in as they are": (
        "about:\n  en: A\n  fr: |-   # n\n      Un\n\n      B\n\ntitle: T\n",
        "Deux",
        ["-      Un\n", "-\n", "-      B\n", "+      Deux\n"],
    ),
    "folded lines": ("about:\n  en: A\n  fr: >-\n    Un\n    deux\n", "Trois", ["-    Un\n", "-    deux\n", "+    Trois\n"]),
    "folded lines that can't stay folded": (
        "about:\n  en: A\n  fr: >-\n    Un\n    deux\n",
        "Un\n\n  B",
        ["-  fr: >-\n", "+  fr: |-\n", "-    deux\n", "+\n", "+      B\n"],
    ),
    "a plain text that gets paragraphs": (
        "about:\n  en: A\n  fr: Un  # n\n",
        "Un\n\nDeux",
        ["-  fr: Un  # n\n", "+  fr: |-  # n\n", "+    Un\n", "+\n", "+    Deux\n"],
    ),
    "an indentation said in figures": (
        "about:\n  en: A\n  fr: |2-\n    Un\n",
        "Deux",
        ["-  fr: |2-\n", "-    Un\n", "+  fr: |-\n", "+    Deux\n"],
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["lf", "crlf", "no-newline"])
def test_the_style_that_stands_there_stays(case: str, end: str) -> None:
    """Just these lines differ, notes stay, and so does the way that lines end."""
    content, words, expected = WRITTEN[case]
    content = HEAD + content
    place = ("about",) if "about" in content else ("title",)
    if end == "\r\n":
        after = with_translations(content.replace("\n", "\r\n"), "fr", {place: words}, "en")
        assert after.count("\n") == after.count("\r\n")
        after = after.replace("\r\n", "\n")
    elif end == "":
        after = with_translations(content.removesuffix("\n"), "fr", {place: words}, "en") + "\n"
    else:
        after = with_translations(content, "fr", {place: words}, "en")
    assert changed_lines(content, after) == expected


def test_questions_in_a_list() -> None:
    """A question written once, in a list, gets a second line below its hyphen."""
    content = "agenda:\n  planned:\n    - id: a\n      questions:\n        - Who?\n        - {en: When?}\n        -\n          Where?\n"
    place = ("agenda", "planned", 0, "questions")
    after = with_translations(content, "zh", {(*place, 0): "谁？", (*place, 1): "何时？", (*place, 2): "哪里？"}, "en")
    assert changed_lines(content, after) == [
        "-        - Who?\n",
        "-        - {en: When?}\n",
        "+        - en: Who?\n",
        "+          zh: 谁？\n",
        "+        - {en: When?, zh: 何时？}\n",
        "-          Where?\n",
        "+          en: Where?\n",
        "+          zh: 哪里？\n",
    ]


def test_a_byte_order_mark_stays() -> None:
    """As Windows' editor writes it."""
    assert with_translations("\ufefftitle: {en: A, fr: Un}\n", "fr", {("title",): "Deux"}, "en") == "\ufefftitle: {en: A, fr: Deux}\n"


def test_what_can_not_be_written_alone_is_refused() -> None:
    """An anchor whose text other places take changes them too: its place is named, and nothing is written."""
    content = "title: {en: A, fr: &x Un}\nsummary: {en: B, fr: *x}\nadmission: {en: C}\n"
    with pytest.raises(EditError) as refused:
        with_translations(content, "fr", {("title",): "Deux", ("admission",): "Trois"}, "en")
    assert refused.value.places == [("title",)]
