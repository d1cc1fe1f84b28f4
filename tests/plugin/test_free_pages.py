"""Free pages with HTML and files beside them, in a whole build."""

from __future__ import annotations

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
