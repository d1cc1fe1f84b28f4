"""Pages as templates see them, and the environment that templates are rendered in."""

from __future__ import annotations

import datetime as dt
import functools
import re
import types
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import jinja2
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from microsite.localize.localizer import Localizer
from microsite.render.fragments import Fragments
from microsite.render.theme import Theme


class Alternate(NamedTuple):
    """The page in one language of the site. A tuple, since of 1,000 items in six languages there are 36,000."""

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


class Entry(NamedTuple):
    """A line of the menu or of a page's contents."""

    title: str
    url: str
    current: bool = False
    hidden_once_over: bool = False
    shown_once_over: bool = False


class Site(NamedTuple):
    """What is the same on every page of the site."""

    url: str
    """Absolute, with a slash at the end."""
    repository: str | None
    default_language: str
    preview: bool = False
    """For editors, not for readers: blocks say where they are written."""
    has_edit_page: bool = False
    """Whether it has a page on which the data file is changed in a form (edit_page.py)."""
    proposal: str = ""
    """The address of the pull request that a preview shows."""
    archived_as: str = ""
    """The folder in which these pages will stand once they are archived; empty for the site as it is published."""
    has_archives: bool = False
    """Whether there are archived sessions below it."""
    offline: bool = False
    """Whether readers' browsers keep pages that were opened, for when there is no network (offline.py)."""
    version: str = ""
    """Of the data: pages that lie open look whether it has changed (update.js)."""

    @property
    def root(self) -> str:
        """The address of the site that is published, of which an archive is a folder."""
        return self.url.removesuffix(f"{self.archived_as}/") if self.archived_as else self.url

    @property
    def to_root(self) -> str:
        """The way from `url` to `root`."""
        return "../" if self.archived_as else ""

    def absolute(self, address: str) -> str:
        """The absolute address of a file of the site; a web address stays as it is."""
        return address if "://" in address else self.url + address

    def prefix(self, language: str) -> str:
        """What the paths of a language begin with: nothing for the default one."""
        return "" if language == self.default_language else f"{language}/"


class Page(NamedTuple):
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
    """The day whose page it is, where the agenda has a page for each; on an item's page, the item's day."""
    item: str = ""
    """The id of the item whose page it is."""
    is_order: bool = False
    """Whether it is the order of its day, for paper."""
    alternates: tuple[Alternate, ...] = ()
    menu: tuple[Entry, ...] = ()
    content: Markup = Markup("")
    """What stands below the title; empty while it is rendered."""
    contents: tuple[Entry, ...] = ()
    """The headings of `content`."""
    fallback_count: int = 0
    """How many texts of `content` are shown in the source language, as this one has none."""
    has_blocks: bool = False
    """Whether `content` has blocks of Markdown that assets/blocks.css styles."""

    @property
    def depth(self) -> int:
        """How many folders deep it is: relative addresses lead to the same places from all pages of a depth."""
        return self.path.count("/")

    @property
    def is_below(self) -> bool:
        """Whether it is the page of a day or of an item, below that of the agenda."""
        return bool(self.day or self.item)

    @property
    def menu_title(self) -> str:
        """The title it has in the menu, which the first page's own differs from."""
        return next((entry.title for entry in self.menu if entry.current), self.title)

    def beside(self, name: str) -> str:
        """The path of a file in the folder of the page."""
        return f"{self.path.rpartition('/')[0]}/{name}".lstrip("/")

    @property
    def file(self) -> str:
        """The path of its file in the site: `fr/agenda/index.html`."""
        return file_at(self.path)


SCREENS = "screen/"
"""In the folder of a language: the screens of the house (standalone.py)."""
VERSION = "version.txt"
"""In the site: `Site.version`."""
EDIT_PAGE = "edit/"
"""The path of the page on which the data file is changed, below that of the language; on previews only."""


def file_at(path: str) -> str:
    """The path of the file that the path of a page leads to: `fr/agenda/index.html` for `fr/agenda/`."""
    path = unquote(path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def relative(path: str, start: str) -> str:
    """The address of `path` as seen from the page at `start`; both relative to the site."""
    return "../" * start.count("/") + path or "./"


def page_menu(menu: Iterable[Entry], path: str, site: Site, *, current: str) -> tuple[Entry, ...]:
    """A menu of absolute addresses as the page at `path` shows it: those of the site are relative, and that of the page at `current` is
    marked."""
    return tuple(
        Entry(
            entry.title,
            relative(entry.url.removeprefix(site.url), path) if entry.url.startswith(site.url) else entry.url,
            current=entry.url == site.url + current,
        )
        for entry in menu
    )


MACROS = "_macros"
"""The name under which templates find the `Macros` of their language."""


class Macros:
    """The macros of templates, made once for all pages of a language."""

    def __init__(self) -> None:
        self.modules: dict[str | None, Any] = {}
        """By the template that has them."""
        self.names: dict[str, Any] = {}
        """What they see, as it is when they are called: the names of the page that is rendered, and so of one at a time."""


def environment(theme: Theme, more: Iterable[Path] = (), bytecode_cache: jinja2.BytecodeCache | None = None) -> jinja2.Environment:
    """Jinja for the theme's templates, with everything escaped; the folders `more` are searched after it, and escape nothing."""
    is_ours = functools.cache(theme.has)  # Jinja asks for each template on each page
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*map(str, theme.folders), *map(str, more)], encoding="utf-8-sig"),
        autoescape=lambda name: name is None or is_ours(name),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", Fragments],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # all of them, without counting which was used last
        optimized=False,  # to look for what is constant takes longer than it saves: a template is compiled for 42 pages
        bytecode_cache=bytecode_cache,
    )

    env.template_class, env.context_class = _Template, _Context

    env.newstyle_gettext = True  # type: ignore[attr-defined]  # from the extension i18n
    return env


class _Template(jinja2.Template):
    """A template whose macros are made once, however many templates and pages of a language import them. They see what every template
    sees, and nothing that the template has set which imports them."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> jinja2.Template:
        template = super().from_code(*given, **named)
        template.root_render_func.__globals__["escape"] = _escape
        return template

    def make_module(self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None) -> Any:
        macros: Macros | None = (vars or {}).get(MACROS)
        if macros is None:
            return super().make_module(vars, shared, locals)
        if self.name not in macros.modules:
            macros.modules[self.name] = super().make_module(macros.names, shared=True)
        return macros.modules[self.name]


def _escape(value: Any) -> Markup:
    """What Jinja's `escape` returns; of markup, of which most of a page is, that takes a tenth of the time."""
    return value if type(value) is Markup else escape(value)


class _Context(Context):
    """The names of a template. `call` does what Jinja's does, in half the time: Jinja looks at each call anew whether a function wants
    the context as its first value, which macros and plain functions tell at once."""

    def call(__self, __obj: Any, *values: Any, **named: Any) -> Any:  # noqa: N805 - as in Jinja, so that any name can be one of `named`
        if type(__obj) is Macro:
            values = (__self.eval_ctx, *values)
        elif type(__obj) not in _PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *values, **named)
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return __obj(*values, **named)


_PLAIN = (types.FunctionType, types.MethodType, type)


def render(env: jinja2.Environment, template: str, names: Mapping[str, Any]) -> str:
    """A template with the values of its names (template_values.py)."""
    fragments = names.get("fragments", {})
    macros = fragments.setdefault(MACROS, Macros())
    macros.names.clear()
    macros.names.update(env.globals, fragments=fragments, **words(names["t"]))
    macros.names.update(names, **{MACROS: macros})
    return env.get_template(template).render(macros.names)


@functools.lru_cache(maxsize=64)  # the languages of a site, and not those of all sites where many are built
def words(t: Localizer) -> Mapping[str, Callable[..., str]]:
    """The names by which templates have the words of the interface: `_`, `gettext` and `ngettext`."""
    known: dict[str, Markup] = {}

    def gettext(message: str, **values: Any) -> Markup:
        if values:
            return Markup(t.gettext(message)) % values
        if message not in known:
            known[message] = Markup(t.gettext(message)) % {}
        return known[message]

    def ngettext(singular: str, plural: str, count: int) -> str:
        return t.ngettext(singular, plural, count)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def anchors(content: str) -> set[str]:
    """The names of all places in a page that a link can lead to."""
    return set(re.findall(r'\sid="([^"]+)"', content))


def headings(content: str) -> tuple[Entry, ...]:
    """The second-level headings of a page, as lines of its contents.

    Of a heading that says something else once the session is over, both texts are kept in their elements.
    """
    found = re.findall(r'<h2\b([^>]*?)\sid="([^"]+)"([^>]*)>(.*?)</h2>', content, flags=re.DOTALL)
    return tuple(
        Entry(
            Markup(text) if 'class="only-over"' in text else Markup(text).striptags(),
            f"#{anchor}",
            hidden_once_over="hide-over" in before + after,
            shown_once_over="only-over" in before + after,
        )
        for before, anchor, after, text in found
    )
