"""The order of what was found: Okapi BM25 over weighted fields, with a little more for the new."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Within the ranges of Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
_K1, _B = 1.4, 0.6
_FRESHNESS, _HALF_LIFE = 0.3, timedelta(days=45)


@dataclass
class Found:
    """One story and the weights of the terms by which it was found."""

    key: int
    length: int
    published_at: datetime
    weights: dict[str, float] = field(default_factory=dict)


def rarity(stories: int, having: int) -> float:
    """Inverse document frequency, never negative: how much a term tells when `having` of `stories` have it."""
    return math.log(1 + (max(stories, having) - having + 0.5) / (having + 0.5))


def saturated(weight: float, *, length: int, average: float) -> float:
    """The weight with diminishing returns, held against the length of the story. Below `_K1` + 1."""
    relative = length / average if average > 0 else 1.0
    return weight * (_K1 + 1) / (weight + _K1 * (1 - _B + _B * relative))


def freshness(published_at: datetime, *, at: datetime, half_life: timedelta = _HALF_LIFE) -> float:
    """One for a story of now, half of it after each half-life."""
    return 0.5 ** (max(timedelta(0), at - published_at) / half_life)


def best_first(found: Iterable[Found], *, stories: int, average: float, at: datetime) -> list[tuple[float, Found]]:
    """Score and story, best first; equal scores the newest first. `stories` is how many the index has."""
    found = list(found)
    having: dict[str, int] = {}
    for story in found:
        for term in story.weights:
            having[term] = having.get(term, 0) + 1
    rare = {term: rarity(stories, number) for term, number in having.items()}
    scored = [
        (_score(story, rare, average) * (1 + _FRESHNESS * freshness(story.published_at, at=at)), story)
        for story in found
    ]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].published_at.timestamp(), -pair[1].key))


def _score(story: Found, rare: Mapping[str, float], average: float) -> float:
    return sum(
        rare[term] * saturated(weight, length=story.length, average=average) for term, weight in story.weights.items()
    )
