"""A bad data file gets messages an editor can act on: all at once, whole sentences, each at its place."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from microsite.model.schema import reference, schema
from microsite.model.traverse import strings
from microsite.source.diagnostics import BadSource
from microsite.source.loading import load
from tests.conftest import DATA, ROOT, SESSION12

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_messages(case: Path) -> None:
    """Each folder of tests/cases/ is a bad file (session.yml) and what is said of it, word for word (expected.txt)."""
    with pytest.raises(BadSource) as caught:
        load(case / "session.yml", name="session.yml", docs=case)
    assert str(caught.value) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


MINIMAL = "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\n"


def said(tmp_path: Path, content: str | bytes) -> str:
    """Messages about a file, with an empty folder for docs/."""
    path = tmp_path / "session.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadSource) as caught:
        load(path, name="session.yml", docs=tmp_path)
    return str(caught.value)


PARTS = [line.split(":")[0] for line in (ROOT / "tests/data/full.yml").read_text(encoding="utf-8").splitlines() if re.match(r"\w", line)]
"""The keys of a session without indent: all that there are."""
SLIPS = {
    "a quote that is not closed": '{}: "never closed',
    "a bracket that is not closed": "{}: [a, b",
    "a full-width colon": "{}：x",
    "no colon": "{} x",
    "a colon in a text": "{}: a: b",
    "a tab": "{}:\n\tx: y",
    "a list for a key": "{}:\n  [a]: b",
    "unlike indents": "{}:\n    a: b\n  c: d",
    "lines pasted without indent": "{}: x\npasted\nlines: of: text",
}


@pytest.mark.parametrize("parts", ["some parts", pytest.param("every part", marks=pytest.mark.slow)])
@pytest.mark.parametrize("number", range(len(SLIPS)), ids=SLIPS)
def test_a_slip_hides_nothing_and_spoils_its_own_part_only(tmp_path: Path, number: int, parts: str) -> None:
    """In whichever part of the file it is: something is said of that part, the mistake in another is said too, and of the others
    nothing. (Each slip is tried in two parts; `make fuzz` tries each in every part.)"""
    slip = [*SLIPS.values()][number]
    lines = (ROOT / "tests/data/full.yml").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "session.yml"
    for part in PARTS if parts == "every part" else PARTS[number :: len(SLIPS)][:2]:
        other = "contact" if part != "contact" else "newsletter"
        text, place = [], {}
        for line in lines:
            key = line.split(":")[0] if re.match(r"\w", line) else None
            if key:
                place[key] = len(text) + 1
            text += slip.format(part).split("\n") if key == part else [line]
            if key == other:
                text.append("  nmae: X")
        path.write_text("\n".join(text), encoding="utf-8")
        with pytest.raises(BadSource) as caught:
            load(path, docs=ROOT / "tests/data/docs")
        said = [
            (max((at, key) for key, at in place.items() if at <= problem.line)[1], problem.field)
            for problem in caught.value.problems
            if problem.severity == "error"
        ]
        assert (other, f"{other}.nmae") in said, part
        assert {key for key, _ in said} == {part, other}, part


def test_control_characters_hide_nothing(tmp_path: Path) -> None:
    """All of them are said, and what else is wrong."""
    assert said(tmp_path, MINIMAL + "symbol: a\x00b\nsummary: c\u2028d\nformat: hybird\n").split("\n") == [
        "session.yml:5:10: error: has a control character in it (U+0000); delete it",
        "session.yml:6:11: error: has a control character in it (U+2028); delete it",
        "session.yml:7:9: error: format: “hybird” is not one of onsite, online, hybrid; did you mean hybrid?",
    ]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)

HOSTILE = {
    "aliases that explode": (
        BOMB,
        "session.yml:2:8: error: b[0]: a text can't begin with *; delete the asterisks around it, or put quotes around the text if they belong "
        "there",
    ),
    "megabytes": (
        MINIMAL + "#" * 25_000_000,
        "session.yml:1:1: error: has 25,000,084 bytes, more than the 20,000,000 that are allowed; keep pictures and documents in docs/",
    ),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "session.yml:1:1: error: is not in UTF-8; save it again with the encoding UTF-8"),
    "UTF-16": (
        MINIMAL.encode("utf-16"),
        "session.yml:1:1: error: is not in UTF-8 but, it seems, in UTF-16; save it again with the encoding UTF-8",
    ),
    "UTF-16 without a mark": (
        MINIMAL.encode("utf-16-be"),
        "session.yml:1:1: error: is not in UTF-8 but, it seems, in UTF-16; save it again with the encoding UTF-8",
    ),
    "a control character": (MINIMAL + "symbol: a\x00b\n", "session.yml:5:10: error: has a control character in it (U+0000); delete it"),
    "a control character of the second kind": (
        MINIMAL + "symbol: a\x9bb\n",
        "session.yml:5:10: error: has a control character in it (U+009B); delete it",
    ),
    "a line separator": (MINIMAL + "symbol: a\u2028b\n", "session.yml:5:10: error: has a control character in it (U+2028); delete it"),
    "a carriage return alone": (
        MINIMAL + "symbol: a\rb\n",
        "session.yml:5:10: error: has a carriage return alone, which ends no line; save it again with line ends LF or CRLF",
    ),
    "deep nesting": (MINIMAL + "about: " + "[" * 5000, "session.yml:5:47: error: is more than 40 levels deep; nothing in a session is"),
    "a tag": (
        MINIMAL + "symbol: !!python/object/apply:os.system [ls]\n",
        "session.yml:5:9: error: symbol: has a tag (tag:yaml.org,2002:python/object/apply:os.system); "
        "delete it: the key alone says what a value is",
    ),
    "a giant number": (
        MINIMAL.replace("number: 1", "number: 1" + "0" * 5000),
        "session.yml:1:9: error: number: “1" + "0" * 56 + "…” is not a whole number; write digits, for instance 12",
    ),
    "a list without end": (
        MINIMAL + "interpretation: [" + "a," * 1_900_000 + "]\n",
        "session.yml:5:10018: error: interpretation: has more than 5,000 entries; take out what is not part of a session",
    ),
    "keys without end": (
        MINIMAL + "".join(f"k{n}: a\n" for n in range(350_000)),
        "session.yml:5001:1: error: has more than 5,000 entries; take out what is not part of a session",
    ),
    "one key again and again": (
        MINIMAL + "symbol: a\n" * 350_000,
        "session.yml:205:2: error: there is more to fix than these 200 places; fix them, and check again",
    ),
    "values without end": (
        MINIMAL + "agenda: {days: [" + ("{sittings: [" + ("{items: [" + "{a: b}," * 1900 + "]},") * 9 + "]},") * 9 + "]}\n",
        "session.yml:5:233406: error: agenda.days[1].sittings[8].items[1007]: is the 100,001th key or "
        "value of the file, too many for a session; take out what is not part of it",
    ),
    "mistakes without end": (
        MINIMAL
        + "agenda: {days: ["
        + ",".join(
            "{date: 2026-05-05, sittings: [" + ",".join("{items: [" + "{}," * 1500 + "]}" for _ in range(6)) + "]}" for _ in range(10)
        )
        + "]}\n",
        "session.yml:5:47: error: agenda.days[0].sittings[0].end: is missing; add it: when it ends; a time "
        "before the start is on the next day",
    ),
    "nothing": ("", "session.yml:1:1: error: is not a session: it should begin with keys such as `number:` and `title:`"),
    "a list": ("- 1\n", "session.yml:1:1: error: is not a session: it should begin with keys such as `number:` and `title:`"),
    "a second document": (MINIMAL + "---\n" + MINIMAL, "session.yml:5:1: error: a second document begins here; delete the line ---"),
}


SMALL = [name for name, (content, _) in HOSTILE.items() if len(content) < 20_000]
SLOW = ("keys without end", "one key again and again", "mistakes without end")
"""Each takes two seconds; the others have as much for all of them."""
QUICK = [name for name in HOSTILE if name not in SLOW]


@pytest.mark.parametrize("name", SMALL)
def test_hostile_files_get_a_message_and_no_more(tmp_path: Path, name: str) -> None:
    """Whatever the file holds; what it takes is measured below."""
    content, message = HOSTILE[name]
    assert message in said(tmp_path, content).split("\n")


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is measured by the kernel")
@pytest.mark.parametrize(
    "names",
    [QUICK, *(pytest.param((name,), marks=pytest.mark.slow) for name in SLOW)],
    ids=lambda names: names[0] if len(names) == 1 else "quick ones",
)
def test_hostile_files_need_no_memory(tmp_path: Path, names: Sequence[str]) -> None:
    """`microsite check` as a whole process: exit 1, a message and no traceback, in 200 MB and five seconds of the processor at most."""
    for name in names:
        content, _ = HOSTILE[name]
        folder = tmp_path / name
        folder.mkdir()
        (folder / "session.yml").write_bytes(content if isinstance(content, bytes) else content.encode())
    # The peak of the program itself: what the kernel counts for a child begins with the memory of the tests it was forked from.
    watched = (
        "import atexit, os; atexit.register(lambda: open(os.environ['PEAK'], "
        "'w').write(open('/proc/self/status').read())); from microsite.cli.main import main; main()"
    )
    peak = tmp_path / "peak"
    ran = subprocess.run(
        [sys.executable, "-c", watched, "check", *(f"{name}/session.yml" for name in names)],
        cwd=tmp_path,
        env={**os.environ, "PEAK": str(peak)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (5, 5)),
    )
    assert (ran.returncode, ran.stderr) == (1, "") and ": error: " in ran.stdout
    for name in names:
        assert f"{name}/{HOSTILE[name][1]}" in ran.stdout.split("\n")
    assert int(re.search(r"VmHWM:\s+(\d+) kB", peak.read_text())[1]) < 200_000


HEAD = "number: 1\ntitle: T\norganizer: {name: O}\ndates: {start: 2026-05-05, end: 2026-05-05}\nzone: UTC\n"
SITTING = "agenda:\n  days:\n    - date: 2026-05-05\n      sittings:\n        - id: am\n          start: 10:00\n          end: 11:00\n          items:\n"


def misspelt(key: str, given: str) -> str:
    """A session with five hundred names below a key, and as many items, each of which misspells one of them."""
    entry = "Name" if key == "tags" else "{name: Name}"
    names = "".join(f"  number-{number}: {entry}\n" for number in range(500))
    items = "".join(f"            - {{id: i{number}, {given % f'nunber-{number}'}}}\n" for number in range(500))
    return f"{HEAD}{key}:\n{names}{SITTING}{items}"


SLOW_ONCE = {
    "rooms": misspelt("rooms", "kind: talk, room: %s"),
    "kinds": misspelt("kinds", "kind: %s"),
    "tags": misspelt("tags", "kind: talk, tags: [%s]"),
    "people": misspelt("people", "kind: talk, people: [{person: %s}]"),
    "names of people": misspelt("people", "kind: talk, people: [%s]"),
    "channels": HEAD
    + "webcast:\n  channels:\n"
    + "".join(f"    - {{language: floor, room: r{number}, youtube: dQw4w9WgXcQ}}\n" for number in range(2500)),
    **{
        f"{beginning} in a title": f"{HEAD}calls: [{{id: a, deadline: 2026-04-01, title: '{beginning * (80_000 // len(beginning))}'}}]\n"
        for beginning in ("[a](", "[", "![")
    },
    **{
        f"{beginning} in a text": f"{HEAD}about: '{beginning * (80_000 // len(beginning))}'\n"
        for beginning in ("[a](", "[", "![", "![a](", "<a ", "**a ", "https://a.")
    },
}
"""Files that took the square of their length: seconds to minutes each."""


@pytest.mark.parametrize("name", SLOW_ONCE)
def test_hostile_files_take_no_time(tmp_path: Path, name: str) -> None:
    """Two seconds of the processor at most."""
    path = tmp_path / "session.yml"
    path.write_text(SLOW_ONCE[name], encoding="utf-8")
    began = time.process_time()
    with contextlib.suppress(BadSource):
        load(path)
    assert time.process_time() - began < 2


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
@pytest.mark.parametrize("kind", ["a pipe", "a device"])
def test_what_has_no_end_is_not_read(tmp_path: Path, kind: str) -> None:
    """It is named in a sentence, and nothing waits for it."""
    path = Path(os.devnull)
    if kind == "a pipe":
        path = tmp_path / "session.yml"
        os.mkfifo(path)
        threading.Thread(target=path.write_bytes, args=(b"",), daemon=True).start()  # so that a reader would not wait
    with pytest.raises(BadSource) as caught:
        load(path, name="session.yml")
    assert str(caught.value) == "session.yml:1:1: error: is a device or a pipe, which may have no end; give the name of a file"


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of files")
@pytest.mark.parametrize("key", ["documents", "captions"])
@pytest.mark.parametrize("leads", ["out", "nowhere", "to itself"])
def test_links_of_files_do_not_leave_docs(tmp_path: Path, key: str, leads: str) -> None:
    """A file that the data names may be a link to another file in docs/, and to none elsewhere."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "real.pdf").write_bytes(b"%PDF")
    (docs / "good.pdf").symlink_to("real.pdf")
    (docs / "bad.pdf").symlink_to({"out": "/etc/hostname", "nowhere": "nothing.pdf", "to itself": "bad.pdf"}[leads])
    text = {
        "documents": "documents:\n  - {title: A, url: %s}\n",
        "captions": "webcast:\n  channels:\n    - {language: floor, video: good.pdf, captions: [{language: en, url: %s}]}\n",
    }[key]
    place = {"documents": "6:21: error: documents[0].url", "captions": "7:73: error: webcast.channels[0].captions[0].url"}[key]
    path = tmp_path / "session.yml"
    path.write_text(MINIMAL + text % "good.pdf", encoding="utf-8")
    load(path, name="session.yml", docs=docs)
    path.write_text(MINIMAL + text % "bad.pdf", encoding="utf-8")
    with pytest.raises(BadSource) as caught:
        load(path, name="session.yml", docs=docs)
    words = "leads out of docs/; copy the file into docs/" if leads == "out" else "is not in docs/; add the file, or correct the name"
    assert str(caught.value) == f"session.yml:{place}: “bad.pdf” {words}"


def test_a_name_that_no_disk_can_hold(tmp_path: Path) -> None:
    """Longer than names can be: it is not there."""
    message = said(tmp_path, MINIMAL + f"documents:\n  - {{title: A, url: files/{'x' * 300}.pdf}}\n")
    assert message.startswith("session.yml:6:21: error: documents[0].url: “files/xxx") and message.endswith(
        "is not in docs/; add the file, or correct the name"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of files")
def test_the_data_file_may_be_a_link(tmp_path: Path) -> None:
    """As hosts with one data file for several sites have it."""
    (tmp_path / "real.yml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "session.yml").symlink_to("real.yml")
    assert load(tmp_path / "session.yml").session.number == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(BadSource) as caught:
        load(tmp_path / "nothing.yml", name="nothing.yml")
    assert str(caught.value) == "nothing.yml:1:1: error: can't be read (no such file or directory); check the name and where it is"


def test_texts_stay_what_was_typed(tmp_path: Path) -> None:
    """`10:00` is a time of day and not 600; `no`, `on` and 1e3 are words; a byte order mark and CRLF do no harm."""
    path = tmp_path / "session.yml"
    text = (
        MINIMAL.replace("title: A", "title: no")
        + "zone: Asia/Tokyo\nhours: {start: 9:00, end: 10:00}\nsymbol: 1e3\nname: {en: on, no: 0o7}\n"
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    session = load(path).session
    assert (session.title.root, session.symbol, session.name.root) == ({"": "no"}, "1e3", {"en": "on", "no": "0o7"})
    assert (session.hours.start.isoformat(), session.hours.end.isoformat()) == ("09:00:00", "10:00:00")


def test_nothing_half_valid_is_returned() -> None:
    """With one error anywhere there is no session, though the rest is checked too."""
    with pytest.raises(BadSource) as caught:
        load(CASES / "many-at-once" / "session.yml", name="session.yml")
    assert len(caught.value.problems) == 6


def test_a_session_is_frozen(twelfth) -> None:
    """Nobody can change it once it is read."""
    with pytest.raises(ValueError):
        twelfth.session.number = 13


def test_schema_is_current() -> None:
    """data/session.schema.json is what the model says now, with a sentence for every key."""
    assert (ROOT / "data" / "session.schema.json").read_text(encoding="utf-8") == schema()
    models = json.loads(schema())
    for name, model in [("Session", models), *models["$defs"].items()]:
        assert all("description" in each for each in model.get("properties", {}).values()), name


def test_reference_is_current() -> None:
    """data/README.md is what the model says now, and says of every key what it is and what to write."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert text == reference()
    rows = [[cell.strip(" *`") for cell in line.split("|")[1:-1]] for line in text.split("\n") if line.startswith("|")]
    models = json.loads(schema())
    for name, model in [("Session", models), *models["$defs"].items()]:
        for key, field in model.get("properties", {}).items():
            if key == "private":  # may stand everywhere, and is said once
                continue
            assert any((row[0], row[1]) == (key, field["description"]) and row[2] for row in rows), (name, key)


@pytest.mark.parametrize("path", [SESSION12, *sorted(DATA.glob("*.yml"))], ids=lambda path: path.name)
def test_each_data_file_names_its_schema(path: Path) -> None:
    """Editors' programs find the schema by the first line."""
    first = path.read_text(encoding="utf-8").split("\n")[0]
    schema_path = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema_path).resolve() == ROOT / "data" / "session.schema.json"


def test_each_text_has_its_place() -> None:
    """The line and column of every text are where it begins in the file, after its quotes or the mark of a block."""
    path = ROOT / "tests" / "data" / "full.yml"
    source, lines = load(path), path.read_text(encoding="utf-8").split("\n")
    looked = 0
    for where, text in strings(source.parts):
        if where not in source.positions:  # what the model fills in
            continue
        line, column = source.positions[where]
        there = lines[line - 1][column - 1 :]
        if there[0] in "|>":
            there = lines[line].strip()
        assert there.lstrip("\"'").startswith(text.split("\n")[0][:12].rstrip()), where
        looked += 1
    assert looked > 500
