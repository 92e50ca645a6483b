"""The small parts: ring, clock, titles in a stream, meter, frames to segments."""

import numpy as np
import pytest

from groundwave.air.engine.clock import SLEW, SteadyClock
from groundwave.air.engine.encode import Assembler, Framer
from groundwave.air.engine.icy import IcyStripper
from groundwave.air.engine.meter import Meter
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.ring import Ring, Samples, decibels
from groundwave.air.engine.timeline import RATE, SEGMENT

NOON = 1_795_392_000 * RATE


def count(begin: int, length: int) -> Samples:
    """Samples that say their own index."""
    return np.repeat(np.arange(begin, begin + length, dtype=np.float32)[:, None], 2, axis=1)


def held(ring: Ring) -> list[int]:
    return [int(value) for value in ring.read(ring.start, 1_000)[:, 0]]


def test_ring_keeps_the_newest() -> None:
    ring = Ring(10)
    for begin in range(0, 24, 3):
        ring.write(begin, count(begin, 3))
    assert held(ring) == list(range(14, 24))
    assert ring.read(13, 1).shape == ring.read(24, 1).shape == (0, 2)


@pytest.mark.parametrize(
    ("begin", "length", "expected"),
    [
        (5, 3, [0, 1, 2, 3, 4, 5, 6, 7]),  # right behind
        (3, 4, [0, 1, 2, 3, 4, 5, 6]),  # overlaps: what is there stands
        (1, 2, [0, 1, 2, 3, 4]),  # wholly old
        (9, 2, [9, 10]),  # after a hole
    ],
)
def test_ring_write(begin: int, length: int, expected: list[int]) -> None:
    ring = Ring(10)
    ring.write(0, count(0, 5))
    ring.write(begin, count(begin, length))
    assert held(ring) == expected


def test_ring_passes_over_what_comes_too_late() -> None:
    ring = Ring(10)
    ring.release(4)
    ring.write(0, count(0, 6))
    assert held(ring) == [4, 5]
    assert not ring.wait_for_room(9, 0)
    ring.release(6)
    assert ring.wait_for_room(9, 0)


def test_clock_works_off_a_small_correction_and_follows_a_step() -> None:
    wall, pace = [1_000.0], [50.0]
    clock = SteadyClock(wall=lambda: wall[0], monotonic=lambda: pace[0])
    assert clock.now() == 1_000 * RATE
    wall[0] += 10 - 0.4
    pace[0] += 10
    assert clock.now() == pytest.approx((1_010 - 10 * SLEW) * RATE, abs=2)
    assert (clock.offset, clock.step) == (pytest.approx(-0.4 + 10 * SLEW), None)
    wall[0] += 3_600
    assert clock.now() == pytest.approx(wall[0] * RATE, abs=2)
    assert clock.offset == 0
    assert clock.step == (pytest.approx(3_599.6 + 10 * SLEW), wall[0])


def icy_stream(interval: int, blocks: list[bytes]) -> tuple[bytes, bytes]:
    sound = bytes(range(256)) * 4
    stream = b""
    for at, block in enumerate(blocks):
        padded = block + bytes(-len(block) % 16)
        stream += sound[at * interval : (at + 1) * interval] + bytes([len(padded) // 16]) + padded
    return stream, sound[: interval * len(blocks)]


@pytest.mark.parametrize("portion", [1, 7, 100, 4096])
def test_titles_are_taken_out_of_the_sound(portion: int) -> None:
    stream, sound = icy_stream(100, [b"StreamTitle='It's late \xe2\x80\x93 news';StreamUrl='';", b"", b"junk", b""])
    stripper = IcyStripper(100)
    got = b"".join(stripper.strip(stream[at : at + portion]) for at in range(0, len(stream), portion))
    assert got == sound
    assert stripper.title == "It's late – news"


def test_a_title_in_latin_1_and_with_control_characters() -> None:
    stream, _ = icy_stream(100, [b"StreamTitle='Caf\xe9\n';"])
    stripper = IcyStripper(100)
    stripper.strip(stream)
    assert stripper.title == "Café"


def test_silence_begins_and_ends_once() -> None:
    meter = Meter(silence_seconds=2)
    quiet, loud = np.zeros((TICK, 2), np.float32), np.full((TICK, 2), 0.1, np.float32)
    turns = [meter.measure(block, loud) for block in [loud] * 5 + [quiet] * 40 + [loud] * 5]
    assert [(at, turn) for at, turn in enumerate(turns) if turn] == [(25, "begins"), (45, "ends")]
    assert meter.silence_seconds == 0


def test_meter_shows_level_and_peaks() -> None:
    meter = Meter(10)
    for _ in range(20):
        meter.measure(np.zeros((TICK, 2), np.float32), np.full((TICK, 2), 0.1, np.float32))
    assert meter.level_dbfs == -20.0
    assert meter.peaks == [0.1] * 10
    assert decibels(0) == -120


def test_framer_cuts_whole_frames_in_order() -> None:
    framer = Framer(NOON, 1_024)
    frames = [frame for _ in range(20) for frame in framer.cut(np.zeros((TICK, 2), np.float32))]
    assert [at for at, _ in frames] == list(range(NOON, NOON + SEGMENT, 1_024))
    assert {len(samples) for _, samples in frames} == {1_024}


def test_assembler_gives_whole_segments_only() -> None:
    assembler = Assembler(1_152)
    first = NOON // SEGMENT * SEGMENT
    begin = first - 5 * 1_152
    indexes = [i for i in range(begin, first + 3 * SEGMENT, 1_152) if i != first + SEGMENT + 40 * 1_152]
    done = [found for i in indexes if (found := assembler.add(i, b"f"))]
    assert [number - first // SEGMENT for number, _ in done] == [0, 2]
    assert {len(frames) for _, frames in done} == {80}
