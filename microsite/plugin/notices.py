"""Keeps quiet what Material prints on its own future each time that MkDocs loads it; `requirements.txt` holds the versions that serve.

Material prints it before MkDocs loads any plugin. So mkdocs.yml itself names SHOWN, under `theme`, and MkDocs imports this module as it
reads the file. Nothing else reads that key.
"""

from __future__ import annotations

import os

SHOWN = False

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
