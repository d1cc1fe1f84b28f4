"""Pages from templates: the environment they are rendered in, and what each of them receives.

Every template sees these names and no others (but 404.html and parts/lost.html, of which site.py says what they see):

- `session`: the Session; `t`: its Localizer, for texts, dates and names; `page`: a Page; `site`: a Site
- `url(part, anchor="")`: the relative address of the page of a part; `has_page(part)`: whether the site has one;
  `asset(name)`: of a file of assets/;
  `file(address)`: of a file in docs/, or a web address as it is; `calendar(name)`: of a calendar file
- `players`: the module, for the address of a channel and the policy of the page; `captions(channel)`: its captions,
  each as language, name and address, in JSON; `chapters_of(recording)`: each chapter with the title of its item
- `filters`: the rooms and the tracks of the agenda, each once; `moments`: what scripts read (exports/schedule.py);
  `venue_clock`: moments with the venue's distance from UTC, by which a script knows whether the reader's clock is another

and, from Jinja, `_`, `gettext` and `ngettext` for words of the interface.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import jinja2
from markupsafe import Markup

from microsite.localize.localizer import Localizer
from microsite.render.theme import Theme


@dataclass(frozen=True)
class Alternate:
    """The page in one language of the site."""

    language: str
    name: str
    direction: str
    url: str
    """Absolute."""
    relative: str
    """As seen from the page."""
    exists: bool
    """Whether the page has a text of its own in that language; if not, the address is that of the language's first page."""
    current: bool


@dataclass(frozen=True)
class Entry:
    """A line of the navigation or of a page's contents."""

    title: str
    url: str
    current: bool = False
    hidden_once_over: bool = False


@dataclass(frozen=True)
class Site:
    """What is the same on every page of a language."""

    url: str
    """Absolute, with a slash at the end."""
    repository: str | None
    default_language: str
    preview: bool = False
    """For editors, not for readers: blocks say where they are written."""

    def prefix(self, language: str) -> str:
        """What the paths of a language begin with: nothing for the default one."""
        return "" if language == self.default_language else f"{language}/"


@dataclass
class Page:
    """One page in one language."""

    part: str | None
    """The name of its template in pages/; None for a free Markdown page."""
    title: str
    description: str
    path: str
    """Relative to the site, without a slash at the beginning: `fr/agenda/`."""
    language: str
    text_language: str
    """The language of a free page's text, where it falls back."""
    text_direction: str
    canonical: str
    day: dt.date | None = None
    """The day whose page it is, where the agenda has a page for each."""
    content: Markup = Markup("")
    contents: list[Entry] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    navigation: list[Entry] = field(default_factory=list)
    localizer: Localizer | None = None
    """What its content was made with, and counted fallen texts."""

    @property
    def navigation_title(self) -> str:
        """The title it has in the navigation, which the first page's own differs from."""
        return next((entry.title for entry in self.navigation if entry.current), self.title)


def relative(path: str, start: str) -> str:
    """The address of `path` as seen from the page at `start`; both relative to the site."""
    return "../" * start.count("/") + path or "./"


def environment(theme: Theme, others: Iterable[str] = ()) -> jinja2.Environment:
    """Jinja for our templates, with everything escaped; those of the folders `others`, below them, keep their own ways."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*map(str, theme.folders), *others]),
        autoescape=lambda name: name is None or theme.has(name),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # to look for what is constant takes longer than it saves: a template is compiled for 42 pages
    )

    @jinja2.pass_context
    def gettext(context: Any, message: str) -> str:
        t: Localizer = context["t"]
        return t.gettext(message)

    @jinja2.pass_context
    def ngettext(context: Any, singular: str, plural: str, count: int) -> str:
        t: Localizer = context["t"]
        return t.ngettext(singular, plural, count)

    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # from the extension i18n
    return env


def anchors(content: str) -> set[str]:
    """The names of all places in a page that a link can lead to."""
    return set(re.findall(r'\sid="([^"]+)"', content))


def headings(content: str) -> list[tuple[str, str, bool]]:
    """Anchor and text of each second-level heading, and whether it is hidden once the session is over.

    Of a heading that says something else by then, both texts are kept in their elements.
    """
    found = re.findall(r'<h2\b([^>]*?)\sid="([^"]+)"([^>]*)>(.*?)</h2>', content, flags=re.DOTALL)
    texts = (Markup(text) if 'class="only-over"' in text else Markup(text).striptags() for *_, text in found)
    return [(anchor, text, "hide-over" in before + after) for (before, anchor, after, _), text in zip(found, texts, strict=True)]


def texts_by_language(files: Iterable[Any], languages: list[str], default: str) -> dict[str, set[str]]:
    """For each of MkDocs' files of pages, by the name it has without a language: the languages it is written in."""
    found: dict[str, set[str]] = {}
    for file in files:
        stem, _, last = file.src_uri.removesuffix(".md").rpartition(".")
        name, language = (f"{stem}.md", last) if last in languages else (file.src_uri, default)
        found.setdefault(name, set()).add(language)
    return found
