"""Imports run one way, and only the plugin knows MkDocs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "microsite"

# Each module, and the modules of ours it may import.
ALLOWED = {
    "languages": set(),
    "words": {"languages"},
    "po": set(),
    "interface": {"po"},
    "dates": set(),
    "zones": set(),
    "ordinals": set(),
    "typography": set(),
    "docstrings": set(),
    "places": set(),
    "again": {"places"},
    "pruning": {"words"},
    "session": {"languages", "words"},
    "walk": {"words"},
    "plausibility": {"session", "walk", "words"},
    "secrecy": {"places", "session", "walk", "words"},
    "checks": {"languages", "plausibility", "secrecy", "session", "walk", "words"},
    "slips": set(),
    "complaints": {"docstrings", "secrecy", "session", "slips", "words"},
    "problems": set(),
    "reader": {"again", "complaints", "places", "problems", "pruning", "secrecy", "slips", "words"},
    "source": {"again", "checks", "places", "problems", "pruning", "reader", "secrecy", "session", "words"},
    "localize": {"dates", "interface", "languages", "ordinals", "session", "typography", "words", "zones"},
    "players": {"session", "words"},
    "exports.schedule": {"localize", "session"},
    "exports.calendar": {"exports.schedule", "localize", "session", "words"},
    "pages": {"localize"},
    "assets": set(),
    "levers": set(),
    "publish": set(),
    "catalogues": set(),
    "schema": {"docstrings", "session", "words"},
    "shown": set(),
    "diff": {"localize", "session", "shown", "walk", "words"},
    "days": {"localize", "pages", "session"},
    "new": {"interface", "session", "words"},
    "written": {"localize", "source", "walk", "words"},
    "later": set(),
    "faults": set(),
    "preview": {"again", "later", "publish"},
    "edit": set(),
    "translations": {"docstrings", "interface", "po", "problems", "session", "source", "words"},
    "exchange": {"edit", "po", "problems", "session", "source", "translations", "words"},
    "translations_cli": {"exchange", "problems", "source", "translations", "words"},
    "links": {"localize", "problems", "source", "walk", "words"},
    "cli": {"complaints", "diff", "interface", "links", "new", "problems", "session", "source", "translations_cli"},
    "site": {"assets", "days", "exports.calendar", "exports.schedule", "localize", "pages", "players", "session"},
    "entry": {"levers", "plugin"},
    "deployment": {"assets"},
    "options": set(),
    "plugin": {"assets", "checks", "days", "deployment", "faults", "interface", "languages", "later", "levers", "localize", "options", "pages", "preview", "problems", "publish", "secrecy", "site", "source", "words", "written"},
}
KNOW_MKDOCS = {"plugin", "options", "preview", "catalogues"}
"""The preview is MkDocs' live server; the catalogues take MkDocs' reader of front matter, and are no part of a build."""


def modules() -> dict[str, Path]:
    names = {path: ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    return {name: path for path, name in names.items() if not name.endswith("__init__")}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" if node.module == "microsite" else node.module for alias in node.names}
    return found


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_run_one_way(name: str) -> None:
    """A module imports what is below it only."""
    found = imports(modules()[name])
    assert {each.removeprefix("microsite.").removesuffix(".Microsite") for each in found if each.startswith("microsite")} <= ALLOWED[name]
    assert name in KNOW_MKDOCS or not [each for each in found if each.split(".")[0] in ("mkdocs", "material", "mkdocs_static_i18n")]
    assert name in ("reader", "complaints", "edit", "new") or not [each for each in found if each.split(".")[0] == "yaml"]
    assert name not in ("words", "session") or not [each for each in found if each.split(".")[0] in ("jinja2", "markupsafe")]


def test_no_file_is_long() -> None:
    """None passes 400 lines but the model, which is one list of keys."""
    long = {name: count for name, path in modules().items() if (count := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert set(long) <= {"session"}
