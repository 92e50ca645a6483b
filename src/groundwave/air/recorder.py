"""From a broadcast that is over to an episode, cut by the machine that has the archive.

Nothing is made twice: a broadcast has one row of work, an episode one row, a file one name. Whatever dies in between is
done again from the archive, and what cannot be done says why (`Recording.trouble`).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import dateformat, translation

from groundwave.air import labels, publishing, storing, titles
from groundwave.air.core import chapters as listed
from groundwave.air.core.edges import GIVE_UP, Edges, Readiness, UnableToCut, next_try, readiness
from groundwave.air.engine import cut as cutter
from groundwave.air.engine.archive import said
from groundwave.air.machine import here
from groundwave.air.models import Chain, Episode, EpisodeEvent, Recording
from groundwave.air.noticing import edges_of, give_up
from groundwave.air.podcasts import podcast_of
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule

_HELD: Final = timedelta(minutes=5)

log = logging.getLogger(__name__)


def record(*, at: datetime) -> list[Episode]:
    """Cut every broadcast whose archive is on this machine and has passed its end. Returns the new episodes."""
    storing.clear_workrooms(at=at)
    waiting = Recording.objects.filter(done_at=None, given_up_at=None, next_try_at__lte=at)
    made = []
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        if not _hold(pk, at):
            continue
        rows = Recording.objects.select_related("broadcast__service", "broadcast__program__tile")
        recording = rows.get(pk=pk)
        try:
            if episode := _attempt(recording, at):
                made.append(episode)
                log.info("%s is recorded: %s", recording.broadcast, episode.get_absolute_url())
        finally:
            Recording.objects.filter(pk=pk).update(held_by="", held_until=None)
    return made


def _hold(pk: int, at: datetime) -> bool:
    free = Q(held_until=None) | Q(held_until__lt=at) | Q(held_by=here())
    found = Recording.objects.filter(free, pk=pk, done_at=None, given_up_at=None)
    return bool(found.update(held_by=here(), held_until=at + _HELD))


def _attempt(recording: Recording, at: datetime) -> Episode | None:
    broadcast = recording.broadcast
    live = Home(Path(settings.HOME)).live / broadcast.service.slug
    if not live.is_dir():
        return None
    if broadcast.program is None:
        give_up(recording, "Its program has been deleted.", at)
        return None
    try:
        wanted = edges_of(broadcast)
        ready = readiness(end=wanted.end, reaches=cutter.newest_end(live), at=at)
        if ready is Readiness.WAIT:
            return None
        return _cut(recording, broadcast, broadcast.program, wanted, live, at)
    except cutter.NothingKept:
        hours = Chain.objects.filter(service=broadcast.service).values_list("retention_hours", flat=True).first()
        give_up(
            recording,
            f"Nothing of it is in the archive of {broadcast.service}: the engine made no segments from "
            f"{broadcast.starts:%H:%M} to {broadcast.ends:%H:%M} UTC, or they were removed (kept: {hours} hours).",
            at,
        )
    except UnableToCut as unable:
        _failed(recording, str(unable), at)
    except OSError as error:
        _failed(recording, f"The recording could not be written: {said(error)}.", at)
    except Exception as error:
        # Whatever is wrong with one broadcast, the others are not to wait for it.
        log.exception("%s could not be recorded", broadcast)
        _failed(recording, f"It could not be cut: {error}", at)
    return None


def _failed(recording: Recording, why: str, at: datetime) -> None:
    if at > recording.broadcast.ends + GIVE_UP:
        give_up(recording, why, at)
        return
    if recording.trouble != why:
        log.error("%s is not recorded yet: %s", recording.broadcast, why)
    Recording.objects.filter(pk=recording.pk).update(
        attempts=F("attempts") + 1, next_try_at=next_try(attempts=recording.attempts, at=at), trouble=why[:400]
    )


def _cut(
    recording: Recording,
    broadcast: schedule.Broadcast,
    program: schedule.Program,
    wanted: Edges,
    live: Path,
    at: datetime,
) -> Episode:
    found, entry = cutter.cut_archive(live, cutter.sample_at(wanted.begin), cutter.sample_at(wanted.end))
    on = broadcast.local_starts.date()
    told = listed.from_titles(
        titles.told(service=broadcast.service, begin=wanted.begin, end=wanted.end), seconds=wanted.seconds
    )
    episode = Episode(
        program=program,
        service=broadcast.service,
        broadcast=broadcast,
        on=on,
        title=_title(broadcast, program),
        hosts=broadcast.hosts or program.hosts,
        summary=program.summary,
        aired_from=broadcast.starts,
        aired_until=broadcast.ends,
        starts=wanted.begin,
        ends=wanted.end,
        seconds=wanted.seconds,
        holes=labels.holes_of(found),
        chapters=[{"at": one.at, "title": one.title} for one in told],
        is_on_demand=program.on_demand != schedule.Program.OnDemand.NEVER,
        available_until=program.on_demand_until(broadcast.ends),
        made_at=at,
    )
    # Named after the work, so that a try after a crash writes over what the crash left.
    name = f"{storing.FOLDER}/{program.slug}/{on:%Y-%m-%d}-{recording.pk}.m4a"
    with storing.workroom() as room:
        path = room / "cut.m4a"
        labels.write(path, episode, found, entry, at=at)
        episode.sound_bytes = storing.put(path, name)
    episode.sound = name
    _enter(recording, episode, program, at)
    return episode


def _enter(recording: Recording, episode: Episode, program: schedule.Program, at: datetime) -> None:
    with transaction.atomic():
        podcast_of(program)
        same_day = Episode.objects.filter(program=program, on=episode.on)
        episode.number = (same_day.aggregate(last=Max("number"))["last"] or 0) + 1
        episode.save()
        gap = f"{episode.missing_seconds:.1f} s are missing in the archive" if episode.holes else ""
        publishing.note(episode, EpisodeEvent.What.CUT, by=None, at=at, about=gap)
        Recording.objects.filter(pk=recording.pk).update(episode=episode, done_at=at, trouble=gap)
        if not program.needs_producer and episode.is_on_demand:
            try:
                publishing.publish(episode=episode, by=None, at=at)
            except publishing.UnableToPublish as unable:
                log.info("%s", unable)


def _title(broadcast: schedule.Broadcast, program: schedule.Program) -> str:
    """What was printed for this broadcast alone, else the program and the day in its language."""
    if broadcast.title and broadcast.title != program.title:
        return broadcast.title
    with translation.override(program.language):
        form = r"j \d\e F \d\e Y" if program.language == "es" else "F j, Y"
        return f"{program.title}, {dateformat.format(broadcast.local_starts.date(), form)}"
