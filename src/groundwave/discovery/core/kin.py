"""How close two stories are, and which few to offer after one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from groundwave.discovery.core.entry import Entry
from groundwave.discovery.core.score import freshness
from groundwave.discovery.core.words import composed, parsed, stem_of

TELLING: Final = 32  # terms by which a story is known
SIGNATURE: Final = 72  # terms that the index keeps of each, from which those are chosen
TOPIC_MARK: Final = "#"  # no word of a text begins with it, so topics are terms of their own
_HEADLINE, _LEAD, _TOPIC = 4.0, 1.5, 6.0  # a topic is an editor's judgment; bench/judged says what it is worth
_READ: Final = 6_000  # characters of a body; what a story is about stands in its beginning
_SATURATION: Final = 4.0
_TOO_COMMON: Final = 0.2  # of all stories: such a term says nothing of kinship
_FAINT: Final = 0.06  # of a story's closeness to itself: below this it is chance
_OLD_STAYS, _HALF_LIFE = 0.7, timedelta(days=120)
_VARIETY: Final = 0.4  # how much likeness to one already chosen costs


@dataclass
class Story:
    """One story as a term → weight map of what it is about."""

    key: int
    published_at: datetime
    weights: Mapping[str, float] = field(default_factory=dict)


def signature(entry: Entry, *, language: str) -> dict[str, float]:
    """The terms of a story, heaviest first: stems, its topics, and pairs of words that stand together as a name does.

    Who wrote it is left out: a reader who liked a story did not ask for whatever else its reporter wrote.
    """
    signed = {stem_of(word, language) for name in entry.names for word in composed(name).split()}
    weights: dict[str, float] = {}
    for text, weight in ((entry.title, _HEADLINE), (entry.lead, _LEAD), (entry.body[:_READ], 1.0)):
        text = composed(text)
        before, ended = "", -1
        for stem, plain, start, end in parsed(text, language=language):
            name = ""
            if stem and stem not in signed:
                weights[stem] = weights.get(stem, 0.0) + weight
                if text[start].isupper() and plain.isalpha():
                    name = stem
                    if before and start == ended + 1:
                        pair = f"{before}_{name}"
                        weights[pair] = weights.get(pair, 0.0) + weight
            before, ended = name, end
    for slug, _ in entry.topics:
        weights[TOPIC_MARK + slug] = _TOPIC
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:SIGNATURE]
    return dict(heaviest)


def telling(weights: Mapping[str, float], *, having: Mapping[str, int], stories: int) -> dict[str, float]:
    """The terms that say most what a story is about, with their rarity; `having` is how many stories have each."""
    rare = {}
    for term, weight in weights.items():
        number = having.get(term, 0)
        if number < 1 or (stories >= 20 and number > max(_TOO_COMMON * stories, 3)):
            continue
        rarity = math.log(1 + (max(stories, number) - number + 0.5) / (number + 0.5))
        rare[term] = (rarity * worth(weight), rarity)
    heaviest = sorted(rare.items(), key=lambda item: (-item[1][0], item[0]))[:TELLING]
    return {term: rarity for term, (_, rarity) in heaviest}


def closest(
    own: Story,
    others: Sequence[Story],
    *,
    rare: Mapping[str, float],
    at: datetime,
    limit: int,
    variety: float = _VARIETY,
) -> list[int]:
    """Keys of the closest others, the first one the closest and each next one also unlike those before it.

    `rare` is what `telling` gave. Fewer than `limit` when the rest is related only by chance.
    """
    mine = _vector(own.weights, rare)
    self_likeness = math.sqrt(sum(value * value for value in mine.values()))
    if not self_likeness:
        return []
    near = []
    for other in others:
        theirs = _vector(other.weights, rare)
        # Held against what it shares and not against its whole length: a long story may be about two matters.
        likeness = sum(value * theirs.get(term, 0.0) for term, value in mine.items()) / self_likeness**2
        if likeness >= _FAINT:
            age = _OLD_STAYS + (1 - _OLD_STAYS) * freshness(other.published_at, at=at, half_life=_HALF_LIFE)
            near.append((likeness * age, other.key, theirs))
    near.sort(key=lambda item: (-item[0], -item[1]))
    return _varied(near, limit, variety)


def _varied(near: list[tuple[float, int, dict[str, float]]], limit: int, variety: float) -> list[int]:
    """After Carbonell and Goldstein, The Use of MMR (1998): relevance less likeness to what is already chosen."""
    chosen: list[tuple[int, dict[str, float]]] = []
    penalty = [0.0] * len(near)
    left = list(range(len(near)))
    while left and len(chosen) < limit:
        best = max(left, key=lambda place: near[place][0] * (1 - variety * penalty[place]))
        left.remove(best)
        chosen.append((near[best][1], near[best][2]))
        for place in left:
            penalty[place] = max(penalty[place], _cosine(near[place][2], near[best][2]))
    return [key for key, _ in chosen]


def worth(weight: float) -> float:
    """The weight with diminishing returns."""
    return weight * (_SATURATION + 1) / (weight + _SATURATION)


def _vector(weights: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, float]:
    return {term: rarity * worth(weights[term]) for term, rarity in rare.items() if term in weights}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(value * other.get(term, 0.0) for term, value in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return dot / lengths if lengths else 0.0
