"""From a broadcast that is over to an episode: noticed by one machine, cut by the one that has the archive.

Nothing is made twice: a broadcast has one row of work, an episode one row, a file one name. Whatever dies in between is
done again from the archive, and what cannot be done says why (`Recording.trouble`).
"""

from __future__ import annotations

import logging
import socket
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import dateformat, translation

from groundwave.air import covers, publishing, storing, titles
from groundwave.air.core import chapters as listed
from groundwave.air.core.edges import GIVE_UP, Edges, Readiness, UnableToCut, edges, next_try, readiness
from groundwave.air.engine import cut as cutter
from groundwave.air.engine.archive import said
from groundwave.air.models import Chain, Episode, EpisodeEvent, Mark, Recording, Take
from groundwave.air.podcasts import podcast_of
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = ["ROLL", "here", "keep_takes", "mark", "notice", "record", "still_to_cut"]

ROLL: Final = timedelta(minutes=2)
"""Kept before and after an episode, so that it can be trimmed outward."""
_LOOKS_BACK: Final = timedelta(days=7)
_HELD: Final = timedelta(minutes=5)
_UNKEPT_AFTER: Final = timedelta(hours=4)  # a mark may put the end three hours later
_LATE: Final = timedelta(minutes=2)

log = logging.getLogger(__name__)


def here() -> str:
    """This machine's recorder; only one runs in a home, so what it held before a crash it may take up again."""
    return f"{socket.gethostname()[:100]} {settings.HOME}"[:300]


# ------------------------------------------------------------------ marks
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


# ------------------------------------------------------------------ what is to be recorded
def notice(*, at: datetime) -> list[Recording]:
    """Write down each broadcast that is over and is to become an episode. One machine does this."""
    overdue = Recording.objects.filter(
        done_at=None, given_up_at=None, attempts=0, held_by="", noticed_at__lt=at - _UNKEPT_AFTER
    )
    for recording in overdue.select_related("broadcast__service"):
        service = recording.broadcast.service
        _give_up(recording, f"No machine has an archive of {service}: its engine has not run. Start it.", at)
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


# ------------------------------------------------------------------ cutting
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
        _give_up(recording, "Its program has been deleted.", at)
        return None
    try:
        wanted = edges_of(broadcast)
        ready = readiness(end=wanted.end, reaches=cutter.newest_end(live), at=at)
        if ready is Readiness.WAIT:
            return None
        return _cut(recording, broadcast, broadcast.program, wanted, live, at)
    except cutter.NothingKept:
        hours = Chain.objects.filter(service=broadcast.service).values_list("retention_hours", flat=True).first()
        _give_up(
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
        _give_up(recording, why, at)
        return
    if recording.trouble != why:
        log.error("%s is not recorded yet: %s", recording.broadcast, why)
    Recording.objects.filter(pk=recording.pk).update(
        attempts=F("attempts") + 1, next_try_at=next_try(attempts=recording.attempts, at=at), trouble=why[:400]
    )


def _give_up(recording: Recording, why: str, at: datetime) -> None:
    log.error("%s is not recorded: %s", recording.broadcast, why)
    Recording.objects.filter(pk=recording.pk).update(given_up_at=at, trouble=why[:400], attempts=F("attempts") + 1)


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
        holes=holes_of(found),
        chapters=[{"at": one.at, "title": one.title} for one in told],
        is_on_demand=program.on_demand != schedule.Program.OnDemand.NEVER,
        available_until=program.on_demand_until(broadcast.ends),
        made_at=at,
    )
    # Named after the work, so that a try after a crash writes over what the crash left.
    name = f"{storing.FOLDER}/{program.slug}/{on:%Y-%m-%d}-{recording.pk}.m4a"
    with storing.workroom() as room:
        path = room / "cut.m4a"
        write(path, episode, found, entry, at=at)
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


def write(path: Path, episode: Episode, found: cutter.Cut, entry: bytes, *, at: datetime) -> None:
    """The episode's .m4a, with its words. Raises OSError."""
    cutter.write(
        path, found, entry, tags=tags_of(episode, at=at), chapters=chapters_of(episode), made_at=at.timestamp()
    )


def holes_of(found: cutter.Cut) -> list[list[float]]:
    return [[round((hole.begin - found.begin) / 48_000, 3), round(hole.seconds, 3)] for hole in found.holes]


def chapters_of(episode: Episode) -> list[cutter.Chapter]:
    return [cutter.Chapter(one.at, one.title) for one in episode.listed_chapters]


def tags_of(episode: Episode, *, at: datetime) -> cutter.Tags:
    licensee = stations.licensee()
    owner = licensee.copyright_owner if licensee else ""
    return cutter.Tags(
        title=episode.title,
        artist=episode.hosts or (licensee.brand_name if licensee else ""),
        album=episode.program.title,
        day=f"{episode.on:%Y-%m-%d}",
        comment=" ".join(episode.summary.split())[:250],
        copyright=f"© {episode.on:%Y} {owner}" if owner else "",
        cover=covers.content(episode.program.tile, at=at),
    )


def _title(broadcast: schedule.Broadcast, program: schedule.Program) -> str:
    """What was printed for this broadcast alone, else the program and the day in its language."""
    if broadcast.title and broadcast.title != program.title:
        return broadcast.title
    with translation.override(program.language):
        form = r"j \d\e F \d\e Y" if program.language == "es" else "F j, Y"
        return f"{program.title}, {dateformat.format(broadcast.local_starts.date(), form)}"


# ------------------------------------------------------------------ what is kept for trimming
def keep_takes(*, at: datetime) -> int:
    """Keep the archive around each new episode, as soon as it reaches so far; how many were kept."""
    kept = 0
    due = Episode.objects.filter(take=None, made_at__gt=at - _LOOKS_BACK, ends__lte=at - ROLL)
    for episode in due.exclude(service=None).exclude(sound="").select_related("service"):
        live = Home(Path(settings.HOME)).live / (episode.service.slug if episode.service else "")
        begin, end = episode.starts - ROLL, episode.ends + ROLL
        reaches = cutter.newest_end(live)
        if not live.is_dir() or ((reaches is None or reaches < end) and at < end + _LATE):
            continue
        try:
            _keep(episode, live, begin, end, at)
            kept += 1
        except cutter.NothingKept:
            continue  # its sound is all there is; trimming inward goes by that
        except OSError as error:
            log.error("what is kept for trimming %s: %s", episode, said(error))  # noqa: TRY400
        except Exception:
            log.exception("what is kept for trimming %s cannot be cut", episode)
    return kept


def _keep(episode: Episode, live: Path, begin: datetime, end: datetime, at: datetime) -> None:
    found, entry = cutter.cut_archive(live, cutter.sample_at(begin), cutter.sample_at(end))
    name = f"{storing.FOLDER}/{episode.program.slug}/kept/{episode.uid}.m4a"
    with storing.workroom() as room:
        path = room / "kept.m4a"
        cutter.write(path, found, entry, made_at=at.timestamp())
        storing.put(path, name)
    Take.objects.get_or_create(
        episode=episode,
        defaults={
            "sound": name,
            "first_frame": found.first,
            "starts": begin,
            "ends": end,
            "peaks": cutter.peaks(live, found.begin, found.end),
        },
    )
