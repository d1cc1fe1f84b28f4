"""A bad data file gets messages an editor can act on: all at once, whole sentences, each at its place."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from microsite.schema import reference, schema
from microsite.source import BadSource, load
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_messages(case: Path) -> None:
    """Each folder of tests/cases/ is a bad file (session.yml) and what is said of it, word for word (expected.txt)."""
    with pytest.raises(BadSource) as caught:
        load(case / "session.yml", name="session.yml", docs=case)
    assert str(caught.value) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


MINIMAL = "number: 1\ntitle: A\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: B}\n"


def said(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "session.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadSource) as caught:
        load(path, name="session.yml")
    return str(caught.value)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))

HOSTILE = {
    "aliases that explode": (BOMB, "session.yml:2:8: error: b[0]: refers to another place (*a); write the text out here"),
    "megabytes": (MINIMAL + "#" * 25_000_000, "session.yml:1:1: error: has 25,000,084 bytes, more than the 20,000,000 that are allowed; keep pictures and documents in docs/"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "session.yml:1:1: error: is not in UTF-8; save it again with the encoding UTF-8"),
    "UTF-16": (MINIMAL.encode("utf-16"), "session.yml:1:1: error: is not in UTF-8; save it again with the encoding UTF-8"),
    "a control character": (MINIMAL + "symbol: a\x00b\n", "session.yml:5:10: error: has a control character in it (U+0000); delete it"),
    "a control character of the second kind": (MINIMAL + "symbol: a\x9bb\n", "session.yml:5:10: error: has a control character in it (U+009B); delete it"),
    "a line separator": (MINIMAL + "symbol: a\u2028b\n", "session.yml:5:10: error: has a control character in it (U+2028); delete it"),
    "a carriage return alone": (MINIMAL + "symbol: a\rb\n", "session.yml:5:10: error: has a carriage return alone, which ends no line; save it again with line ends LF or CRLF"),
    "deep nesting": (MINIMAL + "about: " + "[" * 5000, "session.yml:5:47: error: is more than 40 levels deep; nothing in a session is"),
    "a tag": (MINIMAL + "symbol: !!python/object/apply:os.system [ls]\n", "session.yml:5:9: error: symbol: has a tag (tag:yaml.org,2002:python/object/apply:os.system); delete it: the key alone says what a value is"),
    "a giant number": (MINIMAL.replace("number: 1", "number: 1" + "0" * 5000), "session.yml:1:9: error: number: “1" + "0" * 56 + "…” is no whole number; write digits, for instance 12"),
    "nothing": ("", "session.yml:1:1: error: is no session: it should begin with keys such as `number:` and `title:`"),
    "a list": ("- 1\n", "session.yml:1:1: error: is no session: it should begin with keys such as `number:` and `title:`"),
    "a second document": (MINIMAL + "---\n" + MINIMAL, "session.yml:5:1: error: a second document begins here; delete the line ---"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_a_message_and_no_more(tmp_path: Path, name: str) -> None:
    """In under a second and under 200 MB, whatever the file holds."""
    content, message = HOSTILE[name]
    tracemalloc.start()
    began = time.perf_counter()
    lines = said(tmp_path, content).split("\n")
    took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message in lines
    assert took < 1 and peak < 200_000_000


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(BadSource) as caught:
        load(tmp_path / "nothing.yml", name="nothing.yml")
    assert str(caught.value) == "nothing.yml:1:1: error: can't be read (no such file or directory); check the name and where it is"


def test_texts_stay_what_was_typed(tmp_path: Path) -> None:
    """`10:00` is a time of day and not 600; `no`, `on` and 1e3 are words; a byte order mark and CRLF do no harm."""
    path = tmp_path / "session.yml"
    text = MINIMAL.replace("title: A", "title: no") + "zone: Asia/Tokyo\nhours: {start: 9:00, end: 10:00}\nsymbol: 1e3\nname: {en: on, no: 0o7}\n"
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


@pytest.mark.parametrize("path", sorted([*(ROOT / "data").glob("*.yml"), *(ROOT / "tests" / "data").glob("*.yml")]), ids=lambda path: path.name)
def test_each_data_file_names_its_schema(path) -> None:
    """Editors' programs find the schema by the first line."""
    first = path.read_text(encoding="utf-8").split("\n")[0]
    schema_path = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema_path).resolve() == ROOT / "data" / "session.schema.json"
