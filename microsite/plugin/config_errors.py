"""What MkDocs does not say itself of a mkdocs.yml that it can't use: under --quiet, a warning stops a strict build without a word, and a
value of a type that nobody thought of ends in a traceback. It imports neither MkDocs nor the plugin, since it runs before both."""

from __future__ import annotations

import errno
import logging
import sys
import traceback
from types import TracebackType

VALIDATING = {"_pre_validate", "_validate", "_post_validate"}
"""Functions of MkDocs in which `key` is the name of the option that is looked at."""


def tell() -> None:
    """From now on, say both."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))
    sys.excepthook = _explain


def explain(error: BaseException) -> str | None:
    """An error in the reading of mkdocs.yml as a line, with the option if it is known; None for other errors."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    modules = [str(frame.f_globals.get("__name__")) for frame in frames]
    if "mkdocs.config.base" not in modules or "mkdocs.commands.build" in modules:
        return None
    keys = [frame.f_locals.get("key") for frame in frames if frame.f_code.co_name in VALIDATING]
    subject = f"the value of {keys[0]}" if keys else "it"
    return f"mkdocs.yml: {subject} can't be used ({type(error).__name__}: {error}); undo the last change of it"


def _explain(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    """What Python calls for an error that nobody catches."""
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        print("Another server is at that address; stop it, or choose another with `mkdocs serve -a 127.0.0.1:8001`", file=sys.stderr)
    elif words := explain(error):
        print(words, file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, place)
