"""The floors of the house (pyproject.toml, [tool.importlinter]): imports run downward, and libraries stay where they belong."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path

from tests.conftest import ROOT


def test_contracts_of_imports_are_kept() -> None:
    """import-linter says which import breaks which contract."""
    command = Path(sysconfig.get_path("scripts"), "lint-imports")
    ran = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
