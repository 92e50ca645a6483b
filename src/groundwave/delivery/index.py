"""The page store's memory: what each page was made from, what is stale, and how far this machine has followed.

A SQLite file beside the pages, one for each machine, whatever the station's own database is: it and the files are one
thing, and both outlive the database. Safe between processes and threads; every method is one short transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundwave.delivery.core import order
from groundwave.delivery.database import Database
from groundwave.delivery.known import Known, unpacked
from groundwave.delivery.schema import SCHEMA

_CLAIM_SECONDS: Final = 60.0
_RECENT_SECONDS: Final = 900.0
_RETRIES: Final = (5.0, 30.0, 120.0, 600.0)


@dataclass(frozen=True)
class Making:
    """What is written down of a page that has just been made."""

    key: str
    status: int
    sha256: str
    size: int
    took_ms: float
    seen: int
    changes_at: float | None
    made_from: frozenset[str]
    witness: dict[str, int]


class Index(Known):
    """The index in one file. Raises sqlite3.Error where the disk fails; the caller says what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path, SCHEMA))

    # ------------------------------------------------------------ following
    def remember(self, name: str, value: str) -> None:
        with self.file.writing() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def apply(self, keys: Iterable[str], *, at: float) -> int:
        """Mark what is made from any of these keys as stale; how many pages that are.

        Changes are counted as they are applied here: the numbers of the log may come out of order.
        """
        keys = list(keys)
        with self.file.writing() as db:
            number = self._next(db)
            db.executemany("INSERT INTO recent VALUES (?, ?, ?)", [(number, key, at) for key in keys])
            found = 0
            for some in _chunks([hash_of(key) for key in keys]):
                marks = ",".join("?" * len(some))
                found += db.execute(
                    f"UPDATE page SET stale = ?, stale_at = ?, why = ?, retry_at = 0 "  # noqa: S608
                    f"WHERE id IN (SELECT page FROM made_from WHERE hash IN ({marks}))",
                    (number, at, _shown(keys), *some),
                ).rowcount
        return found

    def _next(self, db: sqlite3.Connection) -> int:
        row = db.execute("SELECT value FROM state WHERE name = 'applied'").fetchone()
        number = int(row[0]) + 1 if row else 1
        db.execute("INSERT OR REPLACE INTO state VALUES ('applied', ?)", (str(number),))
        return number

    def want(self, keys: Iterable[str], *, at: float, why: str, published: bool = False) -> None:
        """Have these pages baked, whether they are there or not; what was just published before others."""
        with self.file.writing() as db:
            number = self._next(db)
            db.executemany(
                "INSERT INTO page (key, stale, stale_at, why, weight) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) "
                "DO UPDATE SET stale = max(stale, excluded.stale), stale_at = excluded.stale_at, why = excluded.why, "
                "retry_at = 0",
                [(key, number, at, why, order.weight(key, published=published)) for key in keys],
            )

    def forget_recent(self, *, at: float) -> None:
        """Let go of changes that no making can have begun before."""
        with self.file.writing() as db:
            row = db.execute("SELECT max(change) FROM recent WHERE at < ?", (at - _RECENT_SECONDS,)).fetchone()
            if row[0] is not None:
                db.execute("DELETE FROM recent WHERE change <= ?", (row[0],))
                db.execute("INSERT OR REPLACE INTO state VALUES ('recent from', ?)", (str(row[0]),))

    def come_due(self, *, at: float) -> int:
        """Pages whose time has come, and pages that a wrong clock dated into the future, become stale."""
        with self.file.writing() as db:
            back = self._clock_may_be_back(db, at)
            due = db.execute(
                "UPDATE page SET stale = max(stale, 1), stale_at = ?, why = 'its time has come', changes_at = NULL "
                "WHERE changes_at <= ?",
                (at, at),
            ).rowcount
            ahead = (
                db.execute(
                    "UPDATE page SET stale = max(stale, 1), stale_at = ?, baked_at = ?, why = 'the clock was set back' "
                    "WHERE stale = 0 AND baked_at > ?",
                    (at, at, at + 2),
                ).rowcount
                if back
                else 0
            )
            if back:
                db.execute(
                    "UPDATE page SET claimed_until = 0, retry_at = 0 WHERE claimed_until > ? OR retry_at > ?",
                    (at + _CLAIM_SECONDS, at + _RETRIES[-1]),
                )
        return due + ahead

    def _clock_may_be_back(self, db: sqlite3.Connection, at: float) -> bool:
        row = db.execute("SELECT value FROM state WHERE name = 'clock'").fetchone()
        last = float(row[0]) if row else 0.0
        if abs(at - last) > 1:
            db.execute("INSERT OR REPLACE INTO state VALUES ('clock', ?)", (repr(at),))
        return at < last - 1

    def all_stale(self, *, at: float, why: str) -> int:
        """As by a change of everything: of parts that are kept, and of pages that are being made just now."""
        with self.file.writing() as db:
            number = self._next(db)
            db.execute("DELETE FROM recent")
            db.execute("INSERT OR REPLACE INTO state VALUES ('recent from', ?)", (str(number),))
            return db.execute(
                "UPDATE page SET stale = ?, stale_at = ?, why = ?, retry_at = 0", (number, at, why)
            ).rowcount

    # ------------------------------------------------------------ baking
    def claim(self, most: int, *, at: float) -> list[str]:
        """Up to `most` stale pages, the most read first, which nobody else is given meanwhile."""
        with self.file.writing() as db:
            rows = db.execute(
                "SELECT id, key FROM page WHERE stale > 0 AND claimed_until <= ? AND retry_at <= ? "
                "ORDER BY weight DESC LIMIT ?",
                (at, at, most),
            ).fetchall()
            until = at + _CLAIM_SECONDS
            db.executemany("UPDATE page SET claimed_until = ? WHERE id = ?", [(until, row[0]) for row in rows])
        return [row[1] for row in rows]

    def made(self, making: Making, *, at: float) -> None:
        """Write down a making. One that was hit while it was under way stays stale, and is baked again."""
        hashes = {hash_of(key) for key in making.made_from}
        packed = zlib.compress("\n".join(sorted(making.made_from)).encode(), 3)
        witness = zlib.compress(json.dumps(making.witness).encode(), 3) if making.witness else b""
        with self.file.writing() as db:
            row = db.execute("SELECT id, made_from, stale FROM page WHERE key = ?", (making.key,)).fetchone()
            if row is None:
                page = db.execute(
                    "INSERT INTO page (key, weight) VALUES (?, ?)", (making.key, order.weight(making.key))
                ).lastrowid
                before: set[int] = set()
            else:
                page = row[0]
                before = hashes if row[1] == packed else {hash_of(key) for key in unpacked(row[1])}
            db.executemany("INSERT OR IGNORE INTO made_from VALUES (?, ?)", [(one, page) for one in hashes - before])
            db.executemany(
                "DELETE FROM made_from WHERE hash = ? AND page = ?", [(one, page) for one in before - hashes]
            )
            asked = row[2] if row is not None and row[2] > making.seen else 0  # wanted meanwhile
            hit = max(asked, self._hit_since(db, making))
            db.execute(
                "UPDATE page SET status = ?, sha256 = ?, size = ?, baked_at = ?, took_ms = ?, seen = ?, "
                "changes_at = ?, stale = ?, claimed_until = 0, attempts = 0, retry_at = 0, failure = '', "
                "difference = '', verified_at = ?, made_from = ?, witness = ? WHERE id = ?",
                (
                    *(making.status, making.sha256, making.size, at, making.took_ms, making.seen, making.changes_at),
                    *(hit, at, packed, witness, page),
                ),
            )

    def _hit_since(self, db: sqlite3.Connection, making: Making) -> int:
        row = db.execute("SELECT value FROM state WHERE name = 'recent from'").fetchone()
        if row and making.seen < int(row[0]):
            return int(row[0])
        rows = db.execute("SELECT change, key FROM recent WHERE change > ? ORDER BY change DESC", (making.seen,))
        for change, key in rows:
            if key in making.made_from:
                return int(change)
        return 0

    def failed(self, key: str, failure: str, *, at: float) -> None:
        """The old page stays; it is tried again later, at longer and longer intervals."""
        with self.file.writing() as db:
            row = db.execute("SELECT attempts FROM page WHERE key = ?", (key,)).fetchone()
            if row is None:
                return
            wait = _RETRIES[min(row[0], len(_RETRIES) - 1)]
            db.execute(
                "UPDATE page SET failure = ?, attempts = attempts + 1, retry_at = ?, claimed_until = 0, "
                "stale_at = iif(stale, stale_at, ?), stale = max(stale, 1) WHERE key = ?",
                (failure[:4000], at + wait, at, key),
            )

    def gone(self, key: str, *, seen: int) -> None:
        """There is no such page any more; unless it was asked for since the making began that found none."""
        with self.file.writing() as db:
            row = db.execute("SELECT id, made_from, stale FROM page WHERE key = ?", (key,)).fetchone()
            if row is None:
                return
            if row[2] > seen:
                db.execute("UPDATE page SET status = 0, sha256 = '', claimed_until = 0 WHERE id = ?", (row[0],))
                return
            hashes = {hash_of(name) for name in unpacked(row[1])}
            db.executemany("DELETE FROM made_from WHERE hash = ? AND page = ?", [(one, row[0]) for one in hashes])
            db.execute("DELETE FROM page WHERE id = ?", (row[0],))

    def weigh(self, reads: dict[str, float]) -> None:
        """The more a page is read, the sooner it is baked."""
        with self.file.writing() as db:
            weights = [(order.weight(key, reads=much), key) for key, much in reads.items()]
            db.executemany("UPDATE page SET weight = ? WHERE key = ?", weights)

    # ------------------------------------------------------------ verifying
    def verified(self, key: str, difference: str, *, at: float) -> None:
        """With a difference the page is baked anew as well: what readers see comes before the proof."""
        with self.file.writing() as db:
            db.execute(
                "UPDATE page SET verified_at = ?, difference = ?, stale_at = iif(stale OR ? = '', stale_at, ?), "
                "stale = max(stale, ?) WHERE key = ?",
                (at, difference, difference, at, int(bool(difference)), key),
            )


def hash_of(key: str) -> int:
    """A key in eight bytes: two that fall together only bake a page once too often."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _chunks(values: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _shown(keys: Sequence[str], most: int = 6) -> str:
    """The keys of a change in a line, what says most first."""
    ordered = sorted(keys, key=lambda key: (key.startswith("table:"), key))
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return ", ".join(ordered[:most]) + more
