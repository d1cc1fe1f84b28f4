"""Writes changed data into the text of a data file: what stays as it was keeps every byte, comments and order among it.

Whoever changes a data file by program – a spreadsheet, a form, another system – says what it is to hold; this finds what differs and
writes that alone. The result is parsed again, and refused unless it holds just that.
"""

from __future__ import annotations

import difflib
import itertools
import json
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
from microsite.model.fields import Where

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


def relocated(content: str, entry: Where, target: Where) -> str | None:
    """The content of a data file in which an entry of a list stands in another list, with all that it has, comments among it; None where
    that is not possible line by line. `entry` is its path now, `target` its path afterwards."""
    root = parse(content.removeprefix("\ufeff"))
    text, source, goal = content.removeprefix("\ufeff"), _node_at(root, entry[:-1]), _node_at(root, target[:-1])
    if not (isinstance(source, yaml.SequenceNode) and isinstance(goal, yaml.SequenceNode) and _is_block(source) and _is_block(goal)):
        return None
    number, at = entry[-1], target[-1]
    assert isinstance(number, int) and isinstance(at, int)
    node, newline = source.value[number], newline_at(text, source.start_mark.index)
    start, end = text.rfind("\n", 0, _hyphen(text, node)) + 1, end_of_line(text, _end(text, node))
    if at < len(goal.value):
        place = text.rfind("\n", 0, _hyphen(text, goal.value[at])) + 1
    else:
        place = end_of_line(text, _end(text, goal.value[-1]))
    key = next(key for key, value in _node_at(root, entry[:-2]).value if value is source)
    begin = start if len(source.value) > 1 else text.rfind("\n", 0, key.start_mark.index) + 1
    if text[begin : key.start_mark.index if begin < start else _hyphen(text, node)].strip():
        return None  # something else begins on the line that would go
    old, new = " " * source.start_mark.column, " " * goal.start_mark.column
    lines = [new + line.removeprefix(old) if line.strip() else line for line in text[start:end].split("\n")]
    moved = "\n".join(lines)
    written = f"{moved}{newline}" if at < len(goal.value) else f"{newline}{moved}"
    return content[: len(content) - len(text)] + _replaced(
        text, iter([_without_lines(text, begin, end), Replacement(place, place, written)])
    )


def _node_at(root: yaml.Node, where: Where) -> Any:
    """The node at a path; None if there is none."""
    node: Any = root
    for part in where:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        else:
            node = node.value[part] if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value) else None
    return node


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
        new = _behind_colon(data, column, in_flow, newline_at(text, start))
        comment = text[start : end_of_line(text, start)] if "#" in text[start : node.start_mark.index] else ""
        if in_flow:
            yield Replacement(start, _end(text, node), new.lstrip())
        else:
            yield Replacement(start, _end(text, node), comment + new if new[0] in "\r\n" else new + comment)
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
            end = end_of_line(text, _end(text, pairs[after][1]))
            yield Replacement(end, end, f"{newline}{' ' * column}{name}:{_behind_colon(value, column, False, newline)}")
        else:
            at = node.start_mark.index if not leading else pairs[first][0].start_mark.index
            yield Replacement(at, at, f"{name}:{_behind_colon(value, column, False, newline)}{newline}{' ' * column}")


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
        moved = by_identity.get(new[number])
        if moved:
            start, end = _hyphen(text, moved), end_of_line(text, _end(text, moved))
            written = _replaced(text[:end], _changes(text, moved, entry, start + 1, column), start)
        else:
            written = f"- {_flow(entry) if in_braces or _is_short(entry) else _entry(entry, column, newline)}"
        is_first = number < min(staying)
        yield Replacement(at, at, f"{' ' * column}{written}{newline}" if is_first else f"{newline}{' ' * column}{written}")


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


def _behind_colon(data: Any, column: int, in_flow: bool, newline: str) -> str:
    """What stands behind the colon of a key at a column, with the space or line break before it."""
    if in_flow or not data or _is_short(data):
        return f" {_flow(data)}"
    if isinstance(data, str):
        scalar = format_scalar(data, in_flow=False)
        return f" {scalar}" if scalar is not None else f" |-{format_block(data, column + 2, newline)}"
    inner = newline + " " * (column + 2)
    if isinstance(data, dict):
        return inner + _block_map(data, column + 2, newline)
    return "".join(f"{inner}- {_flow(each) if _is_short(each) else _entry(each, column + 2, newline)}" for each in data)


def _block_map(data: dict[str, Any], column: int, newline: str) -> str:
    return (newline + " " * column).join(f"{name}:{_behind_colon(value, column, False, newline)}" for name, value in data.items())


def _entry(data: Any, column: int, newline: str) -> str:
    """What stands behind the hyphen at a column."""
    if isinstance(data, dict):
        return _block_map(data, column + 2, newline)
    return _behind_colon(data, column, False, newline).lstrip(" ")


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
