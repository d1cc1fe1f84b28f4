"""Compiled templates, kept in a folder for the next build: it is faster for it, and the site is the same without."""

from __future__ import annotations

import hashlib
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from microsite.render.kept_files import keep, kept


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Jinja finds a compiled template by its content and by the version of Python."""

    @classmethod
    def of(cls, folder: Path) -> CompiledTemplates | None:
        """A cache in `folder`, apart for each version of Jinja and of `pages.environment`; None where no folder can be made."""
        ways = jinja2.__version__, Path(__file__).with_name("pages.py").read_bytes()
        own = folder / hashlib.sha256(repr(ways).encode()).hexdigest()[:8]
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return cls(str(own))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, unless its file is missing or damaged: what Python makes of damaged code is not to be foreseen."""
        if compiled := kept(Path(self._get_cache_filename(bucket))):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        keep(Path(self._get_cache_filename(bucket)), bucket.bytecode_to_string())
