"""A past for a service of a running station, so that nobody has to wait for hours to go by: each minute has a pitch."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from groundwave.air.engine.archive import Archive
from groundwave.air.engine.cmaf import media_segment
from groundwave.air.engine.encode import AacEncoder
from groundwave.air.engine.peaks import PER_SEGMENT
from groundwave.air.engine.timeline import (
    AAC_FRAME,
    AAC_PER_SEGMENT,
    RATE,
    SEGMENT,
    SEGMENT_SECONDS,
    chunk_path,
    first_sample,
    number_of,
)

PITCHES = [400 + 120 * step for step in range(12)]
RENDITIONS = (48, 96, 160)
_NO_TIME_AT_ALL = 0x7E57_7E57_7E57_7E57
_NO_TIME = struct.pack(">Q", _NO_TIME_AT_ALL)
_ROUND = 4_800  # samples: each pitch fits into it a whole number of times


def pitch_at(unix_time: float) -> int:
    """Hertz of the tone in that minute of the past."""
    return PITCHES[int(unix_time // 60) % len(PITCHES)]


def give_a_past(home: Path, service: str, *, hours: float) -> float:
    """Fill the archive from `hours` ago up to what is there already; the Unix time from which on it is the engine's."""
    archive = Archive(home / "live" / service)
    now = number_of(round(time.time() * RATE))
    first = number_of(round((time.time() - hours * 3_600) * RATE))
    begins = min(_numbers(archive.folder / str(RENDITIONS[0]) / "seg"), default=now)
    for kbps in RENDITIONS:
        made = {pitch: media_segment(0, _NO_TIME_AT_ALL, _frames(pitch, kbps)) for pitch in PITCHES}
        for number in range(first, begins):
            path = archive.folder / str(kbps) / chunk_path(number, "seg")
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True)
            pitch = pitch_at(number * SEGMENT_SECONDS)
            path.write_bytes(made[pitch].replace(_NO_TIME, struct.pack(">Q", first_sample(number)), 1))
    for number in range(first, begins):
        loud = 150 + round(90 * abs(np.sin(number / 40) * np.sin(number / 7)))
        archive.write_peaks(number, bytes((loud - 20 * (number % 3), loud, loud - 35, loud - 10)[:PER_SEGMENT]))
    return begins * SEGMENT_SECONDS


def make_a_hole(home: Path, service: str, *, begins: float, ends: float) -> None:
    """Take away what was sent between two Unix times, in all renditions."""
    for file in (home / "live" / service).glob("*/seg/*/*.m4s"):
        if begins <= int(file.stem) * SEGMENT_SECONDS < ends:
            file.unlink()


def _numbers(segments: Path) -> Iterable[int]:
    return (int(file.stem) for file in segments.glob("*/*.m4s"))


def _frames(pitch: int, kbps: int) -> list[bytes]:
    samples = np.arange(SEGMENT + 8 * AAC_FRAME)
    tone = (0.2 * np.sin(2 * np.pi * pitch * (samples % _ROUND) / RATE)).astype(np.float32)
    encoder = AacEncoder(0, kbps * 1_000)
    units = [unit for _, unit in encoder.encode(np.repeat(tone[:, None], 2, axis=1))]
    return units[4 : 4 + AAC_PER_SEGMENT]
