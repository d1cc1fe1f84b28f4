"""Makes what depends on the package alone and every build needs: `python -m microsite.render.installed`, part of `make setup`.

It is kept in the environment (`kept_files.INSTALLED`), by its content: a change of the package is never hidden by it, and a build makes
what is missing.
"""

from microsite.localize import catalogues
from microsite.localize.localizer import Localizer
from microsite.render import compiled_templates

if __name__ == "__main__":
    compiled_templates.compile_installed()
    for path in (*catalogues.GENERAL.rglob("*.po"), catalogues.GENERAL / catalogues.WORDS_POT):
        catalogues.contents(path)
    for language in ("en", *(path.stem for path in catalogues.GENERAL.glob("*.po"))):
        Localizer(language, "en", catalogues=catalogues.GENERAL).session_name(1)  # as a word
