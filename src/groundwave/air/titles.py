"""What was playing within a broadcast, as the beginnings of chapters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from groundwave.air import tracks
from groundwave.kit.period import Period
from groundwave.stations import api as stations

_BEFORE: Final = timedelta(minutes=30)  # what began earlier is another program's


def told(*, service: stations.Service, begin: datetime, end: datetime) -> list[tuple[float, str]]:
    """Tracks that began from half an hour before `begin` up to `end`, in order, with their second from `begin` on."""
    found = tracks.tracks_between(service=service, period=Period(begin - _BEFORE, end), at=end)
    return [((track.at - begin).total_seconds(), str(track)) for track in found]
