"""Stories by the month (of UTC) in which they were first published: what the lists for search engines are cut into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.models import Story


class Month(NamedTuple):
    """A month with stories: its first instant, that of the next one, how many there are, the last change."""

    starts: datetime
    ends: datetime
    stories: int
    changed: datetime


class Place(NamedTuple):
    """A story's place in the tree, and when it was changed last (aware)."""

    url_path: str
    changed: datetime


def months(*, at: datetime) -> list[Month]:
    """Months with stories, oldest first. What is hidden in one is counted too: so each costs an index alone."""
    with deps.covered(lists.EVERY):
        lists.declare_next_change(at=at)
        return list(_months(at))


def month(*, starts: datetime, at: datetime) -> Month | None:
    """The month that begins at `starts`, None for one without stories until `at`."""
    with deps.covered(lists.key_of_month(starts)):
        lists.declare_next_change(at=at)
        return _month(starts, at) if starts <= at else None


def places(*, of: Month, at: datetime, limit: int, offset: int = 0) -> list[Place]:
    """The stories of a month that search engines may list, newest first, without the rows themselves."""
    with deps.covered(lists.key_of_month(of.starts)):
        found = Story.objects.public(at=at).filter(
            published_at__gte=of.starts, published_at__lt=of.ends, no_index=False, canonical_url=""
        )
        rows = found.newest_first().values_list("pk", "url_path", "updated_at", "published_at")[offset : offset + limit]
        listed = list(rows)
        lists.declare_next_change(at=at)
    deps.touch(*(f"wagtailcore.page:{pk}" for pk, *_ in listed))
    return [Place(path, updated or published) for _, path, updated, published in listed]


def _months(at: datetime) -> Iterator[Month]:
    starts = _with_the_next_story(None)
    while starts and starts < at:
        known = _month(starts, at)
        if known:
            yield known
        starts = _next(starts) if known else _with_the_next_story(starts)


def _month(starts: datetime, at: datetime) -> Month | None:
    ends = _next(starts)
    within = Story.objects.filter(published_at__gte=starts, published_at__lt=min(ends, at))
    said = within.aggregate(stories=Count("published_at"), changed=Max(Coalesce("updated_at", "published_at")))
    return Month(starts, ends, said["stories"], said["changed"]) if said["stories"] else None


def _with_the_next_story(since: datetime | None) -> datetime | None:
    later = Story.objects.filter(published_at__gte=since) if since else Story.objects.all()
    found = later.order_by("published_at").values_list("published_at", flat=True).first()
    return datetime(found.year, found.month, 1, tzinfo=UTC) if found else None


def _next(starts: datetime) -> datetime:
    return (starts + timedelta(days=31)).replace(day=1)
