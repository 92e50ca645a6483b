"""One encoding of a service: from sound to the segments of its folder."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from groundwave.air.engine.archive import Variant, said
from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.encode import PREROLL, AacEncoder, Assembler
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import AAC_FRAME, SEGMENT_SECONDS, first_sample

DEFAULT_BITRATE: Final = 96_000
_MOST_WAITING: Final = 8
"""Segments kept in memory while the disk refuses them: 15 seconds of air."""


def in_order(bitrates: Sequence[int]) -> list[int]:
    """The one that players begin with first, the others by their rate."""
    first = min(bitrates, key=lambda bitrate: abs(bitrate - DEFAULT_BITRATE))
    return [first, *sorted(bitrate for bitrate in bitrates if bitrate != first)]


class Rendition:
    """AAC-LC at one rate, fed from the index ``start`` on; its first segment begins PREROLL later."""

    def __init__(self, variant: Variant, bitrate: int, start: int) -> None:
        self.bitrate, self.kbps = bitrate, bitrate // 1_000
        self.newest: int | None = None
        self.wrote: list[int] = []
        """The segments that the last `write` put on the disk."""
        self.gives_up = False
        """Whether segments are given up that the disk refuses for too long."""
        self.until: int | None = None
        """Frames from this index on are no longer wanted; None: it goes on."""
        self.peak = bitrate * 5 // 4 + 2_500  # the encoder goes over its rate by 8 % at times; boxes take 2 kb/s
        self._begin = start + PREROLL
        self._encoder = AacEncoder(start, bitrate)
        self._units = Assembler(AAC_FRAME)
        self._variant = variant
        self._waiting: deque[tuple[int, bytes]] = deque(maxlen=_MOST_WAITING)
        variant.begin(init_segment(bitrate))

    def encode(self, block: Samples) -> Iterator[tuple[int, list[bytes]]]:
        """Take one tick in; the number and the frames of a segment that it completes."""
        for index, unit in self._encoder.encode(block):
            if index < self._begin or (self.until is not None and index >= self.until):
                continue
            if done := self._units.add(index, unit):
                number, units = done
                segment = media_segment(number, first_sample(number), units)
                self.peak = max(self.peak, round(len(segment) * 8 / SEGMENT_SECONDS))
                self.gives_up = len(self._waiting) == _MOST_WAITING
                self._waiting.append((number, segment))
                yield number, units

    def is_done(self, at: int) -> bool:
        """Whether its end is over and all of it is written."""
        return self.until is not None and at >= self.until and not self._waiting

    def write(self, marks: Sequence[str]) -> str | None:
        """Write what waits, oldest first; why not all of it could be, or None. ``marks`` tell what is on."""
        self.wrote = []
        while self._waiting:
            number, segment = self._waiting[0]
            try:
                self._variant.add(number, segment, marks)
            except OSError as error:
                return f"cannot write to {self._variant.folder}: {said(error)}"
            self._waiting.popleft()
            self.newest = number
            self.wrote.append(number)
        return None
