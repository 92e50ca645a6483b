"""Declaring what a page is made from: records within records, parts made once, and threads that share nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from groundwave.kit import clock, deps
from tests.cast import NOW


def test_nothing_is_declared_while_nobody_records() -> None:
    deps.touch("a")
    deps.changes_at(NOW)
    assert deps.open_record() is None


def test_a_record_has_its_keys_and_the_first_of_its_times() -> None:
    with deps.recording() as record:
        deps.touch("a", "b")
        deps.changes_at(NOW + timedelta(hours=2))
        deps.changes_at(NOW)
        deps.changes_at(None)
    assert (record.keys, record.until) == ({"a", "b"}, NOW)
    deps.touch("late")
    assert record.keys == {"a", "b"}


def test_what_an_inner_record_saw_is_the_outer_ones_too_even_when_it_breaks() -> None:
    with deps.recording() as outer:
        with pytest.raises(ValueError, match="broke"), deps.recording() as inner:
            deps.touch("in")
            deps.changes_at(NOW)
            inner.rows["row"] = 1
            raise ValueError("broke")
        deps.touch("out")
    assert inner.keys == {"in"}
    assert (outer.keys, outer.until, outer.rows) == ({"in", "out"}, NOW, {"row": 1})


def test_a_door_answers_for_its_own_block_alone() -> None:
    with deps.recording() as record:
        with pytest.raises(ValueError, match="broke"), deps.covered("list"):
            assert deps.is_covered()
            with deps.recording():
                assert not deps.is_covered(), "who records for itself wants all of it"
            raise ValueError("broke")
        assert not deps.is_covered()
    assert record.keys == {"list"}


def test_what_is_read_aside_is_no_part_of_it() -> None:
    with deps.recording() as record:
        with deps.aside():
            deps.touch("a")
            deps.changes_at(NOW)
        deps.touch("b")
    assert (record.keys, record.until) == ({"b"}, None)


class Part:
    """A part of pages that counts how often it was made."""

    def __init__(self, *keys: str, until: timedelta | None = None) -> None:
        self.made, self.keys, self.until = 0, keys, until

    def __call__(self) -> int:
        self.made += 1
        deps.touch(*self.keys)
        if self.until:
            deps.changes_at(clock.now() + self.until)
        return self.made


def page(memos: deps.Memos, part: Part, *, version: int = 0, declares: bool = True) -> deps.Record:
    with deps.recording(memos=memos, version=version) as record:
        deps.memo("part", part, declares=declares)
    return record


@pytest.fixture(autouse=True)
def _standing(at_now: object) -> None:
    """Tests here move the clock by hand."""


def test_a_part_is_made_once_and_hands_on_what_it_was_made_from() -> None:
    memos, part = deps.Memos(), Part("frame", until=timedelta(hours=1))
    first, second = page(memos, part), page(memos, part)
    assert part.made == 1
    assert first.keys == second.keys == {"frame"}
    assert first.until == second.until == NOW + timedelta(hours=1)


def test_nothing_is_kept_without_a_store() -> None:
    part = Part("frame")
    deps.memo("part", part)
    with deps.recording() as record:
        deps.memo("part", part)
    assert part.made == 2
    assert record.keys == {"frame"}


def test_a_part_that_shows_elsewhere_is_kept_but_not_declared() -> None:
    memos, part = deps.Memos(), Part("elsewhere")
    assert page(memos, part, declares=False).keys == page(memos, part, declares=False).keys == set()
    assert part.made == 1
    memos.catch_up(1, frozenset({"elsewhere"}), at=NOW)
    page(memos, part, version=1, declares=False)
    assert part.made == 2


@pytest.mark.parametrize(("changed", "made"), [({"frame"}, 2), ({"other"}, 1), (None, 2)])
def test_a_change_of_what_it_was_made_from_ends_a_part(changed: set[str] | None, made: int) -> None:
    memos, part = deps.Memos(), Part("frame")
    page(memos, part)
    memos.catch_up(1, None if changed is None else frozenset(changed), at=NOW)
    page(memos, part, version=1)
    assert part.made == made


def test_who_has_seen_more_or_fewer_changes_makes_the_part_for_itself_and_keeps_nothing() -> None:
    memos, part = deps.Memos(), Part("frame")
    memos.catch_up(5, None, at=NOW)
    page(memos, part, version=4)
    page(memos, part, version=6)
    assert part.made == 2
    page(memos, part, version=5)
    assert part.made == 3, "neither was kept"


def test_a_part_that_a_change_met_while_it_was_made_is_not_kept() -> None:
    memos = deps.Memos()

    def make() -> int:
        deps.touch("frame")
        memos.catch_up(1, frozenset({"frame"}), at=NOW)
        return 1

    with deps.recording(memos=memos, version=0):
        deps.memo("part", make)
    assert memos.take("part", version=1) is None


def test_time_ends_a_part_and_a_clock_set_back_ends_one_of_the_future() -> None:
    memos, part = deps.Memos(), Part("frame", until=timedelta(hours=1))
    page(memos, part)
    with clock.standing_at(NOW + timedelta(hours=1)):
        page(memos, part)
        assert part.made == 2
    page(memos, part)
    assert part.made == 3, "what was made an hour ahead may show what is under embargo now"


def test_a_part_that_breaks_is_not_kept() -> None:
    memos = deps.Memos()

    def broken() -> int:
        raise ValueError("broke")

    with pytest.raises(ValueError, match="broke"), deps.recording(memos=memos):
        deps.memo("part", broken)
    assert page(memos, Part("frame")).keys == {"frame"}


def test_threads_record_each_for_itself() -> None:
    both_open, seen = threading.Barrier(2), {}

    def make(name: str) -> None:
        with deps.recording() as record:
            both_open.wait(10)
            deps.touch(name)
            both_open.wait(10)
        seen[name] = record.keys

    threads = [threading.Thread(target=make, args=(name,)) for name in ("a", "b")]
    with deps.recording() as outer:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert seen == {"a": {"a"}, "b": {"b"}}
    assert outer.keys == set()
