"""The page of each part of a site (agenda, webcast, …): which page it is, and the thin ones that docs/ need not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from microsite.exports.published import Record
from microsite.localize.labels import MADE_WITH_DATA, PART_KEYS, PART_TITLES
from microsite.model.session import Session
from microsite.plugin.mkdocs_pages import split_name
from microsite.render import document_list
from microsite.render.theme import Theme

FILES = {part: "index.md" if part == "event" else f"{part}.md" for part in PART_TITLES}
"""The file of each part in docs/, in the order of the menu; its title is translated where the page is read."""

LINKED_FROM_THE_FOOT = "accessibility"
"""The part that every page links to below, and so no menu above."""


def validate_without(without: Iterable[str], session: Session, *, has_archives: bool = False) -> Iterator[str]:
    """Why parts that are to be left out can't be, as sentences: what the data says for them would be nowhere."""
    for part in without:
        if part == "people":
            yield from _only_on_their_page(session)
            continue
        if part == "prior-sessions" and has_archives:
            yield f"mkdocs.yml: `without` leaves out {part}, and archive/ has sessions that its page leads to; delete `{part}` there"
        for key in PART_KEYS[part]:
            if getattr(session, key):
                yield f"mkdocs.yml: `without` leaves out {part}, and the data has `{key}`; delete one of the two"


def _only_on_their_page(session: Session) -> Iterator[str]:
    """What the data says of people that no page but theirs shows."""
    for key, person in session.people.items():
        found = [field for field in ("pronouns", "links", "biography") if getattr(person, field)]
        if key not in session.appearances:
            yield f"mkdocs.yml: `without` leaves out people, and `{key}` is in no item; delete one of the two"
        for field in found:
            yield f"mkdocs.yml: `without` leaves out people, and the data has `people.{key}.{field}`; delete one of the two"


def not_needed(session: Session, record: Record, config: MkDocsConfig) -> set[str]:
    """The parts of which no page is made unless docs/ has one: the data has nothing for it, and no menu names it."""
    needed = {
        "points": bool(session.points or session.bodies),
        "documents": document_list.is_long(session),
        "people": bool(session.people),
        "news": bool(session.news or record.changes),
    }
    return {part for part in MADE_WITH_DATA if not needed[part] and f"'{FILES[part]}'" not in repr(config.nav)}


def add_missing(files: Files, config: MkDocsConfig, without: Collection[str], others: Collection[str]) -> None:
    """Add to the files of docs/ the thin pages that are missing, for static-i18n to make in each language; `fill` gives them their text.

    Parts that are in `without` (not needed ones too) are left out. A part is there if any page names it that is not for one of the
    `others`, the languages beside the default one. A file that has the name and not the part keeps the name.
    """
    names = {file.src_uri for file in files}
    common = [file for file in files.documentation_pages() if split_name(file.src_uri)[1] not in others]
    parts = {str(meta.get_data(file.content_string)[1].get("part")) for file in common}
    for part, name in FILES.items():
        if part not in without and part not in parts and name not in names:
            inclusion = InclusionLevel.NOT_IN_NAV if part == LINKED_FROM_THE_FOOT else InclusionLevel.UNDEFINED
            files.append(File(name, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=inclusion))


def fill(files: Iterable[File], docs: Path) -> None:
    """Write, in memory, the text of the pages that `add_missing` has added: static-i18n has made its own file of each."""
    texts = {name: f"---\npart: {part}\ntitle: {PART_TITLES[part]}\n---\n" for part, name in FILES.items()}
    for file in files:
        if file.src_uri in texts and not (docs / file.src_uri).exists():
            file.content_string = texts[file.src_uri]
            file.generated_by = "microsite"


def validate_fields(pages: Iterable[File], templates: Theme) -> Iterator[str]:
    """What is wrong between the lines `---` of pages, as sentences."""
    for file in pages:
        text, fields = meta.get_data(file.content_string)
        if text.lstrip().startswith("---\n"):
            yield f"docs/{file.src_uri}:{_unreadable_fields(file.content_string)}"
            continue
        for key in ("title", "part", "template", "description"):
            for row, line in enumerate(file.content_string.split("\n"), 1) if fields.get(key) is not None else ():
                if line.startswith(f"{key}:"):
                    if str(fields[key]) != line.removeprefix(f"{key}:").strip() and not isinstance(fields[key], str):
                        yield f"docs/{file.src_uri}:{row}:1: error: {key} is not a text; put quotes around what is after `{key}:`"
                    break
        template = str(fields.get("template") or "main.html")
        if ".." in template or template.startswith(("parts/", "pages/", "404")) or not templates.has(template.lstrip("/")):
            yield (
                f"docs/{file.src_uri}: “{template}” is no template of whole pages; write the name of one in overrides/ that extends "
                "main.html, or delete the line"
            )


def _unreadable_fields(text: str) -> str:
    """The place and the cause, where the lines between --- and --- at the beginning of a page can't be read."""
    lines = text.split("\n")
    ends = [row for row, line in enumerate(lines, 1) if line.rstrip() == "---"]
    if ends[0] > 1:
        return "1:1: error: begins with an empty line, and the --- must be the first; delete the line"
    if len(ends) < 2:
        return "1:1: error: begins with ---, and has no second one; write --- on a line of its own below `title:`"
    for row, line in enumerate(lines[1 : ends[1] - 1], 2):
        if found := re.match(r"(\w+):(\S.*)", line):
            return f"{row}:1: error: has no space after “{found[1]}:”; write `{found[1]}: {found[2]}`"
        if found := re.match(r"(\w+): +([^\"'].*: .*)", line):
            return f'{row}:1: error: has a colon in its text; put quotes around it: `{found[1]}: "{found[2]}"`'
    if len(lines) == ends[1]:
        return f"{ends[1]}:4: error: ends right behind the second ---; add an empty line below it"
    return "1:1: error: the lines between --- and --- can't be read; write only lines such as `title: Visa` there, or delete all"


def addresses(
    files: Files, language: str, known: Collection[str], without: Collection[str], unneeded: Collection[str] = ()
) -> dict[str, str]:
    """The path of the page of each part, of those in `known` (which have a template); PluginError unless each has just one page, or is
    in `unneeded` and has none."""
    found: dict[str, File] = {}
    for file in files.documentation_pages():
        part = meta.get_data(file.content_string)[1].get("part")
        if part and part not in known:
            raise PluginError(f"docs/{file.src_uri}: part “{part}” has no template pages/{part}.html; write one of {', '.join(known)}")
        if part in found:
            raise PluginError(f"docs/{file.src_uri}: part “{part}” has a page already, docs/{found[part].src_uri}; keep one of the two")
        if part in without:
            raise PluginError(f"docs/{file.src_uri} is the page of {part}, which `without` in mkdocs.yml leaves out; delete one of the two")
        if part:
            found[part] = file
    for part in known:
        if part not in found and part not in without and part not in unneeded:
            name = FILES.get(part, f"{part}.md")
            pages = {file.src_uri: file for file in files.documentation_pages()}
            if own := next((own for own in (name, f"{name.removesuffix('.md')}.{language}.md") if own in pages), None):
                has_head = pages[own].content_string.lstrip("\ufeff").startswith("---")
                advice = f"add `part: {part}` to its head" if has_head else f"begin it with three lines: `---`, `part: {part}`, `---`"
                raise PluginError(f"docs/{own} is the page of {part} in {language}, and does not say so; {advice}")
            raise PluginError(
                f"docs/ has no page with `part: {part}` in {language}, and other pages link to it; add docs/{name} with that line"
            )
    return {part: file.url.removeprefix("./") for part, file in found.items()}


def sort(items: list[StructureItem], addresses: Mapping[str, str]) -> None:
    """Put the pages of parts first, in their order: for a menu that mkdocs.yml does not list. `addresses` are those of the parts."""
    order = [addresses[part] for part in FILES if part in addresses]

    def place(item: Any) -> int:
        address = item.file.url.removeprefix("./") if isinstance(item, Page) else None
        return order.index(address) if address in order else len(order)

    items.sort(key=place)
