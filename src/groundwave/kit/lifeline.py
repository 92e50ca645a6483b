"""A process that ends when the one that started it is gone, however that one died."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
# Looked up once, before any fork: a forked child should not load libraries.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform.startswith("linux") else None


def end_with_parent(parent: int | None = None) -> None:
    """Ask the kernel to send this process SIGTERM when its parent dies (Linux; elsewhere nothing).

    `parent` is the process id that the parent had before it forked: when that one is already gone, this
    process ends at once. The kernel's promise is bound to the parent's *thread*, so children are started
    from the main thread only.
    """
    if _prctl is None:
        return
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
