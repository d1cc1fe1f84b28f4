"""The languages and the data file in mkdocs.yml, for commands that run without MkDocs: it is read as plain YAML, and MkDocs' own tags
are ignored."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Languages:
    """The languages of a site."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By code of each language that is built: the line and column of its entry, counted from 1."""
    locales: dict[str, str] = field(default_factory=dict)
    """By language code: the locale (en-GB for en) that its dates are written by, where the site chose one."""
    default: str = ""
    """The one whose pages are at the root."""


def languages(path: Path) -> Languages:
    """The languages of the site of a mkdocs.yml; none if it can't be read, which MkDocs reports itself."""
    i18n, microsite = _plugin_options(path, "i18n", "microsite")
    entries = [_keys(node) for node in _values(i18n.get("languages"))]
    built = [entry["locale"] for entry in entries if "locale" in entry and _text(entry.get("build")).lower() not in ("false", "no", "off")]
    codes = [node for node in built if _text(node) != "null"]  # `null` is an entry of the menu that is not a language
    return Languages(
        {_text(node): (node.start_mark.line + 1, node.start_mark.column + 1) for node in codes},
        {key: _text(value) for key, value in _keys(microsite.get("locales")).items()},
        next((_text(each["locale"]) for each in entries if "locale" in each and _text(each.get("default")).lower() == "true"), ""),
    )


def data_file(path: Path) -> Path | None:
    """The data file that a mkdocs.yml names; None if it names none, or can't be read."""
    (microsite,) = _plugin_options(path, "microsite")
    name = _text(microsite.get("session"))
    return path.parent / name if name else None


def site_url(path: Path) -> str:
    """The address of the site of a mkdocs.yml: of `!ENV [SITE_URL, …]`, what the environment says or else the last entry; empty if it has
    none."""
    node = _keys(_root(path)).get("site_url")
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV":
        *names, otherwise = map(_text, node.value)
        return next((os.environ[name] for name in names if name in os.environ), otherwise)
    return _text(node)


def left_out(path: Path) -> tuple[str, ...]:
    """The parts of a site that a mkdocs.yml leaves out with `without`."""
    (microsite,) = _plugin_options(path, "microsite")
    return tuple(_text(node) for node in _values(microsite.get("without")))


def _root(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8-sig"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None


def _plugin_options(path: Path, *names: str) -> list[dict[str, yaml.Node]]:
    """The options of each of some plugins in a mkdocs.yml; none of one that is not there."""
    plugins = _values(_keys(_root(path)).get("plugins"))
    return [_keys(next((_keys(node)[name] for node in plugins if name in _keys(node)), None)) for name in names]


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a map by key; none if the node is not a map."""
    return {_text(key): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _values(node: yaml.Node | None) -> list[yaml.Node]:
    """The entries of a list; any other node as its only entry, since `plugins` may be written as a map as well."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node] if node else []


def _text(node: yaml.Node | None) -> str:
    """The text of a plain value; empty for a list, a map or nothing."""
    return node.value if isinstance(node, yaml.ScalarNode) else ""
