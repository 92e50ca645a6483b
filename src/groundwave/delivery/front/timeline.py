"""Which chunk of a continuous stream belongs to which moment. Pure.

All engines cut on one timeline: 48 kHz, 92160 samples (1.92 s) a chunk, counted from 1970 in UTC, so a chunk's number
and folder follow from the clock and a gap or a restart needs no memory.
"""

from __future__ import annotations

from datetime import UTC, datetime

SAMPLE_RATE = 48_000
SAMPLES_PER_CHUNK = 92_160
SECONDS_PER_CHUNK = SAMPLES_PER_CHUNK / SAMPLE_RATE


def chunk_at(unix_time: float) -> int:
    """The number of the chunk that is being heard at a Unix time in seconds."""
    return int(unix_time * SAMPLE_RATE) // SAMPLES_PER_CHUNK


def hour_folder(chunk: int) -> str:
    """The UTC hour (YYYYMMDDHH) in which a chunk begins."""
    return datetime.fromtimestamp(chunk * SAMPLES_PER_CHUNK // SAMPLE_RATE, UTC).strftime("%Y%m%d%H")


def candidates(after: int | None, *, at: float, window: float) -> range:
    """The numbers that may have appeared since chunk `after`, oldest first, none older than `window` seconds.

    A little of the future is included: the clocks of engine and front are read at different instants.
    """
    now = chunk_at(at)
    oldest = now - round(window / SECONDS_PER_CHUNK)
    first = oldest if after is None else max(after + 1, oldest)
    return range(first, now + 3)
