"""Compiled templates, kept in a folder for the next build: it is faster for it, and the site is the same without.

Those of the package are compiled once it is installed (installed.py), so that the first build need not.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from microsite.kept_files import INSTALLED, keep, kept

TEMPLATES = INSTALLED / "templates"
"""Where those of the package are."""


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Jinja finds a compiled template by its content and by the version of Python."""

    @classmethod
    def of(cls, folder: Path) -> CompiledTemplates | None:
        """A cache in `folder`, apart for each version of Jinja and of `pages.environment`; None where no folder can be made."""
        own = _apart(folder)
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return cls(str(own))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, unless its file is missing or damaged: what Python makes of damaged code is not to be foreseen."""
        own = Path(self._get_cache_filename(bucket))
        for file in (own, _apart(TEMPLATES) / own.name):
            if not bucket.code and (compiled := kept(file)):
                bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        keep(Path(self._get_cache_filename(bucket)), bucket.bytecode_to_string())


@functools.cache
def _apart(folder: Path) -> Path:
    """The folder in it for this version of Jinja and of `pages.environment`."""
    ways = jinja2.__version__, *(Path(__file__).with_name(name).read_bytes() for name in ("pages.py", "fragments.py"))
    return folder / hashlib.sha256(repr(ways).encode()).hexdigest()[:8]


def compile_installed() -> None:
    """Compile the templates of the package."""
    from microsite.render.pages import environment  # which a build has, and this module need not
    from microsite.render.theme import Theme

    env = environment(Theme.below(None), bytecode_cache=CompiledTemplates.of(TEMPLATES))
    for name in env.list_templates(extensions=["html"]):
        env.get_template(name)
