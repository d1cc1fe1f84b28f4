"""The interface's words: found in the templates, the code and the titles of pages, and kept in a catalogue per language.

`microsite words` brings catalogues up to date: new words are added, empty, for a translator. In the project's own repository these are
microsite/theme/locales/*.po. In overrides/locales/ a site has the few words that it says otherwise, which stay as they are; or a whole
language of its own, which the command brings up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import babel
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from microsite.localize import po
from microsite.localize.catalogues import GENERAL

METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PACKAGE = Path(__file__).parent.parent
"""Where the package is installed: the words of a site without a copy of its code."""


def words(root: Path) -> Catalog:
    """Every word of the interface of the project or site in `root`, with the places it stands in."""
    found = Catalog(project="microsite", version="1", fuzzy=False)
    package = root / "microsite"
    for folder, path in (("microsite", package if package.is_dir() else PACKAGE), ("overrides", root / "overrides")):
        options = {"**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true"}}
        extracted = extract_from_dir(str(path), METHODS, options, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, line, message, comments, context in extracted:
            found.add(message, locations=[(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    for page in sorted((root / "docs").glob("**/*.md")):
        _, _, matter = page.read_text(encoding="utf-8").partition("---\n")
        fields = yaml.safe_load(matter.partition("---\n")[0]) or {}
        if fields.get("part"):
            found.add(fields["title"], locations=[(f"docs/{page.relative_to(root / 'docs').as_posix()}", 3)])
    return found


def update(root: Path) -> Iterator[str]:
    """Bring up to date the general catalogues, where `root` has them, and of a site's own those of languages that have no general one.

    Yields a line on each: how many words it has, and how many of them are not translated.
    """
    general, own = root / "microsite" / "theme" / "locales", root / "overrides" / "locales"
    known = {path.stem for folder in (general, GENERAL) for path in folder.glob("*.po")} | {"en"}  # English is written in the templates
    whole = [path for path in own.glob("*.po") if path.stem not in known]
    for path in (*sorted(general.glob("*.po")), *sorted(whole)):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=babel.Locale.parse(path.stem, sep="-"))
        made = catalogue.creation_date
        catalogue.update(words(root), no_fuzzy_matching=True)
        catalogue.creation_date = made  # only words make a difference
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, ignore_obsolete=True, omit_header=False, no_location=True)
        missing = sum(1 for message in catalogue if message.id and not all(po.forms(message.string or "")))
        yield f"{path.relative_to(root)}: {len(catalogue)} words, {missing} missing"
