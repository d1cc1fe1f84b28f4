"""Writes the files of a new site: those in site_template/, with what is known of the first session filled in."""

from __future__ import annotations

import json
import re
import string
from importlib.metadata import distribution
from pathlib import Path

import yaml

from microsite.editing import interface_words
from microsite.editing.new_session import FirstSession, first_session_skeleton
from microsite.localize.catalogues import files, is_english
from microsite.model import fields, languages, schema

TEMPLATE_FOLDER = Path(__file__).parent / "site_template"
HIDDEN_NAMES = ("github", "gitignore", "gitkeep")
"""Names of template files and folders that get a leading dot in the site. Here they have none: hidden files are not packaged."""

UNPUBLISHED_COMMENT = """\
# microsite is on no index of packages yet: this line works once it is. Until then, write in its place where you have it from, with the
# version: microsite @ git+https://github.com/OWNER/REPOSITORY@v{version}, or the name of a wheel that you put beside this file.
"""


def validate_site_folder(folder: Path) -> str | None:
    """Why a site can't be created in a folder, as a sentence; None if it can.

    It can where the folder does not exist yet, is empty, or holds only `.git`.
    """
    if folder.is_dir():
        return f"{folder} is not empty; choose a new folder" if any(path.name != ".git" for path in folder.iterdir()) else None
    return f"{folder} is a file; choose a new folder" if folder.exists() else None


def parse_site_language(text: str) -> str:
    """A language code as mkdocs.yml has it (pt-BR for pt_br); ValueError, with a sentence, if no site can have the language."""
    code = fields.language(languages.spelled(text))
    if not languages.locale(code) or not re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", code):
        raise ValueError(
            f"“{code}” can't be a language of the site; write two letters, and its country or script if need be: fr, pt-BR, zh-Hant"
        )
    return code


def parse_site_languages(text: str) -> tuple[str, ...]:
    """The languages in a list such as `en, fr`, without repetitions; errors as in `parse_site_language`."""
    return tuple(dict.fromkeys(map(parse_site_language, re.split(r"[,\s]+", text.strip(" ,")))))


def create_site(folder: Path, first: FirstSession) -> list[str]:
    """Write the files of a site into a folder that `validate_site_folder` accepts; OSError if they can't be written.

    Returns sentences for the user: what was written, and what to do next.
    """
    data = f"data/session{first.number or 1}.yml"
    requirement, comment = package_requirement()
    _write_template_files(
        folder,
        {
            "site_name": yaml.safe_dump({"site_name": first.name}, allow_unicode=True, width=10_000).strip(),
            "name": first.name,
            "data": data,
            "next": str((first.number or 1) + 1),
            "languages": "\n".join(map(_language_entry, first.languages)).replace("build: true", "build: true, default: true", 1),
            "locales": "{en: en-GB}" if "en" in first.languages else "{}",
            "requirement": comment + requirement,
        },
    )
    (folder / "data").mkdir()
    (folder / data).write_text(first_session_skeleton(first), encoding="utf-8")
    schema.write_schema(folder / "data")
    sentences = [f"{folder} is written; {data} is where everything about the session goes, and README.md says what to do"]
    if comment:
        sentences.append(f"{requirement} is on no index of packages yet: write in requirements.txt where you have it from")
    return sentences + _create_missing_catalogues(folder, first.languages)


def _write_template_files(folder: Path, placeholders: dict[str, str]) -> None:
    """Copy the template's files into a folder; `placeholders` are the values of `$name` in them."""
    for template in sorted(path for path in TEMPLATE_FOLDER.rglob("*") if path.is_file()):
        name = template.relative_to(TEMPLATE_FOLDER)
        target = folder.joinpath(*(f".{part}" if part in HIDDEN_NAMES else part for part in name.parts))
        text = template.read_text(encoding="utf-8")
        if name.parts[0] != "github":  # in workflows, `$` is GitHub's own
            text = string.Template(text).substitute(placeholders)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def package_requirement() -> tuple[str, str]:
    """The line of requirements.txt for the installed version, and a comment to put above it (empty if none is needed).

    A package installed from an address or a repository is required from there, as pip recorded it (PEP 610); a folder of this
    machine is never named. Otherwise the line names a version, and the comment says that no package index has it yet.
    """
    installed = distribution("microsite")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if vcs := origin.get("vcs_info"):
        return f"microsite @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}", ""
    if origin.get("url", "").startswith("https://"):
        return f"microsite @ {origin['url']}", ""
    return f"microsite=={installed.version}", UNPUBLISHED_COMMENT.format(version=installed.version)


def _language_entry(code: str) -> str:
    """The entry of a language in mkdocs.yml, with the language's name in the language itself."""
    locale = languages.locale(code)
    assert locale  # parse_site_languages accepts no others
    name = languages.name(code, locale) or languages.english_name(code)
    written = code if yaml.safe_load(code) == code else json.dumps(code)  # `no` alone would be false
    return f"        - {{locale: {written}, name: {json.dumps(name[:1].title() + name[1:], ensure_ascii=False)}, build: true}}"


def _create_missing_catalogues(folder: Path, codes: tuple[str, ...]) -> list[str]:
    """Create a catalogue of interface words for each language that has none; returns a sentence on each."""
    locales = folder / "overrides" / "locales"
    missing = [code for code in codes if not is_english(code) and not files(code, locales)]
    for code in missing:
        list(interface_words.update(folder, code))  # a generator, which does nothing until it is read
    sentence = "“Register”, “Agenda” and the like are in English until they are translated in overrides/locales"
    return [f"{code}: {sentence}/{code}.po" for code in missing]
