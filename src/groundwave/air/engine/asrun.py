"""The as-run record: what was on the air and why, one JSON object a line, times in UTC."""

import errno
import json
from collections import deque
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

_MOST_WAITING: Final = 1_000
MOST_BYTES: Final = 8 * 1024**2  # some months of an ordinary service
MOST_KEPT: Final = 24  # files put aside; the website has read them within seconds, so they are for the day it has not


class AsRun:
    """Appends to ``asrun.jsonl``, which is put aside as ``asrun-{time}.jsonl`` when it is large.

    Evidence outlives a full disk: what cannot be written waits in memory.
    """

    def __init__(self, path: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most_bytes
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._checked = False

    def add(self, event: str, at: datetime, **about: Any) -> None:
        """Record an event that happened at ``at``; ``write`` puts it on disk."""
        record = {"at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), "event": event, **about}
        self._waiting.append(json.dumps(record, ensure_ascii=False) + "\n")

    def write(self) -> None:
        """Write what waits. Raises OSError, and keeps it."""
        if not self._waiting:
            return
        text = "".join(self._waiting)
        if not self._checked and self._torn():
            text = "\n" + text
        data = text.encode()
        with self._path.open("ab", buffering=0) as file:
            before = file.seek(0, 2)
            try:
                written = file.write(data)
            except OSError:
                written = 0
            if written != len(data):
                # A line that is half there would be read as a broken record.
                file.truncate(before)
                raise OSError(errno.ENOSPC, "the disk is full")
        self._checked = True
        newest = json.loads(self._waiting[-1])["at"]
        self._waiting.clear()
        if before + len(data) >= self._most:
            self._put_aside(newest)

    def _put_aside(self, newest: str) -> None:
        """Go on in a new file. The name of the old one is the time of its last record, so names are in order."""
        stamp = "".join(sign for sign in newest if sign.isalnum())
        aside = self._path.with_name(f"asrun-{stamp}.jsonl")
        with suppress(OSError):  # a folder that lets nothing be renamed lets the file grow: nothing is lost
            if not aside.exists():
                self._path.rename(aside)
            for old in sorted(self._path.parent.glob("asrun-*.jsonl"))[:-MOST_KEPT]:
                old.unlink()

    def _torn(self) -> bool:
        """Whether the file ends in the middle of a line, as a power cut leaves it."""
        try:
            with self._path.open("rb") as file:
                if not file.seek(0, 2):
                    return False
                file.seek(-1, 2)
                return file.read(1) != b"\n"
        except FileNotFoundError:
            return False
