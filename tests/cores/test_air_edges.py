"""When a program can be cut, and where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.air.core.edges import Edges, Readiness, UnableToCut, edges, next_try, readiness

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
