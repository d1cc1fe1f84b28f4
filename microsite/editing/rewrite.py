"""Writes changed data into the text of a data file: what stays as it was keeps every byte, comments and order among it.

Whoever changes a data file by program – a spreadsheet, a form, another system – says what it is to hold; this finds what differs and
writes that alone. The result is parsed again, and refused unless it holds just that.
"""

from __future__ import annotations

import difflib
import functools
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from microsite.editing.edit import (
    EditError,
    Replacement,
    end_of_line,
    end_of_value,
    format_block,
    format_scalar,
    newline_at,
    parse,
    replace_scalar,
    to_data,
)
from microsite.editing.merge import IDENTITIES

LONGEST_ON_ONE_LINE = 100
"""Characters of a map or a list that is written in braces or brackets."""


class Plain(str):
    """A value that is written without quotes: a date, an hour, a number, a key, yes or no. Others are texts, in quotes where need be."""


def rewritten(content: str, data: dict[str, Any]) -> str:
    """The content of a data file that holds `data` (maps, lists and strings), with all else that it has; EditError if impossible."""
    byte_order_mark = "\ufeff" if content.startswith("\ufeff") else ""
    text = content.removeprefix(byte_order_mark)
    result = _replaced(text, _changes(text, parse(text), data, 0, 0))
    try:
        is_right = to_data(parse(result)) == _stripped(data)
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        raise EditError([()])
    return byte_order_mark + result


def read(content: str) -> Any:
    """What a data file holds, as `rewritten` takes it."""
    return to_data(parse(content.removeprefix("\ufeff")))


def _stripped(data: Any) -> Any:
    """As `to_data` gives it."""
    if isinstance(data, dict):
        return {key: _stripped(value) for key, value in data.items()}
    return [_stripped(entry) for entry in data] if isinstance(data, list) else str(data).strip()


def _replaced(text: str, replacements: Iterator[Replacement], start: int = 0, end: int | None = None) -> str:
    """A part of a text with replacements, those at the same place in the order in which they come."""
    pieces, at = [], start
    for each in sorted(replacements, key=lambda each: each.start):
        pieces += [text[at : each.start], each.new]
        at = each.end
    return "".join((*pieces, text[at : len(text) if end is None else end]))


# ── what differs ──────────────────────────────────────────────────────────────────────────────────────────────────


def _changes(text: str, node: yaml.Node, data: Any, start: int, column: int, *, in_flow: bool = False) -> Iterator[Replacement]:
    """What to replace so that a value holds `data`. `start` is the index behind the colon of its key or the hyphen of its entry, `column`
    the column of that key or hyphen."""
    if to_data(node) == _stripped(data):
        return
    if isinstance(node, yaml.ScalarNode) and isinstance(data, str) and node.value:
        if isinstance(data, Plain) and node.style not in ("|", ">"):
            yield Replacement(node.start_mark.index, node.end_mark.index, data)
        else:
            yield from replace_scalar(text, node, column, in_flow, data)
    elif not _has_common(node, data):
        new = _behind_colon(text, data, column, in_flow)
        comment = text[start : end_of_line(text, start)] if "#" in text[start : node.start_mark.index] else ""
        end = _end(text, node)
        behind = text[end : end_of_line(text, end)]
        if in_flow:
            yield Replacement(start, end, new.lstrip())
        elif "#" in behind and "\n" in new:  # the comment would become a part of the last line
            first, newline, rest = new.partition(newline_at(text, 0))
            yield Replacement(start, end + len(behind), f"{first}{behind}{newline}{rest}")
        else:
            yield Replacement(start, end, comment + new if new[0] in "\r\n" else new + comment)
    elif isinstance(node, yaml.CollectionNode) and (in_flow or node.flow_style):
        yield Replacement(node.start_mark.index, node.end_mark.index, _rebuilt_flow(text, node, data))
    elif isinstance(node, yaml.MappingNode):
        yield from _map_changes(text, node, data)
    elif isinstance(node, yaml.SequenceNode):
        yield from _list_changes(text, node, data)


def _has_common(node: yaml.Node, data: Any) -> bool:
    """Whether some of a map or list stays."""
    if isinstance(node, yaml.MappingNode):
        return isinstance(data, dict) and any(key.value in data for key, _ in node.value)
    old = map(_identity, to_data(node)) if isinstance(node, yaml.SequenceNode) else ()
    return isinstance(data, list) and not {*old}.isdisjoint(map(_identity, data))


def _identity(entry: Any) -> str:
    if isinstance(entry, dict):
        for key in IDENTITIES:
            if isinstance(entry.get(key), str):
                return f"{key}: {entry[key].strip()}"
    return json.dumps(_stripped(entry), ensure_ascii=False)


def _map_changes(text: str, node: yaml.MappingNode, data: dict[str, Any]) -> Iterator[Replacement]:
    """Those of a map that is written on lines: values that differ, keys that go, keys that come."""
    pairs = {key.value: (key, value) for key, value in node.value}
    column, newline = node.start_mark.column, newline_at(text, node.start_mark.index)
    for name, (key, value) in pairs.items():
        if name in data:
            yield from _changes(text, value, data[name], text.index(":", key.end_mark.index) + 1, column)
    first, *_ = kept = [name for name in pairs if name in data]
    leading = [*itertools.takewhile(lambda name: name not in data, pairs)]
    if leading:  # what stays begins where the map began, which may be behind a hyphen
        yield Replacement(node.start_mark.index, pairs[first][0].start_mark.index, "")
    for name in pairs.keys() - data.keys() - {*leading}:
        yield _without_lines(text, pairs[name][0].start_mark.index, _end(text, pairs[name][1]))
    after = ""
    for name, value in data.items():
        if name in pairs:
            after = name
        elif after in kept:
            end, written = end_of_line(text, _end(text, pairs[after][1])), _behind_colon(text, value, column, False)
            is_apart = not column and written.startswith(newline) and re.search(r"\n\r?\n\S", text)  # as blocks of the file are
            yield Replacement(end, end, f"{newline if is_apart else ''}{newline}{' ' * column}{name}:{written}")
        else:
            at = node.start_mark.index if not leading else pairs[first][0].start_mark.index
            yield Replacement(at, at, f"{name}:{_behind_colon(text, value, column, False)}{newline}{' ' * column}")


def _list_changes(text: str, node: yaml.SequenceNode, data: list[Any]) -> Iterator[Replacement]:
    """Those of a list that is written on lines: entries that differ, go, come, or stand at another place now."""
    column, newline = node.start_mark.column, newline_at(text, node.start_mark.index)
    old, new = [_identity(to_data(each)) for each in node.value], [*map(_identity, data)]
    by_identity = dict(zip(old, node.value, strict=True))
    staying = {}
    for same, old_start, old_end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for before, after in zip(range(old_start, old_end), range(new_start, new_end), strict=False):
            if same == "equal" or old[before] not in new and new[after] not in old:  # what it is known by has changed
                staying[after] = node.value[before]
    for number, entry in staying.items():
        yield from _changes(text, entry, data[number], _hyphen(text, entry) + 1, column)
    for entry in node.value:
        if entry not in staying.values():
            yield _without_lines(text, _hyphen(text, entry), _end(text, entry))
    in_braces = all(isinstance(entry, yaml.MappingNode) and entry.flow_style for entry in node.value)
    first = staying[min(staying)]
    at = text.rfind("\n", 0, _hyphen(text, first)) + 1
    for number, entry in enumerate(data):
        if number in staying:
            at = end_of_line(text, _end(text, staying[number]))
            continue
        if new[number] in by_identity:
            written = _moved(text, by_identity[new[number]], entry, column)
        else:
            is_new = _identity(entry) not in _entries_with_ids(text)
            written = f"- {_flow(entry)}" if in_braces and is_new else _entry(text, entry, column)
        is_first = number < min(staying)
        yield Replacement(at, at, f"{' ' * column}{written}{newline}" if is_first else f"{newline}{' ' * column}{written}")


def _moved(text: str, node: yaml.Node, data: Any, column: int) -> str:
    """An entry of a list that is written elsewhere, from its hyphen on, with that at another column and with other data in it."""
    start, end = _hyphen(text, node), end_of_line(text, _end(text, node))
    old = start - text.rfind("\n", 0, start) - 1
    first, *lines = _replaced(text[:end], _changes(text, node, data, start + 1, old), start).split("\n")
    if column != old:
        lines = [" " * column + line[old:] if line[:old].isspace() or not old and line.strip() else line for line in lines]
    return "\n".join((first, *lines))


@functools.lru_cache(maxsize=1)
def _entries_with_ids(text: str) -> dict[str, yaml.Node]:
    """The entries with an id of all lists on lines, by what identifies them: one that goes to another list keeps its comments."""
    found: dict[str, yaml.Node] = {}

    def look_into(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                look_into(value)
        elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
            for entry in node.value:
                if isinstance(entry, yaml.MappingNode) and any(key.value == "id" for key, _ in entry.value):
                    found[_identity(to_data(entry))] = entry
                look_into(entry)

    look_into(parse(text))
    return found


def _rebuilt_flow(text: str, node: yaml.CollectionNode, data: Any) -> str:
    """A map in braces or a list in brackets, with what stays as it is written."""

    def piece(start: yaml.Node, value: yaml.Node, new: Any) -> str:
        begin, end = start.start_mark.index, value.end_mark.index
        return _replaced(text[:end], _changes(text, value, new, value.start_mark.index, 0, in_flow=True), begin)

    if isinstance(node, yaml.MappingNode):
        pairs = {key.value: (key, value) for key, value in node.value}
        found = [piece(*pairs[name], value) if name in pairs else f"{name}: {_flow(value)}" for name, value in data.items()]
        return f"{{{', '.join(found)}}}"
    entries = {_identity(to_data(each)): each for each in node.value}
    return f"[{', '.join(piece(old, old, each) if (old := entries.get(_identity(each))) else _flow(each) for each in data)}]"


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _end(text: str, node: yaml.Node) -> int:
    """The index at which a value ends: a block collection with its last value, without comments and empty lines behind it."""
    while _is_block(node) and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return end_of_value(text, node)


def _hyphen(text: str, entry: yaml.Node) -> int:
    return text.rfind("-", 0, entry.start_mark.index)


def _without_lines(text: str, start: int, end: int) -> Replacement:
    """The lines from that of one index to that of another, taken out."""
    stop = text.find("\n", end)
    return Replacement(text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop + 1, "")


# ── new values ────────────────────────────────────────────────────────────────────────────────────────────────────


def _behind_colon(text: str, data: Any, column: int, in_flow: bool) -> str:
    """What stands behind the colon of a key at a column, with the space or line break before it. Entries that `text` has keep comments."""
    if in_flow or not data or _is_short(data):
        return f" {_flow(data)}"
    newline = newline_at(text, 0)
    if isinstance(data, str):
        scalar = format_scalar(data, in_flow=False)
        return f" {scalar}" if scalar is not None else f" |-{format_block(data, column + 2, newline)}"
    inner = newline + " " * (column + 2)
    if isinstance(data, dict):
        return inner + _block_map(text, data, column + 2)
    return "".join(inner + _entry(text, each, column + 2) for each in data)


def _block_map(text: str, data: dict[str, Any], column: int) -> str:
    inner = newline_at(text, 0) + " " * column
    return inner.join(f"{name}:{_behind_colon(text, value, column, False)}" for name, value in data.items())


def _entry(text: str, data: Any, column: int) -> str:
    """An entry of a list, from its hyphen at a column on."""
    if isinstance(data, dict) and (node := _entries_with_ids(text).get(_identity(data))):
        return _moved(text, node, data, column)
    if _is_short(data):
        return f"- {_flow(data)}"
    if isinstance(data, dict):
        return f"- {_block_map(text, data, column + 2)}"
    return f"-{_behind_colon(text, data, column, False)}"


def _is_short(data: Any) -> bool:
    """Whether a map or a list is written on one line."""
    if isinstance(data, str):
        return isinstance(data, Plain)
    values: Sequence[Any] = [*data.values()] if isinstance(data, dict) else data
    return all(isinstance(value, str) and "\n" not in value for value in values) and len(_flow(data)) <= LONGEST_ON_ONE_LINE


def _flow(data: Any) -> str:
    if isinstance(data, dict):
        return f"{{{', '.join(f'{name}: {_flow(value)}' for name, value in data.items())}}}"
    if isinstance(data, list):
        return f"[{', '.join(map(_flow, data))}]"
    if isinstance(data, Plain):
        return data
    scalar = format_scalar(data, in_flow=True)
    assert scalar is not None  # which only a text with line breaks outside braces is
    return scalar if scalar else '""'
