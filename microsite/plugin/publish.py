"""A finished site takes the place of the last one in a single step, so that there always is a whole one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path


def workspace(site: Path) -> Path:
    """A new folder beside `site` to build in; what killed builds left there is cleared away."""
    site.parent.mkdir(parents=True, exist_ok=True)
    for old in site.parent.glob(f".{site.name}-*"):
        owner = old.name.rsplit("-", 1)[-1]
        if not (owner.isdigit() and _runs(int(owner))):
            shutil.rmtree(old, ignore_errors=True)
    folder = site.parent / f".{site.name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def clear(site: Path) -> None:
    """Remove what this process left of a failed build."""
    shutil.rmtree(site.parent / f".{site.name}-{os.getpid()}", ignore_errors=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def publish(built: Path, site: Path, remove: Callable[[Path], None] = remove) -> None:
    """Put `built` where `site` is; the old one is removed. Who built it under which umask is not to be seen on it."""
    for path in (built, *built.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if not site.exists():
        try:
            built.rename(site)
            return
        except OSError:  # another build was there first
            if not site.exists():
                raise
    if not _exchange(built, site):
        # Without the exchange of two names, there is a moment between two renames.
        old = built.with_name(built.name + "-old")
        site.rename(old)
        built.rename(site)
        built = old
    remove(built)


def _exchange(one: Path, other: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE (2), which swaps two names at once; False where it is not to be had."""
    try:
        result: int = ctypes.CDLL(None).renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)
        return result == 0
    except (AttributeError, OSError, TypeError):
        return False
