"""Station identifications put on the air at their instant, over a program that is turned down for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from av.audio.resampler import AudioResampler

from groundwave.air.engine.decode import UnableToDecode, frames, open_sound, packed
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.plan import Ident
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import RATE

LONGEST_SECONDS: Final = 60
_READ_AHEAD: Final = 30 * RATE
_FADE: Final = RATE // 4
_UNDER: Final = 10 ** (-15 / 20)
"""15 dB down: the words are understood, and the program has not gone."""


class UnableToIdentify(Exception):
    """The sound of an identification cannot be played; the message says why."""


@dataclass(eq=False, slots=True)
class _Playing:
    ident: Ident
    sound: Samples


class Idents:
    """What the plan wants said. ``told`` are as-run events, oldest first: what was heard whole, and what was not."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, dict[str, Any]]] = []
        self._wanted: list[Ident] = []
        self._next: _Playing | None = None

    def follow(self, idents: Sequence[Ident], at: int) -> None:
        """Take a plan's list. What lies before ``at`` was of another time, and what is being said is said."""
        busy = self._next.ident.at if self._next else None
        self._wanted = sorted((one for one in idents if one.at > at and one.at != busy), key=lambda one: one.at)

    def over(self, at: int, block: Samples) -> Samples:
        """One tick of the program from ``at`` on, with what is to be said over it."""
        if self._next is None and self._wanted and self._wanted[0].at - at < _READ_AHEAD:
            self._open(self._wanted.pop(0))
        playing = self._next
        if playing is None or at + TICK <= playing.ident.at:
            return block
        return self._mix(playing, at, block)

    def _open(self, ident: Ident) -> None:
        try:
            self._next = _Playing(ident, load(ident.file))
        except UnableToIdentify as unable:
            self.told.append(("legal id missed", ident.at, {"text": ident.text, "reason": str(unable)}))

    def _mix(self, playing: _Playing, at: int, block: Samples) -> Samples:
        begin, end = playing.ident.at, playing.ident.at + len(playing.sound)
        index = np.arange(at, at + len(block))
        # Turned down before the first word and up again after the last.
        away = np.minimum(np.clip((index - begin) / _FADE, 0, 1), np.clip((end + _FADE - index) / _FADE, 0, 1))
        mixed = block * (1 - (1 - _UNDER) * away).astype(np.float32)[:, None]
        first = max(at, begin)
        said = playing.sound[first - begin : at + len(block) - begin]
        mixed[first - at : first - at + len(said)] += said
        if at + len(block) >= end + _FADE:
            seconds = round(len(playing.sound) / RATE, 1)
            self.told.append(("legal id", begin, {"text": playing.ident.text, "seconds": seconds}))
            self._next = None
        return np.clip(mixed, -1, 1)


def load(path: Path) -> Samples:
    """The sound of a file, a minute of it at most. Raises UnableToIdentify."""
    parts: list[Samples] = []
    resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with path.open("rb") as raw, open_sound(raw) as container:
            for frame in frames(container, container.streams.audio[0]):
                frame.pts = None
                parts += [packed(part) for part in resampler.resample(frame)]
                if sum(map(len, parts)) > LONGEST_SECONDS * RATE:
                    raise UnableToIdentify(f"{path.name} is longer than {LONGEST_SECONDS} s")
    except OSError as error:
        raise UnableToIdentify(f"{path.name}: {error.strerror or error}") from error
    except (UnableToDecode, ValueError, av.error.FFmpegError) as error:
        raise UnableToIdentify(f"{path.name}: {error}") from error
    if not parts:
        raise UnableToIdentify(f"{path.name} holds no sound")
    return np.concatenate(parts)
