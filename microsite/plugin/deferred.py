"""What a preview does not wait for: files that are written when somebody asks for them, or else one after the other.

Of a large agenda an editor looks at one page in one language; the others and the calendars would make each save wait for
seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

HEAD_START = 0.5
"""Seconds in which a browser asks for the page it shows."""

Steps = dict[str, Iterator[str]]
"""By a file of the site, as in `fr/agenda/index.html`, a folder, as in `fr/calendar/`, or what names begin with, as in `fr/schedule.`: an
iterator that writes one more of its files at each step."""


class DeferredFiles:
    """The files of the last build that are still to be written; a thread of its own writes them."""

    def __init__(self, failed: Callable[[Exception], None]):
        self._failed = failed
        """Called with what a step raises; the rest of its files is then left out."""
        self._step_lock = threading.Lock()
        """Held while a step is done or the steps are changed."""
        self._queue_lock = threading.Lock()
        """Held while somebody waits for `_step_lock`: the thread takes it before each step, and so lets them go first."""
        self._steps: Steps = {}
        self._may_run = threading.Event()

    def begin(self, steps: Steps) -> None:
        """Replace the queue, and begin to work on it."""
        with self._queue_lock, self._step_lock:
            self._steps = steps
        self._may_run.set()
        threading.Thread(target=self._work, args=(steps,), daemon=True).start()

    def drop(self) -> None:
        """Discard the files that are not written."""
        with self._queue_lock, self._step_lock:
            self._steps = {}

    def pause(self) -> None:
        """Leave the processor to a build; files that are asked for are still written."""
        self._may_run.clear()

    def resume(self) -> None:
        self._may_run.set()

    def wait_for_build(self) -> None:
        """Wait while a build is at work."""
        self._may_run.wait()

    def write_now(self, path: str) -> None:
        """Write a file or the page of a folder now, by its path in the site, if it is still to be written."""
        with self._queue_lock, self._step_lock:
            bare = path.strip("/")
            page = f"{bare}/index.html".lstrip("/")
            for folder in [each for each in self._steps if f"{bare}/".startswith(each) or each in (bare, page)]:
                while folder in self._steps:
                    self._go_on(folder)

    def _work(self, steps: Steps) -> None:
        time.sleep(HEAD_START)
        while True:
            self.wait_for_build()
            with self._queue_lock:
                pass
            with self._step_lock:
                if self._steps is not steps or not steps:
                    return
                self._go_on(next(iter(steps)))

    def _go_on(self, folder: str) -> None:
        try:
            next(self._steps[folder])
        except StopIteration:
            del self._steps[folder]
        except Exception as error:
            del self._steps[folder]
            self._failed(error)
