"""The outline of what is sent, for whoever draws it: four peaks a segment, each one byte."""

from typing import Final

from groundwave.air.engine.mix import TICK
from groundwave.air.engine.ring import decibels
from groundwave.air.engine.timeline import SEGMENT, number_of

PER_SEGMENT: Final = 4
FLOOR_DBFS: Final = -60.0
_SPAN: Final = SEGMENT // PER_SEGMENT


def byte_of(peak: float) -> int:
    """A peak (full scale is 1) as a byte: 0 is -60 dBFS or less, 255 full scale, evenly in dB between."""
    return round(255 * min(1.0, max(0.0, 1 - decibels(peak) / FLOOR_DBFS)))


class Outline:
    """Gathers the peaks of ticks until they are those of a whole segment."""

    def __init__(self) -> None:
        self._loudest = 0.0
        self._spans: list[int] = []

    def take(self, at: int, peak: float) -> tuple[int, bytes] | None:
        """The tick that begins at the index `at`; a segment's number and peaks when it ends there and is whole."""
        end = at + TICK
        if at % SEGMENT == 0:
            self._spans, self._loudest = [], 0.0
        self._loudest = max(self._loudest, peak)
        if end % _SPAN == 0:
            self._spans.append(byte_of(self._loudest))
            self._loudest = 0.0
        return (number_of(at), bytes(self._spans)) if end % SEGMENT == 0 and len(self._spans) == PER_SEGMENT else None
