"""The interface's words: all there in each language, with their placeholders, and none that nothing uses."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from microsite.catalogues import words
from microsite.localize import BadCatalogue, Localizer
from tests.conftest import LANGUAGES, ROOT

TRANSLATED = [language for language in LANGUAGES if language != "en"]
SCRIPT = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC", "fr": "LATIN", "es": "LATIN"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(language: str) -> dict[str, str]:
    with (ROOT / "overrides" / "locales" / f"{language}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=language) if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_translated_and_used(language: str) -> None:
    """The catalogue has just the words of templates, code and page titles, none of them empty."""
    wanted = {message.id for message in words(ROOT) if message.id}
    found = catalogue(language)
    assert (wanted - set(found), set(found) - wanted) == (set(), set())
    assert [word for word, translation in found.items() if not translation] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_survive(language: str) -> None:
    """Each translation has the placeholders of its word."""
    wrong = {word: text for word, text in catalogue(language).items() if sorted(PLACEHOLDER.findall(word)) != sorted(PLACEHOLDER.findall(text))}
    assert wrong == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_are_in_the_script_of_the_language(language: str) -> None:
    """Nothing was left in English: apart from separators, each has letters of its own script."""
    foreign = []
    for word, text in catalogue(language).items():
        letters = [letter for letter in PLACEHOLDER.sub("", text) if letter.isalpha()]
        if letters and not any(unicodedata.name(letter, "").startswith(SCRIPT[language]) for letter in letters):
            foreign.append((word, text))
        if any(unicodedata.bidirectional(letter) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI") for letter in text):
            foreign.append((word, text))
    assert foreign == []


def test_the_extraction_finds_words_everywhere(tmp_path: Path) -> None:
    """Templates, scripts' words, code and titles of pages are all looked through."""
    found = {message.id: [place for place, _ in message.locations] for message in words(ROOT) if message.id}
    assert "overrides/parts/way.html" in found["What happens next"]
    assert "overrides/parts/script-words.html" in found["Live now"]
    assert "microsite/localize.py" in found["Floor (original audio)"]
    assert "docs/take-part.md" in found["Take part"]


def test_a_broken_catalogue_is_told_on_its_line(tmp_path: Path) -> None:
    """The line that can't be read, counted as editors count."""
    (tmp_path / "fr.po").write_text('msgid "Agenda"\nmsgstr "Ordre du jour"\nmsgsrt "x"\n', encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"^overrides/locales/fr\.po:3:1: error: [^0-9]+; compare it with the lines around it$"):
        Localizer("fr", "en", catalogues=tmp_path)
