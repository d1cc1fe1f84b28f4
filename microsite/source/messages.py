"""What pydantic complains of, in an editor's words: what is wrong; what to do."""

from __future__ import annotations

import datetime as dt
import functools
import re
import types
import typing
import unicodedata
import zoneinfo
from collections.abc import Callable
from typing import Any

import babel.localedata
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from microsite.model import docstrings, notations
from microsite.model.agenda import Kind
from microsite.model.base import format_moment
from microsite.model.fields import DEADLINE_ELSEWHERE, Localized, Where, excerpt, slug
from microsite.model.people import Part
from microsite.model.session import Session
from microsite.source.recovery import place
from microsite.source.syntax_errors import BULLETS, special_space
from microsite.validation.checks import SHORT_NAMES
from microsite.validation.choices import MAX_LENGTH, example, in_yaml, near, not_one_of
from microsite.validation.secrets import PRIVATE_KEY

WORDS = {"am", "as", "be", "id", "is", "it", "my", "no", "or", "so", "to"}
"""Codes of languages that are words of English too, which somebody may take for a key."""


HONORIFICS = {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "mme", "m", "herr", "frau", "sr", "sra", "amb", "ambassador"}
SYNONYMS = {
    "abstract": ("text",),
    "begin": ("start",),
    "bio": ("biography",),
    "country": ("place",),
    "description": ("text", "summary", "about"),
    "file": ("url",),
    "from": ("start",),
    "href": ("url",),
    "image": ("picture",),
    "link": ("url",),
    "location": ("room", "place", "venue"),
    "mail": ("email",),
    "participants": ("people",),
    "pdf": ("url",),
    "photo": ("picture",),
    "portrait": ("picture",),
    "programme": ("agenda",),
    "schedule": ("agenda",),
    "speaker": ("people", "person"),
    "speakers": ("people",),
    "tel": ("phone",),
    "telephone": ("phone",),
    "time": ("start",),
    "timezone": ("zone",),
    "to": ("end",),
    "until": ("end",),
    "website": ("url",),
}
"""Keys under words that other programs and people have for them; the first that is known in its place is suggested."""


def explain(error: ErrorDetails, data: Any = None, written: Callable[[Where], str] = lambda _: "") -> tuple[Where, str, bool]:
    """The data path of one of pydantic's errors, its words, and whether they are about the key and not its value.

    `data` is the whole file as it was read, and `written` gives what is in the file from a data path's position to the end of the line.
    """
    where = place(error)
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden" and error["loc"][-1] == "":
        return where, "has a key without a name; write a word before its colon, or delete the line", False
    if error["loc"][-1:] == ("[key]",) and (found := _instead_of_key(where, data)):
        return found
    if kind == "words":
        words = context["words"]
        if isinstance(value, str) and where[-1:] == ("person",):
            words = _instead_of_short_name(value, data) or words
        elif isinstance(value, list) and where != ("registration",) and written(where).startswith("["):
            words = _between_brackets(where)
        return where, words, error["loc"][-1:] == ("[key]",)
    if kind == DEADLINE_ELSEWHERE:
        return where, _in_zone(context, data.get("zone") if isinstance(data, dict) else None), False
    if isinstance(value, str) and len(where) > 2 and where[-2] == "people" and kind.startswith("model"):
        return where, _participation(value, data), False
    return where, _words(kind, where, value, context, error["msg"]), kind == "extra_forbidden"


def _instead_of_key(where: Where, data: Any) -> tuple[Where, str, bool] | None:
    """What `explain` gives for a key that is wrong where a short name or a language is expected, if more is known of it."""
    key = str(where[-1])
    if where[:-1] == ("kinds",) and slug(key) in [*Kind]:
        return where, f"“{key}” is a kind of the site already; choose another short name", True
    if key not in ("name", "text", "title", "label", "url") or where[0] == "language_names":
        return None
    texts: Any = data
    for part in where[:-1]:
        texts = texts[part]
    value, outer = texts[key], where[-2]
    if len(texts) > 1 or isinstance(value, list):
        return None
    if not isinstance(value, str) or len(value) > MAX_LENGTH or "\n" in value:
        return where, "is no language; delete it, and put what it has in its place", True
    written = f"{outer}: {in_yaml(value)}" if isinstance(outer, str) else in_yaml(value)
    return where[:-1], f"has its text below `{key}`, which is no language; write `{written}`", isinstance(outer, str)


def _in_zone(context: dict[str, Any], zone: Any) -> str:
    """What to write in place of a deadline that names a zone; `zone` is the session's, as it is written."""
    moment, named = dt.datetime.combine(context["day"], context["time"]), context["zone"].strip("()")
    says = f"“{excerpt(context['value'])}” says “{excerpt(named)}”, and all times are those of `zone`"
    ahead = notations.offset(named, moment)
    try:
        here = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        return f"{says}; write the time there, and no zone"
    as_given = f"`{format_moment(moment)}`"
    in_winter_and_summer = {moment.replace(month=month, day=1, tzinfo=here).tzname() for month in (1, 7)}
    if ahead is None:
        return f"{says} ({zone}); write the time there: {as_given} if it is that already"
    there = moment.replace(tzinfo=dt.timezone(ahead)).astimezone(here)
    if there.replace(tzinfo=None) == moment:
        return f"{says} ({zone}); write {as_given}"
    converted = f"`{format_moment(there.replace(tzinfo=None))}`"
    if named.upper() in in_winter_and_summer:
        return f"{says} ({zone}), where it is {there.tzname()} on that day; write {as_given} if that is the time there, else {converted}"
    return f"{says} ({zone}), where it is another time then; write {converted}"


@functools.lru_cache(maxsize=10_000)
def _words_of_name(name: str) -> list[str]:
    """The words that a name has, in whatever order they are."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKD", name).casefold())
    return sorted(word for word in words if word not in HONORIFICS)


def _short_name(name: str, data: Any) -> str | None:
    """The key under `people` of somebody who is called by name."""
    people = data.get("people") if isinstance(data, dict) else None
    for key, person in people.items() if isinstance(people, dict) else ():
        names = person.get("name") if isinstance(person, dict) else None
        every = names.values() if isinstance(names, dict) else [names]
        if any(isinstance(each, str) and _words_of_name(each) == _words_of_name(name) for each in every):
            return str(key)
    return str(name) if isinstance(people, dict) and name in people else None


def _name_and_part(value: str) -> tuple[str, str]:
    """Somebody's name, and what is said behind it of the part that they take; empty if nothing is."""
    found = re.fullmatch(rf"(.+?)[\s,]*[(,–-]\s*({'|'.join(Part).replace('_', '[-_ ]')})\)?", value.strip(), re.IGNORECASE)
    return (found[1], re.sub("[- ]", "_", found[2].lower())) if found else (value.strip(), "")


def _instead_of_short_name(value: str, data: Any) -> str | None:
    """What to write where somebody's short name belongs and another text stands; None if that is not known."""
    name, part = _name_and_part(value)
    if key := _short_name(name, data):
        if part:
            return f"“{excerpt(value)}” is a name and a part; write `{key}`, and on a line of its own below it `part: {part}`"
        return f"“{excerpt(value)}” is a name, and a short name is written here; write `{key}`"
    if re.fullmatch(r"(?i)tb[acd]\.?|to be \w+|n\.?n\.?", value):
        return f"“{excerpt(value)}” is nobody's short name; delete the entry until it is known who it is"
    return None


def _between_brackets(where: Where) -> str:
    """What to do with `[To be confirmed]`, where a text is expected."""
    model = _model_at(where[:-1])
    field = model.model_fields.get(str(where[-1])) if model else None
    advice = "put quotes around it" + (", or delete the line if nothing is known yet" if field and not field.is_required() else "")
    return f"is between square brackets, which make a list; {advice}"


def _participation(value: str, data: Any) -> str:
    """What to write in place of somebody's name and part in a list of people, such as KIM Min-jun (moderator)."""
    name, part = _name_and_part(value)
    part = part and f", part: {part}"
    if key := _short_name(name, data):
        return f"“{excerpt(value)}” stands without `person`; write `{{person: {key}{part}}}`"
    several = [_short_name(each.strip(), data) for each in re.split(",|;| and | & ", name)]
    if len(several) > 1 and all(several):
        listed = " and ".join(f"`- {{person: {each}}}`" for each in several)
        return f"“{excerpt(value)}” are several people; write each on a line of its own, {listed}"
    known = data.get("people") if isinstance(data, dict) else None
    meant = near(name, known, 0.8) if isinstance(known, dict) else None
    advice = f"`{{person: {meant}{part}}}`" if meant else f"{{person: …{part}}} with a short name, and the person under `people`"
    return f"“{excerpt(value)}” stands without `person`; write {advice}"


def _words(kind: str, where: Where, value: Any, context: dict[str, Any], message: str) -> str:
    match kind:
        case "missing":
            return f"is missing; add it: {_described(where)}"
        case "extra_forbidden":
            return _unknown(where, value)
        case "enum":
            return not_one_of(value, context["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{_kind_of(value)} is not a whole number; write digits, for instance 12"
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            return f"is {value}, and can't be {'less' if 'ge' in context else 'more'} than {limit}; correct the number"
        case "bool_parsing" | "bool_type":
            meant = {"yes": "true", "no": "false", "true": "true", "false": "false"}.get(str(value).strip().lower())
            return f"{_kind_of(value)} is neither true nor false; write {f'`{meant}`' if meant else 'one of the two'}"
        case "dict_type" if where[0] in SHORT_NAMES and len(where) == 1:
            return _short_named(str(where[0]), value)
        case "model_type" | "model_attributes_type" if isinstance(value, str) and where[-2:-1] in [(key,) for key in SHORT_NAMES]:
            return f"{_kind_of(value)} stands where keys are expected; write `{{name: {in_yaml(value)}}}`"
        case "model_type" | "model_attributes_type" | "dict_type":
            keys = ", ".join(_fields(where)) or "a name and a colon"
            return f"{_kind_of(value)} stands where keys are expected; write below it, each on its own line, what is known of {keys}"
        case "tuple_type" | "list_type" if isinstance(value, str) and (bullet := re.match(rf"[{re.escape(BULLETS)}](?= )", value)):
            return f"“{bullet[0]}” is no hyphen, with which each entry of a list begins; write `-`"
        case "tuple_type" | "list_type" if isinstance(value, dict) and (hyphen := re.match(r"-(\S)", str(next(iter(value), "")))):
            return f"“{hyphen[0]}” has no space after its hyphen; write `- {hyphen[1]}`"
        case "tuple_type" | "list_type" if where[-1:] == ("interpretation",) and str(value).lower() in ("none", "no", "false"):
            return f"{_kind_of(value)} stands where a list is expected; write `[]`"
        case "tuple_type" | "list_type" if where[-1:] == ("people",):
            if isinstance(value, dict):
                return "has people without hyphens; begin each person with a hyphen and a space, as in `- person: kim`"
            return (
                f"{_kind_of(value)} stands where a list is expected; begin each person with a hyphen, on a line of its own: - {{person: …}}"
            )
        case "tuple_type" | "list_type":
            return f"{_kind_of(value)} stands where a list is expected; begin each entry with a hyphen and a space, on a line of its own"
    return f"{message}; correct it"


def _short_named(key: str, value: Any) -> str:
    """What to write in place of a list or a text where short names are expected."""
    if value == []:
        return "is an empty list; delete the line"
    first = value[0] if isinstance(value, list) else value
    name = first.get("name") if isinstance(first, dict) else first
    if isinstance(name, dict):
        name = next(iter(name.values()), None)
    if isinstance(first, dict) and len(first) == 1 and "name" not in first:
        (short,) = first
        return f"a list stands where short names are expected; delete the hyphen before each of them, such as that before `{short}:`"
    shown = example(key, name if isinstance(name, str) else None)
    without = ", without a hyphen" if isinstance(value, list) else ""
    words = f"write each on a line of its own{without}, after a short name and a colon, as in `{shown}`"
    return f"{_kind_of(value)} stands where short names are expected; {words}"


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


def _unknown(where: Where, value: Any) -> str:
    key = str(where[-1])
    if space := special_space(key):
        return f"{space}; type the spaces of the line again"
    is_language = re.fullmatch("[a-z]{2}", key) and babel.localedata.exists(key)
    if is_language and key not in WORDS:
        return (
            "is a language, and stands beside its text; put the text on a line of its own below its key, such as `en: …`, and this line "
            "below that, both indented by two spaces more than the key"
        )
    if key in where[:-1]:
        return f"can't stand in an entry of `{key}`; write what is below it as entries beside this one, with their hyphens below its hyphen"
    if key == "items" and "sittings" in _fields(where[:-1]):
        return "belongs to a sitting; write `sittings:` above it, and below that `- id`, `start` and `end`"
    hours = notations.hours(value) if isinstance(value, str) else None
    if hours and {"start", "end"} <= {*_fields(where[:-1])}:
        return f"is not a known key; write `start: {hours[0]:%H:%M}` and `end: {hours[1]:%H:%M}`, each on a line of its own"
    if meant := nearest_key(where):
        return f"is not a known key; did you mean `{meant}`?"
    language = " (a language is indented below the key of its text)" if is_language else ""
    return f"is not a known key{language}; use one of {', '.join(_fields(where[:-1]))}, or delete it"


def nearest_key(where: Where) -> str | None:
    """The known key that a misspelt one is nearest to."""
    key, known = str(where[-1]).lower(), [*_fields(where[:-1]), PRIVATE_KEY]
    others = [each for each in SYNONYMS.get(key, ()) if each in known]
    return others[0] if others else near(key, known, 0.65)
