"""Which frames a cut takes, and what stands where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundwave.air.engine.spans import PREROLL_FRAMES, SILENCE, Hole, NothingKept, Piece, Run, cut

FRAME = 1024
ONE, TWO = Path("one.m4s"), Path("two.m4s")
FIRST = Run(900, [10] * 90, ONE, 100)
SECOND = Run(990, [20] * 90, TWO, 200)


def test_a_cut_within_a_segment_begins_with_preroll_and_ends_with_the_frame_of_its_last_sample() -> None:
    found = cut([FIRST], 910 * FRAME + 5, 920 * FRAME + 1)
    assert found.first == 910 - PREROLL_FRAMES
    assert found.lead == PREROLL_FRAMES * FRAME + 5
    assert list(found.sizes) == [10] * 13
    assert found.pieces == [Piece(ONE, 100 + 80, 130)]
    assert found.holes == []


def test_runs_may_come_in_any_order_and_overlap() -> None:
    found = cut([SECOND, FIRST, Run(905, [7] * 20, TWO, 0)], 980 * FRAME, 1000 * FRAME)
    assert found.pieces == [Piece(ONE, 100 + 780, 120), Piece(TWO, 200, 200)]
    assert found.samples == 20 * FRAME


@pytest.mark.parametrize(
    ("runs", "begin", "end", "holes"),
    [
        ([FIRST], 980 * FRAME, 1000 * FRAME, [Hole(990 * FRAME, 1000 * FRAME)]),
        ([SECOND], 980 * FRAME + 7, 1000 * FRAME, [Hole(980 * FRAME + 7, 990 * FRAME)]),
        ([FIRST, Run(1080, [5], TWO, 0)], 980 * FRAME, 1081 * FRAME, [Hole(990 * FRAME, 1080 * FRAME)]),
        # What is missing of the pre-roll alone is heard by nobody.
        ([SECOND], 990 * FRAME, 1000 * FRAME, []),
    ],
)
def test_a_hole_stays_in_time_and_is_told(runs: list[Run], begin: int, end: int, holes: list[Hole]) -> None:
    found = cut(runs, begin, end)
    assert found.holes == holes
    assert len(found.sizes) == -(-end // FRAME) - (begin // FRAME - PREROLL_FRAMES)
    silent = sum(piece.length for piece in found.pieces if piece.path is None)
    assert list(found.sizes).count(len(SILENCE)) >= silent > 0


@pytest.mark.parametrize("runs", [[], [FIRST], [Run(2000, [4], ONE, 0)]])
def test_of_nothing_kept_nothing_is_cut(runs: list[Run]) -> None:
    with pytest.raises(NothingKept, match="nothing of it"):
        cut(runs, 990 * FRAME, 1000 * FRAME)


def test_a_cut_has_a_length() -> None:
    with pytest.raises(ValueError, match="no length"):
        cut([FIRST], 910 * FRAME, 910 * FRAME)
