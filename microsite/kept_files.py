"""Files that a build keeps for the next one: it is faster for them, and the site is the same without."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

INSTALLED = Path(sys.prefix, "share", "microsite")
"""Where what depends on the package alone is kept, for all projects of the environment that it is installed in."""
DIGEST_SIZE = hashlib.sha256().digest_size


def kept(path: Path) -> bytes | None:
    """What was kept, unless its file is missing or damaged: each begins with the digest of the rest."""
    with contextlib.suppress(OSError):
        whole = path.read_bytes()
        digest, content = whole[:DIGEST_SIZE], whole[DIGEST_SIZE:]
        if hashlib.sha256(content).digest() == digest:
            return content
    return None


def kept_or_made(folder: Path | None, name: str, make: Callable[[], bytes]) -> bytes:
    """What an earlier build has kept in a folder, else what is made now, which is kept; without a folder, nothing is."""
    content = kept(folder / name) if folder else None
    if content is not None:
        return content
    made = make()
    if folder:
        keep(folder / name, made)
    return made


def keep(path: Path, content: bytes) -> None:
    """Keep a file; another build finds either the whole of it or the one before it."""
    with contextlib.suppress(OSError):  # a folder that can't be written to, or is full, only makes the next build slower
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            new = Path(folder) / path.name
            new.write_bytes(hashlib.sha256(content).digest() + content)
            new.replace(path)
