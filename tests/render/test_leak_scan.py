"""Private stays private: what is under `private:`, and codes of the invitation, are found in the built site however they are written."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import random
import shutil
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from icalendar import Calendar, Event

from microsite.exports import schedule_files, session_file
from microsite.render import leak_scan, pdf
from microsite.source.loading import load
from tests import conference
from tests.conftest import DATA, LANGUAGES, SESSION12, Built, mkdocs
from tests.plugin.test_build import said, tree
from tests.render import pdf_files
from tests.rendering import rendered

SECRET = "https://meet.example.org/j/990?pwd=Rk1x&to=“Zoë”"
WHERE = ("private", "join")


def zipped(path: Path, **files: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)


def calendar(text: str) -> bytes:
    entry = Event()
    entry.add("description", f"Some words, that fill the line; then {text}")
    file = Calendar()
    file.add_component(entry)
    return file.to_ical()


def zipped_bytes(name: str, content: str | bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


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
    "in a stream of a PDF": ("a.pdf", lambda s: pdf_files.packed(f"BT ({s}) Tj ET".encode())),
    "in a stream of a PDF, moved apart": ("a.pdf", lambda s: pdf_files.packed(f"BT [({s[:20]}) -12 ({s[20:]})] TJ ET".encode())),
    "far into a film": ("a.mp4", lambda s: b"\0" * (leak_scan.WINDOW - 10) + s.encode() + b"\0"),
    "with no scheme": ("a.html", lambda s: s.partition("//")[2].encode()),
    "with another scheme": ("a.html", lambda s: s.replace("https:", "zoommtg:").encode()),
    "with other quotes": ("a.html", lambda s: s.replace("“", "«").replace("”", "»").encode()),
    "with letters and their accents apart": ("a.html", lambda s: unicodedata.normalize("NFD", s).encode()),
    "with soft hyphens": ("a.html", lambda s: "\u00ad".join(s).encode()),
    "with soft hyphens by name": ("a.html", lambda s: "&shy;".join(map(html.escape, s)).encode()),
    "with zero widths": ("a.html", lambda s: "\u200b".join(s).encode()),
    "with blanks": ("a.html", lambda s: s.replace("/", " / ").encode()),
    "in letters of full width": ("a.html", lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s).encode()),
    "in a file of Windows": ("a.csv", lambda s: s.lower().encode("cp1252")),
    "in a text in UTF-16": ("a.txt", lambda s: s.upper().encode("utf-16")),
    "with a comment in it": ("a.html", lambda s: html.escape(s).replace("Rk1x", "Rk<!-- a -->1x").encode()),
    "in the name of a packed file": ("a.zip", lambda s: zipped_bytes("Ask-Anna-Maria-at-the-North-door.txt")),
    "as a name of a page": ("ask_anna-maria/at/the–north–door.html", lambda s: b"x"),
    "in a PDF, in octal digits": (
        "a.pdf",
        lambda s: pdf_files.packed(f"({''.join(f'{chr(92)}{b:03o}' for b in s.encode('cp1252'))}) Tj".encode()),
    ),
    "in a PDF, in hexadecimal digits": (
        "a.pdf",
        lambda s: pdf_files.packed(f"[<{s[:9].encode().hex()}> 120 <{s[9:].encode().hex(' ')}>] TJ".encode()),
    ),
    "in a PDF, in hexadecimal digits of UTF-16": (
        "a.pdf",
        lambda s: pdf_files.packed(f"<</Title <FEFF{s.upper().encode('utf-16-be').hex()}>>>".encode()),
    ),
    "in a PDF, in UTF-16": ("a.pdf", lambda s: pdf_files.packed(b"<</T (\xfe\xff" + s.upper().encode("utf-16-be") + b")>>")),
    "in a PDF, letter by letter": (
        "a.pdf",
        lambda s: pdf_files.packed(f"[{' '.join(f'({c}) -{n}.5' for n, c in enumerate(s))}] TJ".encode()),
    ),
    "in a PDF, past four megabytes": ("a.pdf", lambda s: pdf_files.packed(b"0 0 m\n" * 1_500_000 + f"({s.lower()}) Tj".encode())),
    "in a PDF, with bytes before its head": ("a.pdf", lambda s: pdf_files.packed(f"({s}) Tj".encode(), head=b"\0junk\n%PDF-1.4\n")),
    "in a PDF, in base85": ("a.pdf", lambda s: pdf_files.packed(base64.a85encode(f"({s}) Tj".encode()) + b"~>", filters=b"/ASCII85Decode")),
    "in a PDF, in two filters": (
        "a.pdf",
        lambda s: pdf_files.packed(zlib.compress(f"({s}) Tj".encode()).hex().encode() + b">", filters=b"/AHx /Fl"),
    ),
    "in a PDF, in a file that is attached": ("a.pdf", lambda s: pdf_files.packed(zipped_bytes("a.txt", s))),
    "in a PDF, drawn by number": ("a.pdf", lambda s: pdf_files.drawn_by_number(f"Link: {s.upper()}.")),
    "in a PDF in a ZIP file": ("a.zip", lambda s: zipped_bytes("a.pdf", pdf_files.packed(f"({s}) Tj".encode()))),
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
    path = tmp_path / "files" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(write(SECRET))
    found = leak_scan.leaks(tmp_path, secrets.session, secrets.private)
    assert {leak.file for leak in found if leak.where} == {f"files/{name}"}
    lines = leak_scan.format_leaks([leak for leak in found if leak.where], "data/session.yml", secrets.positions)
    assert all(
        line.startswith(("data/session.yml:8:9: error: private: is private, ", "data/session.yml:9:9: error: private: is private, "))
        for line in lines.split("\n")
    )
    assert "Rk1x" not in lines and "meet.example" not in lines


def test_office_documents_are_opened(tmp_path: Path, secrets) -> None:
    """Word's files, with a text in them that Word has cut in two; and codes in their text, but not in the numbers of their tags."""
    word = '<w:p w:rsidR="00A1B2C3"><w:t>{}</w:t></w:p>'
    zipped(tmp_path / "a.docx", word__document=word.format(html.escape(SECRET).replace("pwd", "p</w:t><w:t>wd")))
    zipped(tmp_path / "b.docx", word__document=word.format("Your code: QX72MB41"))
    zipped(tmp_path / "d.docx", word__document=word.format("Code QX72</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>MB41"))
    zipped(tmp_path / "e.docx", word__document=word.format("WX47</w:t></w:p><w:p><w:t>2C"))
    zipped(tmp_path / "c.docx", word__document=word.format("Nothing"))
    found = {(leak.file, leak.code) for leak in leak_scan.leaks(tmp_path, secrets.session, secrets.private)}
    assert found == {("a.docx", ""), ("b.docx", "QX72MB41"), ("d.docx", "QX72MB41")}


def test_a_name_of_a_file_is_text_too(tmp_path: Path, secrets) -> None:
    """As an address shows it."""
    (tmp_path / "ask-anna.txt").write_text("x")
    (tmp_path / "Ask%20Anna Maria at the north door.pdf").write_text("x")
    (found,) = leak_scan.leaks(tmp_path, secrets.session, secrets.private)
    assert (found.where, found.how) == (("private", "note"), "in its name")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code: QX72MB41.", "QX72MB41"),
        ("&#81;X72MB41", "QX72MB41"),
        ("%51X72MB41", "QX72MB41"),
        ("&quot;AB12CD34&quot;", "AB12CD34"),
        ("QX7<b>KM4</b>", "QX7KM4"),
        ("<td title='WIPO-QX7KM4'>", "QX7KM4"),
        ("<a href='https://example.org/join/QX7KM4/'>", "QX7KM4"),
        ("<dl><dt>Access code</dt>\n<dd>CONV2025</dd></dl>", "CONV2025"),
        ("Access <b>code</b>: <code>CONV2025</code>", "CONV2025"),
    ],
)
def test_a_code_of_the_invitation_is_found(tmp_path: Path, secrets, text: str, code: str) -> None:
    """By what it looks like, since nobody writes it down."""
    (tmp_path / "a.html").write_text(f"<p>{text}", encoding="utf-8")
    assert [(leak.where, leak.code) for leak in leak_scan.leaks(tmp_path, secrets.session, {})] == [((), code)]


@pytest.mark.parametrize(
    ("earlier", "page", "code"),
    [
        (["<p>Access code:", "<p>CONV2025"], "<p>Access code:\n<p>CONV2025", "CONV2025"),
        (["<p>\n<td title='Access code:'>", "<td title='CONV2025'>"], "<td title='Access code:'>\n<td title='CONV2025'>", "CONV2025"),
        (["<p>CONV2025 as\nthe\n", "access\n"], "<p>CONV2025 as\nthe\naccess\ncode", "CONV2025"),
        (["<p>QX7\n", "<b>KM4</b>\n<b></b>"], "<p>QX7<b>KM4</b>", "QX7KM4"),
        (["<p>QX7\n<b class=x>", "KM4\n<b>\nclass=x>KM4"], "<p>QX7<b\nclass=x>KM4", "QX7KM4"),
        (["<p>QX7<!--\n", "-->KM4\n"], "<p>QX7<!--\n-->KM4", "QX7KM4"),
        (["<p>&#81;X7\n", "%4BM4\n"], "<p>&#81;X7%4BM4", "QX7KM4"),
        (["<p>zip\n", "<p>2025\n"], "<p>zip\n<p>code: 2025A\n", "2025A"),
        (["<p>G20B20\n", "<p>see G20B20\n"], "<p>G20B20\n<p>QX7KM4\n<p>G20B20\n", "QX7KM4"),
        (["<svg d='M\n", '<p>\n d="\n'], '<p>\n d="\nQX7KM4', "QX7KM4"),
    ],
)
def test_a_code_is_found_where_each_line_stood_on_earlier_pages(tmp_path: Path, secrets, earlier: list[str], page: str, code: str) -> None:
    """Lines and tags without a code are looked through once; together they may have one."""
    for number, text in enumerate(earlier * 2):
        (tmp_path / f"{number}.html").write_text(f"<html>\n{text}\n</html>", encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html>\n{page}\n</html>", encoding="utf-8")
    found = {(leak.file, leak.code) for leak in leak_scan.leaks(tmp_path, secrets.session, {})}
    assert found == {("page.html", code)}


def test_a_code_is_found_on_every_page(tmp_path: Path, secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also behind more lines than are remembered, on pages that have nothing else new, and in a calendar's folded line."""
    monkeypatch.setattr(leak_scan, "MAX_KNOWN", 10)
    for number in range(20):
        (tmp_path / f"{number:02}.html").write_text(f"<p>a\n<p>{number}\n<p class=b{number % 7}>" + "\n<p>QX7KM4" * (number % 3 == 1))
        (tmp_path / f"{number:02}.ics").write_text(f"A:{number}\r\nB:QX7\r\n " + "KM4\r\n" * (number % 3 == 1))
    found = {leak.file for leak in leak_scan.leaks(tmp_path, secrets.session, {}) if leak.code == "QX7KM4"}
    assert found == {f"{number:02}.{ending}" for number in range(1, 20, 3) for ending in ("html", "ics")}


@pytest.mark.parametrize("name", [*schedule_files.NAMES, *session_file.NAMES])
def test_a_code_in_a_file_for_other_programs_is_found(tmp_path: Path, secrets, name: str) -> None:
    """As on a page."""
    (tmp_path / name).write_text('"Code: QX72MB41."', encoding="utf-8")
    assert [leak.code for leak in leak_scan.leaks(tmp_path, secrets.session, {})] == ["QX72MB41"]


@pytest.mark.parametrize("write", [pdf_files.drawn_by_number, lambda text: pdf_files.packed(text.encode())], ids=["drawn", "packed"])
def test_a_code_in_a_pdf_is_found(tmp_path: Path, secrets, write: Callable[[str], bytes]) -> None:
    """Where a reader sees it, and not in what only looks like a text."""
    (tmp_path / "a.pdf").write_bytes(write("访问码QX7KM4。"))
    codes = [leak.code for leak in leak_scan.leaks(tmp_path, secrets.session, {})]
    assert codes == (["QX7KM4"] if write is pdf_files.drawn_by_number else [])


@pytest.mark.parametrize("text", ["PU8L1C", "G20B20", "G20B20XY", "<td>AB12<td>CD34"])
def test_what_is_no_code_is_none(tmp_path: Path, secrets, text: str) -> None:
    """A code that the data prints for everybody; what `not_codes` says; and what stands in two cells."""
    (tmp_path / "a.html").write_text(f"<p>{text} x")
    assert leak_scan.leaks(tmp_path, secrets.session, {}) == []


def test_packed_bytes_that_look_like_a_code_are_none(tmp_path: Path, secrets) -> None:
    """What is packed is read unpacked only: its bytes may look like anything."""
    (tmp_path / "a.pf_fragment").write_bytes(b"\x1f\x8b QX72MB41 ")
    assert list(leak_scan.leaks(tmp_path, secrets.session, {})) == []


def test_what_is_nothing_without_its_signs_is_not_looked_for(tmp_path: Path) -> None:
    """Signs that stand for a blank elsewhere are in every file."""
    path = tmp_path / "session.yml"
    path.write_text(
        "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\nprivate: {a: '++ ++++', b: '%20%20%20', c: 'a-b-c'}\n",
        encoding="utf-8",
    )
    assert [warning.field for warning in load(path).warnings] == ["private"] * 3


def test_properties_of_a_pdf_in_other_scripts_are_found(tmp_path: Path, secrets) -> None:
    """They are in UTF-16 there."""
    (tmp_path / "a.pdf").write_bytes(pdf_files.packed(b"<</Title (\xfe\xff" + "ПАРОЛЬ: СЕВЕР".encode("utf-16-be") + b")>>"))
    assert [leak.where for leak in leak_scan.leaks(tmp_path, secrets.session, {WHERE: "пароль – север"})] == [WHERE]


def test_archives_that_can_not_be_read_are_no_crash(tmp_path: Path, secrets) -> None:
    """Cut off, or something else than their name says."""
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"x" * 1000)[:20])
    (tmp_path / "a.zip").write_bytes(b"PK\3\4nothing")
    for number, content in enumerate((b"%PDF stream\nx", b"%PDF-1.4 stream\n\x78\x9cendstream", b"%PDF-", b"")):
        (tmp_path / f"{number}.pdf").write_bytes(content)
    warned: list[str] = []
    assert leak_scan.leaks(tmp_path, secrets.session, secrets.private, warn=warned.append) == []
    assert [each.partition(":")[0] for each in warned] == ["0.pdf", "1.pdf", "2.pdf", "3.pdf"], "that they were not searched is said"


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
        f"data/session12.yml:{len(lines) + 2}:15: error: private: is private, and "
        "docs/visa.es.md:3 (written otherwise) holds it; take it out there, or out of the data",
        "docs/visa.es.md:5: error: has what looks like an access code (QX····41); delete it, or, if it is a public name, list it whole "
        "under `not_codes` in data/session12.yml: `- QX····41`",
    ]
    assert tree(folder / "site") == before
    assert [path.name for path in folder.glob(".site-*")] == []


def test_a_pdf_is_searched_in_time_that_grows_with_its_size(tmp_path: Path, secrets) -> None:
    """Of 4,000 streams, each once: eight megabytes took more than three seconds when the rest of the file was copied for each."""
    draw = random.Random(1)
    (tmp_path / "a.pdf").write_bytes(pdf_files.packed(*(draw.randbytes(2000) for _ in range(4000))))
    start = time.process_time()
    assert leak_scan.leaks(tmp_path, secrets.session, secrets.private) == []
    assert time.process_time() - start < 2


def test_a_pdf_that_grows_without_end_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams of a few kilobytes may unpack to gigabytes."""
    monkeypatch.setattr(pdf, "MAX_UNPACKED", 20_000_000)
    bomb = pdf_files.packed(*[bytes(15_000_000)] * 4)
    assert len(bomb) < 100_000 and sum(map(len, pdf.contents(bomb))) < 40_000_000


def test_a_pdf_at_which_its_reader_breaks_down_keeps_no_other_from_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of PDFium ends there, and another goes on behind it."""
    program = tmp_path / "pdf_text.py"
    program.write_text(
        "import json, os, sys\nfor path in json.load(sys.stdin):\n"
        "    print(json.dumps('x'), flush=True) if 'bad' not in path else os.abort()\n"
    )
    monkeypatch.setattr(pdf, "PROGRAM", program)
    paths = [tmp_path / name for name in ("a.pdf", "bad.pdf", "c.pdf", "bad2.pdf")]
    assert pdf.texts(paths) == {paths[0]: "x", paths[2]: "x"}


def test_each_place_is_told_once_where_an_editor_can_mend_it(tmp_path: Path, secrets) -> None:
    """The line of the page in docs/, not the pages made of it in each language, nor a list for the search; all finds at once."""
    site, docs = tmp_path / "site", tmp_path / "docs"
    for name in ("visa/index.html", "fr/visa/index.html", "search-pages.json"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"QX72MB41, ZT-4Q9, WX4-7YZ; {SECRET.upper()}", encoding="utf-8")
    (site / "shown.txt").write_text("9Q8W7E", encoding="utf-8")
    (docs / "files").mkdir(parents=True)
    (docs / "visa.md").write_text(f"# Visa\n\nQX72MB41, WX4-7YZ\n\n[a]({SECRET})\n\n&#81;X72MB41\n", encoding="utf-8")
    for folder in (docs, site):  # files that are published as they are
        (folder / "files").mkdir(exist_ok=True)
        (folder / "files" / "a.txt").write_text(f"a\n{SECRET}\n", encoding="utf-8")
        (folder / "files" / "b.bin").write_bytes(b"\0" + SECRET.encode())
    found = leak_scan.leaks(site, secrets.session, {WHERE: SECRET}, [docs])
    mend = "delete it, or, if it is a public name, list it whole under `not_codes` in data/session.yml"
    assert leak_scan.format_leaks(found, "data/session.yml", secrets.positions).split("\n") == [
        "data/session.yml:8:9: error: private: is private, and docs/visa.md:5, docs/files/a.txt:2, docs/files/b.bin hold it; "
        "take it out there, or out of the data",
        f"docs/visa.md:3: error: has what looks like an access code (QX····41); {mend}: `- QX····41`",
        f"docs/visa.md:7: error: has what looks like an access code (QX····41); {mend}: `- QX····41`",
        f"docs/visa.md:3: error: has what looks like an access code (WX····Z); {mend}: `- WX····Z`",
        f"shown.txt: error: has what looks like an access code (9Q···E); {mend}: `- 9Q···E`",
    ]


@pytest.mark.parametrize("written", ["**QX7K**M4", "QX7<b>K</b>M4", "`QX7K`M4", "QX7*K*M4", "QX7K==M4==", "QX7K{++M4++}", "QX^7^K~M~4"])
def test_a_code_that_markup_splits_is_told_at_its_line(tmp_path: Path, secrets, written: str) -> None:
    """Pages have it in one piece, and the text that they are made of has not."""
    site, docs = tmp_path / "site", tmp_path / "docs"
    for folder in (site, docs):
        folder.mkdir()
    (site / "index.html").write_text("<p>Enter <strong>QX7K</strong>M4.", encoding="utf-8")
    (docs / "index.md").write_text(f"# Visa\n\nEnter {written}.\n", encoding="utf-8")
    assert [leak.sources for leak in leak_scan.leaks(site, secrets.session, {}, [docs])] == [("docs/index.md:3",)]


@pytest.mark.parametrize(
    ("data", "languages"),
    [
        ("full.yml", ("en", "zh")),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in (("session12.yml", LANGUAGES), ("conference", ("en", "ar")))),
    ],
    ids=lambda given: given if isinstance(given, str) else len(given),
)
def test_ordinary_private_texts_are_not_found_by_chance(tmp_path: Path, data: str, languages: tuple[str, ...]) -> None:
    """Short words, numbers and dates that a secretariat may keep, in whole sites. (`make fuzz` has more of them.)"""
    path = {"session12.yml": SESSION12, "full.yml": DATA / "full.yml"}.get(data) or tmp_path / "session.yml"
    if data == "conference":
        path.write_text(conference.text(), encoding="utf-8")
    session = load(path).session
    rendered(session, languages).write(tmp_path / "site")
    private = {("private", number): text for number, text in enumerate(ORDINARY)}
    assert leak_scan.leaks(tmp_path / "site", session, private) == []


ORDINARY = """\
Anna M.
at nine
Zoom 482913
Room B 12
+41 79 555 01 42
Dr Lee
no visa
call Kim on 022 555 0199 before 2027-05-12
Budget 2026-2027: CHF 125,000
lunch for 14 at 12:30
seat 3, row 11
pin 739105
口令 北风
пароль север
https://meet.example.org/j/990?pwd=x
a/b/c/d
tulips
see page 12, line 345
The ambassador speaks last""".split("\n")


def test_what_is_private_is_in_no_file_of_the_site(full: Built) -> None:
    """The invented session has private texts in several places; its site is built, and has none of them."""
    source = load(full.project / "data" / "session12.yml", docs=full.project / "docs")
    assert len(source.private) >= 4 and "private" not in type(source.session).model_fields
    assert all((full.folder / prefix / name).is_file() for prefix in ("", "fr") for name in schedule_files.NAMES)
    assert all((full.folder / name).is_file() for name in session_file.NAMES)
    content = b"".join(
        gzip.decompress(raw) if (raw := path.read_bytes())[:2] == b"\x1f\x8b" else raw for path in full.folder.rglob("*") if path.is_file()
    )
    assert [text for text in source.private.values() if text.encode() in content] == []
