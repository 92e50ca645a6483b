"""How much age takes from a story's score: smoothly, over months, and never all of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

HALF_LIFE: Final = timedelta(days=150)
OLD_KEEPS: Final = 0.55  # a story of ten years ago that says it best still comes before a new one that mentions it
WITHOUT_DATE: Final = 0.85  # a program, a person or a station does not age


def freshness(published_at: datetime, *, at: datetime, half_life: timedelta = HALF_LIFE) -> float:
    """One for a story of now, half of it after each half-life."""
    return float(0.5 ** (max(timedelta(0), at - published_at) / half_life))


def aged(score: float, published_at: datetime | None, *, at: datetime) -> float:
    """The score of the words, less what age takes."""
    if published_at is None:
        return score * WITHOUT_DATE
    return score * (OLD_KEEPS + (1 - OLD_KEEPS) * freshness(published_at, at=at))
