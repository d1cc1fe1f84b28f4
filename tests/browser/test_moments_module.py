"""What a page says at each moment, without a browser; tests/browser/test_moments.py looks at the pages themselves."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_the_functions_of_moments() -> None:
    """All of tests/browser/moments.test.mjs: phases, next steps, distances, at their edges."""
    command = ["node", "--test-reporter=tap", str(ROOT / "tests" / "browser" / "moments.test.mjs")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "\n# fail 0\n" in ran.stdout and "\n# pass 0\n" not in ran.stdout
