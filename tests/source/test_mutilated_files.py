"""Mutilated data files: each is read and rendered, or refused in words with its lines; nothing else ever happens."""

from __future__ import annotations

import collections
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.source.diagnostics import BadSource
from microsite.source.loading import load
from tests.conftest import DATA, SESSION12
from tests.rendering import rendered
from tests.strategies import NASTY, REFUSED

FILES = {"session12": SESSION12, "full": DATA / "full.yml"}
VALUES = [
    *NASTY,
    *REFUSED,
    "",
    "~",
    "null",
    "[]",
    "{}",
    "[[[[",
    "{a: {b: c}}",
    "- x",
    "*a",
    "&a x",
    "!!int 1",
    "|",
    ">-",
    "<<: *a",
    "? x",
    "%YAML 2",
    "@x",
    "`x`",
    "'",
    '"',
    '"\\uD800"',
    '"\\x00"',
    "0",
    "-1",
    "1e999",
    "99999999999999999999",
    "0x1F",
    ".inf",
    "12:75",
    "25:00",
    "24:00",
    "2025-02-30",
    "0000-01-01",
    "9999-12-31",
    "2025-10-28T10:00:00Z",
    "Europe/Zurich/../UTC",
    "../../etc/passwd",
    "file:///etc/passwd",
    "https://",
    "https://[::1",
    "http://a:99999/",
    "//x",
    "https://x.y/\u202e",
    "https://xn--/",
    "a@b",
    "x" * 5000,
    "yes",
    "on",
    "en",
    "floor",
    "en_GB",
    "zz",
    "\u0660\u0661",
]


def flip(source: random.Random, text: bytes) -> bytes:
    place = source.randrange(len(text))
    return text[:place] + bytes([text[place] ^ (1 << source.randrange(8))]) + text[place + 1 :]


def cut(source: random.Random, text: bytes) -> bytes:
    return text[: source.randrange(len(text))]


def splice(source: random.Random, text: bytes) -> bytes:
    start, end = sorted(source.randrange(len(text)) for _ in range(2))
    return text[:start] + text[min(end, start + source.randrange(1, 200)) :]


def by_line(change: Callable[[random.Random, list[str]], None]) -> Callable[[random.Random, bytes], bytes]:
    def changed(source: random.Random, text: bytes) -> bytes:
        lines = text.decode("utf-8", "surrogateescape").split("\n")
        change(source, lines)
        return "\n".join(lines).encode("utf-8", "surrogateescape")

    return changed


@by_line
def delete(source: random.Random, lines: list[str]) -> None:
    start = source.randrange(len(lines))
    del lines[start : start + source.choice((1, 1, 1, 5, 40))]
    lines.append("")


@by_line
def double(source: random.Random, lines: list[str]) -> None:
    start = source.randrange(len(lines))
    lines[start:start] = lines[start : start + source.choice((1, 1, 3, 30))]


@by_line
def swap(source: random.Random, lines: list[str]) -> None:
    one, other = source.randrange(len(lines)), source.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


@by_line
def indent(source: random.Random, lines: list[str]) -> None:
    place = source.randrange(len(lines))
    by = source.choice((-4, -2, -1, 1, 2, 4))
    for number in range(place, min(len(lines), place + source.choice((1, 1, 8)))):
        lines[number] = " " * by + lines[number] if by > 0 else lines[number][-by:]
    if source.random() < 0.1:
        lines[place] = "\t" + lines[place]


@by_line
def replace_value(source: random.Random, lines: list[str]) -> None:
    places = [number for number, line in enumerate(lines) if re.match(r"\s*(- )?[\w-]+: ", line)]
    if places:
        place = source.choice(places)
        value = source.choice(VALUES)
        quoted = source.choice(("{}", "{}", "'{}'", '"{}"')).format(value)
        lines[place] = lines[place].split(": ", 1)[0] + ": " + quoted


@by_line
def reworded(source: random.Random, lines: list[str]) -> None:
    """What an editor does most: another word in a line."""
    place = source.choice([number for number, line in enumerate(lines) if re.search(r": .*[^\W\d_]{5,}$", line)])
    lines[place] = re.sub(r"[^\W\d_]{5,}$", lambda found: source.choice((found[0] * 2, "other words", "others", "x: y")), lines[place])


@by_line
def grown(source: random.Random, lines: list[str]) -> None:
    """What comes next: a line with a word more, an entry of a list again, or a note or an empty line, and the same gone."""
    place = source.choice([number for number, line in enumerate(lines) if re.search(r": .*[^\W\d_]{5,}$", line)])
    blanks = " " * (len(lines[place]) - len(lines[place].lstrip()))
    start = max(number for number in range(place + 1) if number == 0 or re.match(r" *- ", lines[number]))
    end = next(
        (
            number
            for number in range(start + 1, len(lines))
            if lines[number].strip() and not lines[number].startswith(lines[start][: lines[start].find("-") + 1].replace("-", " "))
        ),
        len(lines),
    )
    match source.randrange(5):
        case 0:
            lines.insert(place + 1, f"{blanks}# a note")
        case 1:
            lines.insert(place, "")
        case 2:
            del lines[place]
        case 3:
            lines[end:end] = [re.sub(r"\bid: [\w-]+", f"id: n{source.randrange(10**6)}", line) for line in lines[start:end]]
        case 4:
            del lines[start:end]


@by_line
def rename(source: random.Random, lines: list[str]) -> None:
    keys = sorted({found[1] for line in lines if (found := re.match(r"\s*(?:- )?([\w-]+):", line))})
    places = [number for number, line in enumerate(lines) if re.match(r"\s*(- )?[\w-]+:", line)]
    if places:
        place = source.choice(places)
        name = source.choice(
            [*keys, "private", "", "<<", "*a", "? a", "- -", "é", "__class__", "model_fields", "root", "1", "null", '"a b"']
        )
        lines[place] = re.sub(r"[\w-]+:", lambda _: f"{name}:", lines[place], count=1)


@by_line
def insert(source: random.Random, lines: list[str]) -> None:
    lines.insert(source.randrange(len(lines)), " " * source.randrange(8) + source.choice(VALUES))


WAYS = [flip, cut, splice, delete, double, swap, indent, replace_value, replace_value, replace_value, rename, insert]


def mutant(text: bytes, seed: int) -> bytes:
    """The file with one to three things done to it; the same for the same seed."""
    source = random.Random(seed)
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        text = source.choice(WAYS)(source, text or b"x")
    return text


def survives(folder: Path, name: str, seeds: range) -> collections.Counter[str]:
    """What became of some mutants of a file."""
    original = FILES[name].read_bytes()
    found: collections.Counter[str] = collections.Counter()
    path = folder / f"{name}.yml"
    for seed in seeds:
        content = mutant(original, seed)
        path.write_bytes(content)
        try:
            loaded = load(path, name="session.yml", docs=DATA)
        except BadSource as bad:
            lines = len(re.split(r"\r\n|\n|\r|\x85|\u2028|\u2029", content.decode("utf-8", "replace")))
            errors = [problem for problem in bad.problems if problem.severity == "error"]
            assert errors, seed
            for problem in bad.problems:
                assert 1 <= problem.line <= lines and problem.column >= 1, (seed, str(problem))
                assert (
                    problem.words
                    and "\n" not in str(problem)
                    and re.search("; |should", str(problem) + "; " * (problem.severity != "error"))
                ), (seed, str(problem))
                assert "Value error" not in problem.words and "correct it" != problem.words, (seed, str(problem))
            found["refused"] += 1
        except Exception as error:  # with the seed, by which the mutant can be made again
            raise AssertionError(f"mutant {seed} of {name}: {error!r}") from error
        else:
            try:
                rendered(loaded.session, ("en", "ar"))
            except Exception as error:
                raise AssertionError(f"mutant {seed} of {name} was read and can't be rendered: {error!r}") from error
            found["built"] += 1
    return found


@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(10, 150), marks=pytest.mark.slow)], ids=str)
@pytest.mark.parametrize("name", FILES)
def test_mutants_build_or_are_refused_with_a_line(tmp_path: Path, name: str, seeds: range) -> None:
    """A hundred and fifty of each file, ten of them in every run; of many, both things happen."""
    found = survives(tmp_path, name, seeds)
    assert min(found["built"], found["refused"]) >= len(seeds) // 30


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 6000, 250))
@pytest.mark.parametrize("name", FILES)
def test_ten_thousand_mutants(tmp_path: Path, name: str, start: int) -> None:
    """Others than in every run; what became of them is printed with `-s`."""
    found = survives(tmp_path, name, range(start, start + 250))
    print(f"{name} {start}: {dict(found)}")
