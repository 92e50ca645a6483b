"""Sound by absolute sample index, in a bounded buffer between one writing and one reading thread."""

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from groundwave.air.engine.timeline import RATE

Samples = NDArray[np.float32]
"""Stereo sound: shape (count, 2), full scale is 1.0."""

SILENCE: Final = -120.0


class Ring:
    """A window [start, end) of consecutive samples; writing moves its end, releasing moves its start."""

    def __init__(self, capacity: int) -> None:
        self._store = np.zeros((capacity, 2), np.float32)
        self._capacity = capacity
        self._changed = threading.Condition()
        self._start = self._end = 0

    @property
    def start(self) -> int:
        """The index of the oldest sample held."""
        return self._start

    @property
    def end(self) -> int:
        """The index after the newest sample held."""
        return self._end

    def write(self, index: int, samples: Samples) -> None:
        """Append ``samples`` at ``index``. What overlaps the window is passed over; after a hole the window is new.

        More than there is room for pushes the oldest out.
        """
        with self._changed:
            if index > self._end or self._start == self._end:
                self._start = self._end = max(index, self._start)
            samples = (
                samples[self._end - index :][-self._capacity :] if self._end > index else samples[-self._capacity :]
            )
            begin = max(self._end, index)
            if not len(samples):
                return
            at = begin % self._capacity
            first = min(len(samples), self._capacity - at)
            self._store[at : at + first] = samples[:first]
            self._store[: len(samples) - first] = samples[first:]
            self._end = begin + len(samples)
            self._start = max(self._start, self._end - self._capacity)

    def read(self, index: int, count: int) -> Samples:
        """Up to ``count`` samples from ``index``; none when ``index`` lies outside the window."""
        with self._changed:
            if not self._start <= index < self._end:
                return np.zeros((0, 2), np.float32)
            count = min(count, self._end - index)
            at = index % self._capacity
            first = min(count, self._capacity - at)
            return np.concatenate((self._store[at : at + first], self._store[: count - first]))

    def ahead(self, index: int) -> int:
        """How many samples from ``index`` on can be read."""
        with self._changed:
            return self._end - index if self._start <= index < self._end else 0

    def release(self, index: int) -> None:
        """Give up what lies before ``index``; later writes before it are passed over."""
        with self._changed:
            self._start = max(self._start, index)
            self._end = max(self._end, self._start)
            self._changed.notify_all()

    def restart(self, index: int) -> None:
        """Hold nothing, and begin at ``index``."""
        with self._changed:
            self._start = self._end = index
            self._changed.notify_all()

    def wait_for_room(self, count: int, timeout: float) -> bool:
        """Whether ``count`` samples fit, after waiting at most ``timeout`` seconds for it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._end - self._start + count <= self._capacity, timeout)


def decibels(amplitude: float) -> float:
    """An amplitude in dB below full scale; nothing at all is -120."""
    return max(SILENCE, 20 * float(np.log10(amplitude))) if amplitude > 0 else SILENCE


def seconds(samples: int) -> float:
    """A number of samples in seconds."""
    return samples / RATE
