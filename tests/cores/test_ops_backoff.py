"""Pauses before a part is started again."""

from groundwave.ops.core.backoff import Backoff


def pauses(backoff: Backoff, *lives: float) -> list[float]:
    found = []
    for lived in lives:
        pause, backoff = backoff.after_death(lived=lived)
        found.append(round(pause, 3))
    return found


def test_pauses_double_up_to_the_longest() -> None:
    assert pauses(Backoff(first=0.2, longest=1.0), 1, 1, 1, 1, 1) == [0.2, 0.4, 0.8, 1.0, 1.0]


def test_a_steady_life_begins_anew() -> None:
    assert pauses(Backoff(first=0.2, longest=10), 1, 1, 1, 60, 1) == [0.2, 0.4, 0.8, 0.2, 0.4]


def test_a_part_that_never_lives_is_still_tried() -> None:
    assert pauses(Backoff(first=0.2, longest=10), *[0.0] * 5000)[-1] == 10
