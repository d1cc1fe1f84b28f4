"""Files that are no pictures, or none to build a site with: each is a sentence, and none takes the memory of who builds."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from microsite.source.diagnostics import BadSource
from microsite.source.loading import load
from microsite.validation import picture_files
from tests.conftest import DATA

DAMAGED = "is damaged; upload it again, or save it anew as JPEG or PNG"
NONE_OF_THEM = "is none of JPEG, PNG, WebP and AVIF, whatever its name ends with; open it, and save it as JPEG or PNG"
LARGE = "save it smaller: 1,600 pixels are wide enough"


def encoded(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    content = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(content, kind)
    return content.getvalue()


def png(width: int, height: int) -> bytes:
    """A small file that says it is of any size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", picture_files.FORMATS)
def test_pictures_of_each_format_are_pictures(tmp_path: Path, kind: str) -> None:
    """And are none with any part of their end missing."""
    whole = encoded(kind)
    (tmp_path / "whole").write_bytes(whole)
    assert picture_files.problem(tmp_path / "whole") is None
    for place, length in enumerate((13, 100, len(whole) // 2, len(whole) - 40)):
        (tmp_path / f"cut-{place}").write_bytes(whole[:length])
        assert picture_files.problem(tmp_path / f"cut-{place}") in (DAMAGED, NONE_OF_THEM), length


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"", "is empty; upload it again"),
        (lambda: b"<!doctype html><title>Not found</title>", NONE_OF_THEM),
        (lambda: encoded("GIF"), NONE_OF_THEM),
        (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(300), NONE_OF_THEM),
        (lambda: png(300, 200), DAMAGED),
        (lambda: png(9000, 9000), f"has 9,000 × 9,000 pixels; {LARGE}"),
        (lambda: png(60000, 60000), f"has far more pixels than any screen; {LARGE}"),
        (lambda: png(2**31 - 1, 2**31 - 1), f"has far more pixels than any screen; {LARGE}"),
    ],
    ids=["empty", "a page", "GIF", "HEIC", "damaged", "81 megapixels", "3,600 megapixels", "4 exapixels"],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, make: Callable[[], bytes], message: str) -> None:
    """In words for whoever has uploaded it."""
    (tmp_path / "picture.png").write_bytes(make())
    assert picture_files.problem(tmp_path / "picture.png") == message


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    """Its size alone is too much."""
    with (tmp_path / "scan.png").open("wb") as file:
        file.truncate(120_000_000)
    assert picture_files.problem(tmp_path / "scan.png") == f"has 120 MB; {LARGE}"


def test_a_file_that_has_changed_is_looked_into_again(tmp_path: Path) -> None:
    """As an editor mends it under `mkdocs serve`."""
    (tmp_path / "kim.jpg").write_bytes(b"")
    assert picture_files.problem(tmp_path / "kim.jpg")
    (tmp_path / "kim.jpg").write_bytes(encoded("JPEG"))
    assert picture_files.problem(tmp_path / "kim.jpg") is None


def test_all_of_a_session_are_told_with_their_lines(tmp_path: Path) -> None:
    """In the short form and in the long one."""
    (tmp_path / "kim.jpg").write_bytes(encoded("JPEG")[:-500])
    (tmp_path / "hall.png").write_bytes(b"GIF89a")
    data = tmp_path / "session.yml"
    data.write_text(
        "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\n"
        "picture:\n  file: hall.png\n  alt: The hall\npeople:\n  kim: {name: Kim, picture: kim.jpg}\n"
        "  lee: {name: Lee, picture: x/kim.jpg}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadSource) as caught:
        load(data, name="session.yml", docs=tmp_path)
    assert str(caught.value).split("\n") == [
        f"session.yml:6:9: error: picture.file: “hall.png” {NONE_OF_THEM}",
        f"session.yml:9:29: error: people.kim.picture.file: “kim.jpg” {DAMAGED}",
        "session.yml:10:29: error: people.lee.picture.file: “x/kim.jpg” is not in docs/; add the file, or correct the name",
    ]


MUTILATED = 40
"""Tries in every run; `make fuzz` has a hundred times as many."""


@pytest.mark.parametrize("tries", [MUTILATED, pytest.param(100 * MUTILATED, marks=pytest.mark.slow)])
def test_a_mutilated_file_is_a_picture_or_a_sentence(tmp_path: Path, tries: int) -> None:
    """Whatever its readers do with it."""
    originals = [(DATA / "media" / "portrait.jpg").read_bytes(), *(encoded(kind, (40, 30)) for kind in picture_files.FORMATS)]
    for number in range(tries):
        whole = bytearray(originals[number % len(originals)])
        for turn in range(1 + number % 5):
            whole[(number * 7919 + turn * 104729) % min(len(whole), 400 + number)] = (number * 31 + turn * 17) % 256
        (tmp_path / f"{number}").write_bytes(whole)
        assert picture_files.problem(tmp_path / f"{number}") in (None, DAMAGED, NONE_OF_THEM) or number % len(originals)
