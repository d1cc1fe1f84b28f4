"""`microsite words`: what it does to a catalogue, and what is said of one in which words are missing."""

from __future__ import annotations

import gettext
import importlib.util
import re
from pathlib import Path

import babel.localedata
import pytest
from babel.messages.pofile import read_po

from microsite.editing import configuration, material
from microsite.editing.interface_words import problems, untranslated_warnings, update, words
from microsite.localize import catalogues
from microsite.localize.catalogues import BadCatalogue
from microsite.localize.localizer import Localizer

NUMBER = len(catalogues.read_words_pot())
OWN = """\
# Made by hand.
#
# Second paragraph.
msgid ""
msgstr ""
"Language: nl\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"X-Generator: Poedit 3.4\\n"

# Asked Anna.
msgid "Webcast"
msgstr "Uitzending"

#, fuzzy
#| msgid "Timetable"
msgid "Agenda"
msgstr "Rooster"

msgid "Sign up"
msgstr "Inschrijven"

msgid "Sign down"
msgstr ""

#~ msgid "Register"
#~ msgstr "Aanmelden"
"""


def site(folder: Path, **own: str) -> Path:
    """A site without a copy of the code, with catalogues of its own."""
    (folder / "overrides" / "locales").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    for language, text in own.items():
        (folder / "overrides" / "locales" / f"{language}.po").write_text(text, encoding="utf-8")
    return folder


def copy_of_the_code(folder: Path, **general: str) -> Path:
    """Nothing of it but two templates and catalogues."""
    site(folder)
    for name in ("microsite/theme/locales", "microsite/theme/parts", "overrides/parts"):
        (folder / name).mkdir(parents=True)
    (folder / "microsite/theme/parts/a.html").write_text('{{ _("Agenda") }} {{ _("Webcast") }}', encoding="utf-8")
    (folder / "overrides/parts/b.html").write_text('{# Translators: A button. #}\n{{ _("Our own") }}', encoding="utf-8")
    for language, text in general.items():
        (folder / "microsite/theme/locales" / f"{language}.po").write_text(text, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nn", "nplurals=2; plural=(n != 1);"),
        ("pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
        ("zh-Hant", "nplurals=1; plural=0;"),
        ("id", "nplurals=1; plural=(0);"),  # of which gettext's table knows nothing, and CLDR does
    ],
)
def test_a_catalogue_is_begun(tmp_path: Path, language: str, forms: str) -> None:
    """With its language, the forms that this has, and every word with its comment; Localizer reads it."""
    folder = site(tmp_path)
    (line,) = update(folder, language)
    assert re.fullmatch(
        rf"overrides/locales/{language}\.po: begun, {NUMBER} added, 0 removed, {NUMBER} of {NUMBER} missing( \(\d of them marked fuzzy\))?",
        line,
    )
    path = folder / "overrides" / "locales" / f"{language}.po"
    text = path.read_text(encoding="utf-8")
    head = "".join(re.findall(r'^"(.*)"$', text.split("\n\n")[0], re.MULTILINE)).split("\\n")
    assert f"Language: {language.replace('-', '_')}" in head and f"Plural-Forms: {forms}" in head
    assert "#. Button that opens the search. A verb or a noun.\n" in text
    assert Localizer(language, "en", catalogues=path.parent).gettext("Agenda") == "Agenda"


def test_every_language_has_forms_that_can_be_read() -> None:
    """By the table, by CLDR, or as Babel guesses: what a catalogue begins with is no mistake in any language."""
    codes = {code.split("_")[0] for code in babel.localedata.locale_identifiers()}
    assert len(codes) > 200
    for code in sorted(codes - {"root"}):
        number, rule = re.fullmatch(r"nplurals=(\d); plural=(.*);", catalogues.plural_forms(code)).groups()
        assert max(map(gettext.c2py(rule), range(200))) < int(number), code


def test_twice_is_once(tmp_path: Path) -> None:
    """Not a byte changes, in any language, nor the time of a file; a file that is empty counts as none."""
    folder = site(tmp_path, nl=OWN, fr="", en='msgid "Agenda"\nmsgstr "Programme"\n')
    first = list(update(folder)) + list(update(folder, "pt-BR"))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.po")}
    content = tree(folder)
    assert len(before) == 4 and len(list(update(folder))) == 4 and list(update(folder, "pt-BR"))
    assert tree(folder) == content and {path: path.stat().st_mtime_ns for path in before} == before
    assert (
        "fr.po: begun, 0 added, 0 removed, 0 of" in first[1] and "what it does not say comes from microsite/theme/locales/fr.po" in first[1]
    )


def test_only_the_catalogue_that_is_asked_for_is_touched(tmp_path: Path) -> None:
    """In a site its own; in a copy of the code the general one, unless there is only one of its own."""
    folder = site(tmp_path / "site", nl=OWN, da="")
    before = tree(folder)
    list(update(folder, "nl"))
    assert {name for name, content in tree(folder).items() if before.get(name) != content} == {"overrides/locales/nl.po"}
    code = copy_of_the_code(tmp_path / "code", fr="", nl=OWN)
    (code / "overrides/locales/fr.po").write_text('msgid "Agenda"\nmsgstr "Programme"\n', encoding="utf-8")
    (code / "overrides/locales/da.po").write_text("", encoding="utf-8")
    for language, name in (
        ("fr", "microsite/theme/locales/fr.po"),
        ("it", "microsite/theme/locales/it.po"),
        ("da", "overrides/locales/da.po"),
    ):
        before = tree(code)
        (line,) = update(code, language)
        assert line.startswith(f"{name}: begun, 3 added, 0 removed, 3 of 3 missing")
        assert {name for name, content in tree(code).items() if before.get(name) != content} == {name}


def test_what_a_translator_wrote_is_kept(tmp_path: Path) -> None:
    """The top of the file, comments, marks, the order; a word that is gone is kept aside if it was translated, and one that has come
    back is translated again."""
    folder = site(tmp_path, nl=OWN)
    (line,) = update(folder, "nl")
    assert line == f"overrides/locales/nl.po: {NUMBER - 2} added, 2 removed, {NUMBER - 2} of {NUMBER} missing (6 of them marked fuzzy)"
    path = folder / "overrides" / "locales" / "nl.po"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(OWN.split("\n\n")[0] + "\n\n")
    assert re.search(r'# Asked Anna\.\n#\. Title of a page, [^\n]+\nmsgid "Webcast"\nmsgstr "Uitzending"\n', text)
    assert re.search(r'#\| msgid "Timetable"\n#\. [^\n]+\n#, fuzzy\nmsgid "Agenda"\nmsgstr "Rooster"\n', text)
    assert 'msgid "Register"\nmsgstr "Aanmelden"\n' in text and '#~ msgid "Register"' not in text
    assert text.endswith('#~ msgid "Sign up"\n#~ msgstr "Inschrijven"\n') and "Sign down" not in text
    order = [message.id for message in read_po(path.open("rb"), locale="nl") if message.id]
    assert order.index("Webcast") < order.index("Agenda") and order.index("Register") < order.index("Registration") < order.index("Webcast")


def test_bringing_catalogues_up_to_date_leaves_own_words_alone(tmp_path: Path) -> None:
    """Without a language: general catalogues get what is new, and words.pot; the few words of a site's own in a language that has general
    ones, and in English, get their comments and nothing more."""
    folder = copy_of_the_code(tmp_path, fr="")
    (folder / "overrides/locales/fr.po").write_text('msgid "Webcast"\nmsgstr "Direct"\n', encoding="utf-8")
    (folder / "overrides/locales/en.po").write_text("", encoding="utf-8")
    assert list(update(folder)) == [
        "microsite/theme/locales/words.pot: 3 added, 0 removed, 2 of 3 without a comment for translators",
        "microsite/theme/locales/fr.po: begun, 3 added, 0 removed, 3 of 3 missing",
        "overrides/locales/en.po: begun, 0 added, 0 removed, 0 of 3 missing",
        "overrides/locales/fr.po: 0 added, 0 removed, 0 of 3 missing",
    ]
    pot = folder / "microsite/theme/locales/words.pot"
    assert '#. A button.\nmsgid "Our own"\n' in pot.read_text(encoding="utf-8")
    pot.write_text(pot.read_text(encoding="utf-8").replace('msgid "Webcast"', '#. A page.\nmsgid "Webcast"'), encoding="utf-8")
    assert list(update(folder))[0].endswith(" 1 of 3 without a comment for translators")
    for name in ("microsite/theme", "overrides"):
        assert '#. A page.\nmsgid "Webcast"\n' in (folder / name / "locales/fr.po").read_text(encoding="utf-8"), name


def test_words_that_only_this_site_has(tmp_path: Path) -> None:
    """Of its own templates, in a language that has general words: they are added to its own catalogue, and no others."""
    folder = site(tmp_path)
    (folder / "overrides/parts").mkdir()
    (folder / "overrides/parts/a.html").write_text(
        '{# Translators: Beside a stand. #}{{ _("Free samples") }} {{ _("Agenda") }}', encoding="utf-8"
    )
    assert [problem.words for problem in untranslated_warnings(folder, ["fr", "en"], {})] == [
        f"fr: 1 of {NUMBER + 1} words of the interface is missing, and pages show it in English; run `microsite words fr`, and translate "
        "what this file lacks"
    ]
    assert list(update(folder, "fr"))[0].startswith(f"overrides/locales/fr.po: begun, 1 added, 0 removed, 1 of {NUMBER + 1} missing; ")
    text = (folder / "overrides/locales/fr.po").read_text(encoding="utf-8")
    assert '#. Beside a stand.\nmsgid "Free samples"\nmsgstr ""\n' in text and "Agenda" not in text


def test_what_can_not_be_read_has_no_words(tmp_path: Path) -> None:
    """The build says what is wrong with a template or a page; here it hides no other's words."""
    folder = site(tmp_path)
    (folder / "docs").mkdir()
    for name, text in {
        "overrides/a.html": b"\xe9",
        "overrides/b.html": b'{{ _("Lost" }}',
        "overrides/c.html": b'{{ _("Found") }}',
        "overrides/d.py": b'_("Lost',
        "docs/a.md": b"---\ntitle: Lost: and broken\npart: agenda\n---\n",
        "docs/b.md": b"---\npart: agenda\n---\n",
        "docs/c.md": b"---\nLost\n---\n",
        "docs/d.md": b"---\ntitle: Timetable\npart: agenda\n---\n\xe9",
        "docs/e.md": b"Lost\n",
        "docs/f.md": b"Text.\n\n---\npart: agenda\ntitle: Lost\n---\n",
        "docs/g.md": b"---\npart: agenda\ntitle: Meeting\n...\n---\ntitle: Lost\n---\n",
    }.items():
        (folder / name).write_bytes(text)
    assert {message.id for message in words(folder)} - {message.id for message in catalogues.read_words_pot()} == {
        "Found",
        "Timetable",
        "Meeting",
    }
    assert f"fr: 1 of {NUMBER + 1} words" in str(*untranslated_warnings(folder, ["fr"], {})), "a title may be in any language"


def test_a_region_is_begun_with_nothing_but_what_its_base_lacks(tmp_path: Path) -> None:
    """And counts as whole with it."""
    folder = site(tmp_path, pt='msgid "Agenda"\nmsgstr "Agenda (pt)"\n')
    (line,) = update(folder, "pt-BR")
    assert line == (
        f"overrides/locales/pt-BR.po: begun, 0 added, 0 removed, 0 of {NUMBER} missing; "
        "what it does not say comes from overrides/locales/pt.po, microsite/theme/locales/pt.po"
    )
    assert list(untranslated_warnings(folder, ["pt-BR"], {})) == []


# ── words of Material ───────────────────────────────────────────────────────────────────────────────────────────────


def of_material(language: str) -> str:
    found = importlib.util.find_spec("material")
    return Path(found.submodule_search_locations[0], "templates/partials/languages", f"{language}.html").read_text(encoding="utf-8")


def test_words_of_material_mean_the_same() -> None:
    """In English, where it says more than we do only of the clipboard."""
    for word, key in material.KEYS.items():
        said = re.search(rf'"{re.escape(key)}": "(.*)"', of_material("en"))[1]
        assert said.removesuffix(" to clipboard") == word


@pytest.mark.parametrize(("language", "file"), [("is", "is"), ("is-IS", "is"), ("zh-Hant", "zh-Hant"), ("zh-TW", "zh-TW"), ("nb", "nb")])
def test_a_catalogue_is_begun_with_what_material_has(tmp_path: Path, language: str, file: str) -> None:
    """Marked fuzzy, so that a translator looks at it before readers do; a word that is there already, empty or not, is left."""
    own = site(tmp_path) / "overrides" / "locales" / f"{language}.po"
    own.write_text('msgid "Copied"\nmsgstr ""\n', encoding="utf-8")
    (line,) = update(tmp_path, language)
    assert line.endswith("(4 of them marked fuzzy)")
    said = re.search(r'"search": "(.*)"', of_material(file))[1]
    text = own.read_text(encoding="utf-8")
    assert f'\n# {material.REMARK}\n#. Button that opens the search. A verb or a noun.\n#, fuzzy\nmsgid "Search"\nmsgstr "{said}"\n' in text
    assert 'msgid "Copied"\nmsgstr ""\n' in text
    assert Localizer(language, "en", catalogues=own.parent).gettext("Search") == "Search"


@pytest.mark.parametrize("language", ["sr-Latn", "rw"])
def test_material_does_not_have_every_language(language: str) -> None:
    """Nor any in another script; without Material there is nothing to begin with."""
    assert material.words(language) == {}


def test_without_material_nothing_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a dependency, and yet no catalogue fails for it."""
    assert len(material.words("it")) == len(material.KEYS)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert material.words("it") == {}


# ── what is missing ─────────────────────────────────────────────────────────────────────────────────────────────────

CONFIGURATION = """\
site_url: !ENV [SITE_URL, "https://example.org/"]
plugins:
  - search
  - i18n:
      languages:
        - {locale: en, build: true, default: true}
        - {locale: nl, build: true}
        - locale: da
          build: true
        - {locale: it, build: false}
        - {locale: "null", fixed_link: /}
  - microsite:
      locales: {en: en-GB, es: es-MX}
"""


def test_languages_of_the_configuration(tmp_path: Path) -> None:
    """With their places; MkDocs’ own tags are passed over."""
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    found = configuration.languages(tmp_path / "mkdocs.yml")
    assert found.places == {"en": (6, 20), "nl": (7, 20), "da": (8, 19)} and found.locales == {"en": "en-GB", "es": "es-MX"}


@pytest.mark.parametrize(
    "text", ["", "plugins: [i18n, microsite]", "plugins: {i18n: {languages: [{build: true}, en]}}", "plugins: [", "- a"]
)
def test_a_configuration_that_says_nothing_of_languages(tmp_path: Path, text: str) -> None:
    """What is wrong with it MkDocs says itself."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert configuration.languages(tmp_path / "mkdocs.yml") == configuration.Languages()
    assert configuration.languages(tmp_path / "nothing.yml") == configuration.Languages()


def test_what_is_missing_is_told_once_for_each_language(tmp_path: Path) -> None:
    """With its number, the file, the line of the first, and the command; fuzzy ones are missing too."""
    folder = site(tmp_path, nl=OWN, en="", xx="")
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    told = [str(problem) for problem in problems(folder)]
    assert told == [
        f"mkdocs.yml:8:19: error: da has no catalogue: all {NUMBER} words of the interface are missing; run `microsite words da`, which begins one",
        f"overrides/locales/nl.po:17:1: warning: nl: {NUMBER - 1} of {NUMBER} words of the interface are missing (1 of them marked fuzzy), and "
        "pages show them in English; run `microsite words nl`, and translate what this file lacks",
    ]
    assert [str(each) for each in untranslated_warnings(folder, ["nl"], {})] == told[1:]
    (folder / "overrides/locales/nl.po").write_text('msgid "Agenda"\n', encoding="utf-8")
    assert str(problems(folder)[1]).startswith("overrides/locales/nl.po:1:1: error: missing msgstr")
    with pytest.raises(BadCatalogue):
        list(untranslated_warnings(folder, ["nl"], {}))
