"""What others are still to be told of pages that changed here: a queue on disk, so that a deed outlives a crash.

A SQLite file beside the pages. Whoever bakes writes down; the worker alone runs the errands. Each is idempotent, and
about a page as it is when the errand is run: ten changes of a page that wait together are one errand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS errand (
  kind TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0, retry_at REAL NOT NULL DEFAULT 0, failure TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_RETRIES: Final = (2.0, 5.0, 15.0, 60.0, 300.0)


@dataclass(frozen=True)
class Errand:
    """`number` grows when the page changes again while the errand is run."""

    kind: str
    key: str
    number: int


class Errands:
    """The queue in one file. Methods raise sqlite3.Error where the disk fails. Times are seconds since 1970."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, kinds: Iterable[str], keys: Iterable[str]) -> None:
        """Write down; one that waits already stays where it is, with the pause that it has to keep."""
        with self._open() as db:
            db.executemany(
                "INSERT INTO errand (kind, key) VALUES (?, ?) "
                "ON CONFLICT (kind, key) DO UPDATE SET number = number + 1",
                [(kind, key) for key in keys for kind in kinds],
            )

    def due(self, kind: str, *, most: int, at: float) -> list[Errand]:
        """Those that may be run now."""
        with self._open() as db:
            rows = db.execute(
                "SELECT kind, key, number FROM errand WHERE kind = ? AND retry_at <= ? LIMIT ?", (kind, at, most)
            )
            return [Errand(*row) for row in rows]

    def done(self, errands: Iterable[Errand]) -> None:
        """Forget them, but for a page that changed again meanwhile."""
        with self._open() as db:
            db.executemany(
                "DELETE FROM errand WHERE kind = ? AND key = ? AND number = ?",
                [(one.kind, one.key, one.number) for one in errands],
            )

    def failed(self, errands: Iterable[Errand], failure: str, *, at: float) -> None:
        """Try again later, at longer and longer intervals."""
        with self._open() as db:
            for one in errands:
                found = db.execute("SELECT attempts FROM errand WHERE kind = ? AND key = ?", (one.kind, one.key))
                row = found.fetchone()
                wait = _RETRIES[min(row[0] if row else 0, len(_RETRIES) - 1)]
                db.execute(
                    "UPDATE errand SET attempts = attempts + 1, retry_at = ?, failure = ? WHERE kind = ? AND key = ?",
                    (at + wait, failure[:1000], one.kind, one.key),
                )

    def waiting(self, kind: str) -> int:
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM errand WHERE kind = ?", (kind,)).fetchone()[0])

    def state(self, name: str) -> str:
        with self._open() as db:
            row = db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=20, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(_SCHEMA)
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
