"""Where "now" comes from: the wall clock as a sample index, made steady."""

import time
from collections.abc import Callable
from typing import Final, Protocol

from groundwave.air.engine.timeline import RATE

SLEW: Final = 250e-6
"""How fast a small error of the steady clock is worked off, in seconds per second."""
STEP_SECONDS: Final = 5.0
"""Beyond this the machine's clock was plainly set, and is followed at once."""


class Clock(Protocol):
    """What the engine is driven by; a test moves one by hand."""

    offset: float
    """Seconds by which the machine's clock is ahead of this one: what is still to be worked off."""
    step: tuple[float, float] | None
    """The last time that the machine's clock was set: by how many seconds, and what it said then (Unix time)."""

    def now(self) -> int:
        """The wall clock now, as a sample index on the epoch timeline."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class SteadyClock:
    """Wall-clock time that never jumps for a small correction of the machine's clock.

    The monotonic clock gives the pace. Against the wall clock it drifts by the corrections of NTP; up to five seconds
    are worked off at 250 ppm, so that a source's arrival times stay comparable. A larger step is taken at once:
    the engine sees the jump and starts its timeline anew.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._wall, self._monotonic, self._sleep = wall, monotonic, sleep
        self._last = monotonic()
        self._offset = wall() - self._last
        self.offset = 0.0
        self.step: tuple[float, float] | None = None

    def now(self) -> int:
        """The wall clock now, as a sample index on the epoch timeline."""
        at = self._monotonic()
        wall = self._wall()
        error = wall - at - self._offset
        if abs(error) > STEP_SECONDS:
            self._offset += error
            self.offset, self.step = 0.0, (error, wall)
        else:
            most = max(0.0, at - self._last) * SLEW
            self._offset += max(-most, min(most, error))
            self.offset = wall - at - self._offset
        self._last = at
        return int((at + self._offset) * RATE)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._sleep(seconds)
