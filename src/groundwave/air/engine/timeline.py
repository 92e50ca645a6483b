"""The epoch timeline: every sample of a service has one number, counted at 48 kHz since 1970-01-01T00:00:00Z.

A segment is 92,160 samples (1.92 s) = 90 AAC frames of 1,024 = 80 MP3 frames of 1,152; an hour is exactly 1,875
segments. So a segment's number, its file, its decode time (tfdt) and its wall-clock time are one piece of arithmetic,
and two engines, or one engine before and after a crash, make interchangeable files.

Layout of ``live/<service>/`` (a promise to whoever serves the files)::

    live.m3u8                                 which renditions there are
    <kb/s>/live.m3u8                          the last eight segments of one
    <kb/s>/init.mp4                           its initialization segment
    <kb/s>/seg/<YYYYMMDDHH>/<number>.m4s      fragmented MP4; the hour is the UTC hour in which the segment starts
    peaks/<YYYYMMDDHH>.u8                     an hour's peaks, four bytes a segment
    mp3/<YYYYMMDDHH>/<number>.mp3             80 MP3 frames
    adts/<YYYYMMDDHH>/<number>.aac            90 ADTS frames

Chunks of one kind with consecutive numbers, put end to end, are one continuous stream. A file that can be seen is
complete: it was renamed into place, and its name never changes its content.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

RATE: Final = 48_000
AAC_FRAME: Final = 1_024
MP3_FRAME: Final = 1_152
SEGMENT: Final = 92_160
AAC_PER_SEGMENT: Final = SEGMENT // AAC_FRAME
MP3_PER_SEGMENT: Final = SEGMENT // MP3_FRAME
SEGMENT_SECONDS: Final = SEGMENT / RATE
SEGMENTS_PER_HOUR: Final = 1_875

Kind = Literal["seg", "mp3", "adts"]
SUFFIXES: Final[dict[Kind, str]] = {"seg": ".m4s", "mp3": ".mp3", "adts": ".aac"}

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def number_at(unix_time: float) -> int:
    """The number of the segment that holds the instant ``unix_time`` (seconds since the epoch)."""
    return int(unix_time * RATE) // SEGMENT


def number_of(index: int) -> int:
    """The number of the segment that holds the sample ``index``."""
    return index // SEGMENT


def first_sample(number: int) -> int:
    """The absolute index of a segment's first sample; also its tfdt at a timescale of 48,000."""
    return number * SEGMENT


def instant(index: int) -> datetime:
    """The UTC instant of a sample, to the microsecond, rounded down."""
    return _EPOCH + timedelta(microseconds=index * 1_000_000 // RATE)


def starts_at(number: int) -> datetime:
    """The UTC instant at which a segment starts; exact, since 1.92 s is a whole number of 10 ms."""
    return instant(first_sample(number))


def hour_folder(number: int) -> str:
    """The name of the folder of a segment: the UTC hour in which it starts, ``YYYYMMDDHH``."""
    return f"{starts_at(number):%Y%m%d%H}"


def place_in_hour(number: int) -> int:
    """How many segments start before this one in its UTC hour."""
    return number % SEGMENTS_PER_HOUR  # hours begin with a segment


def hour_of(folder: str) -> datetime | None:
    """The UTC hour that a folder's name stands for, or None when the name is not one of ours."""
    if len(folder) != 10 or not (folder.isascii() and folder.isdigit()):
        return None
    try:
        return datetime.strptime(folder, "%Y%m%d%H").replace(tzinfo=UTC)
    except ValueError:
        return None


def chunk_path(number: int, kind: Kind) -> str:
    """The path of one chunk below the folder of its rendition ("seg") or service, with forward slashes, as a playlist
    writes it.
    """
    return f"{kind}/{hour_folder(number)}/{number}{SUFFIXES[kind]}"


def number_in(name: str, kind: Kind) -> int | None:
    """The segment number in a chunk's file name, or None when the name is not a finished chunk of this kind."""
    stem = name.removesuffix(SUFFIXES[kind])
    if stem == name or not (stem.isascii() and stem.isdigit()):
        return None
    return int(stem)
