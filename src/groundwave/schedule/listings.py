"""What the door hands out beside rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from groundwave.schedule.core.grid import Row
from groundwave.schedule.models import Broadcast, Rule
from groundwave.stations.api import Service


@dataclass(frozen=True)
class Day:
    """A local day: from `starts` to `ends` (UTC), and the broadcasts that overlap it (the first may begin before)."""

    on: date
    starts: datetime
    ends: datetime
    broadcasts: list[Broadcast]


@dataclass(frozen=True)
class Week:
    """Seven local days from `first`, a Monday. `rows` is the same as a table: see `core.grid`."""

    service: Service
    first: date
    days: list[Day]
    rows: list[Row[Broadcast]]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def previous(self) -> date:
        return self.first - timedelta(days=7)

    @property
    def following(self) -> date:
        return self.first + timedelta(days=7)


@dataclass(frozen=True)
class Slot:
    """A program's place in the week of a service: "Weekdays", "5 to 9 a.m."."""

    service: Service
    days: str
    hours: str
    starts_at: time
    minutes: int
    valid_from: date
    valid_until: date | None

    def __str__(self) -> str:
        return f"{self.days}, {self.hours}"


@dataclass(frozen=True)
class Clash:
    """From the local day `on` on, `winner` is heard where both rules want the same time."""

    winner: Rule
    loser: Rule
    on: date
