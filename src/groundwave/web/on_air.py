"""How a service is heard and what it has on: what the player, the listening pages and the public JSON share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from groundwave.air import api as air
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations


@dataclass(frozen=True)
class Outlet:
    """A service and where it can be heard: nothing that changes with the clock."""

    service: stations.Service

    @property
    def zone(self) -> ZoneInfo:
        return self.service.zone

    @property
    def stream(self) -> str | None:
        """The continuous MP3 stream, which everything that makes sound can play; None where there is only a picture."""
        return f"/live/{self.service.slug}/stream.mp3" if self.service.is_radio else None

    @property
    def playlist(self) -> str | None:
        return f"/live/{self.service.slug}/live.m3u8" if self.service.is_radio else None

    def for_player(self) -> dict[str, Any]:
        """What the player's script is given with the page; it asks for the programs itself."""
        return {
            **service_json(self.service),
            "tagline": self.service.tagline,
            "mp3": self.stream,
            "hls": self.playlist,
            "schedule": self.service.schedule_url,
        }


@dataclass(frozen=True)
class OnAir(Outlet):
    """A service, the broadcast of this moment and the one after it; either may be None."""

    now: schedule.Broadcast | None
    next: schedule.Broadcast | None


def service_json(service: stations.Service) -> dict[str, str]:
    return {
        "slug": service.slug,
        "name": service.name,
        "language": service.language,
        "timezone": service.time_zone,
    }


def broadcast_json(broadcast: schedule.Broadcast | None) -> dict[str, str | None] | None:
    """`url` is the path of the program's page in English, or None for what has none; times are UTC."""
    if broadcast is None:
        return None
    return {
        "program": broadcast.program.slug if broadcast.program else None,
        "title": broadcast.title,
        "host": broadcast.hosts,
        "starts": moment_json(broadcast.starts),
        "ends": moment_json(broadcast.ends),
        "url": broadcast.get_absolute_url() or None,
    }


def track_json(track: air.Track | None) -> dict[str, str | None] | None:
    """What is playing, or None; `artist`, `album` and `host` are "" where nobody said; times are UTC."""
    if track is None:
        return None
    return {
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "host": track.host,
        "at": moment_json(track.at),
        "ends": moment_json(track.ends) if track.ends else None,
    }


def moment_json(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
