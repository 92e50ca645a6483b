"""The last resort: a quiet chord made in code, so that a service is never silent and never dead."""

from typing import Final

import numpy as np

from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE

_LOOP_SECONDS: Final = 8
_CHORD: Final = ((110, 0.50), (165, 0.30), (220, 0.34), (330, 0.20), (440, 0.12), (550, 0.05))
_LEVEL: Final = 0.06


def pad() -> Samples:
    """Eight seconds that loop without a seam: every part runs a whole number of times. About -28 dBFS."""
    time = np.arange(_LOOP_SECONDS * RATE) / RATE
    sides = []
    for side in (0.0, 0.25):
        total = np.zeros_like(time)
        for turn, (pitch, weight) in enumerate(_CHORD):
            # Each part breathes at its own slow rate, a quarter turn apart in the two ears.
            breath = 0.7 + 0.3 * np.cos(2 * np.pi * ((turn % 3 + 1) * time / _LOOP_SECONDS + side + turn / 6))
            total += weight * breath * np.sin(2 * np.pi * pitch * time)
        sides.append(total)
    return (np.stack(sides, axis=1) * _LEVEL).astype(np.float32)


class Tone:
    """The chord at any index; always ready."""

    label = "built-in tone"
    trouble: str | None = None

    def __init__(self) -> None:
        self._loop = pad()

    def lead(self, at: int) -> int:
        """Always enough."""
        return len(self._loop)

    def read(self, at: int, count: int) -> Samples:
        """``count`` samples from ``at``."""
        begin = at % len(self._loop)
        first = self._loop[begin : begin + count]
        return np.concatenate((first, self._loop[: count - len(first)]))

    def peek(self, at: int, count: int) -> Samples | None:
        """Nothing: it waits."""
        return None

    def take(self, at: int) -> None:
        """Nothing to do."""

    def leave(self) -> None:
        """Nothing to do."""

    def advance(self, at: int) -> None:
        """Nothing to do."""
