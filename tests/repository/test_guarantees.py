"""The README's section “What is guaranteed and how it is tested” names tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

SECTION = (
    (ROOT / "README.md").read_text(encoding="utf-8").partition("## What is guaranteed and how it is tested\n")[2].partition("\n## ")[0]
)
ROWS = re.findall(r"(?m)^\| (.+) \| `(tests/[\w/]+\.py)::(\w+)` \|$", SECTION)


def test_every_line_has_a_test() -> None:
    """No row of the table without one."""
    assert len(ROWS) == SECTION.count("\n| ") - 1 > 30


@pytest.mark.parametrize(("said", "file", "name"), ROWS, ids=[name for _, _, name in ROWS])
def test_the_test_is_there(said: str, file: str, name: str) -> None:
    """With a sentence that says what it holds."""
    functions = {node.name: node for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}
    assert ast.get_docstring(functions[name])
