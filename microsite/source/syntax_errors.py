"""Why the YAML of a file can't be read, in an editor's words: what is wrong, where, and what to do.

A parser says where it could go no further, and what it expected there; the mistake is often a line above, and something else. So a
rule for each mistake (`_RULES`) looks for its signs in the lines around that place, and the parser's own complaint is
translated only where none of them applies. Lines and columns count from 0 here, as the parser's do, except in messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from microsite.model import languages
from microsite.model.schema import keys
from microsite.model.session import Session

NO_KEY = "found unhashable key"
"""PyYAML's words for a key that is a list or a map."""

SPECIAL_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
"""The spaces that are none for YAML, as a range of a regular expression."""
COLONS = "：﹕∶꞉"
"""Characters that look like a colon."""
BULLETS = "•◦▪●·–—−*"
"""Characters that stand before the entries of a list where a program or a habit put them."""
LINE = re.compile(
    r"(?P<indent> *)(?P<hyphens>(?:- +)*)(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')"
    r"\s*:(?:\s+(?P<value>[^\s#](?:.*\S)?))?(?:\s+#.*|\s*)$"
)
"""A line with a key, after the hyphens of the entries that begin in it; a comment behind it is no value."""
QUOTES = {"“": "”", "„": "“”", "”": "”", "«": "»", "‘": "’", "‹": "›", "＂": "＂"}
"""Opening quotes that are none for YAML, with those that close them."""


class _Stop(NamedTuple):
    """Where the parser stopped, and what it said."""

    lines: list[str]
    row: int
    column: int
    said: str
    opened: tuple[int, int] | None
    """Where what it was reading begins."""

    @property
    def line(self) -> str:
        return self.lines[self.row]

    @property
    def is_in_brackets(self) -> bool:
        """Whether it stopped between brackets, on the line that opens them: one without its end swallows the lines below."""
        return "flow" in self.said and self.opened is not None and self.opened[0] == self.row

    @property
    def is_first_colon(self) -> bool:
        """Whether it stopped at the colon of a key, which it took for a part of the text above."""
        return "mapping values are not allowed" in self.said and ":" not in self.line[: self.column]


ASTERISKS = "a text can't begin with *; delete the asterisks around it, or put quotes around the text if they belong there"

Found = tuple[int, int, str]
"""Line, column and message."""


def explain(error: yaml.MarkedYAMLError, text: str) -> Found:
    """The line and column to look at, both counted from 1, and the message, for a parser's complaint about `text`."""
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    assert mark  # the parser says where it stands
    opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else None
    if opened and opened[0] >= len(lines):  # at the end of the file, where the parser expected more
        opened = next(((row, match.start()) for row, match in _brackets(lines)), (len(lines) - 1, 0))
    said = f"{error.context or ''} {error.problem or ''}"
    stop = _Stop(lines, min(mark.line, len(lines) - 1), mark.column, said, opened)
    row, column, words = next(found for rule in _RULES if (found := rule(stop)))
    return row + 1, column + 1, words


def _brackets(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The opening brackets, from the last one upwards."""
    for row in range(len(lines) - 1, -1, -1):
        yield from ((row, match) for match in reversed([*re.finditer(r"[\[{]", lines[row])]))


def special_space(text: str) -> str | None:
    """What is wrong with a text that was pasted with a space of another kind in it; None where there is none."""
    found = re.search(f"[{SPECIAL_SPACES}]", text)
    return f"has a special space in it (U+{ord(found[0]):04X}), pasted from elsewhere" if found else None


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())


def how_to_quote(text: str) -> str:
    """The advice to put quotes around a text, right for the quotes that are in it."""
    if '"' not in text:
        return "put quotes around the text"
    if "'" not in text:
        return "put single quotes (') around the text"
    return "put quotes around the text, and write those inside it as “ and ”"


# ── rules, each for one mistake ──────────────────────────────────────────────────────────────────────────────────────


def _tab(stop: _Stop) -> Found | None:
    line = stop.line
    if "\t" in line[: indent(line)] or "'\\t'" in stop.said or "tab" in stop.said:
        return stop.row, stop.column, "the line is indented with a tab; use spaces"
    return None


def _text_outside_its_block(stop: _Stop) -> Found | None:
    """A line of a text below `|-` that has lost its indent."""
    for header in range(stop.row - 1, -1, -1):
        found = LINE.match(stop.lines[header])
        if found and re.match(r"[|>][-+\d]*(\s|$)", found["value"] or ""):
            break
    else:
        return None
    written = [row for row in range(header + 1, stop.row + 1) if stop.lines[row].strip()]
    wanted = indent(stop.lines[written[0]]) if written else 0
    row = next((row for row in written if indent(stop.lines[row]) < wanted), None)
    if row is None or wanted <= len(found["indent"]) or not _is_text(stop.lines, row):
        return None
    column = indent(stop.lines[row])
    words = f"the text that begins on line {written[0] + 1} goes on here, and the line is indented by {column}; {_move(column, wanted)}"
    return row, column, f"{words}, and before each line below that is as far left and part of the text"


def _text_without_a_block(stop: _Stop) -> Found | None:
    """A text of several lines below a key that has no `|-`."""
    last = stop.row if _is_text(stop.lines, stop.row) else _row_above(stop.lines, stop.row) or 0
    row = last
    while (above := _row_above(stop.lines, row)) is not None and indent(stop.lines[above]) == indent(stop.lines[last]):
        row = above
    key = LINE.match(stop.lines[above]) if above is not None and row < last else None
    text = stop.lines[row].split()
    if above is None or not key or key["value"] or not _is_language(key["key"]) or len(text) < 3 or not _is_text(stop.lines, row):
        return None
    if indent(stop.lines[row]) <= key.start("key"):
        return None
    return above, key.start("key"), f"“{key['key']}:” stands above a text of several lines; write `{key['key']}: |-`"


def _is_text(lines: list[str], row: int) -> bool:
    """Whether a line is part of a text, and neither a key nor an entry of a list that could stand there."""
    line = lines[row]
    if not line.strip() or line.lstrip().startswith("#"):
        return False
    if line.lstrip().startswith("- "):
        return not LINE.match(line) and indent(line) not in _open_columns(lines, row, hyphens=True)
    found = LINE.match(line)
    if not found:
        return True
    return bool(found["value"]) and not indent(line) and found["key"] not in Session.model_fields and not _is_language(found["key"])


def _row_above(lines: list[str], row: int) -> int | None:
    """The nearest line above that is neither empty nor a comment."""
    return next((above for above in range(row - 1, -1, -1) if not re.match(r"\s*(#|$)", lines[above])), None)


def _hyphen_without_space(stop: _Stop) -> Found | None:
    for row in _rows(stop):
        line = stop.lines[row]
        if found := re.match(r"\s*-([{\[])", line):
            return row, found.start(1) - 1, f"“-{found[1]}” has no space after its hyphen; write `- {found[1]}`"
        if (found := re.match(r"\s*-([\w-]+)\s*:(\s|$)", line)) and not found[1].startswith("-"):
            return row, found.start(1) - 1, f"“-{found[1]}” has no space after its hyphen; write `- {found[1]}`"
    return None


def _text_above_its_translations(stop: _Stop) -> Found | None:
    """`summary: Tides` and below it `fr: Marées`."""
    here, above = LINE.match(stop.line), _line_above(stop)
    if not here or not above or not _is_language(here["key"]) or _is_language(above[1]["key"]):
        return None
    row, found = above
    goes_on = all(not line.strip() or indent(line) > found.start("key") for line in stop.lines[row + 1 : stop.row + 1])
    if not found["value"] or not goes_on or found["value"][0] in "{[|>":
        return None
    source = next((line.split(":")[1].strip() for line in stop.lines if re.match(r"source_language:\s*\S", line)), "en")
    words = f"the text stands beside its key, and its translation (`{here['key']}`) below it; move it to a line of its own there, "
    return row, found.start("value"), f"{words}with `{source}: ` before it"


def _indentation(stop: _Stop) -> Found | None:
    """A key that does not stand below its neighbours."""
    here = LINE.match(stop.line)
    is_left = "did not find expected" in stop.said and not stop.line[: stop.column].strip()
    if not here or not (is_left or stop.is_first_colon and (here["hyphens"] or here["key"] in keys() or _is_language(here["key"]))):
        return None
    row, column = stop.row, len(here["indent"])
    levels = list(_open_columns(stop.lines, row, hyphens=bool(here["hyphens"])))
    if not levels or column in levels:
        return None
    if here["hyphens"]:
        own = _keys_of_entry(stop.lines, row)
        others = {level: _keys_of_entries(stop.lines[:row], level) for level in levels}
        alike = {level: len(own & other) - len(own - other) for level, other in others.items()}
        if "kind" in own and column > levels[0]:
            entries = [above for above, line in enumerate(stop.lines[:row]) if line.startswith(" " * levels[0] + "- ") and LINE.match(line)]
            around = _keys_of_entry(stop.lines[:row], entries[-1]) if entries else set()
            if around & {"start", "end"} and not around & {"kind", "items"}:
                words = (
                    "an item of the agenda stands here, and its sitting has no `items:`; write `items:` on a line above it, indented by "
                )
                return row, column, f"{words}{levels[0] + 2}"
        if "kind" in own and not any(own & other for other in others.values()):
            words = "an item of the agenda stands here, below no sitting; write `sittings:` above it, and below that "
            return row, column, f"{words}`- id`, `start`, `end` and `items:`"
        wanted = max(levels, key=lambda level: (alike.get(level, 0), -abs(level - column)))
    else:
        if is_left and (first := _first_of_group(stop, levels, column)):
            return first
        if above := _too_far_left_above(stop, column):
            return above
        is_of_session = here["key"] in Session.model_fields
        siblings = {level: _key_above(stop.lines, row, level) for level in levels}
        wanted = min(
            levels,
            key=lambda level: (
                _kind_of_key(siblings[level]) != _kind_of_key(here["key"]),
                abs(level - column),
                not (is_of_session and level == 0),
                -level,
            ),
        )
    below = stop.lines[row + 1] if row + 1 < len(stop.lines) else ""
    in_place = wanted + (here.start("key") - column if here["hyphens"] else 2)  # where the lines below are, if they need not be moved
    has_lines_below = here["hyphens"] or not here["value"] or here["value"][0] in "|>"
    deeper = has_lines_below and below.strip() and indent(below) > column and indent(below) != in_place
    also = ", and before each line below that is part of it" if deeper else ""
    return row, column, f"the line is indented by {column}, and its neighbours by {wanted}; {_move(column, wanted)}{also}"


def _first_of_group(stop: _Stop, levels: list[int], column: int) -> Found | None:
    """The line above, where that is the one that does not stand where it should: it begins a group of keys, and the line below it, where
    the parser stopped, is as deep as such groups are."""
    above = _line_above(stop)
    group = above[1].start("key") if above else 0
    if not above or group not in levels or group <= column:
        return None
    outer = next((level for level in levels if level < column), 0)
    is_entry = bool(above[1]["hyphens"])
    starts_group = is_entry or (above[0] > 0 and indent(stop.lines[above[0] - 1]) < group)
    start = len(above[1]["indent"])
    if not starts_group or (column - outer) % 2 or not (group - outer) % 2 or start < group - column:
        return None
    words = f"the line is indented by {start}, and the lines below it do not fit that; {_move(group, column)}"
    return above[0], start, words


def _too_far_left_above(stop: _Stop, column: int) -> Found | None:
    """A key above that is indented too little, so that the line where the parser stopped, indented by `column`, seems to be indented too
    much. It does not belong with the keys that are indented as it is; those before and after it are indented by `column`."""
    for row in range(stop.row - 1, -1, -1):
        found = LINE.match(stop.lines[row])
        if found and found.start("key") < column:
            break
    else:
        return None
    level, before = found.start("key"), row - 1
    while before >= 0 and (not stop.lines[before].strip() or indent(stop.lines[before]) > column):
        before -= 1
    neighbour = LINE.match(stop.lines[before]) if before >= 0 else None
    if found["hyphens"] or not neighbour:
        return None
    begins_group = neighbour.start("key") == level and not neighbour["value"]
    if neighbour.start("key") != column and not begins_group:
        return None
    above = neighbour["key"] if begins_group else _key_above(stop.lines, row, level)
    belongs = found["key"] in Session.model_fields if level == 0 else _kind_of_key(found["key"]) == _kind_of_key(above)
    if belongs:
        return None
    return row, level, f"the line is indented by {level}, and the lines around it by {column}; {_move(level, column)}"


def _move(column: int, wanted: int) -> str:
    spaces = abs(wanted - column)
    many = f"{spaces} space{'s' if spaces > 1 else ''}"
    return f"delete {many} before it" if wanted < column else f"add {many} before it"


def _key_without_colon(stop: _Stop) -> Found | None:
    """Where the parser read on for the colon of a key, or took a line with a key for a part of the text above."""
    if "could not find expected ':'" in stop.said and stop.opened:
        row, column = stop.opened
    elif "did not find expected key" in stop.said and re.match(r"\s*{", stop.line):
        row, column = stop.row, indent(stop.line)
        while row and re.match(r"\s*{", stop.lines[row - 1]):
            row -= 1
    elif stop.is_first_colon or "<document start>" in stop.said:
        above = _row_above(stop.lines, stop.row)
        row, column = (stop.row, 0) if above is None else (above, indent(stop.lines[above]))
        if above is None or re.search(r":(\s|$)", stop.lines[row]):
            return None
    else:
        return None
    line = stop.lines[row]
    if found := re.match(r"\s*(?=\{|person:)", line):
        sign = line[found.end()]
        return row, found.end(), f"“{sign}” begins an entry of a list, and has no hyphen before it; write `- {sign}`"
    if found := re.match(rf"\s*(?:- )?[\w-]+([{COLONS}])", line):
        return row, found.start(1), f"“{found[1]}” is no colon for YAML; write `: `"
    if space := special_space(line):
        return row, column, f"the line {space}; type the space again"
    if found := re.match(r"\s*(?:- )?([\w-]+):(\S+)", line):
        return row, found.start(1), f"“{found[1]}:{found[2]}” has no space after its colon; write `{found[1]}: {found[2]}`"
    if (found := re.match(r"\s*(?:- )?(\w+)(?: |$)", line)) and found[1] in keys():
        return row, found.start(1), f"“{found[1]}” has no colon after it; write `{found[1]}:`"
    words = "the line is a key without a colon, or a text that goes on where a key is expected; add the colon and a space, or indent "
    return row, column, f"{words}the text"


def _other_quotes(stop: _Stop) -> Found | None:
    """`title: “Voices: the sea”`: quotes of a word processor, which YAML takes for a part of the text."""
    start, text = _text_with_colon(stop) or (0, "")
    closing = QUOTES.get(text[:1], "")
    if len(text) > 1 and text[-1] in closing and not any(each in text[1:-1] for each in closing):
        words = f'the text is between {text[0]} and {text[-1]}, which are no quotes for YAML; type straight ones (") in their place'
        return stop.row, start, words
    return None


def _colon_in_text(stop: _Stop) -> Found | None:
    if here := _text_with_colon(stop):
        start, text = here
        before = stop.line[start : stop.column]
        if stop.is_in_brackets and (found := re.match(r"[^;，；、،؛]*([;，；、،؛]) ?[\w-]+$", before)):
            return stop.row, start + found.start(1), f"“{found[1]}” stands between two entries, and a comma parts them; write `, `"
        if stop.is_in_brackets and (found := re.match(r".*\S( +)([\w-]+)$", before)) and (found[2] in keys() or _is_language(found[2])):
            return stop.row, start + found.start(2), f"“{found[2]}:” stands behind a value without a comma; write `, {found[2]}:`"
        if stop.is_in_brackets and (all_texts := _texts_with_colons(stop.line, start)):
            return stop.row, start, all_texts
        if text.endswith("}") and "{" not in text and (found := re.match(r"\s*- +(?=[\w-]+: )", stop.line)):
            return (
                stop.row,
                found.end(),
                f"the }} at the end of the line closes nothing; write `{{` before the first key: `- {{{stop.line[found.end() :].strip()}`",
            )
        return stop.row, start, f"the text has a colon and a space in it; {how_to_quote(text)}"
    if stop.is_first_colon and (above := _line_above(stop)) and above[1]["value"]:
        row, found = above
        advice = how_to_quote("".join(stop.lines[row : stop.row + 1]))
        return row, found.start("value"), f"the text goes on to line {stop.row + 1}, with a colon and a space in it; {advice}"
    return None


def _bracket_in_text(stop: _Stop) -> Found | None:
    """`{name: Hall [north]}`."""
    if stop.is_in_brackets and stop.line[stop.column : stop.column + 1] in ("[", "{"):
        start = _start_in_brackets(stop)
        if stop.line[start : stop.column].strip():
            return stop.row, start, f"the text has a bracket ({stop.line[stop.column]}) in it; {how_to_quote(stop.line[start:])}"
    return None


def _sign_at_beginning(stop: _Stop) -> Found | None:
    """`title: @WIPO`, `title: *Voices*`, `title: >now`."""
    column = stop.column
    if "alias" in stop.said or "anchor" in stop.said or "expected comment or line break" in stop.said:
        column = stop.opened[1] if stop.opened else column
    elif "directive" in stop.said:
        column = 0
    elif not any(said in stop.said for said in ("cannot start any token", "mapping keys are not allowed", "expected node content")):
        return None
    sign = stop.line[column : column + 1]
    if not sign.strip():
        return None
    if sign == "*":
        return stop.row, column, ASTERISKS
    if sign == ",":
        return stop.row, column, "a comma stands here before another, or before the first entry; delete it"
    below = stop.lines[stop.row + 1] if stop.row + 1 < len(stop.lines) else ""
    block = re.match(r"([|>][-+\d]*) +\S", stop.line[column:])
    if block and (sign == "|" or indent(below) > indent(stop.line)):
        words = f"the text begins on the line of its {block[1]}; put the text on the line below, indented by two spaces more than the key"
        return stop.row, column, words
    return stop.row, column, f"a text can't begin with {sign}; {how_to_quote(stop.line[column:])}"


def _after_closing_quote(stop: _Stop) -> Found | None:
    before = stop.line[: stop.column]
    if stop.line[stop.column :].strip() == "," and re.search(r"[\"'\]}]\s*$", before):
        return stop.row, stop.column, "a comma stands at the end of the line, where nothing follows; delete it"
    if not before.strip() or not re.search(r"[\"'\]}]\s*$", before) or "quoted scalar" in stop.said or LINE.match(stop.line) is None:
        return None
    value = LINE.match(stop.line)["value"] or ""  # type: ignore[index]  # it matches
    start = stop.line.find(value)
    if re.search(r"\w'$", before) and re.match(r"\w", stop.line[stop.column :]):
        return stop.row, start, 'the text has an apostrophe in it, which closes its single quotes; put double quotes (") around the text'
    if value[:1] in "[{" and before.rstrip()[-1] in "]}":
        if "flow" in stop.said or not stop.line[stop.column :].strip(" ]}"):
            return stop.row, stop.column, "a bracket is closed here that is not open; delete it"
        return stop.row, start, f"the text goes on after its closing bracket; {how_to_quote(value)}"
    return (
        stop.row,
        stop.column,
        "the text goes on after its closing quote; put quotes around the whole, and write the quotes inside it as “ and ”",
    )


def _not_closed(stop: _Stop) -> Found | None:
    """A quote or a bracket. A bracket is said where it is opened if it swallowed the part below it."""
    if not stop.opened:
        return None
    row, column = stop.opened
    if "quoted scalar" in stop.said:
        return row, column, f"the quotes opened on line {row + 1} are not closed; close them, and write a quote inside the text as “ or ”"
    if "flow" in stop.said:
        sign = stop.lines[row][column : column + 1]
        closing = "}" if sign == "{" else "]"
        words = f"the {sign} opened on line {row + 1} is not closed; write {closing} where it ends, or put a comma between its entries"
        return (stop.row, stop.column, words) if stop.is_in_brackets and stop.column > column else (row, column, words)
    return None


def _as_the_parser_says(stop: _Stop) -> Found:
    here, said = (stop.row, stop.column), stop.said
    if NO_KEY in said:
        return (
            *here,
            "a list or a map stands where a key is expected; write a word and a colon, or put quotes around the text",
        )
    if "did not find expected '-' indicator" in said and not stop.line[: stop.column].strip():
        words = "an entry of the list is expected here, and begins with a hyphen and a space; write `- ` before it, or indent the line "
        return (*here, f"{words}as its neighbours are")
    if "block sequence entries are not allowed" in said:
        return (*here, "a list begins in the middle of a line; put each entry on a line of its own, or quotes around the text")
    if "expected <block end>" in said or "did not find expected key" in said or "block mapping" in said or "block collection" in said:
        return (*here, "the line does not begin where the lines above do, which it belongs to; indent it as they are")
    return (*here, f"can't be read as YAML ({said.strip() or 'no more is known'}); compare it with the lines around it")


_RULES: tuple[Callable[[_Stop], Found | None], ...] = (
    _tab,
    _text_outside_its_block,
    _text_without_a_block,
    _hyphen_without_space,
    _text_above_its_translations,
    _key_without_colon,
    _indentation,
    _other_quotes,
    _colon_in_text,
    _bracket_in_text,
    _sign_at_beginning,
    _after_closing_quote,
    _not_closed,
    _as_the_parser_says,
)


def _texts_with_colons(line: str, start: int) -> str | None:
    """The message on all texts between brackets, from a column on, that have a colon and a space in them; None if it would be too long."""
    entries = re.match(r"[^{}\[\]\"']*", line[start:])
    first, *others = (entry.strip() for entry in (entries[0] if entries else "").split(","))
    texts = [text for text in (first, *(other.partition(": ")[2] for other in others)) if ": " in text]
    if not texts or len(" ".join(texts)) > 100:
        return None
    listed, quoted = " and ".join(f"“{text}”" for text in texts), " and ".join(f'`"{text}"`' for text in texts)
    return f"{listed} {'have' if len(texts) > 1 else 'has'} a colon and a space inside; write {quoted}"


# ── what the rules look at ───────────────────────────────────────────────────────────────────────────────────────────


def _rows(stop: _Stop) -> Iterator[int]:
    """The line where the parser stopped, and the one above."""
    yield stop.row
    if stop.row:
        yield stop.row - 1


def _key_above(lines: list[str], row: int, column: int) -> str:
    """The key of the nearest line above that has one at a column; empty where there is none."""
    found = (LINE.match(line) for line in reversed(lines[:row]))
    return next((each["key"] for each in found if each and each.start("key") == column), "")


def _kind_of_key(key: str) -> str:
    """What tells the keys of one map from those of another: languages, keys that the model knows, and names."""
    return "known" if key in keys() else "language" if _is_language(key) else "name"


def _is_language(key: str) -> bool:
    """Whether a key is the code of a language that CLDR knows: others have codes that could be somebody's short name."""
    return key not in keys() and languages.locale(key) is not None


def _keys_of_entry(lines: list[str], row: int) -> set[str]:
    """The keys of the entry of a list that begins in a line."""
    first = LINE.match(lines[row])
    assert first  # it has a hyphen and a key
    found = {first["key"]}
    for line in lines[row + 1 :]:
        if line.strip() and indent(line) <= len(first["indent"]):
            break
        if (key := LINE.match(line)) and not key["hyphens"] and key.start("key") == first.start("key"):
            found.add(key["key"])
    return found


def _keys_of_entries(lines: list[str], column: int) -> set[str]:
    """The keys of all entries of the list whose hyphens stand at a column, from the end of the lines upwards."""
    found: set[str] = set()
    for row in range(len(lines) - 1, -1, -1):
        if lines[row].strip() and not lines[row].lstrip().startswith("#") and indent(lines[row]) < column:
            break
        if (here := LINE.match(lines[row])) and here["hyphens"] and len(here["indent"]) == column:
            found |= _keys_of_entry(lines, row)
    return found


def _line_above(stop: _Stop) -> tuple[int, re.Match[str]] | None:
    """The nearest line above that has a key, and what is in it."""
    for row in range(stop.row - 1, -1, -1):
        if found := LINE.match(stop.lines[row]):
            return row, found
    return None


def _open_columns(lines: list[str], row: int, *, hyphens: bool) -> Iterator[int]:
    """The columns at which a key (or with `hyphens`, an entry of a list) could stand in a line, from the innermost one outwards."""
    limit = max(map(len, lines))
    for above in reversed(lines[:row]):
        if not (found := LINE.match(above)):
            continue
        start = len(found["indent"])
        column = start if hyphens else found.start("key")
        if column < limit and (not hyphens or found["hyphens"]):
            yield column
            limit = column
        limit = min(limit, start + 1)  # a list may stand as far left as its key


def _text_with_colon(stop: _Stop) -> tuple[int, str] | None:
    """Column and text of a value in whose own colon the parser stopped, if it did."""
    if stop.line[stop.column : stop.column + 1] != ":":
        return None
    if stop.is_in_brackets or "unexpected ':'" in stop.said:
        start = _start_in_brackets(stop)
        end = re.compile(r"[,}\]]|$").search(stop.line, start)
        return start, stop.line[start : end.start() if end else None].strip()
    found = re.match(r"\s*(?:- +)*(?:[\w.-]+\s*:\s+)?(?P<value>.*\S)", stop.line)
    if found and "mapping values are not allowed" in stop.said and not stop.is_first_colon:
        return found.start("value"), found["value"]
    return None


def _start_in_brackets(stop: _Stop) -> int:
    """Where the text between brackets begins in which the parser stopped."""
    before = stop.line[: stop.column]
    found = re.search(r".*(?:[,{\[]|:)\s+|.*[{\[]", before)
    return found.end() if found else 0
