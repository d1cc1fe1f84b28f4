"""The tests read their frozen site, and never that of this repository, which editors change (tests/site_guard.py)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.source.loading import load
from tests import forked
from tests.cli.test_cli import microsite
from tests.conftest import ROOT, SESSION12, SITE
from tests.site_guard import ALLOWED, SiteIsRead

READ: dict[str, Callable[[Path], object]] = {
    "a data file that is loaded": lambda _: load(ROOT / "data" / "session12.yml"),
    "mkdocs.yml": lambda _: (ROOT / "mkdocs.yml").read_text(encoding="utf-8"),
    "the names of pages": lambda _: list((ROOT / "docs").iterdir()),
    "the names of all that is in overrides/": lambda _: os.listdir(ROOT / "overrides"),
    "a page that is copied": lambda folder: shutil.copy(ROOT / "docs" / "index.md", folder),
    "a folder that is copied": lambda folder: shutil.copytree(ROOT / "docs", folder / "docs"),
    "a path from tests/": lambda _: open(os.path.relpath(ROOT / "mkdocs.yml")),
}


@pytest.mark.parametrize("what", READ)
def test_who_reads_the_site_is_stopped(tmp_path: Path, what: str) -> None:
    """Whatever way it goes."""
    with pytest.raises(SiteIsRead, match="is what editors change, so no test may read it; read the frozen copy of it"):
        READ[what](tmp_path)


def test_a_command_that_reads_the_site_is_stopped() -> None:
    """Where a test forgets to name a folder for it."""
    ran = microsite("check", cwd=ROOT)
    assert ran.returncode == 1 and "SiteIsRead: " in ran.stderr
    assert microsite("check", cwd=SITE).returncode == 0


def test_what_follows_from_the_code_can_be_read() -> None:
    """And the frozen site, and what is only called alike."""
    for path in (*ALLOWED, SESSION12, ROOT / "README.md"):
        Path(path).read_bytes()
    assert list((SITE / "docs").iterdir())
    assert forked.python(SITE, ("-c", "open('mkdocs.yml')"), {}).returncode == 0
