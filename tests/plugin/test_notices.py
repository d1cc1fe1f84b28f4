"""What `mkdocs build` prints is about the site: nothing of Material on its own future, on any system, and without a variable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_cli import microsite
from tests.cli.test_init import ENOUGH
from tests.conftest import mkdocs
from tests.plugin.test_build import said

NOTICE = "Material for MkDocs reaches end of life"


def printed(folder: Path) -> str:
    """What a real process prints that builds the site in a folder; it is stopped as soon as all is loaded, by an address that is none."""
    variables = {name: value for name, value in os.environ.items() if name != "NO_MKDOCS_2_WARNING"}
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder,
        env={**variables, "SITE_URL": "https://a.org/?x=1"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1 and "mkdocs.yml: site_url is https://a.org/?x=1" in ran.stderr
    return ran.stdout + ran.stderr


@pytest.mark.parametrize("site", [pytest.param("ours", marks=pytest.mark.slow), "a new one"])
def test_no_notice_is_printed(new_project: Callable[..., Path], tmp_path: Path, site: str) -> None:
    """And without the line of mkdocs.yml there would be one."""
    if site == "ours":
        folder = new_project()
    else:
        assert microsite("init", "bells", *ENOUGH, cwd=tmp_path).returncode == 0
        folder = tmp_path / "bells"
    assert NOTICE not in printed(folder)
    config = folder / "mkdocs.yml"
    text, number = re.subn(r"(?m)^ +notices: .*\n", "", config.read_text(encoding="utf-8"))
    assert number == 1
    config.write_text(text, encoding="utf-8")
    assert NOTICE in printed(folder)


def test_what_mkdocs_does_not_say_of_its_file_is_said(new_project: Callable[..., Path]) -> None:
    """A value of a type that it does not expect, for which it ends in a traceback; and a key that it does not know, under --quiet."""
    folder = new_project()
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("custom_dir: overrides", "custom_dir: 1"), encoding="utf-8")
    words = "(TypeError: expected str, bytes or os.PathLike object, not int); undo the last change of it"
    assert said(mkdocs(folder)) == f"mkdocs.yml: the value of theme can't be used {words}"
    config.write_text(text.replace("plugins:", "plugin:"), encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 1 and "Unrecognised configuration name: plugin" in ran.stderr
