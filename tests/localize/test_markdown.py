"""A text without any sign of Markdown is not parsed; it looks as if it were."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from microsite.localize import localizer

PIECES = [*"aÉ中ع1 .,:-–+=#()!?\"'“/@^{\n\\`*_[]<>&~|\x00\xa0", "\n\n", "1. ", "- ", "http://a.org", "&amp;", "a  b", "www.a.org"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).map(lambda text: f"A{text}".strip()))
@example('Words, and “more” of "them" – a.b@c.org: 1) two & three')
@example("One paragraph.\n\nAnother one, on http://a.org")
def test_a_text_without_signs_is_shown_as_parsed(text: str) -> None:
    def shown() -> tuple[str, str]:
        return localizer._paragraphs.__wrapped__(text, "fr"), localizer._without_markdown.__wrapped__(text)

    at_once = shown()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(localizer, "_plain_paragraphs", lambda text: [])
        assert at_once == shown()
