"""Private stays private: what is under `private:`, and codes of the invitation, are found in the built site however they are written."""

from __future__ import annotations

import base64
import gzip
import html
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from icalendar import Calendar, Event

from microsite.render import leak_scan
from microsite.source.loading import load
from tests.conftest import Built, mkdocs
from tests.plugin.test_build import said, tree

SECRET = "https://meet.example.org/j/990?pwd=Rk1x&to=“Zoë”"
WHERE = ("private", "join")


def zipped(path: Path, **files: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)


def pdf(content: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + zlib.compress(content) + b"\nendstream endobj"


def calendar(text: str) -> bytes:
    entry = Event()
    entry.add("description", f"Some words, that fill the line; then {text}")
    file = Calendar()
    file.add_component(entry)
    return file.to_ical()


WRITTEN = {
    "as it is": ("a.html", lambda s: f"<p>x {s} x".encode()),
    "in small letters": ("a.txt", lambda s: s.lower().encode()),
    "over two lines": ("a.html", lambda s: b"<p>Ask Anna Maria\n    at the <b>north</b> door"),
    "with HTML's names": ("a.html", lambda s: f'<a title="{html.escape(s).replace("“", "&ldquo;").replace("ë", "&euml;")}">'.encode()),
    "with decimal references": ("a.html", lambda s: "".join(f"&#{ord(c)};" for c in s).encode()),
    "with hexadecimal references": ("a.svg", lambda s: "".join(f"&#x{ord(c):x};" for c in s).encode()),
    "in an address": ("a.html", lambda s: f"mailto:a@b.org?body={quote(s, safe='')}".encode()),
    "in an address, all letters": ("a.html", lambda s: "".join(f"%{byte:02x}" for byte in s.encode()).encode()),
    "in a form's address": ("a.html", lambda s: f"?q={quote_plus(s)}".encode()),
    "in an address in an attribute": ("a.html", lambda s: html.escape(quote(f"?a=1&b={s}", safe="?=&")).encode()),
    "in JSON": ("a.json", lambda s: json.dumps({"a": s}).replace("/", "\\/").encode()),
    "in JSON in HTML": ("a.html", lambda s: html.escape(json.dumps({"a": s})).encode()),
    "in a calendar": ("a.ics", calendar),
    "in base64": ("a.js", lambda s: base64.b64encode(s.encode())),
    "in base64, one byte on": ("a.js", lambda s: base64.b64encode(b"x" + s.encode() + b"yz")),
    "in base64, two bytes on": ("a.bin", lambda s: base64.b64encode(b"xx" + s.encode() + b"yz")),
    "in base64 for addresses": ("a.html", lambda s: base64.urlsafe_b64encode(b"?>" + s.encode())),
    "in base64 over lines": ("a.txt", lambda s: base64.encodebytes(b"x" * 40 + s.encode() + b"y" * 60)),
    "in hexadecimal digits": ("a.txt", lambda s: s.encode().hex().encode()),
    "in UTF-16": ("a.bin", lambda s: b"\x00" + s.encode("utf-16-le")),
    "in UTF-16 of the other kind": ("a.pdf", lambda s: b"%PDF-1.4 (\xfe\xff" + s.encode("utf-16-be") + b")"),
    "packed with gzip": ("a.pf_fragment", lambda s: gzip.compress(json.dumps({"content": s}).encode())),
    "packed twice": ("a.tar.gz", lambda s: gzip.compress(gzip.compress(s.encode()))),
    "in a stream of a PDF": ("a.pdf", lambda s: pdf(f"BT ({s}) Tj ET".encode())),
    "in a stream of a PDF, moved apart": ("a.pdf", lambda s: pdf(f"BT [({s[:20]}) -12 ({s[20:]})] TJ ET".encode())),
    "far into a film": ("a.mp4", lambda s: b"\0" * (leak_scan.WINDOW - 10) + s.encode() + b"\0"),
    "with tags in it": ("a.html", lambda s: html.escape(s).replace("Rk1x", "<b>Rk</b>1x").encode()),
}


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory):
    """A session with a private text of each kind, and a code for the invited."""
    path = tmp_path_factory.mktemp("secrets") / "session.yml"
    path.write_text(
        "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\n"
        "registration: {onsite: {access_code: {policy: invitation}}, online: {access_code: {policy: "
        "public, value: PU8L1C}}}\nnot_codes: [G20B20, G20B20XY]\n"
        f"private:\n  join: 'Link {SECRET} for staff'\n  note: |\n    Ask Anna Maria at the north door\n    {SECRET}\n",
        encoding="utf-8",
    )
    return load(path)


@pytest.mark.parametrize("how", WRITTEN)
def test_a_private_text_is_found_however_it_is_written(tmp_path: Path, secrets, how: str) -> None:
    """The address alone is found too, where the text around it is not there; the message tells the place and not the text."""
    name, write = WRITTEN[how]
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_bytes(write(SECRET))
    found = list(leak_scan.leaks(tmp_path, secrets.session, secrets.private))
    assert {leak.file for leak in found} == {f"files/{name}"}
    lines = leak_scan.format_leaks(found, "data/session.yml", secrets.positions)
    assert all(
        line.startswith(("data/session.yml:8:9: error: private.join: ", "data/session.yml:9:9: error: private.note: "))
        for line in lines.split("\n")
    )
    assert "Rk1x" not in lines and "meet.example" not in lines


def test_office_documents_are_opened(tmp_path: Path, secrets) -> None:
    """Word's files, with a text in them that Word has cut in two; and codes in their text, but not in the numbers of their tags."""
    word = '<w:p w:rsidR="00A1B2C3"><w:t>{}</w:t></w:p>'
    zipped(tmp_path / "a.docx", word__document=word.format(html.escape(SECRET).replace("pwd", "p</w:t><w:t>wd")))
    zipped(tmp_path / "b.docx", word__document=word.format("Your code: QX72MB41"))
    zipped(tmp_path / "c.docx", word__document=word.format("Nothing"))
    found = {(leak.file, leak.ending) for leak in leak_scan.leaks(tmp_path, secrets.session, secrets.private)}
    assert found == {("a.docx", ""), ("b.docx", "41")}


def test_a_name_of_a_file_is_text_too(tmp_path: Path, secrets) -> None:
    """As an address shows it."""
    (tmp_path / "ask-anna.txt").write_text("x")
    (tmp_path / "Ask%20Anna Maria at the north door.pdf").write_text("x")
    (found,) = leak_scan.leaks(tmp_path, secrets.session, secrets.private)
    assert (found.where, found.how) == (("private", "note"), "in its name")


@pytest.mark.parametrize(
    "text", ["QX72MB41", "AB12CD", "12AB34", "S3CURE", "G20B20X", "WX4-7YZ", "&#81;X72MB41", "%51X72MB41", "&quot;AB12CD34&quot;"]
)
def test_a_code_of_the_invitation_is_found(tmp_path: Path, secrets, text: str) -> None:
    """By what it looks like, since nobody writes it down."""
    (tmp_path / "a.html").write_text(f"<p>Code: {text}.")
    (found,) = leak_scan.leaks(tmp_path, secrets.session, {})
    assert (found.where, found.ending) == ((), text.removesuffix("&quot;")[-2:])


@pytest.mark.parametrize(
    "text",
    [
        "PU8L1C",
        "G20B20",
        "G20B20XY",
        "ISO27001",
        "COVID-19",
        "ISO-8859-1",
        "WIPO/IP/CONV/GE/2/25",
        "HI4-SOUND-26",
        "20260505T101500Z",
        "2026-05-05",
        "UTF-8",
        "?v=1a2b3c4d",
    ],
)
def test_what_is_no_code_is_none(tmp_path: Path, secrets, text: str) -> None:
    """Names, symbols, moments; a code that the data prints for everybody; and what `not_codes` says."""
    (tmp_path / "a.html").write_text(f"<p>{text} x")
    assert list(leak_scan.leaks(tmp_path, secrets.session, {})) == []


def test_packed_bytes_that_look_like_a_code_are_none(tmp_path: Path, secrets) -> None:
    """What is packed is read unpacked only: its bytes may look like anything."""
    (tmp_path / "a.pf_fragment").write_bytes(b"\x1f\x8b QX72MB41 ")
    assert list(leak_scan.leaks(tmp_path, secrets.session, {})) == []


def test_what_is_nothing_without_its_signs_is_not_looked_for(tmp_path: Path) -> None:
    """Signs that stand for a blank elsewhere are in every file."""
    path = tmp_path / "session.yml"
    path.write_text(
        "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\nprivate: {a: '++ ++++', b: '%20%20%20'}\n",
        encoding="utf-8",
    )
    assert [warning.field for warning in load(path).warnings] == ["private.a", "private.b"]


def test_archives_that_can_not_be_read_are_no_crash(tmp_path: Path, secrets) -> None:
    """Cut off, or something else than their name says."""
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"x" * 1000)[:20])
    (tmp_path / "a.zip").write_bytes(b"PK\3\4nothing")
    (tmp_path / "a.pdf").write_bytes(b"%PDF stream\nx")
    assert list(leak_scan.leaks(tmp_path, secrets.session, secrets.private)) == []


def test_a_leak_stops_the_build_and_leaves_the_last_site(new_project: Callable[..., Path], twelfth: Built) -> None:
    """A free page that repeats a join link, escaped in an address, and a code: both are said, without quoting them, and nothing is
    published."""
    folder = new_project()
    shutil.copytree(twelfth.folder, folder / "site")
    before = tree(folder / "site")
    data = folder / "data" / "session12.yml"
    lines = data.read_text(encoding="utf-8").rstrip("\n").split("\n")
    data.write_text("\n".join([*lines, "private:", "  moderators: https://meet.example.org/j/990?pwd=Rk1x", ""]), encoding="utf-8")
    (folder / "docs" / "visa.es.md").write_text(
        "# Visado\n\n[a](https://example.org/?u=https%3A%2F%2Fmeet.example.org%2Fj%2F990%3Fpwd%3DRk1x)\n\nQX72MB41\n", encoding="utf-8"
    )
    message = said(mkdocs(folder)).split("\n")
    assert message == [
        f"data/session12.yml:{len(lines) + 2}:15: error: private.moderators: is private, and "
        "es/visa/index.html holds it, escaped; take it out of docs/ or of the data",
        "es/visa/index.html shows what looks like an access code (…41); take it out of docs/ or of the "
        "data, or name it under `not_codes` if it is not one",
    ]
    assert tree(folder / "site") == before
    assert [path.name for path in folder.glob(".site-*")] == []


def test_what_is_private_is_in_no_file_of_the_site(full: Built) -> None:
    """The invented session has private texts in several places; its site is built, and has none of them."""
    source = load(full.project / "data" / "session12.yml", docs=full.project / "docs")
    assert len(source.private) >= 4 and "private" not in type(source.session).model_fields
    content = b"".join(
        gzip.decompress(raw) if (raw := path.read_bytes())[:2] == b"\x1f\x8b" else raw for path in full.folder.rglob("*") if path.is_file()
    )
    assert [text for text in source.private.values() if text.encode() in content] == []
