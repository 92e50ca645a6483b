"""The as-run record: what was on the air and why, one JSON object a line, times in UTC."""

import errno
import json
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Any, Final

_MOST_WAITING: Final = 1_000


class AsRun:
    """Appends to ``asrun.jsonl``. Evidence outlives a full disk: what cannot be written waits in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
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
        self._waiting.clear()

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
