"""What the mixer sees of a source: sound at an index, how much of it is ready, and what troubles it."""

import threading
from typing import Final, Protocol

from groundwave.air.engine.ring import Ring, Samples
from groundwave.air.engine.timeline import RATE

FILE_CAPACITY: Final = 8 * RATE
STREAM_CAPACITY: Final = 30 * RATE


class Sound(Protocol):
    """Something the mixer can put on the air."""

    @property
    def label(self) -> str:
        """What it is, for a person."""

    @property
    def trouble(self) -> str | None:
        """Why it cannot be heard, when that is known."""

    def lead(self, at: int) -> int:
        """How many samples are ready from ``at`` on."""

    def read(self, at: int, count: int) -> Samples:
        """Up to ``count`` samples from ``at``."""

    def peek(self, at: int, count: int) -> Samples | None:
        """What would be heard; None for one that waits until it is on the air."""

    def take(self, at: int) -> None:
        """It goes on the air at ``at``."""

    def leave(self) -> None:
        """It goes off the air."""

    def advance(self, at: int) -> None:
        """Nothing before ``at`` will be asked for again."""


class StreamFeed:
    """Sound that has its own time: it runs on whether it is on the air or not."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.trouble: str | None = "not connected yet"
        self.title = ""
        self.ring = Ring(STREAM_CAPACITY)

    def lead(self, at: int) -> int:
        """How many samples are ready from ``at`` on."""
        return self.ring.ahead(at)

    def read(self, at: int, count: int) -> Samples:
        """Up to ``count`` samples from ``at``."""
        return self.ring.read(at, count)

    def peek(self, at: int, count: int) -> Samples | None:
        """What would be heard."""
        return self.ring.read(at, count)

    def take(self, at: int) -> None:
        """It goes on the air at ``at``; a stream does not care."""

    def leave(self) -> None:
        """It goes off the air; a stream does not care."""

    def advance(self, at: int) -> None:
        """Nothing before ``at`` will be asked for again."""
        self.ring.release(at)


class FileFeed:
    """Sound from files: it waits, ready, until it is put on the air, and costs nothing meanwhile.

    The ring counts the file's own samples; their place on the timeline is fixed when the feed is taken. When it is left
    the ring is emptied, and ``visit`` counts up: the reading thread begins anew.
    """

    def __init__(self, label: str, capacity: int = FILE_CAPACITY) -> None:
        self.label = label
        self.trouble: str | None = None
        self.ring = Ring(capacity)
        self.visit = 0
        self._offset: int | None = None
        self._turning = threading.Lock()

    def lead(self, at: int) -> int:
        """How many samples are ready from ``at`` on."""
        if self._offset is None:
            return self.ring.end - self.ring.start
        return self.ring.ahead(at - self._offset)

    def read(self, at: int, count: int) -> Samples:
        """Up to ``count`` samples from ``at``."""
        return self.ring.read(at - (self._offset or 0), count)

    def peek(self, at: int, count: int) -> Samples | None:
        """Nothing: it waits."""
        return None

    def take(self, at: int) -> None:
        """It goes on the air at ``at``."""
        self._offset = at - self.ring.start

    def leave(self) -> None:
        """It goes off the air."""
        with self._turning:
            self._offset = None
            self.visit += 1
            self.ring.restart(0)

    def advance(self, at: int) -> None:
        """Nothing before ``at`` will be asked for again."""
        if self._offset is not None:
            self.ring.release(at - self._offset)

    def put(self, visit: int, index: int, samples: Samples, stopping: "Stopping") -> bool:
        """Write when there is room; False when the feed was left or is to stop meanwhile."""
        while not self.ring.wait_for_room(len(samples), 0.5):
            if stopping.is_set() or self.visit != visit:
                return False
        with self._turning:
            # A write for a visit that is over would sit in the ring of the next one.
            if stopping.is_set() or self.visit != visit:
                return False
            self.ring.write(index, samples)
            return True


class Stopping(Protocol):
    """A flag that says that a thread is to end."""

    def is_set(self) -> bool:
        """Whether it is to end."""
