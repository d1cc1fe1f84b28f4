"""A data file changed in place: one text in one language is written, and every other byte stays.

The YAML parser only says where things stand; what is written is one value, in the style that stands there if that can
hold the text. The result is read again, and refused if it says anything else than was asked for.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

import yaml

from microsite.model.fields import Where

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Change = tuple[int, int, str]
"""Where in the text something begins and ends, and what takes its place."""


class CantEdit(Exception):
    """Places at which a text can't be written without changing more than it; `places` are paths into the data."""

    def __init__(self, places: list[Where]):
        self.places = places
        super().__init__(", ".join(map(str, places)))


def edited(text: str, language: str, changes: Mapping[Where, str], source_language: str) -> str:
    """A data file's text, with `changes` (the place of a text, and its words in `language`).

    A language that is not there comes on a line of its own after its neighbours; a text written once becomes a map, in
    which it is the one in `source_language`.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    result = _applied(body, language, changes, source_language)
    if result is None:
        raise CantEdit([place for place in changes if _applied(body, language, {place: changes[place]}, source_language) is None])
    return mark + result


def _applied(text: str, language: str, changes: Mapping[Where, str], source_language: str) -> str | None:
    """The new text; None where it does not say what it should."""
    root = _composed(text)
    expected = copy.deepcopy(_plain(root))
    parts: list[Change] = []
    for place, words in changes.items():
        parts += _changes(text, root, place, language, words, source_language)
        parent = expected
        for part in place[:-1]:
            parent = parent[part]
        if isinstance(parent[place[-1]], str):
            parent[place[-1]] = {source_language: parent[place[-1]]}
        parent[place[-1]][language] = words.strip()
    for start, end, new in sorted(parts, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        return text if _plain(_composed(text)) == expected else None
    except yaml.YAMLError:
        return None


def _composed(text: str) -> yaml.Node:
    """The nodes of a text that says something."""
    root = yaml.compose(text, Loader=LOADER)
    assert root
    return root


def _plain(node: yaml.Node) -> Any:
    """What a node says, without types, and without the blanks around a text, which mean nothing in a session."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value.strip()


def _changes(text: str, root: yaml.Node, place: Where, language: str, words: str, source_language: str) -> list[Change]:
    node, key, flow = root, None, False
    for part in place:
        assert isinstance(node, yaml.CollectionNode)
        flow = flow or bool(node.flow_style)
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == part)
        else:
            key, node = None, node.value[part]
    if isinstance(node, yaml.ScalarNode):
        return _by_language(text, node, key, flow, language, words, source_language)
    assert isinstance(node, yaml.MappingNode)  # of languages
    flow = flow or bool(node.flow_style)
    for each, value in node.value:
        if each.value == language:
            return _replaced(text, value, each.start_mark.column, flow, words)
    before = [pair for pair in node.value if pair[0].value == source_language or pair[0].value < language]
    each, value = (before or node.value)[-1]
    if flow:
        end = value.end_mark.index
        return [(end, end, f", {language}: {_scalar(words, flow)}")]
    return [_line_after(text, value, each.start_mark.column, language, words)]


def _replaced(text: str, value: yaml.ScalarNode, column: int, flow: bool, words: str) -> list[Change]:
    """New words for a value whose key stands at `column`."""
    start, end = value.start_mark.index, _end(text, value)
    if value.style not in ("|", ">"):
        new = _scalar(words, flow, value.style)
        if new is not None:
            return [(start, end, new)]
        line = _line_end(text, end)  # what stands behind the value, a note, stays behind the sign that lines follow
        return [(start, end, "|-"), (line, line, _lines(words, column + 2, _newline(text, end)))]
    header = text[start : _line_end(text, start)]
    lines = text[start + len(header) : end]
    indent = column + 2 if re.match(r".[+-]?\d", header) else _indent(lines)
    style = "|" if "\n" in words else value.style
    header = style + re.sub(r"^([+-]?)\d?([+-]?)", r"\1\2", header[1:])
    return [(start, end, header + _lines(words, indent, _newline(text, start)))]


def _by_language(
    text: str, node: yaml.ScalarNode, key: yaml.Node | None, flow: bool, language: str, words: str, source_language: str
) -> list[Change]:
    """A text written once becomes a map of two languages; what it says stays as it is written."""
    start, end = node.start_mark.index, _end(text, node)
    once = text[start:end]
    if flow:
        return [(start, end, f"{{{source_language}: {once}, {language}: {_scalar(words, flow)}}}")]
    newline = _newline(text, start)
    head = text[text.rfind("\n", 0, start) + 1 : start]
    if key is None or not head.strip(" -"):  # nothing before it but hyphens of lists: the map begins where it begins
        column, gap = node.start_mark.column, ""
    else:
        column, gap = key.start_mark.column + 2, newline + " " * (key.start_mark.column + 2)
        start -= len(head) - len(head.rstrip())
    first, *others = re.split(r"(?<=\n)", once)
    if node.style in ("|", ">"):
        shift = max(0, column + 2 - _indent(once[len(first) :]))
        others = [each if not each.strip("\r\n") else " " * shift + each for each in others]
    else:
        others = [each if not each.strip() else " " * (column + 2) + each.lstrip(" ") for each in others]
    after = _line_after(text, node, column, language, words)
    return [(start, end, f"{gap}{source_language}: {first}{''.join(others)}"), after]


def _line_after(text: str, value: yaml.ScalarNode, column: int, language: str, words: str) -> Change:
    """A language on a line of its own, after the line on which `value` ends."""
    end = _line_end(text, _end(text, value))
    newline = _newline(text, value.start_mark.index)
    new = _scalar(words, flow=False)
    written = f"|-{_lines(words, column + 2, newline)}" if new is None else new
    return end, end, f"{newline}{' ' * column}{language}: {written}"


def _scalar(words: str, flow: bool, style: str | None = None) -> str | None:
    """Words as one value, in the quotes that stood there if there were any; None where lines below a `|-` are meant."""
    several = "\n" in words
    if style == "'" and not several:
        return "'" + words.replace("'", "''") + "'"
    if style == '"' or several and flow or not several and not _safe(words, flow):
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    return None if several else words


def _safe(words: str, flow: bool) -> bool:
    """Whether words without quotes are read as they are, and as a text by every YAML parser (`2025`, `no` and `~` are not)."""
    try:
        node = _composed(f"{{k: {words}}}" if flow else f"k: {words}")
        value = node.value[0][1]
        return len(node.value) == 1 and (value.value, value.tag, getattr(value, "style", "") or "") == (words, "tag:yaml.org,2002:str", "")
    except yaml.YAMLError:
        return False


def _lines(words: str, indent: int, newline: str) -> str:
    """Words as the lines below a `|-`."""
    return "".join(newline + (" " * indent + each if each else "") for each in words.split("\n"))


def _indent(lines: str) -> int:
    """How far the first line with something on it is indented."""
    return next(len(each) - len(each.lstrip(" ")) for each in lines.split("\n") if each.strip())


def _end(text: str, value: yaml.Node) -> int:
    """Where a value ends; the parser counts the empty lines after a `|-` in, which stay with what follows."""
    start, end = value.start_mark.index, value.end_mark.index
    if getattr(value, "style", None) in ("|", ">"):
        return _line_end(text, start + len(text[start:end].rstrip(" \t\r\n")))
    return end


def _line_end(text: str, place: int) -> int:
    """Where the line of a place ends, before its line break."""
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" and end > place else end


def _newline(text: str, place: int) -> str:
    """The line break in use: that of the line, or of the line before where it is the last."""
    end = text.find("\n", place)
    end = text.rfind("\n") if end < 0 else end
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
