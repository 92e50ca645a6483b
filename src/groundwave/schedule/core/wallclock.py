"""What the clock on the studio wall says, and which instant that is, across changes of daylight time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from groundwave.kit.period import Period


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the wall clock of the zone shows `local` or later.

    A time that comes twice (the clock falls back) is its first coming. A time that never comes (the clock springs
    forward) is the moment of the change. So later wall times are never earlier instants, and a schedule without gaps
    or overlaps on the wall has none in UTC. Raises ValueError for a time that already has a zone.
    """
    if local.tzinfo is not None:
        raise ValueError("A wall-clock time has no zone of its own.")
    found = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local.replace(fold=0):
        return found
    # In the hole, fold=0 counts with the offset before the change and lands after it; fold=1 the other way round.
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), found
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the zone shows at an instant; without a zone."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def never_comes(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock jumps over this time."""
    return wall(instant(local, zone), zone) != local.replace(fold=0)


def day(on: date, zone: ZoneInfo) -> Period:
    """The whole of a local day: 24 hours, or what daylight time makes of them.

    Raises ValueError for a day that the zone left out altogether (Samoa, December 30, 2011) and for one outside the
    years 1900 to 2200, of which no schedule speaks and at whose far ends calendars overflow.
    """
    _check_year(on)
    midnight = datetime.combine(on, time())
    return Period(instant(midnight, zone), instant(midnight + timedelta(days=1), zone))


def week(of: date) -> list[date]:
    """The seven days of the week around a date, Monday first. Raises ValueError as `day` does."""
    _check_year(of)
    monday = of - timedelta(days=of.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def _check_year(on: date) -> None:
    if not 1900 <= on.year <= 2200:
        raise ValueError(f"There is no schedule for {on}: the years go from 1900 to 2200.")
