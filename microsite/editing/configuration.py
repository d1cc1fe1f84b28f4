"""What mkdocs.yml says of languages, for commands that know nothing of MkDocs: it is read as YAML, and its own tags are passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Languages:
    """Those of a site."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Each language that is built, with the line and column where it is named."""
    locales: dict[str, str] = field(default_factory=dict)
    """How dates are written in languages that have several ways."""


def languages(path: Path) -> Languages:
    """The languages of the site that a mkdocs.yml describes; none where it can't be read, which MkDocs says itself."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return Languages()
    plugins = _values(_keys(root).get("plugins"))
    i18n, microsite = (_keys(next((_keys(each)[name] for each in plugins if name in _keys(each)), None)) for name in ("i18n", "microsite"))
    listed = [_keys(each) for each in _values(i18n.get("languages"))]
    built = [each["locale"] for each in listed if "locale" in each and _text(each.get("build")).lower() not in ("false", "no", "off")]
    built = [each for each in built if _text(each) != "null"]  # an entry of the menu that is no language
    return Languages(
        {_text(each): (each.start_mark.line + 1, each.start_mark.column + 1) for each in built},
        {key: _text(value) for key, value in _keys(microsite.get("locales")).items()},
    )


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {_text(key): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _values(node: yaml.Node | None) -> list[yaml.Node]:
    """Of a list; `plugins` may be written as a map as well."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node] if node else []


def _text(node: yaml.Node | None) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""
