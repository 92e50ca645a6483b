"""How well what was on the air covers a broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from groundwave.air.core.on_air import Kind, OnAir
from groundwave.kit.period import Period

WHOLE_WITHIN: Final = timedelta(seconds=10)
"""A broadcast that lacks no more than this of its source's sound has aired whole: a hand-over costs seconds."""
AT_LEAST: Final = timedelta(seconds=60)
"""Less than this of it, or a twentieth of a shorter one, is not an airing in part."""


class Verdict(StrEnum):
    WHOLE = "whole"
    PART = "part"
    NOT = "not"


@dataclass(frozen=True)
class Coverage:
    """How a broadcast was really on the air, in seconds. `heard` is sound of a source that was not silence."""

    verdict: Verdict
    heard: float
    fallback: float
    silence: float
    gaps: float
    sources: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """What is missing of it, for a person; "" when nothing is."""
        parts = [
            f"{_lasting(seconds)} {what}"
            for seconds, what in ((self.fallback, "of fallback"), (self.silence, "of silence"), (self.gaps, "off air"))
            if seconds >= 1
        ]
        return ", ".join(parts)


def coverage(told: OnAir, *, period: Period) -> Coverage:
    """How the time of a broadcast was filled. Silence on a source counts as silence, not as sound."""
    on_source = [Period(one.starts, one.ends) for one in told.stretches if one.kind == Kind.SOURCE]
    silence = sum(
        (met.length for quiet in told.silences for one in on_source if (met := one.meet(quiet))), timedelta()
    ).total_seconds()
    heard = max(0.0, told.seconds(Kind.SOURCE) - silence)
    total = period.length.total_seconds()
    if total - heard <= min(WHOLE_WITHIN.total_seconds(), total / 10):
        verdict = Verdict.WHOLE
    elif heard < min(AT_LEAST.total_seconds(), total / 20):
        verdict = Verdict.NOT
    else:
        verdict = Verdict.PART
    return Coverage(
        verdict=verdict,
        heard=round(heard, 1),
        fallback=round(told.seconds(Kind.FALLBACK), 1),
        silence=round(silence, 1),
        gaps=round(told.seconds(Kind.OFF) + told.seconds(Kind.UNKNOWN), 1),
        sources=tuple(dict.fromkeys(one.source for one in told.stretches if one.kind == Kind.SOURCE and one.source)),
    )


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"
