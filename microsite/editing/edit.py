"""Writes translations into the text of a data file; every other byte of it stays as it is.

The YAML parser only tells where values stand in the text. A translation is written in the style that its value has already (plain,
quoted, block), or, if that can't hold it, in one that can. The result is parsed again, and refused unless it differs from the original in
the translations alone.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from microsite.model.fields import Where

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(Exception):
    """Translations that can't be written without changing something else; `places` are their paths in the data."""

    def __init__(self, places: list[Where]):
        self.places = places
        super().__init__(", ".join(map(str, places)))


class Replacement(NamedTuple):
    """A part of a text, from index `start` up to `end`, and what is put in its place; nothing is removed where they are the same."""

    start: int
    end: int
    new: str


class _Value(NamedTuple):
    """A value of the data file."""

    node: yaml.Node
    key: yaml.Node | None
    """Its key; None if it is an entry of a list."""
    in_flow: bool
    """Whether it stands inside brackets or braces, where a value can't be written on lines of its own."""


def with_translations(content: str, language: str, translations: Mapping[Where, str], source_language: str) -> str:
    """The content of a data file, with translations of texts into `language`, given by the path of the text; EditError if impossible.

    A new translation is put on a line of its own, after those of the same text. A text that was written once, for all languages,
    becomes a map of languages, in which it is the text in `source_language`.
    """
    byte_order_mark = "\ufeff" if content.startswith("\ufeff") else ""
    text = content.removeprefix(byte_order_mark)
    result = _apply_translations(text, language, translations, source_language)
    if result is None:
        impossible = [
            place for place, words in translations.items() if _apply_translations(text, language, {place: words}, source_language) is None
        ]
        raise EditError(impossible)
    return byte_order_mark + result


def _apply_translations(text: str, language: str, translations: Mapping[Where, str], source_language: str) -> str | None:
    """The new text; None if it would not parse to what is expected."""
    root = parse(text)
    expected = _add_to_data(to_data(root), language, translations, source_language)
    replacements: list[Replacement] = []
    for place, words in translations.items():
        replacements += _translation_replacements(text, _find_value(root, place), language, words, source_language)
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        return text if to_data(parse(text)) == expected else None
    except yaml.YAMLError:
        return None


@functools.lru_cache(maxsize=2)
def parse(text: str) -> yaml.Node:
    """The root node of a text that is not empty. What was parsed last, which the next edit begins with, is not parsed again."""
    root = yaml.compose(text, Loader=LOADER)
    assert root
    return root


def to_data(node: yaml.Node) -> Any:
    """A node as dictionaries, lists and strings. Spaces around a string are removed, as the model does."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: to_data(value) for key, value in node.value}
    return [to_data(entry) for entry in node.value] if isinstance(node, yaml.SequenceNode) else node.value.strip()


def _add_to_data(data: Any, language: str, translations: Mapping[Where, str], source_language: str) -> Any:
    """A copy of the data (as `to_data` gives it), with translations."""
    result = copy.deepcopy(data)
    for place, words in translations.items():
        parent = result
        for part in place[:-1]:
            parent = parent[part]
        if isinstance(parent[place[-1]], str):
            parent[place[-1]] = {source_language: parent[place[-1]]}
        parent[place[-1]][language] = words.strip()
    return result


def _find_value(root: yaml.Node, place: Where) -> _Value:
    node, key, in_flow = root, None, False
    for part in place:
        assert isinstance(node, yaml.CollectionNode)
        in_flow = in_flow or bool(node.flow_style)
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == part)
        else:
            key, node = None, node.value[part]
    return _Value(node, key, in_flow)


def _translation_replacements(text: str, value: _Value, language: str, words: str, source_language: str) -> list[Replacement]:
    """What to change so that `value`, a text or a map of languages, has `words` in a language."""
    node = value.node
    if isinstance(node, yaml.ScalarNode):
        return _split_by_language(text, node, value, language, words, source_language)
    assert isinstance(node, yaml.MappingNode)  # of languages
    in_flow = value.in_flow or bool(node.flow_style)
    for key, translation in node.value:
        if key.value == language:
            return replace_scalar(text, translation, key.start_mark.column, in_flow, words)
    before = [pair for pair in node.value if pair[0].value == source_language or pair[0].value < language]
    key, translation = (before or node.value)[-1]
    if in_flow:
        end = translation.end_mark.index
        return [Replacement(end, end, f", {language}: {format_scalar(words, in_flow)}")]
    return [_insert_line_after(text, translation, key.start_mark.column, language, words)]


def replace_scalar(text: str, node: yaml.ScalarNode, key_column: int, in_flow: bool, words: str) -> list[Replacement]:
    """New words for a value, whose key begins at a column."""
    start, end = node.start_mark.index, end_of_value(text, node)
    if node.style not in ("|", ">"):
        scalar = format_scalar(words, in_flow, node.style)
        if scalar is not None:
            return [Replacement(start, end, scalar)]
        line_end = end_of_line(text, end)  # a comment after the value stays on its line, after the `|-`
        block = format_block(words, key_column + 2, newline_at(text, end))
        return [Replacement(start, end, "|-"), Replacement(line_end, line_end, block)]
    header = text[start : end_of_line(text, start)]
    old_block = text[start + len(header) : end]
    has_indentation_indicator = re.match(r".[+-]?\d", header)
    indentation = key_column + 2 if has_indentation_indicator else _indentation(old_block)
    style = "|" if "\n" in words else node.style
    header = style + re.sub(r"^([+-]?)\d?([+-]?)", r"\1\2", header[1:])
    return [Replacement(start, end, header + format_block(words, indentation, newline_at(text, start)))]


def _split_by_language(
    text: str, node: yaml.ScalarNode, value: _Value, language: str, words: str, source_language: str
) -> list[Replacement]:
    """Turn a text that was written once, with the node of `value`, into a map of two languages; the text itself stays as it is written."""
    key = value.key
    start, end = node.start_mark.index, end_of_value(text, node)
    source_text = text[start:end]
    if value.in_flow:
        return [Replacement(start, end, f"{{{source_language}: {source_text}, {language}: {format_scalar(words, in_flow=True)}}}")]
    newline = newline_at(text, start)
    before_on_line = text[text.rfind("\n", 0, start) + 1 : start]
    if key is None or not before_on_line.strip(" -"):  # only hyphens of lists are before it: the map begins where the text did
        column, separator = node.start_mark.column, ""
    else:
        column, separator = key.start_mark.column + 2, newline + " " * (key.start_mark.column + 2)
        start -= len(before_on_line) - len(before_on_line.rstrip())
    first_line, *other_lines = re.split(r"(?<=\n)", source_text)
    if node.style in ("|", ">"):
        shift = max(0, column + 2 - _indentation(source_text[len(first_line) :]))
        other_lines = [" " * shift + line if line.strip("\r\n") else line for line in other_lines]
    else:
        other_lines = [" " * (column + 2) + line.lstrip(" ") if line.strip() else line for line in other_lines]
    return [
        Replacement(start, end, f"{separator}{source_language}: {first_line}{''.join(other_lines)}"),
        _insert_line_after(text, node, column, language, words),
    ]


def _insert_line_after(text: str, node: yaml.Node, column: int, language: str, words: str) -> Replacement:
    """Insert a language at a column, on a line of its own after that on which a value ends."""
    end = end_of_line(text, end_of_value(text, node))
    newline = newline_at(text, node.start_mark.index)
    scalar = format_scalar(words, in_flow=False)
    if scalar is None:
        scalar = f"|-{format_block(words, column + 2, newline)}"
    return Replacement(end, end, f"{newline}{' ' * column}{language}: {scalar}")


def format_scalar(words: str, in_flow: bool, style: str | None = None) -> str | None:
    """Words as a value on one line, in the quotes `style` if they can be; None if they need the lines of a block."""
    has_lines = "\n" in words
    if style == "'" and not has_lines:
        return "'" + words.replace("'", "''") + "'"
    if style == '"' or has_lines and in_flow or not has_lines and not _is_safe_unquoted(words, in_flow):
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    return None if has_lines else words


def _is_safe_unquoted(words: str, in_flow: bool) -> bool:
    """Whether words without quotes are read unchanged, and as a text by every YAML parser (`2025`, `no` and `~` are not)."""
    try:
        root = parse(f"{{k: {words}}}" if in_flow else f"k: {words}")
        node = root.value[0][1]
        return len(root.value) == 1 and (node.value, node.tag, getattr(node, "style", "") or "") == (words, "tag:yaml.org,2002:str", "")
    except yaml.YAMLError:
        return False


def format_block(words: str, indentation: int, newline: str) -> str:
    """Words as the lines below a `|-`, each with its line break in front."""
    return "".join(newline + (" " * indentation + line if line else "") for line in words.split("\n"))


def _indentation(block: str) -> int:
    """The number of spaces before the first line that is not empty."""
    return next(len(line) - len(line.lstrip(" ")) for line in block.split("\n") if line.strip())


def end_of_value(text: str, node: yaml.Node) -> int:
    """The index at which a value ends, without the empty lines after a block, which the parser counts in."""
    start, end = node.start_mark.index, node.end_mark.index
    if getattr(node, "style", None) in ("|", ">"):
        return end_of_line(text, start + len(text[start:end].rstrip(" \t\r\n")))
    return end


def end_of_line(text: str, index: int) -> int:
    """The index at which the line around an index ends, before its line break."""
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" and end > index else end


def newline_at(text: str, index: int) -> str:
    """The line break (`\\n` or `\\r\\n`) of the line around an index; of the line before if it is the last."""
    end = text.find("\n", index)
    end = text.rfind("\n") if end < 0 else end
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
