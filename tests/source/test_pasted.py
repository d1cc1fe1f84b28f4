"""What was pasted into a data file by mistake is found, wherever it stands and whatever else is there."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from microsite.source import pasted

MARKS = [
    "+",
    "-",
    "<<<<<<<",
    "=======",
    ">>>>>>>",
    "…",
    "...",
    "•",
    "–",
    "\u00a0",
    "\u3000",
    "\t",
    " ",
    "  ",
    "- ",
    "a.b-c:",
    "text: |",
    "#",
    "x",
    "é",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400, deadline=None, derandomize=True)
@given(lines=st.lists(st.lists(st.sampled_from(MARKS), max_size=5).map("".join), max_size=4))
@example(lines=["a.b-c:\u00a0x"])
@example(lines=["x", "  •\tx"])
def test_no_line_that_is_repaired_is_overlooked(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    """Most files have nothing to repair, which is seen at once; the result is that of a look at each line."""
    found = pasted.repaired(lines)
    with monkeypatch.context() as each_line:
        each_line.setattr(pasted, "_SUSPICIOUS", re.compile(""))
        assert found == pasted.repaired(lines)
