"""The interface's words: all there in each language, with their placeholders, and none that nothing uses."""

from __future__ import annotations

import functools
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from microsite.editing.interface_words import untranslated_warnings, update, words
from microsite.localize import catalogues, po
from microsite.localize.catalogues import GENERAL, WORDS_POT, BadCatalogue, placeholders
from microsite.localize.localizer import Localizer
from tests.conftest import LANGUAGES, ROOT, SITE

TRANSLATED = sorted(path.stem for path in GENERAL.glob("*.po"))
"""The languages that have general words."""

SCRIPT = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+(?::\w+)?\}")


def catalogue(language: str, folder: Path = GENERAL) -> dict[str, str]:
    """Each message with its translation; one with plural forms by its singular, with all forms in a row."""
    with (folder / f"{language}.po").open("rb") as file:
        found = [message for message in read_po(file, locale=language) if message.id]
    return {said(message): " ".join(message.string) if isinstance(message.string, tuple) else message.string for message in found}


@functools.cache
def used() -> Catalog:
    """The words of the code, and those of the frozen site."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "microsite", folder / "microsite", ignore=shutil.ignore_patterns("__pycache__", "assets"))
        for each in ("docs", "overrides"):
            shutil.copytree(SITE / each, folder / each)
        return words(folder)


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
    """Each language of the frozen site has its catalogue; German and Portuguese wait for a site."""
    assert set(TRANSLATED) >= {*LANGUAGES, "de", "pt"} - {"en"}


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


def test_every_word_has_a_comment_for_translators() -> None:
    """In words.pot, which lists just the words that there are; it is short, and says what fills each placeholder."""
    comments = {said(message): " ".join(message.auto_comments) for message in po.read((GENERAL / WORDS_POT).read_bytes()) if message.id}
    assert set(comments) == {said(message) for message in used() if message.id}
    assert {word: text for word, text in comments.items() if not 15 <= len(text) <= 130 or text[-1] not in ".”"} == {}
    filled = {word: re.findall(r"%\(\w+\)s|\{\w+", word) for word in comments}
    assert {word: text for word, text in comments.items() if not all(each in text for each in filled[word])} == {}


def test_catalogues_have_the_comments_that_the_words_have_now() -> None:
    """As `microsite words` copies them."""
    now = {message.id: " ".join(message.auto_comments) for message in used() if message.id}
    for path in GENERAL.glob("*.po"):
        assert {each.id: " ".join(each.auto_comments) for each in po.read(path.read_bytes()) if each.id}.items() <= now.items(), path


def test_the_extraction_finds_words_everywhere(tmp_path: Path) -> None:
    """Templates, scripts' words, code and titles of pages are all looked through."""
    found = {said(message): [place for place, _ in message.locations] for message in used() if message.id}
    assert "microsite/theme/parts/way.html" in found["What happens next"]
    assert "microsite/theme/parts/script-words.html" in found["Live now"]
    assert "microsite/localize/localizer.py" in found["Floor (original audio)"]
    assert "docs/take-part.md" in found["Take part"]


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
BROKEN = {
    "a keyword that is none": (
        'msgid "Agenda"\nmsgstr "Ordre du jour"\nmsgsrt "x"\n',
        "3:1: error: Unknown or misformatted keyword; compare it with the lines around it",
    ),
    "a quote that is not closed": (
        'msgid "Agenda"\nmsgstr "Programme\n',
        "2:1: error: a text is not between two quotes; compare it with the lines around it",
    ),
    "a word without quotes": (
        'msgid Agenda\nmsgstr "Programme"\n',
        "1:1: error: a text is not between two quotes; compare it with the lines around it",
    ),
    "a word without its translation": (
        'msgid "Agenda"\n\nmsgid "Break"\nmsgstr "Pause"\n',
        "1:1: error: missing msgstr for msgid 'Agenda'; compare it with the lines around it",
    ),
    "another placeholder": (
        HEAD + '\nmsgid "Only the text in %(languages)s is official."\nmsgstr "Seul le texte en %(langues)s fait foi."\n',
        "5:1: error: “Seul le texte en %(langues)s fait foi.” does not have the same placeholders as “Only the text in %(languages)s is official.”; "
        "copy them letter by letter",
    ),
    "more forms than the language has": (
        HEAD + '\nmsgid "in {n} day"\nmsgid_plural "in {n} days"\nmsgstr[0] "{n}"\nmsgstr[1] "{n}"\nmsgstr[2] "{n}"\n',
        "5:1: error: has more forms (msgstr[0], msgstr[1], …) than Plural-Forms allows at the top of the file; delete the extra ones",
    ),
    "forms by a rule that is none": (
        HEAD + '"Plural-Forms: nplurals=2; plural=(n many);\\n"\n\nmsgid "Agenda"\nmsgstr "Ordre du jour"\n',
        "4:1: error: Plural-Forms can't be read; write nplurals=2; plural=(n > 1);",
    ),
    "other letters than UTF-8": (
        HEAD + '\nmsgid "Agenda"\nmsgstr "\udce9"\n',
        "1:1: error: is not a catalogue of words in UTF-8; compare it with another",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_catalogue_is_told_on_its_line(tmp_path: Path, name: str) -> None:
    """The line that can't be read, counted as editors count, and what to do; one sentence, the same from `microsite words`."""
    text, told = BROKEN[name]
    path = tmp_path / "overrides" / "locales" / "fr.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    for read in (lambda: Localizer("fr", "en", catalogues=path.parent), lambda: list(update(tmp_path, "fr"))):
        with pytest.raises(BadCatalogue) as bad:
            read()
        assert str(bad.value) == f"overrides/locales/fr.po:{told}"
    assert path.read_bytes() == text.encode("utf-8", "surrogateescape")


# ── a site's own words ──────────────────────────────────────────────────────────────────────────────────────────────

OWN = """\
msgid "Previous sessions"
msgstr "Rencontres précédentes"

msgid "in {n} day"
msgid_plural "in {n} days"
msgstr[0] "d’ici {n} jour"
msgstr[1] "d’ici {n} jours"
"""


def test_a_general_catalogue_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of it is kept for all builds, and never hides a change."""
    path = tmp_path / "locales" / "fr.po"
    path.parent.mkdir()
    path.write_text(f'{HEAD}\nmsgid "Agenda"\nmsgstr "Programme"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "GENERAL", path.parent)
    monkeypatch.setattr(catalogues, "COMPILED", tmp_path / "compiled")
    first = catalogues.contents(path)
    with monkeypatch.context() as patch:
        patch.setattr(po, "read", lambda *_: pytest.fail("parsed"))
        os.utime(path, (1, 1))  # looked at anew
        assert catalogues.contents(path) == first and first.words.gettext("Agenda") == "Programme"
    path.write_text(path.read_text(encoding="utf-8").replace("Programme", "Déroulé"), encoding="utf-8")
    assert catalogues.contents(path).words.gettext("Agenda") == "Déroulé"
    path.write_text(path.read_text(encoding="utf-8").replace("msgstr", "msgsrt"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BadCatalogue, match="microsite/theme/locales|overrides/locales"):
            catalogues.contents(path)


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
    assert t.relative_times()["day"] == {"one": "over {n}\u00a0dag", "other": "over {n}\u00a0dagen"}


def test_own_words_are_words_of_the_interface() -> None:
    """None in this repository is left over from a message that says something else by now."""
    known = {said(message) for message in used() if message.id}
    folder = SITE / "overrides" / "locales"
    assert {path.stem: set(catalogue(path.stem, folder)) - known for path in folder.glob("*.po")} == dict.fromkeys(LANGUAGES, set())


def test_forms_for_one_or_two_may_leave_the_number_out(tmp_path: Path) -> None:
    """As Arabic does; a form that fills in something else is told with its line."""
    (tmp_path / "ar.po").write_text('msgid "in {n} day"\nmsgid_plural "in {n} days"\nmsgstr[0] ""\nmsgstr[1] "{day}"\n', encoding="utf-8")
    with pytest.raises(
        BadCatalogue,
        match=r"^overrides/locales/ar\.po:1:1: error: “\{day\}” does not have the same placeholders as “in \{n\} day”; copy them letter by letter$",
    ):
        Localizer("ar", "en", catalogues=tmp_path)


# ── languages with a base ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_region_says_only_what_differs(tmp_path: Path) -> None:
    """The rest comes from the catalogue of the language: of the site's own first, then of the package."""
    (tmp_path / "pt-BR.po").write_text('msgid "Register"\nmsgstr "Inscreva-se"\n', encoding="utf-8")
    (tmp_path / "pt.po").write_text('msgid "Register"\nmsgstr "(pt)"\n\nmsgid "Panel"\nmsgstr "Mesa"\n', encoding="utf-8")
    t = Localizer("pt-BR", "en", catalogues=tmp_path)
    assert (t.gettext("Register"), t.gettext("Panel"), t.gettext("Agenda")) == ("Inscreva-se", "Mesa", catalogue("pt")["Agenda"])
    assert Localizer("pt", "en", catalogues=tmp_path).gettext("Register") == "(pt)"
    assert Localizer("de-AT", "en", catalogues=tmp_path).gettext("Agenda") == catalogue("de")["Agenda"]


def test_words_of_a_region_whose_dates_are_written(tmp_path: Path) -> None:
    """Where mkdocs.yml has Spanish written as in Mexico, Mexico's words are taken if there are any."""
    assert Localizer("es", "en", locale="es-MX", catalogues=tmp_path).gettext("Register") == catalogue("es")["Register"]
    (tmp_path / "es-419.po").write_text('msgid "Register"\nmsgstr "Regístrese"\n', encoding="utf-8")
    assert Localizer("es", "en", locale="es-MX", catalogues=tmp_path).gettext("Register") == "Regístrese"
    assert Localizer("es", "en", catalogues=tmp_path).gettext("Register") == catalogue("es")["Register"]


@pytest.mark.parametrize("language", ["zh-Hant", "zh-TW", "uz-Arab", "nl"])
def test_another_script_is_no_base(tmp_path: Path, language: str) -> None:
    """A language without a catalogue is told with the number of words, and so is one whose base is written in other letters."""
    (tmp_path / "uz.po").write_text('msgid "Register"\nmsgstr "(uz)"\n', encoding="utf-8")
    number = len(catalogue("de"))
    told = (
        f"{language} has no catalogue: all {number} words of the interface are missing; run `microsite words {language}`, which begins one"
    )
    with pytest.raises(BadCatalogue, match=f"^{re.escape(told)}$"):
        Localizer(language, "en", catalogues=tmp_path)


def test_some_forms_of_a_word_do_not_hide_the_base(tmp_path: Path) -> None:
    """Nor does one that is empty, or marked fuzzy."""
    plural = 'msgid "in {n} day"\nmsgid_plural "in {n} days"\nmsgstr[0] "em {n} dia"\nmsgstr[1] ""\n'
    own = f'{plural}\n#, fuzzy\nmsgid "Register"\nmsgstr "?"\n\nmsgid "Agenda"\nmsgstr ""\n'
    (tmp_path / "pt-BR.po").write_text(own, encoding="utf-8")
    base, region = (Localizer(language, "en", catalogues=tmp_path) for language in ("pt", "pt-BR"))
    for t in (base, region):
        assert t.ngettext("in {n} day", "in {n} days", 1) == base.ngettext("in {n} day", "in {n} days", 1) != "in {n} day"
        assert [t.gettext(word) for word in ("Register", "Agenda")] == [catalogue("pt")[word] for word in ("Register", "Agenda")]


def test_a_word_that_nobody_asks_for_is_told(tmp_path: Path) -> None:
    """Where it looks like one that somebody does; the title of a page is none."""
    path = tmp_path / "overrides" / "locales" / "fr.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Agendaa"\nmsgstr "Programme"\n\nmsgid "Before you travel"\nmsgstr "Avant le voyage"\n', encoding="utf-8")
    told = [problem for problem in untranslated_warnings(tmp_path, ["fr"], {}, tmp_path / "overrides") if "no word" in problem.words]
    assert [(problem.file, problem.line) for problem in told] == [("overrides/locales/fr.po", 1)]
    assert told[0].words == "“Agendaa” is no word of the interface, and its translation is not used; did you mean “Agenda”?"
