"""The search of the built site for what must not be published (validation/secrets.py).

It searches as somebody would who wants to find it: every byte of every file and its name, what is packed in it (gzip, zip and
so office documents, the streams of PDF), and each way in which text is usually written down. A picture of a text, and letters
that a PDF draws by number, can't be read in this way.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from microsite.model.fields import Where, dotted
from microsite.model.session import Session
from microsite.source.positions import Positions
from microsite.validation.secrets import (
    MAX_LETTERS,
    find_codes,
    has_invitation_code,
    known_harmless_codes,
    normalize,
    search_terms,
    unescape,
)

WINDOW, OVERLAP = 1 << 22, 8 * MAX_LETTERS
"""Bytes that are looked at together, so that a film in docs/ needs no memory, and those that two windows share."""
MAX_ARCHIVE_DEPTH = 3
"""Archives within archives."""

READABLE = {
    ".html",
    ".ics",
    ".xml",
    ".json",
    ".txt",
    ".csv",
    ".vtt",
    ".srt",
    ".svg",
    ".md",
    ".docx",
    ".odt",
    ".pptx",
    ".odp",
    ".xlsx",
    ".ods",
}
"""Files in which letters and digits are for people; elsewhere (scripts, pictures) they are often no code and look like one."""


@dataclass(frozen=True)
class Leak:
    """Something that a file of the site must not hold."""

    file: str
    where: Where
    """Its place in the data; empty for what looks like a code."""
    how: str
    """How it is written there, where not as it is: “in base64”."""
    ending: str = ""
    """The last letters of what looks like a code."""


def leaks(site: Path, session: Session, private: Mapping[Where, str]) -> Iterator[Leak]:
    """Everything in the files of `site` that should not be there: the first in each file of each place."""
    secrets = [_Secret(where, part) for where, text in private.items() for part in search_terms(text)]
    coded, public = has_invitation_code(session), known_harmless_codes(session)
    for path in _files(site) if secrets or coded else ():
        name = path.relative_to(site).as_posix()
        seen = set()
        for secret in secrets:
            if secret.plain in normalize(name):
                yield Leak(name, secret.where, "in its name")
                seen.add(secret.where)
        with path.open("rb") as file:
            for window in _windows(file, name):
                for secret in secrets:
                    if secret.where not in seen and (how := secret.found(window)) is not None:
                        yield Leak(name, secret.where, how)
                        seen.add(secret.where)
                if coded and () not in seen and path.suffix in READABLE and (code := next(find_codes(window.readable, public), None)):
                    yield Leak(name, (), "", code[-2:])
                    seen.add(())


def _files(site: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))


@dataclass(frozen=True)
class _Window:
    """Some bytes of a file or of what is packed in it."""

    content: bytes
    packed: bool = False
    folded: bool = False
    """Whether long lines go on after a line break and a space, as in calendars."""
    archive: bool = False
    """Whether it is the outside of something packed, whose bytes may look like anything."""

    @cached_property
    def text(self) -> str | None:
        """None for what is no text: nothing there is escaped as text is."""
        return None if self.archive or b"\0" in self.content else self.content.decode("utf-8", "replace")

    @cached_property
    def plain(self) -> str:
        text = self.text or ""
        return normalize(re.sub(r"\r?\n[ \t]", "", text) if self.folded else text)

    @cached_property
    def untagged(self) -> str:
        """An emphasis in the middle of a word hides nothing."""
        return normalize(re.sub("<[^>]*>", "", self.text or ""))

    @cached_property
    def unbroken(self) -> str:
        """Base64 is broken over lines, and has two alphabets."""
        return re.sub(r"\s+", "", self.text or self.content.decode("latin-1")).replace("-", "+").replace("_", "/")

    @cached_property
    def readable(self) -> str:
        """For codes: as it is, and without escapes; of packed documents only what is not a tag, whose own numbers look like codes."""
        text = re.sub("<[^>]*>", " ", self.text or "") if self.packed else self.text or ""
        return f"{text}\n{unescape(text)}"


class _Secret:
    """One text that is looked for, in every way it can be written."""

    def __init__(self, where: Where, text: str):
        self.where = where
        self.plain = normalize(text)
        raw = text.encode()
        self.bytes = {"": raw, "in UTF-16": text.encode("utf-16-le"), "in UTF-16 ": text.encode("utf-16-be")}
        self.base64 = [form.replace("-", "+").replace("_", "/") for form in _base64(raw)]
        self.hex = binascii.hexlify(raw).decode()

    def found(self, window: _Window) -> str | None:
        """How it is written in a window; None where it is not in it."""
        for how, form in self.bytes.items():
            if form in window.content:
                return how.strip()
        if any(form in window.unbroken for form in self.base64):
            return "in base64"
        if window.text is None:
            return None
        if self.plain in window.plain:
            return "escaped"
        if self.plain in window.untagged:
            return "with tags in it"
        return "in hexadecimal digits" if self.hex in window.plain else None


def _base64(raw: bytes) -> Iterator[str]:
    """The letters that stand for some bytes wherever they begin in a group of three."""
    for before in range(3):
        letters = base64.b64encode(bytes(before) + raw).decode()
        padding = letters.count("=")
        yield letters[(0, 2, 3)[before] : len(letters) - (padding + 1 if padding else 0)]


def _windows(file: IO[bytes] | gzip.GzipFile, name: str, depth: int = 0) -> Iterator[_Window]:
    """A file piece by piece; then what is packed in it, and in that."""
    packed = depth > 0
    start = file.read(4)
    file.seek(0)
    before = b""
    while piece := file.read(WINDOW):
        yield _Window(before + piece, packed, name.endswith(".ics"), start.startswith((b"\x1f\x8b", b"PK\3\4")))
        before = piece[-OVERLAP:]
    if depth == MAX_ARCHIVE_DEPTH:
        return
    file.seek(0)
    try:
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(file) as inner:
                yield from _windows(inner, name, depth + 1)
        elif start.startswith(b"PK\3\4"):
            with zipfile.ZipFile(file) as archive:
                for each in archive.infolist():
                    with archive.open(each) as inner:
                        yield from _windows(inner, each.filename, depth + 1)
        elif start.startswith(b"%PDF"):
            yield from (_Window(stream, True) for stream in _streams(file.read()))
    except (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return  # what no program can unpack hides nothing but its bytes, which were looked at


def _streams(pdf: bytes) -> Iterator[bytes]:
    """The compressed streams of a PDF, with pieces of text that were moved apart joined again."""
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            content = zlib.decompressobj().decompress(pdf[found.end() :], WINDOW)
        except zlib.error:
            continue
        yield content
        yield re.sub(rb"\)\s*-?[\d.]*\s*\(", b"", content)


def format_leaks(leaks: Iterable[Leak], name: str, positions: Positions) -> str:
    """A line for each thing that is in the site, which tells its place in the data file `name` and not the thing."""
    first: dict[Where, list[Leak]] = {}
    for leak in leaks:
        first.setdefault(leak.where, []).append(leak)
    lines = []
    for where, found in first.items():
        files = found[0].file + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
        if where:
            line, column = positions[where]
            how = f", {found[0].how}" if found[0].how else ""
            lines.append(
                f"{name}:{line}:{column}: error: {dotted(where)}: is private, and {files} holds it{how}; "
                "take it out of docs/ or of the data"
            )
        else:
            lines.append(
                f"{files} shows what looks like an access code (…{found[0].ending}); take it out of docs/ "
                "or of the data, or name it under `not_codes` if it is none"
            )
    return "\n".join(lines)
