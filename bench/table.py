"""The table that a benchmark prints: what was measured beside what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """`ok` is whether what was asked was kept; without an `asked` it is only told."""

    name: str
    measured: str
    asked: str
    ok: bool


def told(rows: Iterable[Row]) -> int:
    """Print each row when it is there; how many missed what was asked."""
    missed = 0
    for row in rows:
        missed += not row.ok
        print(f"{'' if row.ok else 'MISSED':7}{row.name:52}{row.measured:44}{row.asked}", flush=True)  # noqa: T201
    return missed
