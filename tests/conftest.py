"""Whole sites, built as `make site` builds them, and served under a sub-path as GitHub Pages serves a repository."""

from __future__ import annotations

import functools
import gc
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render.theme import THEME
from microsite.source.loading import load
from tests import conference as made
from tests import forked, site_guard

try:
    import fcntl
except ImportError:  # Windows, where each process makes its own
    fcntl = None

# What is compiled is kept for the next process and the next run, whatever the machine's habit: to compile the tests alone takes ten seconds.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SITE = DATA / "site"
"""A site as this repository's was once, frozen: what editors change in theirs is nothing to the tests."""
SESSION12 = SITE / "data" / "session12.yml"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
PREFIX = "/conference-microsite/"


TEMPLATES = ROOT / ".cache" / "tests" / "templates"
"""Templates that are compiled once for all tests; a site is the same without (`test_kept_templates_change_no_byte`)."""
TEMPLATES.mkdir(parents=True, exist_ok=True)


def project(folder: Path, data: Path) -> Path:
    """A copy of the frozen site in `folder`, with another data file in the place of the session's; without this site's own words, if so.

    It has the templates that an earlier build has compiled.
    """
    shutil.copytree(SITE / "docs", folder / "docs")
    for name in ("media", "files"):
        shutil.copytree(DATA / name, folder / "docs" / name)
    shutil.copytree(SITE / "overrides", folder / "overrides")
    shutil.copyfile(SITE / "mkdocs.yml", folder / "mkdocs.yml")
    if data != SESSION12:
        shutil.rmtree(folder / "overrides" / "locales")
    (folder / "data").mkdir()
    shutil.copyfile(data, folder / "data" / "session12.yml")
    shutil.copytree(TEMPLATES, folder / ".cache" / "templates")
    return folder


def own_template(folder: Path, name: str) -> Path:
    """A template of the theme in the overrides/ of a project, as it is copied there to be changed."""
    path = folder / "overrides" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(THEME / name, path)
    return path


def in_languages(folder: Path, *languages: str) -> Path:
    """The project, built in some of its languages alone: where what a test looks for is the same in each, it takes less time."""
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(rf"(\{{locale: (?!(?:{'|'.join(languages)}),).*build: )true", r"\1false", text), encoding="utf-8")
    return folder


def in_two_languages(folder: Path) -> Path:
    """The project, built in English and Spanish alone."""
    return in_languages(folder, "en", "es")


def mkdocs(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `mkdocs build` says and leaves, in a process of its own."""
    command = ("-m", "mkdocs", *(arguments or ("--quiet", "build")))
    return forked.python(folder, command, {"NO_MKDOCS_2_WARNING": "1", **environment})


STANDALONE = re.compile("(^|/)(embed|screen|edit)/")
"""In the path of a page without the site around it: the agenda for other sites, screens of the house, and on previews the form."""


@dataclass
class Built:
    """A built site and the session it was built from."""

    project: Path
    session: Session

    @property
    def folder(self) -> Path:
        return self.project / "site"

    @functools.cached_property
    def pages(self) -> dict[str, PageText]:
        """Every HTML page by its path in the site, but for those without the site around them."""
        names = (path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.html")))
        return {name: PageText(self.folder / name) for name in names if not STANDALONE.search(name)}

    def of(self, language: str) -> list[PageText]:
        """The pages of one language."""
        others = tuple(f"{code}/" for code in LANGUAGES if code != "en")
        if language == "en":
            return [page for name, page in self.pages.items() if not name.startswith(others) and name != "404.html"]
        return [page for name, page in self.pages.items() if name.startswith(f"{language}/")]

    def localizer(self, language: str) -> Localizer:
        locale = {"en": "en-GB"}.get(language)
        folder = self.project / "overrides" / "locales"
        return Localizer(
            language, self.session.source_language, locale=locale, catalogues=folder, language_names=self.session.language_names
        )


class PageText:
    """One page: its elements, and its text as one line; what takes the time is to parse it, so that waits until somebody asks."""

    def __init__(self, path: Path):
        self.path = path
        self.source = path.read_text(encoding="utf-8")

    @functools.cached_property
    def _parsed(self) -> tuple[Element, list]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        return parser.parse(self.source), parser.errors

    @property
    def tree(self) -> Element:
        return self._parsed[0]

    @property
    def errors(self) -> list:
        """What a strict parser would stop at: place, name and more of each."""
        return self._parsed[1]

    @functools.cached_property
    def text(self) -> str:
        body = self.tree.find("body")
        return " ".join("".join(part for element in [body] for part in texts(element)).split())

    def attributes(self, name: str) -> list[str]:
        return [element.get(name) for element in self.tree.iter() if isinstance(element.tag, str) and element.get(name) is not None]


def plain(text: str) -> str:
    """A text with plain spaces in the place of those that do not break, which look the same."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")


def texts(element) -> Iterator[str]:
    """The text a reader sees: no scripts, nothing hidden, and a blank between blocks."""
    if element.tag in ("script", "style", "template") or element.get("hidden") is not None:
        return
    block = element.tag not in ("a", "bdi", "span", "em", "strong", "code", "time", "s", "del")
    if block:
        yield " "
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child)
        yield child.tail or ""
    if block:
        yield " "


LARGE_HEAD = """number: 1
title: {en: A long week, ar: أسبوع طويل, zh: 漫长的一周}
dates: {start: 2027-06-01, end: 2027-06-03}
zone: Africa/Nairobi
organizer: {name: Lakeside Foundry}
agenda:
  status: provisional
{pages}  days:
"""


def large(items: int, pages: str = "") -> str:
    """A session with so many items on two of three days; `pages` is the line that says what has pages of its own."""
    text = LARGE_HEAD.replace("{pages}", pages)
    for day in (1, 2):
        text += f"    - date: 2027-06-0{day}\n      sittings:\n        - {{id: all-{day}, title: {{en: Day {day}, zh: 第{day}天}}, start: 08:00, end: 20:00, items: [\n"
        for number in range(items // 2):
            minute = 480 + number * 700 // (items // 2)
            text += f"            {{id: i-{day}-{number}, kind: presentation, start: {minute // 60:02}:{minute % 60:02}, title: {{en: Talk {number} of day {day}, ar: حديث {number}, zh: 演讲{number}}}}},\n"
        text += "          ]}\n"
    return text + "    - date: 2027-06-03\n"


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of that name with what `make` puts into it: the first of the parallel processes that needs it makes it, others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else base) / "once"
    folder = shared / name
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half_made = tmp_path_factory.mktemp(name) / name
            half_made.mkdir()
            make(half_made)
            half_made.rename(folder)
    return folder


def _built(tmp_path_factory: pytest.TempPathFactory, name: str, data: Path | str, **pages: str) -> Built:
    """A site of a data file or of its text, with free pages in Markdown besides."""

    def make(folder: Path) -> None:
        text = data if isinstance(data, str) else data.read_text(encoding="utf-8")
        (folder / "session.yml").write_text(text, encoding="utf-8")
        project(folder / "project", data if isinstance(data, Path) else folder / "session.yml")
        for page, text in pages.items():
            (folder / "project" / "docs" / f"{page}.md").write_text(text, encoding="utf-8")
        ran = mkdocs(folder / "project")
        assert ran.returncode == 0, ran.stdout + ran.stderr

    folder = once(tmp_path_factory, name, make)
    shutil.copytree(folder / "project" / ".cache" / "templates", TEMPLATES, dirs_exist_ok=True)
    return Built(folder / "project", load(folder / "session.yml", docs=folder / "project" / "docs").session)


@pytest.fixture(scope="session")
def twelfth(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real session, as it was once."""
    return _built(tmp_path_factory, "twelfth", SESSION12)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An invented session in which everything the model knows is there."""
    return _built(tmp_path_factory, "full", DATA / "full.yml")


@pytest.fixture(scope="session")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A session of which only number, title, dates and organizer are known."""
    return _built(tmp_path_factory, "minimal", DATA / "minimal.yml")


@pytest.fixture(scope="session")
def channels(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A webcast whose channels are sounds of one stream, sign languages and languages that few people know the code of."""
    return _built(tmp_path_factory, "channels", DATA / "channels.yml")


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A session in which each day has a page of its own, and each item: as many have, with fewer items, which takes a third of the time."""
    return _built(tmp_path_factory, "week", large(48, "  pages: days\n"))


@pytest.fixture(scope="session")
def long_week(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One that has so many items that it takes long until the last is written."""
    return _built(tmp_path_factory, "long_week", large(160))


@pytest.fixture(scope="session")
def conference(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A large conference whose texts are long, with each optional part there and not there, and with a free page."""
    return _built(tmp_path_factory, "conference", made.text(), travel=made.PAGE)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    """One of the above, by the parameter's name."""
    return request.getfixturevalue(request.param)


def pytest_configure() -> None:
    """No test reads the site of this repository."""
    site_guard.start()


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and the collector of garbage, which would go through it again and again, leaves it alone."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that build whole sites: `pytest -m "not site"` runs all others."""
    building = {"twelfth", "full", "minimal", "channels", "week", "long_week", "conference", "site", "new_project", "package"}
    for item in items:
        if building & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.site)


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[..., Path]:
    """Makes a project that a test may spoil."""
    return lambda data=SESSION12: project(tmp_path / "project", data)


class _Pages(http.server.SimpleHTTPRequestHandler):
    """GitHub Pages in what matters here: a sub-path, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        """A part of a file where a browser asks for one: it does so of a video, and jumps to a second only if it gets it."""
        del self.headers["If-Modified-Since"]  # compared by whole seconds: a file written twice within one would be "not modified"
        asked, path = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")), Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().do_GET()
        whole = path.read_bytes()
        first, last = int(asked[1]), min(int(asked[2] or len(whole)), len(whole) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        self.wfile.write(whole[first : last + 1])

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "nothing-is-here")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], str]:
    """Serves a folder; the address ends with the sub-path."""
    servers: dict[Path, http.server.ThreadingHTTPServer] = {}

    def start(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(_Pages, directory=str(folder))
            servers[folder] = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}{PREFIX}"

    return start  # the servers end with the process: to stop one takes up to half a second, and there are dozens
