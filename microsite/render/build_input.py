"""What a build is given: the pages of each language, and what is set beside the data file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from pydantic import BaseModel

from microsite.exports import published
from microsite.exports.published import Record
from microsite.localize.localizer import Localizer
from microsite.render import llms
from microsite.render.assets import ACCENT
from microsite.render.edit_page import DataFile
from microsite.render.pages import Entry
from microsite.render.theme import Theme
from microsite.source.archives import Archive

REPLACEABLE = ("404.html", "robots.txt", llms.FILE)
"""Files that a site may bring itself, among its media: the build then makes none."""
AT_THE_ROOT = (*REPLACEABLE, "CNAME", ".nojekyll")
"""Files that stand at the root of the site alone, and so in no archive: with CNAME, GitHub Pages knows a host of one's own."""


class SourcePage(NamedTuple):
    """A page of one language before it is rendered."""

    part: str | None
    """The name of its template in pages/; None for a free page, whose text is all it has."""
    title: str
    path: str
    """Relative to the site, without a slash at the beginning: `fr/agenda/`."""
    written_in: frozenset[str]
    """The languages that have a text of it."""
    text: str = ""
    """HTML of its Markdown; on the page of a part it stands before what the part's template makes."""
    text_language: str = ""
    """The language of `text`; that of the page, if nothing is said."""
    description: str = ""
    """For search engines; the session's, if nothing is said."""
    template: str = "main.html"
    """The shell around it."""


class Language(NamedTuple):
    """One language of the site."""

    code: str
    name: str
    """In itself, as the menu of languages shows it."""
    pages: tuple[SourcePage, ...]
    menu: tuple[Entry, ...]
    """Title and absolute address of each line of the menu."""


@dataclass(frozen=True)
class BuildOptions:
    """What is set in mkdocs.yml and not in the data file."""

    url: str
    """The address of the site, with a slash at the end."""
    default_language: str
    repository: str | None = None
    """The address of the repository, which the foot of each page links to."""
    accent: str = ACCENT
    """The colour of links and buttons."""
    locales: Mapping[str, str] = field(default_factory=dict)
    """For a language, the locale its dates are written by, where it is another: en-GB for en."""
    overrides: Path | None = None
    """The site's own templates, assets and catalogues."""
    more_templates: tuple[Path, ...] = ()
    """Folders of templates that those of the site can extend or include: Material's."""
    compiled_templates: Path | None = None
    """A folder in which compiled templates are kept for the next build."""
    preview: bool = False
    """Whether editors look at it, and not readers."""
    proposal: str = ""
    """The address of the pull request that a preview shows."""
    source_link: Callable[[Localizer, BaseModel | str | None], Markup] | None = None
    """On a preview: the link from a part of the session to its line of the data file (plugin/source_links.py)."""
    data_file: DataFile | None = None
    """On a preview: the data file, for the page on which it is changed in a form (edit_page.py)."""
    media: Mapping[str, Path] = field(default_factory=dict)
    """Files that are published as they are, by their path in the site."""
    docs: Path | None = None
    """The folder of the session's pictures, of which the build makes its own; without it, pages name the files as they are."""
    kept_pictures: Path | None = None
    """A folder in which pictures that were made are kept for the next build."""
    previews: bool = False
    """Whether pictures are drawn for links to the pages in chats."""
    papers: bool = False
    """Whether the programme, a summary and the order of each day are there as PDF; pages lead to them."""
    drafts: Mapping[str, Container[str]] = field(default_factory=dict)
    """By language, the texts that a machine has translated and nobody has reviewed."""
    offline: bool = False
    """Whether the pages that readers open are there without a network."""
    archives: tuple[Archive, ...] = ()
    """The archived sessions of the series, the latest first."""
    archived_as: str = ""
    """The folder in which the site will stand below `url`, where it is built to be archived."""
    record: Record | None = None
    """What was published before; None at the first time."""
    now: dt.datetime = field(default_factory=published.build_time)
    """The moment at which is published what is new."""

    @property
    def address(self) -> str:
        """Where the pages will stand: at `url`, or in a folder below it."""
        return f"{self.url}{self.archived_as}/" if self.archived_as else self.url

    @property
    def theme(self) -> Theme:
        """The theme below the site's overrides."""
        return Theme.below(self.overrides)
