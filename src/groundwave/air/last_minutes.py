"""The last minutes of a service drawn: its sound from the archive, and what was on the air by the engine's record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from groundwave.air import evidence
from groundwave.air.core import waveform
from groundwave.air.core.on_air import Kind
from groundwave.air.engine.timeline import SEGMENT_SECONDS, hour_folder, number_at
from groundwave.air.models import Chain
from groundwave.kit.home import Home
from groundwave.kit.period import Period

__all__ = ["HEIGHT", "MINUTES", "WIDTH", "Strip", "Tick", "strips", "ticks", "wave"]

MINUTES: Final = 10
WIDTH, HEIGHT, BARS = 1_000, 120, 400


@dataclass(frozen=True)
class Strip:
    """A stretch of the last minutes under the waveform; `x` and `width` in its units."""

    kind: str
    x: float
    width: float
    title: str


@dataclass(frozen=True)
class Tick:
    """A time on the waveform; `share` is how far along it is, in percent."""

    x: float
    share: float
    words: str


def wave(home: Home, service: str, span: Period) -> str:
    """The path of the waveform; "" where nothing is kept."""
    return waveform.path(waveform.bars(_peaks(home, service, span), BARS), width=WIDTH, height=HEIGHT)


def _peaks(home: Home, service: str, span: Period) -> list[int | None]:
    """The peaks of the archive in a span, four a segment; None where it has none."""
    first, last = number_at(span.starts.timestamp()), number_at(span.ends.timestamp())
    found: list[int | None] = []
    files: dict[str, tuple[int, bytes]] = {}
    for number in range(first, last):
        hour = hour_folder(number)
        if hour not in files:
            files[hour] = (_first_of_hour(number), _peaks_file(home.live / service / "peaks" / f"{hour}.u8"))
        begins, data = files[hour]
        at = (number - begins) * waveform.PEAKS_A_SEGMENT
        piece = data[at : at + waveform.PEAKS_A_SEGMENT]
        found += [*piece] if len(piece) == waveform.PEAKS_A_SEGMENT else [None] * waveform.PEAKS_A_SEGMENT
    return found


def _first_of_hour(number: int) -> int:
    per_hour = round(3_600 / SEGMENT_SECONDS)
    return number // per_hour * per_hour


def _peaks_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100_000)
    except OSError:
        return b""


def _x(at: datetime, span: Period) -> float:
    return round((at - span.starts) / span.length * WIDTH, 1)


def strips(chain: Chain, span: Period) -> list[Strip]:
    begun = evidence.known_since(chain.service)
    if begun is None or begun >= span.ends:
        return []
    told = evidence.was_on_air(service=chain.service, period=Period(max(begun, span.starts), span.ends))
    names = {Kind.SOURCE: "Source", Kind.FALLBACK: "Fallback", Kind.OFF: "Off the air", Kind.UNKNOWN: "Not known"}
    found = [
        Strip(one.kind.value, _x(one.starts, span), _x(one.ends, span) - _x(one.starts, span),
              f"{names[one.kind]} {one.source}".strip())
        for one in told.stretches
    ]  # fmt: skip
    # What the engine has not told of yet is not "off": its newest segment is some seconds old.
    if found and found[-1].kind == Kind.OFF and found[-1].width < WIDTH * 15 / (MINUTES * 60):
        found.pop()
    return found + [
        Strip("silence", _x(one.starts, span), _x(one.ends, span) - _x(one.starts, span), "Silence")
        for one in told.silences
    ]


def ticks(span: Period, chain: Chain) -> list[Tick]:
    zone = chain.service.zone
    first = span.starts.replace(second=0, microsecond=0)
    minutes = (first + timedelta(minutes=n) for n in range(1, MINUTES + 1))
    even = [(_x(one, span), one) for one in minutes if one.minute % 2 == 0]
    return [
        Tick(x, x / WIDTH * 100, f"{one.astimezone(zone):%H:%M}") for x, one in even if WIDTH / 50 < x < WIDTH * 0.97
    ]
