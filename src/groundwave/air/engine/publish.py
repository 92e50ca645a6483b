"""Rendered sound to published files: two encoders, three kinds of file, one playlist."""

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from groundwave.air.engine.archive import Archive, said
from groundwave.air.engine.cmaf import adts_frame, init_segment, media_segment
from groundwave.air.engine.encode import PREROLL, AacEncoder, Assembler, Mp3Encoder
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import AAC_FRAME, MP3_FRAME, SEGMENT, Kind, first_sample

_MOST_WAITING: Final = 24
"""Files kept in memory while the disk refuses them: 15 seconds of air."""

log = logging.getLogger(__name__)


class Publisher:
    """Feeds the encoders from ``start`` on and writes what they complete. A refusing disk never stops it."""

    def __init__(self, archive: Archive, start: int, bitrate: int, *, keep_listed: bool) -> None:
        self.trouble: str | None = None
        self.newest: int | None = None
        self._archive = archive
        self._bitrate = bitrate
        self._aac = [(start + PREROLL, AacEncoder(start, bitrate))]
        self._mp3 = Mp3Encoder(start)
        self._units, self._frames = Assembler(AAC_FRAME), Assembler(MP3_FRAME)
        self._waiting: deque[tuple[int, Kind, bytes]] = deque(maxlen=_MOST_WAITING)
        self._init: bytes | None = init_segment(bitrate)
        if not keep_listed:
            archive.forget_listed()

    def change_bitrate(self, bitrate: int) -> None:
        """Encode AAC at another rate from the next segment boundary on that leaves time for it."""
        self._bitrate = bitrate

    def publish(self, at: int, block: Samples) -> bool:
        """Take one tick in; whether a segment was completed by it."""
        self._renew_encoder(at)
        completed = False
        for place, (begin, encoder) in enumerate(list(self._aac)):
            end = self._aac[place + 1][0] if place + 1 < len(self._aac) else None
            for index, unit in encoder.encode(block):
                if index < begin or (end is not None and index >= end):
                    continue
                if done := self._units.add(index, unit):
                    number, units = done
                    self._waiting.append((number, "seg", media_segment(number, first_sample(number), units)))
                    self._waiting.append((number, "adts", b"".join(map(adts_frame, units))))
                    completed = True
        if len(self._aac) > 1 and at >= self._aac[1][0]:
            del self._aac[0]
        for index, frame in self._mp3.encode(block):
            if done := self._frames.add(index, frame):
                self._waiting.append((done[0], "mp3", b"".join(done[1])))
                completed = True
        if completed:
            self.write()
        return completed

    def write(self) -> None:
        """Write what waits, oldest first, up to the first refusal."""
        if self._init is not None and self._attempt(self._write_init):
            self._init = None
        while self._waiting and self._init is None:
            number, kind, data = self._waiting[0]
            if not self._attempt(partial(self._archive.write_chunk, number, kind, data)):
                return
            self._waiting.popleft()
            if kind == "seg":
                self.newest = number
                self._attempt(partial(self._archive.list_segment, number))

    def _write_init(self) -> None:
        self._archive.write_init(self._init or b"")

    def _renew_encoder(self, at: int) -> None:
        """A new rate begins with a new encoder, started early enough to have sound before its first frame."""
        current = self._aac[-1][1]
        if current.bitrate != self._bitrate and len(self._aac) == 1 and (at + PREROLL) % SEGMENT == 0:
            self._aac.append((at + PREROLL, AacEncoder(at, self._bitrate)))

    def _attempt(self, action: Callable[[], None]) -> bool:
        try:
            action()
        except OSError as error:
            reason = said(error)
            if self.trouble != reason:
                log.error("cannot write to %s: %s; trying again", self._archive.folder, reason)  # noqa: TRY400
            self.trouble = reason
            return False
        if self.trouble is not None:
            log.info("writing to %s works again", self._archive.folder)
            self.trouble = None
        return True
