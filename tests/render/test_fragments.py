"""What pages share between `{% cache %}` and `{% endcache %}` depends on its key and the language alone: where nothing is shared, each page is
the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from microsite.render.passes import LanguagePass
from microsite.source.loading import load
from tests.conftest import DATA, large
from tests.rendering import build


class Forgetful(dict[object, Markup]):
    """Has nothing that it is asked for."""

    def __contains__(self, key: object) -> bool:
        return False


@pytest.mark.parametrize(
    ("text", "preview"),
    [
        pytest.param((DATA / "full.yml").read_text(encoding="utf-8"), False, id="one page"),
        pytest.param(
            (DATA / "full.yml").read_text(encoding="utf-8").replace("\nagenda:\n", "\nagenda:\n  pages: days\n"), True, id="days, preview"
        ),
        pytest.param(large(40).replace("\nagenda:\n", "\nagenda:\n  pages: items\n"), False, id="items"),
    ],
)
def test_pages_that_share_nothing_are_the_same(text: str, preview: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "session.yml").write_text(text, encoding="utf-8")
    session = load(tmp_path / "session.yml").session

    def made() -> dict[str, object]:
        return {
            path: content for path, content in build(session, ["en", "ar"], preview=preview).files() if path.endswith((".html", ".json"))
        }

    sharing = made()
    monkeypatch.setattr(LanguagePass, "fragments", property(lambda self: Forgetful()))
    alone = made()
    assert [path for path in alone if alone[path] != sharing[path]] == [] and len(alone) == len(sharing) > 20
