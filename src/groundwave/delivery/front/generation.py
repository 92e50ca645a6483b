"""The eight bytes that change whenever a page of the store was replaced or removed, read without asking the kernel."""

from __future__ import annotations

import mmap
import os
import time
from contextlib import suppress
from pathlib import Path

_LENGTH = 8
_LOOKS_AGAIN_SECONDS = 0.2


class Generation:
    """`pages/generation`, mapped into memory; a file that is made or replaced later is found within 0.2 s."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._map: mmap.mmap | None = None
        self._inode = 0
        self._looked = -_LOOKS_AGAIN_SECONDS

    def read(self) -> bytes | None:
        """The bytes as they are now; None while there is no such file, when nothing may be taken for current."""
        now = time.monotonic()
        if now - self._looked > _LOOKS_AGAIN_SECONDS:
            self._looked = now
            self._look()
        return None if self._map is None else self._map[:_LENGTH]

    def _look(self) -> None:
        try:
            found = self._path.stat()
        except OSError:
            self._close()
            return
        if found.st_size < _LENGTH:  # reading a mapped file beyond its end would kill the process
            self._close()
        elif self._map is None or found.st_ino != self._inode:
            self._close()
            with suppress(OSError, ValueError), self._path.open("rb") as file:
                self._inode = os.fstat(file.fileno()).st_ino
                self._map = mmap.mmap(file.fileno(), _LENGTH, access=mmap.ACCESS_READ)

    def _close(self) -> None:
        if self._map is not None:
            self._map.close()
        self._map = None
