"""Tests have a site of their own, frozen in tests/data/site: one that reads the site of this repository, which editors change, fails.

What the process of the tests opens and lists is looked at, and what the programs do that tests/forked.py runs; not git and the like.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FORBIDDEN = tuple(f"{ROOT / name}{os.sep}" for name in ("data", "docs", "archive", "overrides", "mkdocs.yml"))
ALLOWED = tuple(str(ROOT / "data" / name) for name in ("README.md", "session.schema.json"))
"""What `microsite schema` writes: it follows from the code, whatever the session is."""


class SiteIsRead(AssertionError):
    """A test reads what editors change."""


def start() -> None:
    """From now on, whatever in this process opens or lists a part of the site raises SiteIsRead."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ("open", "os.listdir", "os.scandir") or not isinstance(arguments[0], (str, bytes, os.PathLike)):
        return
    name = os.fsdecode(arguments[0])
    if not os.path.isabs(name) and arguments[1:2] == (None,):
        return  # os.open, of a name in a folder that is not told: shutil.rmtree goes that way
    path = os.path.abspath(name)
    if f"{path}{os.sep}".startswith(FORBIDDEN) and path not in ALLOWED:
        raise SiteIsRead(f"{path} is what editors change, so no test may read it; read the frozen copy of it, SITE in tests/conftest.py")
