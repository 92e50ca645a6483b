"""What is to be recorded: broadcasts that are over, written down once, and where each really began and ended."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef

from groundwave.air.core.edges import Edges, UnableToCut, edges
from groundwave.air.models import Chain, Mark, Recording
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = ["ROLL", "edges_of", "give_up", "mark", "notice", "still_to_cut"]

ROLL: Final = timedelta(minutes=2)
"""Kept before and after an episode, so that it can be trimmed outward."""
_LOOKS_BACK: Final = timedelta(days=7)
_UNKEPT_AFTER: Final = timedelta(hours=4)  # a mark may put the end three hours later

log = logging.getLogger(__name__)


def mark(*, broadcast: schedule.Broadcast, edge: str, at: datetime, by: Any) -> Mark:
    """Say where a broadcast really began ("start") or ended ("end"), by name and time; the last word counts.

    Raises UnableToCut when its episode is cut already, or the instant is not near the broadcast.
    """
    if Recording.objects.filter(broadcast=broadcast).exclude(episode=None).exists():
        raise UnableToCut("Its episode is cut already. Trim the episode instead.")
    if not broadcast.starts - timedelta(hours=1) <= at <= broadcast.ends + timedelta(hours=3):
        raise UnableToCut(f"{at:%Y-%m-%d %H:%M:%S} UTC is not near “{broadcast.title}”: correct the day or the time.")
    return Mark.objects.create(broadcast=broadcast, edge=Mark.Edge(edge), at=at, set_by=by)


def edges_of(broadcast: schedule.Broadcast) -> Edges:
    """Raises UnableToCut."""
    marks = {one.edge: one.at for one in Mark.objects.filter(broadcast=broadcast).order_by("set_at", "pk")}
    return edges(
        starts=broadcast.starts,
        ends=broadcast.ends,
        marked_start=marks.get(Mark.Edge.START),
        marked_end=marks.get(Mark.Edge.END),
    )


def notice(*, at: datetime) -> list[Recording]:
    """Write down each broadcast that is over and is to become an episode. One machine does this."""
    overdue = Recording.objects.filter(
        done_at=None, given_up_at=None, attempts=0, held_by="", noticed_at__lt=at - _UNKEPT_AFTER
    )
    for recording in overdue.select_related("broadcast__service"):
        service = recording.broadcast.service
        give_up(recording, f"No machine has an archive of {service}: its engine has not run. Start it.", at)
    made = []
    for broadcast in _due(at):
        if not _is_recorded_already(broadcast):
            made.append(Recording.objects.create(broadcast=broadcast, noticed_at=at, next_try_at=at))
    return made


def _due(at: datetime) -> list[schedule.Broadcast]:
    found = schedule.Broadcast.objects.filter(
        ~Exists(Recording.objects.filter(broadcast=OuterRef("pk"))),
        Exists(Chain.objects.filter(service=OuterRef("service"))),
        program__is_recorded=True,
        starts__gt=at - _LOOKS_BACK,
        ends__lte=at,
        ends__gt=F("program__recorded_since"),
    )
    return list(found.select_related("service").order_by("starts", "service__position", "pk"))


def _is_recorded_already(broadcast: schedule.Broadcast) -> bool:
    """One program at one time on several services is one broadcast to whoever hears it afterwards."""
    return (
        Recording.objects.filter(
            broadcast__program=broadcast.program_id,
            broadcast__starts__lt=broadcast.ends,
            broadcast__ends__gt=broadcast.starts,
        )
        .exclude(broadcast__service=broadcast.service_id)
        .exists()
    )


def still_to_cut(service: stations.Service, *, at: datetime) -> datetime | None:
    """From when on the archive of a service is needed: the start of the earliest broadcast that is being recorded or
    waits to be cut; None when there is none. Retention is for listeners, so it must not take a program's beginning
    away while the program goes on.
    """
    waiting = Recording.objects.filter(done_at=None, given_up_at=None, broadcast__service=service)
    on_now = schedule.Broadcast.objects.filter(
        service=service, program__is_recorded=True, starts__lte=at, ends__gt=at, starts__gt=at - _LOOKS_BACK
    )
    starts = [
        *waiting.values_list("broadcast__starts", flat=True),
        *on_now.values_list("starts", flat=True),
    ]
    return min(starts) - ROLL if starts else None


def give_up(recording: Recording, why: str, at: datetime) -> None:
    log.error("%s is not recorded: %s", recording.broadcast, why)
    Recording.objects.filter(pk=recording.pk).update(given_up_at=at, trouble=why[:400], attempts=F("attempts") + 1)
