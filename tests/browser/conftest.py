"""A real Chromium, with a clock that stands where the test puts it."""

from __future__ import annotations

import functools
import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from microsite.model.session import Session
from microsite.render.built_site import write
from microsite.render.papers import chromium
from microsite.source.loading import load
from tests import six_rooms
from tests.conftest import once
from tests.rendering import build, rendered

BEFORE = "2025-09-28T10:00:00Z"

# Chromium's own calls home would fail where there is no network, and are no part of a page.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield found
        found.close()


BLOCKED = "Service Worker registration blocked by Playwright"

AGENDA_IS_READY = "html[data-view], html:not(:has([data-finder])), html:not([data-stage])"
"""With what agenda.js does last, which is loaded by another script; where it has nothing to do; where scripts are off."""


PANEL_IS_READY = "html:not([data-phase='live'], [data-phase='break']), html:not(:has([data-now])), html:has([data-now][data-phase])"
"""With what panel.js shows on the first page while the session is on, which comes after the rest; where it has nothing to do."""


def open_all(page: Page) -> None:
    """Open all that a reader can open in place."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


class Visit:
    """A page as a reader has it, and everything that went wrong on it."""

    def __init__(self, page: Page, base: str):
        self.page = page
        self.base = base
        self.requests: list[str] = []
        self.wrong: list[str] = []
        # What was still on its way when the reader went on (the icon comes after all else) is given up by the browser: nothing failed.
        self._listeners: dict[str, Callable] = {
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": lambda request: (
                request.failure != "net::ERR_ABORTED" and self.wrong.append(f"{request.failure} {request.url}")
            ),
            "response": lambda response: response.status >= 400 and self.wrong.append(f"{response.status} {response.url}"),
            "console": lambda message: message.type in ("error", "warning") and message.text != BLOCKED and self.wrong.append(message.text),
            "pageerror": lambda error: self.wrong.append(str(error)),
        }
        for event, listener in self._listeners.items():
            Page.on(page, event, listener)

    def leave(self) -> None:
        """Note no more of what goes wrong."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def open(self, path: str, *, now: str = "", idle: bool = False) -> Page:
        """Go to a page of the site, at another moment where `now` says so; our scripts have run when it is loaded. `idle` waits until
        no more is asked for."""
        if now:
            self.page.clock.set_fixed_time(now)
        self.page.goto(self.base + path)
        if "agenda" in path:
            self.page.locator(AGENDA_IS_READY).wait_for(state="attached")
        self.page.locator(PANEL_IS_READY).wait_for(state="attached")
        if idle:
            self.page.wait_for_load_state("networkidle")
        return self.page

    def at(self, moment: str) -> None:
        """Put the clock somewhere; what is due runs."""
        self.page.clock.set_fixed_time(moment)
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        self.page.locator(PANEL_IS_READY).wait_for(state="attached")


@dataclass
class Small:
    """A site rendered from the text of a data file, without MkDocs."""

    folder: Path
    session: Session


@pytest.fixture(scope="session")
def rendered_texts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, tuple[str, ...]], Small]:
    """Renders the text of a data file in some languages, each once in a process."""

    @functools.cache
    def make(text: str, languages: tuple[str, ...]) -> Small:
        own = tmp_path_factory.mktemp("small")
        (own / "session.yml").write_text(text, encoding="utf-8")
        session = load(own / "session.yml").session
        rendered(session, languages).write(own / "small")
        return Small(own / "small", session)

    return make


@pytest.fixture
def small(rendered_texts: Callable[[str, tuple[str, ...]], Small], tmp_path: Path) -> Callable[..., Small]:
    """Renders a data file, and writes it where `visit` can open it; `own` is for a test that changes what is written."""

    def make(text: str, languages: tuple[str, ...] = ("en",), *, own: bool = False) -> Small:
        site = rendered_texts(text, languages)
        return Small(shutil.copytree(site.folder, tmp_path / "small"), site.session) if own else site

    return make


class Window:
    """A context with one page, which serves a visit after another: to load a page in it takes half of what a context of its own takes.

    Each visit finds nothing stored, and routes and media as at first. What cannot be taken back, such as a script that runs before all
    others, ends it.
    """

    MEDIA = {"media": "null", "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
    """What a page is told where a context does not say otherwise."""
    LASTING = {
        "page": ("route", "emulate_media", "add_init_script", "expose_function", "expose_binding", "on", "once", "set_default_timeout"),
        "clock": ("install", "run_for", "fast_forward", "pause_at", "resume"),
        "context": ("route", "add_init_script", "on", "once", "grant_permissions", "set_offline", "add_cookies", "new_cdp_session"),
    }
    """Methods of Playwright that leave something behind, by the object that has them."""
    EMPTY = """() => {
      stop(); localStorage.clear(); sessionStorage.clear();
      history.replaceState(null, "", "/left");  // or a place on the same page would load nothing
      document.replaceChildren();  // or it would be laid out anew for another size of window
    }"""
    VISITS = 25
    """How many a window serves: Playwright keeps each moment at which its clock was put, for every page that comes."""

    def __init__(self, browser: Browser, options: dict[str, Any]):
        self.page = browser.new_context(**options).new_page()
        self.visits = 0
        self._devtools = self.page.context.new_cdp_session(self.page)
        self._used: set[tuple[str, str]] = set()
        self._media = {name: options.get(name, usual) for name, usual in self.MEDIA.items()}
        for owner, names in self.LASTING.items():
            place = self.page if owner == "page" else getattr(self.page, owner)
            for name in names:
                setattr(place, name, self._noting(owner, name, getattr(place, name)))

    def _noting(self, owner: str, name: str, method: Callable) -> Callable:
        def noted(*arguments: Any, **more: Any) -> Any:
            self._used.add((owner, name))
            return method(*arguments, **more)

        return noted

    def be_in(self, zone: str) -> None:
        """Take the clock of that zone: a context keeps the one that it began with."""
        self._devtools.send("Emulation.setTimezoneOverride", {"timezoneId": zone})

    def clear(self, base: str) -> bool:
        """Take back what a visit to the site at that address left; whether another visit may come."""
        self.visits += 1
        if self.visits == self.VISITS or self._used - {("page", "route"), ("page", "emulate_media")} or not self.page.url.startswith(base):
            return False
        for other in self.page.context.pages[1:]:
            other.close()
        self.page.evaluate(self.EMPTY)
        if ("page", "route") in self._used:
            self.page.unroute_all(behavior="ignoreErrors")
        if ("page", "emulate_media") in self._used:
            self.page.emulate_media(**self._media)
        self._used.clear()
        return True


@pytest.fixture(scope="session")
def windows() -> Iterator[dict[str, list[Window]]]:
    """Those that wait for another visit, by their options."""
    waiting: dict[str, list[Window]] = {}
    yield waiting


@pytest.fixture
def visit(browser: Browser, windows: dict[str, list[Window]], serve: Callable) -> Iterator[Callable[..., Visit]]:
    """Opens a window on a built site: `visit(site, now=…, zone=…, width=…, **context)`."""
    opened: list[tuple[str, Window, Visit]] = []

    def start(site: Any, *, now: str = BEFORE, zone: str = "Europe/Zurich", width: int = 1280, height: int = 900, **options: Any) -> Visit:
        options = {
            # What a page asks for is looked at and answered by tests, and not by the service worker, which has a module of its own.
            **{"locale": "en-GB", "reduced_motion": "reduce", "service_workers": "block", **options},
        }
        viewport = {"width": width, "height": height}
        kind = repr(sorted(options.items()))
        waiting = windows.get(kind)
        if waiting:
            window = waiting.pop()
            window.page.set_viewport_size(viewport)
        else:
            window = Window(browser, {"viewport": viewport, **options})
        window.be_in(zone)
        if options.get("java_script_enabled", True):
            window.page.clock.set_fixed_time(now)
        reader = Visit(window.page, serve(site.folder))
        opened.append((kind, window, reader))
        return reader

    yield start
    for kind, window, reader in opened:
        reader.leave()
        if window.clear(reader.base):
            windows.setdefault(kind, []).append(window)
        else:
            window.page.context.close()


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The conference of six rooms, made once."""
    own = tmp_path_factory.mktemp("six")
    (own / "session.yml").write_text(six_rooms.text(), encoding="utf-8")
    six_rooms.draw(own / "docs")
    session = load(own / "session.yml", docs=own / "docs").session

    def make(folder: Path) -> None:
        """The pages of days, and of a few items."""
        site = build(session, six_rooms.LANGUAGES, own / "docs")
        shown = [files for path, files in site.deferrable.items() if not re.search("talk-(?!5/|115/)|_items", path)]
        for _ in write(itertools.chain(site.first_files, *shown), folder):
            pass

    return Small(once(tmp_path_factory, "six-rooms", make), session)
