"""The clock on the wall, in UTC, across changes of daylight time in several zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.schedule.core.wallclock import day, instant, never_comes, wall, week

NEW_YORK = ZoneInfo("America/New_York")

INSTANTS = [
    # an ordinary day; the hour that comes twice is its first coming; the hour that never comes is the jump itself
    ("America/New_York", "2026-11-24T14:30", "2026-11-24T19:30"),
    ("America/New_York", "2026-11-01T00:30", "2026-11-01T04:30"),
    ("America/New_York", "2026-11-01T01:00", "2026-11-01T05:00"),
    ("America/New_York", "2026-11-01T01:59", "2026-11-01T05:59"),
    ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00"),
    ("America/New_York", "2027-03-14T01:59", "2027-03-14T06:59"),
    ("America/New_York", "2027-03-14T02:00", "2027-03-14T07:00"),
    ("America/New_York", "2027-03-14T02:30", "2027-03-14T07:00"),
    ("America/New_York", "2027-03-14T03:00", "2027-03-14T07:00"),
    ("America/New_York", "2027-03-14T03:01", "2027-03-14T07:01"),
    # no daylight time
    ("America/Phoenix", "2027-03-14T02:30", "2027-03-14T09:30"),
    # in Europe the change comes at 1:00 UTC
    ("Europe/Madrid", "2027-03-28T02:30", "2027-03-28T01:00"),
    ("Europe/Madrid", "2026-10-25T02:00", "2026-10-25T00:00"),
    ("Europe/Madrid", "2026-10-25T03:00", "2026-10-25T02:00"),
    # half an hour of daylight time
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:30", "2027-04-03T14:30"),
    ("Australia/Lord_Howe", "2027-04-04T02:00", "2027-04-03T15:30"),
    # the jump is at midnight: the day begins at 1:00
    ("America/Havana", "2026-03-08T00:00", "2026-03-08T05:00"),
    ("America/Havana", "2026-03-08T00:59", "2026-03-08T05:00"),
    # a whole day left out
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),
]


@pytest.mark.parametrize(("zone", "local", "utc"), INSTANTS)
def test_instant(zone: str, local: str, utc: str) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert instant(datetime.fromisoformat(local), ZoneInfo(zone)) == expected


def test_a_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone of its own"):
        instant(datetime(2026, 1, 1, tzinfo=UTC), NEW_YORK)


def test_what_the_clock_jumps_over_is_known() -> None:
    assert never_comes(datetime(2027, 3, 14, 2, 30), NEW_YORK)  # noqa: DTZ001
    assert not never_comes(datetime(2027, 3, 14, 3, 0), NEW_YORK)  # noqa: DTZ001
    assert not never_comes(datetime(2026, 11, 1, 1, 30), NEW_YORK)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("America/New_York", date(2026, 11, 24), 24),
        ("America/New_York", date(2027, 3, 14), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("America/Phoenix", date(2027, 3, 14), 24),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2027, 4, 4), 24.5),
        ("America/Havana", date(2026, 3, 8), 23),
        ("America/Havana", date(2026, 11, 1), 25),
    ],
)
def test_length_of_a_day(zone: str, on: date, hours: float) -> None:
    assert day(on, ZoneInfo(zone)).length == timedelta(hours=hours)


@pytest.mark.parametrize("of", [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)])
def test_a_week_begins_on_monday(of: date) -> None:
    assert week(of) == [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]


ZONES = st.sampled_from(
    ["America/New_York", "America/Phoenix", "Europe/Madrid", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo"]
).map(ZoneInfo)
LOCAL = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))  # noqa: DTZ001


@given(zone=ZONES, one=LOCAL, minutes=st.integers(0, 26 * 60))
def test_later_on_the_wall_is_never_earlier(zone: ZoneInfo, one: datetime, minutes: int) -> None:
    assert instant(one, zone) <= instant(one + timedelta(minutes=minutes), zone)


@given(zone=ZONES, local=LOCAL)
def test_the_wall_shows_it_or_has_jumped_over_it(zone: ZoneInfo, local: datetime) -> None:
    shown = wall(instant(local, zone), zone)
    assert shown == local if not never_comes(local, zone) else shown > local
