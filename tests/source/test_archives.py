"""Archives as files: what is not as `microsite archive` wrote it is one message, and writes nothing outside its folder."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.model.series import ArchivedSession
from microsite.source.archives import Archive, BadArchive, read_all, write
from tests.conftest import DATA

RESTORE = "put it back as it was committed, or archive the session again"
PAGES = {"index.html": b"<main>Home</main>", "agenda/index.html": b"<main>Agenda</main>"}
ABOUT = {
    "format": 1,
    "name": "12",
    "root": "https://harbour.test/",
    "default_language": "en",
    "languages": ["en"],
    "called": {"en": "Twelfth session"},
    "title": {"en": "Harbours"},
    "start": "2021-05-04",
    "end": "2021-05-05",
    "pages": {"": {"language": "en", "part": "event", "title": "Harbours"}},
    "files": [],
}


def about(files: dict[str, bytes], **changes: object) -> bytes:
    counted = {"count": len(files), "size": sum(map(len, files.values()))}
    return json.dumps(ABOUT | counted | changes).encode()


def packed(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    """Any members, as nobody but an attacker would pack them."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        for name, each in members:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(each)
            tar.addfile(member, io.BytesIO(each))
    return gzip.compress(content.getvalue())


def good(files: dict[str, bytes] = PAGES, **changes: object) -> bytes:
    return packed(("archive.json", about(files, **changes)), *files.items())


def link(name: str, kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "/etc/passwd"
    return member


def said(folder: Path, content: bytes, name: str = "12.tar.gz") -> list[str]:
    """What is said of an archive when it is read, and then unpacked."""
    (folder / name).write_bytes(content)
    archives, problems = read_all(folder)
    for archive in archives:
        try:
            list(archive.files())
        except BadArchive as bad:
            problems.append(bad.problem)
    return [str(problem) for problem in problems]


def test_a_good_one_is_read(tmp_path: Path) -> None:
    """With what it says of itself, and each of its files."""
    assert said(tmp_path, good()) == []
    (archive,), _ = read_all(tmp_path)
    assert archive.about.title == {"en": "Harbours"} and dict(archive.files()) == PAGES


def test_a_file_may_have_the_name_of_the_first(tmp_path: Path) -> None:
    """As one of docs/ can."""
    files = {**PAGES, "archive.json": b"{}"}
    assert said(tmp_path, good(files)) == []
    assert dict(read_all(tmp_path)[0][0].files()) == files


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda content: b"", "is damaged (empty file"),
    "cut": (lambda content: content[:-40], "is damaged (compressed file ended before the end-of-stream marker was reached"),
    "a byte in its middle": (lambda content: content[:150] + b"\xff\xff" + content[152:], "is damaged (archive.json can't be read"),
    "its checksum": (lambda content: content[:-8] + b"\0\0\0\0" + content[-4:], "is damaged (crc check failed"),
    "another kind of file": (lambda content: b"PK\3\4" + content, "is damaged (not a gzipped file (b'pk')"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_one_message(tmp_path: Path, name: str) -> None:
    """Wherever it is."""
    damage, words = DAMAGED[name]
    (message,) = said(tmp_path, damage(good()))
    assert message.startswith(f"archive/12.tar.gz:1:1: error: {words}") and message.endswith(f"); {RESTORE}")


HOSTILE = {
    "out of its folder": packed(("archive.json", about({"../x": b""})), ("../x", b"")),
    "from the root": packed(("archive.json", about({"/x": b""})), ("/x", b"")),
    "in the middle": packed(("archive.json", about({"a/../../x": b""})), ("a/../../x", b"")),
    "on Windows": packed(("archive.json", about({"..\\x": b""})), ("..\\x", b"")),
    "on a drive": packed(("archive.json", about({"c:x": b""})), ("c:x", b"")),
    "a symbolic link": packed(("archive.json", about({"x": b""})), (link("x", tarfile.SYMTYPE), b"")),
    "a hard link": packed(("archive.json", about({"x": b""})), (link("x", tarfile.LNKTYPE), b"")),
    "a device": packed(("archive.json", about({"x": b""})), (link("x", tarfile.CHRTYPE), b"")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused(tmp_path: Path, name: str) -> None:
    """And nothing is unpacked of it."""
    (message,) = said(tmp_path, HOSTILE[name])
    assert message.startswith("archive/12.tar.gz:1:1: error: has “") and message.endswith(f"; {RESTORE}")
    assert ("leads out of its folder" in message) or ("is not a file" in message)


def test_what_no_site_could_hold_is_not_unpacked(tmp_path: Path) -> None:
    """A few kilobytes that say they are more than a gigabyte."""
    huge = tarfile.TarInfo("x")
    huge.size = 1_000_000_001
    head = packed(("archive.json", about({})))
    content = gzip.decompress(head)[:1024] + huge.tobuf()
    assert said(tmp_path, gzip.compress(content)) == [
        f"archive/12.tar.gz:1:1: error: unpacks to more than 1,000 MB, which no site can hold; {RESTORE}"
    ]


UNFIT = {
    "a pointer of Git LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
        "is a pointer of Git LFS; keep archives as plain files: `git lfs untrack`, and add it again",
    ),
    "of a later version": (good(format=2), "was made by a later version of microsite; install that version or a later one"),
    "under another name": (good(name="13"), "was made to stand under /13/; rename it to 13.tar.gz"),
    "with a name that is a way": (
        good(name="../x"),
        f"has an archive.json that can't be used (name: String should match pattern '^[a-z0-9][a-z0-9-]*$'); {RESTORE}",
    ),
    "without what it says of itself": (packed(*PAGES.items()), f"does not begin with archive.json; {RESTORE}"),
    "with a file less": (packed(("archive.json", about(PAGES)), *list(PAGES.items())[:1]), f"has 1 files where it says 2; {RESTORE}"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_is_told(tmp_path: Path, name: str) -> None:
    """With what to do about it."""
    content, words = UNFIT[name]
    assert said(tmp_path, content) == [f"archive/12.tar.gz:1:1: error: {words}"]


def test_all_are_told_at_once(tmp_path: Path) -> None:
    """And those that are whole are read, the latest first."""
    (tmp_path / "11.tar.gz").write_bytes(b"")
    (tmp_path / "10.tar.gz").write_bytes(good(name="10", start="2019-01-01", end="2019-01-01"))
    (tmp_path / "9.tar.gz").write_bytes(b"")
    (tmp_path / "12.tar.gz").write_bytes(good())
    archives, problems = read_all(tmp_path)
    assert [each.about.name for each in archives] == ["12", "10"]
    assert [problem.file for problem in problems] == ["archive/11.tar.gz", "archive/9.tar.gz"]


def test_a_later_version_may_say_more(tmp_path: Path) -> None:
    """What this one does not know is passed over."""
    assert said(tmp_path, good(mascot="a crane")) == []


def test_an_archive_is_whole_or_not_there(tmp_path: Path) -> None:
    """A file that can't be read on the way leaves nothing."""
    described = ArchivedSession.model_validate_json(about(PAGES))
    with pytest.raises(OSError):
        write(tmp_path / "12.tar.gz", described, {"index.html": tmp_path / "nothing"})
    assert list(tmp_path.iterdir()) == []


def test_the_first_archive_that_was_ever_made_is_still_read() -> None:
    """As every version after it must: it is kept as it was made (tests/data/README.md)."""
    archives, problems = read_all(DATA / "archive")
    assert problems == [] and [each.about.name for each in archives] == ["1"]
    files = dict(Archive(archives[0].path, archives[0].about).files())
    assert "<!--microsite: newer session-->" in files["ar/agenda/index.html"].decode()
    assert (archives[0].about.number, archives[0].about.start.year, archives[0].about.place["ar"]) == (1, 2021, "مومباسا")
