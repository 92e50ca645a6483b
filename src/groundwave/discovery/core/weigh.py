"""How much a story is about each of its terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundwave.discovery.core.words import composed, tokens

MAX_TERMS = 300  # a story; what it says once at its far end is the first to go
HEADLINE, TOPIC, TEASER, NAME, BODY = 6.0, 4.0, 2.5, 2.0, 1.0
TOPIC_MARK = "#"  # no word of a text begins with it, so topics are terms of their own


@dataclass(frozen=True)
class Weighed:
    """Term → weight and term → the word as first met; `length` is the body in words that carry meaning."""

    weights: dict[str, float]
    shown: dict[str, str]
    length: int


def weigh(
    *,
    headline: str,
    teaser: str = "",
    topics: Sequence[tuple[str, str]] = (),
    names: Sequence[str] = (),
    body: str = "",
    language: str,
) -> Weighed:
    """The terms of one story, heaviest first. `topics` are (slug, name) pairs; `names` who wrote it and where."""
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    length = 0
    fields = [(headline, HEADLINE), *((name, TOPIC) for _, name in topics), (teaser, TEASER)]
    for field, weight in [*fields, *((name, NAME) for name in names), (body, BODY)]:
        text = composed(field)
        words = tokens(text, language=language)
        length = len(words)  # the body comes last
        for token in words:
            weights[token.stem] = weights.get(token.stem, 0.0) + weight
            shown.setdefault(token.stem, text[token.start : token.end].lower())
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:MAX_TERMS]
    for slug, name in topics:
        shown[TOPIC_MARK + slug] = name
        heaviest.append((TOPIC_MARK + slug, TOPIC))
    return Weighed(dict(heaviest), shown, length)
