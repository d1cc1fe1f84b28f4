"""Work that is divided among processes, one for each core of the machine."""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
MAX_PROCESSES = 4
"""Each copies what it changes, and so takes time and memory of its own."""


def divided(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """`[work(part) for part in parts]`; where several cores are there, other processes do a share of it each.

    Each begins at another place of `parts` and goes on with the next part that none has begun, so that each loads and works out what few
    kinds of parts need, if those of a kind stand together. Another process is a copy of this one (fork), so that `parts` may be anything.
    Of what it does only the results come back, which must be values for pickle: files that it writes are there, values that it changes are
    not. What it fails at, this process does again, and raises what there is to raise.
    """
    begun = mmap.mmap(-1, max(len(parts), 1))  # a byte for each part, the same for all processes

    def share(first: int) -> dict[int, Result]:
        done = {}
        for place in (*range(first, len(parts)), *range(first)):
            if not begun[place]:  # should two ask at once, both do the part, and come to the same
                begun[place] = True
                done[place] = work(parts[place])
        return done

    processes = min(_cores(), len(parts))
    copies = [_copy(share, len(parts) * number // processes) for number in range(1, processes)]
    try:
        done = share(0)
    finally:
        begun[:] = b"\1" * len(begun)  # where this one has failed, the others begin nothing more
        ended = [_end(*copy) for copy in copies]
    for content in ended:
        done |= pickle.loads(content) if content is not None else {}
    return [done[place] if place in done else work(parts[place]) for place in range(len(parts))]


def _cores() -> int:
    """How many processes can be at work; 1 where this one can't be copied: a system without fork, or with threads, which a copy has not."""
    can_copy = sys.platform == "linux" and threading.active_count() == 1
    return min(len(os.sched_getaffinity(0)), MAX_PROCESSES) if can_copy else 1


def _copy(share: Callable[[int], object], first: int) -> tuple[int, int]:
    """Begin a process that does a share of the work: its number, and the pipe that its results come by."""
    receiving, sending = os.pipe()
    gc.freeze()  # so that neither process looks through what is there already, which would then be copied
    process = os.fork()
    if process:
        gc.unfreeze()
        os.close(sending)
        return process, receiving
    status = 1
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: where the build is killed, its lock is not held on
        os.close(receiving)
        with open(sending, "wb") as pipe:
            pipe.write(pickle.dumps(share(first), pickle.HIGHEST_PROTOCOL))
        status = 0
    finally:
        os._exit(status)


def _end(process: int, pipe: int) -> bytes | None:
    """Wait until a process has ended, and return what came by its pipe; None if it has failed."""
    with open(pipe, "rb") as receiving:
        content = receiving.read()
    return content if os.waitpid(process, 0)[1] == 0 else None
