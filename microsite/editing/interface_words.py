"""The interface's words: found in the templates, the code and the titles of pages, and kept in a catalogue per language.

`microsite words` brings catalogues up to date: new words are added, empty, for a translator. In the project's own repository these are
microsite/theme/locales/*.po, and words.pot beside them, which has a comment for translators on each word. In overrides/locales/ a site
has the words that it says otherwise than the general catalogue of the language, and those that this lacks: all, in a language that has
none.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import babel
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import write_po

from microsite.editing import configuration, material
from microsite.localize import catalogues, po
from microsite.localize.catalogues import GENERAL, GENERAL_NAME, WORDS_POT, BadCatalogue, Word, is_english
from microsite.model import languages
from microsite.source.diagnostics import Problem

METHODS = {"**.py": "python", "**.html": "jinja2.ext:babel_extract"}
OPTIONS = {"**.html": {"extensions": "jinja2.ext.do,microsite.render.fragments.Fragments", "newstyle_gettext": "true", "trimmed": "true"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
COMMENT = "Translators:"
"""What a comment for translators begins with, in a site's own templates: {# Translators: … #} in the line of a word or before it."""
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
"""The block of YAML at the very beginning of a page, as MkDocs reads it."""
HEADER = re.compile(r'(?:[ \t]*(?:#.*)?\n)*msgid ""\nmsgstr .*\n(?:".*"\n)*')
"""The top of a catalogue: its comment, and what it says of itself."""
WORDS_POT_HEADER = """\
# Every word of the interface. The comments for translators (#.) are written here, by hand, and copied into the catalogues from here;
# `microsite words` adds the words that are new in templates and code, and removes those that are not there any more.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"""


class Folders(NamedTuple):
    """Where the catalogues of a project or site are. A checkout of the package has the general ones too, which every site falls back to."""

    root: Path
    overrides: Path

    @property
    def is_package_checkout(self) -> bool:
        """Whether the project is the package itself, with its source."""
        return (self.root / GENERAL_NAME).is_dir()

    @property
    def own(self) -> Path:
        return self.overrides / "locales"

    @property
    def general(self) -> Path:
        return self.root / GENERAL_NAME if self.is_package_checkout else GENERAL

    def target(self, language: str) -> Path:
        """The catalogue in which a language's missing words are to be written."""
        general, own = self.general / f"{language}.po", self.own / f"{language}.po"
        return general if self.is_package_checkout and not is_english(language) and (general.exists() or not own.exists()) else own

    def fallbacks(self, path: Path) -> list[Path]:
        """The catalogues that words come from if this one does not translate them."""
        found = catalogues.files(path.stem, self.own, general=self.general)
        if path.parent == self.general:
            return [each for each in found if each.parent == path.parent and each != path]
        return [each for each in found if each != path]

    def all(self) -> list[Path]:
        """The catalogues that the project or site has itself; those that are named after no language are nobody's."""
        found = [
            path
            for folder in (self.general, self.own)
            if folder != GENERAL or self.is_package_checkout
            for path in sorted(folder.glob("*.po"))
        ]
        return [path for path in found if languages.locale(path.stem)]

    def named(self, path: Path) -> str:
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


def _folders(root: Path, overrides: Path | None = None) -> Folders:
    return Folders(root, overrides or root / "overrides")


# ── the words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(root: Path) -> Catalog:
    """Every word of the interface of the project or site in `root`, with a comment for translators and the places it stands in.

    A checkout of the package is searched; a site has the words of the package as its words.pot lists them, without their places.
    """
    folders = _folders(root)
    if not folders.is_package_checkout:
        catalogue = _site_words(folders)
        _add_titles(catalogue, folders)
        return catalogue
    catalogue = Catalog(fuzzy=False)
    _extract(catalogue, root / "microsite", "microsite")
    _add_templates(catalogue, folders)
    _add_titles(catalogue, folders)
    words_pot = folders.general / WORDS_POT
    comments = {each.id: _comment(each) for each in po.read(words_pot.read_bytes())} if words_pot.is_file() else {}
    for message in catalogue:
        message.auto_comments = message.auto_comments or comments.get(message.id, [])
    return catalogue


def _site_words(folders: Folders) -> Catalog:
    """The words of the package, and those that a site adds in its templates."""
    catalogue = Catalog(fuzzy=False)
    for each in catalogues.read_words_pot():
        if each.id:
            catalogue.add(each.id, auto_comments=_comment(each), flags=each.flags)
    _add_templates(catalogue, folders)
    return catalogue


def _comment(message: Message) -> list[str]:
    """The comment for translators on a word, its lines in a row."""
    return [" ".join(message.auto_comments)] if message.auto_comments else []


def _add_templates(catalogue: Catalog, folders: Folders) -> None:
    """The words of a site's own templates. One that can't be read has none: the build says what is wrong with it."""
    for path in sorted(folders.overrides.rglob("*.html")):
        with contextlib.suppress(UnicodeDecodeError):
            name = f"overrides/{path.relative_to(folders.overrides).as_posix()}"
            _add(
                catalogue,
                name,
                extract_from_file(METHODS["**.html"], path, KEYWORDS, (COMMENT,), OPTIONS["**.html"], strip_comment_tags=True),
            )


def _add_titles(catalogue: Catalog, folders: Folders) -> None:
    """The titles of pages of the session's parts, from their front matter. What can't be read has none."""
    for page in sorted((folders.root / "docs").glob("**/*.md")):
        front_matter = FRONT_MATTER.match(page.read_text(encoding="utf-8-sig", errors="replace"))
        try:
            fields = yaml.safe_load(front_matter[1]) if front_matter else None
        except yaml.YAMLError:
            continue
        if isinstance(fields, dict) and fields.get("part") and fields.get("title"):
            catalogue.add(str(fields["title"]), locations=[(f"docs/{page.relative_to(folders.root / 'docs').as_posix()}", 3)])


def _extract(catalogue: Catalog, folder: Path, name: str) -> None:
    extracted = extract_from_dir(str(folder), list(METHODS.items()), OPTIONS, KEYWORDS, (COMMENT,), strip_comment_tags=True)
    for path, *row in extracted:
        _add(catalogue, f"{name}/{path}", [tuple(row)])


def _add(catalogue: Catalog, file: str, extracted: Iterable[tuple[Any, ...]]) -> None:
    for line, message, comments, context in extracted:
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)


# ── bringing catalogues up to date ───────────────────────────────────────────────────────────────────────────────────


def update(root: Path, language: str | None = None) -> Iterator[str]:
    """Bring up to date the catalogue of one language, which is begun where there is none; without a language, all that are there.

    Yields a line on each: how many words were added and removed, and how many are missing. Raises BadCatalogue if one is broken.
    """
    all_words, folders = words(root), _folders(root)
    if language is None and folders.is_package_checkout:
        yield _update_words_pot(folders, all_words)
    for path in [folders.target(language)] if language else folders.all():
        yield _update_catalogue(folders, path, all_words)


def _update_words_pot(folders: Folders, all_words: Catalog) -> str:
    """Bring words.pot up to date; returns a line on what was done."""
    path = folders.general / WORDS_POT
    old = po.read(path.read_bytes()) if path.exists() else Catalog()
    new, added, removed = _merge(old, all_words, _ids(all_words), {})
    new.obsolete.clear()
    _write(path, new, WORDS_POT_HEADER)
    without_comment = sum(1 for message in new if message.id and not message.auto_comments)
    return f"{folders.named(path)}: {added} added, {removed} removed, {without_comment} of {len(new)} without a comment for translators"


def _update_catalogue(folders: Folders, path: Path, all_words: Catalog) -> str:
    """Bring one catalogue up to date; returns a line on what was done and what is missing. Raises BadCatalogue if it is broken."""
    language, fallbacks, needed = path.stem, folders.fallbacks(path), _needed_words(folders, path, all_words)
    is_new = not path.exists() or not path.read_bytes().strip()
    old = _empty_catalogue(language) if is_new else _valid_catalogue(path)
    new, added, removed = _merge(old, all_words, needed, material.words(language))
    _write(path, new, _new_header(language, fallbacks))
    contents = catalogues.contents(path)
    missing = needed - contents.translated
    counts = f"{added} added, {removed} removed, {len(missing)} of {len(_ids(all_words))} missing{_fuzzy_note(missing, contents.fuzzy)}"
    fallback_note = f"; what it does not say comes from {', '.join(map(catalogues.named, fallbacks))}" if is_new and fallbacks else ""
    return f"{folders.named(path)}: {'begun, ' if is_new else ''}{counts}{fallback_note}"


def _needed_words(folders: Folders, path: Path, all_words: Catalog) -> set[Word]:
    """The words that a catalogue has to translate: those that none of its fallbacks does. Empty if missing words of its language
    belong in another catalogue."""
    language = path.stem
    if path != folders.target(language) or is_english(language):
        return set()
    translated_in_fallbacks = _translated(folders.fallbacks(path))
    return _ids(all_words) - translated_in_fallbacks


def _valid_catalogue(path: Path) -> Catalog:
    """A catalogue as it is in its file. Raises BadCatalogue if it is broken."""
    catalogues.contents(path)
    return po.read(path.read_bytes(), path.stem)


def _fuzzy_note(missing: Set[Word], fuzzy: Set[Word]) -> str:
    """How many of the missing words have a translation that is marked fuzzy, in brackets; empty if none has."""
    number = len(missing & fuzzy)
    return f" ({number} of them marked fuzzy)" if number else ""


def _ids(catalogue: Catalog) -> set[Word]:
    """The words of a catalogue, without its header."""
    return {message.id for message in catalogue if message.id}


def _translated(paths: Iterable[Path]) -> set[Word]:
    """The words that at least one of some catalogues translates."""
    return {word for path in paths for word in catalogues.contents(path).translated}


def _merge(old: Catalog, all_words: Catalog, needed: Set[Word], suggestions: Mapping[str, str]) -> tuple[Catalog, int, int]:
    """Merges `needed` messages into a catalogue, inserting each in alphabetical order; returns it with the number added and removed.

    The messages it has keep their order. One whose word is not in `all_words` any more is removed; if it was translated it is kept as
    obsolete, and used again if the word comes back. `suggestions` are translations of new words, by their English, to be marked fuzzy.
    """
    current = {message.id: message for message in all_words if message.id}
    existing = {message.id: message for message in old if message.id}
    obsolete = {message.id: message for message in old.obsolete.values()}
    messages = [_with_translation(current[word], message) for word, message in existing.items() if word in current]
    new_words = sorted(needed - set(existing), key=_english)
    for word in new_words:
        message = _with_translation(current[word], obsolete.pop(word, None))
        _suggest_translation(message, suggestions)
        _insert_alphabetically(messages, message)
    removed = [message for word, message in existing.items() if word not in current]
    removed_translations = [message for message in removed if any(po.forms(message.string or ""))]
    merged = _catalogue_like(old, messages, obsolete=[*obsolete.values(), *removed_translations])
    return merged, len(new_words), len(removed)


def _suggest_translation(message: Message, suggestions: Mapping[str, str]) -> None:
    """Give a message without a translation the one among `suggestions`, marked fuzzy."""
    if not message.string and (text := suggestions.get(_english(message.id))):
        message.string, message.user_comments = text, [material.REMARK]
        message.flags.add("fuzzy")


def _insert_alphabetically(messages: list[Message], message: Message) -> None:
    """Insert a message before the first whose English comes after its own."""
    english = _english(message.id)
    index = next((index for index, other in enumerate(messages) if _english(other.id) > english), len(messages))
    messages.insert(index, message)


def _catalogue_like(old: Catalog, messages: Iterable[Message], obsolete: Iterable[Message]) -> Catalog:
    """A catalogue with the language and plural forms of another, and other messages."""
    catalogue = Catalog(locale=old.locale, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", old.plural_forms)]
    for message in messages:
        catalogue[message.id] = message
    for message in obsolete:
        catalogue.obsolete[_english(message.id)] = message
    return catalogue


def _english(word: Word) -> str:
    return po.forms(word)[0]


def _with_translation(word: Message, old: Message | None) -> Message:
    """A message for a word with its present comment, and with what the translator wrote in an old message."""
    return Message(
        word.id,
        old.string if old else "",
        flags=(old.flags if old else set()) | word.flags,
        auto_comments=word.auto_comments,
        user_comments=old.user_comments if old else (),
    )


def _empty_catalogue(language: str) -> Catalog:
    locale = babel.Locale.parse(language, sep="-")
    catalogue = Catalog(locale=locale, project="microsite", version=version("microsite"), charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", catalogues.plural_forms(language))]
    return catalogue


def _new_header(language: str, fallbacks: list[Path]) -> str:
    """The top of a new catalogue, with the plural forms of its language."""
    catalogue = _empty_catalogue(language)
    name = babel.Locale.parse(language, sep="-").get_display_name("en")
    rest = (
        f"What is not here comes from {catalogues.named(fallbacks[0])}."
        if fallbacks
        else "What is empty, or marked fuzzy, is shown in English."
    )
    catalogue.header_comment = f"# {name}: words of the interface. {rest}"
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110)
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


def untranslated_warnings(root: Path, codes: Iterable[str], locales: Mapping[str, str], overrides: Path | None = None) -> Iterator[Problem]:
    """A warning for each language whose catalogues leave words in English: how many, where, and the command to run.

    `locales` are the ways of writing dates that mkdocs.yml gives to languages. Titles of pages are not counted: nothing says in which
    language they are. Raises BadCatalogue if a catalogue is broken.
    """
    folders = _folders(root, overrides)
    all_words = Catalog(fuzzy=False)
    for word in catalogues.contents(GENERAL / WORDS_POT).lines:
        all_words.add(word)
    _add_templates(all_words, folders)
    wanted = _ids(all_words)
    for language in codes:
        found = catalogues.files(language, folders.own, locales.get(language), folders.general)
        for path in found:
            yield from _misspelt_warnings(folders.named(path), catalogues.contents(path).lines, wanted)
        missing = wanted - _translated(found)
        if missing and not is_english(language):
            path = folders.target(language)
            lines = catalogues.contents(path).lines if path.exists() else {}
            fuzzy = {word for each in found for word in catalogues.contents(each).fuzzy}
            are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
            words = (
                f"{language}: {len(missing)} of {len(wanted)} words of the interface {are} missing{_fuzzy_note(missing, fuzzy)}, and pages "
                f"show {them} in English; run `microsite words {language}`, and translate what this file lacks"
            )
            yield Problem(folders.named(path), min((lines[word] for word in missing if word in lines), default=1), 1, "", words, "warning")


def _misspelt_warnings(name: str, lines: Mapping[catalogues.Word, int], wanted: Set[catalogues.Word]) -> Iterator[Problem]:
    """A warning for each text of a catalogue that no page asks for, and that looks like one which is. Others may be titles of pages."""
    texts = [each for each in wanted if isinstance(each, str)]
    for word, line in lines.items():
        if isinstance(word, str) and word and word not in wanted and (near := difflib.get_close_matches(word, texts, 1, 0.85)):
            words = f"“{word}” is no word of the interface, and its translation is not used; did you mean “{near[0]}”?"
            yield Problem(name, line, 1, "", words, "warning")


def problems(root: Path) -> list[Problem]:
    """What is wrong or missing in the catalogues of a project or site, and in those of the languages that its mkdocs.yml names."""
    folders, site = _folders(root), configuration.languages(root / "mkdocs.yml")
    found: list[Problem] = []
    for language in dict.fromkeys((*site.places, *(path.stem for path in folders.all()))):
        paths = catalogues.files(language, folders.own, site.locales.get(language), folders.general)
        try:
            for path in paths:
                catalogues.contents(path)
            if paths or is_english(language):
                found += untranslated_warnings(root, [language], site.locales)
            else:
                found.append(
                    Problem(
                        "mkdocs.yml",
                        *site.places[language],
                        "",
                        f"{language} has no catalogue: {catalogues.missing_catalogue_hint(language)}",
                    )
                )
        except BadCatalogue as bad:
            found.append(Problem(bad.file, bad.line, 1, "", bad.words))
    return sorted(set(found))
