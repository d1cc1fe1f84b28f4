"""Compiled templates, kept in a folder for the next build: it is faster for it, and the site is the same without."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket


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

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # a folder that can't be written to, or is full, only makes the next build slower
            super().dump_bytecode(bucket)
