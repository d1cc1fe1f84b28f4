"""Makes what depends on the package alone and every build needs: `python -m microsite.render.installed`, part of `make setup`.

It is kept in the environment (`kept_files.INSTALLED`), by its content: a change of the package is never hidden by it, and a build makes
what is missing.
"""

from microsite.localize.catalogues import GENERAL, WORDS_POT, contents
from microsite.localize.localizer import Localizer
from microsite.render.assets import ACCENT
from microsite.render.compiled_templates import compile_installed
from microsite.render.icons import SIZES, draw


def make() -> None:
    """Compile the templates, read the catalogues, write out the ordinals of each language that has one, and draw the icons."""
    compile_installed()
    for path in (*GENERAL.rglob("*.po"), GENERAL / WORDS_POT):
        contents(path)
    for language in ("en", *(path.stem for path in GENERAL.glob("*.po"))):
        Localizer(language, "en", catalogues=GENERAL).session_name(1)  # “First session”
    for size in SIZES:
        draw(size, ACCENT)


if __name__ == "__main__":
    make()
