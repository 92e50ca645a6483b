"""The one file of the index: opened for each thread, opened again when it was replaced, set aside when it is broken."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

log = logging.getLogger("groundwave.pages")

_BROKEN: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Database:
    """A SQLite file that other processes use as well, and that a person may delete. Raises sqlite3.Error."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path = path
        self._schema = schema
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, to the file that has the name now."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None and self._local.file == self._file():
            return found
        self.close()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        found = sqlite3.connect(self._path, timeout=20, isolation_level=None, check_same_thread=False)
        try:
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = NORMAL")
            found.executescript(self._schema)
        except sqlite3.Error:
            found.close()
            raise
        self._local.connection, self._local.file = found, self._file()
        return found

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 - a Path costs twice the stat itself
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which nobody else writes beside."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            with suppress(sqlite3.Error):  # a broken file lets nothing be rolled back either
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def set_aside(self, error: sqlite3.Error) -> bool:
        """Put a file that the error calls broken aside, so that the next use begins a new one; whether it was."""
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _BROKEN:
            return False
        self.close()
        with suppress(FileNotFoundError):
            self._path.replace(self._path.with_name(f"{self._path.name}.broken"))
        for ending in ("-wal", "-shm"):
            self._path.with_name(f"{self._path.name}{ending}").unlink(missing_ok=True)
        log.error("%s was broken (%s) and is put aside; all pages are made anew.", self._path, error)
        return True

    def close(self) -> None:
        """Close this thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None:
            self._local.connection = None
            found.close()
