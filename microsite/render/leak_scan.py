"""The search of the built site for what must not be published (validation/secrets.py).

Private texts are looked for in the name and in every byte of every file, and in what is packed in it: in gzip and zip (and so in office
documents), and in the first 4 MiB of each compressed stream of a PDF; in each way in which text is usually written down. What looks
like an access code is looked for only in files with the endings in `READABLE`, so not in .pdf or .zip. A picture of a text, and
characters that a PDF draws by number, can't be found in this way.
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
    MAX_TERM_CHARACTERS,
    find_codes,
    has_invitation_code,
    known_harmless_codes,
    normalize,
    search_terms,
    unescape,
)

WINDOW, OVERLAP = 1 << 22, 8 * MAX_TERM_CHARACTERS
"""How many bytes are searched at a time, so that a film in docs/ needs no memory, and how many of them two windows share."""
MAX_ARCHIVE_DEPTH = 3
"""How many levels of archives within archives are unpacked."""

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
"""Endings of files that are searched for codes: in other files, such as scripts and pictures, random strings often look like codes."""


@dataclass(frozen=True)
class Leak:
    """Something found in a file of the site that it must not hold."""

    file: str
    where: Where
    """Its data path; empty for what looks like a code."""
    how: str
    """How it is written in the file: “in base64”; empty if as it is in the data."""
    ending: str = ""
    """The last two characters of what looks like a code."""


def leaks(site: Path, session: Session, private: Mapping[Where, str]) -> Iterator[Leak]:
    """What must not be in the files of `site`: in each file, the first find for each data path of `private`, and the first code."""
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
            for window in _windows(file, name=name):
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
    is_packed: bool = False
    """Whether it was unpacked from an archive or a PDF."""
    has_folded_lines: bool = False
    """Whether long lines go on after a line break and a space, as in calendars."""
    is_archive: bool = False
    """Whether it is the outside of something packed, whose bytes may look like anything."""

    @cached_property
    def text(self) -> str | None:
        """The bytes as text; None if they are not text, in which nothing is escaped as text is."""
        return None if self.is_archive or b"\0" in self.content else self.content.decode("utf-8", "replace")

    @cached_property
    def plain(self) -> str:
        """The text, normalized for comparison, with folded lines joined."""
        text = self.text or ""
        return normalize(re.sub(r"\r?\n[ \t]", "", text) if self.has_folded_lines else text)

    @cached_property
    def untagged(self) -> str:
        """The text without tags, normalized, so that markup inside a word can't hide it."""
        return normalize(re.sub("<[^>]*>", "", self.text or ""))

    @cached_property
    def unbroken(self) -> str:
        """The text without spaces and line breaks, in the standard alphabet of base64, so that base64 can be found in it."""
        return _standard_base64(re.sub(r"\s+", "", self.text or self.content.decode("latin-1")))

    @cached_property
    def readable(self) -> str:
        """The text in which codes are looked for: as it is, and without escapes; if unpacked, without tags, which look like codes."""
        text = re.sub("<[^>]*>", " ", self.text or "") if self.is_packed else self.text or ""
        return f"{text}\n{unescape(text)}"


class _Secret:
    """One text that is looked for, in every way it can be written."""

    def __init__(self, where: Where, text: str):
        self.where = where
        self.plain = normalize(text)
        raw = text.encode()
        self.encodings = [("", raw), ("in UTF-16", text.encode("utf-16-le")), ("in UTF-16", text.encode("utf-16-be"))]
        """How it is encoded, as in `Leak.how`, and the bytes."""
        self.base64 = [_standard_base64(form) for form in _base64(raw)]
        self.hex = binascii.hexlify(raw).decode()

    def found(self, window: _Window) -> str | None:
        """How it is written in a window, as in `Leak.how`; None if it is not in it."""
        for how, encoded in self.encodings:
            if encoded in window.content:
                return how
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
    """Some bytes in base64, for each offset at which they can begin in a group of three bytes, without what depends on their neighbours."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode()
        padding = encoded.count("=")
        yield encoded[(0, 2, 3)[before] : len(encoded) - (padding + 1 if padding else 0)]


def _standard_base64(text: str) -> str:
    """Base64 in the alphabet for addresses (- and _) turned into the standard one (+ and /)."""
    return text.replace("-", "+").replace("_", "/")


def _windows(file: IO[bytes] | gzip.GzipFile, *, name: str, depth: int = 0) -> Iterator[_Window]:
    """A file piece by piece; then what is packed in it, and in that. `depth` is the number of archives around it."""
    start = file.read(4)
    file.seek(0)
    before = b""
    while piece := file.read(WINDOW):
        yield _Window(
            before + piece,
            is_packed=depth > 0,
            has_folded_lines=name.endswith(".ics"),
            is_archive=start.startswith((b"\x1f\x8b", b"PK\3\4")),
        )
        before = piece[-OVERLAP:]
    if depth == MAX_ARCHIVE_DEPTH:
        return
    file.seek(0)
    try:
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(file) as inner:
                yield from _windows(inner, name=name, depth=depth + 1)
        elif start.startswith(b"PK\3\4"):
            with zipfile.ZipFile(file) as archive:
                for each in archive.infolist():
                    with archive.open(each) as inner:
                        yield from _windows(inner, name=each.filename, depth=depth + 1)
        elif start.startswith(b"%PDF"):
            yield from (_Window(stream, is_packed=True) for stream in _streams(file.read()))
    except (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return  # what no program can unpack hides nothing but its bytes, which were looked at


def _streams(pdf: bytes) -> Iterator[bytes]:
    """The first bytes (`WINDOW`) of each compressed stream of a PDF: as they are, and with pieces of text that were moved apart joined."""
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            content = zlib.decompressobj().decompress(pdf[found.end() :], WINDOW)
        except zlib.error:
            continue
        yield content
        yield re.sub(rb"\)\s*-?[\d.]*\s*\(", b"", content)


def format_leaks(leaks: Iterable[Leak], name: str, positions: Positions) -> str:
    """A line for each thing that was found, with its position in the data file `name` but not the thing itself."""
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
                "or of the data, or name it under `not_codes` if it is not one"
            )
    return "\n".join(lines)
