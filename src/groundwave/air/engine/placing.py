"""Decoded frames on their way to the ring: resampled, and each at its place on the timeline."""

import logging
import threading
from collections import deque
from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from groundwave.air.engine.decode import packed
from groundwave.air.engine.feed import StreamFeed
from groundwave.air.engine.pace import Pacer
from groundwave.air.engine.timeline import RATE

_LATE_LIMIT: Final = 2 * RATE
"""Sound that has come too late for this long is given a new place."""
_BRIDGED: Final = RATE // 4
"""A hole where a stream becomes another one (the ends of decoders and resamplers) that is filled with silence."""
# Measured: follows +-300 ppm with 133 dB SNR on a 997 Hz tone; a jump above 0.3 s is filled or cut, not stretched.
_ASYNC: Final = "async=480:min_comp=0.002:comp_duration=1:max_soft_comp=0.001:min_hard_comp=0.3"

log = logging.getLogger(__name__)


class Left(Exception):
    """The reader is to end."""


class _Fitter:
    """Frames of one format in; 48 kHz packed stereo out, each part at its place on the timeline."""

    def __init__(self, frame: AudioFrame, base: int) -> None:
        self.shape = _shape(frame)
        self._base = base
        self._rate = frame.sample_rate
        graph = Graph()
        entry = graph.add_abuffer(
            sample_rate=self._rate, format=frame.format, layout=frame.layout, time_base=_tick(self._rate)
        )
        resample = graph.add("aresample", f"{RATE}:{_ASYNC}")
        form = graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE}:channel_layouts=stereo")
        leave = graph.add("abuffersink")
        entry.link_to(resample)
        resample.link_to(form)
        form.link_to(leave)
        graph.configure()
        self._graph = graph

    def fit(self, frame: AudioFrame, place: int) -> list[tuple[int, AudioFrame]]:
        """The parts that are ready, each with the index of its first sample."""
        frame.time_base = _tick(self._rate)
        frame.pts = (place - self._base) * self._rate // RATE
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> list[tuple[int, AudioFrame]]:
        """What is still in it, when nothing more comes."""
        self._graph.push(None)
        return self._ready()

    def _ready(self) -> list[tuple[int, AudioFrame]]:
        parts: list[tuple[int, AudioFrame]] = []
        while True:
            try:
                part = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return parts
            if isinstance(part, AudioFrame):
                parts.append((self._base + int((part.pts or 0) * (part.time_base or 0) * RATE), part))


class Placing:
    """The frames of one connection. ``late``: how much later than that of a steady stream its sound may come."""

    def __init__(self, feed: StreamFeed, stopping: threading.Event, late: int) -> None:
        self._feed, self._stopping = feed, stopping
        self._pacer = Pacer(late)
        self._held: deque[tuple[int, AudioFrame]] = deque()
        self._fitter: _Fitter | None = None
        self._media = self._late = 0

    def arrived(self, frame: AudioFrame, now: int) -> None:
        """Take the next frame in. Raises Left."""
        length = frame.samples * RATE // frame.sample_rate
        held = self._pacer.state == "holding"
        self._held.append((self._media, frame))
        state = self._pacer.arrived(self._media, self._media + length, now)
        self._media += length
        if state != "holding":
            self._pass_on(released=held)

    def ended(self, now: int) -> None:
        """A stream that ends before its pace is known was a short file."""
        if self._held:
            self._pacer.give_up(now)
            self._pass_on(released=True)

    def _pass_on(self, *, released: bool) -> None:
        if released:
            self._feed.trouble = None
            self._fitter = None
            if self._pacer.state == "unpaced":
                # What is left of the last connection is still to be heard; go on right behind it.
                self._pacer.offset = max(self._pacer.offset, self._feed.ring.end - self._held[0][0])
        while self._held:
            at, frame = self._held.popleft()
            place = self._pacer.place(at)
            if self._fitter is None and self._held and self._pacer.place(self._held[0][0]) <= self._feed.ring.start:
                continue
            if self._fitter is None or self._fitter.shape != _shape(frame):
                for index, part in self._fitter.finish() if self._fitter else ():
                    self._put(index, part)
                self._fitter = _Fitter(frame, place)
            for index, part in self._fitter.fit(frame, place):
                self._put(index, part)
        if self._late > _LATE_LIMIT:
            log.warning("%s: its sound comes too late; placing it anew", self._feed.label)
            self._feed.trouble = "its sound came too late"
            self._pacer.reset()
            self._late = 0

    def _put(self, index: int, part: AudioFrame) -> None:
        ring, sound = self._feed.ring, packed(part)
        if ring.start < ring.end < index <= ring.end + _BRIDGED:
            # To the ring a hole is a new beginning, with which all that is not heard yet would be gone.
            sound = np.concatenate((np.zeros((index - ring.end, 2), np.float32), sound))
            index = ring.end
        while not ring.wait_for_room(len(sound), 0.5):
            self._pacer.waited()
            if self._stopping.is_set():
                raise Left
        self._late = self._late + part.samples if index + len(sound) <= ring.start else 0
        ring.write(index, sound)


def _shape(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _tick(rate: int) -> Fraction:
    return Fraction(1, rate)
