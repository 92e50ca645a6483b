"""Which source is heard, and the change from one to the next. No clock, no thread: it is handed an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from groundwave.air.engine.feed import Sound
from groundwave.air.engine.ring import Samples, decibels
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
    silent_since: int | None = None
    muted_until: int = 0
    """One that waits cannot be listened to meanwhile; left for silence, it is not tried again before this index."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a source is no longer good, and when it is again. Times in samples, the level in dBFS (RMS of a tick)."""

    silent_below: float = -55.0
    silence: int = 20 * RATE
    patience: int = PATIENCE


@dataclass(frozen=True, slots=True)
class Change:
    """From ``at`` on, ``taken`` is heard. ``lost`` says why the one before is not, when it failed."""

    at: int
    taken: Voice
    left: Voice | None
    lost: str | None


class Mixer:
    """Renders the first good voice, tick by tick, with a crossfade at every change.

    A voice that runs dry is left at once for the next that is ready, and a source that is silent for too long as soon
    as another one or the fallback can be heard instead. A better one is taken back when it has been good for a while,
    so that a source that comes and goes is not heard to. A voice that the plan no longer lists ("leaving") yields to
    any listed source at once, and so does everything before the first source was heard.

    The source that an operator holds is on the air as soon and as long as it sends, silent or not; while it does not,
    the others serve.
    """

    def __init__(self, voices: Sequence[Voice], limits: Limits = Limits()) -> None:
        self.limits = limits
        self.held: int | None = None
        """The position of the source that an operator took; None: the first good one."""
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
            self._look(voice, at)
        chosen, lost = self._choose(at)
        before = self._current
        if chosen is before:
            block = _whole(chosen.sound.read(at, TICK))
            self._listen(chosen, block, at)
            return block
        chosen.sound.take(at)
        block = _whole(chosen.sound.read(at, TICK))
        self._listen(chosen, block, at)
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

    def _look(self, voice: Voice, at: int) -> None:
        """Whether a voice could be heard now; of one that runs by itself also whether there is anything to hear."""
        if voice is not self._current:
            preview = voice.sound.peek(at, TICK) if voice.role == "source" else None
            if preview is not None and len(preview):
                self._listen(voice, preview, at)
            elif voice.silent_since is not None and at >= voice.muted_until:
                voice.silent_since = None
        if voice.sound.lead(at) < TICK + FADE or (voice is not self._current and self._is_silent(voice, at)):
            voice.good_since = None
        elif voice.good_since is None:
            voice.good_since = at

    def _listen(self, voice: Voice, block: Samples, at: int) -> None:
        if decibels(float(np.sqrt(np.mean(np.square(block, dtype=np.float64))))) >= self.limits.silent_below:
            voice.silent_since = None
        elif voice.silent_since is None:
            voice.silent_since = at

    def _is_silent(self, voice: Voice, at: int) -> bool:
        """Longer than is allowed. What plays when no source does is not judged: nothing better is left."""
        if voice.role != "source" or voice.silent_since is None:
            return False
        return at - voice.silent_since >= self.limits.silence or at < voice.muted_until

    def _choose(self, at: int) -> tuple[Voice, str | None]:
        now = self._current
        held = self._held()
        if held is not None and held.sound.lead(at) >= TICK + FADE:
            return held, self._why_left(now) if held is not now else None
        if now is None or now not in self._voices or now.good_since is None:
            return next(v for v in self._voices if v.good_since is not None), self._why_left(now)
        if self._is_silent(now, at):
            now.muted_until = at + 10 * self.limits.silence
            other = next(v for v in self._voices if v is not now and v.good_since is not None)
            return other, f"it has been silent for {self.limits.silence / RATE:g} s"
        patience = self.limits.patience if now.role != "leaving" and self._heard_source else 0
        for voice in self._voices:
            if voice is now:
                break
            if voice.good_since is not None and at - voice.good_since >= patience:
                return voice, None
        return now, None

    def _held(self) -> Voice | None:
        if self.held is None:
            return None
        return next((v for v in self._voices if v.role == "source" and v.position == self.held), None)

    def _why_left(self, now: Voice | None) -> str | None:
        if now is None or now not in self._voices or now.good_since is not None:
            return None
        return now.sound.trouble or "it stopped sending sound"


def _steep(count: int) -> Samples:
    return np.linspace(1, 0, count, dtype=np.float32)[:, None]


def _whole(block: Samples) -> Samples:
    if len(block) < TICK:
        block = np.concatenate((block, np.zeros((TICK - len(block), 2), np.float32)))
    return np.clip(block, -1, 1)
