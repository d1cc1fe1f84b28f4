"""Translations by Material for MkDocs, in sixty languages, of interface words that we have too: a new catalogue begins with them.

They are read from the installed Material; this package contains none of them.
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
"""By our word in English: Material's key for it."""
REMARK = "From Material for MkDocs: check it, and take off the mark “fuzzy”."
"""The comment in a catalogue above a word that has Material's translation."""


def words(language: str) -> dict[str, str]:
    """By our word in English: Material's translation into a language, or the base of it that Material has; none if it is not installed."""
    package = importlib.util.find_spec("material")
    locations = (package.submodule_search_locations or ()) if package else ()
    folders = [Path(location, "templates", "partials", "languages") for location in locations]
    paths = [folder / f"{name}.html" for folder in folders for name in with_bases(language)]
    path = next((path for path in paths if path.is_file()), None)
    if not path:
        return {}
    template = jinja2.Environment().from_string(path.read_text(encoding="utf-8"))
    translations = {word: str(template.module.t(key)).strip() for word, key in KEYS.items()}  # type: ignore[attr-defined]  # their macro
    return {word: translation for word, translation in translations.items() if translation}
