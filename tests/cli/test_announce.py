"""`microsite announce`: what has changed, as a text to paste."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from microsite.cli.main import main
from microsite.exports import published
from microsite.source.loading import load
from tests.render.test_changes import AGENDA, HEAD, LATER

MKDOCS = """site_url: https://e.org/voices/
plugins:
  - i18n: {languages: [{locale: ar, name: العربية}, {locale: en, name: English, default: true}]}
  - microsite: {session: data/session.yml, locales: {en: en-GB}}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose first agenda is published, and whose data is a version further."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    data, record = tmp_path / "data/session.yml", None
    for day, version in enumerate((HEAD, HEAD + AGENDA), 1):
        data.write_text(version, encoding="utf-8")
        record = published.renewed(record, load(data).session, "", (), dt.datetime(2026, 6, day, 8, tzinfo=dt.UTC))
    published.write(tmp_path / "archive" / published.FILE, record)
    data.write_text(HEAD + LATER, encoding="utf-8")
    return tmp_path


def said(*options: str) -> str:
    return CliRunner().invoke(main, ["announce", *options]).output.replace("\xa0", " ")


def test_a_language_that_the_site_has_not_is_told(site: Path) -> None:
    result = CliRunner().invoke(main, ["announce", "--language", "xx", "--language", "ar"])
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, "Error: --language: the site has no xx; its languages are ar, en")


def test_what_the_next_publication_brings(site: Path) -> None:
    """In each language, with the address of each thing; not what was published before."""
    text = said("--language", "en")
    assert text.startswith(
        "── English ──\n\nVoices\n\n– The agenda is final.\n  https://e.org/voices/agenda/\n– Talk: now 24 October 2026, 09:30 "
    )
    assert "– Recording: 24 Oct, 09:00–18:00\n  https://e.org/voices/webcast/#recording-day\n" in text and "published" not in text
    both = said()
    assert "── Arabic ──\n\nأصوات\n" in both and "https://e.org/voices/ar/agenda/#talk" in both and text in both


def test_a_new_end_is_not_taken_for_old_news(site: Path) -> None:
    """It is told itself, and not the changes of the last publication in its place."""
    (site / "data/session.yml").write_text(HEAD + AGENDA.replace("start: 09:00, end: 10:00", "start: 09:00, end: 10:15"), encoding="utf-8")
    assert said("--language", "en") == (
        "── English ──\n\nVoices\n\n– Talk: now 24 October 2026, 09:00–10:15 (before: 09:00–10:00)\n  https://e.org/voices/agenda/#talk\n\n"
    )


def test_what_the_last_one_brought(site: Path) -> None:
    """Where the data has nothing new; and before the first one, that there is none."""
    (site / "data/session.yml").write_text(HEAD + AGENDA, encoding="utf-8")
    first, _, _, changes, _ = said("--language", "en").split("\n\n")
    assert first.startswith("Nothing to tell since 2026-06-02 08:00 UTC ")
    assert changes.splitlines()[::2] == ["– The agenda has been published.", "– New: Papers"]
    (site / "archive" / published.FILE).unlink()
    assert said() == "The site has not been published yet\n"
