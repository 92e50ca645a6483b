"""Series that the public may see something of, and where a story stands among the stories of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.lists import EVERY
from groundwave.newsroom.models import Series, SeriesPart, Story
from groundwave.newsroom.shown import stories_by_id


@dataclass(frozen=True)
class PlaceInSeries:
    """`number` of `count`, from 1; what is not out yet is neither counted nor named."""

    series: Series
    number: int
    count: int
    previous: Story | None
    next: Story | None


class SeriesShown(NamedTuple):
    """A series of which something is out, and when what is out of it was changed last (aware)."""

    series: Series
    changed: datetime


def series_shown(*, at: datetime) -> list[SeriesShown]:
    """Every series of which the public may see a story at `at` (aware), in two queries, by name."""
    with deps.covered("newsroom.series"):
        every = list(Series.objects.all())
        parts = list(SeriesPart.objects.values_list("series_id", "story_id"))
        public = Story.objects.public(at=at).filter(series_part__isnull=False).order_by()
        changed = {pk: again or first for pk, first, again in public.values_list("pk", "published_at", "updated_at")}
        lists.declare_next_change(at=at)
    deps.touch(*(f"{EVERY}:series:{one.pk}" for one in every), *(f"wagtailcore.page:{story}" for _, story in parts))
    newest: dict[int, datetime] = {}
    for series, story in parts:
        if story in changed:
            newest[series] = max(changed[story], newest.get(series, changed[story]))
    return [SeriesShown(one, newest[one.pk]) for one in every if one.pk in newest]


def stories_of_series(*, series: Series, at: datetime) -> list[Story]:
    """Those of its stories that the public may see at `at`, in the order of reading."""
    return stories_by_id(ids=_in_order(series), at=at)


def place_in_series(story: Story, *, at: datetime) -> PlaceInSeries | None:
    """What comes before and after a story in its series, of what the public may see at `at`; None without any."""
    part = getattr(story, "series_part", None) if story.pk else None
    if part is None:
        return None
    return _place_among(story, series=part.series, shown=stories_of_series(series=part.series, at=at))


def _in_order(series: Series) -> list[int]:
    """The ids of its stories in the order of reading, whoever may see them."""
    with deps.covered(f"{EVERY}:series:{series.pk}"):
        parts = SeriesPart.objects.filter(series=series.pk).order_by("sort_order", "pk")
        return list(parts.values_list("story_id", flat=True))


def _place_among(story: Story, *, series: Series, shown: Sequence[Story]) -> PlaceInSeries | None:
    """Its place among those that are shown; None when it is not one of them, or alone."""
    at = next((number for number, one in enumerate(shown) if one.pk == story.pk), None)
    if at is None or len(shown) < 2:
        return None
    following = shown[at + 1] if at + 1 < len(shown) else None
    return PlaceInSeries(series, at + 1, len(shown), shown[at - 1] if at else None, following)
