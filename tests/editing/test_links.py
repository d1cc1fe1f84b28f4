"""`microsite links` tells what is gone from what moved, what is busy and what is only slow; asked of a real server here."""

from __future__ import annotations

import http.server
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from microsite.editing.links import check_address, check_addresses, find_addresses, format_markdown, format_text
from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import SESSION12, SITE

STATUS = {"/fine": 200, "/gone": 410, "/missing": 404, "/busy": 429, "/broken": 500, "/closed": 403, "/odd": 418}
LEADS = {
    "/moved": (301, "/fine"),
    "/moved-again": (308, "/moved"),
    "/elsewhere": (302, "/fine"),
    "/lost": (301, "/missing"),
    "/round": (301, "/round"),
}


class Server(http.server.BaseHTTPRequestHandler):
    """Answers 200, 301, 404, 429, 500, late, and never."""

    asked: list[str] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        Server.asked.append(self.path)
        if self.path == "/never":
            time.sleep(4)
            return
        if self.path == "/late":
            time.sleep(0.4)
        if self.path == "/cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, leads = LEADS.get(self.path, (STATUS.get(self.path, 200), None))
        if self.path == "/once-busy" and Server.asked.count("/once-busy") == 1:
            status = 503
        self.send_response(status)
        if leads:
            self.send_header("Location", leads)
        if status == 429:
            self.send_header("Retry-After", "3600")
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


ANSWERS = {
    "/fine": ("fine", "answers 200"),
    "/late": ("fine", "answers 200"),
    "/once-busy": ("fine", "answers 200"),
    "/elsewhere": ("fine", "answers 200"),
    "/moved": ("moved", "is now {}/fine"),
    "/moved-again": ("moved", "is now {}/fine"),
    "/missing": ("dead", "answers 404"),
    "/gone": ("dead", "answers 410"),
    "/lost": ("dead", "answers 404, after it led to /missing"),
    "/round": ("dead", "leads from one address to the next without end"),
    "/busy": ("blocked", "answers 429"),
    "/broken": ("blocked", "answers 500"),
    "/closed": ("blocked", "answers 403"),
    "/odd": ("blocked", "answers 418"),
    "/never": ("blocked", "does not answer in time"),
    "/cut": ("blocked", "does not answer"),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_answers_are_told_apart(server: str, path: str) -> None:
    """A server that wants to be asked again in an hour is not waited for."""
    state, words = ANSWERS[path]
    answer = check_address(server + path, 1.5)
    assert (answer.state, answer.words) == (state, words.format(server))


@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        (socket.EAI_NONAME, "dead", "has a host that does not exist"),
        (socket.EAI_AGAIN, "blocked", "has a host whose name can't be asked for now"),
    ],
)
def test_a_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch, number: int, state: str, words: str) -> None:
    """A name that nobody has is dead; a name server that does not answer says nothing of the page."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "as the system says it")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = check_address("https://nowhere.example.org/", 1)
    assert (answer.state, answer.words) == (state, words)


def test_a_port_where_nobody_listens(server: str) -> None:
    """A host that is there, and is not serving now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        answer = check_address(f"http://127.0.0.1:{free.getsockname()[1]}/", 1)
    assert (answer.state, answer.words) == ("blocked", "does not answer")


def file(folder: Path, server: str) -> Path:
    path = folder / "session.yml"
    path.write_text(
        f"""number: 1
title: A
dates: {{start: 2026-05-05, end: 2026-05-06}}
organizer: {{name: B, url: {server}/fine}}
about: |
  See [this]({server}/missing) and <{server}/moved>.
series:
  name: C
  url: {{en: {server}/missing, fr: {server}/never}}
documents:
  - {{title: D, url: files/d.pdf}}
""",
        encoding="utf-8",
    )
    return path


def test_each_address_is_told_with_its_lines(server: str, tmp_path: Path) -> None:
    """Addresses in texts too, each asked once however often it is there; files in docs/ are none."""
    source = load(file(tmp_path, server))
    Server.asked.clear()
    report = check_addresses(find_addresses(source, "data/s.yml"), 1)
    assert sorted(Server.asked).count("/missing") == 1
    assert format_text(report).split("\n") == [
        f"data/s.yml:5:8: dead: about: {server}/missing answers 404",
        f"data/s.yml:5:8: moved: about: {server}/moved is now {server}/fine",
        f"data/s.yml:9:13: dead: series.url.en: {server}/missing answers 404",
        f"data/s.yml:9:{13 + len(server) + 14}: blocked: series.url.fr: {server}/never does not answer in time",
        "4 addresses: 1 dead, 1 moved, 1 blocked, 1 fine",
    ]
    assert format_markdown(report) == (
        f"### Lead nowhere: correct or delete them\n\n- `data/s.yml:5`, `data/s.yml:9`: <{server}/missing> answers 404\n\n"
        f"### Moved for good: write the new address\n\n- `data/s.yml:5`: <{server}/moved> is now {server}/fine\n\n"
        f"### Could not be asked from here: look at them yourself\n\n- `data/s.yml:9`: <{server}/never> does not answer in time\n\n"
        "4 addresses: 1 dead, 1 moved, 1 blocked, 1 fine"
    )


def test_the_command(server: str, tmp_path: Path) -> None:
    """Exit 1 with a dead address, 0 without; the report is what it prints."""
    path = file(tmp_path, server)
    ran = microsite("links", "--seconds", "1", str(path))
    assert ran.returncode == 1 and ran.stdout.rstrip().endswith("4 addresses: 1 dead, 1 moved, 1 blocked, 1 fine") and ran.stderr == ""
    path.write_text(path.read_text(encoding="utf-8").replace("/missing", "/fine"), encoding="utf-8")
    ran = microsite("links", "--seconds", "1", "--format", "markdown", str(path))
    assert ran.returncode == 0 and ran.stdout.startswith("### Moved for good")


def test_every_address_of_the_real_session_would_be_asked() -> None:
    """As many as the file has, by a search that knows nothing of the model."""
    path = SESSION12
    lines = [line.partition(" #")[0] for line in path.read_text(encoding="utf-8").split("\n") if not line.lstrip().startswith("#")]
    written = {found.rstrip(".,;)") for line in lines for found in re.findall(r"https?://[^\s\"'<>\]}]+", line)}
    assert {address for address, _ in find_addresses(load(path, docs=SITE / "docs"), "x")} == written
