"""The files that a site brings in docs/ and overrides/: each is used as its author meant it, or refused in a sentence with its name."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from microsite.plugin import deployment, own_files
from tests.conftest import mkdocs
from tests.plugin.test_build import last, replace, said, tree
from tests.plugin.test_standard_pages import spare

FREE = "Ask us early."
"""The text of a free page."""


def small(folder: Path, **files: str | bytes) -> Path:
    """The smallest site, with files in docs/ by their names; it has overrides/."""
    trusted = ", ".join(sorted(name for name in files if name.endswith((".html", ".js")) and "/x" not in name))
    spare(folder, f"{{without: [take-part, webcast, prior-sessions], trusted_files: [{trusted}], offline: false}}")
    replace(folder / "mkdocs.yml", "theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    (folder / "overrides").mkdir()
    return put(folder / "docs", **files)


def put(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder.parent


def lines(folder: Path) -> list[str]:
    """What the build of a site says that is refused; what stood in its site still stands."""
    put(folder / "site", **{"index.html": "the last one"})
    message = said(mkdocs(folder)).split("\n")
    assert tree(folder / "site").keys() == {"index.html"} and list(folder.glob(".site-*")) == []
    beside = r"not translated|which no page is in|^(ERROR   -  )?\d+ errors; nothing was published:$"
    return [line.removeprefix("ERROR   -  ") for line in message if not re.search(beside, line)]


def test_what_the_build_makes_by_itself_gives_way_or_is_kept(tmp_path: Path) -> None:
    """robots.txt, llms.txt and 404.html of one's own are published, which is said; other files are too, in folders of these names, and
    CNAME, by which GitHub Pages knows a host of one's own."""
    own = {
        "robots.txt": "Disallow: /",
        "llms.txt": "# Ours",
        "404.html": "<p>Gone",
        "CNAME": "voices.example.org\n",
        "pagefind/pagefind.js": "x",
        "calendar/ours.ics": "y",
        "assets/map.js": "z",
    }
    ran = mkdocs(small(tmp_path, **own, **{"it/visit.md": FREE, "it/plan.txt": "p"}))
    assert ran.returncode == 0, ran.stderr
    assert {name: (tmp_path / "site" / name).read_text(encoding="utf-8") for name in own} == own
    assert FREE in (tmp_path / "site/it/visit/index.html").read_text(encoding="utf-8") and (tmp_path / "site/it/plan.txt").exists()
    assert (tmp_path / "site/sw.js").read_text(encoding="utf-8").startswith('const SITE = {"off":true,')
    assert [line for line in ran.stderr.split("\n") if "in the place" in line] == [
        "docs/404.html is published in the place of the 404.html that the build makes",
        "docs/robots.txt is published in the place of the robots.txt that the build makes",
        "docs/llms.txt is published in the place of the llms.txt that the build makes",
    ]


def test_files_that_would_vanish_are_refused_at_once(tmp_path: Path) -> None:
    """Files that the build makes, pages that are one file, pages and files; each pair is told once and not for each language."""
    folder = small(
        tmp_path,
        **{
            "sitemap.xml": "x",
            "search-pages.json": "x",
            "assets/microsite.css": "x",
            "fr/calendar/session.ics": "x",
            "agenda/index.md": FREE,
            "visa.md": FREE,
            "Visa/index.md": FREE,
            "hotel/index.html": FREE,
            "hotel.md": FREE,
            "fr.md": FREE,
        },
    )
    assert sorted(lines(folder)) == [
        "docs/Visa/index.md and docs/visa.md both make Visa/index.html; rename one of the two",
        "docs/agenda/index.md makes agenda/index.html, as the page of agenda does; rename docs/agenda/index.md",
        "docs/assets/microsite.css has the name of a file that the build makes; move it to overrides/assets/microsite.css, "
        "if it is to be used in its place, or rename it",
        "docs/fr.md makes fr/index.html, as the page of event does; rename docs/fr.md",
        "docs/fr/calendar/session.ics has the name of a file that the build makes; rename it",
        "docs/hotel.md and docs/hotel/index.html both make hotel/index.html; rename one of the two",
        "docs/search-pages.json has the name of a file that the build makes; rename it",
        "docs/sitemap.xml has the name of a file that the build makes; rename it",
    ]


@pytest.mark.slow
def test_the_page_of_a_day_is_not_hidden(tmp_path: Path, week: object) -> None:
    """A large agenda has pages of its own below its page."""
    folder = small(tmp_path, **{"agenda/2027-06-01.md": FREE})
    (folder / "data/session.yml").write_bytes((week.project / "data/session12.yml").read_bytes())
    assert lines(folder) == [
        "docs/agenda/2027-06-01.md makes agenda/2027-06-01/index.html, as the page of 2027-06-01 does; rename docs/agenda/2027-06-01.md"
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("agenda", "docs/agenda has the name of a folder of the site; rename it"),
        ("assets", "docs/assets has the name of a folder of the site; rename it"),
        ("404.html/x", "docs/404.html is a folder with the name of a file of the site; rename it"),
    ],
)
def test_a_file_in_the_place_of_a_folder(tmp_path: Path, name: str, message: str) -> None:
    """And a folder in that of a file."""
    assert lines(small(tmp_path, **{name: "x"}))[-1] == message


def validated(docs: Path, names: Iterable[str]) -> list[str]:
    """What is said of pages by their names, in a site in English and French."""
    for name in names:
        put(docs, **{name: FREE})
    return list(own_files._validate_names(docs, list(names), own_files.SiteLanguages(("en", "fr", "pt-BR"), "en")))


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("fr/agenda.md", "docs/agenda.fr.md"),
        ("fr/travel/visa.md", "docs/travel/visa.fr.md"),
        ("fr/visa.fr.md", "docs/visa.fr.md"),
        ("pt-BR/visa.markdown", "docs/visa.pt-BR.markdown"),
        ("en/visa.md", "docs/visa.md"),
    ],
)
def test_pages_in_folders_of_languages(tmp_path: Path, name: str, target: str) -> None:
    """As static-i18n's other layout has them; the remedy is right to the letter, where the other file is there too."""
    subject = f"docs/{name} is in a folder with the name of a language, and languages are in the names of pages here"
    assert validated(tmp_path / "docs", [name]) == [f"{subject}; move it to {target}"]
    put(tmp_path, **{target: FREE})
    assert validated(tmp_path / "docs", [name]) == [f"{subject}; put its text into {target}, and delete it"]


@pytest.mark.parametrize(
    ("names", "messages"),
    [
        (["visa.md", "visa.en.md"], ["docs/visa.en.md and docs/visa.md are both for the language “en”; keep one of the two"]),
        (["visa.en.md", "visa.fr.md", "it/visa.md", "fr.md", "v1.2.md", "plan.draft.md"], []),
        (
            ["a.to.md"],
            ["docs/a.to.md is for the language “to”, which is not built; add it under i18n in mkdocs.yml, or take the dot out of the name"],
        ),
        (["a.md.md"], ["docs/a.md.md would be left out, since “md” is taken for a language; take the dot out of the name"]),
        (["a.FR.md"], ["docs/a.FR.md has “FR” in its name, and mkdocs.yml has “fr”; rename it to docs/a.fr.md"]),
        (["a.pt_br.mkd"], ["docs/a.pt_br.mkd has “pt_br” in its name, and mkdocs.yml has “pt-BR”; rename it to docs/a.pt-BR.mkd"]),
    ],
)
def test_names_that_static_i18n_reads_otherwise(tmp_path: Path, names: list[str], messages: list[str]) -> None:
    """It takes what stands between two dots for a language, and leaves out pages of those that are not built."""
    assert validated(tmp_path / "docs", names) == messages


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, names of files are texts")
def test_a_name_that_is_not_in_utf8(tmp_path: Path) -> None:
    """As of a page or a document from an old archive: no address can have it."""
    folder = small(tmp_path)
    for name in (b"f\xfcr.md", b"pl\xe4ne.pdf"):
        Path(os.fsdecode(os.fsencode(folder / "docs") + b"/" + name)).write_text(FREE, encoding="utf-8")
    assert lines(folder) == [
        r"docs/f\xfcr.md has a name that is not in UTF-8; rename it",
        r"docs/pl\xe4ne.pdf has a name that is not in UTF-8; rename it",
    ]


ENCODINGS: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "Latin-1": ("docs/visa.md", lambda text: text.encode("latin-1"), "3:8: error: is not in UTF-8"),
    "Windows-1251": ("docs/visa.ru.md", lambda text: f"{text}Виза".encode("cp1251", "replace"), "4:1: error: is not in UTF-8"),
    "UTF-16": ("docs/visa.md", lambda text: text.encode("utf-16"), "1:1: error: is not in UTF-8 but, it seems, in UTF-16"),
    "UTF-16 without a mark": (
        "docs/visa.md",
        lambda text: text.encode("utf-16-le"),
        "1:1: error: is not in UTF-8 but, it seems, in UTF-16",
    ),
    "template": ("overrides/parts/footer.html", lambda text: text.encode("latin-1"), "3:8: error: is not in UTF-8"),
    "style": ("overrides/assets/blocks.css", lambda text: text.encode("latin-1"), "3:8: error: is not in UTF-8"),
    "script": ("overrides/assets/player.js", lambda text: text.encode("utf-16"), "1:1: error: is not in UTF-8 but, it seems, in UTF-16"),
    "catalogue": ("overrides/locales/fr.po", lambda text: text.encode("latin-1"), "3:8: error: is not in UTF-8"),
}


def test_files_in_other_encodings_are_told_with_their_place(tmp_path: Path) -> None:
    """Pages, templates, styles, scripts and catalogues, all at once, before anything is built."""
    folder = small(tmp_path)
    replace(folder / "mkdocs.yml", "locale: fr, name: Français", "locale: ru, name: Русский")
    for number, (name, encode, _) in enumerate(ENCODINGS.values()):
        put(folder, **{name.replace("visa", f"visa-{number}"): encode("# Visa\n\nVisum für Gäste\n")})
    assert sorted(lines(folder)) == sorted(
        f"{name.replace('visa', f'visa-{number}')}:{place}; save it again with the encoding UTF-8"
        for number, (name, _, place) in enumerate(ENCODINGS.values())
    )


def test_a_mark_at_the_beginning_is_no_letter(tmp_path: Path) -> None:
    """As Windows' editor writes it into UTF-8: in pages, mkdocs.yml, templates and catalogues. A catalogue may name another encoding."""
    folder = small(tmp_path, **{"visa.md": f"\ufeff---\ntitle: Visum\n---\n{FREE}\n"})
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8").replace("locale: fr, name: Français", "locale: de, name: Deutsch")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8-sig")
    languages = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'
    put(
        folder / "overrides",
        **{
            "parts/footer.html": "\ufeff<footer>ours</footer>\n",
            "locales/en-GB.po": "\ufeff" + languages.format("utf-8", "Agenda", "Programme"),
            "locales/de.po": languages.format("iso-8859-1", "Agenda", "Ablauf für alle").encode("latin-1"),
        },
    )
    replace(folder / "mkdocs.yml", "{without:", "{locales: {en: en-GB}, without:")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    visa, agenda = ((folder / "site" / name / "index.html").read_text(encoding="utf-8") for name in ("visa", "de/agenda"))
    assert "<h1>Visum</h1>" in visa and "<footer>ours</footer>" in visa and "\ufeff" not in visa + agenda
    assert "<h1>Ablauf für alle</h1>" in agenda


@pytest.mark.parametrize("epoch", ["", "abc", "1.5", " 1", "1_000", "٣", "9" * 14, "9" * 40, "-" + "9" * 14])
def test_a_date_of_the_build_that_is_none(epoch: str) -> None:
    """SOURCE_DATE_EPOCH, which MkDocs ends in a traceback for."""
    words = "set it to whole seconds since 1970, such as `git log -1 --format=%ct` prints, or unset it for the time of the build"
    assert deployment.validate_source_date(epoch) == f"SOURCE_DATE_EPOCH is “{epoch}”; {words}"


def test_a_date_of_the_build(tmp_path: Path) -> None:
    """Good ones are taken, and a bad one stops the build at start."""
    assert [deployment.validate_source_date(epoch) for epoch in ("0", "1758672000", "-5")] == [None] * 3
    assert last(mkdocs(small(tmp_path), SOURCE_DATE_EPOCH="")).startswith("SOURCE_DATE_EPOCH is “”; set it to")
