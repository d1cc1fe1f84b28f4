"""The data files that commands work on where none is named."""

from __future__ import annotations

from pathlib import Path


def all_data_files() -> tuple[Path, ...]:
    """Those in data/, in the order of their names."""
    return tuple(sorted(Path("data").glob("*.yml")))
