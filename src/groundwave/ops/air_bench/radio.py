"""A station on loopback that sends as Icecast does, and whose sound tells when it was made."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable
from typing import Final, Self

import av
import numpy as np
from numpy.typing import NDArray

from groundwave.air.engine.encode import MP3_BITRATE, Mp3Encoder
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.timeline import RATE

LOOP_SECONDS: Final = 24
BURST: Final = 65_536
"""Icecast's own default: four seconds of this stream."""
_BYTES_A_SECOND: Final = MP3_BITRATE // 8
_EVERY: Final = 0.01

_Sound = NDArray[np.float32]


def a_loop() -> bytes:
    """Sound as MP3 of which no two moments are alike: noise, cut to what every codec keeps."""
    dice = np.random.default_rng(11)
    spectrum = np.fft.rfft(dice.standard_normal(LOOP_SECONDS * RATE))
    spectrum[4_000 * LOOP_SECONDS :] = 0
    wave = np.fft.irfft(spectrum)
    sides = np.repeat((0.15 * wave / np.std(wave)).astype(np.float32)[:, None], 2, axis=1)
    encoder = Mp3Encoder(0)
    blocks = np.split(sides, len(sides) // TICK)
    return b"".join(frame for block in blocks for _, frame in encoder.encode(block))


class Radio:
    """Sends the loop in real time from when it was made, whoever listens: to each first what is just over, then what
    is new. `now` is in seconds. Close it with `with`.
    """

    def __init__(self, loop: bytes, *, burst: int = BURST, now: Callable[[], float] = time.time) -> None:
        self._twice, self._length, self._burst, self._now = loop * 2, len(loop), burst, now
        self._began = now() - LOOP_SECONDS  # so that there is something that is over
        self._heard = threading.Event()
        self._heard.set()
        self._mute = self._over = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/live.mp3"
        self._reference = np.fft.rfft(_sound(loop, LOOP_SECONDS * RATE))
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._listener.close()

    def cut(self) -> None:
        """Hang up on everyone, and take nobody."""
        self._heard.clear()

    def stall(self) -> None:
        """Keep everyone and send nothing."""
        self._mute = True

    def mend(self) -> None:
        """As before."""
        self._mute = False
        self._heard.set()

    def delay(self, sound: _Sound, at: float) -> float:
        """By how many seconds `sound`, one channel at 48 kHz that is heard from `at` on, is later than it was sent."""
        size = LOOP_SECONDS * RATE
        found = np.fft.irfft(self._reference * np.conj(np.fft.rfft(sound, size)), size)
        sent = self._began + int(np.argmax(found)) / RATE
        return float((at - sent) % LOOP_SECONDS)

    def _accept(self) -> None:
        while not self._over:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (part := connection.recv(4_096)):
                        return  # hung up before it asked
                    request += part
                if not self._heard.is_set():
                    return
                connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n")
                sent = self._live() - self._burst
                while self._heard.is_set() and not self._over:
                    due = self._live()
                    begin = sent % self._length
                    if not self._mute:
                        connection.sendall(self._twice[begin : begin + due - sent])
                    sent = due
                    time.sleep(_EVERY)
            except OSError:
                pass  # The listener hung up.

    def _live(self) -> int:
        return int((self._now() - self._began) * _BYTES_A_SECOND)


def decoded(data: bytes) -> _Sound:
    """A file's sound, one channel at its own rate."""
    with av.open(io.BytesIO(data), "r") as file:
        return np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)]).astype(np.float32)


def _sound(loop: bytes, size: int) -> _Sound:
    sound = decoded(loop)[:size]
    return np.pad(sound, (0, size - len(sound)))
