"""What a PDF holds, for the search of the built site (leak_scan.py): the text of its pages, and every text in its objects.

Letters on a page are usually drawn by their numbers in a font, and only a program that knows fonts can read them: PDFium. What is on no
page (properties, forms, notes, attached files) is in objects, which are read here.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).with_name("pdf_text.py")
MAX_UNPACKED = 1 << 28
"""How many bytes of one file are unpacked."""
_FEED, _PIECE = 1 << 14, 1 << 22
_OVERLAP = 1 << 16
"""How many bytes are unpacked at a time, how many are handed on together, and how many two of those have in common."""

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_FILTERS = re.compile(rb"/(ASCIIHexDecode|AHx|ASCII85Decode|A85|FlateDecode|Fl|[A-Za-z0-9]+Decode)\b")
_HAS_TEXTS = re.compile(rb"[)>\]]\s{0,9}(?:T[jJ]|['\"]\s)|<<\s{0,9}/")
"""What pictures, sounds and fonts do not have by chance: strings that are drawn, or a dictionary."""
_KERNED = re.compile(rb"\)\s{0,9}-?[\d.]{0,12}\s{0,9}\(")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def texts(paths: list[Path]) -> dict[Path, str]:
    """The text of the pages of each file that PDFium can read, with its properties.

    PDFium runs in a process of its own (pdf_text.py): a file at which it stops, or for which it needs too long, stops that process, and
    another goes on with the next file.
    """
    found: dict[Path, str] = {}
    command = [sys.executable, "-P", str(PROGRAM)]
    left = paths
    while left:
        ran = subprocess.run(command, input=json.dumps([str(path) for path in left]).encode(), capture_output=True, check=False)
        answers = [line for line in ran.stdout.split(b"\n")[:-1]]
        found |= {path: text for path, line in zip(left, answers, strict=False) if (text := json.loads(line)) is not None}
        left = left[len(answers) + 1 :]
    return found


def contents(pdf: bytes) -> Iterator[bytes]:
    """Each stream unpacked, in pieces, up to `MAX_UNPACKED` in all; then what is between the streams."""
    between, end, left = [], 0, MAX_UNPACKED
    while found := _STREAM.search(pdf, end):
        between.append(pdf[end : found.start()])
        stop = pdf.find(b"endstream", found.end())
        end = len(pdf) if stop < 0 else stop
        pieces = _unpacked(pdf[found.end() : end], between[-1][-2048:].rpartition(b"obj")[2])
        while left > 0 and (piece := next(pieces, None)) is not None:
            left -= len(piece)
            yield piece
    yield b"\n".join([*between, pdf[end:]])


def _unpacked(data: bytes, dictionary: bytes) -> Iterator[bytes]:
    """The content of a stream, by the filters that its dictionary names; nothing for pictures and what can't be unpacked."""
    filters = _FILTERS.findall(dictionary)
    for name in filters:
        if name in (b"ASCIIHexDecode", b"AHx"):
            data = _from_hex(data.partition(b">")[0])
        elif name in (b"ASCII85Decode", b"A85"):
            try:
                data = base64.a85decode(data.partition(b"~>")[0].strip().removeprefix(b"<~"))
            except ValueError:
                return
        elif name in (b"FlateDecode", b"Fl"):
            yield from _inflated(data)
            return
        else:
            return
    if not filters and data[:1] == b"\x78":  # its filters are in another object
        yield from _inflated(data)
    else:
        yield data


def _inflated(data: bytes) -> Iterator[bytes]:
    unpack, pieces, size = zlib.decompressobj(), [b""], 0
    for start in range(0, len(data), _FEED):
        try:
            pieces.append(unpack.decompress(data[start : start + _FEED]))
        except zlib.error:
            break
        size += len(pieces[-1])
        if unpack.eof:
            break
        if size >= _PIECE:
            piece = b"".join(pieces)
            yield piece
            pieces, size = [piece[-_OVERLAP:]], 0
    yield b"".join(pieces)


def strings(content: bytes) -> str:
    """The texts of strings in unpacked content, joined as they are drawn: by letters, octal or hexadecimal digits, in UTF-16 too."""
    if not any(map(content.__contains__, (b"Tj", b"TJ", b"<<", b")'", b') "'))) or not _HAS_TEXTS.search(content):
        return ""
    content = _KERNED.sub(b"", content)
    digits = b"\n".join(_from_hex(found) for found in _HEX.findall(content))
    if b"\\" in content:
        content = _ESCAPE.sub(_unescaped, content)
    raw = content + b"\n" + digits
    in_utf16 = [part[: len(part) & ~1].decode("utf-16-be", "replace") for part in raw.split(b"\xfe\xff")[1:]]
    raw = raw.replace(b"\0", b"")
    try:
        text = raw.decode()
    except ValueError:
        text = raw.decode("cp1252", "replace")
    return "\n".join([text, *in_utf16])


def _unescaped(found: re.Match[bytes]) -> bytes:
    digits, line_end, letter = found.groups()
    return bytes([int(digits, 8) & 255]) if digits else b"" if line_end else _CONTROLS.get(letter, letter)


def _from_hex(digits: bytes) -> bytes:
    """The bytes that hexadecimal digits stand for; other characters are passed over."""
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
