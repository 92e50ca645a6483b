"""The story plan: its order by slot and by person, what is overdue, and how it reads as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groundwave.newsroom.core.story_plan import Line, Stage, as_text, by_person, by_slot

AT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FERRY = Line(1, "ferry cuts", "The ferry loses two trips.", Stage.ASSIGNED, reporter="Ana Ruiz", due_at=AT + HOUR)
MILL = Line(2, "mill", "The mill burns.", Stage.READY, reporter="Ned Barn", air_slot="Noon news", air_at=AT + 2 * HOUR)


@pytest.mark.parametrize(
    ("line", "overdue", "late"),
    [
        (FERRY, False, False),
        (replace(FERRY, due_at=AT - HOUR), True, False),
        (replace(FERRY, due_at=AT), False, False),
        (replace(FERRY, due_at=AT - HOUR, stage=Stage.FILED), False, False),
        (replace(FERRY, web_at=AT - HOUR), False, True),
        (replace(FERRY, web_at=AT - HOUR, stage=Stage.READY), False, False),
        (replace(FERRY, air_at=AT + HOUR, web_at=AT - HOUR, stage=Stage.EDITED), False, True),
        (replace(FERRY, due_at=AT - HOUR, web_at=AT - HOUR, stage=Stage.SPIKED), False, False),
    ],
)
def test_overdue_is_what_was_not_filed_and_late_what_should_have_run(line: Line, overdue: bool, late: bool) -> None:
    assert (line.is_overdue(AT), line.is_late(AT)) == (overdue, late)


def test_the_air_comes_first_in_the_order_of_the_clock_then_the_web_then_the_rest() -> None:
    dawn = replace(MILL, pk=3, slug="dawn", air_slot="Morning", air_at=AT - HOUR, seconds=45)
    both = replace(MILL, pk=4, slug="both", web_at=AT, seconds=90, due_at=AT)
    some_day = replace(MILL, pk=5, slug="some day", air_slot="Noon news", air_at=None)
    groups = by_slot([FERRY, MILL, both, dawn, some_day])
    assert [(group.title, [line.slug for line in group.lines]) for group in groups] == [
        ("Morning", ["dawn"]),
        ("Noon news", ["both", "mill"]),
        ("Noon news", ["some day"]),
        ("Web", ["both"]),
        ("No slot yet", ["ferry cuts"]),
    ]
    assert [group.seconds for group in groups] == [45, 90, 0, 90, 0]


def test_what_nobody_has_comes_first() -> None:
    groups = by_person([FERRY, MILL, replace(MILL, pk=3, reporter="")])
    assert [group.title for group in groups] == ["Nobody yet", "Ana Ruiz", "Ned Barn"]


def test_the_plan_reads_as_text() -> None:
    zone = ZoneInfo("America/New_York")
    said = as_text("Plan", by_slot([replace(FERRY, due_at=AT - HOUR), replace(MILL, seconds=75)]), zone=zone, at=AT)
    assert said == (
        "Plan\n====\n\nNOON NEWS, Tue Nov 24, 12:00 (1:15)\n\nMILL: The mill burns.\n    ready; Ned Barn; 1:15\n\n"
        "NO SLOT YET\n\nFERRY CUTS: The ferry loses two trips.\n    assigned; Ana Ruiz; due Tue Nov 24, 09:00 OVERDUE\n"
    )
    assert "Nothing is planned." in as_text("Plan", [], zone=zone, at=AT)
