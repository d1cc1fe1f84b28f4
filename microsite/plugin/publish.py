"""A finished site takes the place of the last one in a single step, so that there always is a whole one. One build at a time is at work."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import PluginError


class Workspace(NamedTuple):
    """Where a build makes a site, and the lock that keeps other builds of that site away until `release` or `discard`."""

    site: Path
    """The folder that is replaced: `site_dir`, or the folder that it leads to as a link."""
    folder: Path
    """Beside it, and so on the same disk; MkDocs and `built_site.write` write here."""
    lock_file: Path
    lock: int
    """The descriptor that holds the lock. The system ends it with the process, in whatever container that runs."""

    def discard(self) -> None:
        """Remove what was built, and let other builds begin."""
        remove(self.folder)
        self.release()

    def release(self) -> None:
        """Let other builds begin. The file is removed while the lock is held, else it could be that of the next build; Windows can't
        remove a file that is open."""
        if sys.platform == "win32":
            os.close(self.lock)
        with contextlib.suppress(OSError):
            self.lock_file.unlink()
        if sys.platform != "win32":
            os.close(self.lock)


def open_workspace(site_dir: Path, sources: Iterable[Path] = (), in_removal: Collection[Path] = ()) -> Workspace:
    """A new folder to build the site of `site_dir` in; what killed builds left is cleared away. `sources` is what the site is made of,
    `in_removal` are folders that this process removes already.

    Raises PluginError if another build is at work or the site can't stand there, OSError if nothing can be written.
    """
    site = _site_folder(site_dir)
    for source in sources:
        if Path(os.path.realpath(source)).is_relative_to(site):
            raise PluginError(
                f"{os.path.relpath(site_dir)} is where the site is published, and holds {os.path.relpath(source)}, which would be deleted; "
                "write another folder as site_dir in mkdocs.yml, or delete the link"
            )
    site.parent.mkdir(parents=True, exist_ok=True)
    lock_file = site.parent / f".{site.name}-lock"
    lock = _lock(lock_file)
    if lock is None:
        raise PluginError(f"{os.path.relpath(site_dir)}: another build of this site is at work; wait until it has ended, and build again")
    for path in site.parent.iterdir():
        if path not in in_removal and re.fullmatch(rf"\.{re.escape(site.name)}-building-[a-z0-9_]{{8}}(-old)?", path.name):
            remove(path)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-building-", dir=site.parent))
    except OSError:
        Workspace(site, site, lock_file, lock).release()
        raise
    return Workspace(site, folder, lock_file, lock)


def _site_folder(site_dir: Path) -> Path:
    """The folder that a site is published as: `site_dir` itself, or where it leads to as a link. It need not be there yet."""
    name, real = os.path.relpath(site_dir), Path(os.path.realpath(site_dir))
    if site_dir.is_symlink() and not real.exists():
        raise PluginError(f"{name} is a link to {os.readlink(site_dir)}, which is not there; make that folder, or delete the link")
    if real.exists() and not real.is_dir():
        raise PluginError(f"{name} is a file, and the site is published as a folder of that name; delete the file, or move it elsewhere")
    return real


def _lock(path: Path) -> int | None:
    """A descriptor that holds the lock of a file, which is made for it; None if another process holds it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_open_as(descriptor, path):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                return None
            raise
        os.close(descriptor)  # its last holder has removed the file since it was opened


def _is_open_as(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def publish(workspace: Workspace, remove: Callable[[Path], None] = remove) -> None:
    """Put what was built where the site is; the old one is removed. Who built it under which umask is not to be seen on it.

    What begins with a dot stays, as MkDocs has it: the folder may be a checkout of Git, or have a server's own files.
    """
    built, site = workspace.folder, workspace.site
    for folder, _, names in os.walk(built):
        os.chmod(folder, 0o755)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o644)
    for kept in site.glob(".*") if site.exists() else ():
        if kept.is_dir() and not (built / kept.name).exists():
            shutil.copytree(kept, built / kept.name, symlinks=True)
        elif not (built / kept.name).exists():
            shutil.copy2(kept, built / kept.name)
    if not site.exists():
        built.rename(site)
    elif _exchange(built, site):
        remove(built)
    else:
        remove(_replace(built, site))


def _replace(built: Path, site: Path) -> Path:
    """Put a folder where another is, without the exchange of two names: there is a moment between two renames. Returns the old one."""
    old = built.with_name(f"{built.name}-old")
    try:
        site.rename(old)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        raise PluginError(
            f"{site} is a mount point, which can't be replaced in one step; make a folder in it, and write that as site_dir in mkdocs.yml"
        ) from None
    built.rename(site)
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE (2), which swaps two names at once; False where it is not to be had."""
    try:
        result: int = ctypes.CDLL(None).renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)
        return result == 0
    except (AttributeError, OSError, TypeError):
        return False
