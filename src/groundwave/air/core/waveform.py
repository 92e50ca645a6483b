"""Peaks of the archive drawn as one SVG path, and levels as places on a scale. Values in, text out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FLOOR_DB: Final = -60.0
PEAKS_A_SEGMENT: Final = 4
_FULL: Final = 255


def bars(peaks: Sequence[int | None], count: int) -> list[int | None]:
    """So many bars of equal width, each the loudest of its share; None where nothing was recorded at all."""
    total = len(peaks)
    found: list[int | None] = []
    for at in range(count):
        share = peaks[at * total // count : max((at + 1) * total // count, at * total // count + 1)]
        heard = [one for one in share if one is not None]
        found.append(max(heard) if heard else None)
    return found


def path(heights: Sequence[int | None], *, width: float, height: float) -> str:
    """The bars as one SVG path of thin rectangles around the middle; silence stays a hair, a hole stays empty."""
    if not heights:
        return ""
    step, middle = width / len(heights), height / 2
    pieces = []
    for at, one in enumerate(heights):
        if one is None:
            continue
        half = max(0.5, min(one, _FULL) / _FULL * middle)
        pieces.append(f"M{at * step:.1f} {middle - half:.1f}h{step * 0.7:.1f}v{2 * half:.1f}h-{step * 0.7:.1f}z")
    return "".join(pieces)


def share(db: float | None) -> float:
    """Where a level stands on the meter: 0 at -60 dBFS or less, 1 at full scale."""
    return 0.0 if db is None else min(1.0, max(0.0, (db - FLOOR_DB) / -FLOOR_DB))
