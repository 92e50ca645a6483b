"""Where an episode begins and ends, when it can be cut, and when to try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

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
