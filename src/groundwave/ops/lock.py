"""Only one at a time: locks in the home that vanish with the process that holds them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundwave.kit.home import Home

from .failures import UnableToServe


@contextmanager
def only_server(home: Home) -> Iterator[None]:
    """Hold the home for one supervisor. Raises UnableToServe, naming the process that has it."""
    with _held(home.serve_lock) as holder:
        if holder is not None:
            raise UnableToServe(
                f"{home.path} is already being served by process {holder}. Stop that one first "
                f"(Ctrl-C in its window, or `kill {holder}`), or serve another folder with GROUNDWAVE_HOME=…"
            )
        yield


@contextmanager
def only_part(home: Home, part: str) -> Iterator[None]:
    """Hold one part of the home (`air`, `worker`), also when it is started by hand. Raises UnableToServe."""
    with _held(home.run / f"{part}.lock") as holder:
        if holder is not None:
            raise UnableToServe(
                f"The {part} of {home.path} is already running as process {holder}. Stop that one first."
            )
        yield


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """Hold a lock, waiting for whoever has it."""
    with _opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _held(path: Path) -> Iterator[str | None]:
    """None when the lock is ours for the length of the block, else the process id that has it."""
    with _opened(path) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            return
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield None


def holder(home: Home) -> str | None:
    """The process id that serves this home now, or None."""
    if not home.serve_lock.exists():
        return None
    with _opened(home.serve_lock) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
    return None
