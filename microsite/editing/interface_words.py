"""The interface's words: found in the templates, the code and the titles of pages, and kept in a catalogue per language.

`python -m microsite.editing.interface_words` brings microsite/theme/locales/*.po up to date: new words are added, empty, for a translator. In
overrides/locales/ a site has the few words that it says otherwise, which stay as they are; or a whole language of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import babel
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]


def words(root: Path) -> Catalog:
    """Every word of the interface, with the places it stands in."""
    found = Catalog(project="microsite", version="1", fuzzy=False)
    for folder in ("microsite", "overrides"):
        options = {"**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true"}}
        for name, line, message, comments, context in extract_from_dir(str(root / folder), METHODS, options, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}, comment_tags=("Translators:",)):
            found.add(message, locations=[(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    for page in sorted((root / "docs").glob("**/*.md")):
        _, _, matter = page.read_text(encoding="utf-8").partition("---\n")
        fields = yaml.safe_load(matter.partition("---\n")[0]) or {}
        if fields.get("part"):
            found.add(fields["title"], locations=[(f"docs/{page.relative_to(root / 'docs').as_posix()}", 3)])
    return found


def update(root: Path) -> None:
    """The general catalogues, and of a site's own those of languages that have no general one, which are whole."""
    general, own = root / "microsite" / "theme" / "locales", root / "overrides" / "locales"
    known = {path.stem for path in general.glob("*.po")} | {"en"}  # English is written in the templates
    whole = [path for path in own.glob("*.po") if path.stem not in known]
    for path in (*sorted(general.glob("*.po")), *sorted(whole)):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=babel.Locale.parse(path.stem, sep="-"))
        made = catalogue.creation_date
        catalogue.update(words(root), no_fuzzy_matching=True)
        catalogue.creation_date = made  # only words make a difference
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, ignore_obsolete=True, omit_header=False, no_location=True)
        missing = sum(1 for message in catalogue if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,)))
        print(f"{path.relative_to(root)}: {len(catalogue)} words, {missing} missing")


if __name__ == "__main__":
    update(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
