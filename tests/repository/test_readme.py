"""README.md, as far as it can be looked at without installing anything: what it tells people to type is there."""

from __future__ import annotations

import re
import shlex
import sysconfig

import pytest

from microsite.cli.main import main
from tests.conftest import ROOT

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = {name: re.findall(rf"{name}:\n\n((?: {{4}}.*\n)+)", TEXT) for name in ("Linux and macOS", "Windows, in PowerShell")}


def lines(name: str) -> list[list[str]]:
    """The words of each line for one system, with the ways of Linux in the place of its own."""
    (block,) = BLOCKS[name]
    scripts = {"Windows, in PowerShell": "nt"}.get(name, "posix_prefix")
    folder = sysconfig.get_path("scripts", scheme=scripts, vars={"base": ".venv"}).replace("/", "\\" if scripts == "nt" else "/")
    found = [line.strip() for line in block.splitlines()]
    assert all(line.startswith(f"{folder}") for line in found[1:]), "where a virtual environment has its programs"
    return [shlex.split(line.replace(folder, ".venv/bin").replace("\\", "/")) for line in found]


def test_without_make_the_same_is_installed() -> None:
    """On each system the same, and what the Makefile installs; a line is one command, as PowerShell 5 knows no `&&`."""
    (_, *linux), (first, *windows) = lines("Linux and macOS"), lines("Windows, in PowerShell")
    assert linux == windows and first == ["py", "-m", "venv", ".venv"] and "&" not in str(linux)
    assert [line[0] for line in linux] == [".venv/bin/python"] * 3 and linux[-1][1:] == ["-m", "mkdocs", "build"]
    installed = [
        line.split("pip install ")[1].replace("$(REQUIREMENTS)", "requirements.txt").split()
        for line in MAKEFILE.split("$(VENV)/.test:")[0].splitlines()
        if "pip install" in line
    ]
    quiet = {"--quiet", "--disable-pip-version-check"}
    assert [line[4:] for line in linux[:2]] == [[word for word in line if word not in quiet] for line in installed]
    assert (ROOT / "requirements.txt").is_file()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:bin/|`)microsite (\w+)", TEXT))))
def test_commands_are_there(name: str) -> None:
    """Each that it names."""
    assert name in main.commands


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:    |`)make (\w+)", TEXT))))
def test_targets_are_there(name: str) -> None:
    """Of the Makefile."""
    assert re.search(rf"(?m)^{name}:", MAKEFILE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!http|#)([^)#]+)", TEXT))))
def test_links_lead_to_files(path: str) -> None:
    """Those of this repository that are not the site's own."""
    assert path.startswith("data/session") or (ROOT / path).exists()


@pytest.mark.parametrize("path", [".gitignore", "microsite/editing/site_template/gitignore"])
def test_what_is_made_is_not_committed(path: str) -> None:
    """The site, what is kept for the next build, and what `pip wheel` leaves."""
    assert {"/site/", "/.cache/", "/.site-*", "/build/", "/.venv/"} <= set((ROOT / path).read_text(encoding="utf-8").splitlines())
