"""A new site: its files, which are templates in new_site/, filled in with what is known of its first session."""

from __future__ import annotations

import json
import re
import string
from importlib.metadata import distribution
from pathlib import Path

import yaml

from microsite.editing import interface_words
from microsite.editing.new import FirstSession, first_skeleton
from microsite.localize.catalogues import files, is_english
from microsite.model import fields, languages, schema

TEMPLATES = Path(__file__).parent / "new_site"
DOTTED = ("github", "gitignore", "gitkeep")
"""What has a dot before its name in a site, and none here: hidden files do not get into a package."""

NO_INDEX = """\
# microsite is on no index of packages yet: this line works once it is. Until then, write in its place where you have it from, with the
# version: microsite @ git+https://github.com/OWNER/REPOSITORY@v{version}, or the name of a wheel that you put beside this file.
"""


def occupied(folder: Path) -> str | None:
    """Why a site can't begin in a folder, as a sentence; None where it can: it is empty, not there yet, or has a .git and nothing else."""
    if folder.is_dir():
        return f"{folder} is not empty; choose a new folder" if any(path.name != ".git" for path in folder.iterdir()) else None
    return f"{folder} is a file; choose a new folder" if folder.exists() else None


def site_language(text: str) -> str:
    """A code as mkdocs.yml has it, pt-BR for pt_br; ValueError, with a sentence, for what can't be a language of a site."""
    code = fields.language(languages.spelled(text))
    if not languages.locale(code) or not re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", code):
        raise ValueError(
            f"“{code}” can't be a language of the site; write two letters, and its country or script if need be: fr, pt-BR, zh-Hant"
        )
    return code


def site_languages(text: str) -> tuple[str, ...]:
    """The languages of a list such as `en, fr`, each once; ValueError, with a sentence, for what no site can have."""
    return tuple(dict.fromkeys(map(site_language, re.split(r"[,\s]+", text.strip(" ,")))))


def begin(folder: Path, first: FirstSession) -> list[str]:
    """Write the site into a folder that is not `occupied`; the sentences say what is to be done next. OSError where it can't be written."""
    data = f"data/session{first.number}.yml"
    line, remark = requirement()
    blanks = {
        "site_name": yaml.safe_dump({"site_name": first.name}, allow_unicode=True, width=10_000).strip(),
        "name": first.name,
        "data": data,
        "languages": "\n".join(map(_menu_line, first.languages)).replace("build: true", "build: true, default: true", 1),
        "locales": "{en: en-GB}" if "en" in first.languages else "{}",
        "requirement": remark + line,
    }
    for template in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        name = template.relative_to(TEMPLATES)
        target = folder.joinpath(*(f".{part}" if part in DOTTED else part for part in name.parts))
        text = template.read_text(encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        filled = text if name.parts[0] == "github" else string.Template(text).substitute(blanks)  # workflows have their own $
        target.write_text(filled, encoding="utf-8")
    (folder / "data").mkdir()
    (folder / data).write_text(first_skeleton(first), encoding="utf-8")
    schema.write_schema(folder / "data")
    told = [f"{folder} is written; {data} is where everything about the session goes, and README.md says what to do"]
    if remark:
        told.append(f"{line} is on no index of packages yet: write in requirements.txt where you have it from")
    return told + _untranslated(folder, first.languages)


def requirement() -> tuple[str, str]:
    """The line by which pip installs this version, and a remark to stand before it where that works only once the version is on an index.

    What came from an address or a repository is taken from there again, as pip wrote it down (PEP 610); no folder of this machine is named.
    """
    installed = distribution("microsite")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if vcs := origin.get("vcs_info"):
        return f"microsite @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}", ""
    if origin.get("url", "").startswith("https://"):
        return f"microsite @ {origin['url']}", ""
    return f"microsite=={installed.version}", NO_INDEX.format(version=installed.version)


def _menu_line(code: str) -> str:
    """A language as mkdocs.yml lists it, with its name in itself."""
    own = languages.locale(code)
    assert own  # site_languages takes no others
    name = languages.name(code, own) or languages.english_name(code)
    return f"        - {{locale: {code}, name: {json.dumps(name[:1].title() + name[1:], ensure_ascii=False)}, build: true}}"


def _untranslated(folder: Path, codes: tuple[str, ...]) -> list[str]:
    """Begin a catalogue for each language that has none, and say so."""
    own = folder / "overrides" / "locales"
    missing = [code for code in codes if not is_english(code) and not files(code, own)]
    for code in missing:
        list(interface_words.update(folder, code))
    said = "“Register”, “Agenda” and the like are in English until they are translated in overrides/locales"
    return [f"{code}: {said}/{code}.po" for code in missing]
