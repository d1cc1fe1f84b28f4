"""The blocks of Markdown that a text in docs/ may have beside paragraphs, as Material's documentation teaches them: admonitions, details,
tabs, grids, buttons, icons, footnotes, lists of tasks, code in colours.

`fit` makes the HTML of such a text fit for our pages, and `used` says which pages need the sheet for them, assets/blocks.css.
"""

from __future__ import annotations

import re

from markupsafe import escape

from microsite.localize.labels import N_
from microsite.localize.localizer import Localizer, fit_tables

_WORDS = {
    N_("Note"): "note",
    N_("Summary"): "summary abstract tldr",
    N_("Info"): "info todo",
    N_("Tip"): "tip hint",
    N_("Important"): "important",
    N_("Success"): "success check done",
    N_("Question"): "question help faq",
    N_("Warning"): "warning caution attention",
    N_("Failure"): "failure fail missing",
    N_("Danger"): "danger",
    N_("Error"): "error",
    N_("Bug"): "bug",
    N_("Example"): "example",
    N_("Quote"): "quote cite",
}
KINDS = {kind: word for word, kinds in _WORDS.items() for kind in kinds.split()}
"""The word for each kind of admonition that Material knows."""

GRAVE = {"Warning", "Failure", "Danger", "Error"}
"""Of these, an ear is told the kind before a title of the author's, as the eye sees it by the rule beside."""

ADMONITION = re.compile(r'(<div class="admonition ([\w-]+)[^"]*">\s*<p class="admonition-title">)(.*?)(?=</p>)', re.DOTALL)
DETAILS = re.compile(r'(<details class=")(([\w-]+)[^>]*>\s*<summary>)(.*?)(?=</summary>)', re.DOTALL)
TASK = re.compile(
    r'(<li class="task-list-item">\s*(?:<p>)?)(?:<label class="task-list-control">)?<input type="checkbox"([ a-z]*)/>'
    r'(?:<span class="task-list-indicator"></span></label>)?'
)
BACK = re.compile(r'title="Jump back to footnote (\d+) in the text">&#8617;')
EMOJI = re.compile(r'<img alt="([^"]*)" class="(?:twemoji|emojione|gemoji)[^"]*" src="https?:[^>]*>')
ICON = re.compile(r'(<span class="twemoji[^>]*)><svg ')
CLASSES = ("admonition", "tabbed-set", "grid", "md-button", "twemoji", "footnote", "footnote-ref", "task-list", "highlight", "annotate")
TAGS = ("<dl>", "<figure", "<img data-align=")
USED = re.compile(rf'class="(?:[^"]* )?(?:{"|".join(CLASSES)})[" ]|{"|".join(TAGS)}')


def fit(content: str, t: Localizer) -> str:
    """HTML that Markdown made of a page's text, fit for our pages; `t` is the text's language.

    - Tables are in frames that scroll, without styles (`fit_tables`).
    - A title that Markdown gave to an admonition by its kind (“Note”) is in the language. Details of a kind are admonitions that open.
    - Boxes of tasks and ways back from footnotes have a name in the language.
    - An icon is not read aloud, unless it has a title. An emoji is a letter, and no picture from another host.
    - `align` of a picture, which HTML has no more, is data for the sheet: left is where lines begin.
    """
    content = ADMONITION.sub(lambda found: found[1] + _title(found[2], found[3], t), fit_tables(content))
    content = DETAILS.sub(
        lambda found: found[0] if found[3] not in KINDS else f"{found[1]}admonition {found[2]}{_title(found[3], found[4], t)}", content
    )
    done, back = escape(t.gettext("Done")), escape(t.gettext("Back to note %(number)s in the text"))
    content = TASK.sub(lambda found: f'{found[1]}<input type="checkbox"{found[2]} aria-label="{done}">', content)
    content = BACK.sub(lambda found: f'aria-label="{back % {"number": found[1]}}">↑', content)
    content = EMOJI.sub(r"\1", content).replace("<img align=", "<img data-align=")
    return ICON.sub(
        lambda found: f'{found[1]} role="img"><svg ' if " title=" in found[1] else f'{found[1]}><svg aria-hidden="true" ', content
    )


def _title(kind: str, title: str, t: Localizer) -> str:
    """The title of an admonition of a kind: by its word in the language, where Markdown put the kind's own name."""
    word = KINDS.get(kind)
    if not word:
        return title
    said = t.gettext(word)
    if title == kind.capitalize():
        return title if said == word else str(escape(said))
    return f'<span class="visually-hidden">{escape(said + t.gettext(": "))}</span>{title}' if word in GRAVE else title


def used(content: str) -> bool:
    """Whether a page's content has anything that assets/blocks.css styles. Most have not even a word of these, which is soon seen."""
    return any(word in content for word in (*CLASSES, *TAGS)) and USED.search(content) is not None
