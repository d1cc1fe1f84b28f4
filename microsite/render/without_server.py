"""A site that opens by a double-click on one of its pages: what an unpacked preview is looked at with.

From a disk, a browser shows a list of files for an address that ends with a slash, and runs no script of the kind `module`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LINK_TO_FOLDER = re.compile(r'(<a\b[^>]*? href=")((?:\.\.?/|[\w%~-][\w%.~-]*/)+|\.\.?)((?:#[^"]*)?")')
"""A link to a folder of the site."""
SCRIPT = re.compile(r'<script type="module" src="[^"?]*/(?!edit\.js)([\w-]+\.js)')
"""A script of the kind `module`; but that of the form for the data file, which imports a library and so needs a server."""


def opening_from_disk(files: Iterable[tuple[str, bytes | Path]]) -> Iterator[tuple[str, bytes | Path]]:
    """The files of a site, pages with links to files and not to folders, and scripts as browsers run them from a disk. What a script loads
    later – the search, other days – is not there from a disk; pages are whole without it."""
    scripts: dict[str, bytes] = {}
    loaded: set[str] = set()
    for path, content in files:
        if path.endswith(".html") and isinstance(content, bytes):
            html = LINK_TO_FOLDER.sub(lambda found: f"{found[1]}{found[2].rstrip('/')}/index.html{found[3]}", content.decode())
            loaded.update(SCRIPT.findall(html))
            content = SCRIPT.sub(lambda found: found[0].replace('type="module"', "defer"), html).encode()
        if path.startswith("assets/") and path.endswith(".js") and isinstance(content, bytes):
            scripts[path] = content
        else:
            yield path, content
    for path, content in scripts.items():  # a module has its names to itself
        yield path, b"(() => {\n" + content + b"})();\n" if path.removeprefix("assets/") in loaded else content
