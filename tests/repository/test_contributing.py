"""CONTRIBUTING.md, followed to the letter: each task as it is written, one after the other."""

from __future__ import annotations

import functools
import json
import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import DATA, ROOT, Built, PageText, in_languages, mkdocs, once, project
from tests.rendering import rendered

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n# Blocks in free pages")[0]
STEP = r"^ *```(diff|sh|markdown)(?: ([\w./]+))?\n(.*?)^ *```|^Upload (`[^\n]+`) into `([^\n]+)`\.$"


class Step(NamedTuple):
    """Something to do: lines to change or a page to write, in the file that is named; commands to run; files to upload into a folder."""

    kind: str
    target: str
    text: str


TASKS = {
    part.split("\n")[0]: [
        Step(kind or "upload", target or uploads, textwrap.dedent(text) or names)
        for kind, target, text, names, uploads in re.findall(STEP, part, re.DOTALL | re.MULTILINE)
    ]
    for part in TEXT.split("\n## ")[1:]
}


def applied(text: str, change: str) -> str:
    """A text after a change: `-` and unmarked lines must be there, in this order, with nothing between but where `…` stands."""
    lines, place, gap = text.split("\n"), 0, True
    for line in change.rstrip("\n").split("\n"):
        mark, rest = line[:1], line[1:]
        if rest.strip() == "…":
            gap = True
        elif mark == "+":
            lines.insert(place, rest)
            place += 1
        else:
            found = next((number for number in range(place, len(lines)) if lines[number].split("  #")[0] == rest), None)
            assert found is not None and (gap or found == place), f"not there: {rest}"
            place, gap = found, False
            if mark == "-":
                del lines[place]
            else:
                place += 1
    return "\n".join(lines)


@dataclass
class Story:
    """A project, and of each task what `microsite diff` said, and what `microsite check` and `mkdocs build` complained of."""

    folder: Path
    said: dict[str, str]
    complaints: dict[str, str]


def follow(step: Step, folder: Path, data: Path) -> None:
    """Do what a step says, in the data file where it names no other."""
    target = folder / step.target if step.target else data
    match step.kind:
        case "upload":
            for name in re.findall("`([^`]+)`", step.text):
                (target / name).write_bytes(UPLOADS[Path(name).suffix])
        case "markdown":
            target.write_text(step.text, encoding="utf-8")
        case "diff":
            target.write_text(applied(target.read_text(encoding="utf-8"), step.text), encoding="utf-8")
        case "sh":
            program, *arguments = shlex.split(step.text)
            if program == "git":
                assert arguments[0] == "rm"
                for name in arguments[1:]:
                    (folder / name).unlink()
            else:
                assert program == ".venv/bin/microsite"
                assert microsite(*arguments, cwd=folder).returncode == 0


UPLOADS = {
    ".pdf": b"%PDF-1.4\n%%EOF\n",
    ".svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 8h7L6 3z"/></svg>',
    ".jpg": (DATA / "media" / "hall.jpg").read_bytes(),
}


def complaints(folder: Path, *, is_built: bool) -> str:
    """What stops a pull request: errors of the data and of catalogues, and of a build in English and French, which takes a third of the time."""
    checked = microsite("check", cwd=folder)
    if not is_built:
        return checked.stdout if checked.returncode else ""
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "two.yml").write_text(re.sub(r"(?m)^(.*locale: (?!en|fr).*)build: true", r"\1build: false", text), encoding="utf-8")
    built = mkdocs(folder, "--quiet", "build", "-f", "two.yml", "-d", "site-two")
    return (checked.stdout if checked.returncode else "") + (built.stdout + built.stderr if built.returncode else "")


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """All tasks, done by the first of the parallel processes that needs them; built once before the next session begins, and with it."""
    return _story(tmp_path_factory, is_told=False)


@pytest.fixture(scope="session")
def told_story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The same, built after each task, with what `microsite diff` says of it: that takes most of the time."""
    return _story(tmp_path_factory, is_told=True)


def _story(tmp_path_factory: pytest.TempPathFactory, *, is_told: bool) -> Story:
    folder = once(tmp_path_factory, f"contributing-{is_told}", functools.partial(do_all_tasks, is_told=is_told))
    said, stopped = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    return Story(folder / "project", said, stopped)


def do_all_tasks(base: Path, *, is_told: bool) -> None:
    folder = project(base / "project", DATA / "bells.yml")
    data = (folder / "data/session12.yml").rename(folder / "data/session7.yml")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("data/session12.yml", "data/session7.yml"), encoding="utf-8")
    in_languages(folder, "en", "fr")
    said, stopped = {}, {}
    for task, steps in TASKS.items():
        (folder / "before.yml").write_bytes(data.read_bytes())
        for step in steps:
            follow(step, folder, data)
            if step.kind == "diff":
                assert not load(data, docs=folder / "docs").warnings, task
        if is_told:
            said[task] = microsite("diff", "before.yml", "data/session7.yml", cwd=folder).stdout
        (folder / "before.yml").unlink()
        if any(step.target or step.kind == "sh" for step in steps) or task == next(reversed(TASKS)):
            stopped[task] = complaints(folder, is_built=is_told)
        else:  # the data alone was changed
            source = load(data, docs=folder / "docs")
            if is_told:
                rendered(source.session, ["en", "fr"])
            stopped[task] = ""
        if task == "Fix a translation":
            text = config.read_text(encoding="utf-8")
            (folder / "three.yml").write_text(re.sub(r"(locale: zh,.*build: )false", r"\1true", text), encoding="utf-8")
            assert mkdocs(folder, "--quiet", "build", "-f", "three.yml").returncode == 0
            (folder / "site").rename(folder / "site-7")
    (base / "story.json").write_text(json.dumps([said, stopped]), encoding="utf-8")


WORDS = {
    "With a spreadsheet": ["Readers will see no change."],
    "When nothing is known yet": ["Webcast: day it is expected by is now 15 May 2027"],
    "Publish the agenda": [
        "“How a bell is cast” moves from no day and hour to 1 June 2027, 10:00–12:00",
        "Opening (opening) is new on the agenda: 1 June 2027, 09:00",
        "Agenda: status is now provisional (was pending)",
    ],
    "Add a speaker": ["“How a bell is cast”: Wanjiru Njeri is new"],
    "Change a time": ["“How a bell is cast” moves from 10:00–12:00 to 10:30–11:45 on 1 June 2027"],
    "Cancel an item": ["Opening (opening) is cancelled"],
    "Open registration, and say when it is full": [
        "Registration at the venue is new",
        "Registration of the press is new",
    ],
    "Add the webcast's address": [
        "Webcast: address is now “https://watch.example.org/bells”",
        "Webcast: Channel Floor (original audio) is new",
        "Webcast: Channel French is new",
    ],
    "Add recordings": ["Webcast: Recording of Sitting 09:00–12:00 is new"],
    "Add a document": ["“Programme” is new", "“Report” is new"],
    "Number the points, and publish what is said about them": [
        "Point 1 is new",
        "Statement of Guild of founders is new",
    ],
    "Add links to an item, its slides and its recording": [
        "“How a bell is cast”: link to ask questions is new",
        "“How a bell is cast”: link to give feedback is new",
        "“How a bell is cast”: slides is now “https://live.example.org/casting.pdf”",
    ],
    "Add a picture": ["People: Wanjiru Njeri: picture is new", "People: Wanjiru Njeri: biography is now", "Picture is new"],
    "Publish news": ["“The agenda is published” is new"],
    "Link to an item of the agenda": ["Readers will see no change."],
    "Hide a page": ["Readers will see no change."],
    "Fix a translation": ["guiding question is now “Qui sait encore le faire ?” (was “Who still knows how?”)"],
    "Translate with a tool": ["Readers will see no change."],
    "Add a language": ["Title is now “Le campane e chi le fa” (was “Bells and those who make them”)"],
    "Postpone or cancel the session": [
        "Status is now postponed (was scheduled)",
        "Status note is now “The foundry is flooded. New dates in May.”",
    ],
    "Keep something from readers": ["Readers will see no change."],
    "Start the next session": ["Readers will see no change."],
}


def test_every_task_is_followed() -> None:
    """Each has a step to follow, and each is looked at below."""
    assert list(TASKS) == list(WORDS) and all(TASKS.values())


@pytest.mark.slow
@pytest.mark.parametrize("task", WORDS)
def test_a_task_does_what_it_says(told_story: Story, task: str) -> None:
    """In the words that a reviewer gets."""
    for words in WORDS[task]:
        assert words in told_story.said[task]


@pytest.mark.parametrize("task", WORDS)
def test_a_task_leaves_nothing_to_fix(story: Story, task: str) -> None:
    """`microsite check`, which its pull request runs, is green; the tests below look at the builds."""
    assert story.complaints[task] == ""


@pytest.mark.slow
@pytest.mark.parametrize("task", WORDS)
def test_a_task_leaves_a_site_that_builds(told_story: Story, task: str) -> None:
    """What its pull request runs is green: `microsite check`, and a build."""
    assert told_story.complaints[task] == ""


def test_the_site_after_all_of_them(story: Story) -> None:
    """What each task put there can be read, in French, Chinese and English."""
    pages = {
        name: (story.folder / "site-7" / name / "index.html") for name in ("agenda", "fr/agenda", "zh/agenda", "webcast", "fr/webcast")
    }
    text = {name: PageText(path).text for name, path in pages.items()}
    assert "10:30–11:45" in text["agenda"] and "Moved originally at 10:00" in text["agenda"] and "Wanjiru Njeri" in text["agenda"]
    assert (
        "Annulé" in text["fr/agenda"]
        and "La session commence par la table ronde." in text["fr/agenda"]
        and "Qui sait encore le faire ?" in text["fr/agenda"]
    )
    assert "铸钟师" in text["zh/agenda"] and "还有谁会这门手艺？" in text["zh/agenda"]
    people = story.folder / "site-7" / "zh" / "people" / "index.html"
    assert "在湖边铸钟。" in PageText(people).text and "暮色中的铸钟厂" in (people.parents[1] / "index.html").read_text(encoding="utf-8")
    assert not (story.folder / "site-7" / "files" / "wanjiru.jpg").exists()
    assert "0:04:30" in text["webcast"] and "https://watch.example.org/bells/fr.m3u8" in pages["fr/webcast"].read_text(encoding="utf-8")


def test_the_site_of_the_next_session(story: Story) -> None:
    """It builds, and has the one before it among the sessions before."""
    assert mkdocs(story.folder).returncode == 0
    built = Built(story.folder, load(story.folder / "data/session8.yml").session)
    assert built.session.number == 8
    text = built.pages["fr/prior-sessions/index.html"].text
    assert "Les cloches et ceux qui les font" in text and "1er et 2 juin 2027" in text
    assert list(built.session.title.root) == ["en", "fr", "zh"], "what Italian does not have is not written as Italian"
    italian = built.pages["it/agenda/index.html"]
    assert "<h1>Programma</h1>" in italian.source and "Italiano" in built.pages["index.html"].text
    assert "10:30–11:45" in built.pages["7/fr/agenda/index.html"].text, "the last one's pages stay"
    assert "url=../../7/fr/foundry/" in built.pages["fr/foundry/index.html"].source, "where they were, leads to them"
