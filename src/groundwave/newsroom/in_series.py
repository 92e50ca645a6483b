"""Where a story stands among the stories of its series that the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundwave.kit import deps
from groundwave.newsroom.lists import EVERY
from groundwave.newsroom.models import Series, SeriesPart, Story


@dataclass(frozen=True)
class PlaceInSeries:
    """`number` of `count`, from 1; what is not out yet is neither counted nor named."""

    series: Series
    number: int
    count: int
    previous: Story | None
    next: Story | None


def stories_in_order(series: Series) -> list[int]:
    """The ids of its stories in the order of reading, whoever may see them."""
    with deps.covered(f"{EVERY}:series:{series.pk}"):
        parts = SeriesPart.objects.filter(series=series.pk).order_by("sort_order", "pk")
        return list(parts.values_list("story_id", flat=True))


def place_among(story: Story, *, series: Series, shown: Sequence[Story]) -> PlaceInSeries | None:
    """Its place among those that are shown; None when it is not one of them, or alone."""
    at = next((number for number, one in enumerate(shown) if one.pk == story.pk), None)
    if at is None or len(shown) < 2:
        return None
    following = shown[at + 1] if at + 1 < len(shown) else None
    return PlaceInSeries(series, at + 1, len(shown), shown[at - 1] if at else None, following)
