"""From the text of a YAML file to plain texts, lists and maps with their positions, and to every problem on the way.

The file is read event by event: no YAML type is guessed (`10:00` stays 10:00 and `no` stays Norwegian), and nothing is expanded.
"""

from __future__ import annotations

import re
import typing
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import ErrorDetails

from microsite.model.fields import Where, dotted
from microsite.source import messages, recovery
from microsite.source.diagnostics import ENOUGH, BadSource, Problem
from microsite.source.positions import Position, Positions
from microsite.source.recovery import SKIP

LARGEST = 20_000_000
"""Bytes. A session with five thousand items in six languages has about 17 million."""
DEEPEST = 40
"""Levels of lists and maps; the model has nine."""
MOST, DENSEST, WIDEST = 100_000, 15, 5_000
"""Keys and values that any file may have, and bytes for each where there are more; entries of one list or map. That session has
395,000 of 43 bytes, and lists of 2,500."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Reader:
    """Reads one file; `problems` are those found so far."""

    def __init__(self, name: str):
        self.name = name
        self.problems: list[Problem] = []
        self.said: set[Problem] = set()
        self.most = MOST
        self.positions = Positions((1, 1))
        self.lines: list[str] = []
        self.quoted: tuple[int, int, int] | None = None
        """Line, column and last line of the quoted text read last, where it goes over lines."""
        self.unread = False
        """Whether a part of the file could not be read: then nothing is called missing."""

    def problem(self, where: Where, words: str, severity: str = "error", *, key: bool = False) -> None:
        self.add(*self.positions.nearest(where, key=key), dotted(where), words, severity)

    def add(self, row: int, column: int, where: str, words: str, severity: str = "error") -> None:
        found = Problem(self.name, row, column, where, words, severity)
        if found not in self.said and not self.full():
            self.said.add(found)
            self.problems.append(found)

    def full(self) -> bool:
        return len(self.problems) >= ENOUGH

    def bad(self) -> BadSource:
        """All problems; of too many the first, and a word that there are more."""
        if self.full():
            last = max(self.problems)
            self.problems.append(
                Problem(
                    self.name,
                    last.line,
                    last.column + 1,
                    "",
                    f"there is more to fix than these {ENOUGH} places; fix them, and check again",
                )
            )
        return BadSource(self.problems)

    def read(self, path: Path | str) -> Any:
        """The file's lists, maps and texts; None where nothing of it can be read. What is wrong goes to `problems`."""
        text = self._text(path)
        if text is None:
            return None
        self.lines = text.split("\n")
        try:
            return self._build(yaml.parse(text, Loader=LOADER))
        except yaml.YAMLError as error:
            return self._rest(self._slip(error, text))

    def _slip(self, error: yaml.YAMLError, text: str) -> int:
        """Say where the parser could not go on, and why; the line."""
        if not isinstance(error, yaml.MarkedYAMLError):
            row, column, words = 1, 1, f"can't be read as YAML ({str(error).splitlines()[0]}); write the text again by hand"
        elif self.quoted:  # a quote that was not closed where it should be takes in lines, and the next quote closes it
            row, column, end = self.quoted
            words = (
                f"the quotes opened here are closed on line {end} only; close them where the text ends, and "
                "write a quote inside it as “ or ”"
            )
        else:
            row, column, words = messages.syntax(error, text)
        self.add(row, column, "", words)
        return row

    def _rest(self, row: int) -> Any:
        """The file without the part that a slip is in, and without others that have one: those are told too."""
        self.unread = True
        lines, later = recovery.without(self.lines, row, lambda text: self._alone(text) is None)
        for start, end in later:
            for problem in self._alone("\n" * start + "\n".join(self.lines[start:end])) or ():
                self.add(problem.line, problem.column, problem.field, problem.words)
        try:
            return self._build(yaml.parse("\n".join(lines), Loader=LOADER))
        except yaml.YAMLError:
            return None

    def _alone(self, text: str) -> list[Problem] | None:
        """What keeps a part of the file from being read; None if it is a key with a value, to which another key below it is no surprise."""
        text = f"{text}\nbelow: it\n"
        other = Reader(self.name)
        other.lines = text.split("\n")
        try:
            data = other._build(yaml.parse(text, Loader=LOADER))
        except yaml.YAMLError as error:
            other._slip(error, text)
            return other.problems
        return None if isinstance(data, dict) else other.problems

    def _text(self, path: Path | str) -> str | None:
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            self.add(1, 1, "", f"can't be read ({error.strerror.lower() if error.strerror else error}); check the name and where it is")
            return None
        if len(raw) > LARGEST:
            self.add(1, 1, "", f"has {len(raw):,} bytes, more than the {LARGEST:,} that are allowed; keep pictures and documents in docs/")
            return None
        self.most = max(MOST, len(raw) // DENSEST)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
            self.add(row, 1, "", "is not in UTF-8; save it again with the encoding UTF-8")
            return None
        unclean = []
        for row, line in enumerate(text.split("\n"), 1):
            for column, letter in enumerate(line, 1) if not line.isprintable() else ():
                if letter == "\r" and column < len(line):
                    self.add(row, column, "", "has a carriage return alone, which ends no line; save it again with line ends LF or CRLF")
                    return None
                if unicodedata.category(letter) == "Cc" and letter not in "\t\r" or letter in "\u2028\u2029\ufffe\uffff":
                    self.add(row, column, "", f"has a control character in it (U+{ord(letter):04X}); delete it")
                    unclean.append(letter)
                    if self.full():
                        return None
        return text.translate({ord(letter): " " for letter in unclean}) if unclean else text

    def _build(self, events: typing.Iterator[yaml.Event]) -> Any:
        """The tree of plain values; without recursion, so that depth is a message and not a crash."""
        root: list[Any] = []
        stack: list[_Open] = [_Open(root, (), self.positions, outermost=True)]
        documents = values = 0
        for event in events:
            start, end = event.start_mark, event.end_mark
            assert start and end  # the parser marks each
            if not isinstance(event, yaml.ScalarEvent):
                if isinstance(event, yaml.CollectionEndEvent):
                    stack.pop()
                    continue
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.add(start.line + 1, 1, "", "a second document begins here; delete the line ---")
                        return None
                if not isinstance(event, yaml.NodeEvent):
                    continue
            top = stack[-1]
            place = start.line + 1, start.column + 1
            self.quoted = None
            if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"') and end.line > start.line:
                self.quoted = *place, end.line + 1
            values += 1
            if values > self.most:
                self.add(
                    *place,
                    dotted(top.path()),
                    f"is the {values:,}th key or value of the file, too many for a session; take out what is no part of it",
                )
                return None
            if len(top.into) >= WIDEST:
                self.add(*place, dotted(top.where), f"has more than {WIDEST:,} entries; take out what is no part of a session")
                return None
            if self.full():
                return None
            if not isinstance(event, yaml.ScalarEvent):
                if isinstance(event, yaml.AliasEvent):
                    self.add(*place, dotted(top.path()), f"refers to another place (*{event.anchor}); write the text out here")
                    if not top.next_is_key():
                        top.mark(place)
                        top.put(None)
                    else:
                        top.begin(f"*{event.anchor}", place)
                    continue
                assert isinstance(event, yaml.CollectionStartEvent)  # a list or a map
            if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
                self.add(*place, dotted(top.path()), f"has a tag ({event.tag}); delete it: the key alone says what a value is")
            if top.next_is_key():
                self._key(top, event, place)
                continue
            if isinstance(event, yaml.ScalarEvent):
                value = event.value
                top.mark(place)
                if top.outermost:
                    self.positions = Positions(place)
                if event.implicit[0] and value in ("", "~", "null", "Null", "NULL"):
                    if top.kept():
                        self.problem(top.path(), self._empty(top), key=True)
                    top.put(SKIP)
                else:
                    if not event.style:
                        self._lost(start.line, end.line, end.column, top)
                    top.put(value)
                continue
            if len(stack) > DEEPEST:
                self.add(*place, "", f"is more than {DEEPEST} levels deep; nothing in a session is")
                return None
            positions = Positions(place)
            if top.outermost:
                self.positions = positions
            top.mark(positions)
            inner = _Open(
                {} if isinstance(event, yaml.MappingStartEvent) else [],
                top.path(),
                positions,
                dropped=not top.kept(),
                flow=bool(event.flow_style),
            )
            top.put(inner.into)
            stack.append(inner)
        return root[0] if root and root[0] is not SKIP else None

    def _empty(self, top: _Open) -> str:
        """Why a key has no value."""
        if top.flow and ":" in str(top.key):
            return "has no blank after its colon; put one there"
        if top.flow:
            return "has no value: a comma begins a new entry between brackets; put quotes around a text with a comma, or delete the entry"
        return "is empty; fill it in, or delete the line"

    def _lost(self, first: int, last: int, end: int, top: _Open) -> None:
        """A warning about what a text without quotes, from one line to another and there to a column, loses on the way."""
        if self.lines[last].startswith(" #", end) and re.match(r"\S", self.lines[last][end + 2 :]):
            self.problem(
                top.path(),
                "what follows the # is a note to editors, and no reader sees it; put quotes around the text if it belongs to it",
                "warning",
            )
        if first < last and any(not line.strip() for line in self.lines[first:last]):
            self.problem(
                top.path(), "its paragraphs run into one; write |- after the colon, and the paragraphs on the lines below", "warning"
            )

    def _key(self, top: _Open, event: yaml.NodeEvent, place: tuple[int, int]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            mark = event.start_mark
            raise yaml.constructor.ConstructorError(None, None, messages.NO_KEY, mark)  # type: ignore[arg-type]  # the C parser's do too
        key, path = event.value, (*top.where, event.value)
        if key == "<<":
            self.add(*place, dotted(path), "copies lines from another place; write them out here")
            top.key = SKIP
        elif key in top.into:
            entry = ", or begin a new entry with a hyphen" if top.where and isinstance(top.where[-1], int) else ""
            self.add(*place, dotted(path), f"is here twice, first on line {top.positions.key((key,))[0]}; keep one of the two{entry}")
            top.key = SKIP
        else:
            top.begin(key, place)

    def invalid(self, errors: list[ErrorDetails]) -> None:
        """Say pydantic's errors; a key that is missing because it is misspelt is said once."""
        misspelt = {(*error["loc"][:-1], messages.meant(error["loc"])) for error in errors if error["type"] == "extra_forbidden"}
        for error in errors:
            where, words, at_key = messages.explain(error)
            empty = any(problem.field == dotted(where) for problem in self.problems)
            if error["type"] != "missing" or not (where in misspelt or empty or self.unread):
                self.problem(where, words, key=at_key)


@dataclass
class _Open:
    """A list or map being read."""

    into: Any
    where: Where
    positions: Positions
    outermost: bool = False
    dropped: bool = False
    """Whether it stands under a key that is there twice."""
    flow: bool = False
    """Between brackets."""
    key: Any = None
    key_place: Position | None = None

    def next_is_key(self) -> bool:
        return self.key is None and type(self.into) is dict

    def begin(self, key: Any, place: Position) -> None:
        self.key, self.key_place = key, place

    def kept(self) -> bool:
        """Whether what comes next is read into the data."""
        return not self.dropped and self.key is not SKIP

    def mark(self, place: Position | Positions) -> None:
        """Note where what comes next is."""
        if self.key is not SKIP:
            self.positions.add(self._next(), place, self.key_place if type(self.into) is dict else None)

    def _next(self) -> Any:
        return self.key if type(self.into) is dict else len(self.into)

    def path(self) -> Where:
        return self.where if self.outermost or self.key is SKIP or self.next_is_key() else (*self.where, self._next())

    def put(self, value: Any) -> None:
        if type(self.into) is dict:
            if self.key is not SKIP and value is not SKIP:
                self.into[self.key] = value
            self.key = None
        else:
            self.into.append(value)
