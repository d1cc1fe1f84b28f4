"""What must not be published: everything under a `private:` key, and access codes that came with an invitation.

The built site is searched as somebody would search it who wants to find them: every byte of every file and its name, what is
packed in it (gzip, zip and so office documents, the streams of PDF), and each way in which text is usually written down.
A picture of a text, and letters that a PDF draws by number, can't be read in this way.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from microsite.places import Marks
from microsite.session import Policy, Session, Way
from microsite.walk import strings
from microsite.words import dotted

KEY = "private"
SHORTEST = 6
"""Letters from which a text can be told from what a page says anyway."""
WINDOW, OVERLAP = 1 << 22, 1 << 16
"""Bytes that are looked at together, so that a film in docs/ needs no memory; texts longer than the overlap are cut to it."""
DEEPEST = 3
"""Archives within archives."""

# Letters and digits that change twice or more, as codes do and names (ISO27001, COVID19) do not; or two groups and more
# between hyphens, each of letters and digits (WX4-7YZ), as names (COVID-19, ISO-8859-1) are not. Moments in calendars are none.
_MIXED = r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{3,8}"
CODE = re.compile(rf"(?<![\w/+-])(?!\d{{8}}T\d{{6}}Z?\b)(?:(?=[A-Z]+\d+[A-Z]|\d+[A-Z]+\d)[A-Z0-9]{{6,16}}|{_MIXED}(?:-{_MIXED})+)(?![\w/+=-])")

RUN = re.compile("[A-Z0-9-]{6,}")
"""What any of them is in, and is found five times as fast."""

READABLE = {".html", ".ics", ".xml", ".json", ".txt", ".csv", ".vtt", ".srt", ".svg", ".md", ".docx", ".odt", ".pptx", ".odp", ".xlsx", ".ods"}
"""Files in which letters and digits are for people; elsewhere (scripts, pictures) they are often no code and look like one."""


@dataclass(frozen=True)
class Leak:
    """Something that a file of the site must not hold."""

    file: str
    where: tuple
    """Its place in the data; empty for what looks like a code."""
    how: str
    """How it is written there, where not as it is: “in base64”."""
    ending: str = ""
    """The last letters of what looks like a code."""


def take_out(data: Any, where: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Remove each `private` from lists and maps, and give its texts with their places."""
    if isinstance(data, dict):
        if KEY in data:
            yield from _texts(data.pop(KEY), (*where, KEY))
        for key, value in data.items():
            yield from take_out(value, (*where, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from take_out(value, (*where, number))


def _texts(value: Any, where: tuple) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, str):
        yield where, value
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _texts(each, (*where, key))


def parts(text: str) -> list[str]:
    """What is looked for: each line of a text, and each address in it."""
    found = {" ".join(part.split()) for part in (*text.split("\n"), *re.findall(r"\w+://[^\s<>\"]+", text))}
    return sorted(part[:OVERLAP // 8] for part in found if len(_plain(part)) >= SHORTEST)


def spoken(session: Session | None, private: Mapping[tuple, str]) -> Iterator[tuple[str, tuple, str]]:
    """What the data itself says twice, once in private and once for everybody; and what is too short to be looked for."""
    wanted = {where: [_plain(part) for part in parts(text)] for where, text in private.items()}
    for where, found in wanted.items():
        if not found:
            yield "warning", where, f"has fewer than {SHORTEST} letters, too few to look for in the built site; write it together with what it is for"
    for place, words in strings(session) if session and wanted else ():
        said = _plain(words)
        for where, found in wanted.items():
            if any(part in said for part in found):
                yield "error", place, f"says what is under {dotted(where)}; delete it in one of the two places"


def _ways(session: Session) -> list[Way]:
    """The ways to register, which alone have codes."""
    return [way for _, way in session.registration.ways()] if session.registration else []


def no_codes(session: Session) -> frozenset[str]:
    """The codes that the data prints, and what it says to be something else."""
    printed = [*session.not_codes, *(way.access_code.value or "" for way in _ways(session) if way.access_code)]
    return frozenset(found[0] for text in printed for found in CODE.finditer(text))


def codes(text: str, public: Collection[str]) -> Iterator[str]:
    """What looks like an access code, and is not in `public`."""
    for run in RUN.finditer(text):
        if run[0].strip("0123456789-") and (found := CODE.match(text, run.start())) and found[0] not in public:
            yield found[0]


def by_invitation(session: Session) -> bool:
    """Whether there is a code that only the invited know."""
    return any(way.access_code and way.access_code.policy is Policy.invitation for way in _ways(session))


# ── the built site ───────────────────────────────────────────────────────────────────────────────────────────────────


def leaks(site: Path, session: Session, private: Mapping[tuple, str], ) -> Iterator[Leak]:
    """Everything in the files of `site` that should not be there: the first in each file of each place."""
    secrets = [_Secret(where, part) for where, text in private.items() for part in parts(text)]
    coded, public = by_invitation(session), no_codes(session)
    for path in _files(site) if secrets or coded else ():
        name = path.relative_to(site).as_posix()
        seen = set()
        for secret in secrets:
            if secret.plain in _plain(name):
                yield Leak(name, secret.where, "in its name")
                seen.add(secret.where)
        with path.open("rb") as file:
            for window in _windows(file, name):
                for secret in secrets:
                    if secret.where not in seen and (how := secret.found(window)) is not None:
                        yield Leak(name, secret.where, how)
                        seen.add(secret.where)
                if coded and () not in seen and path.suffix in READABLE and (code := next(codes(window.readable, public), None)):
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
    """Whether long lines go on after a line break and a blank, as in calendars."""
    archive: bool = False
    """Whether it is the outside of something packed, whose bytes may look like anything."""

    @cached_property
    def text(self) -> str | None:
        """None for what is no text: nothing there is escaped as text is."""
        return None if self.archive or b"\0" in self.content else self.content.decode("utf-8", "replace")

    @cached_property
    def plain(self) -> str:
        text = self.text or ""
        return _plain(re.sub(r"\r?\n[ \t]", "", text) if self.folded else text)

    @cached_property
    def untagged(self) -> str:
        """An emphasis in the middle of a word hides nothing."""
        return _plain(re.sub("<[^>]*>", "", self.text or ""))

    @cached_property
    def unbroken(self) -> str:
        """Base64 is broken over lines, and has two alphabets."""
        return re.sub(r"\s+", "", self.text or self.content.decode("latin-1")).replace("-", "+").replace("_", "/")

    @cached_property
    def readable(self) -> str:
        """For codes: as it is, and without escapes; of packed documents only what is no tag, whose own numbers look like codes."""
        text = re.sub("<[^>]*>", " ", self.text or "") if self.packed else self.text or ""
        return f"{text}\n{_unescaped(text)}"


class _Secret:
    """One text that is looked for, in every way it can be written."""

    def __init__(self, where: tuple, text: str):
        self.where = where
        self.plain = _plain(text)
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


def _plain(text: str) -> str:
    """A text without its escapes, in small letters, with one blank for many."""
    return " ".join(_unescaped(text).replace("+", " ").casefold().split())


def _unescaped(text: str) -> str:
    """A text as it was before HTML, addresses, JSON and calendars escaped it."""
    for _ in range(4):  # an address in JSON in an attribute is escaped three times
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "\\" in text:
            text = re.sub(r"\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1] or found[2], 16)), text)
            text = re.sub(r"\\[nrt]", " ", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\", "")
        if "%" in text:
            text = re.sub(r"(?:%[0-9a-fA-F]{2})+", lambda found: unquote_to_bytes(found[0]).decode("utf-8", "replace"), text)
        if text == before:
            break
    return text


def _windows(file: IO[bytes], name: str, depth: int = 0) -> Iterator[_Window]:
    """A file piece by piece; then what is packed in it, and in that."""
    packed = depth > 0
    start = file.read(4)
    file.seek(0)
    before = b""
    while piece := file.read(WINDOW):
        yield _Window(before + piece, packed, name.endswith(".ics"), start.startswith((b"\x1f\x8b", b"PK\3\4")))
        before = piece[-OVERLAP:]
    if depth == DEEPEST:
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


def told(leaks: Iterable[Leak], name: str, places: Marks) -> str:
    """A line for each thing that is in the site, which tells its place in the data file `name` and not the thing."""
    first: dict[tuple, list[Leak]] = {}
    for leak in leaks:
        first.setdefault(leak.where, []).append(leak)
    lines = []
    for where, found in first.items():
        files = found[0].file + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
        if where:
            line, column = places[where]
            how = f", {found[0].how}" if found[0].how else ""
            lines.append(f"{name}:{line}:{column}: error: {dotted(where)}: is private, and {files} holds it{how}; take it out of docs/ or of the data")
        else:
            lines.append(f"{files} shows what looks like an access code (…{found[0].ending}); take it out of docs/ or of the data, or name it under `not_codes` if it is none")
    return "\n".join(lines)
