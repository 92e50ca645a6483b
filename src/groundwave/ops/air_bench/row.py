"""A row of the table, and what its parts share."""

from __future__ import annotations

from typing import Final, NamedTuple

from groundwave.air.engine.timeline import RATE

NOON: Final = 1_795_392_000 * RATE


class Row(NamedTuple):
    """`ok` is whether what was asked was kept; without an `asked` it is only told."""

    name: str
    measured: str
    asked: str
    ok: bool = True
