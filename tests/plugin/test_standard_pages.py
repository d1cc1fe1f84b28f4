"""Pages that only say which part of the site they are need not be written: docs/ may be empty."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.structure.files import File

from microsite.plugin import standard_pages
from microsite.render.theme import THEME, Theme
from microsite.source.loading import load
from tests.conftest import DATA, SITE, Built, in_languages, mkdocs


def menu(built: Built, page: str) -> list[str]:
    """The lines of a page's menu."""
    return [" ".join(link.itertext()) for link in built.pages[page].tree.iterfind(".//nav[@id='_pages']//a")]


def test_a_site_without_overrides_and_without_pages(new_project: Callable[..., Path]) -> None:
    """Each part has its page in each language; the menu has our order, and free pages after it. A page that is written is used."""
    folder = in_languages(new_project(), "en", "fr", "ar")
    for page in (folder / "docs").glob("*.md"):
        page.unlink()
    (folder / "docs" / "about.md").write_text("# About us\n", encoding="utf-8")
    (folder / "docs" / "programme.md").write_text("---\npart: agenda\ntitle: Agenda\n---\nBring a pencil.\n", encoding="utf-8")
    shutil.rmtree(folder / "overrides")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  custom_dir: overrides\n", "").replace("watch: [data, overrides]", "")
    before, _, rest = text.partition("nav:")
    config.write_text(before + rest[rest.index("plugins:") :], encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    built = Built(folder, load(folder / "data" / "session12.yml").session)
    assert menu(built, "index.html") == [
        "Overview",
        "Agenda",
        "Take part",
        "Webcast",
        "Previous sessions",
        "Practical information",
        "About us",
    ]
    assert menu(built, "fr/webcast/index.html")[1:4] == ["Ordre du jour", "Participer", "Diffusion sur le Web"]
    assert "Bring a pencil." in built.pages["programme/index.html"].source and "agenda/index.html" not in built.pages
    assert all(f"{language}accessibility/index.html" in built.pages for language in ("", "ar/", "fr/"))


def spare(folder: Path, options: str) -> None:
    """The smallest session's site in English and French, without pages in docs/, and with options of the plugin."""
    (folder / "docs").mkdir()
    (folder / "data").mkdir()
    shutil.copyfile(DATA / "minimal.yml", folder / "data" / "session.yml")
    text = (SITE / "mkdocs.yml").read_text(encoding="utf-8").replace("  custom_dir: overrides\n", "")
    i18n = text[text.index("  - i18n:") : text.index("        - {locale: ar")]
    languages = "        - {locale: en, name: English, build: true, default: true}\n        - {locale: fr, name: Français, build: true}\n"
    head = "site_name: Harbours\nsite_url: https://example.org/\nstrict: true\ntheme: {name: material, font: false}\nplugins:\n"
    (folder / "mkdocs.yml").write_text(f"{head}{i18n}{languages}  - microsite: {options}\n", encoding="utf-8")


def test_pages_can_be_left_out(tmp_path: Path) -> None:
    """In each language; no page links to them, and the first page announces nothing of them."""
    spare(tmp_path, "{without: [agenda, take-part, webcast, prior-sessions]}")
    ran = mkdocs(tmp_path)
    assert ran.returncode == 0, ran.stderr
    built = Built(tmp_path, load(tmp_path / "data" / "session.yml").session)
    parts = {"index.html", "practical/index.html", "accessibility/index.html"}
    assert set(built.pages) == parts | {f"fr/{page}" for page in parts} | {"404.html"}
    assert menu(built, "index.html") == ["Overview", "Practical information"]
    for name, page in built.pages.items():
        assert not [address for address in page.attributes("href") if re.search("agenda|take-part|webcast|prior", address)], name
    assert not re.search("agenda|take part|regist|webcast|session before", built.pages["index.html"].text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda folder: (folder / "data" / "session.yml").open("a").write("webcast: {recorded: true}\n"),
            "mkdocs.yml: `without` leaves out webcast, and the data has `webcast`; delete one of the two",
        ),
        (
            lambda folder: (folder / "docs" / "live.md").write_text("---\npart: webcast\ntitle: Live\n---\n"),
            "docs/live.md is the page of webcast, which `without` in mkdocs.yml leaves out; delete one of the two",
        ),
    ],
)
def test_what_is_there_is_not_left_out(tmp_path: Path, spoil: Callable[[Path], int], message: str) -> None:
    """One sentence, where the data or a page says the contrary."""
    spare(tmp_path, "{without: [webcast]}")
    spoil(tmp_path)
    ran = mkdocs(tmp_path)
    assert ran.returncode == 1 and message in ran.stderr
    assert not (tmp_path / "site").exists()


def test_a_page_for_one_language_hides_no_other(tmp_path: Path) -> None:
    """The French text of the first page is all that docs/ has of it: the other languages have the page without a text."""
    spare(tmp_path, "{without: [agenda, take-part, webcast, prior-sessions]}")
    (tmp_path / "docs" / "index.fr.md").write_text("---\npart: event\ntitle: Overview\n---\nBonjour.\n", encoding="utf-8")
    ran = mkdocs(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "Bonjour." in (tmp_path / "site/fr/index.html").read_text(encoding="utf-8")
    assert "Bonjour." not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_a_first_page_of_text_alone_says_how_to_begin(tmp_path: Path) -> None:
    """And begun so, it shows its text above what comes from the data."""
    spare(tmp_path, "{without: [agenda, take-part, webcast, prior-sessions]}")
    page = tmp_path / "docs" / "index.md"
    page.write_text("Good to see you.\n", encoding="utf-8")
    said = "docs/index.md is the page of event in en, and does not say so; begin it with three lines: `---`, `part: event`, `---`"
    assert said in mkdocs(tmp_path).stderr
    page.write_text("---\npart: event\n---\nGood to see you.\n", encoding="utf-8")
    ran = mkdocs(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "Good to see you." in (tmp_path / "site/index.html").read_text(encoding="utf-8")


ADVICE = "write the name of one in overrides/ that extends main.html, or delete the line"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("title: [a]", ":2:1: error: title is not a text; put quotes around what is after `title:`"),
        ("title: Visa\npart: {a: b}", ":3:1: error: part is not a text; put quotes around what is after `part:`"),
        *(
            (f"title: {each}", ":2:1: error: title is not a text; put quotes around what is after `title:`")
            for each in ("12:30", "No", "yes", "007", "1_000")
        ),
        *(
            (f"template: {each}", f": “{each}” is no template of whole pages; {ADVICE}")
            for each in ("form.html", "1", "../form.html", "pages/agenda.html", "parts/footer.html", "404.html")
        ),
        ("- a", ":1:1: error: the lines between --- and --- can't be read; write only lines such as `title: Visa` there, or delete all"),
        ("title: Visa: how", ':2:1: error: has a colon in its text; put quotes around it: `title: "Visa: how"`'),
        ("title:Visa", ":2:1: error: has no space after “title:”; write `title: Visa`"),
        ("title: 2027\ntemplate:\ndescription:", ""),
        ("title: '12:30'\npart: agenda", ""),
    ],
)
def test_fields_that_no_page_can_have(fields: str, message: str) -> None:
    """Each is said, with its page."""
    page = File("visa.md", None, "", True)
    page.content_string = f"---\n{fields}\n---\nAsk us.\n"
    found = list(standard_pages.validate_fields([page], Theme((THEME,))))
    assert found == ([f"docs/visa.md{message}"] if message else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\npart: agenda\ntitle: Agenda\n---", "4:4: error: ends right behind the second ---; add an empty line below it"),
        ("\n---\ntitle: Visa\n---\nX\n", "1:1: error: begins with an empty line, and the --- must be the first; delete the line"),
        ("---\ntitle: Visa\n\nX\n", "1:1: error: begins with ---, and has no second one; write --- on a line of its own below `title:`"),
    ],
)
def test_the_lines_around_the_fields(text: str, message: str) -> None:
    """What is wrong with them is said as it is."""
    page = File("visa.md", None, "", True)
    page.content_string = text
    assert list(standard_pages.validate_fields([page], Theme((THEME,)))) == [f"docs/visa.md:{message}"]


def test_a_title_without_a_value_is_none(tmp_path: Path) -> None:
    """The page then has the title that its text begins with."""
    spare(tmp_path, "{without: [agenda, take-part, webcast, prior-sessions]}")
    (tmp_path / "docs" / "visa.md").write_text("---\ntitle:\n---\n# Visas\n", encoding="utf-8")
    assert mkdocs(tmp_path).returncode == 0
    assert "<h1>Visas</h1>" in (tmp_path / "site/visa/index.html").read_text(encoding="utf-8")


KIM = "people:\n  kim: {name: Kim Min-jun}\n"
CASTING = "agenda:\n  planned: [{id: casting, kind: panel, title: Casting, people: [{person: kim}]}]\n"


@pytest.mark.parametrize(
    ("options", "data", "has_page"),
    [
        pytest.param("{without: [agenda, take-part, webcast, prior-sessions]}", "", False, marks=pytest.mark.slow),
        ("{without: [agenda, take-part, webcast, prior-sessions]}", KIM, True),
        ("{without: [take-part, webcast, prior-sessions, people]}", KIM + CASTING, False),
    ],
    ids=["nobody", "somebody", "left out"],
)
def test_people_have_a_page_once_there_are_any(tmp_path: Path, options: str, data: str, has_page: bool) -> None:
    """In each language and in the menu; where it is left out, the agenda has who takes part, and no link leads there."""
    spare(tmp_path, options)
    with (tmp_path / "data" / "session.yml").open("a") as file:
        file.write(data)
    ran = mkdocs(tmp_path)
    assert ran.returncode == 0, ran.stderr
    built = Built(tmp_path, load(tmp_path / "data" / "session.yml").session)
    assert [page in built.pages for page in ("people/index.html", "fr/people/index.html")] == [has_page, has_page]
    assert ("Speakers" in menu(built, "index.html")) == has_page
    for name, page in built.pages.items():
        assert bool([address for address in page.attributes("href") if "people" in address]) == has_page, name


@pytest.mark.parametrize(
    ("person", "messages"),
    [
        ("{name: Kim}", ["`kim` is in no item; delete one of the two"]),
        (
            "{name: Kim, biography: Casts bells., links: [{title: ORCID, url: https://orcid.org/}]}",
            ["the data has `people.kim.links`; delete one of the two", "the data has `people.kim.biography`; delete one of the two"],
        ),
        ("{name: Kim, role: Founder, picture: kim.jpg, url: https://example.org/kim}", []),
    ],
)
def test_what_only_the_page_of_people_shows_keeps_it(tmp_path: Path, person: str, messages: list[str]) -> None:
    """One sentence for each thing that would be nowhere."""
    agenda = "" if messages and "no item" in messages[0] else CASTING
    (tmp_path / "session.yml").write_text(
        (DATA / "minimal.yml").read_text(encoding="utf-8") + f"people: {{kim: {person}}}\n{agenda}", encoding="utf-8"
    )
    session = load(tmp_path / "session.yml").session
    found = [*standard_pages.validate_without(["people"], session)]
    assert found == [f"mkdocs.yml: `without` leaves out people, and {message}" for message in messages]


def test_a_page_of_people_that_a_menu_names_is_made(tmp_path: Path) -> None:
    """Before anybody is known, too, since a menu that names nothing stops a build."""
    spare(tmp_path, "{without: [agenda, take-part, webcast, prior-sessions]}")
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write("nav: [index.md, people.md, practical.md]\nnot_in_nav: accessibility.md\n")
    ran = mkdocs(tmp_path)
    assert ran.returncode == 0, ran.stderr
    built = Built(tmp_path, load(tmp_path / "data" / "session.yml").session)
    assert menu(built, "fr/index.html") == ["Vue d’ensemble", "Intervenants", "Informations pratiques"]
    assert "The speakers will be announced." in built.pages["people/index.html"].text
