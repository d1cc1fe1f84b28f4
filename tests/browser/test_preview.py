"""`mkdocs serve` as an editor has it: real server, real browser, real saves."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.conftest import SESSION12, SITE, Built, own_template

PATIENCE = 30_000
"""Milliseconds until a save must show on a busy machine; how long it takes is measured by `make bench`."""


@dataclass
class Serving:
    """A running server."""

    folder: Path
    address: str
    log: Path

    def answers(self) -> bool:
        """Whether it listens by now; for a browser, each address that nobody answers is a page of its own to draw."""
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", urlsplit(self.address).port)) == 0

    def files(self) -> set[str]:
        """What is in the site now."""
        site = next(self.folder.parent.glob("mkdocs_*"))
        return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    def is_quiet(self, page: Page) -> bool:
        """Whether it builds nothing, as it did a second ago: a save can be noticed twice."""
        said = self.log.stat().st_size
        page.wait_for_timeout(1_000)
        return self.log.stat().st_size == said

    def save(self, name: str, old: str, new: str) -> None:
        """As an editor saves: what stood in the place of `old` is `new`."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def serving(new_project: Callable[..., Path]) -> Iterator[Callable[..., Serving]]:
    running: list[subprocess.Popen] = []

    def start(*spoil: tuple[str, str, str], data: Path = SESSION12) -> Serving:
        folder = new_project(data)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serving = Serving(folder, f"http://127.0.0.1:{port}/conference-microsite/", folder.parent / "log")
        for each in spoil:
            serving.save(*each)
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder.parent)}
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        with serving.log.open("w") as log:  # a shell that runs the tests in the background has programs ignore Ctrl-C
            running.append(
                subprocess.Popen(
                    command,
                    cwd=folder,
                    env=variables,
                    stdout=log,
                    stderr=log,
                    preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
                )
            )
        return serving

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        process.wait(20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def opened(page: Page, serving: Serving, path: str = "") -> list[str]:
    """Open a page as soon as the server answers; returns what the console says from then on."""
    until(page, serving.answers)
    page.goto(serving.address + path)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def visited(page: Page, address: str) -> Response:
    """Go to another page while builds may be on their way, at each of which the page that is left loads itself anew."""
    for _ in range(5):
        with contextlib.suppress(PlaywrightError):  # the one came in between the other
            if answer := page.goto(address):
                return answer
    raise AssertionError(f"{address} is never shown")


def without(*languages: str) -> list[tuple[str, str, str]]:
    """What spoils mkdocs.yml so that these languages are not built: each save is a build of all."""
    lines = [line.strip() for line in (SITE / "mkdocs.yml").read_text(encoding="utf-8").split("\n")]
    found = [line for line in lines if line.startswith(tuple(f"- {{locale: {language}," for language in languages))]
    return [("mkdocs.yml", line, line.replace("build: true", "build: false")) for line in found]


def until(page: Page, happens: Callable[[], bool]) -> None:
    """Wait for what the server does besides answering."""
    for _ in range(600):
        if happens():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never happens")


def test_a_save_shows_and_a_broken_one_is_told(serving: Callable[..., Serving], page: Page) -> None:
    """Data, template, catalogue, configuration: each good save shows by itself, each broken one is told in browser and terminal. Started
    on a broken file, the server waits for a good one."""
    private = ("data/session12.yml", "symbol: ", "private: {interpreters: The booth is behind the second door}\nsymbol: ")  # stops nothing
    server = serving(("data/session12.yml", "number: 12", "number: twelve"), private, *without("ar", "zh", "ru", "es"))
    until(page, lambda: "and save; the site is shown then" in server.log.read_text(encoding="utf-8"))
    assert "data/session12.yml:15:9: error: number: “twelve” is not a whole number" in server.log.read_text(encoding="utf-8")
    server.save("data/session12.yml", "number: twelve", "number: 12")
    said = opened(page, server, "fr/")
    hero, problems = page.locator(".hero"), page.locator(".problems")

    server.save("data/session12.yml", "symbol: WIPO/IP/CONV/GE/2/25", "symbol: WIPO/NEW/1")
    expect(hero).to_contain_text("WIPO/NEW/1", timeout=PATIENCE)

    query = page.locator("#_query")

    def asks() -> bool:
        """Whether the search is open and asked; where the save is noticed twice, a second reload closes it again."""
        if not query.is_visible():
            page.locator("[data-search]").click()
        with contextlib.suppress(PlaywrightTimeout):
            query.fill("WIPO/NEW/1", timeout=1_000)
        page.wait_for_timeout(300)
        return query.is_visible() and query.input_value() == "WIPO/NEW/1"

    until(page, asks)
    expect(page.locator(".results mark", has_text="NEW").first).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")

    server.save("data/session12.yml", "zone: Europe/Zurich", "zone: Europe/Geneva")
    expect(problems).to_contain_text("“Europe/Geneva” is not a time zone; write its place, for instance Europe/Zurich", timeout=PATIENCE)
    expect(problems.locator("li")).to_have_count(1)
    expect(hero).to_contain_text("WIPO/NEW/1")  # the last good site stands below
    assert re.search(r"data/session12\.yml:\d+:7: error: zone: “Europe/Geneva”", server.log.read_text(encoding="utf-8"))
    for right, wrong in (("Europe/Paris", "Europe/Geneva"), ("Europe/Paris", "")):
        server.save("data/session12.yml", "zone: Europe/Geneva", f"zone: {right}")
        expect(problems).to_have_count(0, timeout=PATIENCE)
        if wrong:
            server.save("data/session12.yml", f"zone: {right}", f"zone: {wrong}")
            expect(problems).to_have_count(1, timeout=PATIENCE)
    assert server.log.read_text(encoding="utf-8").count("“Europe/Geneva” is not a time zone") == 2, "the terminal says it each time"

    server.save(
        "overrides/locales/fr.po", 'msgid "Webcast site"', 'msgid "About the session"\nmsgstr "Voici le thème"\n\nmsgid "Webcast site"'
    )
    expect(page.locator("main")).to_contain_text("Voici le thème", timeout=PATIENCE)

    own_template(server.folder, "main.html")
    server.save("overrides/main.html", "<main", "{{ nothing.there }}<main")
    expect(problems).to_contain_text("'nothing' is undefined; correct the template", timeout=PATIENCE)
    server.save("overrides/main.html", "{{ nothing.there }}<main", "<main")
    expect(problems).to_have_count(0, timeout=PATIENCE)

    assert "Traceback" not in server.log.read_text(encoding="utf-8") and said == []


def test_a_link_that_is_followed_during_a_build_leads_on(serving: Callable[..., Serving], page: Page) -> None:
    """The page that is left does not come back by its reload, and follows what is saved where nothing but a download was asked for."""
    server = serving(*without("ar", "zh", "ru", "es", "fr"))
    opened(page, server, "")
    data = server.folder / "data/session12.yml"
    for symbol in ("WIPO/NEW/1", "WIPO/NEW/2", "WIPO/NEW/3"):
        visited(page, server.address)
        until(page, lambda: server.is_quiet(page))
        said = server.log.stat().st_size
        data.write_text(re.sub("(?m)^symbol: .*", f"symbol: {symbol}", data.read_text(encoding="utf-8")), encoding="utf-8")
        until(page, lambda said=said: server.log.stat().st_size > said)  # the build has begun, which holds answers back
        page.locator("#_pages a", has_text="Practical").click(no_wait_after=True)
        page.wait_for_url("**/practical/**", timeout=10_000)
    visited(page, server.address)
    with page.expect_download():
        page.locator("a[href$='.ics']").first.evaluate("link => link.click()")  # most are in a menu
    server.save("data/session12.yml", "symbol: WIPO/NEW/3", "symbol: WIPO/NEW/4")
    expect(page.locator("body")).to_contain_text("WIPO/NEW/4", timeout=PATIENCE)


def test_a_page_that_can_not_be_made_says_why(serving: Callable[..., Serving], page: Page) -> None:
    """Another than the one that was looked at when its template was saved; it comes by itself once the template is right."""
    server = serving(*without("ar", "zh", "ru", "es", "fr"))
    opened(page, server, "")
    own_template(server.folder, "pages/practical.html")
    part = server.folder / "overrides/pages/practical.html"
    right = part.read_text(encoding="utf-8")
    part.write_text("{{ nothing.there }}" + right, encoding="utf-8")
    expect(page.locator(".problems")).to_contain_text("'nothing' is undefined", timeout=PATIENCE)  # the page is made in the background
    assert visited(page, f"{server.address}practical/").status == 404
    expect(page.locator(".problems")).to_contain_text("'nothing' is undefined; correct the template")
    part.write_text(right, encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Practical information", timeout=PATIENCE)
    expect(page.locator(".problems")).to_have_count(0)


@pytest.mark.slow
def test_other_files_that_are_saved_show_too(serving: Callable[..., Serving], page: Page) -> None:
    """Configuration, pages, a data file that goes and comes back, and another one."""
    server = serving(*without("ar", "zh", "ru", "es"))
    said = opened(page, server, "fr/")
    hero, problems = page.locator(".hero"), page.locator(".problems")

    server.save("mkdocs.yml", "site_name: ", "site_name: [")
    expect(problems).to_contain_text("mkdocs.yml", timeout=PATIENCE)
    server.save("mkdocs.yml", "site_name: [", "site_name: ")
    expect(problems).to_have_count(0, timeout=PATIENCE)

    server.save("mkdocs.yml", "{locale: es, name: Español, build: false}", "{locale: es, name: Español, build: true}")
    expect(page.locator("#_languages li")).to_have_count(3, timeout=PATIENCE)  # the languages are those of now
    server.save("mkdocs.yml", "{locale: es, name: Español, build: true}", "{locale: es, name: Español, build: false}")
    expect(page.locator("#_languages li")).to_have_count(2, timeout=PATIENCE)

    server.save("mkdocs.yml", "      accent:", "      acent:")
    expect(problems).to_contain_text("acent", timeout=PATIENCE)  # what only MkDocs says is told as well
    server.save("mkdocs.yml", "      acent:", "      accent:")
    expect(problems).to_have_count(0, timeout=PATIENCE)

    server.save("docs/practical.md", "title: Practical information\n---\n", "title: Practical information\n---\n[Hall](hall.md)\n")
    expect(problems.locator("li")).to_have_count(1, timeout=PATIENCE)  # once, for all languages
    expect(problems).to_contain_text("docs/practical.md:5:8: Doc file 'practical.md' contains a link 'hall.md', but the target")
    server.save("docs/practical.md", "[Hall](hall.md)\n", "")
    expect(problems).to_have_count(0, timeout=PATIENCE)

    data = server.folder / "data/session12.yml"
    data.rename(server.folder / "aside.yml")
    data.mkdir()
    expect(problems).to_contain_text("can't be read (is a directory)", timeout=PATIENCE)
    data.rmdir()
    page.wait_for_timeout(500)
    shutil.copyfile(server.folder / "aside.yml", data)
    expect(problems).to_have_count(0, timeout=PATIENCE)

    (server.folder / "elsewhere").mkdir()
    shutil.copyfile(server.folder / "data/session12.yml", server.folder / "elsewhere/another.yml")
    server.save("mkdocs.yml", "session: data/session12.yml", "session: elsewhere/another.yml")
    expect(page.locator(".source-link").first).to_have_attribute("title", re.compile("elsewhere/another.yml"), timeout=PATIENCE)
    server.save("elsewhere/another.yml", "symbol: WIPO/IP/CONV/GE/2/25", "symbol: WIPO/NEW/2")
    expect(hero).to_contain_text("WIPO/NEW/2", timeout=PATIENCE)

    server.save("docs/agenda.md", "title: Agenda", "title: Webcast")
    expect(page.locator("#_pages li").nth(1)).to_have_text("Diffusion sur le Web", timeout=PATIENCE)
    log = server.log.read_text(encoding="utf-8")
    assert "Traceback" not in log and said == []


@pytest.mark.slow
def test_a_large_agenda_shows_first_and_is_whole_later(serving: Callable[..., Serving], page: Page, long_week: Built) -> None:
    """What nobody looks at is written when it is asked for, or in the end; a broken save does not stop that."""
    server = serving(*without("fr", "ru", "es"), data=long_week.folder.parent / "data" / "session12.yml")
    opened(page, server, "ar/agenda/2027-06-02/")
    there = server.files()
    for number in range(3):  # at once after the last one, when little is written
        server.save("data/session12.yml", f"i-2-{number}, kind: presentation", f"i-2-{number}, kind: panel")
        expect(page.locator(f"#i-2-{number} .kind")).to_have_text("حلقة نقاش", timeout=PATIENCE)
    calendar = page.request.get(f"{server.address}zh/calendar/items/i-2-7.ics")
    assert calendar.ok and "演讲7" in calendar.text()
    assert page.request.get(f"{server.address}zh/agenda/2027-06-01").ok
    assert page.request.get(f"{server.address}zh/agenda/2027-06-09/").status == 404
    server.save("data/session12.yml", "zone: Africa/Nairobi", "zone: Africa/Nairoby")
    expect(page.locator(".problems")).to_have_count(1, timeout=PATIENCE)
    until(page, lambda: server.files() == there)
    server.save("data/session12.yml", "zone: Africa/Nairoby", "zone: Africa/Nairobi")
    expect(page.locator(".problems")).to_have_count(0, timeout=PATIENCE)
    visited(page, server.address)
    own_template(server.folder, "parts/item.html")
    server.save("overrides/parts/item.html", "<article", "{{ nothing.there }}<article")  # on no page that is built at once
    expect(page.locator(".problems")).to_contain_text(
        re.compile(r"parts/item\.html:\d+: error: 'nothing' is undefined; correct the template"), timeout=PATIENCE
    )
    whole = {path.relative_to(long_week.folder).as_posix() for path in long_week.folder.rglob("*") if path.is_file()}
    assert there >= {name for name in whole if not name.startswith(("fr/", "ru/", "es/"))}
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
