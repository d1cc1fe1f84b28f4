"""The extensions of Markdown that a page's text finds there without a line of mkdocs.yml."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import markdown
import pytest

from microsite.localize.localizer import Localizer
from microsite.plugin.markdown_extensions import EXTENSIONS, ICONS, add
from microsite.render import blocks
from tests.conftest import ROOT

BUILTIN = ["toc", "tables", "fenced_code"]


def config(*extensions: str, **options: dict[str, Any]) -> Any:
    """What MkDocs has when a page is read: mkdocs.yml's extensions and their options."""
    return SimpleNamespace(markdown_extensions=[*BUILTIN, *extensions], mdx_configs=options)


def html(text: str, config: Any) -> str:
    add(config, text)
    return markdown.markdown(text, extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def test_a_page_without_a_text_needs_none() -> None:
    """The pages of parts are built as fast as ever."""
    found = config()
    add(found, "\n \n")
    assert (found.markdown_extensions, found.mdx_configs) == (BUILTIN, {})


def test_a_text_finds_them_all_and_icons_only_by_name() -> None:
    """Once each, however many pages there are."""
    found = config()
    for _ in range(2):
        add(found, "From 10:30 to 11:00")
    assert found.markdown_extensions == [*BUILTIN, *EXTENSIONS]
    add(found, ":material-train:")
    assert found.markdown_extensions == [*BUILTIN, *EXTENSIONS, ICONS]


def test_what_the_site_configures_stays() -> None:
    """Under any of its names; only the look of tabs and of numbers of lines is ours."""
    own = {"markdown.extensions.footnotes": {"SEPARATOR": "-"}, "pymdownx.tabbed": {"alternate_style": True, "slugify": len}}
    given = ("markdown.extensions.footnotes", "pymdownx.tabbed", "pymdownx.emoji", "extra")
    found = config(*given, **own)
    add(found, ":material-train:")
    there = ("attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.tabbed")
    assert found.markdown_extensions == [*BUILTIN, *given, *(name for name in EXTENSIONS if name not in there)]
    assert found.mdx_configs == {
        **own,
        "pymdownx.tabbed": {"alternate_style": False, "slugify": len},
        "pymdownx.highlight": {"linenums_style": "pymdownx-inline"},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text[^1]\n\n[^1]: Note", 'class="footnote-ref"'),
        ("!!! note\n    Text", 'class="admonition note"'),
        ("??? tip\n    Text", '<details class="tip">'),
        ("[x](y){ .md-button }", 'class="md-button"'),
        ('<div class="grid cards" markdown>\n\n- *one*\n\n</div>', "<em>one</em>"),
        ("- [x] done", 'type="checkbox"'),
        ("Bell\n:   of bronze", "<dd>of bronze</dd>"),
        ("``` yaml\na: 1\n```", '<span class="nt">a</span>'),
        ("`#!yaml a: 1`", '<span class="nt">a</span>'),
        (":material-train:", '<span class="twemoji"><svg '),
        ("H~2~O, 10^3^, ==marked==", "<sub>2</sub>O, 10<sup>3</sup>, <mark>marked</mark>"),
        ('=== "One"\n    Text', "</label><div class="),
    ],
)  # fmt: skip
def test_each_block_of_material_is_made(text: str, expected: str) -> None:
    assert expected in html(text, config())


def test_each_example_for_editors_makes_its_block() -> None:
    """CONTRIBUTING.md: what is written there is a block that the sheet knows, and nothing of it is left as signs."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n# Blocks in free pages")[2].partition("\n# ")[0]
    examples = re.findall(r"^(`{3,})markdown\n(.*?)^\1$", section, flags=re.MULTILINE | re.DOTALL)
    made = [blocks.fit(html(text, config()), Localizer("en", "en")) for _, text in examples]
    assert len(made) == 10 and [text for text in made if not blocks.used(text) and '<div class="table"' not in text] == []
    assert [sign for sign in ("!!!", "???", "===", "{ ", "[^", "[x]", ":material", "|", "``", 'style="') if sign in "".join(made)] == []
    assert {word for found in made for word in re.findall(r'class="([^"]+)"', found)} >= {
        *("admonition warning", "admonition question", "tabbed-set", "grid cards", "md-button", "md-button md-button--primary", "twemoji"),
        *("footnote", "task-list", "right", "highlight", "filename", "hll"),
    }
