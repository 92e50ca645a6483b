"""The files that listeners fetch: written whole or not at all, and removed when their time is over."""

import errno
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from groundwave.air.engine.playlist import contiguous_tail, live_playlist
from groundwave.air.engine.timeline import SUFFIXES, Kind, chunk_path, hour_of, number_in

_UNFINISHED: Final = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: a reader sees the old file or the new one. Raises OSError.

    After a failure nothing is left behind, and the old file stands.
    """
    part = path.with_name(f".{path.name}{_UNFINISHED}")
    try:
        try:
            part.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
        part.replace(path)
    except OSError:
        try:
            part.unlink(missing_ok=True)
        except OSError:
            pass  # The disk that refused the write refuses this as well; the sweep at the next start removes it.
        raise


def said(error: OSError) -> str:
    """What an OSError means for the person who keeps the machine."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    if error.errno == errno.EROFS:
        return "the disk is read-only"
    return os.strerror(error.errno) if error.errno else str(error)


class Archive:
    """``live/<service>/``: segments, chunks and the live playlist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listed: list[int] = []

    def open(self) -> int | None:
        """Look at what is there: the newest segment's number, or None. Removes what a crash left unfinished.

        Raises OSError.
        """
        found: list[int] = []
        for kind in SUFFIXES:
            for hour in self._hours(kind)[-2:]:
                for item in (self.folder / kind / hour).iterdir():
                    if item.name.endswith(_UNFINISHED):
                        item.unlink(missing_ok=True)
                    elif kind == "seg" and (number := number_in(item.name, "seg")) is not None:
                        found.append(number)
        for item in self.folder.glob(f".*{_UNFINISHED}"):
            item.unlink(missing_ok=True)
        self.listed = contiguous_tail(found)
        return self.listed[-1] if self.listed else None

    def write_init(self, data: bytes) -> None:
        """Raises OSError."""
        write_whole(self.folder / "init.mp4", data)

    def write_chunk(self, number: int, kind: Kind, data: bytes) -> None:
        """Raises OSError."""
        write_whole(self.folder / chunk_path(number, kind), data)

    def list_segment(self, number: int) -> None:
        """Put a segment that has been written into the live playlist. Raises OSError; then it is listed next time."""
        self.listed = contiguous_tail([*(n for n in self.listed if n < number), number])
        write_whole(self.folder / "live.m3u8", live_playlist(self.listed).encode())

    def forget_listed(self) -> None:
        """Begin the playlist anew with the next segment."""
        self.listed = []

    def sweep(self, now: datetime, retention_hours: float) -> int:
        """Remove the hours that ended longer ago than the retention; how many folders that were. Raises OSError."""
        limit = now - timedelta(hours=retention_hours)
        removed = 0
        for kind in SUFFIXES:
            for name in self._hours(kind):
                hour = hour_of(name)
                if hour is not None and hour + timedelta(hours=1) < limit:
                    shutil.rmtree(self.folder / kind / name)
                    removed += 1
        return removed

    def _hours(self, kind: Kind) -> list[str]:
        try:
            items = list((self.folder / kind).iterdir())
        except FileNotFoundError:
            return []
        return sorted(item.name for item in items if hour_of(item.name) and item.is_dir() and not item.is_symlink())
