"""What `mkdocs serve` watches and what it says, without a server and a browser; tests/browser/test_preview.py has both."""

from __future__ import annotations

import contextlib
import logging
import queue
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from microsite.plugin import publish
from microsite.plugin.build_warnings import BuildWarnings
from microsite.plugin.lasting_watch import LastingEmitter
from microsite.plugin.live_server import LiveServer


def deleted(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    """As editors save: a new file is renamed over the old one."""
    other = path.with_suffix(".new")
    other.write_text("by an editor", encoding="utf-8")
    other.replace(path)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def removed_with_its_folder(path: Path) -> None:
    """As Git does, on the way to a branch that has no such folder."""
    shutil.rmtree(path.parent)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], bool]]]:
    """A data file, and what waits for the next event of a file, as MkDocs does."""
    path = tmp_path / "data" / "session.yml"
    path.parent.mkdir()
    path.write_text("first", encoding="utf-8")
    events: queue.Queue[FileSystemEvent] = queue.Queue()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: None if event.is_directory else events.put(event)
    observer = PollingObserver(timeout=0.02)
    observer._emitter_class = LastingEmitter
    observer.schedule(handler, str(path))
    observer.start()

    def noticed() -> bool:
        """Within five seconds; what else is noticed of the same change is dropped."""
        patience, found = 5.0, False
        with contextlib.suppress(queue.Empty):
            while events.get(timeout=patience):
                patience, found = 0.1, True
        return found

    yield path, noticed
    observer.stop()
    observer.join()


@pytest.mark.parametrize("change", [deleted, replaced, made_a_folder, removed_with_its_folder])
def test_a_data_file_that_comes_back_is_noticed(watched: tuple[Path, Callable[[], bool]], change: Callable[[Path], None]) -> None:
    """What has happened to it in between, and each save after that."""
    path, noticed = watched
    change(path)
    assert noticed()
    if path.is_dir():
        path.rmdir()
    for text in ("second", "third, longer"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        assert noticed()


TEXT = """---
title: Visa
---
Links: [none](nothing.md), <a href="no.md">raw</a>,
![picture](plan%20b.png "Plan") and [a place](agenda.md#nowhere).

[below]: <gone.md>
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("a link 'nothing.md', but the target is not found among documentation files.", "4:15"),
        ("a link 'plan%20b.png', but the target 'plan b.png' is not found among documentation files.", "5:12"),
        ("a link 'agenda.md#nowhere', but the doc 'agenda.md' does not contain an anchor '#nowhere'.", "5:47"),
        ("a link 'gone.md', but the target is not found among documentation files.", "7:11"),
        ("an absolute link 'no.md', it was left as is.", "4:37"),
        ("an unrecognized relative link 'elsewhere', it was left as is.", "1:1"),
        ("a link to 'nothing.md' which is excluded from the built site.", "4:15"),
    ],
)
def test_a_warning_of_a_link_says_where_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture, words: str, place: str) -> None:
    """Once, though each language has the page; other warnings stay as they are. Afterwards nothing is changed or counted."""
    (tmp_path / "visa.md").write_text(TEXT, encoding="utf-8-sig")
    log, message = logging.getLogger("mkdocs.structure.pages"), f"Doc file 'visa.md' contains {words}"
    logging.getLogger("mkdocs").propagate = True
    warnings = BuildWarnings(tmp_path)
    for _ in range(2):
        log.warning(message)
        log.warning("Something %s", "else")
    assert warnings.end() and not BuildWarnings(tmp_path).end()
    log.warning(message)
    assert caplog.messages == [f"docs/visa.md:{place}: {message}", "Something else", message]


def test_a_build_does_not_wait_for_an_old_site_to_be_removed(tmp_path: Path) -> None:
    """Nor does it remove that itself, as it does what a killed build has left; the end of the command waits."""
    workspace = publish.open_workspace(tmp_path / "site")
    (workspace.folder / "index.html").write_text("old")
    workspace.release()
    live = LiveServer(str)
    live.deferred.pause()
    live.remove_in_background(workspace.folder)
    publish.open_workspace(tmp_path / "site", in_removal=live.removals).release()
    assert len([*tmp_path.rglob("index.html")]) == 1, "nothing is removed while a build is at work"
    live.stop()
    assert [*tmp_path.rglob("index.html")] == []
