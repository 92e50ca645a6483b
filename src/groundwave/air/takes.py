"""What is kept around each episode, so that a producer can trim it outward when the archive has gone on."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from groundwave.air import storing
from groundwave.air.engine import cut as cutter
from groundwave.air.engine.archive import said
from groundwave.air.models import Episode, Take
from groundwave.air.noticing import ROLL
from groundwave.kit.home import Home

_LOOKS_BACK: Final = timedelta(days=7)
_LATE: Final = timedelta(minutes=2)

log = logging.getLogger(__name__)


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
