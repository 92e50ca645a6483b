"""Bytes to sound: what the codec library may open, and how it is asked."""

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

from groundwave.air.engine.ring import Samples

# The library's own network protocols and its playlist formats stay shut: a file that says "fetch this address"
# is a file that cannot be played.
_FORMATS: Final = "mp3,aac,ogg,flac,wav,w64,aiff,mov,matroska,caf,mpegts"
# Tags in an old encoding must not make a file unplayable; PyAV 19 is lenient by itself and has no such setting.
_TAGS: Final[dict[str, Any]] = {"metadata_errors": "ignore"} if int(av.__version__.split(".")[0]) < 19 else {}
_ERRORS_IN_A_ROW: Final = 50
_LONGEST_TITLE: Final = 300

PLAYABLE: Final = frozenset(
    (".mp3", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav", ".w64", ".aif", ".aiff", ".m4a", ".mp4", ".mka", ".caf")
)


class UnableToDecode(Exception):
    """The bytes are not sound that can be decoded; the message says why."""


def open_sound(source: IO[bytes] | Any, *, demuxer: str | None = None, live: bool = False) -> InputContainer:
    """Open anything with ``read``. Raises UnableToDecode, and whatever ``read`` raises."""
    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "none"}
    if live:
        options |= {"probesize": "65536", "analyzeduration": "500000"}
    try:
        container = av.open(source, "r", format=demuxer, options=options, **_TAGS)
    except av.error.FFmpegError as error:
        raise UnableToDecode(f"no sound format that is known ({error.strerror or error})") from None
    if not container.streams.audio:
        container.close()
        raise UnableToDecode("it holds no sound")
    return container


def frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """The decoded frames; a damaged packet is passed over. Raises UnableToDecode after fifty damaged ones in a row."""
    bad = 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            raise UnableToDecode(f"damaged ({error.strerror})") from None
        try:
            decoded = packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            bad += 1
            if bad >= _ERRORS_IN_A_ROW:
                raise UnableToDecode(f"damaged ({error.strerror})") from None
            continue
        for frame in decoded:
            if isinstance(frame, AudioFrame) and frame.samples and frame.sample_rate:
                bad = 0
                yield frame


def title_in(tags: Mapping[str, str]) -> str:
    """What a stream's own tags say is playing, as "artist - title"; nothing when they name no title."""
    told = {name.lower(): " ".join(text.split()) for name, text in tags.items()}
    title, artist = told.get("title", ""), told.get("artist", "")
    return f"{artist} - {title}"[:_LONGEST_TITLE] if title and artist else title[:_LONGEST_TITLE]


def packed(frame: AudioFrame) -> Samples:
    """The samples of a frame in packed stereo float; what is not a number is silence."""
    samples = frame.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False)
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), -1, 1)
