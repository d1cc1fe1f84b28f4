"""Work that is divided among processes, one for each core of the machine."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def divided(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """`[work(part) for part in parts]`; where several cores are there, other processes do a share of it each.

    Another process is a copy of this one (fork), so that `parts` may be anything. Of what it does only the results come back, which must
    be values for pickle: files that it writes are there, values that it changes are not. If it fails, this process does its share itself,
    and raises what there is to raise.
    """
    shares = [parts[first :: _cores()] for first in range(min(_cores(), len(parts)))]
    copies = [_copy(work, share) for share in shares[1:]]
    try:
        done = [[work(part) for part in share] for share in shares[:1]]
    finally:
        ended = [_end(*copy) for copy in copies]
    done += [
        [work(part) for part in share] if content is None else pickle.loads(content)
        for share, content in zip(shares[1:], ended, strict=True)
    ]
    return [done[place % len(done)][place // len(done)] for place in range(len(parts))]


def _cores() -> int:
    """How many processes can be at work; 1 where this one can't be copied: a system without fork, or with threads, which a copy has not."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" and threading.active_count() == 1 else 1


def _copy(work: Callable[[Part], Result], share: Sequence[Part]) -> tuple[int, int]:
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
            pipe.write(pickle.dumps([work(part) for part in share], pickle.HIGHEST_PROTOCOL))
        status = 0
    finally:
        os._exit(status)


def _end(process: int, pipe: int) -> bytes | None:
    """Wait until a process has ended, and return what came by its pipe; None if it has failed."""
    with open(pipe, "rb") as receiving:
        content = receiving.read()
    return content if os.waitpid(process, 0)[1] == 0 else None
