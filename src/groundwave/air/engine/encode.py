"""Sound to AAC-LC and MP3, frame by frame, each frame known by the index of its first sample."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import AAC_FRAME, MP3_FRAME, RATE, SEGMENT

MP3_BITRATE: Final = 128_000
PREROLL: Final = 2 * 4_608
"""Samples encoded before the first segment, so that its first frame follows on sound: 9 AAC frames, 8 MP3 frames."""


class Framer:
    """Cuts ticks of sound into the whole frames that an encoder wants."""

    def __init__(self, start: int, size: int) -> None:
        self._size, self._at = size, start
        self._rest: Samples = np.zeros((0, 2), np.float32)

    def cut(self, block: Samples) -> Iterator[tuple[int, Samples]]:
        """The frames that are now whole, each with the index of its first sample."""
        sound = np.concatenate((self._rest, block)) if len(self._rest) else block
        whole = len(sound) // self._size * self._size
        self._rest = sound[whole:]
        for begin in range(0, whole, self._size):
            yield self._at, sound[begin : begin + self._size]
            self._at += self._size


class _Encoder:
    def __init__(self, codec: str, size: int, bitrate: int, options: dict[str, str], start: int) -> None:
        context = cast(AudioCodecContext, av.CodecContext.create(codec, "w"))
        context.sample_rate = RATE
        context.layout = "stereo"
        context.format = "fltp"
        context.bit_rate = bitrate
        context.time_base = Fraction(1, RATE)
        context.options = options
        context.open()
        self._context = context
        self.bitrate = bitrate
        self._framer = Framer(start, size)
        self._size = size
        self._next = start

    def encode(self, block: Samples) -> Iterator[tuple[int, bytes]]:
        """The frames that are ready, in order, each with the index of the first sample that it stands for."""
        for at, samples in self._framer.cut(block):
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
            frame.sample_rate = RATE
            frame.time_base = Fraction(1, RATE)
            frame.pts = at
            for packet in self._context.encode(frame):
                yield self._index(packet.pts), bytes(packet)

    def _index(self, pts: int | None) -> int:
        raise NotImplementedError


class AacEncoder(_Encoder):
    """AAC-LC. An access unit's own time is one frame before that of the sound fed in with it."""

    def __init__(self, start: int, bitrate: int) -> None:
        super().__init__("aac", AAC_FRAME, bitrate, {"aac_coder": "fast"}, start)

    def _index(self, pts: int | None) -> int:
        if pts is None:
            raise ValueError("the AAC encoder gave a packet without a time")
        return pts


class Mp3Encoder(_Encoder):
    """MP3 at 128 kb/s, each frame decodable alone: a listener may join, and an engine restart, between any two.

    Frames are numbered by counting; the encoder's delay (1,105 samples, 23 ms) is left in the sound.
    """

    def __init__(self, start: int) -> None:
        options = {"reservoir": "0", "compression_level": "7"}
        super().__init__("libmp3lame", MP3_FRAME, MP3_BITRATE, options, start)

    def _index(self, pts: int | None) -> int:
        index = self._next
        self._next += self._size
        return index


class Assembler:
    """Gathers frames into whole segments. A segment of which a frame is missing is not given."""

    def __init__(self, frame_size: int) -> None:
        self._size = frame_size
        self._frames: list[bytes] = []

    def add(self, index: int, frame: bytes) -> tuple[int, list[bytes]] | None:
        """Take the next frame in; the segment's number and frames when it completes one."""
        number, within = divmod(index, SEGMENT)
        if within == 0:
            self._frames = []
        elif len(self._frames) * self._size != within:
            self._frames = []
            return None
        self._frames.append(frame)
        if len(self._frames) * self._size < SEGMENT:
            return None
        done, self._frames = self._frames, []
        return number, done
