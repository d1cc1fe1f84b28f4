"""Errors in the middle of a build that are not of our code, each as a line for whoever can fix it."""

from __future__ import annotations

import errno
import os
import traceback

import jinja2
from mkdocs.exceptions import MkDocsException

from microsite.render.theme import THEME

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""What a disk says that is full, or not ours to write on."""


def explain_error(error: Exception) -> str | None:
    """What can be done about an error that is not of our code, as a line; None for others."""
    if isinstance(error, jinja2.TemplateError):
        return f"{_template_line(error)}: error: {error.message}; correct the template"
    if not isinstance(error, MkDocsException) and (own := [line for line in _template_lines(error) if not line.startswith(str(THEME))]):
        return f"{os.path.relpath(own[-1])}: error: {type(error).__name__}: {error}; correct the template"
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return f"{error.filename or 'The site'} can't be written ({(error.strerror or str(error)).lower()}); the last site stays as it was"
    return None


def _template_line(error: jinja2.TemplateError) -> str:
    """File and line of the template that an error is in."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{os.path.relpath(error.filename or error.name or '')}:{error.lineno}"
    found = _template_lines(error)
    return os.path.relpath(found[-1]) if found else "overrides"


def _template_lines(error: Exception) -> list[str]:
    """File and line of each template that was at work, the innermost last."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return [f"{name}:{line}" for name, line in frames if name.endswith(".html")]
