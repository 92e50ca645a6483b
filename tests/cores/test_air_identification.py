"""When identifications are due."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from groundwave.air.core.identification import UnableToReadMinutes, instants, read_minutes

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("0", (0,)), (" 30, 0 ", (0, 30)), (":59", (59,)), ("0,0", (0,)), ("5", (5,)), ("55,20", (20, 55))],
)
def test_the_minutes_of_the_hour(said: str, minutes: tuple[int, ...]) -> None:
    assert read_minutes(said) == minutes


@pytest.mark.parametrize("said", ["", "60", "-1", "x", "0;30", "30", "6, 54", "0,", "²"])
def test_minutes_that_are_none_or_far_from_the_hour(said: str) -> None:
    with pytest.raises(UnableToReadMinutes):
        read_minutes(said)


def test_they_are_those_of_the_service_s_wall() -> None:
    starts = datetime(2026, 11, 24, 19, 12, tzinfo=UTC)
    found = instants((0, 30), starts=starts, hours=2, zone=NEW_YORK)
    assert [f"{at:%H:%M}" for at in found] == ["19:00", "19:30", "20:00", "20:30"]
    found = instants((0,), starts=starts, hours=2, zone=ZoneInfo("Asia/Kolkata"))
    assert [f"{at:%H:%M}" for at in found] == ["19:30", "20:30"]


def test_each_hour_has_one_on_the_day_on_which_clocks_go_back() -> None:
    found = instants((0,), starts=datetime(2026, 11, 1, 4, tzinfo=UTC), hours=4, zone=NEW_YORK)
    assert len(found) == 4
