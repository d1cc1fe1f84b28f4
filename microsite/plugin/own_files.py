"""What is wrong with the files that a site brings in docs/ and overrides/, beside the data: names and encodings before anything is built,
and afterwards what would take the place of another file of the site. Each problem is a sentence."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.structure.files import Files
from mkdocs_static_i18n.config import RE_LOCALE

from microsite.model.fields import FileAddress
from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.plugin.deployment import is_language
from microsite.plugin.mkdocs_pages import ReadPage, split_name
from microsite.render.build_input import REPLACEABLE
from microsite.render.pages import Page, file_at
from microsite.source import encoding

TEXTS = (".html", ".css", ".js", ".po")
"""Files in overrides/ that are read as text."""
STYLES_AND_PAGES = (".css", ".html")
"""Files in docs/ that can name a picture, beside pages in Markdown."""
OTHER_CHARSET = re.compile(rb"charset=(?!utf-?8|CHARSET)[\w-]", re.IGNORECASE)
"""In the head of a catalogue that says for itself that it is not in UTF-8."""


class SiteLanguages(NamedTuple):
    """The languages that are built, and the one whose pages have no language in their names."""

    built: Sequence[str]
    default: str


def validate(docs: Path, names: Sequence[str], overrides: Path | None, site_languages: SiteLanguages) -> Iterator[str]:
    """Everything that can be said before a page is read; `names` are those of the pages in docs/."""
    yield from _validate_paths(docs)
    names = [name for name in names if _is_utf8(name)]
    yield from _validate_names(docs, names, site_languages)
    yield from _validate_encodings((f"docs/{name}", docs / name) for name in names)
    if overrides:
        found = sorted(path for path in overrides.rglob("*") if path.suffix in TEXTS and path.is_file())
        yield from _validate_encodings((f"{overrides.name}/{path.relative_to(overrides).as_posix()}", path) for path in found)


def _validate_paths(docs: Path) -> Iterator[str]:
    """Names in docs/ that no address can have, and symbolic links that would publish what is not in it."""
    for folder, folders, files in os.walk(docs):
        for name in sorted(folders + files):
            path = Path(folder, name)
            if not _is_utf8(name):
                readable = os.fsencode(path.relative_to(docs)).decode("utf-8", "backslashreplace")
                yield f"docs/{readable} has a name that is not in UTF-8; rename it"
                continue
            if path.suffix.lower() == ".md" != path.suffix:
                shown = path.relative_to(docs).as_posix()
                yield f"docs/{shown} would be published as it is written; rename it to docs/{shown[:-3]}.md, and it is a page"
            if not path.is_symlink():
                continue
            subject = f"docs/{path.relative_to(docs).as_posix()} is a link"
            real = Path(os.path.realpath(path))
            if not real.exists():
                yield f"{subject} that leads nowhere; delete it, or put the file in its place"
            elif not real.is_relative_to(docs.resolve()):
                yield f"{subject} that leads out of docs/; put the file in its place"
            elif real.is_dir():
                yield f"{subject} to a folder; put the folder in its place"


def _is_utf8(name: str) -> bool:
    """Whether a name was read as UTF-8: of other bytes, Python makes what no text may have."""
    return name.isascii() or not re.search("[\ud800-\udfff]", name)


def _validate_names(docs: Path, names: Sequence[str], site_languages: SiteLanguages) -> Iterator[str]:
    """Pages that static-i18n would leave out or take for another, by their names."""
    for name in names:
        folder, _, rest = name.partition("/")
        stem, code, extension = split_name(name)
        if rest and folder in site_languages.built:
            yield _in_language_folder(docs, name, folder, rest, site_languages)
        elif stem and code == site_languages.default and stem + extension in names:
            yield f"docs/{name} and docs/{stem}{extension} are both for the language “{code}”; keep one of the two"
        elif stem and code not in site_languages.built:
            yield from _in_other_language(name, site_languages)


def _in_other_language(name: str, site_languages: SiteLanguages) -> Iterator[str]:
    """What to do with a page whose name ends with what may be a language, of those that are not built."""
    stem, code, extension = split_name(name)
    for built in site_languages.built:
        if code.replace("_", "-").lower() == built.lower():
            yield f"docs/{name} has “{code}” in its name, and mkdocs.yml has “{built}”; rename it to docs/{stem}.{built}{extension}"
            return
    if is_language(code):
        yield (
            f"docs/{name} is for the language “{code}”, which is not built; add it under i18n in mkdocs.yml, or take the dot out of "
            "the name"
        )
    elif RE_LOCALE.match(code):
        yield f"docs/{name} would be left out, since “{code}” is taken for a language; take the dot out of the name"


def _in_language_folder(docs: Path, name: str, folder: str, rest: str, site_languages: SiteLanguages) -> str:
    """What to do with a page in a folder that has the name of a language."""
    stem, extension = os.path.splitext(rest)
    has_language = split_name(rest)[1] in site_languages.built or folder == site_languages.default
    target = f"docs/{rest if has_language else f'{stem}.{folder}{extension}'}"
    problem = f"docs/{name} is in a folder with the name of a language, and languages are in the names of pages here"
    if (docs.parent / target).exists():
        return f"{problem}; put its text into {target}, and delete it"
    return f"{problem}; move it to {target}"


def _validate_encodings(files: Iterable[tuple[str, Path]]) -> Iterator[str]:
    """Files, by what messages call them, that can't be read as text."""
    for name, path in files:
        if not path.is_file():  # a link that leads nowhere
            continue
        try:
            raw = path.read_bytes()
        except OSError as error:
            yield f"{name}:1:1: error: can't be read ({(error.strerror or str(error)).lower()}); check who may read it"
            continue
        if path.suffix == ".po" and OTHER_CHARSET.search(raw):
            continue
        if found := encoding.explain(raw):
            line, column, words = found
            yield f"{name}:{line}:{column}: error: {words}"


def used_in_place(media: Collection[str]) -> Iterator[str]:
    """What is said of files in docs/ that are published where the build would make one."""
    for name in REPLACEABLE:
        if name in media:
            yield f"docs/{name} is published in the place of the {name} that the build makes"


def unpublished_pictures(files: Files, session: Session) -> frozenset[str]:
    """Files in docs/ that are pictures of the data, of which the build makes its own: where a photograph was taken stays with its file.

    One that a page, a style sheet or a link of the data names too is published as it is.
    """
    pictures = {picture.file for _, picture in session.pictures()}
    if not pictures:
        return frozenset()
    linked = (part for _, part in walk(session) if isinstance(part, FileAddress))
    texts = [address.encode() for part in linked for address in part.root.values()]
    texts += [file.content_bytes for file in files if file.is_documentation_page() or file.src_uri.endswith(STYLES_AND_PAGES)]
    return frozenset(picture for picture in pictures if not any(Path(picture).name.encode() in text for text in texts))


def clashes(
    read: Iterable[ReadPage], below: Iterable[Page], made: Collection[str], media: Iterable[str], overrides: Path | None
) -> Iterator[str]:
    """Files that would take the place of another. `below` are the pages below that of the agenda, `made` the paths of
    all that the build makes, `media` of those that docs/ brings.

    Pages whose addresses differ in capitals alone are one file on macOS and Windows, and so are refused everywhere.
    """
    claims = [(file_at(each.source.path), _source_name(each)) for each in read]
    claims += [(page.file, f"the page of the item {page.item}" if page.item else f"the page of {page.day}") for page in below]
    pages: dict[str, str] = {}
    told = set()
    for path, name in claims:
        first = pages.setdefault(_key(path), name)
        if first != name and (first, name) not in told:
            told.add((first, name))  # it is so in each language
            yield _both_make(path, first, name)
    for path in media:
        if page := pages.get(_key(path)):
            yield _both_make(path, page, f"docs/{path}")
        elif path in made and path not in REPLACEABLE:
            place = f"move it to {overrides.name}/{path}, if it is to be used in its place, or " if overrides and "assets/" in path else ""
            yield f"docs/{path} has the name of a file that the build makes; {place}rename it"


def _source_name(read: ReadPage) -> str:
    file = read.page.file
    return f"the page of {read.source.part}" if file.generated_by else f"docs/{file.src_uri}"


def _both_make(path: str, *names: str) -> str:
    written = sorted(name for name in names if name.startswith("docs/"))
    if len(written) == 1:
        return f"{written[0]} makes {path}, as {next(name for name in names if name != written[0])} does; rename {written[0]}"
    return f"{' and '.join(written)} both make {path}; rename one of the two"


def _key(path: str) -> str:
    """A path as systems see it that tell no capitals apart, and no ways to write an accent."""
    return unicodedata.normalize("NFC", path).casefold()


def explain_folder_clash(error: Exception, built: Path) -> str | None:
    """What is wrong if a file of docs/ stands where the site needs a folder, or the reverse; None for other errors."""
    if not isinstance(error, (FileExistsError, NotADirectoryError, IsADirectoryError)) or not error.filename:
        return None
    path = Path(error.filename)
    if not path.is_relative_to(built):
        return None
    for each in (path, *path.parents):
        if each.is_file():
            return f"docs/{each.relative_to(built).as_posix()} has the name of a folder of the site; rename it"
    return f"docs/{path.relative_to(built).as_posix()} is a folder with the name of a file of the site; rename it"
