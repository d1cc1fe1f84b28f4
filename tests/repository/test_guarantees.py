"""GUARANTEES.md names tests that are there."""

from __future__ import annotations

import ast
import functools
import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "GUARANTEES.md").read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^\| (.+) \| `(tests/[\w/]+\.py)::(\w+)` \|$", TEXT)


def test_every_line_has_a_test() -> None:
    """No row of the table without one."""
    assert len(ROWS) == TEXT.count("\n| ") - 1 > 30


@functools.cache
def functions(file: str) -> dict[str, ast.FunctionDef]:
    """Those of a file, by name."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("said", "file", "name"), ROWS, ids=[name for _, _, name in ROWS])
def test_the_test_is_there(said: str, file: str, name: str) -> None:
    """With a sentence that says what it holds."""
    assert ast.get_docstring(functions(file)[name])
