"""Instruments and a room for the demo station's sound: plucks, bells, pads, shaped noise, reverb, loudness.

Everything works on float32 arrays at 48 kHz. Notes are laid into a *circular* buffer: what rings past the end
continues at the beginning, and the reverb is a circular convolution, so a bed loops without a seam.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

RATE = 48_000

Mono = npt.NDArray[np.float32]
"""Samples of one channel."""
Stereo = npt.NDArray[np.float32]
"""Samples of two channels, shape (2, n)."""

KALIMBA = ((1.0, 1.0, 1.9), (2.0, 0.16, 0.9), (3.01, 0.05, 0.45), (5.42, 0.045, 0.16))
FELT = ((1.0, 1.0, 2.6), (2.001, 0.34, 1.6), (3.003, 0.12, 1.0), (4.008, 0.05, 0.6), (5.015, 0.02, 0.4))
BELL = ((0.5, 0.22, 5.0), (1.0, 1.0, 3.6), (2.0, 0.30, 2.4), (2.76, 0.20, 1.5), (4.07, 0.09, 0.8), (5.4, 0.05, 0.5))
"""An instrument is its partials: (ratio to the fundamental, level, seconds to fall to 1/e)."""

Partials = tuple[tuple[float, float, float], ...]


def hertz(note: float) -> float:
    """Frequency of a MIDI note number (69 is A4, 440 Hz)."""
    return float(440.0 * 2.0 ** ((note - 69.0) / 12.0))


def clock(seconds: float) -> Mono:
    """Sample times from zero, in seconds."""
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def rounded(sound: Mono, *, attack: float, release: float) -> Mono:
    """The sound with raised-cosine ends, so that it neither starts nor stops with a click."""
    sound = sound.copy()
    rise, fall = int(attack * RATE), int(release * RATE)
    sound[:rise] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, rise, dtype=np.float32))
    sound[-fall:] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fall, dtype=np.float32))
    return sound


@lru_cache(maxsize=256)
def struck(note: float, partials: Partials, seconds: float = 5.0, attack: float = 0.006) -> Mono:
    """One struck or plucked note; callers share the array and must not change it."""
    at = clock(seconds)
    total = np.zeros_like(at)
    for ratio, level, decay in partials:
        span = min(len(at), int(decay * 6 * RATE))
        part = at[:span]
        total[:span] += (
            np.float32(level)
            * np.exp(part / np.float32(-decay))
            * np.sin(np.float32(2 * np.pi * hertz(note) * ratio) * part)
        )
    return rounded(total, attack=attack, release=0.4)


@lru_cache(maxsize=64)
def pad(notes: tuple[float, ...], seconds: float, fade: float) -> Stereo:
    """A held chord of slightly detuned soft voices, wide in stereo, with slow ends of `fade` seconds."""
    at = clock(seconds)
    sides = np.zeros((2, len(at)), dtype=np.float32)
    for order, note in enumerate(notes):
        base = np.float32(2 * np.pi * hertz(note))
        level = np.float32(0.9 / (1 + 0.25 * order))
        breath = 1 + np.float32(0.18) * np.sin(np.float32(2 * np.pi * (0.07 + 0.023 * order)) * at + order)
        for side, detune in ((0, 0.9985), (1, 1.0017)):
            voice = np.sin(base * np.float32(detune) * at + order)
            voice += np.float32(0.22) * np.sin(base * np.float32(2 * detune) * at)
            sides[side] += level * breath * voice
    return np.stack([rounded(side, attack=fade, release=fade) for side in sides])


def lay(into: Stereo, sound: Mono | Stereo, *, at: float, gain: float, pan: float = 0.0) -> None:
    """Mix `sound` into the circular buffer at a time in seconds; pan runs from -1 (left) to 1 (right)."""
    length = into.shape[1]
    start = int(at * RATE) % length
    angle = (pan + 1) * np.pi / 4
    for side, weight in ((0, np.cos(angle)), (1, np.sin(angle))):
        part = (sound if sound.ndim == 1 else sound[side])[:length]
        scaled = part * np.float32(gain * weight)
        head = min(len(part), length - start)
        into[side, start : start + head] += scaled[:head]
        into[side, : len(part) - head] += scaled[head:]


def shaped_noise(seconds: float, *, low: float, high: float, tilt: float, rng: np.random.Generator) -> Mono:
    """Circular noise between two frequencies, its level falling by (f/low)**-tilt; unit RMS."""
    count = int(seconds * RATE)
    bins = np.fft.rfftfreq(count, 1 / RATE).astype(np.float32)
    phase = rng.random(len(bins), dtype=np.float32) * np.float32(2 * np.pi)
    level = np.zeros_like(bins)
    level[1:] = (np.maximum(bins[1:], low) / np.float32(low)) ** np.float32(-tilt)
    level[1:] /= 1 + ((bins[1:] / np.float32(high)) ** 2) ** 2
    level[1:] /= 1 + ((np.float32(low) / bins[1:]) ** 2) ** 2
    spectrum = np.empty(len(bins), dtype=np.complex64)
    spectrum.real, spectrum.imag = level * np.cos(phase), level * np.sin(phase)
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(sound / np.sqrt(np.mean(sound**2)), dtype=np.float32)


def k_weight(bins: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Power response of the K-weighting of ITU-R BS.1770-4, table 1 and 2, at frequencies in Hz (48 kHz)."""
    grid = np.linspace(0, RATE / 2, 8192)  # smooth enough to interpolate; exact for every bin costs a second
    z = np.exp(-2j * np.pi * grid / RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    rumble = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.interp(bins, grid, np.abs(shelf * rumble) ** 2).astype(np.float32)


def loudness(sound: Stereo) -> float:
    """Ungated loudness in LUFS (ITU-R BS.1770-4 without the gates: the beds have no silences to gate out)."""
    count = sound.shape[1]
    weight = k_weight(np.fft.rfftfreq(count, 1 / RATE).astype(np.float32))
    power = sum(float(np.sum(weight * np.abs(np.fft.rfft(side)) ** 2)) for side in sound) * 2 / count**2
    return float(-0.691 + 10 * np.log10(max(power, 1e-12)))


def roomed(dry: Stereo, *, seconds: float, wet: float, seed: int) -> Stereo:
    """The sound in a soft, dark room: circular convolution with decaying noise of unit energy."""
    count = dry.shape[1]
    rng = np.random.default_rng(seed)
    at = clock(min(seconds * 1.6, count / RATE))
    out = np.empty_like(dry)
    tone = wet / (1 + (np.fft.rfftfreq(count, 1 / RATE).astype(np.float32) / np.float32(2600)) ** 2)
    for side in (0, 1):
        room = np.zeros(count, dtype=np.float32)
        room[: len(at)] = rng.standard_normal(len(at), dtype=np.float32) * np.exp(at * np.float32(-6.9 / seconds))
        room[: len(at)] *= np.minimum(at / np.float32(0.03), 1)
        room /= np.sqrt(np.sum(room**2))  # float32 throughout: the transform is twice as fast
        answer = np.fft.rfft(room) * tone + 1
        answer[0] = 0  # no direct current
        out[side] = np.fft.irfft(np.fft.rfft(dry[side]) * answer, count)
    return out


def leveled(sound: Stereo, *, lufs: float, ceiling: float = 0.7) -> Stereo:
    """The sound at a loudness in LUFS, rounded off smoothly so that no sample exceeds `ceiling` (0.7 = -3.1 dBFS)."""
    gain = 10 ** ((lufs - loudness(sound)) / 20)
    loud = sound * np.float32(gain)
    knee = np.float32(ceiling * 0.7)
    over = np.abs(loud) > knee
    room = np.float32(ceiling) - knee
    loud[over] = np.sign(loud[over]) * (knee + room * np.tanh((np.abs(loud[over]) - knee) / room))
    return loud


def walk(notes: Sequence[float], rng: np.random.Generator, count: int) -> list[float]:
    """A melody of `count` notes that moves by small steps up and down the given scale and turns at its ends."""
    place = int(rng.integers(len(notes) // 3, 2 * len(notes) // 3))
    line: list[float] = []
    for _ in range(count):
        place += int(rng.choice([-2, -1, -1, 0, 1, 1, 2]))
        place = abs(place) if place < len(notes) else 2 * (len(notes) - 1) - place
        line.append(notes[max(0, min(place, len(notes) - 1))])
    return line
