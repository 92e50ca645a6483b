"""Where a stream's sound belongs on the timeline, from when it arrived. No clock: it is handed the time.

A server that sends a burst of old sound at connect would, taken at its word, move the clock ahead by seconds. So the
first second is held back; then the sound that came with least delay says what "now" is, and everything older is passed
over. From then on the place of the stream moves only slowly, with the drift between its clock and ours.
"""

from collections import deque
from typing import Final, Literal

from groundwave.air.engine.timeline import RATE

DELAY: Final = 3 * RATE // 2
"""How long sound waits between its arrival and the air; a stall shorter than this is not heard."""
SHORTEST_HOLD: Final = RATE
LONGEST_HOLD: Final = 3 * RATE
MOST_HELD: Final = 20 * RATE
"""More than this in a burst is no burst: the sender does not keep time (a file on a web server)."""
UNPACED_LEAD: Final = RATE // 4
WINDOW: Final = 20
"""Seconds over which the least delay is sought."""
SLEW: Final = 24
"""Samples a second, 500 ppm: no one hears it, and no sound card drifts as fast."""

State = Literal["holding", "paced", "unpaced"]


class Pacer:
    """Counts are samples at 48 kHz: ``media`` since the stream began, ``now`` on the epoch timeline. ``late``: how much
    later than that of a steady stream the sound may come.
    """

    def __init__(self, late: int = 0) -> None:
        self._delay = DELAY + late
        self.reset()

    def reset(self) -> None:
        """Forget everything: the next arrival is the first."""
        self.state: State = "holding"
        self.offset = 0
        self._arrivals: deque[tuple[int, int]] = deque()
        self._least: deque[tuple[int, int]] = deque(maxlen=WINDOW)
        self._slewed_at = 0

    def arrived(self, media_begin: int, media_end: int, now: int) -> State:
        """Sound up to ``media_end`` is there. Ends the hold when the stream's place is known."""
        if self.state == "holding":
            if not self._arrivals:
                self._arrivals.append((now, media_begin))
            self._arrivals.append((now, media_end))
            self._settle(now, media_end)
        elif self.state == "paced":
            self._track(now, now - media_end)
        return self.state

    def give_up(self, now: int) -> None:
        """The stream ended while it was held: play what there is of it from the start."""
        self.state, self.offset = "unpaced", now + UNPACED_LEAD - self._arrivals[0][1]
        self._arrivals.clear()

    def waited(self) -> None:
        """The reader was held back for want of room, so arrival times say nothing about the sender's clock."""
        self._least.clear()

    def place(self, media: int) -> int:
        """The index on the timeline of the stream's sample ``media``, once it is no longer held."""
        return media + self.offset

    def _settle(self, now: int, media_end: int) -> None:
        began, first = self._arrivals[0]
        if media_end - first >= MOST_HELD:
            self.give_up(now)
            return
        if now - began >= LONGEST_HOLD or (now - began >= SHORTEST_HOLD and self._calm(now, media_end)):
            self.state = "paced"
            self.offset = min(at - media for at, media in list(self._arrivals)[1:]) + self._delay
            self._slewed_at = now
            self._arrivals.clear()

    def _calm(self, now: int, media_end: int) -> bool:
        """Whether the last half second brought at most three quarters of a second of sound."""
        half = RATE // 2
        earlier = [media for at, media in self._arrivals if at <= now - half]
        return bool(earlier) and media_end - earlier[-1] <= half * 3 // 2

    def _track(self, now: int, delay: int) -> None:
        second = now // RATE
        if self._least and self._least[-1][0] == second:
            self._least[-1] = (second, min(delay, self._least[-1][1]))
            return
        self._least.append((second, delay))
        passed = now - self._slewed_at
        if len(self._least) == WINDOW and passed >= RATE:
            error = min(delay for _, delay in self._least) + self._delay - self.offset
            most = SLEW * min(passed, WINDOW * RATE) // RATE
            self.offset += max(-most, min(most, error))
            self._slewed_at = now
