"""What can be asked of the page store's memory, and nothing that changes it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from groundwave.delivery.database import Database


@dataclass(frozen=True)
class Stored:
    """What the index knows of one page. Times are seconds since 1970; `status` 0 is a page never baked yet."""

    key: str
    status: int
    sha256: str
    size: int
    baked_at: float
    took_ms: float
    seen: int
    changes_at: float | None
    stale: int
    stale_at: float
    why: str
    attempts: int
    failure: str
    difference: str
    made_from: tuple[str, ...]
    witness: dict[str, int]


class Known:
    """The half of the index that only reads. Raises sqlite3.Error where the disk fails."""

    def __init__(self, file: Database) -> None:
        self.file = file

    def state(self, name: str) -> str:
        row = self.file.connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def applied(self) -> int:
        """How many changes have been applied here."""
        return int(self.state("applied") or 0)

    def changed_since(self, version: int) -> frozenset[str] | None:
        """The keys of all changes after the first `version`; None when that is too long ago to know."""
        rows = self.file.connection.execute("SELECT DISTINCT key FROM recent WHERE change > ?", (version,))
        found = frozenset(row[0] for row in rows)
        # Asked after the keys were read: another process may let go of them at any moment.
        return None if version < int(self.state("recent from") or 0) else found

    def seen(self, key: str) -> int:
        """Up to how many changes the page that is stored is true; 0 when there is none."""
        row = self.file.connection.execute("SELECT seen FROM page WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else 0

    def page(self, key: str) -> Stored | None:
        names = ", ".join(field.name for field in fields(Stored))
        row = self.file.connection.execute(f"SELECT {names} FROM page WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return Stored(*row[:-2], tuple(unpacked(row[-2])), _witness(row[-1])) if row else None  # type: ignore[call-arg]

    def pages(self) -> Iterator[str]:
        """Every page that is known, in the order of their names."""
        last = ""
        while True:
            rows = self.file.connection.execute(
                "SELECT key FROM page WHERE key > ? ORDER BY key LIMIT 1000", (last,)
            ).fetchall()
            if not rows:
                return
            yield from (row[0] for row in rows)
            last = rows[-1][0]

    def stored(self) -> set[str]:
        """Every page that should lie in the tree."""
        return {row[0] for row in self.file.connection.execute("SELECT key FROM page WHERE status IN (200, 410)")}

    def counts(self) -> dict[str, int]:
        """How many pages are fresh, stale, failing, found wrong."""
        row = self.file.connection.execute(
            "SELECT count(*) FILTER (WHERE stale = 0), count(*) FILTER (WHERE stale > 0), "
            "count(*) FILTER (WHERE failure <> ''), count(*) FILTER (WHERE difference <> '') FROM page"
        ).fetchone()
        return dict(zip(("fresh", "stale", "failing", "wrong"), row, strict=True))

    def is_stale(self, *, at: float) -> bool:
        """Whether anything waits to be baked now."""
        asked = "SELECT 1 FROM page WHERE stale > 0 AND claimed_until <= ? AND retry_at <= ? LIMIT 1"
        return self.file.connection.execute(asked, (at, at)).fetchone() is not None

    def waiting(self, *, at: float) -> tuple[float | None, float]:
        """Since when the page that waits longest could have been baked (None: none waits); when one was baked last."""
        asked = "SELECT min(max(stale_at, retry_at)) FROM page WHERE stale > 0 AND claimed_until <= ? AND retry_at <= ?"
        last = "SELECT coalesce(max(baked_at), 0) FROM page"
        found: tuple[float | None, float] = self.file.connection.execute(
            f"SELECT ({asked}), ({last})", (at, at)
        ).fetchone()
        return found

    def troubled(self, most: int = 50) -> list[Stored]:
        """Pages that could not be baked or were found wrong, the latest first."""
        asked = "SELECT key FROM page WHERE failure <> '' OR difference <> '' ORDER BY stale_at DESC LIMIT ?"
        rows = self.file.connection.execute(asked, (most,)).fetchall()
        return [found for row in rows if (found := self.page(row[0]))]

    def slowest(self, most: int = 10) -> list[tuple[str, float]]:
        return list(
            self.file.connection.execute("SELECT key, took_ms FROM page ORDER BY took_ms DESC LIMIT ?", (most,))
        )

    def to_verify(self, most: int) -> list[str]:
        """Fresh pages, those first that nobody has looked at for longest."""
        rows = self.file.connection.execute(
            "SELECT key FROM page WHERE stale = 0 AND status IN (200, 410) ORDER BY verified_at LIMIT ?", (most,)
        )
        return [row[0] for row in rows]


def unpacked(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split("\n") if packed else []


def _witness(packed: bytes) -> dict[str, int]:
    found: dict[str, int] = json.loads(zlib.decompress(packed)) if packed else {}
    return found
