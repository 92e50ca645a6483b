"""The whole table, part by part.

Each part runs by itself: an engine driven faster than time, a simulated day of a drifting source, a cut, real engines
whose sources fail, two servers that take turns. Ratios are of one run; absolute figures are of this machine.
"""

from __future__ import annotations

from collections.abc import Iterator

from groundwave.ops.air_bench.archived import cut, drift
from groundwave.ops.air_bench.driving import engine
from groundwave.ops.air_bench.failing import failing
from groundwave.ops.air_bench.row import Row
from groundwave.ops.air_bench.serving import serving


def rows(*, minutes: int) -> Iterator[Row]:
    """Every part; `minutes` of audio go through the engine."""
    yield from engine(minutes)
    for ppm in (-100, 100):
        yield drift(ppm)
    yield cut()
    yield from failing()
    yield from serving()
