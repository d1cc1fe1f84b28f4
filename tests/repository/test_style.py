"""How the code is written: imports run downward (pyproject.toml, [tool.importlinter]), and ruff and mypy have nothing to say."""

from __future__ import annotations

import importlib
import operator
import subprocess
import sysconfig
from pathlib import Path

from benchmarks.where import PARTS
from tests.conftest import ROOT


def test_contracts_of_imports_are_kept() -> None:
    """import-linter says which import breaks which contract."""
    run("lint-imports", "--no-cache")


def test_ruff_finds_nothing() -> None:
    """No name that is not used, no line that is too long, imports in their order."""
    run("ruff", "check", "--no-cache", "microsite", "tests", "benchmarks")


def test_the_code_is_formatted() -> None:
    """As `ruff format` leaves it."""
    run("ruff", "format", "--check", "--no-cache", "microsite", "tests", "benchmarks")


def test_types_are_right() -> None:
    """No value that may be None where none can be, no name that holds now one type and now another."""
    run("mypy")


def test_what_the_profile_stops_is_there() -> None:
    """`python -m benchmarks profile` names functions of the code, which no test runs it to find."""
    assert all(callable(operator.attrgetter(name)(importlib.import_module(module))) for _, module, name in PARTS)


def run(program: str, *arguments: str) -> None:
    """A program of the virtual environment has nothing to complain of."""
    command = [Path(sysconfig.get_path("scripts"), program), *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
