"""Where the AAC frames of a stretch of time lie, and which of them a cut takes: arithmetic, no disk.

A frame's number is its first sample's index on the epoch timeline divided by 1,024; segments hold 90 of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundwave.air.engine.timeline import AAC_FRAME, RATE

PREROLL_FRAMES: Final = 2
"""Decoded before the first sample that is heard, so that it is whole: a frame overlaps with the one before it."""
SILENCE: Final = bytes.fromhex("211004608c1c")
"""An AAC-LC frame of two channels without sound; stands where the archive has a hole."""


class NothingKept(Exception):
    """Of the time that was asked for the archive holds nothing at all."""


@dataclass(frozen=True)
class Run:
    """Frames that follow each other in one file: the number of the first, each one's size in bytes, where they are."""

    first: int
    sizes: Sequence[int]
    path: Path
    offset: int

    @property
    def end(self) -> int:
        return self.first + len(self.sizes)


@dataclass(frozen=True)
class Piece:
    """Bytes of a file to be copied; `path` None is so many frames of silence."""

    path: Path | None
    offset: int
    length: int


@dataclass(frozen=True)
class Hole:
    """Samples of which the archive has nothing: from, and up to but not including."""

    begin: int
    end: int

    @property
    def seconds(self) -> float:
        return (self.end - self.begin) / RATE


@dataclass(frozen=True)
class Cut:
    """The frames that cover the samples from `begin` up to but not including `end`, with pre-roll before them."""

    begin: int
    end: int
    first: int
    sizes: Sequence[int]
    pieces: Sequence[Piece]
    holes: Sequence[Hole]

    @property
    def lead(self) -> int:
        """Samples to be decoded and not heard."""
        return self.begin - self.first * AAC_FRAME

    @property
    def samples(self) -> int:
        return self.end - self.begin


def cut(runs: Iterable[Run], begin: int, end: int) -> Cut:
    """Take the samples from `begin` up to `end` out of the runs (which may come in any order).

    A hole stays in time: silence of the same length stands in it, so that chapters, marks and captions stay true.
    Raises NothingKept, and ValueError for a cut of no length.
    """
    if end <= begin:
        raise ValueError(f"a cut from sample {begin} to {end} has no length")
    first, last = begin // AAC_FRAME - PREROLL_FRAMES, -(-end // AAC_FRAME)
    sizes: list[int] = []
    pieces: list[Piece] = []
    holes: list[Hole] = []
    at = first
    for run in sorted(runs, key=lambda run: run.first):
        start, stop = max(run.first, at), min(run.end, last)
        if start >= stop:
            continue
        if start > at:
            _silence(at, start, sizes, pieces, holes)
        skip = start - run.first
        taken = run.sizes[skip : stop - run.first]
        offset = run.offset + sum(run.sizes[:skip])
        sizes.extend(taken)
        pieces.append(Piece(run.path, offset, sum(taken)))
        at = stop
    if not pieces:
        raise NothingKept("nothing of it is in the archive")
    if at < last:
        _silence(at, last, sizes, pieces, holes)
    heard = [
        Hole(max(hole.begin, begin), min(hole.end, end)) for hole in holes if hole.end > begin and hole.begin < end
    ]
    if sum(hole.end - hole.begin for hole in heard) >= end - begin:
        raise NothingKept("nothing of it is in the archive")
    return Cut(begin, end, first, sizes, pieces, heard)


def _silence(at: int, until: int, sizes: list[int], pieces: list[Piece], holes: list[Hole]) -> None:
    frames = until - at
    sizes.extend([len(SILENCE)] * frames)
    pieces.append(Piece(None, 0, frames))
    holes.append(Hole(at * AAC_FRAME, until * AAC_FRAME))
