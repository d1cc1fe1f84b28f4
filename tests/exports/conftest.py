"""Sessions by the text of a data file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.model.session import Session
from microsite.source.loading import load

Maker = Callable[[str], Session]


@pytest.fixture
def session_of(tmp_path: Path) -> Maker:
    """Makes a session of the text of a data file."""

    def make(text: str) -> Session:
        path = tmp_path / "session.yml"
        path.write_text(text, encoding="utf-8")
        return load(path).session

    return make
