"""``python -m groundwave.air.engine.transcode IN.m4a OUT.mp3 REPORT.json [TAGS.json]``: a recording's MP3, how loud it
is and its peaks. A process of its own at the lowest priority, since an hour takes minutes of a processor.

The report is written last, so whoever finds it finds the MP3 whole. Exit codes: 0, or 2 with one line of why.
"""

import base64
import json
import logging
import math
import os
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from groundwave.air.engine import id3
from groundwave.air.engine.archive import said, write_whole
from groundwave.air.engine.cut import PEAK
from groundwave.air.engine.decode import UnableToDecode, frames, open_sound
from groundwave.air.engine.encode import Mp3Encoder
from groundwave.air.engine.m4a import Chapter, Tags
from groundwave.air.engine.process import end_with_parent
from groundwave.air.engine.r128 import LoudnessMeter
from groundwave.air.engine.ring import Samples
from groundwave.air.engine.timeline import MP3_FRAME, RATE

_QUIETEST: Final = -60.0
_LOWEST_PRIORITY: Final = 19


def peak_byte(level: float) -> int:
    """A peak from 0 to 1 as the archive writes it: 0 is -60 dBFS or less, 255 is full scale, linear in dB."""
    decibels = 20 * math.log10(level) if level > 0 else _QUIETEST
    return max(0, min(255, round(255 * (decibels - _QUIETEST) / -_QUIETEST)))


def transcode(source: Path, out: Path, *, tags: Tags, chapters: list[Chapter]) -> dict[str, Any]:
    """Write the MP3 and say what was heard. Raises UnableToDecode, OSError."""
    loudness, encoder = LoudnessMeter(), Mp3Encoder(0)
    peaks = bytearray()
    rest: Samples = np.zeros((0, 2), np.float32)
    samples, highest = 0, 0.0
    part = out.with_suffix(".sound")
    with source.open("rb") as raw, open_sound(raw) as container, part.open("wb") as sound:
        for frame in frames(container, container.streams.audio[0]):
            block = np.ascontiguousarray(frame.to_ndarray().T, dtype=np.float32)
            samples += len(block)
            loudness.measure(block)
            for _, unit in encoder.encode(block):
                sound.write(unit)
            rest = np.concatenate((rest, block))
            while len(rest) >= PEAK:
                level = float(np.abs(rest[:PEAK]).max())
                peaks.append(peak_byte(level))
                highest, rest = max(highest, level), rest[PEAK:]
        for _, unit in encoder.encode(np.zeros((2 * MP3_FRAME, 2), np.float32)):
            sound.write(unit)
    if len(rest):
        level = float(np.abs(rest).max())
        peaks.append(peak_byte(level))
        highest = max(highest, level)
    with part.open("rb") as sound, out.open("wb") as whole:
        whole.write(id3.tag(tags, chapters, samples / RATE))
        while piece := sound.read(1 << 20):
            whole.write(piece)
        whole.flush()
        os.fsync(whole.fileno())
    part.unlink()
    return {
        "seconds": samples / RATE,
        "lufs": loudness.integrated,
        "peak_dbfs": round(20 * math.log10(highest), 1) if highest > 0 else None,
        "peaks": base64.b64encode(peaks).decode(),
    }


def main(arguments: list[str]) -> int:
    """Run it; the exit code."""
    parent = os.getppid()
    if len(arguments) not in (3, 4):
        sys.stderr.write("usage: python -m groundwave.air.engine.transcode IN.m4a OUT.mp3 REPORT.json [TAGS.json]\n")
        return 2
    source, out, report = map(Path, arguments[:3])
    logging.getLogger("libav").setLevel(logging.CRITICAL)
    if not end_with_parent(parent):
        return 0
    os.nice(_LOWEST_PRIORITY)
    try:
        told = json.loads(Path(arguments[3]).read_text(encoding="utf-8")) if arguments[3:] else {}
        cover = Path(told["cover"]).read_bytes() if told.get("cover") else b""
        tags = Tags(**{**told.get("tags", {}), "cover": cover})
        chapters = [Chapter(at, title) for at, title in told.get("chapters", [])]
        heard = transcode(source, out, tags=tags, chapters=chapters)
        write_whole(report, json.dumps(heard).encode())
    except OSError as error:
        sys.stderr.write(f"{error.filename or out}: {said(error)}\n")
        return 2
    except UnableToDecode as error:
        sys.stderr.write(f"{source}: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
