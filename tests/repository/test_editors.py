"""What editors and hosts add is checked and built without a complaint, with the two commands that their pull requests run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import SESSION12, Built, mkdocs, project

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
"""One grey dot."""
OURS = """source_language: de
number: 3
title: {de: Orgeln und ihre Häuser, pt-BR: Órgãos e suas casas}
dates: {start: 2027-09-14, end: 2027-09-15}
zone: Europe/Berlin
organizer: {name: Orgelwerkstatt am Hafen}
agenda:
  status: provisional
  days:
    - date: 2027-09-14
      sittings:
        - {id: morning, start: 09:00, end: 12:00, items: [{id: pipes, kind: panel, start: 10:00, title: {de: Pfeifen, pt-BR: Tubos}}]}
    - date: 2027-09-15
documents:
  - {id: plan, title: {de: Lageplan, pt-BR: Planta}, url: files/lageplan.pdf}
"""
"""A session of another host, in other languages than ours."""


def changed(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts of a file, each once."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def languages(folder: Path, lines: str) -> None:
    """Put other lines in the place of those of mkdocs.yml that name the languages."""
    config = folder / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)(^ +- \{locale: .*\n)+", lines, config.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def checked_and_built(folder: Path, data: str) -> Built:
    """The site of a project, after `microsite check` found no error and `mkdocs build`, which is strict, no fault."""
    checked = microsite("check", "--format", "github", cwd=folder)
    assert checked.returncode == 0 and "::error" not in checked.stdout, checked.stdout
    built = mkdocs(folder)
    assert built.returncode == 0, built.stderr
    return Built(folder, load(folder / data, docs=folder / "docs").session)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The frozen site, in two of its languages, and without the files that are there for other tests."""
    folder = project(tmp_path / "project", SESSION12)
    for name in ("media", "files"):
        shutil.rmtree(folder / "docs" / name)
    languages(folder, "        - {locale: en, name: English, default: true}\n        - {locale: ar, name: العربية}\n")
    return folder


def test_additions_of_an_editor(site: Path) -> None:
    """A document, a picture, a note in English alone, the webcast's address."""
    (site / "docs" / "files").mkdir()
    (site / "docs" / "files" / "agenda.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (site / "docs" / "hall.png").write_bytes(PICTURE)
    (site / "docs" / "hotels.md").write_text("# Hotels\n\n![Plan of the hall](hall.png)\n", encoding="utf-8")
    changed(
        site / "data" / "session12.yml",
        ("\nagenda:\n", "\ndocuments:\n  - {id: agenda, title: {en: Provisional agenda}, url: files/agenda.pdf}\n\nagenda:\n"),
        ("\n  live: true\n", "\n  live: true\n  url: https://webcast.example.org/12\n  note_after: {en: Recordings follow in a week.}\n"),
    )
    built = checked_and_built(site, "data/session12.yml")
    for prefix in ("", "ar/"):
        webcast = built.pages[f"{prefix}webcast/index.html"]
        assert "https://webcast.example.org/12" in webcast.source and "Recordings follow in a week." in webcast.text
        assert "files/agenda.pdf" in built.pages[f"{prefix}practical/index.html"].source
        assert "hall.png" in built.pages[f"{prefix}hotels/index.html"].source
    assert (built.folder / "files" / "agenda.pdf").is_file() and (built.folder / "hall.png").is_file()


def test_a_session_of_another_host_in_other_languages(site: Path) -> None:
    """In the copy of this repository that they host: nothing of its session is left, and nothing in English is needed."""
    for name in ("session12.yml", "session12.translations.txt"):
        (site / "data" / name).unlink(missing_ok=True)
    shutil.rmtree(site / "overrides" / "locales")
    (site / "data" / "session3.yml").write_text(OURS, encoding="utf-8")
    (site / "docs" / "files").mkdir()
    (site / "docs" / "files" / "lageplan.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    languages(site, "        - {locale: de, name: Deutsch, default: true}\n        - {locale: pt-BR, name: Português}\n")
    changed(
        site / "mkdocs.yml",
        ("session: data/session12.yml", "session: data/session3.yml"),
        ("locales: {en: en-GB} ", "locales: {}"),
        ("site_name: WIPO Conversation on IP and Frontier Technologies", "site_name: Orgeln"),
    )
    built = checked_and_built(site, "data/session3.yml")
    assert "Orgeln und ihre Häuser" in built.pages["index.html"].text and "14. und 15. September 2027" in built.pages["index.html"].text
    practical = built.pages["pt-BR/practical/index.html"]
    assert "Tubos" in built.pages["pt-BR/agenda/index.html"].text
    assert "Planta" in practical.text and "files/lageplan.pdf" in practical.source and (built.folder / "files" / "lageplan.pdf").is_file()
    assert not any("WIPO" in page.text for page in built.pages.values())
