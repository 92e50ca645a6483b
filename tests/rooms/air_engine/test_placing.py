"""Frames on their way to the ring, by hand: what a stream does that becomes another one in the middle."""

import threading
from collections.abc import Iterator

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame

from groundwave.air.engine.feed import StreamFeed
from groundwave.air.engine.placing import Placing
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import NOON, pitch, sine

Form = tuple[int, str]


def frames(tone: float, seconds: float, rate: int, layout: str) -> Iterator[AudioFrame]:
    sound = sine(tone, seconds, rate=rate)[:, : 1 if layout == "mono" else 2]
    for begin in range(0, len(sound), 1_152):
        data = np.ascontiguousarray(sound[begin : begin + 1_152].reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(data, format="s16", layout=layout)
        frame.sample_rate = rate
        yield frame


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((44_100, "stereo"), (32_000, "mono")),
        ((44_100, "stereo"), (48_000, "stereo")),
        ((48_000, "mono"), (44_100, "mono")),
        ((48_000, "mono"), (22_050, "stereo")),
    ],
)
def test_what_is_not_heard_yet_is_kept_when_rate_and_channels_change(before: Form, after: Form) -> None:
    feed = StreamFeed("a stream")
    placing = Placing(feed, threading.Event(), 0)
    now = float(NOON)
    for tone, form in ((600, before), (900, after)):
        for frame in frames(tone, 4, *form):
            now += frame.samples * RATE / frame.sample_rate
            placing.arrived(frame, int(now))
    ring = feed.ring
    assert ring.end - ring.start > 7.9 * RATE, "no new beginning"
    sound = ring.read(ring.start, ring.end - ring.start)[:, 0]
    assert pitch(sound[: 3 * RATE]) == pytest.approx(600, abs=1)
    assert pitch(sound[-3 * RATE :]) == pytest.approx(900, abs=1)
    silent = np.abs(sound.reshape(-1)[: len(sound) // 48 * 48].reshape(-1, 48)).max(axis=1) < 1e-4
    assert silent[10:-10].sum() <= 2, "milliseconds of silence between the two"
