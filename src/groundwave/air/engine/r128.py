"""How loud sound is, by EBU R 128: of the last three seconds, and of all that was put in."""

import math
from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE

_NOTHING_YET: Final = -70.0
"""What the meter says of all, while nothing has been above its gate."""


class LoudnessMeter:
    """Both in LUFS; None in the beginning, and `integrated` until something is heard."""

    def __init__(self) -> None:
        graph = Graph()
        entry = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo", time_base=Fraction(1, RATE))
        meter = graph.add("ebur128", "metadata=1:framelog=quiet")
        leave = graph.add("abuffersink")
        entry.link_to(meter)
        meter.link_to(leave)
        graph.configure()
        self._graph = graph
        self._at = 0
        self.short_term: float | None = None
        self.integrated: float | None = None

    def measure(self, block: Samples) -> None:
        """Take a block in."""
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._at
        self._at += len(block)
        self._graph.push(frame)
        while True:
            try:
                said = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if isinstance(said, AudioFrame):
                self._hear(said.metadata)

    def _hear(self, said: dict[str, str]) -> None:
        short, whole = float(said.get("lavfi.r128.S", "nan")), float(said.get("lavfi.r128.I", "nan"))
        if math.isfinite(short):
            self.short_term = short
        if whole > _NOTHING_YET:
            self.integrated = whole
