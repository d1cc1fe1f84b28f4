"""Keys and texts under `private:` are in no message: a key may be a name or a number itself. Line and column lead there all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.source.diagnostics import BadSource
from microsite.source.loading import load

HEAD = "number: 4\ntitle: Voices\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: Harbour Institute}\n"


def messages(path: Path, text: str) -> list[str]:
    path.write_text(HEAD + text, encoding="utf-8")
    try:
        return list(map(str, load(path, name="session.yml").warnings))
    except BadSource as bad:
        return list(map(str, bad.problems))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("private:\n  Zed: ab\n", 6),
        ("private:\n  Zed: abcdefgh\n  Zed: b\n", 7),
        ("private:\n  - Zed: abcdefgh\n    b: abcdefgh\n    Zed: abcdefgh\n", 8),
        ("private:\n  Zed: !Zed x\n", 6),
        ("private:\n  a: !<Zed> x\n", 6),
        ("private:\n  Zed: &Zed abcdefgh\n", 6),
        ("private:\n  Zed: *Zed\n", 6),
        ("private:\n  Zed: #Zed\n", 6),
        ("private:\n  Zed: @Zed\n", 6),
        ("private:\n  Zed: Zed: a\n", 6),
        ("private:\n  Zed:Zed\n  a: b\n", 6),
        ("private: {a: abcdefgh, Zed: Zed [x]}\n", 5),
        ("private: {Zed; a: b, Zed: c}\n", 5),
        ('private:\n  Zed: "Zed" x\n', 6),
        ("private:\n  Zed: “Zed: a”\n", 6),
        ("private:\n  Zed: 'Zed\n  a: b\n", 6),
        ("private:\n  • Zed\n", 6),
        ("private:\n  Zed:\n", 6),
        ("private:\n  Zed:\n    Zed:\n      - Zed:\n", 8),
        ("people:\n  mo:\n    name: Mo\n    private: {Zed: ab}\n", 8),
        ("webcast: {note: Abcdefgh}\nprivate:\n  Zed: abcdefgh\n", 5),
    ],
)
def test_nothing_under_private_is_said(tmp_path: Path, text: str, line: int) -> None:
    """Whatever is wrong with it, in YAML or in its sense."""
    said = messages(tmp_path / "session.yml", text)
    assert said and all("Zed" not in message for message in said)
    assert said[0].startswith(f"session.yml:{line}:")


def test_other_keys_are_said(tmp_path: Path) -> None:
    """Beside `private`, and where a key only begins like it."""
    said = messages(tmp_path / "session.yml", "private: {a: abcdefgh}\nvenue: {privately: x, name: a, name: b}\n")
    assert said == [
        "session.yml:6:9: error: venue.privately: is not a known key; did you mean `private`?",
        "session.yml:6:32: error: venue.name: is here twice, first on line 6; keep one of the two",
    ]
