"""Loudness and peaks."""

import numpy as np
import pytest

from groundwave.air.engine.loudness import CEILING, Leveler, Limiter, next_gain
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.r128 import LoudnessMeter
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE


def tone(dbfs: float, seconds: float = 10, hertz: float = 997) -> list[Samples]:
    """Ticks of a stereo sine with its peak at so many dBFS."""
    ticks = round(seconds * RATE / TICK)
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * np.arange(ticks * TICK) / RATE)
    return np.split(np.stack((wave, wave), axis=1).astype(np.float32), ticks)


@pytest.mark.parametrize("dbfs", [-18.0, -23.0, -36.0])
def test_loudness_is_that_of_ebu_tech_3341(dbfs: float) -> None:
    """Test cases 1 and 2: a stereo tone of 1 kHz at -23 dBFS has -23 LUFS."""
    meter = LoudnessMeter()
    for block in tone(dbfs, 4):
        meter.measure(block)
    assert meter.short_term == pytest.approx(dbfs, abs=0.1)


@pytest.mark.parametrize(
    ("gain", "short_term", "then"),
    [
        (0.0, None, 0.0),
        (3.0, -60.0, 3.0),
        (0.0, -28.0, 1.0),
        (5.0, -28.0, 6.0),
        (0.0, -18.2, 0.2),
        (0.0, -8.0, -1.0),
        (11.9, -49.0, 12.0),
    ],
)
def test_gain_goes_a_decibel_in_ten_seconds_at_most(gain: float, short_term: float | None, then: float) -> None:
    assert next_gain(gain, short_term=short_term, target=-18.0, seconds=10) == pytest.approx(then)


def test_a_quiet_program_comes_up_and_a_pause_does_not() -> None:
    leveler = Leveler(-18.0)
    sent = [leveler.level(block) for block in tone(-23, 70)]
    assert leveler.lufs == pytest.approx(-18, abs=0.2)
    assert float(np.abs(sent[-1]).max()) == pytest.approx(10 ** (-18 / 20), rel=0.02)
    before = leveler.gain_db
    for block in tone(-75, 20):
        leveler.level(block)
    assert leveler.gain_db == pytest.approx(before, abs=0.4), "three seconds are short-term; then it stays"


def test_off_is_as_it_comes_and_turning_it_off_is_not_a_jump() -> None:
    assert all(Leveler(None).level(block) is block for block in tone(-30, 1))
    leveler = Leveler(-18.0)
    for block in tone(-30, 40):
        leveler.level(block)
    gain = leveler.gain_db
    leveler.target = None
    leveler.level(tone(-30, 1)[0])
    assert gain - 0.2 < leveler.gain_db < gain
    for block in tone(-30, 10):
        last = leveler.level(block)
    assert last is block


def test_no_peak_goes_over_and_what_is_quiet_is_not_touched() -> None:
    limiter = Limiter()
    quiet = tone(-6, 1)
    assert all(limiter.limit(block) is block for block in quiet)
    loud = [limiter.limit(block * 3) for block in quiet]
    assert max(float(np.abs(block).max()) for block in loud) <= CEILING + 1e-6
    # Turned down, not cut off: the tone stays a tone.
    spectrum = np.abs(np.fft.rfft(np.concatenate(loud[2:])[:, 0] * np.hanning(8 * TICK)))
    first = int(np.argmax(spectrum))
    others = spectrum.copy()
    others[max(0, first - 40) : first + 40] = 0
    assert 20 * np.log10(others.max() / spectrum[first]) < -40
    for block in quiet * 3:
        last = limiter.limit(block)
    assert last is block, "and lets go again"
