"""`microsite init`, as a host calls it, and with it `override` and `words`. What it writes is built by tests/plugin/test_wheel.py."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from microsite.editing import new_site
from microsite.model.fields import ALL_LANGUAGES
from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import DATA, ROOT
from tests.repository.test_workflows import actionlint
from tests.setup_tools import linter

ENOUGH = ("--name", "Bells", "--organizer", "Foundry", "--start", "2027-06-01")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in English and Italian, of which the interface has no words."""
    folder = tmp_path_factory.mktemp("init")
    ran = microsite("init", "bells", *ENOUGH, "--number", "7", "--languages", "en it", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "bells is written; data/session7.yml is where everything about the session goes, and README.md says what to do",
        f"microsite=={version('microsite')} is on no index of packages yet: write in requirements.txt where you have it from",
        "it: “Register”, “Agenda” and the like are in English until they are translated in overrides/locales/it.po",
    ]
    return folder / "bells"


@pytest.fixture
def bells(begun: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(begun, tmp_path / "bells"))


def test_what_is_left_out_has_a_value(bells: Path) -> None:
    """One day, no zone yet, and the number that was given; texts are in the source language, so that the others can be added."""
    session = load(bells / "data" / "session7.yml").session
    assert (session.number, session.source_language, session.zone) == (7, "en", None)
    assert session.dates.start == session.dates.end and session.title.root == {"en": "Bells"}
    assert "session: data/session7.yml" in (bells / "mkdocs.yml").read_text(encoding="utf-8")
    assert "`microsite new 8 --dates" in (bells / "README.md").read_text(encoding="utf-8")


def test_texts_are_offered_in_the_language_that_is_written_first(tmp_path: Path) -> None:
    """A society in Kyoto takes the # away and writes: nothing asks for Japanese beside an English that nobody wanted. Whether its
    conference is one of several it has not said, and so no page calls it the first."""
    ran = microsite("init", "kyoto", *ENOUGH, "--languages", "ja, en", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    path = tmp_path / "kyoto/data/session1.yml"
    text = path.read_text(encoding="utf-8")
    assert load(path).session.number is None and "\n#number: 1\n" in text
    path.write_text(re.sub(r"(?m)^#(?=$|\w|  )", "", text).replace("Continent/City", "Asia/Tokyo"), encoding="utf-8")
    (tmp_path / "kyoto/docs/people").mkdir()
    for picture in ("session.jpg", "people/short-name.jpg"):
        shutil.copyfile(DATA / "media/portrait.jpg", tmp_path / "kyoto/docs" / picture)
    loaded = load(path, docs=tmp_path / "kyoto/docs")
    assert loaded.session.summary and loaded.session.summary.languages() == ("ja",)


def test_a_language_without_words_gets_all_to_translate(bells: Path) -> None:
    """And the words that a later version adds, with `microsite words`; the general catalogues of the package are not touched."""
    path = bells / "overrides" / "locales" / "it.po"
    text = path.read_text(encoding="utf-8")
    assert 'msgid "Register"\nmsgstr ""\n' in text and 'msgid "Webcast"' in text
    path.write_text(text.replace('msgid "Register"\nmsgstr ""\n', ""), encoding="utf-8")
    for arguments in ([], ["IT"]):
        ran = microsite("words", *arguments, cwd=bells)
        added = 0 if arguments else 1
        said = rf"overrides/locales/it\.po: {added} added, 0 removed, (\d+) of \1 missing \(5 of them marked fuzzy\)\n"
        assert re.fullmatch(said, ran.stdout) and ran.stderr == ("IT is written it\n" if arguments else "")
        assert path.read_text(encoding="utf-8") == text


def test_words_of_a_language_that_can_not_be(bells: Path, tmp_path: Path) -> None:
    """Is told in a sentence, as is a folder without a site, or without a catalogue."""
    for arguments, cwd, message in (
        (["pt-XX"], bells, "“pt-XX” is not a language code; write one such as ar, fr, pt-BR, or ils for International Sign"),
        (["eng"], bells, "“eng” is not a language code; write `en`"),
        (["nl"], tmp_path, "there is no site here; run this in the folder of its mkdocs.yml"),
    ):
        ran = microsite("words", *arguments, cwd=cwd)
        assert ran.returncode == 2 and ran.stderr.endswith(f"\nError: {message}\n")
    assert microsite("words", cwd=tmp_path).stdout == "There is no catalogue here yet; `microsite words LANGUAGE` begins one\n"
    (bells / "overrides/locales/it.po").write_text('msgid "Agenda"\n', encoding="utf-8")
    ran = microsite("words", "it", cwd=bells)
    assert (ran.returncode, ran.stdout) == (1, "") and ran.stderr.startswith("Error: overrides/locales/it.po:1:1: error: missing msgstr")


def test_the_next_session_goes_on_from_it(bells: Path) -> None:
    """`microsite new` finds the file by its name."""
    ran = microsite("new", "8", "--dates", "2028-06-01", cwd=bells)
    assert ran.stdout.startswith("data/session8.yml is written, with the series of data/session7.yml.")


def test_only_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """One that an empty repository was cloned into counts as empty."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "notes.txt").write_text("mine", encoding="utf-8")
    for name, message in (("used", "is not empty"), ("used/notes.txt", "is a file")):
        ran = microsite("init", name, *ENOUGH, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (1, f"Error: {name} {message}; choose a new folder\n")
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["notes.txt"]
    (tmp_path / "cloned" / ".git").mkdir(parents=True)
    assert microsite("init", "cloned", *ENOUGH, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ENOUGH[2:], "what is left out is asked on a terminal, and this is none; give --name"),
        ((*ENOUGH, "--end", "2027-05-01"), "--end: is 2027-05-01, before the start 2027-06-01; swap them or correct one"),
        (
            (*ENOUGH, "--zone", "Europe/Geneva"),
            "Invalid value for '--zone': “Europe/Geneva” is not a time zone; write its place, for instance Europe/Zurich",
        ),
        ((*ENOUGH, "--languages", "en,eng"), "Invalid value for '--languages': “eng” is not a language code; write `en`"),
        (
            (*ENOUGH, "--languages", "bfi"),
            "Invalid value for '--languages': “bfi” can't be a language of the site; write two letters, "
            "and its country or script if need be: fr, pt-BR, zh-Hant",
        ),
    ],
)
def test_a_wrong_answer_is_one_sentence(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    """And nothing is written."""
    ran = microsite("init", "bells", *options, cwd=tmp_path)
    assert ran.returncode == 2 and ran.stderr.endswith(f"\nError: {message}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """Only what was left out; a wrong answer is asked again, an empty one takes what is offered."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", "from microsite.cli.main import main; main()", "init", "bells", "--organizer", "Foundry"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave)
    os.write(master, b"Bells\n2027-13-01\n2027-06-01\n\nAfrica/Nairobi\n\n")
    assert process.wait(timeout=60) == 0
    os.close(slave)
    output = os.read(master, 10_000).decode()
    os.close(master)
    assert "Who holds it" not in output and "“2027-13-01” is not in the calendar" in output and "The last day [2027-06-01]:" in output
    session = load(tmp_path / "bells" / "data" / "session1.yml").session
    assert (session.dates.end.isoformat(), session.zone, session.title.root) == ("2027-06-01", "Africa/Nairobi", {ALL_LANGUAGES: "Bells"})


class Installed:
    """What importlib.metadata says of a package."""

    version = "2.1.0"

    def __init__(self, origin: dict | None):
        self.origin = origin

    def read_text(self, name: str) -> str | None:
        return json.dumps(self.origin) if self.origin else None


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, "microsite==2.1.0"),
        ({"url": "file:///home/someone/microsite", "dir_info": {}}, "microsite==2.1.0"),
        (
            {"url": "https://code.example.org/m", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}},
            "microsite @ git+https://code.example.org/m@0a1b2c",
        ),
        (
            {"url": "https://code.example.org/microsite-2.1.0-py3-none-any.whl", "archive_info": {}},
            "microsite @ https://code.example.org/microsite-2.1.0-py3-none-any.whl",
        ),
    ],
)
def test_the_version_is_held_where_it_came_from(monkeypatch: pytest.MonkeyPatch, origin: dict | None, line: str) -> None:
    """Nothing of this machine is written; what can't be had by that line yet is said."""
    monkeypatch.setattr(new_site, "distribution", lambda name: Installed(origin))
    found, remark = new_site.package_requirement()
    assert found == line and bool(remark) == ("==" in line)


def test_workflows_of_a_new_site_are_as_careful_as_our_own(bells: Path) -> None:
    """The same pinned actions, rights to each job, and nothing that zizmor or actionlint finds."""
    pins = {
        pin for path in (ROOT / ".github" / "workflows").glob("*.yml") for pin in re.findall("uses: (.+)", path.read_text(encoding="utf-8"))
    }
    files = sorted((bells / ".github" / "workflows").glob("*.yml"))
    write = set()
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall("uses: (.+)", text)) - pins == set()
        flow = yaml.safe_load(text)
        assert flow["permissions"] == {} and all("timeout-minutes" in job for job in flow["jobs"].values())
        rights = [(path.name, name, *right) for name, job in flow["jobs"].items() for right in job["permissions"].items()]
        write |= {(file, name, right) for file, name, right, level in rights if level == "write"}
    signing = {("publish.yml", "attest", "id-token"), ("publish.yml", "attest", "attestations")}
    assert write == {
        ("publish.yml", "publish", "pages"),
        ("publish.yml", "publish", "id-token"),
        ("publish.yml", "record", "contents"),
        ("preview.yml", "publish", "actions"),
        ("preview.yml", "comment", "pull-requests"),
        *(("translations.yml", "record", right) for right in ("contents", "pull-requests", "actions")),
        *((file, "propose", right) for file in ("forms.yml", "inbox.yml") for right in ("contents", "pull-requests", "issues", "actions")),
        *signing,
    }
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(bells / ".github")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not linter() or actionlint(*files) == ""


def test_own_files_of_the_theme(bells: Path) -> None:
    """A name that is none is told; a copy that nobody recorded gets a warning until somebody does."""
    ran = microsite("override", "parts/foot.html", cwd=bells)
    assert ran.returncode == 2 and "the theme has no parts/foot.html; it has parts/footer.html\n" in ran.stderr
    own = bells / "overrides" / "parts" / "footer.html"
    own.parent.mkdir()
    own.write_text("<footer></footer>\n", encoding="utf-8")
    said = "overrides/parts/footer.html:1:1: warning: takes the place of the theme’s, and nothing says which version it was made from; "
    assert said in microsite("check", cwd=bells).stdout
    assert microsite("override", "parts/footer.html", cwd=bells).returncode == 0
    assert "overrides/parts/footer.html" not in microsite("check", cwd=bells).stdout
    assert own.read_text(encoding="utf-8") == "<footer></footer>\n"


@pytest.mark.parametrize("code", ["no", "en", "pt-BR"])
def test_languages_of_mkdocs_yml_are_texts(code: str) -> None:
    """Norwegian too, whose code alone would be `false` in YAML."""
    (entry,) = yaml.safe_load(new_site._language_entry(code))
    assert entry["locale"] == code and isinstance(entry["name"], str)
