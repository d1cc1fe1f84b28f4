"""Keeps quiet what Material prints on its own future each time that MkDocs loads it, and has errors of mkdocs.yml said in words;
`requirements.txt` holds the versions that serve.

Both must be before MkDocs loads any plugin. So mkdocs.yml itself names SHOWN, under `theme`, and MkDocs imports this module as it reads
the file. Nothing else reads that key.
"""

from __future__ import annotations

import os

from microsite.plugin import config_errors

SHOWN = False

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
config_errors.tell()
