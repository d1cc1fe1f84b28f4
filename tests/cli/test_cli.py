"""`microsite check`, as an editor and as a workflow call it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked
from tests.conftest import ROOT, SITE

CASES = ROOT / "tests" / "cases"


def microsite(*arguments: str, cwd: Path = ROOT / "tests") -> subprocess.CompletedProcess[str]:
    return forked.python(cwd, ("-c", "from microsite.cli.main import main; main()", *arguments), {})


PROGRAMS = {
    "words and a code": "import os, sys; print(sys.argv, os.getcwd(), os.environ['WHO'], __name__, sys.path[0]); sys.exit(3)",
    "a reason": "import sys; sys.exit('no such file')",
    "a mistake": "1 / 0",
    "nothing": "import atexit; atexit.register(print, 'bye')",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_forked_program_is_as_one_that_is_started(tmp_path: Path, name: str) -> None:
    """The tests of commands run them in forks: what is said, and how it ends, is the same."""
    command = ("-c", PROGRAMS[name], "one", "--two")
    forks, starts = (forked.python(tmp_path, command, {"WHO": "me", **more}) for more in ({}, {"PYTHONHASHSEED": "1"}))
    assert (forks.returncode, forks.stdout) == (starts.returncode, starts.stdout)
    assert forks.stderr.split("\n")[-2:] == starts.stderr.split("\n")[-2:]


def test_nothing_to_mend_in_the_real_file() -> None:
    """Exit 0, and a sentence."""
    ran = microsite("check", cwd=SITE)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Nothing to fix in data/session12.yml\n", "")


def test_problems_of_all_files_are_sorted_and_exit_is_1() -> None:
    """By file, line and column."""
    names = [f"cases/{case}/session.yml" for case in ("zone-unknown", "unknown-key")]
    ran = microsite("check", *names)
    places = [line.split(": ")[0] for line in ran.stdout.splitlines()]
    assert ran.returncode == 1
    assert places == [f"{names[1]}:5:1", f"{names[1]}:6:11", f"{names[1]}:7:1", f"{names[0]}:5:7"]


def test_annotations_for_github() -> None:
    """On the line, with what GitHub takes for its own signs escaped."""
    ran = microsite("check", "--format", "github", "cases/zone-unknown/session.yml")
    assert (
        ran.stdout
        == "::error file=cases/zone-unknown/session.yml,line=5,col=7::zone: “Europe/Geneva” is not a time zone; write its place, for instance Europe/Zurich\n"
    )


def test_json() -> None:
    """For other programs."""
    ran = microsite("check", "--format", "json", "cases/zone-unknown/session.yml")
    (problem,) = json.loads(ran.stdout)
    assert (problem["line"], problem["column"], problem["field"], problem["severity"]) == (5, 7, "zone", "error")


def test_wrong_usage_is_exit_2(tmp_path: Path) -> None:
    """An unknown option, or nothing to check."""
    assert microsite("check", "--colour").returncode == 2
    ran = microsite("check", cwd=tmp_path)
    assert ran.returncode == 2 and "no file to check" in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_a_terminal_gets_the_line_and_a_caret() -> None:
    """In colour, with the caret under the place."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", "from microsite.cli.main import main; main()", "check", "cases/zone-unknown/session.yml"]
    process = subprocess.Popen(command, cwd=ROOT / "tests", stdout=slave, stderr=slave)
    os.close(slave)
    process.wait()
    output = os.read(master, 10_000).decode()
    os.close(master)
    lines = output.replace("\r\n", "\n").split("\n")
    assert "\x1b[31m\x1b[1merror\x1b[0m" in lines[0]
    assert lines[1] == "    zone: Europe/Geneva"
    assert lines[2].index("\x1b") == 4 + 6


@pytest.mark.parametrize("command", [(), ("translations",), ("sheet",), ("preview",)], ids=" ".join)
def test_help_says_of_each_command_a_whole_sentence(command: tuple[str, ...]) -> None:
    said = microsite(*command, "--help").stdout
    assert "Commands:" in said and not re.search(r"[a-z,]\.\.\.", said)


def test_a_file_of_the_theme_that_is_nearly_named_is_offered(tmp_path: Path) -> None:
    for name in ("footer.html", "parts/foter.html"):
        assert "it has parts/footer.html\n" in microsite("override", name, cwd=tmp_path).stderr
    assert "it has 404.html, assets/agenda.css, " in microsite("override", "xx", cwd=tmp_path).stderr
