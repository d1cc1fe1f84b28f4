"""The extensions of Markdown that pages in docs/ may use without a line of mkdocs.yml: those for the blocks that Material's documentation
teaches, and that assets/blocks.css styles."""

from __future__ import annotations

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)

ICONS = "pymdownx.emoji"

LOOK: dict[str, dict[str, Any]] = {
    "pymdownx.tabbed": {"alternate_style": False},
    "pymdownx.blocks.tab": {"alternate_style": False},
    "pymdownx.highlight": {"linenums_style": "pymdownx-inline"},
}
"""Options that say for which style sheet the HTML is: for ours, whatever mkdocs.yml has. The label of a tab stands before what it opens,
as paper needs it, and the number of a line in that line, since lines may be broken."""

BUNDLES = {
    "extra": {"attr_list", "def_list", "footnotes", "md_in_html"},
    "pymdownx.extra": {"attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.superfences"},
}
"""Extensions that bring others along."""


def add(config: MkDocsConfig, markdown: str) -> None:
    """Add to the configuration what the text of a page needs, before MkDocs makes HTML of it.

    What mkdocs.yml configures itself stays as it is, but for the look. A page without a text needs nothing, and one without `:name:`
    no icons: the pages of parts, which most sites have alone, are built as fast as ever.
    """
    if not markdown.strip():
        return
    there = {_name(each) for each in config.markdown_extensions}
    there |= {each for bundle in there & set(BUNDLES) for each in BUNDLES[bundle]}
    config.markdown_extensions += [name for name in EXTENSIONS if name not in there]
    if ICONS not in there and re.search(r":[\w+-]+:", markdown):
        config.markdown_extensions.append(ICONS)
        config.mdx_configs[ICONS] = _icons()
    for extension in config.markdown_extensions:
        if look := LOOK.get(_name(extension)):
            config.mdx_configs[extension] = {**config.mdx_configs.get(extension, {}), **look}


def _name(extension: str) -> str:
    """The name by which Python-Markdown and mkdocs.yml know an extension; it can be given with its module or its class too."""
    return extension.removeprefix("markdown.extensions.").partition(":")[0]


def _icons() -> dict[str, Any]:
    """Options for Material's icons; here, since its list of fourteen thousand takes long to make."""
    from material.extensions.emoji import to_svg, twemoji

    return {"emoji_index": twemoji, "emoji_generator": to_svg}
