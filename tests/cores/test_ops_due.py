"""When periodic jobs run."""

from groundwave.ops.core.due import due, until_next

EVERY = {"plans": 10.0, "publish": 20.0, "tidy": 3600.0}


def test_what_never_ran_is_due_at_once_and_in_order() -> None:
    assert due(EVERY, {}, at=5) == ["plans", "publish", "tidy"]
    assert until_next(EVERY, {}, at=5, longest=60) == 0


def test_the_most_overdue_goes_first() -> None:
    last = {"plans": 100.0, "publish": 80.0, "tidy": 100.0}
    assert due(EVERY, last, at=109.9) == ["publish"]
    assert due(EVERY, last, at=111) == ["publish", "plans"]


def test_the_wait_ends_with_the_next_job_or_the_longest_wait() -> None:
    last = {"plans": 100.0, "publish": 100.0, "tidy": 100.0}
    assert until_next(EVERY, last, at=104, longest=60) == 6
    assert until_next(EVERY, last, at=104, longest=5) == 5
    assert until_next(EVERY, last, at=500, longest=5) == 0
    assert until_next({}, {}, at=0, longest=5) == 5
