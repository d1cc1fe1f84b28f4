"""What pydantic and the YAML parser complain of, in an editor's words: what is wrong; what to do."""

from __future__ import annotations

import difflib
import re
import types
import typing
from typing import Any

import babel.localedata
import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from microsite.model import docstrings
from microsite.model.fields import ALL_LANGUAGES, Localized, Where, excerpt
from microsite.model.session import Session
from microsite.source import recovery
from microsite.validation.secrets import PRIVATE_KEY

NO_KEY = "found unhashable key"
"""PyYAML's words for a key that is a list or a map."""

WORDS = {"am", "as", "be", "id", "is", "it", "my", "no", "or", "so", "to"}
"""Codes of languages that are words of English too, which somebody may take for a key."""


def explain(error: ErrorDetails) -> tuple[Where, str, bool]:
    """The data path of one of pydantic's errors, its words, and whether they are about the key and not its value."""
    where = tuple(part for part in error["loc"] if part not in (ALL_LANGUAGES, "[key]"))
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    if kind == "words":
        where += tuple(int(part) if part.isdigit() else part for part in context.get("key", "").split(".") if part)
        return where, context["words"], error["loc"][-1:] == ("[key]",)
    return where, _words(kind, where, value, context, error["msg"]), kind == "extra_forbidden"


def _words(kind: str, where: Where, value: Any, context: dict[str, Any], message: str) -> str:
    match kind:
        case "missing":
            return f"is missing; add it: {_described(where)}"
        case "extra_forbidden":
            return _unknown(where)
        case "enum":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ")
            return f"“{excerpt(value)}” is none of {allowed}; {_nearest(value, allowed.split(', '))}"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{_kind_of(value)} is not a whole number; write digits, for instance 12"
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            return f"is {value}, and can't be {'less' if 'ge' in context else 'more'} than {limit}; correct the number"
        case "bool_parsing" | "bool_type":
            return f"{_kind_of(value)} is neither true nor false; write one of the two"
        case "model_type" | "model_attributes_type" | "dict_type":
            keys = ", ".join(_fields(where)) or "a name and a colon"
            return f"{_kind_of(value)} stands where keys are expected; write below it, each on its own line, what is known of {keys}"
        case "tuple_type" | "list_type":
            return f"{_kind_of(value)} stands where a list is expected; begin each entry with a hyphen and a space, on a line of its own"
    return f"{message}; correct it"


def _kind_of(value: Any) -> str:
    if isinstance(value, str):
        return f"“{excerpt(value)}”"
    return "a list" if isinstance(value, list) else "a map of keys"


def _unwrap(annotation: Any) -> Any:
    """The model, or the type of the entries, inside Optional, tuple and dict."""
    while True:
        arguments = [each for each in typing.get_args(annotation) if each not in (type(None), Ellipsis)]
        if typing.get_origin(annotation) in (typing.Union, types.UnionType) and arguments:
            annotation = arguments[0]
        elif typing.get_origin(annotation) is typing.Annotated:
            annotation = arguments[0]
        else:
            return annotation


def _model_at(where: Where) -> type[BaseModel] | None:
    """The model whose keys are allowed at a data path."""
    current: Any = Session
    for part in where:
        current = _unwrap(current)
        if isinstance(current, type) and issubclass(current, BaseModel) and part in current.model_fields:
            current = current.model_fields[part].annotation
        elif typing.get_origin(current) in (tuple, dict):
            arguments = typing.get_args(current)
            current = arguments[0] if typing.get_origin(current) is tuple else arguments[1]
        else:
            return None
    current = _unwrap(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) and not issubclass(current, Localized) else None


def _fields(where: Where) -> list[str]:
    model = _model_at(where)
    return list(model.model_fields) if model else []


def _described(where: Where) -> str:
    model = _model_at(where[:-1])
    description = docstrings.of_fields(model).get(str(where[-1])) if model else ""
    return f"{description[0].lower()}{description[1:].rstrip('.')}" if description else "it can't be left out"


def _nearest(value: Any, allowed: list[str]) -> str:
    near = difflib.get_close_matches(str(value).lower(), allowed, 1, 0.6)
    return f"did you mean {near[0]}?" if near else "write one of them"


def _unknown(where: Where) -> str:
    key = str(where[-1])
    if space := _special_space(key):
        return f"{space}; type the spaces of the line again"
    is_language = re.fullmatch("[a-z]{2}", key) and babel.localedata.exists(key)
    if is_language and key not in WORDS:
        return "is a language, and stands beside its text; indent it below the key of the text"
    if near := nearest_key(where):
        return f"is not a known key; did you mean `{near}`?"
    language = " (a language is indented below the key of its text)" if is_language else ""
    return f"is not a known key{language}; delete it, or use one of {', '.join(_fields(where[:-1]))}"


def _special_space(text: str) -> str | None:
    """What is wrong with a text that was pasted with a space of another kind in it."""
    found = re.search("[\u00a0\u2000-\u200a\u202f\u3000]", text)
    return f"has a special space in it (U+{ord(found[0]):04X}), pasted from elsewhere" if found else None


def nearest_key(where: Where) -> str | None:
    """The known key that a misspelt one is nearest to."""
    return next(iter(difflib.get_close_matches(str(where[-1]).lower(), [*_fields(where[:-1]), PRIVATE_KEY], 1, 0.6)), None)


def syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """A YAML parser's complaint: the line and column to look at, and the words of an editor."""
    said = f"{error.context or ''} {error.problem or ''}"
    lines = text.splitlines() or [""]
    opened = error.context_mark
    mark = error.problem_mark or opened
    assert mark  # the parser says where it stands
    unfinished = "could not find expected ':'" in said and opened is not None  # then the parser stands a line further on
    if opened and (
        unfinished
        or "quoted scalar" in said
        or "flow" in said
        and any(recovery.PART_BEGINS.match(line) for line in lines[opened.line + 1 : mark.line + 1])
    ):
        mark = opened
    row, column = min(mark.line, len(lines) - 1), mark.column
    above = row - 1
    if "mapping values are not allowed" in said and above >= 0 and not re.search(r":(\s|$)|^\s*(#|$)", lines[above]):
        row, column, unfinished = above, len(lines[above]) - len(lines[above].lstrip()), True
    return row + 1, column + 1, _syntax(said, lines[row], column, error, unfinished)


def _syntax(said: str, line: str, column: int, error: yaml.MarkedYAMLError, unfinished: bool) -> str:
    opened = error.context_mark.line + 1 if error.context_mark else 0
    before = line[:column]
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in said or "tab" in said:
        return "is indented with a tab; use spaces"
    if unfinished:
        if "：" in line:
            return "has a full-width colon (：) where YAML needs `: `; type a colon and a space"
        if space := _special_space(line):
            return f"{space}; type the space again"
        if re.match(r"\s*(- )?[\w-]+:\S", line):
            return "has no space after the colon; put one there"
        return "is a key without a colon, or a text that goes on where a key is expected; add the colon and a space, or indent the text"
    if "mapping values are not allowed" in said:
        return (
            "a colon and a space stand inside the text, or the line is indented too far; put quotes around the text, or move the line left"
        )
    if NO_KEY in said:
        return "a list or a map stands where a key is expected; write a word and a colon, or put quotes around the text"
    if "quoted scalar" in said:
        return f"the quotes opened on line {opened} are not closed; close them, and write a quote inside the text as “ or ”"
    if "expected comment or line break" in said or "mapping keys are not allowed" in said:
        return "a text can't begin with >, | or ?; put quotes around it"
    if "flow" in said:
        return f"the bracket opened on line {opened} is not closed; close it, or put a comma between its entries"
    if "did not find expected '-' indicator" in said and not before.strip():
        return (
            "an entry of the list is expected here, and begins with a hyphen and a space; write `- ` before "
            "it, or indent the line as its neighbours are"
        )
    if "block sequence entries are not allowed" in said:
        return "a list begins in the middle of a line; put each entry on a line of its own, or quotes around the text"
    if before.strip():
        return "the text goes on after its closing quote or bracket; put quotes around the whole, and write quotes inside it as “ and ”"
    if "expected <block end>" in said or "did not find expected key" in said or "block mapping" in said or "block collection" in said:
        return f"does not line up with the lines above (that part begins on line {opened}); indent it as its neighbours are"
    if "cannot start any token" in said or "alias" in said or "anchor" in said:
        return "begins with a character that means something else in YAML; put quotes around the text"
    return f"can't be read as YAML ({(error.problem or error.context or 'no more is known').strip()}); compare it with the lines around it"
