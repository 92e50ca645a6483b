"""Where a stream's sound is placed: bursts, senders that keep no time, drifting clocks."""

import random
from collections.abc import Iterator

import pytest

from groundwave.air.engine.pace import DELAY, LONGEST_HOLD, Pacer
from groundwave.air.engine.timeline import RATE

NOON = 1_795_392_000 * RATE
FRAME = 1_152


def sent(seconds: float, *, burst: float = 0.0, speed: float = 1.0, jitter: float = 0.0) -> Iterator[tuple[int, int]]:
    """(media begin, arrival) of each frame of a stream; ``burst`` seconds of it come at once."""
    chance = random.Random(3)
    latest = NOON
    for frame in range(int(seconds * RATE / FRAME)):
        media = frame * FRAME
        due = NOON + max(0, int((media + FRAME - burst * RATE) / speed))
        latest = max(latest, due + int(chance.expovariate(1) * jitter * RATE))
        yield media, latest


@pytest.mark.parametrize("burst", [0.0, 2.7, 16.0])
def test_a_burst_does_not_move_the_clock(burst: float) -> None:
    pacer = Pacer()
    for media, arrival in sent(burst + 8, burst=burst):
        pacer.arrived(media, media + FRAME, arrival)
    assert pacer.state == "paced"
    # What arrives now is heard one delay later, whatever came before it.
    assert abs(pacer.place(media + FRAME) - arrival - DELAY) <= FRAME


def test_the_hold_is_short() -> None:
    pacer = Pacer()
    settled = next(at for media, at in sent(8, burst=2.7) if pacer.arrived(media, media + FRAME, at) != "holding")
    assert RATE <= settled - NOON <= RATE + FRAME * 2


def test_a_sender_ten_times_too_fast_is_played_from_its_start() -> None:
    pacer = Pacer()
    for media, arrival in sent(60, speed=10):
        if pacer.arrived(media, media + FRAME, arrival) != "holding":
            break
    assert pacer.state == "unpaced"
    assert arrival - NOON < LONGEST_HOLD
    assert 0 < pacer.place(0) - arrival < RATE


def test_a_slow_link_settles_at_last() -> None:
    pacer = Pacer()
    for media, arrival in sent(8, speed=1.9):
        pacer.arrived(media, media + FRAME, arrival)
    assert pacer.state == "paced"


@pytest.mark.parametrize("ppm", [-300, -50, 0, 100, 250])
def test_a_drifting_clock_is_followed(ppm: int) -> None:
    """25 minutes: without tracking 100 ppm would be 0.15 s."""
    pacer = Pacer()
    errors = []
    for media, arrival in sent(1500, burst=2.0, speed=1 + ppm / 1e6, jitter=0.02):
        pacer.arrived(media, media + FRAME, arrival)
        if arrival - NOON > 60 * RATE:
            ideal = NOON + (media + FRAME - 2 * RATE) / (1 + ppm / 1e6)
            errors.append(pacer.place(media + FRAME) - DELAY - ideal)
    assert max(errors) - min(errors) < 0.03 * RATE
    assert max(abs(error) for error in errors) < 0.05 * RATE


def test_a_stall_leaves_the_place_as_it_was() -> None:
    pacer = Pacer()
    frames = list(sent(60, burst=1.0))
    for media, arrival in frames[:1500]:
        pacer.arrived(media, media + FRAME, arrival)
    before = pacer.offset
    for media, arrival in frames[1500:]:
        pacer.arrived(media, media + FRAME, max(arrival, frames[1500][1] + 4 * RATE))
    assert abs(pacer.offset - before) < 0.01 * RATE


def test_a_reader_that_was_held_back_learns_nothing() -> None:
    pacer = Pacer()
    for media, arrival in sent(40):
        pacer.arrived(media, media + FRAME, arrival)
    before = pacer.offset
    for step in range(5_000):
        pacer.waited()
        pacer.arrived(step, step + 1, arrival + step * FRAME)
    assert pacer.offset == before
