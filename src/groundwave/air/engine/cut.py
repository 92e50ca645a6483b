"""From the rolling archive, or from a recording kept before, to an .m4a: no frame is coded anew.

The start is true to the sample by an edit list, the end to one AAC frame. Chapters, tags and cover are the caller's.
"""

import os
import struct
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from groundwave.air.engine import m4a
from groundwave.air.engine.m4a import Chapter, Tags
from groundwave.air.engine.spans import SILENCE, Cut, Hole, NothingKept, Run, cut
from groundwave.air.engine.timeline import (
    AAC_FRAME,
    RATE,
    SEGMENT,
    chunk_path,
    first_sample,
    hour_folder,
    instant,
    number_in,
    number_of,
    starts_at,
)

__all__ = [
    "Chapter",
    "Cut",
    "Hole",
    "NothingKept",
    "Tags",
    "cut_archive",
    "cut_recording",
    "newest_end",
    "peaks",
    "sample_at",
    "write",
]

_HEAD: Final = 4_096  # bytes in which a segment's tables end
_COPIED_AT_ONCE: Final = 1 << 20
_LONGEST_SECONDS: Final = 7 * 24 * 3_600
PEAK: Final = SEGMENT // 4
"""Samples that one peak stands for: 0.48 s."""


def sample_at(at: datetime) -> int:
    """The sample that is heard at an instant (aware), exactly: no float holds today's sample numbers to the sample."""
    since = at - instant(0)
    return (since.days * 86_400 + since.seconds) * RATE + since.microseconds * RATE // 1_000_000


def newest_end(live: Path) -> datetime | None:
    """The instant up to which a service's archive reaches, None when there is none. `live` is its folder."""
    newest = None
    for folder in _renditions(live):
        for hour in sorted(_listed(folder / "seg"), reverse=True)[:2]:
            numbers = [number for name in _listed(folder / "seg" / hour) if (number := number_in(name, "seg"))]
            if numbers:
                newest = max(newest or 0, *numbers)
                break
    return None if newest is None else instant(first_sample(newest) + SEGMENT)


def cut_archive(live: Path, begin: int, end: int) -> tuple[Cut, bytes]:
    """The samples from `begin` up to `end` of a service's archive, in the best rendition that it has of each segment;
    with what the initialization segment says of the coding.

    Raises NothingKept, and ValueError for no length, more than a week, or an archive that does not say its coding.
    """
    if not 0 < end - begin <= _LONGEST_SECONDS * RATE:
        raise ValueError("a cut is longer than nothing and shorter than a week")
    folders = _renditions(live)
    runs = [
        run
        for number in range(number_of(begin - 2 * AAC_FRAME), number_of(end - 1) + 1)
        if (run := _best(folders, number)) is not None
    ]
    found = cut(runs, begin, end)
    for folder in folders:
        try:
            return found, m4a.entry_of((folder / "init.mp4").read_bytes())
        except (OSError, ValueError):
            continue
    raise ValueError("the archive has lost its initialization segment")


def cut_recording(path: Path, first: int, begin: int, end: int) -> tuple[Cut, bytes]:
    """The same out of an .m4a that `write` made, whose first frame has the number `first`.

    Raises NothingKept, ValueError when the file is not one of ours, OSError.
    """
    head = _head_of(path)
    return cut([Run(first, m4a.frame_sizes(head), path, len(head))], begin, end), m4a.entry_of(head)


def write(
    path: Path, found: Cut, entry: bytes, *, tags: Tags | None = None, chapters: Sequence[Chapter] = (), made_at: float
) -> None:
    """Write the .m4a. Raises OSError; then what stands at `path` is not to be used."""
    head, tail = m4a.header(
        sizes=found.sizes,
        lead=found.lead,
        samples=found.samples,
        entry=entry,
        made_at=made_at,
        tags=tags,
        chapters=chapters,
    )
    with path.open("wb") as out:
        out.write(head)
        for piece in found.pieces:
            if piece.path is None:
                out.write(SILENCE * piece.length)
            else:
                for part in _bytes_of(piece.path, piece.offset, piece.length):
                    out.write(part)
        out.write(tail)
        out.flush()
        os.fsync(out.fileno())


def peaks(live: Path, begin: int, end: int) -> bytes:
    """The archive's peaks of the samples from `begin` up to `end`: one byte for each 0.48 s of the epoch timeline that
    is touched, 0 where it has none; no byte at all where it has none of any.
    """
    places = range(begin // PEAK, -(-end // PEAK))
    hours: dict[str, bytes] = {}
    found = bytearray()
    for place in places:
        number, within = divmod(place, 4)
        hour = hour_folder(number)
        if hour not in hours:
            path = live / "peaks" / f"{hour}.u8"
            hours[hour] = path.read_bytes() if path.is_file() else b""
        since = starts_at(number).replace(minute=0, second=0, microsecond=0)
        at = 4 * (number - number_of(sample_at(since))) + within
        found.append(hours[hour][at] if at < len(hours[hour]) else 0)
    return bytes(found) if any(found) else b""


def _bytes_of(path: Path, offset: int, length: int) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        file.seek(offset)
        while length > 0:
            part = file.read(min(length, _COPIED_AT_ONCE))
            if not part:
                raise OSError(f"{path} is shorter than it was")
            length -= len(part)
            yield part


def _renditions(live: Path) -> list[Path]:
    """The folders that hold segments, the best first; before there were several renditions it was the service's own."""
    rates = sorted((int(name) for name in _listed(live) if name.isascii() and name.isdigit()), reverse=True)
    return [*(live / str(rate) for rate in rates), live]


def _listed(folder: Path) -> list[str]:
    try:
        return [item.name for item in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _best(folders: Sequence[Path], number: int) -> Run | None:
    """A segment's frames from the first folder that has it whole; one that is damaged is as good as missing."""
    for folder in folders:
        path = folder / chunk_path(number, "seg")
        try:
            run = _segment(path)
        except (OSError, ValueError, struct.error):
            continue
        if run.first * AAC_FRAME == first_sample(number):
            return run
    return None


def _segment(path: Path) -> Run:
    """Raises OSError, ValueError and struct.error for what is no whole segment of the engine's."""
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(_HEAD)
        at = 0
        time: int | None = None
        sizes: tuple[int, ...] = ()
        while at + 8 <= size:
            if at + 8 > len(head):
                file.seek(0)
                head = file.read(size)
            length, kind = struct.unpack_from(">I4s", head, at)
            if length < 8 or at + length > size:
                raise ValueError(f"{path} is cut short")
            if kind == b"mdat":
                break
            if kind == b"moof":
                if at + length > len(head):
                    file.seek(0)
                    head = file.read(size)
                track = m4a.inside(head[at + 8 : at + length], b"traf")
                (time,) = struct.unpack_from(">Q", m4a.inside(track, b"tfdt"), 4)
                run = m4a.inside(track, b"trun")
                flags, count = struct.unpack_from(">II", run)
                if flags & 0xFFFFFF != 0x201:
                    raise ValueError(f"{path} is not a segment of the engine's")
                sizes = struct.unpack_from(f">{count}I", run, 12)
            at += length
        else:
            raise ValueError(f"{path} holds no sound")
    if time is None or at + 8 + sum(sizes) > size:
        raise ValueError(f"{path} is cut short")
    return Run(time // AAC_FRAME, sizes, path, at + 8)


def _head_of(path: Path) -> bytes:
    """What stands before the frames of an .m4a of ours, the sound's own box header included."""
    with path.open("rb", buffering=0) as file:
        at = 0
        while True:
            file.seek(at)
            start = file.read(16)
            if len(start) < 8:
                raise ValueError(f"{path} holds no sound")
            length, kind = struct.unpack_from(">I4s", start)
            if kind == b"mdat":
                at += 16 if length == 1 else 8
                file.seek(0)
                return file.read(at)
            if length < 8:
                raise ValueError(f"{path} is no .m4a of ours")
            at += length
