"""Pages that only say which part of the site they are need not be written: docs/ may be empty."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from microsite.source.loading import load
from tests.conftest import Built, mkdocs


def menu(built: Built, page: str) -> list[str]:
    """The lines of a page's menu."""
    return [" ".join(link.itertext()) for link in built.pages[page].tree.iterfind(".//nav[@id='_pages']//a")]


def test_a_site_without_overrides_and_without_pages(new_project: Callable[..., Path]) -> None:
    """Each part has its page in each language; the menu has our order, and free pages after it. A page that is written is used."""
    folder = new_project()
    for page in (folder / "docs").glob("*.md"):
        page.unlink()
    (folder / "docs" / "about.md").write_text("# About us\n", encoding="utf-8")
    (folder / "docs" / "programme.md").write_text("---\npart: agenda\ntitle: Agenda\n---\nBring a pencil.\n", encoding="utf-8")
    shutil.rmtree(folder / "overrides")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  custom_dir: overrides\n", "").replace("watch: [data, overrides]", "")
    before, _, rest = text.partition("nav:")
    config.write_text(before + rest[rest.index("plugins:") :], encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    built = Built(folder, load(folder / "data" / "session12.yml").session)
    assert menu(built, "index.html") == [
        "Overview",
        "Agenda",
        "Take part",
        "Webcast",
        "Previous sessions",
        "Practical information",
        "About us",
    ]
    assert menu(built, "fr/webcast/index.html")[1:4] == ["Ordre du jour", "Participer", "Diffusion sur le Web"]
    assert "Bring a pencil." in built.pages["programme/index.html"].source and "agenda/index.html" not in built.pages
    assert all(f"{language}accessibility/index.html" in built.pages for language in ("", "ar/", "zh/", "fr/", "ru/", "es/"))
