"""Lists of episodes that the public may hear, each declaring what it depends on and until when it holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Min

from groundwave.air.models import Episode, EpisodeQuerySet
from groundwave.kit import deps
from groundwave.schedule import api as schedule


class Listing(NamedTuple):
    """One page of a list, and whether there is an older one."""

    episodes: list[Episode]
    has_more: bool


def episodes(*, at: datetime, program: schedule.Program | None = None, limit: int = 30, offset: int = 0) -> Listing:
    """The newest episodes that the public may hear at `at`, of a program or of all."""
    with deps.covered(f"air.episodes:program:{program.pk}" if program else "air.episodes"):
        every = Episode.objects.filter(program=program) if program else Episode.objects.all()
        deps.changes_at(_changes_after(every, at))
        found = every.public(at=at).newest_first().select_related("program", "service")[offset : offset + limit + 1]
        rows = list(found)
    return Listing(rows[:limit], len(rows) > limit)


def has_episodes(*, program: schedule.Program, at: datetime) -> bool:
    """Whether there is anything to hear of a program."""
    return bool(episodes(program=program, at=at, limit=1).episodes)


def episode(*, program: schedule.Program, on: date, number: int = 1) -> Episode | None:
    """The episode at an address, whoever may hear it: ask `verdict`."""
    with deps.covered(f"air.episodes:program:{program.pk}"):
        rows = Episode.objects.filter(program=program, on=on, number=number)
        return rows.select_related("program__tile", "service").first()


def _changes_after(every: EpisodeQuerySet, at: datetime) -> datetime | None:
    """When time alone gives the list another answer."""
    moments = [
        every.filter(**{f"{field}__gt": at}).order_by().aggregate(first=Min(field))["first"]
        for field in ("available_until", "published_at", "taken_back_at")
    ]
    return min((moment for moment in moments if moment is not None), default=None)
