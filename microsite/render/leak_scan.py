"""The search of the built site for what must not be published (validation/secrets.py, validation/codes.py).

Private texts are looked for in the name and in every byte of every file, and in what is packed in it: gzip, zip (and so office documents)
and PDF (pdf.py); in each way in which text is usually written down. What looks like an access code is looked for in what readers see as
text: files with the endings in `READABLE`, and PDF. A picture of a text can't be searched in this way.
"""

from __future__ import annotations

import base64
import functools
import gzip
import io
import itertools
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

from microsite.model.fields import Where, dotted
from microsite.model.session import Session
from microsite.render import pdf
from microsite.source.positions import Positions
from microsite.validation.codes import find_codes, masked, may_have_codes
from microsite.validation.secrets import (
    MAX_TERM_CHARACTERS,
    Comparable,
    Term,
    harmless_codes,
    has_invitation_code,
    search_terms,
    unescape,
    without_private_keys,
)

WINDOW, OVERLAP = 1 << 22, 8 * MAX_TERM_CHARACTERS
"""How many bytes are searched at a time, so that a film in docs/ needs no memory, and how many of them two windows share."""
MAX_ARCHIVE_DEPTH = 3
"""How many levels of archives within archives are unpacked."""
MAX_KNOWN, MAX_KNOWN_LENGTH = 1 << 16, 1 << 10
"""How many lines and tags without codes are remembered, and of which length."""
MAX_PLACES, MAX_LINES = 3, 100
"""How many places with the same private text are named, and how many lines a message has."""

READABLE = set(".html .ics .xml .xcal .json .txt .csv .vtt .srt .svg .md .docx .odt .pptx .odp .xlsx .ods".split())
"""Endings of files that are searched for codes: in other files, such as scripts and pictures, random strings often look like codes."""
EDITED = {".md", ".html", ".yml", ".po", ".txt", ".csv", ".svg", ".vtt", ".srt"}
"""Endings of an editor's files in whose lines it is looked for where a find comes from."""

_TAG = re.compile(r"(<[/!?]?([A-Za-z][\w:.-]*)(?:[\s/][^<>]*)?>|<!--[^<>]*-->)")
_EMPHASIS = re.compile(rb"[*`~^]|==|\{?(?:\+\+|--)\}?")
"""Signs in Markdown that change the look of what is between them."""
_INLINE = set("a abbr b bdi bdo cite code del em font i ins kbd mark q r rpr s samp small span strong sub sup t time tt u var wbr".split())
"""Tags of HTML, and of the texts of spreadsheets, that part no words."""
_BLOCKS_OF_OFFICE = {"p", "h", "br", "cr", "tab", "s", "tc", "tr", "line-break", "table-cell"}
"""Tags of office documents that part words, without their prefix."""
_BASE64 = bytes.maketrans(b"-_", b"+/")


class Leak(NamedTuple):
    """Something found in a file of the site that it must not hold."""

    file: str
    where: Where = ()
    """Its data path; empty for what looks like a code."""
    how: str = ""
    """How it is written in the file: “in base64”; empty if as it is in the data."""
    code: str = ""
    """What looks like a code."""
    sources: tuple[str, ...] = ()
    """Where in an editor's files it comes from, as in docs/visa.md:3; empty if that is not known."""

    @property
    def place(self) -> str:
        """The file, and how it is written there."""
        return f"{self.file} ({self.how})" if self.how else self.file


def leaks(
    site: Path,
    session: Session,
    private: Mapping[Where, str],
    edited: Iterable[Path] = (),
    warn: Callable[[str], object] = lambda message: None,
) -> list[Leak]:
    """What must not be in the files of `site`: in each file, the first find for each data path of `private`, and each code.

    `edited` are the folders of the files that the site is made of: in them it is looked for where a find comes from. `warn` is called with
    a sentence for each file that could be searched in part only.
    """
    wanted = _Wanted.of(session, private)
    files = dict(_files(site)) if wanted.forms.encoded or wanted.has_codes else {}
    found = wanted.in_names(files)
    documents = [path for name, path in files.items() if name.lower().endswith(".pdf")]
    shown = pdf.texts(documents)
    for name, path in files.items():
        if path in documents and path not in shown:
            warn(f"{name}: its pages can't be read (a password, or damage), and were not searched; save it anew without one")
        readable = name[name.rfind(".") :].lower() in READABLE
        if path in shown:
            found += wanted.in_window(_Window(shown[path].encode("utf-8", "replace")), name)
        if not readable and not wanted.private:
            continue
        with path.open("rb") as file:
            for window in _windows(file, name=name):
                found += wanted.in_window(window, name, readable=readable)
    first: dict[tuple[str, Where, str], Leak] = {}
    for leak in found:
        first.setdefault((leak.file, leak.where, leak.code), leak)
    return _with_sources(list(first.values()), wanted, edited) if first else []


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files in a folder by their path in it, with slashes."""
    for inner, folders, names in os.walk(folder):
        folders.sort()
        path = Path(inner)
        prefix = "" if path == folder else f"{path.relative_to(folder).as_posix()}/"
        yield from ((prefix + name, path / name) for name in sorted(names))


def _with_sources(found: list[Leak], wanted: _Wanted, edited: Iterable[Path]) -> list[Leak]:
    """The finds with the places in an editor's files that hold the same."""
    sources: dict[tuple[Where, str], list[str]] = {}
    for folder in edited:
        for inner, path in _files(folder):
            lines = list(_in_lines(path, wanted))
            known = {(leak.where, leak.code) for leak in lines}
            files = [leak for leak in (*wanted.in_names([inner]), *found) if leak.file == inner and (leak.where, leak.code) not in known]
            for leak in (*lines, *files):
                place = leak._replace(file=f"{folder.name}/{inner}{leak.file.removeprefix(inner)}").place  # with the number of the line
                sources.setdefault((leak.where, leak.code), []).append(place)
    return [leak._replace(sources=tuple(dict.fromkeys(sources.get((leak.where, leak.code), ())))) for leak in found]


def _in_lines(path: Path, wanted: _Wanted) -> Iterator[Leak]:
    """The finds in an editor's file, whose `file` is the number of the line after a colon; empty for those that are in no single line."""
    content = path.read_bytes() if path.suffix.lower() in EDITED else b""
    known = set()
    for row, line in enumerate(content.split(b"\n"), 1):
        for leak in _in_markup(line, f":{row}", wanted):
            known.add((leak.where, leak.code))
            yield leak
    yield from (leak for leak in _in_markup(content, "", wanted) if (leak.where, leak.code) not in known)


def _in_markup(content: bytes, file: str, wanted: _Wanted) -> Iterable[Leak]:
    """The finds in Markdown as it is, and in it without the signs that make letters bold, for instance."""
    texts = dict.fromkeys((_EMPHASIS.sub(b"", content), content))
    return {(leak.where, leak.code): leak for text in texts for leak in wanted.in_window(_Window(text), file)}.values()


# ── in some bytes ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Wanted(NamedTuple):
    """What is looked for."""

    private: Mapping[Where, list[_Secret]]
    forms: _Forms
    has_codes: bool
    harmless: set[str]
    """What looks like a code and is none."""
    codeless: _Codeless

    @classmethod
    def of(cls, session: Session, private: Mapping[Where, str]) -> _Wanted:
        secrets = {where: [_Secret(term) for term in search_terms(text)] for where, text in private.items()}
        every = [secret for found in secrets.values() for secret in found]
        return cls(secrets, _Forms.of(every), has_invitation_code(session), harmless_codes(session), _Codeless())

    def in_window(self, window: _Window, file: str, *, readable: bool = True) -> Iterator[Leak]:
        """The finds in some bytes of a file: of each data path and each code one. `readable` says whether to look for codes."""
        for where, secrets in self.private.items() if self.forms.may_be_in(window) else ():
            if (how := next((how for secret in secrets if (how := secret.found(window)) is not None), None)) is not None:
                yield Leak(file, where, how)
        if self.has_codes and readable and window.text is not None and not self.codeless.has(window):
            yield from (Leak(file, code=code) for code in dict.fromkeys(find_codes(window.readable, self.harmless)))

    def in_names(self, names: Iterable[str]) -> list[Leak]:
        """The finds in the paths of files."""
        if not any(self.in_window(_Window("\n".join(names).encode("utf-8", "replace")), "")):  # all at once: it takes a hundredth
            return []
        windows = ((_Window(name.encode("utf-8", "replace")), name) for name in names)
        return [leak._replace(how="in its name") for window, name in windows for leak in self.in_window(window, name)]


class _Codeless:
    """What was looked through and has no code, whatever stands beside it: most lines stand on many pages."""

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.parts: set[str] = set()
        """Lines of what readers see, and tags: a line of a file may have many."""

    def has(self, window: _Window) -> bool:
        """Whether a window has no code; if not, it may have one."""
        text = window.text or ""
        if window.is_packed or ("<" not in text and not window.has_folded_lines):  # hardly a line of data stands twice
            return False
        lines = set(text.split("\n")) - self.lines
        if any(line.rfind("<") > line.rfind(">") for line in lines):  # a tag may go on in the next line
            return False
        body, tags = _parts("\n".join(lines))
        parts = {*body.split("\n"), *tags} - self.parts
        plain = {part for part in parts if part.isascii() and not ("&" in part or "%" in part or "\\" in part)}
        if may_have_codes("\n\n".join(plain)) or may_have_codes(unescape("\n\n".join(parts - plain))):
            return False
        for known, new in ((self.lines, lines), (self.parts, parts)):
            if len(known) > MAX_KNOWN:
                known.clear()
            known.update(each for each in new if len(each) < MAX_KNOWN_LENGTH)
        return True


@dataclass(frozen=True)
class _Window:
    """Some bytes of a file or of what is packed in it."""

    content: bytes
    is_packed: bool = False
    """Whether it was unpacked from an archive."""
    has_folded_lines: bool = False
    """Whether long lines go on after a line break and a space, as in calendars."""
    is_archive: bool = False
    """Whether it is the outside of something packed, whose bytes may look like anything."""

    @cached_property
    def text(self) -> str | None:
        """The bytes as text; None if they are not text, in which nothing is escaped as text is."""
        if self.is_archive or b"\0" in self.content:
            return None
        text = self.content.decode("utf-8", "replace")
        if "\ufffd" in text:
            text += "\n" + self.content.decode("cp1252", "replace")
        return re.sub(r"(?:\r\n|\n)[ \t]", "", text) if self.has_folded_lines else text

    @cached_property
    def parts(self) -> tuple[str, list[str]]:
        """The text between tags, so that markup inside a word can't hide it, and the tags."""
        return _parts(self.text or "")

    @cached_property
    def readable(self) -> str:
        """The text without escapes; if unpacked, without tags, which look like codes."""
        body, tags = self.parts
        return unescape(body if self.is_packed else "\n".join([body, "\n".join(tags)]))

    @cached_property
    def comparable(self) -> Comparable:
        """The text, tags included, as private texts are compared with it."""
        return Comparable("\n".join([self.readable, *self.parts[1]]) if self.is_packed else self.readable)

    @cached_property
    def unbroken(self) -> bytes:
        """The bytes without spaces and line breaks, in the standard alphabet of base64, so that base64 can be found in them."""
        return self.content.translate(_BASE64, b" \t\r\n\\")


def _parts(text: str) -> tuple[str, list[str]]:
    pieces = _TAG.split(text)  # each tag is followed by its name
    gaps = ["" if _is_inline(name) else "\n" for name in pieces[2::3]]
    return "".join(itertools.chain.from_iterable(zip(pieces[::3], [*gaps, ""], strict=True))), pieces[1::3]


@functools.cache
def _is_inline(tag: str | None) -> bool:
    """Whether a tag, by its name, parts no words; None is a comment."""
    prefix, _, name = (tag or "b").lower().rpartition(":")
    return name not in _BLOCKS_OF_OFFICE if prefix else name in _INLINE


class _Forms(NamedTuple):
    """All forms of all texts that are looked for: nearly all windows have none, which is seen in a tenth of the time."""

    encoded: list[bytes]
    base64: list[bytes]
    letters: list[str]
    spaced: list[str]

    @classmethod
    def of(cls, secrets: list[_Secret]) -> _Forms:
        return cls(
            [form for secret in secrets for form in (secret.raw, *secret.utf16)],
            [form for secret in secrets for form in secret.base64],
            [form for secret in secrets for form in (secret.term.letters, secret.hex) if form],
            [secret.term.spaced for secret in secrets if not secret.term.letters],
        )

    def may_be_in(self, window: _Window) -> bool:
        """Whether any of them is in a window; for some, what stands around it is still to be looked at."""
        if not self.encoded:
            return False
        if any(map(window.content.__contains__, self.encoded)) or any(map(window.unbroken.__contains__, self.base64)):
            return True
        return window.text is not None and (
            any(map(window.comparable.letters.__contains__, self.letters))
            or bool(self.spaced and any(map(window.comparable.spaced.__contains__, self.spaced)))
        )


class _Secret:
    """One text that is looked for, in every way it can be written."""

    def __init__(self, term: Term):
        raw = term.raw.encode()
        self.term, self.raw = term, raw
        self.utf16 = [term.raw.encode("utf-16-le"), term.raw.encode("utf-16-be")]
        self.base64 = [form.translate(_BASE64) for form in _base64(raw)]
        self.hex = raw.hex()

    def found(self, window: _Window) -> str | None:
        """How it is written in a window, as in `Leak.how`; None if it is not in it."""
        if self.raw in window.content and (window.text is None or not self.term.is_number):
            return ""
        if any(form in window.content for form in self.utf16):
            return "in UTF-16"
        if any(form in window.unbroken for form in self.base64):
            return "in base64"
        if window.text is None:
            return None
        if self.term.is_in(window.comparable):
            return "written otherwise"
        return "in hexadecimal digits" if self.hex in window.comparable.letters else None


def _base64(raw: bytes) -> Iterator[bytes]:
    """Some bytes in base64, for each offset at which they can begin in a group of three bytes, without what depends on their neighbours."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        padding = encoded.count(b"=")
        yield encoded[(0, 2, 3)[before] : len(encoded) - (padding + 1 if padding else 0)]


# ── in files, and in what is packed in them ──────────────────────────────────────────────────────────────────────────


def _windows(file: IO[bytes] | gzip.GzipFile, *, name: str, depth: int = 0) -> Iterator[_Window]:
    """A file piece by piece; then what is packed in it, and in that. `depth` is the number of archives around it."""
    head = file.read(1024)
    is_gzip, is_zip, is_pdf = head.startswith(b"\x1f\x8b"), head.startswith(b"PK\3\4"), b"%PDF-" in head or name.lower().endswith(".pdf")
    yield from _pieces(file, is_packed=depth > 0, name=name, is_archive=is_gzip or is_zip or is_pdf)
    if depth == MAX_ARCHIVE_DEPTH:
        return
    file.seek(0)
    try:
        if is_gzip:
            with gzip.open(file) as inner:
                yield from _windows(inner, name=name, depth=depth + 1)
        elif is_zip:
            with zipfile.ZipFile(file) as archive:
                for each in archive.infolist():
                    yield _Window(each.filename.encode("utf-8", "replace"))
                    with archive.open(each) as unpacked:
                        yield from _windows(unpacked, name=each.filename, depth=depth + 1)
        elif is_pdf:
            for content in pdf.contents(file.read()):
                yield from _windows(io.BytesIO(content), name="", depth=depth + 1)
                if strings := pdf.strings(content):
                    yield _Window(strings.encode())
    except (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error, zipfile.BadZipFile):
        return  # what no program can unpack hides nothing but its bytes, which were looked at


def _pieces(file: IO[bytes] | gzip.GzipFile, *, is_packed: bool, name: str, is_archive: bool) -> Iterator[_Window]:
    """A file in pieces of `WINDOW` bytes that share `OVERLAP` of them."""
    file.seek(0)
    before, in_utf16 = b"", ""
    while piece := file.read(WINDOW):
        if not before and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
            in_utf16 = "utf-16-le" if piece[0] == 0xFF else "utf-16-be"
        content = before + piece
        yield _Window(content, is_packed, name.endswith(".ics"), is_archive)
        if in_utf16:
            yield _Window(content.decode(in_utf16, "replace").encode(), is_packed)
        before = piece[-OVERLAP:]


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────────


def format_leaks(leaks: Iterable[Leak], name: str, positions: Positions) -> str:
    """A line for each thing that was found, by its place in the data file `name` or in an editor's file, and not the thing itself."""
    private: dict[Where, list[Leak]] = {}
    codes: dict[str, list[Leak]] = {}
    for leak in leaks:
        (private.setdefault(leak.where, []) if leak.where else codes.setdefault(leak.code, [])).append(leak)
    lines = [line for where, found in private.items() for line in [_private_line(where, found, name, positions)]]
    lines += [line for code, found in codes.items() for line in _code_lines(code, found, name)]
    return "\n".join(lines[:MAX_LINES] + ([f"… and {len(lines) - MAX_LINES} more like these"] if len(lines) > MAX_LINES else []))


def _private_line(where: Where, found: list[Leak], name: str, positions: Positions) -> str:
    line, column = positions.nearest(where)
    places = found[0].sources or [leak.place for leak in found]
    return (
        f"{name}:{line}:{column}: error: {without_private_keys(dotted(where))}: is private, and {_listed(places)} "
        f"hold{'s' if len(places) == 1 else ''} it; take it out there, or out of the data"
    )


def _code_lines(code: str, found: list[Leak], name: str) -> Iterator[str]:
    for place in found[0].sources or [_listed([leak.place for leak in found])]:
        yield (
            f"{place}: error: has what looks like an access code ({masked(code)}); delete it, or, if it is a public name, list it whole "
            f"under `not_codes` in {name}: `- {masked(code)}`"
        )


def _listed(places: Iterable[str]) -> str:
    first, *more = sorted(places, key=lambda place: ".html" not in place)  # a page, rather than what is made of it
    shown = ", ".join([first, *more[: MAX_PLACES - 1]])
    return shown + (f" and {len(more) + 1 - MAX_PLACES} more" if len(more) >= MAX_PLACES else "")
