"""Loudness brought to a target, gently (EBU R 128, ITU-R BS.1770), and peaks kept below full scale."""

import math
from typing import Final

import numpy as np

from groundwave.air.engine.r128 import LoudnessMeter
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE

GATE_LUFS: Final = -50.0
"""What is quieter than this is a pause and says nothing of how loud a program is."""
MOST_DB: Final = 12.0
DB_PER_SECOND: Final = 0.1
"""A change this slow is not heard as one."""
CEILING: Final = 10 ** (-1 / 20)
"""-1 dBFS: what a lossy encoder adds to a peak fits above it (EBU Tech 3344)."""
_STEP: Final = 48
_ATTACK: Final = 0.25
_RELEASE: Final = 0.002
"""Gain for each millisecond: down within four, up again within half a second."""


def next_gain(gain: float, *, short_term: float | None, target: float, seconds: float) -> float:
    """The gain in dB after so many seconds more of a program that is so loud (LUFS) before any gain."""
    if short_term is None or short_term < GATE_LUFS:
        return gain
    wanted = max(-MOST_DB, min(MOST_DB, target - short_term))
    most = DB_PER_SECOND * seconds
    return gain + max(-most, min(most, wanted - gain))


class Limiter:
    """Turns down for as long as a peak lasts. Looks ahead within a block."""

    def __init__(self) -> None:
        self._gain = 1.0

    def limit(self, block: Samples) -> Samples:
        """``block`` with no sample above the ceiling."""
        peaks = np.abs(block).max(axis=1).reshape(-1, _STEP).max(axis=1)
        if self._gain == 1.0 and peaks.max() <= CEILING:
            return block
        wanted = np.minimum(1.0, CEILING / np.maximum(peaks, CEILING))
        # A point between two steps serves both; what comes is begun before it is there.
        points = np.minimum(np.append(wanted, wanted[-1]), np.append(wanted[0], wanted)).tolist()
        for at in range(len(points) - 2, -1, -1):
            points[at] = min(points[at], points[at + 1] + _ATTACK)
        for at in range(len(points)):
            self._gain = points[at] = min(points[at], self._gain + _RELEASE)
        curve = np.interp(np.arange(len(block)) / _STEP, np.arange(len(points)), points).astype(np.float32)
        limited: Samples = np.clip(block * curve[:, None], -CEILING, CEILING)
        return limited


class Leveler:
    """One service's loudness: measured always, brought to ``target`` (LUFS) when there is one."""

    def __init__(self, target: float | None) -> None:
        self.target = target
        self._gain = 0.0
        self._loudness, self._limiter = LoudnessMeter(), Limiter()

    @property
    def gain_db(self) -> float:
        """What is added now."""
        return round(self._gain, 1)

    @property
    def lufs(self) -> float | None:
        """Short-term loudness of what is sent."""
        return None if self._loudness.short_term is None else round(self._loudness.short_term + self._gain, 1)

    def level(self, block: Samples) -> Samples:
        """The block as it is to be sent."""
        self._loudness.measure(block)
        before, seconds = self._gain, len(block) / RATE
        if self.target is None:
            self._gain = 0.0 if abs(before) < 0.1 else before - math.copysign(min(abs(before), seconds), before)
        else:
            found = self._loudness.short_term
            self._gain = next_gain(before, short_term=found, target=self.target, seconds=seconds)
        if before == self._gain == 0.0:
            return block
        curve = 10 ** (np.linspace(before, self._gain, len(block), dtype=np.float32) / 20)
        return self._limiter.limit(block * curve.astype(np.float32)[:, None])
