"""`render.build`: what it says of the pages it made."""

from __future__ import annotations

import html
from pathlib import Path

from microsite.render import build as render
from microsite.source.loading import load
from tests.conftest import DATA
from tests.rendering import OPTIONS, languages


def test_fallbacks_are_counted_and_told(tmp_path: Path) -> None:
    """A page says how many of its texts are in the source language, and tells its readers if there are any."""
    data = tmp_path / "session.yml"
    text = (DATA / "minimal.yml").read_text(encoding="utf-8")
    data.write_text(f"{text}about: {{en: Three days., fr: Trois jours.}}\nadmission: {{en: By invitation.}}\n", encoding="utf-8")
    site = render.build(load(data).session, languages(["en", "fr"]), OPTIONS)
    found = {
        result.page.path: (result.fallback_count, "n’ont pas encore été traduits" in html.unescape(result.html).replace("\u00a0", " "))
        for result in site.results
    }
    assert not any(count for path, (count, _) in found.items() if not path.startswith("fr/"))
    assert (found["fr/take-part/"][0], found["fr/"][0]) == (1, 2)  # who may attend; and the session's title, written once
    notices = [path for path, (count, told) in found.items() if told]
    assert notices == [path for path, (count, _) in found.items() if count]
