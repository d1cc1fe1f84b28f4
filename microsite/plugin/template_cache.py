"""What makes a build faster and changes no byte of the site: with MICROSITE_LEVERS=off it builds without, and a test compares the two.

- One Jinja environment for the passes of all languages, so that a template is compiled once and not once a language.
- Compiled templates are kept in a folder for the next build, by the content of each template.
- Only our own templates are listed: MkDocs looks for files to copy in what is listed, and Material's icons alone are 14,000.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

Make = Callable[[], jinja2.Environment]
OFF = os.environ.get("MICROSITE_LEVERS") == "off"


def environments(make: Make, kept: Path) -> Make:
    """From what makes an environment, what gives one to each pass; `kept` is the folder for compiled templates."""
    if OFF:
        return make

    @functools.cache
    def shared() -> jinja2.Environment:
        env = make()
        assert isinstance(env.loader, jinja2.FileSystemLoader)
        env.loader = OwnTemplates(env.loader.searchpath)
        env.bytecode_cache = Compiled.of(env, kept)
        return env

    return shared


class OwnTemplates(jinja2.FileSystemLoader):
    """Finds templates in all folders, and lists those of the first."""

    def list_templates(self) -> list[str]:
        own = Path(self.searchpath[0])
        return sorted(path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file())


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates in a folder of the project: Jinja compares the content of each, and the version of Python."""

    @classmethod
    def of(cls, env: jinja2.Environment, folder: Path) -> Compiled | None:
        """Jinja's version and the way it reads templates have their own folder; None where none can be made."""
        ways = jinja2.__version__, env.trim_blocks, env.lstrip_blocks, sorted(env.extensions), sorted(env.filters)
        own = folder / hashlib.sha256(repr(ways).encode()).hexdigest()[:8]
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return cls(str(own))

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # a folder that can't be written to, or is full, only makes the next build slower
            super().dump_bytecode(bucket)
