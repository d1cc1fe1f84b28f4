"""llms.txt (llmstxt.org): what the site is about and what is where in it, as programs read it that answer questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from microsite.exports.subscriptions import subscriptions
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render.pages import Page, Site, headings

FILE = "llms.txt"
AFTERWARDS = re.compile(r'<(\w+) class="only-over">.*?</\1>', re.DOTALL)
OPTIONAL = "Optional"
"""The section that programs may leave out, by this name in every language."""


def llms(site: Site, session: Session, t: Localizer, own_pages: Sequence[Page], files: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The content of `FILE`, in the language of `t`. `own_pages` are those of that language, with their contents, `files` says by path
    what other files are; `others` has the names of the other languages by their codes."""
    place = [session.venue.name, session.venue.city] if session.venue else []
    facts = [t.dates(session.dates.start, session.dates.end), *map(t.plain, place), t.plain(session.organizer.name)]
    calendars = f"{site.prefix(t.language)}calendar/"
    sections = {
        t.gettext("Pages"): [_link(page.title, site.url + page.path, _said_on(page)) for page in own_pages],
        t.gettext("Subscribe to the agenda in your calendar"): [
            _link(each.label(t).striptags(), f"{site.url}{calendars}{each.name}.ics") for each in subscriptions(session)
        ],
        t.gettext("For other programs"): [_link(path.rpartition("/")[2], site.url + path, what) for path, what in files.items()],
        OPTIONAL: [_link(name, f"{site.url}{site.prefix(code)}") for code, name in others.items()],
    }
    head = [f"# {_line(t.plain(session.title))}", f"> {_line(t.description(session))}", _line(t.gettext(", ").join(filter(None, facts)))]
    return "\n\n".join([*head, *("\n\n".join(_section(*each)) for each in sections.items() if each[1])]) + "\n"


def _section(title: str, rows: list[str]) -> Iterator[str]:
    yield f"## {_line(title)}"
    yield "\n".join(rows)


def _said_on(page: Page) -> str:
    """What a page says, in a line: its headings, as they are before the session is over."""
    found = [entry.title for entry in headings(page.content) if not entry.shown_once_over]
    return "; ".join(Markup(AFTERWARDS.sub("", title)).striptags() for title in found)


def _link(title: str, address: str, note: str = "") -> str:
    return f"- [{_line(title)}]({address})" + (f": {_line(note)}" if note else "")


def _line(text: str) -> str:
    """A text on one line, as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(text.split()))
