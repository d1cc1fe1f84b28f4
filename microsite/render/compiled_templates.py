"""Compiled templates, kept in a folder for the next build: it is faster for it, and the site is the same without."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

DIGEST_SIZE = hashlib.sha256().digest_size


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
        """Load a compiled template, unless its file is missing or damaged: what Python makes of damaged code is not to be foreseen, so
        that each file begins with the digest of the rest."""
        with contextlib.suppress(OSError):
            content = Path(self._get_cache_filename(bucket)).read_bytes()
            digest, compiled = content[:DIGEST_SIZE], content[DIGEST_SIZE:]
            if _digest(compiled) == digest:
                bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; another build finds either the whole file or the one before it."""
        compiled = bucket.bytecode_to_string()
        target = Path(self._get_cache_filename(bucket))
        with (
            contextlib.suppress(OSError),  # a folder that can't be written to, or is full, only makes the next build slower
            tempfile.TemporaryDirectory(dir=target.parent) as folder,
        ):
            (Path(folder) / target.name).write_bytes(_digest(compiled) + compiled)
            (Path(folder) / target.name).replace(target)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
