"""HE-AAC (SBR) and HE-AAC v2 (PS) as a stream that is joined in the middle: its rate is twice that of its headers.

The samples are a tone of 1 kHz, four times as loud on the left as on the right, made here and encoded by fdkaac:
`fdkaac -p 5 -b 40000 -f 2` at 44.1 kHz, `fdkaac -p 29 -b 24000 -f 2` at 48 kHz.
"""

import io
import threading
from pathlib import Path

import numpy as np
import pytest

from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.feed import StreamFeed
from groundwave.air.engine.placing import Placing
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import NOON, pitch


@pytest.mark.parametrize("begin", [0, 700, 1_333])
@pytest.mark.parametrize(("name", "rate"), [("he-aac-v1-44100", 44_100), ("he-aac-v2-48000", 48_000)])
def test_the_doubled_rate_and_both_sides_are_honored(name: str, rate: int, begin: int) -> None:
    data = (Path(__file__).parent / f"{name}.aac").read_bytes()[begin:]
    feed = StreamFeed("a stream")
    placing = Placing(feed, threading.Event(), 0)
    now, rates = float(NOON), []
    with open_sound(io.BytesIO(data), demuxer="aac", live=True) as container:
        for frame in frames(container, container.streams.audio[0]):
            now += frame.samples * RATE / frame.sample_rate
            rates.append(frame.sample_rate)
            placing.arrived(frame, int(now))
    assert rates[-1] == rate
    seconds = data.count(b"\xff\xf1") * 2_048 / rate
    ring = feed.ring
    assert (ring.end - ring.start) / RATE == pytest.approx(seconds, abs=0.15)
    sound = ring.read(ring.end - 2 * RATE, RATE * 3 // 2)
    assert pitch(sound[:, 0]) == pytest.approx(1_000, abs=1)
    left, right = np.sqrt(np.mean(np.square(sound), axis=0))
    assert left / right == pytest.approx(4, rel=0.25)
