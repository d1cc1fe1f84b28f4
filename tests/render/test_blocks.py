"""HTML that Markdown made of blocks, fit for our pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.localize.localizer import Localizer, fit_tables
from microsite.render.blocks import GRAVE, KINDS, fit, used

NOWHERE = Path("no words of its own")


def german(content: str) -> str:
    return fit(content, Localizer("de", "en", catalogues=NOWHERE))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<div class="admonition note">\n<p class="admonition-title">Note</p>', '<div class="admonition note">\n<p class="admonition-title">Hinweis</p>'),
        ('<div class="admonition tip inline end">\n<p class="admonition-title">Tip</p>', '<div class="admonition tip inline end">\n<p class="admonition-title">Tipp</p>'),
        ('<div class="admonition hint">\n<p class="admonition-title">Hint</p>', '<div class="admonition hint">\n<p class="admonition-title">Tipp</p>'),
        ('<div class="admonition note">\n<p class="admonition-title">Eigenes</p>', '<div class="admonition note">\n<p class="admonition-title">Eigenes</p>'),
        ('<div class="admonition note">\n<p>Note</p>', '<div class="admonition note">\n<p>Note</p>'),
        ('<div class="admonition bell">\n<p class="admonition-title">Bell</p>', '<div class="admonition bell">\n<p class="admonition-title">Bell</p>'),
        (
            '<div class="admonition danger">\n<p class="admonition-title">Eis</p>',
            '<div class="admonition danger">\n<p class="admonition-title"><span class="visually-hidden">Gefahr: </span>Eis</p>',
        ),
        ('<details class="quote" open="open">\n<summary>Quote</summary>', '<details class="admonition quote" open="open">\n<summary>Zitat</summary>'),
        ('<details class="hide-over">\n<summary>Quote</summary>', '<details class="hide-over">\n<summary>Quote</summary>'),
    ],
)  # fmt: skip
def test_titles_by_the_kind_alone_are_in_the_language(content: str, expected: str) -> None:
    """The author's own stay; of what is grave, an ear is told the kind before them. Details are admonitions if Markdown made them."""
    assert german(content) == expected


def test_english_keeps_the_names_of_kinds() -> None:
    """And so does a language whose catalogue has no words for them: “Hint” is not made “Tip”."""
    english = Localizer("en", "en", catalogues=NOWHERE)
    for kind in KINDS:
        content = f'<div class="admonition {kind}">\n<p class="admonition-title">{kind.capitalize()}</p>'
        assert fit(content, english) == content
    assert set(KINDS.values()) > GRAVE


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<li class="task-list-item"><input type="checkbox" disabled checked/> Pass</li>', '<li class="task-list-item"><input type="checkbox" disabled checked aria-label="Erledigt"> Pass</li>'),
        (
            '<li class="task-list-item">\n<p><label class="task-list-control"><input type="checkbox" disabled/><span class="task-list-indicator"></span></label> Pass</p>',
            '<li class="task-list-item">\n<p><input type="checkbox" disabled aria-label="Erledigt"> Pass</p>',
        ),
        (
            '<a class="footnote-backref" href="#fnref:a" title="Jump back to footnote 12 in the text">&#8617;</a>',
            '<a class="footnote-backref" href="#fnref:a" aria-label="Zurück zu Fußnote 12 im Text">↑</a>',
        ),
        ('<span class="twemoji lg"><svg viewBox="">', '<span class="twemoji lg"><svg aria-hidden="true" viewBox="">'),
        ('<span class="twemoji" title="Bell"><svg viewBox="">', '<span class="twemoji" title="Bell" role="img"><svg viewBox="">'),
        ('<img alt="😄" class="twemoji" src="https://cdn.example.org/1f604.svg" title=":smile:" />', "😄"),
        ('<img align="left" alt="Plan" src="plan.svg" />', '<img data-align="left" alt="Plan" src="plan.svg" />'),
    ],
)  # fmt: skip
def test_what_has_no_name_gets_one(content: str, expected: str) -> None:
    """Boxes of tasks, ways back, icons with a title; emoji are letters, and what HTML has no more is data."""
    assert german(content) == expected


def test_frames_are_closed_where_they_are_opened() -> None:
    """Tables that are not of Markdown (raw HTML, code with numbers) have none, and neither have those in them lose theirs."""
    assert fit_tables('<table class="own"><table><td style="text-align: right;"></table></table><table></table>') == (
        '<table class="own"><div class="table" tabindex="0"><table><td class="right"></table></div></table>'
        '<div class="table" tabindex="0"><table></table></div>'
    )


@pytest.mark.parametrize(
    "content",
    ['<div class="admonition note">', '<div class="grid cards">', '<a class="x md-button" href="#">', '<code class="highlight">', '<dl>', '<p class="annotate">'],
)  # fmt: skip
def test_pages_with_blocks_need_the_sheet(content: str) -> None:
    assert used(f"<p>Text</p>{content}")


@pytest.mark.parametrize("content", ["", '<dl class="facts">', "<p>admonition</p>", '<p id="grid">', '<details class="hide-over">', '<pre><code class="language-yaml">'])  # fmt: skip
def test_other_pages_do_not(content: str) -> None:
    assert not used(content)
