"""What MkDocs and static-i18n made of docs/, as `render.build` takes it: the pages of a language and its menu."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from microsite.render.build_input import BuildOptions, SourcePage
from microsite.render.pages import Entry, relative


class ReadPage(NamedTuple):
    """A page as MkDocs has read it in the pass of a language."""

    language: str
    source: SourcePage
    menu: tuple[Entry, ...]
    """Of its language."""
    page: MkDocsPage
    anchors: frozenset[str]
    """The places in its own text that links can lead to."""


def read_page(
    page: MkDocsPage, nav: Navigation, language: str, languages_of: Mapping[str, frozenset[str]], options: BuildOptions
) -> ReadPage:
    """A page whose Markdown has been turned into HTML; `languages_of` is what `languages_by_page` found in docs/."""
    file: Any = page.file  # to which static-i18n has added what it knows
    path = page.url.removeprefix("./")
    bare = path.removeprefix(f"{language}/") if language != options.default_language else path
    places = (path, bare, file.src_uri)
    source = SourcePage(
        part=page.meta.get("part"),
        title=str(page.title),
        path=path,
        written_in=languages_of.get(file.norm_src_uri) or frozenset([options.default_language]),
        text=with_files(page.content or "", places, options.media),
        text_language=file.localization or options.default_language,
        description=str(page.meta.get("description") or ""),
        template=str(page.meta.get("template") or "main.html"),
    )
    return ReadPage(language, source, tuple(_menu(nav.items, options.address)), page, frozenset(page.present_anchor_ids or ()))


_ADDRESS = re.compile(
    r"""(<(?:a|script|link|img|image|source|video|audio|track)\b[^>]*?\s(?:src|href|poster)=)(["']?)([^"'\s>]+)\2""", re.IGNORECASE
)


def with_files(html: str, places: tuple[str, str, str], media: Collection[str]) -> str:
    """HTML whose addresses of files in docs/ lead there from the page. MkDocs makes them so in Markdown only, and in one language.

    An address may be as seen from the page, from the page of the default language, or from the file in docs/: `places` are these three
    paths, `media` the paths of the files.
    """

    def rewritten(found: re.Match[str]) -> str:
        address, mark, rest = re.match("([^?#]*)([?#]?)(.*)", found[3], re.DOTALL).groups()  # type: ignore[union-attr]  # matches all
        if not address or address.startswith("/") or ":" in address:
            return found[0]
        for place in places:
            target = unquote(posixpath.normpath(posixpath.join(posixpath.dirname(place), address)))
            if target in media:
                own = address if place == places[0] else relative(quote(target), places[0])
                return f"{found[1]}{found[2]}{own}{mark}{rest}{found[2]}"
        return found[0]

    return _ADDRESS.sub(rewritten, html) if media else html


def _menu(items: Iterable[StructureItem], site_url: str) -> Iterator[Entry]:
    """Pages and links of the navigation, and those of its sections, in a row."""
    for item in items:
        if isinstance(item, Link):
            yield Entry(str(item.title), item.url)
        elif isinstance(item, MkDocsPage) and item.file.page is item:
            yield Entry(str(item.title), site_url + item.url.removeprefix("./"))
        elif isinstance(item, Section):
            yield from _menu(item.children, site_url)


def languages_by_page(files: Files, languages: Collection[str], default: str) -> dict[str, frozenset[str]]:
    """For each page in docs/, by its name without a language (travel.md for travel.fr.md): the languages it is written in."""
    found: dict[str, frozenset[str]] = {}
    for file in files.documentation_pages():
        stem, code, extension = split_name(file.src_uri)
        name, language = (stem + extension, code) if code in languages else (file.src_uri, default)
        found[name] = found.get(name, frozenset()) | {language}
    return found


def split_name(src_uri: str) -> tuple[str, str, str]:
    """A page's name in docs/, what may be its language, and its extension: `("travel", "fr", ".md")` for `travel.fr.md`. The first is
    empty where the name has no other dot."""
    name, extension = os.path.splitext(src_uri)
    stem, _, code = name.rpartition(".")
    return stem, code, extension
