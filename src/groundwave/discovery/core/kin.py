"""How close two stories are, and which few to offer after one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from groundwave.discovery.core.rank import Found, freshness, rarity, saturated
from groundwave.discovery.core.weigh import TOPIC_MARK

TELLING = 25  # terms by which a story is known
_TOPIC_BOOST = 1.8  # an editor's judgment counts for more than a word
_TOO_COMMON = 0.3  # of all stories: such a term says nothing of kinship
_FAINT = 0.05  # of a story's closeness to itself: below this it is chance
_OLD_STAYS, _HALF_LIFE = 0.4, timedelta(days=90)
_VARIETY = 0.35  # how much likeness to one already chosen costs
_LOOKED_AT = 24  # candidates among which variety is sought


def telling_terms(own: Found, *, having: Mapping[str, int], stories: int, average: float) -> dict[str, float]:
    """The terms that say most what a story is about, with their rarity; `having` is how many stories have each."""
    rare = {}
    for term, weight in own.weights.items():
        number = having.get(term, 0)
        if number < 2 or (stories >= 20 and number > _TOO_COMMON * stories and not term.startswith(TOPIC_MARK)):
            continue
        boost = _TOPIC_BOOST if term.startswith(TOPIC_MARK) else 1.0
        rare[term] = (rarity(stories, number) * boost, saturated(weight, length=own.length, average=average))
    heaviest = sorted(rare.items(), key=lambda item: -item[1][0] * item[1][1])[:TELLING]
    return {term: rarity_of for term, (rarity_of, _) in heaviest}


def closest(
    own: Found, others: Sequence[Found], *, rare: Mapping[str, float], average: float, at: datetime, limit: int
) -> list[int]:
    """Keys of the closest others, the first one the closest and each next one also unlike those before it.

    `rare` is what `telling_terms` gave. Fewer than `limit` when the rest is related only by chance.
    """
    mine = _vector(own, rare, average)
    self_likeness = sum(value * value for value in mine.values())
    if not self_likeness:
        return []
    near = []
    for other in others:
        theirs = _vector(other, rare, average)
        likeness = sum(value * theirs.get(term, 0.0) for term, value in mine.items()) / self_likeness
        if likeness >= _FAINT:
            age = _OLD_STAYS + (1 - _OLD_STAYS) * freshness(other.published_at, at=at, half_life=_HALF_LIFE)
            near.append((likeness * age, other.key, theirs))
    near.sort(key=lambda item: (-item[0], -item[1]))
    return _varied(near[:_LOOKED_AT], limit)


def _varied(near: list[tuple[float, int, dict[str, float]]], limit: int) -> list[int]:
    """After Carbonell and Goldstein, The Use of MMR (1998): relevance less likeness to what is already chosen."""
    chosen: list[tuple[int, dict[str, float]]] = []
    while near and len(chosen) < limit:
        best = max(
            near,
            key=lambda item: item[0] * (1 - _VARIETY * max((_cosine(item[2], had) for _, had in chosen), default=0.0)),
        )
        near.remove(best)
        chosen.append((best[1], best[2]))
    return [key for key, _ in chosen]


def _vector(story: Found, rare: Mapping[str, float], average: float) -> dict[str, float]:
    return {
        term: rare[term] * saturated(weight, length=story.length, average=average)
        for term, weight in story.weights.items()
        if term in rare
    }


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(value * other.get(term, 0.0) for term, value in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return dot / lengths if lengths else 0.0
