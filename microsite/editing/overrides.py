"""Files of the theme that a site has copied into its overrides/ to change them, and what has become of the theme's since.

`overrides/made-from.txt` has a line for each: its name, a fingerprint of the theme's file as it was copied, and the version of the package.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from microsite.localize.catalogues import GENERAL
from microsite.source.diagnostics import Problem

THEME = GENERAL.parent
RECORD = "made-from.txt"
LAID_OVER = "locales/"
"""What does not take the place of the theme's, but adds to it."""


def offered() -> list[str]:
    """The names of all files of the theme that a site can have its own of."""
    names = (path.relative_to(THEME).as_posix() for path in THEME.rglob("*") if path.is_file() and "vendor" not in path.parts)
    return sorted(name for name in names if not name.startswith(LAID_OVER))


def difference(overrides: Path, name: str) -> str:
    """What the site's file has otherwise than the theme's, line by line; empty where they are the same."""
    theirs, own = ((folder / name).read_text(encoding="utf-8").splitlines(keepends=True) for folder in (THEME, overrides))
    return "".join(difflib.unified_diff(theirs, own, f"theme/{name}", f"overrides/{name}"))


def copy(overrides: Path, name: str) -> bool:
    """Copy a file of the theme, which must be `offered`, and record what it was; one that is there stays, and is recorded.

    Whether it was copied. OSError where nothing can be written.
    """
    target = overrides / name
    new = not target.exists()
    if new:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((THEME / name).read_bytes())
    known = {each: " ".join(row) for each, row in _recorded(overrides).items() if (overrides / each).exists()}
    known[name] = f"{_mark(name)} {version('microsite')}"
    (overrides / RECORD).write_text("".join(f"{each} {row}\n" for each, row in sorted(known.items())), encoding="utf-8")
    return new


def outdated(overrides: Path) -> Iterator[Problem]:
    """A warning for each file that hides one of the theme that has changed since, or of which nothing says what it was made from."""
    recorded = _recorded(overrides)
    for name in offered():
        if not (overrides / name).is_file():
            continue
        place = (overrides / name).as_posix()
        if name not in recorded:
            said = "takes the place of the theme’s, and nothing says which version it was made from"
        elif recorded[name][0] != _mark(name):
            said = f"was made from the theme’s in version {recorded[name][1]}, which has changed since"
        else:
            continue
        advice = f"`microsite override --compare {name}` shows the difference; when all is well, run `microsite override {name}`"
        yield Problem(place, 1, 1, "", f"{said}; {advice}", "warning")


def _mark(name: str) -> str:
    return hashlib.sha256((THEME / name).read_bytes()).hexdigest()[:16]


def _recorded(overrides: Path) -> dict[str, tuple[str, str]]:
    """Fingerprint and version of each file that is recorded; lines that say something else are passed over."""
    path = overrides / RECORD
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    rows = (line.split() for line in lines)
    return {words[0]: (words[1], words[2]) for words in rows if len(words) == 3}
