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
from microsite.source import encoding, messages, recovery, syntax_errors
from microsite.source.diagnostics import MAX_PROBLEMS, BadSource, Problem
from microsite.source.pasted import repaired
from microsite.source.positions import Position, Positions
from microsite.source.recovery import SKIP
from microsite.source.syntax_errors import indent
from microsite.validation.secrets import PRIVATE_KEY, without_private_keys, without_quotations

MAX_BYTES = 20_000_000
"""The most bytes a file may have. A session with five thousand items in six languages has about 17 million."""
MAX_DEPTH = 40
"""Levels of lists and maps; the model has nine."""
MAX_VALUES = 100_000
"""The most keys and values a file may have; a large file may have more, one for each `MIN_BYTES_PER_VALUE` of it. A session with five
thousand items has 395,000, of 43 bytes on average."""
MIN_BYTES_PER_VALUE = 15
MAX_ENTRIES = 5_000
"""The most entries one list or map may have. A session with five thousand items has lists of 2,500."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = ("", "~", "null", "Null", "NULL")
"""What YAML takes for no value, where it stands without quotes."""
CUT = re.compile(r"\s#(\S| ?\d)")
"""What follows a text without quotes that is probably cut by its #."""


UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""The control characters that no line may hold, and the carriage return, which may end one."""
TAG = re.compile(r"\s+(#\S.*\S)")
"""A text that begins with #, which makes a comment of it."""


PRIVATE_LINE = re.compile(rf"(?:^\s*(?:- +)*|[{{,]\s*)[\"']?{PRIVATE_KEY}[\"']?\s*:")


class _StopReading(Exception):
    """Raised after reporting a problem that ends the reading."""


class Reader:
    """Reads one file; `problems` are those found so far."""

    def __init__(self, name: str):
        self.name = name
        self.problems: list[Problem] = []
        self.reported: set[Problem] = set()
        self.max_values = MAX_VALUES
        self.positions = Positions((1, 1))
        self.lines: list[str] = []
        self.multiline_quote: tuple[int, int, int] | None = None
        """Line, column and last line of the text read last, where it is in quotes over several lines."""
        self.partly_unreadable = False
        """Whether a part of the file could not be read: then nothing is called missing."""
        self.dropped_rows: frozenset[int] = frozenset()
        """Lines that were left out: a key above one of them is not called empty."""

    # ── problems ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def report_at_path(self, where: Where, words: str, severity: str = "error", *, key: bool = False) -> None:
        """Report what is wrong with the value at a data path; with `key`, at the position of its key.

        Of a text over several lines, at the line that has what the message quotes.
        """
        row, column = self.positions.nearest(where, key=key)
        if not key and (quoted := re.search("“([^”]+)”", words)):
            row, column = self._line_of(quoted[1].rstrip("…"), row, column)
        self.report_at_position(row, column, dotted(where), words, severity)

    def _line_of(self, quoted: str, row: int, column: int) -> Position:
        """Line and column of a part of the text that begins at a position, if that is a text below `|` or `>` with the part in one line;
        else that position."""
        if row > len(self.lines) or self.lines[row - 1][column - 1 : column] not in ("|", ">"):
            return row, column
        outer = indent(self.lines[row - 1])
        for number, line in enumerate(self.lines[row:], row + 1):
            if line.strip() and indent(line) <= outer:
                break
            if quoted in line:
                return number, line.index(quoted) + 1
        return row, column

    def report_at_position(self, row: int, column: int, field: str, words: str, severity: str = "error") -> None:
        """Report what is wrong at a line and column of the file. The same problem is reported once, and at most `MAX_PROBLEMS` are."""
        if field == PRIVATE_KEY or field != without_private_keys(field) or not field and _is_private(self.lines, row):
            field, words = without_private_keys(field), without_quotations(words)
        problem = Problem(self.name, row, column, field, words, severity)
        if problem not in self.reported and not self.full():
            self.reported.add(problem)
            self.problems.append(problem)

    def full(self) -> bool:
        """Whether there are as many problems as are reported at once."""
        return len(self.problems) >= MAX_PROBLEMS

    def to_exception(self) -> BadSource:
        """An exception with the problems found so far; if there are `MAX_PROBLEMS`, with one more that says that there may be others."""
        problems = self.problems[:]
        if self.full():
            last = max(self.problems)
            words = f"there is more to fix than these {MAX_PROBLEMS} places; fix them, and check again"
            problems.append(Problem(self.name, last.line, last.column + 1, "", words))
        return BadSource(problems)

    def report_validation_errors(self, errors: list[ErrorDetails], data: Any) -> None:
        """Report pydantic's errors about `data`; a key that is missing because it is misspelt is reported once, as misspelt."""
        for error in errors:
            # That keys are twice where a list is meant has the same cause, and that they are empty where a list stands in place of keys.
            consequence = {"tuple_type": "here twice", "list_type": "here twice", "dict_type": "is empty;"}.get(error["type"])
            if consequence:
                below = (f"{dotted(recovery.place(error))}.", f"{dotted(recovery.place(error))}[")
                self.problems = [each for each in self.problems if not (each.field.startswith(below) and consequence in each.words)]
        misspelt = {(*error["loc"][:-1], messages.nearest_key(error["loc"])) for error in errors if error["type"] == "extra_forbidden"}
        wrong_keys = {error["loc"][:-1] for error in errors if error["loc"][-1:] == ("[key]",)}
        for error in errors:
            if self.full():
                break
            if error["loc"] in wrong_keys and isinstance(error["input"], dict | list):
                continue  # what is below a key that is no language is no text
            where, words, at_key = messages.explain(error, data, self._written_at)
            is_reported = any(problem.field == dotted(where) for problem in self.problems)
            if error["type"] != "missing" or not (where in misspelt or is_reported or self.partly_unreadable):
                self.report_at_path(where, words, key=at_key)

    def _written_at(self, where: Where) -> str:
        """What is in the file from the position of a data path to the end of the line."""
        row, column = self.positions.nearest(where)
        return self.lines[row - 1][column - 1 :] if row <= len(self.lines) else ""

    # ── the file, and what of it can be read where its YAML is broken ────────────────────────────────────────────────

    def read(self, path: Path | str) -> Any:
        """The file's lists, maps and texts; None where nothing of it can be read. What is wrong goes to `problems`."""
        raw = self._bytes(path)
        text = self._text(raw) if raw is not None else None
        if text is None:
            return None
        self.lines = text.split("\n")
        pasted = repaired(self.lines)
        for row, column, words in pasted.problems:
            self.report_at_position(row, column, "", words)
        if pasted.problems:
            self.lines, self.dropped_rows, self.partly_unreadable = pasted.lines, pasted.dropped, bool(pasted.dropped)
            text = "\n".join(self.lines)
        try:
            return self._build(text)
        except yaml.YAMLError as error:
            return self._read_without_broken_parts(self._syntax_error(error, text))

    def _bytes(self, path: Path | str) -> bytes | None:
        if (given := Path(path)).exists() and not (given.is_file() or given.is_dir()):
            self.report_at_position(1, 1, "", "is a device or a pipe, which may have no end; give the name of a file")
            return None
        try:
            raw = given.read_bytes()
        except OSError as error:
            self.report_at_position(
                1, 1, "", f"can't be read ({error.strerror.lower() if error.strerror else error}); check the name and where it is"
            )
            return None
        if len(raw) > MAX_BYTES:
            words = f"has {len(raw):,} bytes, more than the {MAX_BYTES:,} that are allowed; keep pictures and documents in docs/"
            self.report_at_position(1, 1, "", words)
            return None
        self.max_values = max(MAX_VALUES, len(raw) // MIN_BYTES_PER_VALUE)
        return raw

    def _text(self, raw: bytes) -> str | None:
        """The text of a file, with spaces in the place of control characters; None where it is not a text of lines."""
        if found := encoding.explain(raw):
            row, column, words = found
            self.report_at_position(row, column, "", words)
            return None
        text = raw.decode("utf-8-sig")
        if not UNUSUAL.search(text.replace("\r\n", "\n")):
            return text
        control_characters = []
        for row, line in enumerate(text.split("\n"), 1):
            for column, character in enumerate(line, 1) if not line.isprintable() else ():
                if character == "\r" and column < len(line):
                    self.report_at_position(
                        row, column, "", "has a carriage return alone, which ends no line; save it again with line ends LF or CRLF"
                    )
                    return None
                if unicodedata.category(character) == "Cc" and character not in "\t\r" or character in "\u2028\u2029\ufffe\uffff":
                    self.report_at_position(row, column, "", f"has a control character in it (U+{ord(character):04X}); delete it")
                    control_characters.append(character)
                    if self.full():
                        return None
        return text.translate({ord(character): " " for character in control_characters}) if control_characters else text

    def _syntax_error(self, error: yaml.YAMLError, text: str) -> int:
        """Report where the parser stopped and why; returns the line."""
        if not isinstance(error, yaml.MarkedYAMLError):
            row, column, words = 1, 1, f"can't be read as YAML ({str(error).splitlines()[0]}); write the text again by hand"
        elif self.multiline_quote:  # a quote that was not closed where it should be takes in lines, and the next quote closes it
            row, column, end = self.multiline_quote
            words = (
                f"the quotes opened here are closed on line {end} only; close them where the text ends, and "
                "write a quote inside it as “ or ”"
            )
        else:
            row, column, words = syntax_errors.explain(error, text)
        if not any((problem.line, problem.words) == (row, syntax_errors.ASTERISKS) for problem in self.problems):
            self.report_at_position(row, column, "", words)
        return row

    def _read_without_broken_parts(self, row: int) -> Any:
        """The file without the part that line `row` is in, where the parser could not go on, and without others whose syntax is wrong:
        the problems of those are noted too."""
        self.partly_unreadable = True
        lines, broken = recovery.without(self.lines, row, lambda part: self._problems_in_part(part) is None)
        for start, end in broken:
            for problem in self._problems_in_part("\n" * start + "\n".join(self.lines[start:end])) or ():
                self.report_at_position(min(problem.line, end), problem.column, problem.field, problem.words)
        try:
            return self._build("\n".join(lines))
        except yaml.YAMLError:
            return None

    def _problems_in_part(self, text: str) -> list[Problem] | None:
        """What keeps a part of the file from being read by itself; None if it is a key with a value, and another key may follow it."""
        text = f"{text}\nbelow: it\n"
        reader = Reader(self.name)
        reader.lines = text.split("\n")
        try:
            data = reader._build(text)
        except yaml.YAMLError as error:
            reader._syntax_error(error, text)
            return reader.problems
        return None if isinstance(data, dict) else reader.problems

    # ── from the parser's events to plain values ─────────────────────────────────────────────────────────────────────

    def _build(self, text: str) -> Any:
        """The plain values of a YAML text; None if it has none or the reading was ended.

        Not recursive, so that deep nesting gives a message and no crash.
        """
        root: list[Any] = []
        open_nodes = [_OpenCollection(root, (), self.positions, outermost=True)]
        try:
            number, documents = 0, 0
            for event in yaml.parse(text, Loader=LOADER):
                mark = event.start_mark
                assert mark  # the parser marks each
                if isinstance(event, yaml.NodeEvent):
                    number += 1
                    self._node(event, (mark.line + 1, mark.column + 1), number, open_nodes)
                elif isinstance(event, yaml.CollectionEndEvent):
                    open_nodes.pop()
                elif isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._stop((mark.line + 1, 1), (), "a second document begins here; delete the line ---")
        except _StopReading:
            return None
        return root[0] if root and root[0] is not SKIP else None

    def _stop(self, position: Position, where: Where, words: str) -> typing.NoReturn:
        """Report a problem and end the reading."""
        self.report_at_position(*position, dotted(where), words)
        raise _StopReading

    def _node(self, event: yaml.NodeEvent, position: Position, number: int, open_nodes: list[_OpenCollection]) -> None:
        """Read the `number`th node of the file into the innermost list or map that is open."""
        parent = open_nodes[-1]
        if number > self.max_values or len(parent.values) >= MAX_ENTRIES or self.problems:
            self._check_limits(position, number, parent)
        self.multiline_quote = None
        if isinstance(event, yaml.AliasEvent):
            self._reference(event, position, parent)
            return
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor or event.tag:
            self._report_what_is_lost(event, position, parent)
        if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
            assert event.end_mark
            last = event.end_mark.line + 1
            self.multiline_quote = (*position, last) if last > position[0] else None
        if parent.is_map and parent.key is None:
            self._key(parent, event, position)
        elif isinstance(event, yaml.ScalarEvent):
            self._value(parent, event, position)
        else:
            if len(open_nodes) > MAX_DEPTH:
                self._stop(position, (), f"is more than {MAX_DEPTH} levels deep; nothing in a session is")
            open_nodes.append(self._collection(parent, event, position))

    def _report_what_is_lost(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, position: Position, parent: _OpenCollection
    ) -> None:
        """Report a tag, or what looks like one or like an anchor."""
        lost = f"&{event.anchor}" if event.anchor else event.tag or ""
        if isinstance(event, yaml.ScalarEvent) and re.match(r"[&!]\w|!$", lost) and (lost != "!" or not event.style):
            words = f"a text can't begin with {lost[0]}, and “{lost}” would be lost; {syntax_errors.how_to_quote(event.value)}"
            self.report_at_position(*position, dotted(parent.path()), words)
        elif event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self.report_at_position(
                *position, dotted(parent.path()), f"has a tag ({event.tag}); delete it: the key alone says what a value is"
            )

    def _check_limits(self, position: Position, number: int, parent: _OpenCollection) -> None:
        if number > self.max_values:
            words = f"is the {number:,}th key or value of the file, too many for a session; take out what is not part of it"
            self._stop(position, parent.path(), words)
        if len(parent.values) >= MAX_ENTRIES:
            self._stop(position, parent.where, f"has more than {MAX_ENTRIES:,} entries; take out what is not part of a session")
        if self.full():
            raise _StopReading

    def _reference(self, event: yaml.AliasEvent, position: Position, parent: _OpenCollection) -> None:
        self.report_at_position(*position, dotted(parent.path()), syntax_errors.ASTERISKS)
        if parent.next_is_key():
            parent.set_key(f"*{event.anchor}", position)
        else:
            parent.mark(position)
            parent.put(None)

    def _key(self, parent: _OpenCollection, event: yaml.NodeEvent, position: Position) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            mark = event.start_mark
            raise yaml.constructor.ConstructorError(None, None, syntax_errors.NO_KEY, mark)  # type: ignore[arg-type]  # the C parser's do too
        key = event.value
        if key == "<<":
            self.report_at_position(*position, dotted((*parent.where, key)), "copies lines from another place; write them out here")
            parent.key = SKIP
        elif key in parent.values:
            self._key_again(parent, key, position)
            parent.key = SKIP
        else:
            parent.key, parent.key_position = key, position

    def _key_again(self, parent: _OpenCollection, key: str, position: Position) -> None:
        """Report a key that its map has already. Where it is the first key of an entry, another entry begins."""
        is_entry = bool(parent.where) and isinstance(parent.where[-1], int) and not parent.in_brackets
        first = parent.positions.key((key,))[0]
        if is_entry and key == next(iter(parent.values)):
            parent.lacks_hyphen = True
            words = f"is here twice, first on line {first}: a new entry begins, without its hyphen; put one in the place of the two spaces "
            self.report_at_position(*position, dotted((*parent.where, key)), f"{words}before it: `- {key}`")
        elif not parent.lacks_hyphen:
            is_text = isinstance(parent.values[key], str)
            advice = "keep one of the two" if is_text else "put what is below the two under one of them, or delete one"
            self.report_at_position(*position, dotted((*parent.where, key)), f"is here twice, first on line {first}; {advice}")

    def _value(self, parent: _OpenCollection, event: yaml.ScalarEvent, position: Position) -> None:
        parent.mark(position)
        if parent.outermost:
            self.positions = Positions(position)
        if event.implicit[0] and event.value in NULLS:
            if parent.keeps_next() and position[0] + 1 not in self.dropped_rows:
                self.report_at_path(parent.path(), self._why_empty(parent, position), key=True)
            parent.put(SKIP)
        else:
            start, end = event.start_mark, event.end_mark
            assert start and end
            if not event.style and (end.column < len(self.lines[end.line]) or start.line < end.line):
                self._warn_of_what_is_cut(start.line, end.line, end.column, parent)
            parent.put(event.value)

    def _collection(self, parent: _OpenCollection, event: yaml.CollectionStartEvent, position: Position) -> _OpenCollection:
        """A list or a map that begins."""
        positions = Positions(position)
        if parent.outermost:
            self.positions = positions
        parent.mark(positions)
        opened = _OpenCollection(
            {} if isinstance(event, yaml.MappingStartEvent) else [],
            parent.path(),
            positions,
            dropped=not parent.keeps_next(),
            in_brackets=bool(event.flow_style),
        )
        parent.put(opened.values)
        return opened

    def _why_empty(self, parent: _OpenCollection, position: Position) -> str:
        """Why a key has no value; `position` is where it would be."""
        row, column = position
        if found := TAG.match(self.lines[row - 1], column - 1):
            return f"is empty, since what follows a # is not read; {syntax_errors.how_to_quote(found[1])}"
        if parent.in_brackets and ":" in str(parent.key):
            return "has no space after its colon; put one there"
        has_colon = parent.key_position and re.match(r"\s*:", self.lines[row - 1][parent.key_position[1] - 1 + len(str(parent.key)) :])
        if parent.in_brackets and has_colon:
            return "is empty; fill it in, or delete the entry"
        if parent.in_brackets:
            return "has no value: a comma begins a new entry between brackets; put quotes around a text with a comma, or delete the entry"
        return "is empty; fill it in, or delete the line"

    def _warn_of_what_is_cut(self, first: int, last: int, end: int, parent: _OpenCollection) -> None:
        """Warn of what a text without quotes loses when it is read: what follows a #, and its empty lines. It is from line `first` to line
        `last`, counted from 0, and up to column `end` there."""
        if CUT.match(self.lines[last], end):
            words = "the text after # is a comment and is not published; put quotes around the text if it belongs to it"
            self.report_at_path(parent.path(), words, "warning")
        if first < last and any(not self.lines[row].strip() and row + 1 not in self.dropped_rows for row in range(first, last)):
            words = "its blank lines are lost; write |- after the colon, and the paragraphs on the lines below"
            self.report_at_path(parent.path(), words, "warning")


def _is_private(lines: list[str], row: int) -> bool:
    """Whether a line of the file, counted from 1, stands under the key `private`, by its indent; of its beginning, 2,000 lines are seen."""
    column = MAX_BYTES
    for line in reversed(lines[max(0, row - 2000) : row]):
        if line.strip() and indent(line) < column:
            if PRIVATE_LINE.search(line):
                return True
            column = indent(line)
    return False


@dataclass
class _OpenCollection:
    """A list or map that is being read."""

    values: Any
    where: Where
    positions: Positions
    outermost: bool = False
    """Whether it is the list around the whole file, which holds one value."""
    dropped: bool = False
    """Whether it is below a key that is there twice."""
    in_brackets: bool = False
    lacks_hyphen: bool = False
    """Whether a new entry of the list around it was begun without a hyphen."""
    key: Any = None
    """The key whose value comes next; in a map None where a key does."""
    key_position: Position | None = None

    def __post_init__(self) -> None:
        self.is_map = isinstance(self.values, dict)

    def next_is_key(self) -> bool:
        return self.is_map and self.key is None

    def set_key(self, key: Any, position: Position) -> None:
        self.key, self.key_position = key, position

    def keeps_next(self) -> bool:
        """Whether what comes next is read into the data."""
        return not self.dropped and self.key is not SKIP

    def mark(self, position: Position | Positions) -> None:
        """Note where what comes next is."""
        if self.key is not SKIP:
            self.positions.add(self._next(), position, self.key_position)

    def _next(self) -> Any:
        return self.key if self.is_map else len(self.values)

    def path(self) -> Where:
        """The path of what comes next; of the list or map itself, where that has none."""
        return self.where if self.outermost or self.key is SKIP or self.next_is_key() else (*self.where, self._next())

    def put(self, value: Any) -> None:
        if self.is_map:
            if self.key is not SKIP and value is not SKIP:
                self.values[self.key] = value
            self.key = None
        else:
            self.values.append(value)
