"""`microsite new`: the next session's file builds at once, and keeps nothing of the old one but the series."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.model.fields import Localized
from microsite.model.traverse import walk
from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import DATA, LANGUAGES, Built, in_two_languages, mkdocs


@pytest.fixture
def next_one(new_project: Callable[..., Path]) -> Path:
    """A project in which session 13 was begun."""
    folder = new_project()
    ran = microsite("new", "13", "--dates", "2026-05-05..2026-05-06", cwd=folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = (folder / "data/session13.yml").read_text(encoding="utf-8").split("\n")
    rows = {key: lines.index(next(line for line in lines if line.startswith(f"{key}:"))) + 1 for key in ("zone", "venue", "contact")}
    assert (
        ran.stdout
        == "".join(f"data/session13.yml:{row}: {key} is as it was; look whether it still is\n" for key, row in rows.items())
        + "data/session13.yml is written, with the series of data/session12.yml. To show it: in mkdocs.yml, under microsite, write session: data/session13.yml\n"
    )
    return folder


def built(folder: Path) -> Built:
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("session: data/session12.yml", "session: data/session13.yml"), encoding="utf-8"
    )
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    return Built(folder, load(folder / "data/session13.yml", docs=folder / "docs").session)


def test_it_builds_at_once(next_one: Path) -> None:
    """In six languages, with the new dates, and a topic that is still to come."""
    site = built(next_one)
    hero = {
        language: next(page for page in site.of(language) if page.path.parent.name in (language, "site")).text for language in LANGUAGES
    }
    assert "5 and 6 May 2026" in hero["en"] and "Thirteenth session" in hero["en"] and "Topic to be announced" in hero["en"]
    assert "2026年5月5日和6日" in hero["zh"] and "第十三届会议" in hero["zh"] and "主题待公布" in hero["zh"]
    assert "يُعلن عن الموضوع لاحقاً" in hero["ar"] and "5 и 6 мая 2026 г." in hero["ru"] and "Тринадцатый раунд" in hero["ru"]


def test_nothing_of_the_old_session_stays_but_what_does(next_one: Path) -> None:
    """Every text and address of the old file that is in the new one belongs to the series, its organizer or the sessions held, or to what
    is told to be looked at again."""
    text = (next_one / "data/session13.yml").read_text(encoding="utf-8")
    old = load(next_one / "data/session12.yml", docs=next_one / "docs").session
    looked_at = {"zone", "venue", "contact"}
    kept = {"source_language", "official_languages", "series", "organizer", "prior_sessions"} | looked_at
    of_the_series = " ".join(
        each for where, value in walk(old) if where and where[0] in kept and isinstance(value, Localized) for each in value.root.values()
    )
    for where, value in walk(old):
        if where and isinstance(value, Localized) and (where[0] not in kept | {"title"} or "bearing" in where):
            for each in value.root.values():
                assert each not in text or each in of_the_series, (where, each)
    new = load(next_one / "data/session13.yml").session
    assert (new.series, new.organizer, new.source_language, new.official_languages) == (
        old.series,
        old.organizer,
        old.source_language,
        old.official_languages,
    )
    assert [getattr(new, key) for key in sorted(looked_at)] == [getattr(old, key) for key in sorted(looked_at)]
    last, *others = new.prior_sessions
    assert last.place == (old.venue.city or old.venue.name)
    assert (last.number, last.title, last.start, last.end, last.symbol) == (12, old.title, old.dates.start, old.dates.end, old.symbol)
    assert others == [each.model_copy(update={"bearing": None}) for each in old.prior_sessions]


def test_every_line_that_is_offered_can_be_taken(next_one: Path) -> None:
    """With the # taken from the lines that show a key, the file is good, and builds."""
    path = next_one / "data/session13.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^#(?=$|\w|  )", "", text).replace("Continent/City", "Africa/Nairobi"), encoding="utf-8")
    in_two_languages(next_one)
    (next_one / "docs/people").mkdir()
    for picture in ("session.jpg", "people/short-name.jpg"):
        shutil.copyfile(DATA / "media/portrait.jpg", next_one / "docs" / picture)
    loaded = load(path, docs=next_one / "docs")
    shown = {name for name in type(loaded.session).model_fields if getattr(loaded.session, name)}
    assert shown == set(type(loaded.session).model_fields) and loaded.warnings == ()
    built(next_one)


def test_a_session_that_was_resumed_is_followed(new_project: Callable[..., Path]) -> None:
    """Its last part is listed by its name, beside those before it, which have the same number."""
    folder = new_project()
    (folder / "data/session2.yml").write_text(
        "number: 2\ntitle: Tides\norganizer: {name: Harbour Institute}\ndates: {start: 2026-05-07, end: 2026-05-07}\n"
        'name: "Second session, second part"\n'
        'prior_sessions: [{number: 2, title: "Second session, first part", start: 2025-11-25, end: 2025-12-01}]\n',
        encoding="utf-8",
    )
    assert microsite("new", "3", "--dates", "2027-01-15", cwd=folder).returncode == 0
    priors = load(folder / "data/session3.yml").session.prior_sessions
    assert [(prior.number, prior.title.root[""], prior.topic and prior.topic.root[""]) for prior in priors] == [
        (2, "Second session, second part", "Tides"),
        (2, "Second session, first part", None),
    ]


def test_a_society_goes_on_under_its_own_word_and_without_a_number(new_project: Callable[..., Path]) -> None:
    """What the session before is called stays, as one of the site's words or the data's own; one without a number is listed by its days."""
    folder = new_project()
    for called in ("conference", "{ja: 大会, en: Gathering}"):
        (folder / "data/session2.yml").write_text(
            f"source_language: ja\ncalled: {called}\ntitle: {{ja: 紙と記憶, en: Paper and memory}}\norganizer: {{name: 日本紙史学会}}\n"
            "dates: {start: 2027-10-30, end: 2027-11-01}\n"
            "prior_sessions: [{title: {ja: 墨, en: Ink}, start: 2025-11-01, end: 2025-11-03}]\n",
            encoding="utf-8",
        )
        ran = microsite("new", "3", "--dates", "2029-10-27", cwd=folder)
        assert (ran.returncode, ran.stderr) == (0, "")
        path = folder / "data/session3.yml"
        old, new = load(folder / "data/session2.yml").session, load(path).session
        assert new.called == old.called is not None
        assert [(prior.number, prior.start) for prior in new.prior_sessions] == [
            (None, old.dates.start),
            (None, old.prior_sessions[0].start),
        ]
        path.unlink()


def test_it_does_not_overwrite(next_one: Path) -> None:
    """What was written by hand stays."""
    path = next_one / "data/session13.yml"
    path.write_text("mine", encoding="utf-8")
    ran = microsite("new", "13", "--dates", "2026-05-05", cwd=next_one)
    assert ran.returncode == 1 and path.read_text(encoding="utf-8") == "mine"
    assert ran.stderr == "Error: data/session13.yml is there already, and stays as it is; delete it first, or choose another number\n"


def test_the_first_session_of_another_organizer(new_project: Callable[..., Path]) -> None:
    """No session before it: an empty series, English, and one day."""
    folder = new_project()
    assert microsite("new", "1", "--dates", "2027-01-15", cwd=folder).returncode == 0
    session = load(folder / "data/session1.yml").session
    assert (session.number, session.dates.start, session.dates.end, session.series, session.prior_sessions) == (
        1,
        session.dates.end,
        session.dates.start,
        None,
        (),
    )
    assert "WIPO" not in (folder / "data/session1.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("2026-05-06..2026-05-05", "is 2026-05-05, before the start 2026-05-06; swap them or correct one"),
        ("2026-02-30", "“2026-02-30” is not in the calendar; correct the month or the day"),
        ("2026-05-05 .. 2026-05-04", "is 2026-05-04, before the start 2026-05-05; swap them or correct one"),
        ("2026-05-05 – 2026-05-06", "“2026-05-05 – 2026-05-06” is two dates; write 2026-05-05..2026-05-06"),
        ("next May", "“next May” is not a date; write year-month-day, for instance 2025-10-28"),
    ],
)
def test_wrong_dates(new_project: Callable[..., Path], dates: str, words: str) -> None:
    """Exit 2, a sentence, and no file."""
    folder = new_project()
    ran = microsite("new", "13", "--dates", dates, cwd=folder)
    assert ran.returncode == 2 and ran.stderr.endswith(f"Error: --dates: {words}\n")
    assert not (folder / "data/session13.yml").exists()


def test_a_bad_file_before_it_is_told(new_project: Callable[..., Path]) -> None:
    """Its problems, exit 1, and no file."""
    folder = new_project()
    data = folder / "data/session12.yml"
    data.write_text(data.read_text(encoding="utf-8").replace("number: 12", "number: twelve"), encoding="utf-8")
    ran = microsite("new", "13", "--dates", "2026-05-05", cwd=folder)
    assert ran.returncode == 1 and ran.stdout.startswith("data/session12.yml:15:9: error: number: “twelve” is not a whole number")
    assert not (folder / "data/session13.yml").exists()


def test_what_cannot_be_written_is_told(new_project: Callable[..., Path]) -> None:
    """A folder that is a file, a catalogue that is none, a number beyond all numbers."""
    folder = new_project()
    ran = microsite("new", "13", "--dates", "2026-05-05", "--data", "mkdocs.yml/data", cwd=folder)
    assert (
        ran.returncode == 1
        and ran.stderr == "Error: mkdocs.yml/data/session13.yml can't be written (not a directory); choose another folder with --data\n"
    )
    assert microsite("new", "9" * 20, "--dates", "2026-05-05", cwd=folder).returncode == 2
    (folder / "overrides/locales/fr.po").write_bytes('msgid "Agenda"\nmsgstr "\xe9"\n'.encode("latin-1"))
    ran = microsite("new", "13", "--dates", "2026-05-05", cwd=folder)
    assert ran.returncode == 1 and "overrides/locales/fr.po:1:1: error: is not a catalogue of words in UTF-8" in ran.stderr
