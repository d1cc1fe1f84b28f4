"""Watching files under `mkdocs serve` that goes on where a file or folder is gone for a while: watchdog's own ends with the first
deletion, and editors and Git delete what they write anew. It is imported with the live server alone."""

from __future__ import annotations

import os
import stat
from typing import Any

from watchdog.observers.polling import PollingEmitter
from watchdog.utils.dirsnapshot import DirectorySnapshot, EmptyDirectorySnapshot


class LastingEmitter(PollingEmitter):
    """Tells what is gone as deleted, and what comes back as created."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, stat=_Stat, **options)  # type: ignore[arg-type]  # it has all that a snapshot asks for
        look = self._take_snapshot

        def look_for_what_is_there() -> DirectorySnapshot:
            try:
                return look()
            except (FileNotFoundError, NotADirectoryError):
                return EmptyDirectorySnapshot()

        self._take_snapshot = look_for_what_is_there


class _Stat:
    """What is known of a file or folder; a file is never the same as the folder that was in its place, though its disk may give it the
    same number."""

    def __init__(self, path: str) -> None:
        self._result = os.stat(path)
        self.st_ino = (self._result.st_ino, stat.S_ISDIR(self._result.st_mode))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._result, name)
