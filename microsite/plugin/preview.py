"""MkDocs' live server, for editors: a broken save is told in the browser too, over the last good site.

MkDocs reloads pages by a script within them, which their Content Security Policy forbids. In its place each page gets a
block of plain data, and assets/preview.js asks the server for news by it.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.exceptions import Abort, MkDocsException

from microsite.plugin import publish
from microsite.plugin.deferred import Later

if TYPE_CHECKING:  # it brings what watches files, which a build does not need
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs")


class _Heard(logging.Handler):
    """What MkDocs says of a build that is not well."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Preview:
    """What is wrong with the last save, as `told`; empty where nothing is."""

    def __init__(self, remedy: Callable[[Exception], str | None]) -> None:
        self.remedy = remedy
        self.told = ""
        self.server: LiveReloadServer | None = None
        self.followed: set[Path] = set()
        self.later = Later(self.failed)
        self.removing: threading.Thread | None = None
        """What removes the site before the last one."""

    def attach(self, server: LiveReloadServer) -> None:
        """Take part in what the server does on each save and for each page; once."""
        if self.server is server:
            return
        self.server, build = server, server.builder

        def builder() -> None:
            """A build that fails is news for the browser, as one that is done."""
            self.told = ""
            self.later.pause()
            self.removed()
            heard = _Heard()
            log.addHandler(heard)
            try:
                build()
            except Abort:  # said in the terminal, and told by the plugin if it was asked
                self.told = self.told or "\n".join(heard.said)
            except MkDocsException as error:  # of mkdocs.yml, before there is a plugin
                self.told = str(error)
                log.error(self.told)
            except Exception as error:  # of another plugin, or a fault of ours: the server must not wait for a restart
                self.told = f"{type(error).__name__}: {error}"
                log.exception(self.told)
            finally:
                log.removeHandler(heard)
                self.later.resume()

        def request(environ: dict[str, Any], start_response: Any) -> Any:
            """A file that is not there yet is written now."""
            for _ in range(3):  # another save can come in between
                if (found := find(environ, start_response)) is not None:
                    return found
                self.later.ask(unquote(environ["PATH_INFO"]).removeprefix(server.mount_path))
            return None

        find = server._serve_request
        server._serve_request = request  # type: ignore[method-assign]  # MkDocs has no hook for it
        server.builder = builder
        server.observer._timeout = 0.1  # seconds between two looks at the files watched from now on; MkDocs takes 0.5
        server._inject_js_into_html = self.page  # type: ignore[method-assign]  # nor for this

    def follow(self, data: Path) -> None:
        """Build on each save of a data file, wherever mkdocs.yml says it is; once a server is attached."""
        assert self.server
        if data not in self.followed:
            self.followed.add(data)
            self.server.watch(str(data))

    def failed(self, error: Exception) -> None:
        """A file of the last save could not be made: news for the browser, as a build is."""
        self.told = self.remedy(error) or f"{type(error).__name__}: {error}"
        log.error(self.told)
        if self.server:
            with self.server._epoch_cond:
                if self.server._visible_epoch == self.server._wanted_epoch:  # else a build is on its way, which is news itself
                    self.server._visible_epoch = self.server._wanted_epoch = self.server._visible_epoch + 1
                    self.server._epoch_cond.notify_all()

    def remove(self, folder: Path) -> None:
        """Without waiting: the last site may have thousands of calendars."""
        self.removing = threading.Thread(target=publish.remove, args=(folder,), daemon=True)
        self.removing.start()

    def removed(self) -> None:
        """Wait until it is."""
        if self.removing:
            self.removing.join()

    def leave(self) -> None:
        """Before another save takes the place of the last one."""
        self.later.drop()
        self.removed()

    def page(self, content: bytes, epoch: int) -> bytes:
        """A page as the browser gets it: what is wrong before its text, and the mark of the build it is from."""
        data = f'<script type="application/json" id="_preview">{json.dumps({"epoch": epoch})}</script>'
        head, body, rest = content.partition(b"</body>")
        content = head + data.encode() + body + rest
        if self.told:
            first, *others = filter(str.strip, self.told.split("\n"))
            listed = Markup("").join(Markup("<li>{}</li>").format(line) for line in others)
            words = Markup('<div class="problems" role="alert" lang="en" dir="ltr"><p>{}</p><ul>{}</ul></div>').format(first, listed)
            head, body, rest = content.partition(b'<main id="_main">')
            content = head + words.encode() + body + rest
        return content
