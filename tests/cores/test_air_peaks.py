"""Peaks as words."""

from __future__ import annotations

import pytest

from groundwave.air.core.peaks import Minute, decibels, minutes, place


@pytest.mark.parametrize(("byte", "level"), [(255, 0), (170, -20), (1, -60), (0, None)])
def test_a_byte_is_a_level(byte: int, level: int | None) -> None:
    assert decibels(byte) == level


def test_minutes_say_the_loudest_of_each() -> None:
    assert minutes(bytes(100) + b"\xff" + bytes(30)) == [Minute(0, 0), Minute(60, None)]
    assert [place(seconds, of=100) for seconds in (-1, 0, 50, 200)] == [0, 0, 500, 1000]
    assert place(3, of=0) == 0
