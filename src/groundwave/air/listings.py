"""Lists of episodes that the public may hear, each declaring what it depends on and until when it holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Min, Q

from groundwave.air.models import Episode, EpisodeQuerySet, Podcast
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


def podcast_programs() -> list[schedule.Program]:
    """Programs of which something has been recorded, each of which has a podcast."""
    return list(schedule.Program.objects.filter(pk__in=Podcast.objects.values("program")).order_by("title"))


def episode(*, program: schedule.Program, on: date, number: int = 1) -> Episode | None:
    """The episode at an address, whoever may hear it: ask `verdict`."""
    with deps.covered(f"air.episodes:program:{program.pk}"):
        rows = Episode.objects.filter(program=program, on=on, number=number)
        return rows.select_related("program__tile", "service").first()


def _changes_after(every: EpisodeQuerySet, at: datetime) -> datetime | None:
    """When time alone gives the list another answer."""
    fields = ("available_until", "published_at", "taken_back_at")
    moments = every.order_by().aggregate(
        **{f"first_{field}": Min(field, filter=Q(**{f"{field}__gt": at})) for field in fields}
    )
    return min((moment for moment in moments.values() if moment is not None), default=None)
