"""Which days an RRULE means, and which RRULEs are refused."""

from __future__ import annotations

from datetime import date

import pytest

from groundwave.schedule.core.pattern import NotAPattern, parse, weekly

NOV = (date(2026, 11, 1), date(2026, 11, 30))  # begins on a Sunday

DAYS = [
    ("FREQ=WEEKLY;BYDAY=MO", [2, 9, 16, 23, 30]),
    ("RRULE:freq=weekly;byday=tu,mo;", [2, 3, 9, 10, 16, 17, 23, 24, 30]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", [4, 18]),
    ("FREQ=DAILY;INTERVAL=10", [1, 11, 21]),
    ("FREQ=DAILY;BYDAY=SA,SU", [1, 7, 8, 14, 15, 21, 22, 28, 29]),
    ("FREQ=MONTHLY;BYDAY=1SU", [1]),
    ("FREQ=MONTHLY;BYDAY=-1FR,2TU", [10, 27]),
    ("FREQ=WEEKLY;BYDAY=TH;BYMONTH=12", []),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days(text: str, expected: list[int]) -> None:
    found = parse(text).dates(anchor=date(2026, 10, 22), first=NOV[0], last=NOV[1])
    if "DAILY;INTERVAL" in text:
        found = parse(text).dates(anchor=date(2026, 11, 1), first=NOV[0], last=NOV[1])
    assert [one.day for one in found] == expected


def test_an_interval_is_counted_from_the_first_day_whatever_the_window() -> None:
    every_other = parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    whole = every_other.dates(anchor=date(2026, 1, 5), first=date(2026, 1, 5), last=date(2026, 12, 31))
    late = every_other.dates(anchor=date(2026, 1, 5), first=date(2026, 11, 1), last=date(2026, 12, 31))
    assert late == [one for one in whole if one >= date(2026, 11, 1)]
    assert late


def test_nothing_before_the_first_day() -> None:
    assert parse("FREQ=DAILY").dates(anchor=date(2026, 11, 29), first=NOV[0], last=NOV[1]) == [
        date(2026, 11, 29),
        date(2026, 11, 30),
    ]


REFUSED = [
    ("", "not NAME=VALUE"),
    ("FREQ", "not NAME=VALUE"),
    ("FREQ=HOURLY", "DAILY, WEEKLY or MONTHLY"),
    ("FREQ=SECONDLY;INTERVAL=1", "DAILY, WEEKLY or MONTHLY"),
    ("FREQ=YEARLY;BYMONTH=2;BYDAY=MO", "DAILY, WEEKLY or MONTHLY"),
    ("BYDAY=MO", "FREQ must be"),
    ("FREQ=WEEKLY", "needs BYDAY"),
    ("FREQ=MONTHLY", "needs BYDAY"),
    ("FREQ=WEEKLY;BYDAY=XX", "not a day"),
    ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY"),
    ("FREQ=MONTHLY;BYDAY=53MO", "not a day"),
    ("FREQ=DAILY;BYHOUR=1", "BYHOUR"),
    ("FREQ=DAILY;COUNT=3", "last day"),
    ("FREQ=DAILY;UNTIL=20270101", "last day"),
    ("FREQ=DAILY;FREQ=DAILY", "twice"),
    ("FREQ=DAILY;INTERVAL=0", "from 1 to 12"),
    ("FREQ=DAILY;INTERVAL=99999999", "from 1 to 12"),
    ("FREQ=DAILY;INTERVAL=²", "from 1 to 12"),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "never come to pass"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3;BYDAY=1MO", "never come to pass"),
    ("FREQ=DAILY;BYMONTH=13", "month"),
    ("FREQ=WEEKLY;BYDAY=MO;WKST=SU", "Monday"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAPattern, match=reason):
        parse(text)


@pytest.mark.parametrize("text", [text for text, _ in DAYS])
def test_written_and_read_again_it_is_the_same(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


def test_plain_weekly_patterns_are_boxes_to_tick() -> None:
    assert str(weekly([4, 0, 0])) == "FREQ=WEEKLY;BYDAY=MO,FR"
    assert weekly([4, 0]).weekdays == (0, 4)
    assert parse("FREQ=DAILY").weekdays == tuple(range(7))
    assert parse("FREQ=MONTHLY;BYDAY=1SU").weekdays is None
    assert parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO").weekdays is None
    with pytest.raises(NotAPattern, match="at least one"):
        weekly([])


def test_rarer_patterns_have_fewer_days_a_year() -> None:
    texts = ["FREQ=MONTHLY;BYDAY=1SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=WEEKLY;BYDAY=SU", "FREQ=DAILY"]
    counts = [parse(text).days_a_year for text in texts]
    assert counts == sorted(counts)
    assert len(set(counts)) == 4
