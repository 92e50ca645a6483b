"""Rendered sound to published files: the renditions, two continuous streams, the outline of it all."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from groundwave.air.engine.archive import Archive, said
from groundwave.air.engine.cmaf import adts_frame
from groundwave.air.engine.encode import PREROLL, Assembler, Mp3Encoder
from groundwave.air.engine.peaks import Outline
from groundwave.air.engine.rendition import Rendition, in_order
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import MP3_FRAME, SEGMENT, number_of

_MOST_WAITING: Final = 24
"""Files kept in memory while the disk refuses them: 15 seconds of air."""

log = logging.getLogger(__name__)


class Publisher:
    """Feeds the encoders from ``start`` on and writes what they complete. A refusing disk never stops it, and a
    rendition whose folder refuses never stops the others.
    """

    def __init__(self, archive: Archive, start: int, bitrates: Sequence[int], *, keep_listed: bool) -> None:
        self.trouble: str | None = None
        self.marks: Sequence[str] = ()
        """Lines of the live playlists that tell what is on."""
        self.gaps: list[tuple[int, int]] = []
        """Segments that the disk refused for too long, in every rendition: the first, and the one behind the last."""
        self._archive = archive
        self._bitrates = in_order(bitrates)
        self._renditions = [self._rendition(bitrate, start, keep_listed) for bitrate in self._bitrates]
        self._mp3, self._frames = Mp3Encoder(start), Assembler(MP3_FRAME)
        self._outline = Outline()
        self._waiting: deque[Callable[[], None]] = deque(maxlen=_MOST_WAITING)
        self._told: list[tuple[int, int]] = []
        self._complained: set[str] = set()
        self._reached = number_of(start + PREROLL) - 1

    @property
    def newest(self) -> int | None:
        """The newest segment that is on the disk."""
        return max((one.newest for one in self._renditions if one.newest is not None), default=None)

    def change_renditions(self, bitrates: Sequence[int]) -> None:
        """Encode at these rates from the next segment boundary on that leaves time for it."""
        self._bitrates = in_order(bitrates)

    def publish(self, at: int, block: Samples, peak: float) -> bool:
        """Take one tick in, whose loudest sample is ``peak``; whether a segment was completed by it."""
        if (at + PREROLL) % SEGMENT == 0:
            self._renew(at)
        completed = False
        for rendition in self._renditions:
            for number, units in rendition.encode(block):
                if rendition is self._renditions[0]:
                    self._keep(partial(self._archive.write_chunk, number, "adts", b"".join(map(adts_frame, units))))
                completed = True
        for index, frame in self._mp3.encode(block):
            if done := self._frames.add(index, frame):
                self._keep(partial(self._archive.write_chunk, done[0], "mp3", b"".join(done[1])))
                completed = True
        if outline := self._outline.take(at, peak):
            self._keep(partial(self._archive.write_peaks, *outline))
        if completed:
            self.write()
        self._renditions = [one for one in self._renditions if not one.is_done(at)]
        return completed

    def write(self) -> None:
        """Write what waits. Says of each place once that it refuses, and once that all work again."""
        troubles = [rendition.write(self.marks) for rendition in self._renditions]
        for number in sorted({number for rendition in self._renditions for number in rendition.wrote}):
            if number > self._reached + 1:
                self.gaps.append((self._reached + 1, number))
            self._reached = max(self._reached, number)
        troubles += [self._write_renditions(), self._write_waiting()]
        trouble = next(filter(None, troubles), None)
        if trouble:
            self._complain(f"{trouble}; trying again")
            if all(rendition.gives_up for rendition in self._renditions):
                self._complain("what was made more than 15 seconds ago is given up: nothing could be written since")
        elif self.trouble:
            log.info("writing to %s works again", self._archive.folder)
            self._complained.clear()
        self.trouble = trouble

    def _complain(self, line: str) -> None:
        if line not in self._complained:
            log.error(line)
            self._complained.add(line)

    def _keep(self, action: Callable[[], None]) -> None:
        self._waiting.append(action)

    def _write_waiting(self) -> str | None:
        while self._waiting:
            try:
                self._waiting[0]()
            except OSError as error:
                return f"cannot write to {self._archive.folder}: {said(error)}"
            self._waiting.popleft()
        return None

    def _write_renditions(self) -> str | None:
        """The list of renditions, when it is another one than before: only those of which there is a segment."""
        found = [(one.kbps, one.peak) for one in self._renditions if one.newest is not None and one.until is None]
        if found and found != self._told:
            try:
                self._archive.write_renditions(found)
            except OSError as error:
                return f"cannot write to {self._archive.folder}: {said(error)}"
            self._told = found
        return None

    def _renew(self, at: int) -> None:
        """New rates begin with new encoders, started early enough to have sound before their first frame."""
        running = {one.bitrate: one for one in self._renditions if one.until is None}
        if list(running) == self._bitrates:
            return
        for bitrate, rendition in running.items():
            if bitrate not in self._bitrates:
                rendition.until = at + PREROLL
        going = [running.get(bitrate) or self._rendition(bitrate, at, keep=False) for bitrate in self._bitrates]
        self._renditions = [*going, *(one for one in self._renditions if one.until is not None)]

    def _rendition(self, bitrate: int, start: int, keep: bool) -> Rendition:
        variant = self._archive.variant(bitrate // 1_000)
        if keep:
            try:
                variant.open()
            except OSError:
                pass  # its folder refuses to be written as well, which is said then
        return Rendition(variant, bitrate, start)
