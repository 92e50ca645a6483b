"""How a service is heard and what it has on: what the player, the listening pages and the public JSON share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from groundwave.air import api as air
from groundwave.kit import deps
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

LONGEST_STRETCH: Final = timedelta(hours=6)  # of a playlist (docs/contracts/air-files.md)
_ALMOST_A_MINUTE: Final = timedelta(seconds=59, microseconds=999_999)


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


@dataclass(frozen=True)
class Earlier:
    """A program of today that is over and can still be heard, and the playlist of it."""

    broadcast: schedule.Broadcast
    playlist: str


def earlier_today(*, service: stations.Service, hours: int, at: datetime) -> list[Earlier]:
    """The programs of the service's day that are over, were on the air by the engine's own record, and are whole in the
    archive of the last `hours`, the newest first.

    What is made of it changes when a program ends (the caller shows what is on now, which says so) and when the archive
    lets one go.
    """
    if not hours:
        return []
    oldest = at - timedelta(hours=hours)
    found = []
    over = [one for one in schedule.day(service=service, on=at.astimezone(service.zone).date()) if one.ends <= at]
    aired = schedule.confirmations(broadcasts=over)
    for broadcast in reversed(over):
        known = aired.get(broadcast.pk)
        if known is None or known.verdict == schedule.Confirmation.Verdict.NOT:
            continue
        # A playlist of a stretch begins and ends on whole minutes, so that all who ask share it.
        starts, ends = _minute(broadcast.starts), _minute(broadcast.ends + _ALMOST_A_MINUTE)
        if starts > oldest and ends - starts <= LONGEST_STRETCH:
            deps.changes_at(starts + timedelta(hours=hours))
            name = f"{starts:%Y%m%dT%H%M%SZ}/{ends:%Y%m%dT%H%M%SZ}"
            found.append(Earlier(broadcast, f"/live/{service.slug}/range/{name}.m3u8"))
    return found


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


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
