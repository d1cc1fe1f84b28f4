"""MkDocs' live server, for editors: a broken save is shown in the browser too, over the last good site.

MkDocs reloads pages by a script within them, which their Content Security Policy forbids. In its place each page gets a
block of plain data, by which assets/preview.js asks the server whether to reload.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils import DuplicateFilter

from microsite.plugin import publish
from microsite.plugin.deferred import HEAD_START, DeferredFiles
from microsite.plugin.edit_requests import PATH, EditRequests

if TYPE_CHECKING:  # it brings what watches files, which a build does not need
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs")


class _Messages(logging.Handler):
    """What MkDocs says of a build that is not well."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


class LiveServer:
    """The live server of `mkdocs serve`, as far as the plugin takes part in it."""

    def __init__(self, explain_error: Callable[[Exception], str | None]) -> None:
        self.explain_error = explain_error
        self.error_text = ""
        """What is wrong with the last save; empty where nothing is."""
        self.server: LiveReloadServer | None = None
        self.followed: set[Path] = set()
        self.edit_requests: EditRequests | None = None
        """Once a server is attached."""
        self.looked_at = ""
        """The path in the site of the page that a browser asked for last."""
        self.deferred = DeferredFiles(self.report_failure)
        self.removals: dict[Path, threading.Thread] = {}
        """The earlier sites that are removed, each with what is at it."""

    def attach(self, server: LiveReloadServer) -> None:
        """Take part in what the server does on each save and for each page; once."""
        if self.server is server:
            return
        self.server, build = server, server.builder

        def builder() -> None:
            """A build that fails lets the browser reload, as one that is done does."""
            self.error_text = ""
            self.deferred.pause()
            _forget_what_was_said()
            messages = _Messages()
            log.addHandler(messages)
            try:
                build()
            except Abort:  # for what was said in the terminal, if the plugin has not noted it
                self.error_text = self.error_text or "\n".join(["Nothing was published:", *dict.fromkeys(messages.texts)])
            except MkDocsException as error:  # of mkdocs.yml, before there is a plugin
                self.error_text = str(error)
                log.error(self.error_text)
            except Exception as error:  # of another plugin, or a fault of ours: the server must not wait for a restart
                self.error_text = f"{type(error).__name__}: {error}"
                log.exception(self.error_text)
            finally:
                log.removeHandler(messages)
                self.deferred.resume()

        def request(environ: dict[str, Any], start_response: Any) -> Any:
            """A file that is not there yet is written now; the page with the form is answered."""
            if self.edit_requests and environ["PATH_INFO"] == server.mount_path + PATH:
                return self.edit_requests.answer(environ, start_response)
            path = unquote(environ["PATH_INFO"]).removeprefix(server.mount_path)
            if environ.get("HTTP_SEC_FETCH_DEST") == "document":
                self.looked_at = path
            for _ in range(3):  # another save can come in between
                if (found := find(environ, start_response)) is not None:
                    return found
                self.deferred.write_now(path)
            return None

        def error_page(code: int) -> bytes | None:
            """What is shown in the place of a page that is not there: if something is wrong with the last save, it says so and asks for
            the page again every two seconds, as its policy lets it ask for nothing else."""
            content = answer_error(code)
            if content and self.error_text:
                content = content.replace(b"</head>", b'<meta http-equiv="refresh" content="2"></head>', 1)
                return self._with_errors(content, server._visible_epoch)
            return content

        answer_error, server.error_handler = server.error_handler, error_page
        find = server._serve_request
        server._serve_request = request  # type: ignore[method-assign]  # MkDocs has no hook for it
        server.builder = builder
        self._keep_watching(server)
        server._inject_js_into_html = self._with_errors  # type: ignore[method-assign]  # MkDocs has no hook for it

    def _keep_watching(self, server: LiveReloadServer) -> None:
        """Have the server watch what it watches already, and what it will, in the way that outlasts a deletion."""
        from microsite.plugin.lasting_watch import LastingEmitter  # here, since a build does not need what watches files

        server.observer._emitter_class = LastingEmitter
        for path in list(server._watched_paths):
            server.unwatch(path)
            server.watch(path)
        server.observer._timeout = 0.1  # seconds between two looks at the files watched from now on; MkDocs takes 0.5

    def follow(self, data: Path, name: str, docs: Path) -> None:
        """Build on each save of a data file, wherever mkdocs.yml says it is, and answer the page with its form; once a server is attached.
        `name` is what messages call the file, `docs` the folder that linked files must be in."""
        assert self.server
        token = {"token": self.edit_requests.token} if self.edit_requests else {}
        self.edit_requests = EditRequests(data, name, docs, **token)
        if data not in self.followed:
            self.followed.add(data)
            self.server.watch(str(data))

    def report_failure(self, error: Exception) -> None:
        """Show in the browser, by a reload, that a file of the last save could not be made."""
        self.error_text = self.explain_error(error) or f"{type(error).__name__}: {error}"
        log.error(self.error_text)
        if self.server:
            with self.server._epoch_cond:
                if self.server._visible_epoch == self.server._wanted_epoch:  # else a build is on its way, after which the browser reloads
                    self.server._visible_epoch = self.server._wanted_epoch = self.server._visible_epoch + 1
                    self.server._epoch_cond.notify_all()

    def remove_in_background(self, folder: Path) -> None:
        """Without waiting, neither here nor in the next build: an old site may have thousands of calendars."""
        self.removals[folder] = threading.Thread(target=self._remove, args=(folder,), daemon=True)
        self.removals[folder].start()

    def _remove(self, folder: Path) -> None:
        """Remove one file after the other, when no build is at work."""
        time.sleep(HEAD_START)
        for parent, _, names in os.walk(folder, topdown=False):
            for name in names:
                self.deferred.wait_for_build()
                Path(parent, name).unlink(missing_ok=True)
        publish.remove(folder)  # what is left of it: folders

    def stop(self) -> None:
        """Leave what is not written, and wait for what is at work: at the end."""
        self.deferred.drop()
        self.deferred.resume()
        for removal in self.removals.values():
            removal.join()

    def _with_errors(self, content: bytes, epoch: int) -> bytes:
        """A page as the browser gets it: what is wrong before its text, and the mark of the build it is from."""
        token = self.edit_requests.token if self.edit_requests else ""
        data = f'<script type="application/json" id="_preview">{json.dumps({"epoch": epoch, "token": token})}</script>'
        head, body, rest = content.partition(b"</body>")
        content = head + data.encode() + body + rest
        if self.error_text:
            first, *others = filter(str.strip, self.error_text.split("\n"))
            listed = Markup("").join(Markup("<li>{}</li>").format(line) for line in others)
            words = Markup('<div class="problems" role="alert" lang="en" dir="ltr"><p>{}</p><ul>{}</ul></div>').format(first, listed)
            head, body, rest = content.partition(b'<main id="_main">')
            content = head + words.encode() + body + rest
        return content


def _forget_what_was_said() -> None:
    """Have MkDocs say what it has said before: of a command it says each line once, and each save is to be told what is wrong with it."""
    for each in log.getChild("commands.build").filters:
        if isinstance(each, DuplicateFilter):
            each.msgs.clear()
