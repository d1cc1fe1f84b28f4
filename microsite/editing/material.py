"""Words that Material for MkDocs has in sixty languages, and that mean the same as ours: to begin a catalogue with.

They are read from Material as it is installed. None of them is in the package.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import jinja2

from microsite.model.languages import with_bases

KEYS = {
    "Copied": "clipboard.copied",
    "Copy": "clipboard.copy",
    "Related links": "blog.references",
    "Search": "search",
    "Skip to content": "action.skip",
}
"""Our words, and by which key Material has them."""
REMARK = "From Material for MkDocs: check it, and take off the mark “fuzzy”."
"""What a catalogue says above a word that was taken over."""


def words(language: str) -> dict[str, str]:
    """Material's words for ours in a language, or in its nearest base that Material has; none where Material is not installed."""
    found = importlib.util.find_spec("material")
    folders = [Path(folder, "templates", "partials", "languages") for folder in (found.submodule_search_locations or ())] if found else []
    paths = [folder / f"{name}.html" for folder in folders for name in with_bases(language)]
    path = next((path for path in paths if path.is_file()), None)
    if not path:
        return {}
    template = jinja2.Environment().from_string(path.read_text(encoding="utf-8"))
    said = {word: str(template.module.t(key)).strip() for word, key in KEYS.items()}  # type: ignore[attr-defined]  # a macro of theirs
    return {word: text for word, text in said.items() if text}
