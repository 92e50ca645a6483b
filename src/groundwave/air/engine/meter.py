"""Levels and silence of what is sent, tick by tick."""

from collections import deque
from typing import Literal

import numpy as np

from groundwave.air.engine.mix import TICK
from groundwave.air.engine.plan import DEFAULT_SILENCE_DBFS
from groundwave.air.engine.ring import Samples, decibels
from groundwave.air.engine.timeline import RATE, SEGMENT


class Meter:
    """Level of the last segment's length, ten peaks of it, and for how long there has been silence."""

    def __init__(self, silence_seconds: float, silent_below: float = DEFAULT_SILENCE_DBFS) -> None:
        self.silence_seconds_limit, self.silent_below = silence_seconds, silent_below
        self.silent_samples = 0
        self._told = False
        self._powers: deque[float] = deque(maxlen=SEGMENT // TICK)
        self._peaks: deque[float] = deque(maxlen=SEGMENT // TICK)

    def measure(self, block: Samples, sent: Samples) -> Literal["begins", "ends"] | None:
        """Take one tick in, as it came and as it is sent: what was turned up is no less silent for that.

        "begins" once silence has lasted for the limit, "ends" when sound is back after that.
        """
        self._powers.append(_power(sent))
        self._peaks.append(float(np.max(np.abs(sent))))
        if decibels(_power(block) ** 0.5) < self.silent_below:
            self.silent_samples += len(block)
            if not self._told and self.silent_samples >= self.silence_seconds_limit * RATE:
                self._told = True
                return "begins"
            return None
        self.silent_samples = 0
        if self._told:
            self._told = False
            return "ends"
        return None

    @property
    def peak(self) -> float:
        """The loudest sample of the last tick; full scale is 1."""
        return self._peaks[-1] if self._peaks else 0.0

    @property
    def silence_seconds(self) -> float:
        """For how long nothing could be heard, up to now."""
        return round(self.silent_samples / RATE, 1)

    @property
    def level_dbfs(self) -> float:
        """RMS over the last 1.92 s."""
        return round(decibels((sum(self._powers) / len(self._powers)) ** 0.5), 1) if self._powers else -120.0

    @property
    def peaks(self) -> list[float]:
        """Peaks of the last 1.92 s in ten steps; full scale is 1."""
        ticks = list(self._peaks)
        return [round(max(ticks[at : at + 2]), 3) for at in range(0, len(ticks), 2)]


def _power(block: Samples) -> float:
    return float(np.mean(np.square(block, dtype=np.float64)))
