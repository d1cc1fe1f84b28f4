"""The interface's words: all there in each language, with their placeholders, and none that nothing uses."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from microsite.editing.interface_words import update, words
from microsite.localize.catalogues import GENERAL, BadCatalogue, placeholders
from microsite.localize.localizer import Localizer
from tests.conftest import LANGUAGES, ROOT

TRANSLATED = sorted(path.stem for path in GENERAL.glob("*.po"))
"""The languages that have general words: those of the site, and German and Portuguese."""

SCRIPT = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+(?::\w+)?\}")


def catalogue(language: str, folder: Path = GENERAL) -> dict[str, str]:
    """Each message with its translation; one with plural forms by its singular, with all forms in a row."""
    with (folder / f"{language}.po").open("rb") as file:
        found = [message for message in read_po(file, locale=language) if message.id]
    return {said(message): " ".join(message.string) if isinstance(message.string, tuple) else message.string for message in found}


@functools.cache
def used() -> Catalog:
    """The words of the whole project."""
    return words(ROOT)


def said(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_translated_and_used(language: str) -> None:
    """The catalogue has just the words of templates, code and page titles, none of them empty."""
    wanted = {said(message) for message in used() if message.id}
    found = catalogue(language)
    assert (wanted - set(found), set(found) - wanted) == (set(), set())
    assert [word for word, translation in found.items() if not translation] == []


def test_the_site_and_two_languages_besides_have_words() -> None:
    """Each language of the site has its catalogue; German and Portuguese wait for a site."""
    assert set(TRANSLATED) == {*LANGUAGES, "de", "pt"} - {"en"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_survive(language: str) -> None:
    """Each translation has the placeholders of its word."""
    wrong = {word: text for word, text in catalogue(language).items() if "{n}" not in word and placeholders(word) != placeholders(text)}
    assert wrong == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_are_in_the_script_of_the_language(language: str) -> None:
    """Nothing was left in English: apart from separators, each has letters of its own script."""
    foreign = []
    for word, text in catalogue(language).items():
        letters = [letter for letter in PLACEHOLDER.sub("", text) if letter.isalpha()]
        if letters and not any(unicodedata.name(letter, "").startswith(SCRIPT.get(language, "LATIN")) for letter in letters):
            foreign.append((word, text))
        if any(unicodedata.bidirectional(letter) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI") for letter in text):
            foreign.append((word, text))
    assert foreign == []


def test_the_extraction_finds_words_everywhere(tmp_path: Path) -> None:
    """Templates, scripts' words, code and titles of pages are all looked through."""
    found = {said(message): [place for place, _ in message.locations] for message in used() if message.id}
    assert "microsite/theme/parts/way.html" in found["What happens next"]
    assert "microsite/theme/parts/script-words.html" in found["Live now"]
    assert "microsite/localize/localizer.py" in found["Floor (original audio)"]
    assert "docs/take-part.md" in found["Take part"]


def test_a_broken_catalogue_is_told_on_its_line(tmp_path: Path) -> None:
    """The line that can't be read, counted as editors count."""
    (tmp_path / "fr.po").write_text('msgid "Agenda"\nmsgstr "Ordre du jour"\nmsgsrt "x"\n', encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"^overrides/locales/fr\.po:3:1: error: [^0-9]+; compare it with the lines around it$"):
        Localizer("fr", "en", catalogues=tmp_path)


# ── a site's own words ──────────────────────────────────────────────────────────────────────────────────────────────

OWN = """\
msgid "Previous sessions"
msgstr "Rencontres précédentes"

msgid "in {n} day"
msgid_plural "in {n} days"
msgstr[0] "d’ici {n} jour"
msgstr[1] "d’ici {n} jours"
"""


def test_own_words_are_laid_over_the_general_ones(tmp_path: Path) -> None:
    """Message by message: what a site does not say otherwise stays as any organizer would say it."""
    (tmp_path / "fr.po").write_text(OWN, encoding="utf-8")
    t = Localizer("fr", "en", catalogues=tmp_path)
    assert (t.gettext("Previous sessions"), t.gettext("Agenda"), t.ngettext("in {n} day", "in {n} days", 3)) == (
        "Rencontres précédentes",
        "Ordre du jour",
        "d’ici {n}\u00a0jours",
    )
    general = Localizer("fr", "en", catalogues=tmp_path / "nothing is here")
    assert general.gettext("Previous sessions") == "Sessions précédentes"


def test_english_can_be_said_otherwise_too(tmp_path: Path) -> None:
    """It needs no catalogue, and takes one."""
    assert Localizer("en", "en", catalogues=tmp_path).gettext("Previous sessions") == "Previous sessions"
    (tmp_path / "en.po").write_text('msgid "Previous sessions"\nmsgstr "Earlier rounds"\n', encoding="utf-8")
    assert Localizer("en", "en", catalogues=tmp_path).gettext("Previous sessions") == "Earlier rounds"


def test_a_language_may_have_no_general_words(tmp_path: Path) -> None:
    """Its own catalogue is then the whole of it; distances that it leaves out are said as CLDR says them."""
    (tmp_path / "nl.po").write_text('msgid "Agenda"\nmsgstr "Programma"\n', encoding="utf-8")
    t = Localizer("nl", "en", catalogues=tmp_path)
    assert (t.gettext("Agenda"), t.gettext("Register")) == ("Programma", "Register")
    assert t.distances()["day"] == {"one": "over {n}\u00a0dag", "other": "over {n}\u00a0dagen"}


def test_own_words_are_words_of_the_interface() -> None:
    """None in this repository is left over from a message that says something else by now."""
    known = {said(message) for message in used() if message.id}
    folder = ROOT / "overrides" / "locales"
    assert {path.stem: set(catalogue(path.stem, folder)) - known for path in folder.glob("*.po")} == dict.fromkeys(LANGUAGES, set())


def test_forms_for_one_or_two_may_leave_the_number_out(tmp_path: Path) -> None:
    """As Arabic does; a form that fills in something else is told with its line."""
    (tmp_path / "ar.po").write_text('msgid "in {n} day"\nmsgid_plural "in {n} days"\nmsgstr[0] ""\nmsgstr[1] "{day}"\n', encoding="utf-8")
    with pytest.raises(
        BadCatalogue,
        match=r"^overrides/locales/ar\.po:1:1: error: “\{day\}” has not the placeholders of “in \{n\} day”; copy them letter by letter$",
    ):
        Localizer("ar", "en", catalogues=tmp_path)


def test_bringing_catalogues_up_to_date_leaves_own_words_alone(tmp_path: Path) -> None:
    """General catalogues get what is new; the few words of a site's own stay as they are, in English too; a language of its own becomes
    whole."""
    for folder in ("microsite/theme/locales", "overrides/locales", "overrides/parts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "overrides/parts/a.html").write_text('{{ _("Agenda") }}', encoding="utf-8")
    own = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    names = ("microsite/theme/locales/fr.po", "overrides/locales/fr.po", "overrides/locales/en.po", "overrides/locales/nl.po")
    for name in names:
        (tmp_path / name).write_text(own, encoding="utf-8")
    assert len(list(update(tmp_path))) == 2
    assert [name for name in names if "Agenda" in (tmp_path / name).read_text(encoding="utf-8")] == [names[0], names[3]]
