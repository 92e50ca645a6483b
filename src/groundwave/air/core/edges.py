"""Where an episode begins and ends, when it can be cut, and when to try again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

WAIT = timedelta(minutes=10)
"""For an archive that does not go on: the engine may come back and fill what it missed."""
GIVE_UP = timedelta(hours=6)
_FIRST_PAUSE = timedelta(seconds=10)
_LONGEST_PAUSE = timedelta(minutes=10)


class UnableToCut(Exception):
    """The episode cannot be cut; the message says why, and what to do."""


@dataclass(frozen=True)
class Edges:
    """From, and up to but not including; aware."""

    begin: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        return (self.end - self.begin).total_seconds()


class Readiness(Enum):
    WAIT = "the archive has not passed the end yet"
    CUT = "all of it is there"
    CUT_WHAT_IS_THERE = "the archive ends before it does, and does not go on"


def edges(*, starts: datetime, ends: datetime, marked_start: datetime | None, marked_end: datetime | None) -> Edges:
    """What an operator marked, and the schedule for what nobody marked. Raises UnableToCut."""
    begin, end = marked_start or starts, marked_end or ends
    if end <= begin:
        raise UnableToCut(
            f"The mark of its start, {begin:%H:%M:%S} UTC, is not before that of its end, {end:%H:%M:%S}: set one anew."
        )
    return Edges(begin, end)


def readiness(*, end: datetime, reaches: datetime | None, at: datetime) -> Readiness:
    """`reaches` is the instant up to which the archive has segments."""
    if reaches is not None and reaches >= end:
        return Readiness.CUT
    return Readiness.CUT_WHAT_IS_THERE if at >= end + WAIT else Readiness.WAIT


def next_try(*, attempts: int, at: datetime) -> datetime:
    """When to try again after so many failures, growing to ten minutes."""
    return at + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(attempts, 10))


_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?")


def instant_near(text: str, *, zone: ZoneInfo, near: datetime) -> datetime:
    """The instant at which the clock of a zone shows a time such as "13:50:07.5", the one closest to `near` (aware).

    Raises UnableToCut for what is no time.
    """
    parts = _TIME.fullmatch(text.strip())
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        raise UnableToCut(f"“{text.strip()[:30]}” is no time. Write hours, minutes and seconds: 13:50:07.5.")
    micro = int((parts[4] or "0").ljust(6, "0"))
    here = near.astimezone(zone)
    # An hour that comes twice in the night of a change is told apart by which is closer.
    found = [
        (here + timedelta(days=days)).replace(
            hour=int(parts[1]), minute=int(parts[2]), second=int(parts[3] or 0), microsecond=micro, fold=fold
        )
        for days in (-1, 0, 1)
        for fold in (0, 1)
    ]
    return min((one.astimezone(UTC) for one in found), key=lambda one: abs(one - near))


def on_the_clock(at: datetime, zone: ZoneInfo) -> str:
    """The time on a zone's clock to the tenth of a second, or finer where the instant is."""
    here = at.astimezone(zone)
    tail = f"{here.microsecond:06}".rstrip("0") or "0"
    return f"{here:%H:%M:%S}.{tail}"
