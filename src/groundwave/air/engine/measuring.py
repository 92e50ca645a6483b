"""What cutting costs and how true it is, measured on an archive that is made for it."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from groundwave.air.engine import cut as cutter
from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.encode import AacEncoder
from groundwave.air.engine.timeline import AAC_PER_SEGMENT, RATE, SEGMENT, chunk_path, first_sample

_BITRATE: Final = 96_000
_FIRST: Final = 1_795_392_000 * RATE // SEGMENT  # of an hour that is over
_PATTERN: Final = 20  # segments that are encoded; the hour repeats them
_CLICK: Final = 3 * SEGMENT + 12_345  # the sample of the pattern in which a click stands
_LEAD: Final = 1_000  # samples between the start of the cut and the first click
_CHAPTERS: Final = 6


@dataclass(frozen=True)
class CutMeasured:
    """Of one cut. The errors are how much later than asked its sound begins, and how much longer it is."""

    seconds: int
    cpu_seconds: float
    wall_seconds: float
    bytes: int
    start_error_ms: float
    end_error_ms: float


def measure_cut(folder: Path, *, seconds: int = 3_600) -> CutMeasured:
    """Make an archive in an empty folder, cut so many seconds out of it, and listen to what came. Raises OSError."""
    live = folder / "live"
    _archive(live, seconds)
    begin = first_sample(_FIRST) + _CLICK - _LEAD
    chapters = [cutter.Chapter(seconds * n / _CHAPTERS, f"Chapter {n + 1}") for n in range(_CHAPTERS)]
    out = folder / "cut.m4a"
    cpu, wall = time.process_time(), time.perf_counter()
    found, entry = cutter.cut_archive(live, begin, begin + seconds * RATE)
    cutter.write(out, found, entry, tags=cutter.Tags(title="An hour"), chapters=chapters, made_at=0)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    click, length = _heard(out)
    return CutMeasured(
        seconds=seconds,
        cpu_seconds=cpu,
        wall_seconds=wall,
        bytes=out.stat().st_size,
        start_error_ms=(click - _LEAD) * 1000 / RATE,
        end_error_ms=(length - seconds * RATE) * 1000 / RATE,
    )


def _archive(live: Path, seconds: int) -> None:
    rng = np.random.default_rng(73)
    sound = (rng.standard_normal((_PATTERN * SEGMENT, 2)) * 0.02).astype(np.float32)
    sound[_CLICK] = 0.95
    # Twice over, so that the pattern follows on itself as it does in the archive.
    encoder = AacEncoder(0, _BITRATE)
    units = [unit for at, unit in encoder.encode(np.concatenate((sound, sound[:SEGMENT]))) if at >= 0]
    rendition = live / str(_BITRATE // 1000)
    rendition.mkdir(parents=True)
    (rendition / "init.mp4").write_bytes(init_segment(_BITRATE))
    for place in range(seconds * RATE // SEGMENT + 5):
        number, at = _FIRST + place, place % _PATTERN * AAC_PER_SEGMENT
        path = rendition / chunk_path(number, "seg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media_segment(number, first_sample(number), units[at : at + AAC_PER_SEGMENT]))


def _heard(path: Path) -> tuple[int, int]:
    """The sample of the first click, and how many samples there are."""
    length = 0
    click = -1
    with path.open("rb") as raw, open_sound(raw) as container:
        for frame in frames(container, container.streams.audio[0]):
            if click < 0:
                loud = np.abs(frame.to_ndarray()[0])
                if loud.max() > 0.4:
                    click = length + int(loud.argmax())
            length += frame.samples
    return click, length
