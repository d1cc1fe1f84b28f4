"""What the service worker is told of the site, and where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from microsite.source.loading import load
from tests.conftest import Built, large
from tests.rendering import Rendered, rendered


def made(folder: Path, **options: Any) -> Rendered:
    (folder / "session.yml").write_text(large(6, "  pages: days\n"), encoding="utf-8")
    return rendered(load(folder / "session.yml").session, ["en", "ar"], **options)


def told(script: bytes) -> dict[str, Any]:
    return json.loads(script.decode().split("\n")[0].removeprefix("const SITE = ").removesuffix(";"))


def test_it_knows_the_pages_of_each_language(tmp_path: Path) -> None:
    """Those of days and items by what their paths begin with: of hundreds of items, the script does not grow."""
    found = told(made(tmp_path, offline=True).files["sw.js"])
    assert not found["off"] and {"", "agenda/", "ar/", "ar/practical/"} <= {*found["pages"]}
    assert found["agendas"] == [["agenda/", ["agenda/", "practical/"]], ["ar/agenda/", ["ar/agenda/", "ar/practical/"]]]
    assert found["screens"] == ["screen/", "ar/screen/"]


@pytest.mark.parametrize("options", [{}, {"offline": True, "preview": True}], ids=["switched off", "preview"])
def test_where_nothing_is_kept_it_removes_itself(tmp_path: Path, options: dict[str, bool]) -> None:
    """On previews too, which are built anew with each save; and no page asks for it."""
    site = made(tmp_path, **options)
    assert told(site.files["sw.js"])["off"] and [name for name, page in site.pages.items() if "sw.js" in page] == []


def test_an_archive_has_none(tmp_path: Path) -> None:
    """It would be a second one below that of the site."""
    site = made(tmp_path, offline=True, archived_as="12")
    assert "sw.js" not in site.files and [name for name, page in site.pages.items() if "sw.js" in page] == []


def test_a_site_has_it_unless_mkdocs_yml_says_otherwise(twelfth: Built) -> None:
    """Each of its pages asks for the one at its root."""
    assert not told((twelfth.folder / "sw.js").read_bytes())["off"]
    assert '"offline": "../../sw.js"' in twelfth.pages["ar/agenda/index.html"].source
