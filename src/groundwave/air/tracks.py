"""What is playing on each service, decided by one rule of precedence: told to listeners and to engines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from groundwave.air.core import tracks
from groundwave.air.core.tracks import Origin
from groundwave.air.models import Chain, Track
from groundwave.air.models.track import day_key
from groundwave.kit import deps
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home
from groundwave.kit.period import Period
from groundwave.stations import api as stations

__all__ = ["LOOKS_BACK", "current_track", "tell_engines", "tracks_between", "tracks_of_day"]

LOOKS_BACK: Final = max(tracks.LONGEST, tracks.LASTS) + timedelta(hours=1)
"""What began earlier plays no more."""


def current_track(*, service: stations.Service, at: datetime) -> Track | None:
    """What is playing by the rule of precedence; None for nothing, or where nobody says."""
    rows = _words(service, at)
    words = {row.word: row for row in rows}
    deps.changes_at(tracks.changes_at(words, at=at))
    found = tracks.current(words, at=at)
    return words[found] if found and found.play else None


def tracks_between(*, service: stations.Service, period: Period, at: datetime) -> list[Track]:
    """The plays that began in a span, up to `at`, in order, each once. What was told ahead of its time is none yet."""
    first, last = period.starts.astimezone(UTC).date(), period.ends.astimezone(UTC).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with deps.covered(*(day_key(service.pk, day) for day in days)):
        found = Track.objects.filter(service=service, at__gte=period.starts, at__lt=period.ends).exclude(title="")
        rows = {row.word: row for row in found.order_by("at", "pk")[:2_000]}
    deps.changes_at(min((word.said_at for word in rows if word.said_at > at), default=None))
    return [rows[word] for word in tracks.merged([word for word in rows if word.said_at <= at])]


def tracks_of_day(*, service: stations.Service, on: date, at: datetime) -> list[Track]:
    """The plays of a day of the service's own zone."""
    begins = datetime(on.year, on.month, on.day, tzinfo=service.zone)
    following = on + timedelta(days=1)
    ends = datetime(following.year, following.month, following.day, tzinfo=service.zone)
    return tracks_between(service=service, period=Period(begins, ends), at=at)


def tell_engines(*, at: datetime, services: Iterable[stations.Service] | None = None) -> list[Path]:
    """Write `nowplaying.json` for each engine whose track is another now; the files that were written."""
    home = Home(Path(settings.HOME))
    if services is None:
        services = [chain.service for chain in Chain.objects.select_related("service")]
    written = []
    for service in services:
        path = home.air / service.slug / "nowplaying.json"
        if not path.parent.is_dir():
            continue
        track = current_track(service=service, at=at)
        said = {
            "title": track.title if track else None,
            "artist": track.artist if track else None,
            "album": track.album if track else None,
            "host": track.host if track else None,
            "at": _iso(track.at) if track else None,
            "ends": _iso(track.ends) if track and track.ends else None,
        }
        text = (json.dumps(said, ensure_ascii=False) + "\n").encode()
        try:
            if path.read_bytes() == text:
                continue
        except OSError:
            if track is None:
                continue  # there is nothing to take back
        write_atomically(path, text)
        written.append(path)
    return written


def _words(service: stations.Service, at: datetime) -> list[Track]:
    with deps.covered(f"air.tracks:service:{service.pk}"):
        own = Track.objects.filter(service=service, at__gt=at - LOOKS_BACK)
        recent = own.filter(at__lte=at).order_by("-at", "-pk")
        rows = [row for origin in Origin for row in recent.filter(origin=origin)[:1]]
        # One that is told ahead of its time begins by itself.
        return rows + list(own.filter(at__gt=at).order_by("at")[:3])


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
