"""The thin pages that docs/ need not have: one for each part of a site (agenda, webcast, …) whose template the theme brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from microsite.localize.labels import N_
from microsite.model.session import Session

PAGES = {
    "event": ("index.md", N_("Overview")),
    "agenda": ("agenda.md", N_("Agenda")),
    "take-part": ("take-part.md", N_("Take part")),
    "webcast": ("webcast.md", N_("Webcast")),
    "prior-sessions": ("prior-sessions.md", N_("Previous sessions")),
    "practical": ("practical.md", N_("Practical information")),
    "accessibility": ("accessibility.md", N_("Accessibility")),
}
"""The file and the English title of each part, in the order of the menu; the titles are translated where a page is made."""

OPTIONAL = {"webcast": "webcast", "prior-sessions": "prior_sessions"}
"""Parts that a site can do without, and the key of the data that each is about: while it is not there, nothing links to the page."""

LINKED_FROM_THE_FOOT = "accessibility"
"""The part that every page links to below, and so no menu above."""


def needed_after_all(without: Iterable[str], session: Session) -> str | None:
    """Why a part that is to be left out can't be, as a sentence: what the data says for it would be nowhere."""
    for part in without:
        if getattr(session, OPTIONAL[part]):
            return f"mkdocs.yml: `without` leaves out {part}, and the data has `{OPTIONAL[part]}`; delete one of the two"
    return None


def to_add(written: Files, config: MkDocsConfig, without: Iterable[str]) -> list[File]:
    """The pages that docs/ lacks, as files that static-i18n can make for each language; `fill` gives them their text.

    Parts that are in `without` are left out. A part is there if any page in `written`, the files of docs/, names it. A file that has the
    name and not the part keeps the name.
    """
    names = {file.src_uri for file in written}
    parts = {meta.get_data(file.content_string)[1].get("part") for file in written.documentation_pages()}
    added = []
    for part, (name, _title) in PAGES.items():
        if part not in without and part not in parts and name not in names:
            inclusion = InclusionLevel.NOT_IN_NAV if part == LINKED_FROM_THE_FOOT else InclusionLevel.UNDEFINED
            added.append(File(name, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=inclusion))
    return added


def fill(files: Iterable[File], added: Iterable[File]) -> None:
    """Write, in memory, the text of those of `files` that `to_add` has added: static-i18n has made its own file of each."""
    texts = {name: f"---\npart: {part}\ntitle: {title}\n---\n" for part, (name, title) in PAGES.items()}
    names = {file.src_uri for file in added}
    for file in files:
        if file.src_uri in names:
            file.content_string = texts[file.src_uri]
            file.generated_by = "microsite"


def sort(items: list[StructureItem], addresses: Mapping[str, str]) -> None:
    """Put the pages of parts first, in their order: for a menu that mkdocs.yml does not list. `addresses` are those of the parts."""
    order = [addresses[part] for part in PAGES if part in addresses]

    def place(item: Any) -> int:
        address = item.file.url.removeprefix("./") if isinstance(item, Page) else None
        return order.index(address) if address in order else len(order)

    items.sort(key=place)
