"""From rules on the wall to stretches in UTC: change days, midnight, who wins, and what holds for any schedule."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwave.kit.period import Period
from groundwave.schedule.core.expansion import expand, occurrences
from groundwave.schedule.core.pattern import parse, weekly
from groundwave.schedule.core.specs import OverrideSpec, Piece, RuleSpec, Show
from groundwave.schedule.core.wallclock import day, wall

NEW_YORK = ZoneInfo("America/New_York")


def rule(title: str, at: str, minutes: int, *, days: str = "FREQ=DAILY", id: int = 1, **when: date) -> RuleSpec:
    return RuleSpec(
        id=id,
        show=Show(id, title),
        pattern=parse(days),
        starts_at=time.fromisoformat(at),
        minutes=minutes,
        valid_from=when.get("valid_from", date(2025, 1, 1)),
        valid_until=when.get("valid_until"),
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def printed(pieces: list[Piece], zone: ZoneInfo) -> list[str]:
    """Wall-clock start and end, real minutes, title."""
    return [
        f"{wall(one.period.starts, zone):%H:%M}-{wall(one.period.ends, zone):%H:%M}"
        f" {one.period.length // timedelta(minutes=1)} {one.show.title}"
        for one in pieces
    ]


def hourly(*starts: str) -> list[RuleSpec]:
    ends = [*starts[1:], "24:00"]
    as_minutes = [int(one[:2]) * 60 + int(one[3:]) for one in [*starts, ends[-1]]]
    return [
        rule(f"at {start}", start, after - before, id=n)
        for n, (start, before, after) in enumerate(zip(starts, as_minutes, as_minutes[1:], strict=False), 1)
    ]


NIGHT = hourly("00:00", "01:00", "02:00", "03:00", "04:00")
CHANGES = [
    (
        "America/New_York",
        date(2027, 3, 14),
        NIGHT,
        ["00:00-01:00 60 at 00:00", "01:00-03:00 60 at 01:00", "03:00-04:00 60 at 03:00", "04:00-00:00 1200 at 04:00"],
    ),
    (
        "America/New_York",
        date(2026, 11, 1),
        NIGHT,
        [
            "00:00-01:00 60 at 00:00",
            "01:00-02:00 120 at 01:00",
            "02:00-03:00 60 at 02:00",
            "03:00-04:00 60 at 03:00",
            "04:00-00:00 1200 at 04:00",
        ],
    ),
    (  # half of it is jumped over
        "America/New_York",
        date(2027, 3, 14),
        hourly("00:00", "01:30", "02:30", "03:30"),
        ["00:00-01:30 90 at 00:00", "01:30-03:00 30 at 01:30", "03:00-03:30 30 at 02:30", "03:30-00:00 1230 at 03:30"],
    ),
    (
        "America/Phoenix",
        date(2027, 3, 14),
        hourly("00:00", "02:00", "03:00"),
        ["00:00-02:00 120 at 00:00", "02:00-03:00 60 at 02:00", "03:00-00:00 1260 at 03:00"],
    ),
    (
        "Europe/Madrid",
        date(2027, 3, 28),
        hourly("00:00", "02:00", "03:00"),
        ["00:00-03:00 120 at 00:00", "03:00-00:00 1260 at 03:00"],
    ),
    (
        "Australia/Lord_Howe",
        date(2026, 10, 4),
        hourly("00:00", "02:00", "03:00"),
        ["00:00-02:30 120 at 00:00", "02:30-03:00 30 at 02:00", "03:00-00:00 1260 at 03:00"],
    ),
    (
        "Australia/Lord_Howe",
        date(2027, 4, 4),
        hourly("00:00", "01:00", "02:00"),
        ["00:00-01:00 60 at 00:00", "01:00-02:00 90 at 01:00", "02:00-00:00 1320 at 02:00"],
    ),
    (  # the day begins at 1:00
        "America/Havana",
        date(2026, 3, 8),
        hourly("00:00", "01:00", "02:00"),
        ["01:00-02:00 60 at 01:00", "02:00-00:00 1320 at 02:00"],
    ),
    (
        "America/Havana",
        date(2026, 11, 1),
        hourly("00:00", "01:00", "02:00"),
        ["00:00-01:00 120 at 00:00", "01:00-02:00 60 at 01:00", "02:00-00:00 1320 at 02:00"],
    ),
]


@pytest.mark.parametrize(("zone_name", "on", "rules", "expected"), CHANGES)
def test_change_days(zone_name: str, on: date, rules: list[RuleSpec], expected: list[str]) -> None:
    zone = ZoneInfo(zone_name)
    pieces = expand(rules=rules, overrides=[], zone=zone, window=day(on, zone))
    assert printed(pieces, zone) == expected
    assert all(one.period.ends == other.period.starts for one, other in pairwise(pieces))


def test_across_midnight() -> None:
    late = rule("Late", "23:00", 180, days="FREQ=WEEKLY;BYDAY=MO")
    for on in (date(2026, 11, 23), date(2026, 11, 24)):
        pieces = expand(rules=[late], overrides=[], zone=NEW_YORK, window=day(on, NEW_YORK))
        assert [one.period for one in pieces] == [Period(utc("2026-11-24T04:00"), utc("2026-11-24T07:00"))]


def test_first_and_last_day_are_both_on() -> None:
    run = rule("Run", "12:00", 60, valid_from=date(2026, 11, 3), valid_until=date(2026, 11, 4))
    window = Period(utc("2026-11-01T00:00"), utc("2026-11-30T00:00"))
    pieces = expand(rules=[run], overrides=[], zone=NEW_YORK, window=window)
    assert [wall(one.period.starts, NEW_YORK).day for one in pieces] == [3, 4]


TUESDAY = day(date(2026, 11, 24), NEW_YORK)
WINNERS = [
    # rarer beats common, in the middle and at the edge
    (
        [rule("All day", "00:00", 1440, id=9), rule("Tuesday", "10:00", 60, days="FREQ=WEEKLY;BYDAY=TU", id=1)],
        ["00:00-10:00 600 All day", "10:00-11:00 60 Tuesday", "11:00-00:00 780 All day"],
    ),
    # of equally common ones the shorter
    (
        [rule("Long", "09:00", 180, id=9), rule("Short", "10:00", 5, id=1)],
        ["09:00-10:00 60 Long", "10:00-10:05 5 Short", "10:05-12:00 115 Long"],
    ),
    # of equals the one made later; the other is cut or gone
    (
        [rule("Old", "09:00", 60, id=1), rule("New", "09:30", 60, id=2)],
        ["09:00-09:30 30 Old", "09:30-10:30 60 New"],
    ),
    ([rule("Old", "09:00", 60, id=1), rule("New", "09:00", 60, id=2)], ["09:00-10:00 60 New"]),
]


@pytest.mark.parametrize(("rules", "expected"), WINNERS)
def test_who_wins(rules: list[RuleSpec], expected: list[str]) -> None:
    for given_in in (rules, rules[::-1]):
        pieces = expand(rules=given_in, overrides=[], zone=NEW_YORK, window=TUESDAY)
        assert [line for line in printed(pieces, NEW_YORK) if "00:00-00:00" not in line] == expected


def test_an_override_beats_rules_for_exactly_its_period() -> None:
    hearing = OverrideSpec(1, Show(None, "Hearing"), Period(utc("2026-11-24T15:15"), utc("2026-11-24T17:15")))
    rules = [rule("Nine", "09:00", 120, id=1), rule("Eleven", "11:00", 60, id=2), rule("Noon", "12:00", 60, id=3)]
    pieces = expand(rules=rules, overrides=[hearing], zone=NEW_YORK, window=TUESDAY)
    assert printed(pieces, NEW_YORK) == ["09:00-10:15 75 Nine", "10:15-12:15 120 Hearing", "12:15-13:00 45 Noon"]


def test_of_two_overrides_the_later_made_wins() -> None:
    first = OverrideSpec(1, Show(None, "First"), Period(utc("2026-11-24T15:00"), utc("2026-11-24T17:00")))
    second = OverrideSpec(2, Show(None, "Second"), Period(utc("2026-11-24T16:00"), utc("2026-11-24T16:30")))
    pieces = expand(rules=[], overrides=[first, second], zone=NEW_YORK, window=TUESDAY)
    assert [one.show.title for one in pieces] == ["First", "Second", "First"]


ZONES = st.sampled_from(["America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "America/Havana"]).map(ZoneInfo)
SPECS = st.builds(
    lambda days, start, minutes: (days, start, minutes),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 24 * 12 - 1).map(lambda n: time(n // 12, n % 12 * 5)),
    st.integers(1, 1440),
)
RULES = st.lists(SPECS, min_size=1, max_size=6).map(
    lambda specs: [
        RuleSpec(n, Show(n, f"Rule {n}"), weekly(days), start, minutes, date(2025, 1, 1))
        for n, (days, start, minutes) in enumerate(specs, 1)
    ]
)
# Weeks around the change days of 2026, to the hour.
INSTANTS = st.sampled_from(["2026-03-01", "2026-03-22", "2026-09-27", "2026-10-18", "2026-10-25"]).flatmap(
    lambda text: st.integers(0, 240).map(lambda hours: utc(text) + timedelta(hours=hours))
)
OVERRIDES = st.lists(st.tuples(INSTANTS, st.integers(1, 72)), max_size=3).map(
    lambda found: [
        OverrideSpec(n, Show(None, f"Once {n}"), Period(starts, starts + timedelta(hours=hours)))
        for n, (starts, hours) in enumerate(found, 1)
    ]
)


@settings(max_examples=60, deadline=None)
@given(zone=ZONES, rules=RULES, overrides=OVERRIDES, starts=INSTANTS, hours=st.integers(1, 200))
def test_no_overlap_and_all_that_is_claimed_is_covered(
    zone: ZoneInfo, rules: list[RuleSpec], overrides: list[OverrideSpec], starts: datetime, hours: int
) -> None:
    window = Period(starts, starts + timedelta(hours=hours))
    pieces = expand(rules=rules, overrides=overrides, zone=zone, window=window)
    assert all(one.period.ends <= other.period.starts for one, other in pairwise(pieces))
    claims = [(claim.period, rank) for one in rules for rank, claim in occurrences(one, zone=zone, window=window)]
    claims += [(one.period, one.rank) for one in overrides]
    ranks = {(one.id, None): one.rank for one in rules} | {(None, one.id): one.rank for one in overrides}
    for at in (window.starts + timedelta(minutes=17 * n) for n in range(hours * 60 // 17)):
        due = max((rank for period, rank in claims if at in period), default=None)
        on = [ranks[one.rule_id, one.override_id] for one in pieces if at in one.period]
        assert on == ([due] if due else [])


@settings(max_examples=60, deadline=None)
@given(zone=ZONES, rules=RULES, overrides=OVERRIDES, starts=INSTANTS, hours=st.tuples(*[st.integers(1, 100)] * 2))
def test_one_window_then_the_next_is_as_both_at_once(
    zone: ZoneInfo, rules: list[RuleSpec], overrides: list[OverrideSpec], starts: datetime, hours: tuple[int, int]
) -> None:
    middle, ends = starts + timedelta(hours=hours[0]), starts + timedelta(hours=sum(hours))

    def pieces(period: Period) -> list[Piece]:
        return expand(rules=rules, overrides=overrides, zone=zone, window=period)

    apart = set(pieces(Period(starts, middle))) | set(pieces(Period(middle, ends)))
    assert apart == set(pieces(Period(starts, ends)))
