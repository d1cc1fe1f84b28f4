"""What MkDocs loads as the plugin: the versions are looked at before anything is imported that only the right ones have."""

from __future__ import annotations

import atexit
import gc
from importlib.metadata import version

import click


def validate_mkdocs_version(mkdocs: str) -> str | None:
    """Why a version of MkDocs can't build the site, as a sentence; None where it can."""
    numbers = tuple(int(part) if part.isdigit() else 0 for part in mkdocs.split(".")[:2])
    if (1, 6) <= numbers < (2, 0):
        return None
    return f"MkDocs is {mkdocs}, and 1.6 or a later 1.x is needed; run `pip install -r requirements.txt`, which installs it"


if problem := validate_mkdocs_version(version("mkdocs")):
    raise click.ClickException(problem)

# Python looks for garbage after every 700 new objects, and most of what a build makes stays: a tenth of a small build went there. Never to
# look would let one of 1,000 items grow from 220 to 840 MB. As the process ends, the system takes all memory back anyway.
gc.set_threshold(200_000)
atexit.register(gc.freeze)

from microsite.plugin.plugin import Microsite  # noqa: E402 - it imports what MkDocs 1.5 and 2 do not have

__all__ = ["Microsite"]
