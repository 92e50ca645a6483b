"""Whether a file is sound, and how long it is: by decoding it, which is the only proof."""

from io import BytesIO
from typing import Final

import av

_MOST_FRAMES: Final = 100_000


class UnableToProbe(Exception):
    """It is no sound that can be played; the message says why."""


def seconds_of(data: bytes, *, name: str) -> float:
    """The length of a sound file in seconds. Raises UnableToProbe."""
    samples = 0.0
    try:
        with av.open(BytesIO(data), "r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise UnableToProbe(f"{name} holds no sound")
            for count, frame in enumerate(container.decode(audio=0)):
                samples += frame.samples / (frame.sample_rate or 1)
                if count > _MOST_FRAMES:
                    break
    except (OSError, ValueError) as error:  # PyAV's errors are these
        raise UnableToProbe(str(error).partition(":")[0].strip()[:120] or type(error).__name__) from None
    if not samples:
        raise UnableToProbe(f"{name} holds no sound")
    return samples
