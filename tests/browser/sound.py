"""Listening as a machine does: what tone is in a service's newest segment."""

from __future__ import annotations

import io
import math
import struct
import wave
from pathlib import Path

import av
import numpy as np

from tests.browser.station import Station

RATE = 48_000


def write_tone(file: Path, *, hertz: float, seconds: int = 20) -> Path:
    """A WAV file with one steady tone, at a quarter of full scale."""
    samples = (round(8_000 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(RATE * seconds))
    with wave.open(str(file), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        made.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file


def loudest_tone(station: Station, service: str) -> float:
    """Hertz of the strongest tone in the newest segment that listeners are given."""
    lines = station.get(f"/live/{service}/96/live.m3u8").text.splitlines()
    newest = [line for line in lines if line and not line.startswith("#")][-1]
    start = station.get(f"/live/{service}/96/init.mp4").body
    with av.open(io.BytesIO(start + station.get(f"/live/{service}/96/{newest}").body)) as opened:
        stream = opened.streams.audio[0]
        frames = [frame.to_ndarray()[0] for frame in opened.decode(stream)]
        rate = stream.rate or RATE
    heard = np.concatenate(frames)
    strength = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    return float(np.argmax(strength) * rate / len(heard))
