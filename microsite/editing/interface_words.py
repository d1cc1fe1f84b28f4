"""The interface's words: found in the templates, the code and the titles of pages, and kept in a catalogue per language.

`microsite words` brings catalogues up to date: new words are added, empty, for a translator. In the project's own repository these are
microsite/theme/locales/*.po, and words.pot beside them, which has a comment for translators on each word. In overrides/locales/ a site
has the words that it says otherwise than the general catalogue of the language, and those that this lacks: all, in a language that has
none.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import babel
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import write_po

from microsite.editing import configuration, material
from microsite.localize import catalogues, po
from microsite.localize.catalogues import GENERAL, GENERAL_NAME, TEMPLATE, BadCatalogue, Word, is_english
from microsite.model import languages
from microsite.source.diagnostics import Problem

METHODS = {"**.py": "python", "**.html": "jinja2.ext:babel_extract"}
OPTIONS = {"**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
COMMENT = "Translators:"
"""What a comment for translators begins with, in a site's own templates: {# Translators: … #} in the line of a word or before it."""
HEADER = re.compile(r'(?:[ \t]*(?:#.*)?\n)*msgid ""\nmsgstr .*\n(?:".*"\n)*')
"""The top of a catalogue: its comment, and what it says of itself."""
TEMPLATE_HEADER = """\
# Every word of the interface. The comments for translators (#.) are written here, by hand, and copied into the catalogues from here;
# `microsite words` adds the words that are new in templates and code, and removes those that are not there any more.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"""


@dataclass(frozen=True)
class Folders:
    """Where the catalogues of a project or site are: a copy of the code has the general ones too, whose languages come with the package."""

    root: Path
    overrides: Path

    @property
    def has_code(self) -> bool:
        return (self.root / GENERAL_NAME).is_dir()

    @property
    def own(self) -> Path:
        return self.overrides / "locales"

    @property
    def general(self) -> Path:
        return self.root / GENERAL_NAME if self.has_code else GENERAL

    def target(self, language: str) -> Path:
        """The catalogue in which a language's missing words are to be written."""
        general, own = self.general / f"{language}.po", self.own / f"{language}.po"
        return general if self.has_code and not is_english(language) and (general.exists() or not own.exists()) else own

    def below(self, path: Path) -> list[Path]:
        """The catalogues that say what this one does not."""
        found = catalogues.files(path.stem, self.own, general=self.general)
        if path.parent == self.general:
            return [each for each in found if each.parent == path.parent and each != path]
        return [each for each in found if each != path]

    def all(self) -> list[Path]:
        """The catalogues that the project or site has itself; those that are named after no language are nobody's."""
        found = [path for folder in (self.general, self.own) if folder != GENERAL or self.has_code for path in sorted(folder.glob("*.po"))]
        return [path for path in found if languages.locale(path.stem)]

    def named(self, path: Path) -> str:
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


def _folders(root: Path, overrides: Path | None = None) -> Folders:
    return Folders(root, overrides or root / "overrides")


# ── the words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(root: Path) -> Catalog:
    """Every word of the interface of the project or site in `root`, with a comment for translators and the places it stands in.

    A copy of the code is looked through anew; a site has the words of the package as its words.pot lists them, without their places.
    """
    folders = _folders(root)
    if not folders.has_code:
        found = _site_words(folders)
        _add_titles(found, folders)
        return found
    found = Catalog(fuzzy=False)
    _extract(found, root / "microsite", "microsite")
    _add_templates(found, folders)
    _add_titles(found, folders)
    template = folders.general / TEMPLATE
    comments = {each.id: _comment(each) for each in po.read(template.read_bytes())} if template.is_file() else {}
    for message in found:
        message.auto_comments = message.auto_comments or comments.get(message.id, [])
    return found


def _site_words(folders: Folders) -> Catalog:
    """The words of the package, and those that a site adds in its templates."""
    found = Catalog(fuzzy=False)
    for each in catalogues.template():
        if each.id:
            found.add(each.id, auto_comments=_comment(each), flags=each.flags)
    _add_templates(found, folders)
    return found


def _comment(message: Message) -> list[str]:
    """The comment for translators on a word, its lines in a row."""
    return [" ".join(message.auto_comments)] if message.auto_comments else []


def _add_templates(found: Catalog, folders: Folders) -> None:
    """The words of a site's own templates. One that can't be read has none: the build says what is wrong with it."""
    for path in sorted(folders.overrides.rglob("*.html")):
        with contextlib.suppress(UnicodeDecodeError):
            name = f"overrides/{path.relative_to(folders.overrides).as_posix()}"
            _add(
                found, name, extract_from_file(METHODS["**.html"], path, KEYWORDS, (COMMENT,), OPTIONS["**.html"], strip_comment_tags=True)
            )


def _add_titles(found: Catalog, folders: Folders) -> None:
    """The titles of pages, as far as they can be read."""
    for page in sorted((folders.root / "docs").glob("**/*.md")):
        _, _, matter = page.read_text(encoding="utf-8", errors="replace").partition("---\n")
        try:
            fields = yaml.safe_load(matter.partition("---\n")[0])
        except yaml.YAMLError:
            continue
        if isinstance(fields, dict) and fields.get("part") and fields.get("title"):
            found.add(str(fields["title"]), locations=[(f"docs/{page.relative_to(folders.root / 'docs').as_posix()}", 3)])


def _extract(found: Catalog, folder: Path, name: str) -> None:
    extracted = extract_from_dir(str(folder), list(METHODS.items()), OPTIONS, KEYWORDS, (COMMENT,), strip_comment_tags=True)
    for path, *row in extracted:
        _add(found, f"{name}/{path}", [tuple(row)])


def _add(found: Catalog, place: str, extracted: Iterable[tuple[Any, ...]]) -> None:
    for line, message, comments, context in extracted:
        found.add(message, locations=[(place, line)], auto_comments=comments, context=context)


# ── bringing catalogues up to date ───────────────────────────────────────────────────────────────────────────────────


def update(root: Path, language: str | None = None) -> Iterator[str]:
    """Bring up to date the catalogue of one language, which is begun where there is none; without a language, all that are there.

    Yields a line on each: how many words were added and removed, and how many are missing. BadCatalogue where one is broken.
    """
    found, folders = words(root), _folders(root)
    if language is None and folders.has_code:
        yield _update_template(folders, found)
    for path in [folders.target(language)] if language else folders.all():
        yield _update(folders, path, found)


def _update_template(folders: Folders, found: Catalog) -> str:
    path = folders.general / TEMPLATE
    old = po.read(path.read_bytes()) if path.exists() else Catalog()
    new, added, removed = _renewed(old, found, _ids(found), {})
    new.obsolete.clear()
    _write(path, new, TEMPLATE_HEADER)
    bare = sum(1 for message in new if message.id and not message.auto_comments)
    return f"{folders.named(path)}: {added} added, {removed} removed, {bare} of {len(new)} without a comment for translators"


def _update(folders: Folders, path: Path, found: Catalog) -> str:
    language, wanted, below = path.stem, _ids(found), folders.below(path)
    is_target = path == folders.target(language) and not is_english(language)
    elsewhere = _translated(below) & wanted if is_target else wanted
    begun = not path.exists() or not path.read_bytes().strip()
    if begun:
        old = _empty(language)
    else:
        catalogues.content(path)  # which says what is wrong with it
        old = po.read(path.read_bytes(), language)
    new, added, removed = _renewed(old, found, wanted - elsewhere, material.words(language))
    _write(path, new, _new_header(language, below))
    content = catalogues.content(path)
    missing = wanted - elsewhere - content.translated
    counted = f"{len(missing)} of {len(wanted)} missing{_marked(missing, content.fuzzy)}"
    only = f"; what it does not say comes from {', '.join(map(catalogues.named, below))}" if begun and below else ""
    return f"{folders.named(path)}: {'begun, ' if begun else ''}{added} added, {removed} removed, {counted}{only}"


def _marked(missing: Set[Word], fuzzy: Set[Word]) -> str:
    marked = len(missing & fuzzy)
    return f" ({marked} of them marked fuzzy)" if marked else ""


def _ids(found: Catalog) -> set[Word]:
    return {message.id for message in found if message.id}


def _translated(paths: Iterable[Path]) -> set[Word]:
    return {word for path in paths for word in catalogues.content(path).translated}


def _renewed(old: Catalog, found: Catalog, needed: Set[Word], taken: Mapping[str, str]) -> tuple[Catalog, int, int]:
    """A catalogue with the words that it has and that are still there, in their order, and those that are needed, each before the first
    that comes after it in the alphabet; with how many were added and removed.

    A word that is gone is kept as obsolete if it was translated, and translated again if it comes back; `taken` are words from elsewhere.
    """
    wanted = {message.id: message for message in found if message.id}
    had = {message.id: message for message in old if message.id}
    obsolete = {message.id: message for message in old.obsolete.values()}
    rows = [_row(wanted[word], message) for word, message in had.items() if word in wanted]
    new = sorted(needed - set(had), key=_english)
    for word in new:
        row = _row(wanted[word], obsolete.pop(word, None))
        if not row.string and (text := taken.get(_english(word))):
            row.string, row.user_comments = text, [material.REMARK]
            row.flags.add("fuzzy")
        rows.insert(next((place for place, each in enumerate(rows) if _english(each.id) > _english(word)), len(rows)), row)
    gone = [message for word, message in had.items() if word not in wanted]
    renewed = Catalog(locale=old.locale, fuzzy=False)
    renewed.mime_headers = [("Plural-Forms", old.plural_forms)]
    for row in rows:
        renewed[row.id] = row
    for message in (*obsolete.values(), *(each for each in gone if any(po.forms(each.string or "")))):
        renewed.obsolete[_english(message.id)] = message
    return renewed, len(new), len(gone)


def _english(word: Word) -> str:
    return po.forms(word)[0]


def _row(word: Message, old: Message | None) -> Message:
    """A word as a catalogue has it: with its comment as it is now, and what the translator wrote."""
    return Message(
        word.id,
        old.string if old else "",
        flags=(old.flags if old else set()) | word.flags,
        auto_comments=word.auto_comments,
        user_comments=old.user_comments if old else (),
    )


def _empty(language: str) -> Catalog:
    locale = babel.Locale.parse(language, sep="-")
    found = Catalog(locale=locale, project="microsite", version=version("microsite"), charset="utf-8", fuzzy=False)
    found.mime_headers = [("Plural-Forms", catalogues.plural_forms(language))]
    return found


def _new_header(language: str, below: list[Path]) -> str:
    """The top of a catalogue that is begun, with the number of plural forms of its language."""
    found = _empty(language)
    name = babel.Locale.parse(language, sep="-").get_display_name("en")
    rest = f"What is not here comes from {catalogues.named(below[0])}." if below else "What is empty, or marked fuzzy, is shown in English."
    found.header_comment = f"# {name}: words of the interface. {rest}"
    buffer = io.BytesIO()
    write_po(buffer, found, width=110)
    return buffer.getvalue().decode().rstrip("\n") + "\n"


def _write(path: Path, catalogue: Catalog, header: str) -> None:
    """Write a catalogue, its top as it was (or else `header`); the file is not touched where nothing changes."""
    before = path.read_bytes() if path.exists() else b""
    top = HEADER.match(before.decode("utf-8-sig").replace("\r\n", "\n"))
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, omit_header=True, no_location=True)
    body = re.sub(r"(?m)^# \|", "#|", buffer.getvalue().decode())  # what a word was before: Babel takes it for a comment
    content = f"{top[0] if top else header}\n{body}".rstrip("\n").encode() + b"\n"
    if content != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────────────────


def incomplete(root: Path, codes: Iterable[str], locales: Mapping[str, str], overrides: Path | None = None) -> Iterator[Problem]:
    """A warning for each language whose catalogues leave words in English: how many, where, and the command to run.

    `locales` are the ways of writing dates that mkdocs.yml gives to languages. Titles of pages are not counted: nothing says in which
    language they are. BadCatalogue where a catalogue is broken.
    """
    folders = _folders(root, overrides)
    wanted = _ids(_site_words(folders))
    for language in codes:
        found = catalogues.files(language, folders.own, locales.get(language), folders.general)
        missing = wanted - _translated(found)
        if missing and not is_english(language):
            path = folders.target(language)
            lines = catalogues.content(path).lines if path.exists() else {}
            fuzzy = {word for each in found for word in catalogues.content(each).fuzzy}
            are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
            words = (
                f"{language}: {len(missing)} of {len(wanted)} words of the interface {are} missing{_marked(missing, fuzzy)}, and pages "
                f"show {them} in English; run `microsite words {language}`, and translate what this file lacks"
            )
            yield Problem(folders.named(path), min((lines[word] for word in missing if word in lines), default=1), 1, "", words, "warning")


def problems(root: Path) -> list[Problem]:
    """What is wrong or missing in the catalogues of a project or site, and in those of the languages that its mkdocs.yml names."""
    folders, site = _folders(root), configuration.languages(root / "mkdocs.yml")
    found: list[Problem] = []
    for language in dict.fromkeys((*site.places, *(path.stem for path in folders.all()))):
        paths = catalogues.files(language, folders.own, site.locales.get(language), folders.general)
        try:
            for path in paths:
                catalogues.content(path)
            if paths or is_english(language):
                found += incomplete(root, [language], site.locales)
            else:
                found.append(
                    Problem("mkdocs.yml", *site.places[language], "", f"{language} has no catalogue: {catalogues.begin(language)}")
                )
        except BadCatalogue as bad:
            found.append(Problem(bad.file, bad.line, 1, "", bad.words))
    return sorted(set(found))
