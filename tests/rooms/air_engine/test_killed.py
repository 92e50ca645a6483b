"""`kill -9` while a source is on the air that sends its burst at every connect, as Icecast does."""

from __future__ import annotations

from datetime import datetime

import pytest

from groundwave.air.engine.timeline import RATE, SEGMENT, chunk_path, number_of, starts_at
from groundwave.ops.air_bench.radio import Radio, a_loop, decoded
from tests.playlists import check
from tests.rooms.air_engine.bench import FastClock, Station, wait_until
from tests.rooms.air_engine.child import Child

pytestmark = pytest.mark.network


def taken(station: Station) -> list[float]:
    """When the source was taken, each time, as Unix time."""
    found = [one["at"] for one in station.asrun if one["event"] == "source taken" and one["index"] == 0]
    return [datetime.fromisoformat(at).timestamp() for at in found]


def delay(station: Station, radio: Radio) -> float:
    """Of the source's sound behind the source, once there is a segment that is full of it."""
    number = number_of(int(taken(station)[-1] * RATE)) + 1
    folder = station.rendition
    wait_until(lambda: (folder / chunk_path(number, "seg")).exists(), "a segment full of the source")
    sound = decoded((folder / "init.mp4").read_bytes() + (folder / chunk_path(number, "seg")).read_bytes())
    return radio.delay(sound, starts_at(number).timestamp())


def test_the_clock_and_the_sequence_are_right_after_a_kill(station: Station) -> None:
    clock = FastClock(4)
    with Radio(a_loop(), now=lambda: clock.now() / RATE) as radio:
        station.plan(radio.url, renditions=[96_000])
        with Child(station, clock) as first:
            wait_until(lambda: len(taken(station)) == 1, "it is on the air")
            before = delay(station, radio)
            first.kill()
        with Child(station, clock):
            wait_until(lambda: len(taken(station)) == 2, "it is on the air again")
            after = delay(station, radio)
    assert abs(after - before) < 1, "a burst of four seconds would have moved it by seconds"
    assert (station.events.count("started"), station.events[-1]) == (2, "source taken")
    numbers = station.numbers()
    again = [one for one in station.asrun if one["event"] == "started"][1]
    assert numbers == [*range(numbers[0], again["after"] + 1), *range(again["first_segment"], numbers[-1] + 1)]
    assert numbers[-1] * SEGMENT + SEGMENT <= clock.now()
    text = (station.rendition / "live.m3u8").read_text()
    listed = check(text)
    assert listed == [chunk_path(number, "seg") for number in numbers[-len(listed) :]]
    assert f"#EXT-X-MEDIA-SEQUENCE:{numbers[-len(listed)]}\n" in text
    assert f"#EXT-X-PROGRAM-DATE-TIME:{starts_at(numbers[-1]):%Y-%m-%dT%H:%M:%S}." in text
