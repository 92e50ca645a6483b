"""What is on record becomes what is wanted, and what has been heard stays. Times are hours of one day in UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from groundwave.kit.period import Period
from groundwave.schedule.core.reconcile import OnRecord, reconcile
from groundwave.schedule.core.specs import Piece, Show

MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)


def at(hours: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hours)


def piece(title: str, starts: float, ends: float, hosts: str = "") -> Piece:
    return Piece(Period(at(starts), at(ends)), Show(None, title, hosts), rule_id=1)


DAY = Period(at(0), at(24))
A, B, C = piece("A", 8, 10), piece("B", 10, 12), piece("C", 12, 14)


def outcome(record: list[Piece], wanted: list[Piece], *, now: float, window: Period = DAY) -> list[Piece]:
    """The broadcasts after the changes, in order."""
    rows = {n: OnRecord(n, one) for n, one in enumerate(record)}
    changes = reconcile(on_record=list(rows.values()), wanted=wanted, window=window, at=at(now))
    left = {n: row.piece for n, row in rows.items() if n not in changes.remove} | changes.change
    assert changes.kept == sum(one in wanted and one.period.starts > at(now) for one in record)
    return sorted([*left.values(), *changes.add], key=lambda one: one.period)


def test_what_is_right_is_kept() -> None:
    changes = reconcile(on_record=[OnRecord(1, A), OnRecord(2, B)], wanted=[A, B], window=DAY, at=at(1))
    assert (changes.add, changes.change, changes.remove, changes.kept) == ([], {}, [], 2)


def test_an_empty_record_is_filled_also_in_the_past() -> None:
    assert outcome([], [A, B, C], now=11) == [A, B, C]


def test_future_rows_no_longer_wanted_go() -> None:
    assert outcome([A, B, C], [A, C], now=1) == [A, C]


def test_a_row_whose_details_changed_keeps_its_id() -> None:
    renamed = replace(B, show=Show(None, "B", "Ana Ruiz"))
    changes = reconcile(on_record=[OnRecord(7, B)], wanted=[renamed], window=DAY, at=at(1))
    assert (changes.change, changes.add, changes.remove) == ({7: renamed}, [], [])


def test_another_show_at_the_same_start_is_another_row() -> None:
    changes = reconcile(on_record=[OnRecord(7, B)], wanted=[piece("X", 10, 12)], window=DAY, at=at(1))
    assert (changes.change, changes.add, changes.remove) == ({}, [piece("X", 10, 12)], [7])


def test_the_past_is_not_rewritten() -> None:
    assert outcome([A, B], [piece("X", 8, 10), piece("Y", 10, 12)], now=13) == [A, B]


def test_something_else_from_now_on() -> None:
    assert outcome([B, C], [piece("X", 10, 12), C], now=10.5) == [piece("B", 10, 10.5), piece("X", 10.5, 12), C]


def test_an_override_to_come_cuts_what_is_on() -> None:
    wanted = [piece("B", 10, 11), piece("News", 11, 11.5), piece("B", 11.5, 12)]
    assert outcome([B], wanted, now=10.5) == wanted


def test_the_running_one_may_last_longer_or_shorter() -> None:
    assert outcome([B, C], [piece("B", 10, 13), piece("C", 13, 14)], now=10.5) == [
        piece("B", 10, 13),
        piece("C", 13, 14),
    ]
    assert outcome([B, C], [piece("B", 10, 11), C], now=10.5) == [piece("B", 10, 11), C]


def test_the_running_one_goes_on_when_nothing_else_is_wanted() -> None:
    assert outcome([B, C], [C], now=10.5) == [B, C]
    assert outcome([B], [piece("X", 11, 13)], now=10.5) == [piece("B", 10, 11), piece("X", 11, 13)]


def test_one_that_began_this_minute_is_not_cut_to_nothing() -> None:
    after = outcome([B], [piece("X", 9, 12)], now=10 + 20 / 3600)
    assert after == [
        piece("X", 9, 10),
        Piece(Period(at(10), at(10) + timedelta(minutes=1)), B.show, 1),
        Piece(Period(at(10) + timedelta(minutes=1), at(12)), Show(None, "X"), 1),
    ]


def test_a_window_of_the_future_leaves_the_running_one_alone() -> None:
    window = Period(at(11), at(24))
    assert outcome([B], [piece("X", 10, 13)], now=10.5, window=window) == [B, piece("X", 12, 13)]


def test_a_stale_row_beyond_the_window_gives_way_to_what_reaches_out_of_it() -> None:
    window = Period(at(11), at(12))
    assert outcome([piece("Old", 13, 15)], [piece("X", 11, 14)], now=1, window=window) == [piece("X", 11, 14)]


@st.composite
def timelines(draw: st.DrawFn) -> list[Piece]:
    edges = sorted(draw(st.sets(st.integers(0, 47), min_size=2, max_size=10)))
    spans = pairwise(edges)
    return [
        piece(draw(st.sampled_from("ABC")), starts / 2, ends / 2) for starts, ends in spans if draw(st.integers(0, 3))
    ]


@given(record=timelines(), wanted=timelines(), now=st.integers(0, 96).map(lambda n: n / 4))
def test_whatever_comes_nothing_overlaps_history_stays_and_again_changes_nothing(
    record: list[Piece], wanted: list[Piece], now: float
) -> None:
    after = outcome_of(record, wanted, now)
    assert all(one.period.ends <= other.period.starts for one, other in pairwise(after))
    for one in record:
        if one.period.ends <= at(now):
            assert one in after
        elif one.period.starts <= at(now):
            kept = next(row for row in after if row.period.starts == one.period.starts)
            assert kept.show == one.show
            assert kept.period.ends >= at(now).replace(second=0)
    for one in wanted:
        if one.period.starts > at(now):
            shown = [row for row in after if row.period.overlaps(one.period)]
            assert shown and all(row.show.title == one.show.title or row.period.starts <= at(now) for row in shown)
    assert outcome_of(after, wanted, now) == after


def outcome_of(record: list[Piece], wanted: list[Piece], now: float) -> list[Piece]:
    rows = [OnRecord(n, one) for n, one in enumerate(record)]
    changes = reconcile(on_record=rows, wanted=wanted, window=DAY, at=at(now))
    left = {row.id: row.piece for row in rows if row.id not in changes.remove} | changes.change
    return sorted([*left.values(), *changes.add], key=lambda one: one.period)


def test_a_program_renamed_while_it_is_on_is_one_broadcast_under_its_old_name() -> None:
    old = Piece(Period(at(10), at(12)), Show(5, "Old name"), rule_id=1)
    new = Piece(Period(at(10), at(13)), Show(5, "New name"), rule_id=1)
    assert outcome([old], [new], now=11) == [replace(old, period=Period(at(10), at(13)))]


def test_another_program_in_the_same_place_begins_now() -> None:
    old = Piece(Period(at(10), at(12)), Show(5, "Talk"), rule_id=1)
    new = Piece(Period(at(10), at(12)), Show(6, "Music"), rule_id=1)
    assert [one.show.title for one in outcome([old], [new], now=11)] == ["Talk", "Music"]
