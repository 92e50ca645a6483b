"""One engine a service, and none without its supervisor."""

import ctypes
import fcntl
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_PR_SET_PDEATHSIG: Final = 1


class AlreadyRunning(Exception):
    """Another process holds the lock; the message says which."""


def hold(path: Path) -> IO[str]:
    """Lock ``path`` for as long as the returned file is open. Raises AlreadyRunning, OSError."""
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read(20).strip()
        file.close()
        raise AlreadyRunning(f"process {holder}" if holder.isdigit() else "another process") from None
    file.seek(0)
    file.truncate()
    # On a full disk nobody can read who holds it, but it is held: this engine is the one who makes room.
    with suppress(OSError):
        os.write(file.fileno(), f"{os.getpid()}\n".encode())
    return file


def end_with_parent(parent: int) -> bool:
    """Have the system end this process when its parent dies; False when ``parent`` is dead already.

    Linux only; elsewhere nothing happens. Linux means the *thread* that started this process, so a supervisor starts
    its children from a thread that lives as long as they do.
    """
    if sys.platform != "linux":
        return True
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    return os.getppid() == parent
