"""The peaks of a recording in words, for who does not see its waveform, and where instants stand in that."""

from __future__ import annotations

from dataclasses import dataclass

from groundwave.air.core.waveform import FLOOR_DB

PEAK_SECONDS = 0.48
WIDTH, HEIGHT, BARS = 1000, 100, 500


@dataclass(frozen=True)
class Minute:
    """The loudest moment of a minute, in dBFS; None where nothing is known."""

    starts: float
    loudest: int | None


def decibels(byte: int) -> int | None:
    """What a peak stands for, in whole dBFS; None for -60 or less."""
    return round(byte / 255 * -FLOOR_DB + FLOOR_DB) if byte else None


def minutes(peaks: bytes) -> list[Minute]:
    """Minute by minute, from the beginning of the recording."""
    a_minute = round(60 / PEAK_SECONDS)
    return [
        Minute(at * PEAK_SECONDS, decibels(max(peaks[at : at + a_minute]))) for at in range(0, len(peaks), a_minute)
    ]


def place(seconds: float, *, of: float) -> float:
    """Where an instant stands in a drawing of so many seconds."""
    return round(max(0.0, min(1.0, seconds / of)) * WIDTH, 1) if of > 0 else 0.0
