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

Steps = dict[str, Iterator[None]]
"""By a folder of the site, as in `fr/calendar/`: what writes its files, a little each time it is asked to go on."""


class Later:
    """The work left of the last build; it is done in a thread of its own."""

    def __init__(self, failed: Callable[[Exception], None]):
        self._failed = failed
        """Is told what a step raises, which is then left."""
        self._turn = threading.Lock()
        """Held by who does a step, or changes what there is to do."""
        self._door = threading.Lock()
        """Held by who waits for a turn: the thread goes through it before each step, and so lets others go first."""
        self._steps: Steps = {}
        self._free = threading.Event()

    def begin(self, steps: Steps) -> None:
        """Do this from now on."""
        with self._door, self._turn:
            self._steps = steps
        self._free.set()
        threading.Thread(target=self._work, args=(steps,), daemon=True).start()

    def drop(self) -> None:
        """Leave what is not done."""
        with self._door, self._turn:
            self._steps = {}

    def pause(self) -> None:
        """Leave the processor to a build; what is asked for is still done."""
        self._free.clear()

    def resume(self) -> None:
        self._free.set()

    def ask(self, path: str) -> None:
        """Write a file or the page of a folder now, by its path in the site, if it is still to be written."""
        with self._door, self._turn:
            for folder in [each for each in self._steps if f"{path.strip('/')}/".startswith(each)]:
                while folder in self._steps:
                    self._go_on(folder)

    def _work(self, steps: Steps) -> None:
        time.sleep(HEAD_START)
        while True:
            self._free.wait()
            with self._door:
                pass
            with self._turn:
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
