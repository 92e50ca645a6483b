"""Which source is heard, and the change from one to the next. No clock, no thread: it is handed an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from groundwave.air.engine.feed import Sound
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE

TICK: Final = 4_608
"""What is rendered at a time: 96 ms; a segment is twenty of them."""
FADE: Final = 960
"""20 ms."""
PATIENCE: Final = 3 * RATE
"""How long a better source must have been good before it is taken back."""

Role = Literal["source", "leaving", "fallback", "tone"]

_IN = np.sin(np.linspace(0, np.pi / 2, FADE, dtype=np.float32))[:, None]
_OUT = _IN[::-1]


@dataclass(eq=False, slots=True)
class Voice:
    """A sound in the order of preference. ``position`` is its place in the plan's list of sources."""

    sound: Sound
    role: Role
    position: int | None = None
    good_since: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From ``at`` on, ``taken`` is heard. ``lost`` says why the one before is not, when it failed."""

    at: int
    taken: Voice
    left: Voice | None
    lost: str | None


class Mixer:
    """Renders the first good voice, tick by tick, with a crossfade at every change.

    A voice that runs dry is left at once for the next that is ready. A better one is taken back when it has been good
    for three seconds, so that a source that comes and goes is not heard to. A voice that the plan no longer lists
    ("leaving") yields to any listed source at once, and so does everything before the first source was heard.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = list(voices)
        self._current: Voice | None = None
        self._heard_source = False
        self.changes: list[Change] = []

    @property
    def current(self) -> Voice | None:
        """The voice that is heard."""
        return self._current

    def arrange(self, voices: Sequence[Voice]) -> None:
        """Take a new order of preference; the last voice must be one that is always ready."""
        self._voices = list(voices)

    def render(self, at: int) -> Samples:
        """One tick of sound from ``at`` on, within full scale."""
        for voice in self._voices:
            voice.sound.advance(at)
            if voice.sound.lead(at) < TICK + FADE:
                voice.good_since = None
            elif voice.good_since is None:
                voice.good_since = at
        chosen, lost = self._choose(at)
        before = self._current
        if chosen is before:
            return _whole(chosen.sound.read(at, TICK))
        chosen.sound.take(at)
        block = _whole(chosen.sound.read(at, TICK))
        # The very first sound fades in as well: a player that starts there hears no click.
        block[:FADE] *= _IN
        if before is not None:
            tail = before.sound.read(at, FADE)
            block[: len(tail)] += tail * (_OUT if len(tail) == FADE else _steep(len(tail)))
            before.sound.leave()
            before.good_since = None
        self._current = chosen
        self._heard_source = self._heard_source or chosen.role == "source"
        self.changes.append(Change(at, chosen, before, lost))
        return np.clip(block, -1, 1)

    def _choose(self, at: int) -> tuple[Voice, str | None]:
        now = self._current
        if now is None or now not in self._voices or now.good_since is None:
            lost = None if now is None or now not in self._voices else now.sound.trouble or "it stopped sending sound"
            return next(v for v in self._voices if v.good_since is not None), lost
        patience = PATIENCE if now.role != "leaving" and self._heard_source else 0
        for voice in self._voices:
            if voice is now:
                break
            if voice.good_since is not None and at - voice.good_since >= patience:
                return voice, None
        return now, None


def _steep(count: int) -> Samples:
    return np.linspace(1, 0, count, dtype=np.float32)[:, None]


def _whole(block: Samples) -> Samples:
    if len(block) < TICK:
        block = np.concatenate((block, np.zeros((TICK - len(block), 2), np.float32)))
    return np.clip(block, -1, 1)
