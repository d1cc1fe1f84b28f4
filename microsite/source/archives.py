"""The archives of sessions that are over, as files: one each in archive/, from which every build unpacks their pages.

`archive/12.tar.gz` is a tar file with `archive.json` (model/series.py) as its first member, and then the files that stand below /12/,
in the order of their names. Nobody's name, number or clock is in it, so that the same pages make the same bytes. Xz would make it a
quarter smaller, and take four times as long to unpack.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import ValidationError

from microsite.model.series import ArchivedSession
from microsite.source.diagnostics import Problem

FOLDER = "archive"
SUFFIX = ".tar.gz"
MANIFEST = "archive.json"
LARGEST = 1_000_000_000
"""Bytes that a site can have on GitHub Pages, and so the most that is unpacked of one archive."""
POINTER = b"version https://git-lfs"
"""What Git LFS puts in the place of a file that was not fetched."""
RESTORE = "put it back as it was committed, or archive the session again"


class BadArchive(Exception):
    """What is wrong with an archive, with its file."""

    def __init__(self, file: Path, words: str):
        self.problem = Problem(f"{FOLDER}/{file.name}", 1, 1, "", words)
        super().__init__(str(self.problem))


class Archive(NamedTuple):
    """An archive whose first member was read."""

    path: Path
    about: ArchivedSession

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The path below its folder and the content of each file, one at a time. BadArchive if any part of it is not as it was written."""
        count = size = 0
        try:
            with gzip.open(self.path) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as tar:
                tar.next()  # the manifest
                while member := tar.next():
                    count, size = count + 1, size + member.size
                    self._validate(member, size)
                    yield member.name, _content(tar, member)
                while unpacked.read(1 << 16):  # to its end, where its checksum is
                    pass
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise BadArchive(self.path, f"is damaged ({_first_line(error)}); {RESTORE}") from None
        if (count, size) != (self.about.count, self.about.size):
            raise BadArchive(self.path, f"has {count} files where it says {self.about.count}; {RESTORE}")

    def _validate(self, member: tarfile.TarInfo, size: int) -> None:
        """Raises BadArchive for what `microsite archive` does not write: links, names that lead elsewhere, more than a site can hold."""
        if not member.isreg():
            raise BadArchive(self.path, f"has “{member.name}”, which is not a file; {RESTORE}")
        if not _stays_below(member.name):
            raise BadArchive(self.path, f"has “{member.name}”, which leads out of its folder; {RESTORE}")
        if size > LARGEST:
            raise BadArchive(self.path, f"unpacks to more than {LARGEST // 1_000_000:,} MB, which no site can hold; {RESTORE}")


def read_all(folder: Path) -> tuple[list[Archive], list[Problem]]:
    """Every archive in a folder, the latest session first, and what is wrong with those that can't be read. Only the beginning of each
    is unpacked."""
    archives, problems = [], []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            archives.append(Archive(path, _about(path)))
        except BadArchive as bad:
            problems.append(bad.problem)
    return sorted(archives, key=lambda each: (each.about.start, each.about.name), reverse=True), problems


def write(path: Path, about: ArchivedSession, files: Mapping[str, Path]) -> None:
    """Write an archive of some files, by their path below its folder; the whole file or none."""
    half = path.with_name(f".{path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with half.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
            with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                _add(tar, MANIFEST, about.model_dump_json(indent=1, exclude_defaults=True).encode())
                for name in sorted(files):
                    _add(tar, name, files[name].read_bytes())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file without owner and time, which a TarInfo has none of by itself."""
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _about(path: Path) -> ArchivedSession:
    """What an archive says of itself; BadArchive if it can't be read, or stands under another name than it was made for."""
    try:
        with path.open("rb") as file:
            if file.read(len(POINTER)) == POINTER:
                raise BadArchive(path, "is a pointer of Git LFS; keep archives as plain files: `git lfs untrack`, and add it again")
        with gzip.open(path) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > LARGEST:
                raise BadArchive(path, f"does not begin with {MANIFEST}; {RESTORE}")
            about = ArchivedSession.model_validate_json(_content(tar, first))
    except ValidationError as error:
        wrong = error.errors()[0]
        if wrong["loc"] == ("format",) and wrong["type"] == "less_than_equal":
            raise BadArchive(path, "was made by a later version of microsite; install that version or a later one") from None
        if wrong["type"] == "json_invalid":
            raise BadArchive(path, f"is damaged ({MANIFEST} can't be read); {RESTORE}") from None
        place = ".".join(map(str, wrong["loc"]))
        raise BadArchive(path, f"has an {MANIFEST} that can't be used ({place}: {wrong['msg']}); {RESTORE}") from None
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BadArchive(path, f"is damaged ({_first_line(error)}); {RESTORE}") from None
    if path.name != about.name + SUFFIX:
        raise BadArchive(path, f"was made to stand under /{about.name}/; rename it to {about.name}{SUFFIX}")
    return about


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file: IO[bytes] | None = tar.extractfile(member)
    assert file  # of a file, as `_validate` has seen
    content = file.read()
    if len(content) != member.size:
        raise EOFError("it ends too early")
    return content


def _stays_below(name: str) -> bool:
    """Whether a name in an archive is a path below its folder on every system."""
    return all(part not in ("", ".", "..") for part in name.split("/")) and not set(name) & set('\\:\0"')


def _first_line(error: Exception) -> str:
    text = (getattr(error, "strerror", None) or str(error)).splitlines()
    return text[0].lower() if text else type(error).__name__
