"""Free pages with HTML and files beside them, in a whole build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.conftest import DATA, in_two_languages, mkdocs
from tests.plugin.test_build import replace, said, tree

PAGE = """\
---
title: Visa
---
A visa takes three weeks.

<img src="https://pictures.example.net/a.png" alt="The desk">

Ask early.
{: style="color: red" }

<script src="../js/poll.js"></script>

`<script>` in a line of code is a text, and so is this:

    <meta http-equiv="refresh">
"""


def test_what_the_policy_blocks_is_told_with_its_line(new_project: Callable[..., Path]) -> None:
    """All of it at once, for a page that other languages show too; nothing is published."""
    folder = new_project(DATA / "minimal.yml")
    in_two_languages(folder)
    (folder / "docs" / "visa.md").write_text(PAGE, encoding="utf-8")
    (folder / "docs" / "js").mkdir()
    (folder / "docs" / "js" / "poll.js").write_text("document.body.dataset.poll = 'open'", encoding="utf-8")
    (folder / "docs" / "raw.html").write_text("<p>x</p>", encoding="utf-8")
    first = said(mkdocs(folder)).split("\n")
    assert first[0] == "2 errors; nothing was published:" and {line.split(" ")[0] for line in first[1:]} == {
        "docs/js/poll.js",
        "docs/raw.html",
    }
    (folder / "docs" / "raw.html").unlink()
    replace(folder / "mkdocs.yml", "  - microsite:\n", "  - microsite:\n      trusted_files: [js/poll.js]\n")
    found = said(mkdocs(folder)).partition("2 errors; nothing was published:")[2].split("\n")
    assert [line.split(" error: ")[0] for line in found[1:]] == ["docs/visa.md:6:", "docs/visa.md:9:"]
    assert "“https://pictures.example.net/a.png” from elsewhere" in found[1] and "`style` on <p>" in found[2]
    assert not (folder / "site").exists()
    replace(folder / "docs" / "visa.md", "https://pictures.example.net/a.png", "../blocks.svg")
    replace(folder / "docs" / "visa.md", '\n{: style="color: red" }', "")
    (folder / "docs" / "blocks.svg").write_bytes((DATA / "blocks.svg").read_bytes())
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    assert {"visa/index.html", "js/poll.js", "blocks.svg"} <= set(tree(folder / "site"))
    replace(folder / "mkdocs.yml", "trusted_files: [js/poll.js]", "trusted_files: [js/pol.js, js/poll.js]")
    assert "mkdocs.yml: trusted_files names js/pol.js, which is not in docs/" in said(mkdocs(folder))


ADDRESSES = """\
---
title: Visa
---
See `<style>` and <span>style</span> below.

<link rel="stylesheet" href="css/own.css">
<img src="blocks.svg" alt="A map"> ![A map](blocks.svg)
<script src="../js/poll.js"></script>
"""


def test_files_of_docs_are_found_from_each_language(new_project: Callable[..., Path]) -> None:
    """By their addresses as seen from the page in docs/, as in Markdown, or from the page of the default language."""
    folder = new_project(DATA / "minimal.yml")
    in_two_languages(folder)
    for name, content in {"js/poll.js": b"1", "css/own.css": b"p { color: red }", "blocks.svg": (DATA / "blocks.svg").read_bytes()}.items():
        (folder / "docs" / name).parent.mkdir(exist_ok=True)
        (folder / "docs" / name).write_bytes(content)
    (folder / "docs" / "visa.md").write_text(ADDRESSES, encoding="utf-8")
    replace(folder / "mkdocs.yml", "  - microsite:\n", "  - microsite:\n      trusted_files: [js/poll.js]\n")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    pages = sorted((folder / "site").glob("**/visa/index.html"))
    assert len(pages) == 2
    for page in pages:
        found = re.findall('(?:href|src)="([^"]*(?:own.css|poll.js|blocks.svg))"', page.read_text(encoding="utf-8"))
        assert len(found) == 4
        assert {(page.parent / each).resolve().relative_to(folder / "site").as_posix() for each in found} == {
            "css/own.css",
            "js/poll.js",
            "blocks.svg",
        }


def test_each_place_is_told_with_its_own_line(new_project: Callable[..., Path]) -> None:
    """The second of one kind too; what a line of code or a sentence says of it is none."""
    folder = new_project(DATA / "minimal.yml")
    in_two_languages(folder)
    text = (
        '# House style\n\nSee `style="color:red"`.\n\n<p style="color:red">x</p>\n\n<p style="color:red">x</p>\n\n<p style="top:0">x</p>\n'
    )
    (folder / "docs" / "visa.md").write_text(text, encoding="utf-8")
    lines = [line.split(" error")[0] for line in said(mkdocs(folder)).split("\n") if "docs/" in line]
    assert lines == ["docs/visa.md:5:", "docs/visa.md:7:", "docs/visa.md:9:"]
