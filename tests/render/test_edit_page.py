"""The page with the form of the data file, as files; tests/browser/test_edit_page.py uses it."""

from __future__ import annotations

from microsite.model.session import Session
from microsite.render.edit_page import SECTIONS, DataFile
from microsite.source.loading import load
from tests.conftest import DATA
from tests.rendering import Rendered, rendered

BELLS = DATA / "bells.yml"


def site(*, preview: bool) -> Rendered:
    given = DataFile("data/bells.yml", BELLS.read_bytes(), "")
    return rendered(load(BELLS).session, ("en", "fr"), preview=preview, data_file=given)


def test_previews_alone_have_the_form() -> None:
    """Of the page, its scripts and its library, the published site has nothing, and no link leads there."""
    on_preview, published = site(preview=True), site(preview=False)
    more = on_preview.files.keys() - published.files.keys()
    assert {"edit/index.html", "fr/edit/index.html", "edit/session.yml", "edit/session.schema.json", "assets/edit.js"} <= more
    assert [name for name in published.files if "edit" in name or "yaml" in name] == []
    assert all('class="edit-link"' in page for name, page in on_preview.pages.items() if name != "404.html")
    assert [name for name, page in published.pages.items() if "edit-link" in page or "edit/" in page] == []
    assert on_preview.files["edit/session.yml"] == BELLS.read_bytes()


def test_each_key_is_in_one_section() -> None:
    keys = " ".join(SECTIONS.values()).split()
    assert sorted(keys) == sorted(Session.model_fields)
