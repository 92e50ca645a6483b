"""The week as a table without holes, odd times and change days told honestly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.kit.period import Period
from groundwave.schedule.core.grid import Row, layout
from groundwave.schedule.core.specs import Piece, Show
from groundwave.schedule.core.wallclock import instant

NEW_YORK = ZoneInfo("America/New_York")


def on_wall(title: str, starts: str, ends: str, zone: ZoneInfo = NEW_YORK) -> Piece:
    begin, end = (instant(datetime.fromisoformat(text), zone) for text in (starts, ends))
    return Piece(Period(begin, end), Show(None, title))


def in_utc(title: str, starts: str, ends: str) -> Piece:
    begin, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (starts, ends))
    return Piece(Period(begin, end), Show(None, title))


def column(rows: list[Row[Piece]], on: date) -> list[str]:
    """The cells of a day from the top: time of the row, minutes, and the entries as printed."""
    found = []
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.on == on:
                minutes = sum(covered.minutes for covered in rows[number : number + cell.span])
                entries = [
                    f"{'…' if one.continued else ''}{one.starts:%H:%M}-{one.ends:%H:%M} {one.broadcast.show.title}"
                    for one in cell.entries
                ]
                said = ", ".join(entries) or ("skipped" if cell.skipped else "-")
                found.append(f"{row.starts_at:%H:%M} {minutes}: {said}")
    return found


def check_tiling(rows: list[Row[Piece]], days: list[date]) -> None:
    taken = dict.fromkeys(days, 0)
    for number, row in enumerate(rows):
        for cell in row.cells:
            assert taken[cell.on] == number, "a cell begins where the one above it ends"
            taken[cell.on] += cell.span
        assert [cell.on for cell in row.cells] == sorted(cell.on for cell in row.cells)
    assert set(taken.values()) == {len(rows)}
    assert sum(row.minutes for row in rows) == 24 * 60


TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def test_two_days_with_midnight_odd_times_and_a_gap() -> None:
    rows = layout(
        [
            on_wall("Morning", "2026-11-24T05:00", "2026-11-24T09:00"),
            on_wall("Headlines", "2026-11-24T09:00", "2026-11-24T09:06"),
            on_wall("Talk", "2026-11-24T09:06", "2026-11-24T10:00"),
            on_wall("Late", "2026-11-24T23:00", "2026-11-25T02:00"),
            on_wall("Day", "2026-11-25T02:00", "2026-11-26T00:00"),
        ],
        days=[TUESDAY, WEDNESDAY],
        zone=NEW_YORK,
    )
    assert column(rows, TUESDAY) == [
        "00:00 300: -",
        "05:00 240: 05:00-09:00 Morning",
        "09:00 60: 09:00-09:06 Headlines, 09:06-10:00 Talk",
        "10:00 780: -",
        "23:00 60: 23:00-02:00 Late",
    ]
    assert column(rows, WEDNESDAY) == ["00:00 120: …23:00-02:00 Late", "02:00 1320: 02:00-00:00 Day"]
    check_tiling(rows, [TUESDAY, WEDNESDAY])
    assert [f"{row.starts_at:%H:%M}" for row in rows] == ["00:00", "02:00", "05:00", "09:00", "10:00", "23:00"]


CHANGE_DAYS = [
    (
        "America/New_York",
        date(2027, 3, 14),
        [("One", "01:00", "02:00"), ("Three", "03:00", "04:00")],
        [
            "00:00 60: -",
            "01:00 60: 01:00-03:00 One",
            "02:00 60: skipped",
            "03:00 60: 03:00-04:00 Three",
            "04:00 1200: -",
        ],
    ),
    (
        "America/New_York",
        date(2026, 11, 1),
        [("One", "01:00", "02:00"), ("Two", "02:00", "03:00")],
        ["00:00 60: -", "01:00 60: 01:00-02:00 One", "02:00 60: 02:00-03:00 Two", "03:00 1260: -"],
    ),
    (
        "Australia/Lord_Howe",
        date(2026, 10, 4),
        [("One", "01:00", "02:00"), ("Two", "02:00", "03:00")],
        [
            "00:00 60: -",
            "01:00 60: 01:00-02:30 One",
            "02:00 30: skipped",
            "02:30 30: 02:30-03:00 Two",
            "03:00 1260: -",
        ],
    ),
    (
        "America/Havana",
        date(2026, 3, 8),
        [("One", "01:00", "02:00")],
        ["00:00 60: skipped", "01:00 60: 01:00-02:00 One", "02:00 1320: -"],
    ),
]


@pytest.mark.parametrize(("zone_name", "on", "shows", "expected"), CHANGE_DAYS)
def test_change_days(zone_name: str, on: date, shows: list[tuple[str, str, str]], expected: list[str]) -> None:
    zone = ZoneInfo(zone_name)
    pieces = [on_wall(title, f"{on}T{starts}", f"{on}T{ends}", zone) for title, starts, ends in shows]
    rows = layout(pieces, days=[on], zone=zone)
    assert column(rows, on) == expected
    check_tiling(rows, [on])


def test_a_start_in_the_repeated_hour_does_not_climb_above_what_came_before() -> None:
    on = date(2026, 11, 1)
    rows = layout(
        [
            in_utc("A", "2026-11-01T05:30", "2026-11-01T06:15"),  # 1:30 daylight to 1:15 standard time
            in_utc("B", "2026-11-01T06:15", "2026-11-01T07:00"),
        ],
        days=[on],
        zone=NEW_YORK,
    )
    assert column(rows, on) == ["00:00 90: -", "01:30 30: 01:30-01:15 A, 01:15-02:00 B", "02:00 1320: -"]


def test_nothing_scheduled_is_one_empty_row() -> None:
    rows = layout([], days=[TUESDAY, WEDNESDAY], zone=NEW_YORK)
    assert [(row.minutes, len(row.cells)) for row in rows] == [(1440, 2)]


@given(
    zone=st.sampled_from(["America/New_York", "Australia/Lord_Howe", "America/Havana"]).map(ZoneInfo),
    first=st.sampled_from([date(2026, 3, 2), date(2026, 10, 26), date(2026, 9, 28), date(2027, 3, 29)]),
    edges=st.sets(st.integers(0, 9 * 24 * 12), max_size=40).map(sorted),
)
def test_the_table_never_has_a_hole_and_shows_every_broadcast(zone: ZoneInfo, first: date, edges: list[int]) -> None:
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    pieces = [
        Piece(Period(begins + timedelta(minutes=5 * a), begins + timedelta(minutes=5 * b)), Show(None, str(n)))
        for n, (a, b) in enumerate(pairwise(edges))
        if n % 4
    ]
    days = [first + timedelta(days=n) for n in range(7)]
    rows = layout(pieces, days=days, zone=zone)
    check_tiling(rows, days)
    week = Period(*(instant(datetime(d.year, d.month, d.day), zone) for d in (first, first + timedelta(days=7))))  # noqa: DTZ001
    shown = {entry.broadcast.show.title for row in rows for cell in row.cells for entry in cell.entries}
    assert shown == {one.show.title for one in pieces if one.period.overlaps(week)}
