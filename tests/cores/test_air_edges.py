"""When a program can be cut, and where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groundwave.air.core.edges import (
    Edges,
    Readiness,
    UnableToCut,
    edges,
    instant_near,
    next_try,
    on_the_clock,
    readiness,
)

END = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
START = END - timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("reaches", "at", "ready"),
    [
        (END - SECOND, END + SECOND, Readiness.WAIT),
        (END, END + SECOND, Readiness.CUT),
        (END - SECOND, END + timedelta(minutes=9), Readiness.WAIT),
        (END - SECOND, END + timedelta(minutes=10), Readiness.CUT_WHAT_IS_THERE),
        (None, END + SECOND, Readiness.WAIT),
        (None, END + timedelta(hours=1), Readiness.CUT_WHAT_IS_THERE),
    ],
)
def test_the_archive_must_have_passed_the_end(reaches: datetime | None, at: datetime, ready: Readiness) -> None:
    assert readiness(end=END, reaches=reaches, at=at) is ready


def test_marks_beat_the_schedule_one_by_one() -> None:
    none = {"starts": START, "ends": END, "marked_start": None, "marked_end": None}
    assert edges(**none) == Edges(START, END)
    assert edges(**none | {"marked_start": START + SECOND}) == Edges(START + SECOND, END)
    assert edges(**none | {"marked_end": END + SECOND}).seconds == 3_601
    with pytest.raises(UnableToCut, match="set one anew"):
        edges(**none | {"marked_end": START})


def test_the_pauses_between_tries_grow_to_ten_minutes() -> None:
    pauses = [(next_try(attempts=n, at=END) - END).total_seconds() for n in range(9)]
    assert pauses == [10, 20, 40, 80, 160, 320, 600, 600, 600]


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "near", "at"),
    [
        ("13:50", "2026-11-24T18:55:00Z", "2026-11-24T18:50:00Z"),
        (" 13:50:07.5 ", "2026-11-24T18:55:00Z", "2026-11-24T18:50:07.500000Z"),
        ("13:50:07,25", "2026-11-24T18:55:00Z", "2026-11-24T18:50:07.250000Z"),
        ("23:59:58", "2026-11-25T05:00:00Z", "2026-11-25T04:59:58Z"),
        ("0:00:02", "2026-11-25T04:59:00Z", "2026-11-25T05:00:02Z"),
        # The night in which 1:30 comes twice.
        ("1:30", "2026-11-01T05:20:00Z", "2026-11-01T05:30:00Z"),
        ("1:30", "2026-11-01T06:20:00Z", "2026-11-01T06:30:00Z"),
    ],
)
def test_a_time_of_the_studio_clock_is_the_nearest_instant(text: str, near: str, at: str) -> None:
    found = instant_near(text, zone=NEW_YORK, near=datetime.fromisoformat(near))
    assert found == datetime.fromisoformat(at)


@pytest.mark.parametrize("text", ["", "now", "24:00", "1:60", "13:50:61", "13", "1:2:3", "-1:00"])
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnableToCut, match="is no time"):
        instant_near(text, zone=NEW_YORK, near=END)


def test_the_clock_is_read_back_as_it_was_written() -> None:
    assert on_the_clock(END, NEW_YORK) == "14:00:00.0"
    assert on_the_clock(END + timedelta(milliseconds=1), NEW_YORK) == "14:00:00.001"
