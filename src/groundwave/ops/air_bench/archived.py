"""An hour of archive, the cut of it, and a simulated day of a source whose clock is off."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from groundwave.air.engine.archive import Archive
from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.cut import cut_archive, write
from groundwave.air.engine.pace import DELAY, Pacer
from groundwave.air.engine.playlist import live_playlist
from groundwave.air.engine.timeline import AAC_PER_SEGMENT, RATE, SEGMENT, chunk_path, first_sample
from groundwave.ops.air_bench.row import NOON, Row

KBPS: Final = 96


def drift(ppm: int) -> Row:
    """A day of a source whose clock is off, with a burst at connect and a network that jitters by 50 ms."""
    pacer, dice, frame = Pacer(), random.Random(7), 4_608  # noqa: S311 - the same network each time, not a secret
    burst, latest = 2.7 * RATE, NOON
    errors = []
    for number in range(24 * 3_600 * RATE // frame):
        media = (number + 1) * frame
        made = NOON + (media - burst) / (1 + ppm / 1e6)
        latest = max(latest, int(made + dice.expovariate(20) * RATE)) if made > NOON else NOON
        pacer.arrived(media - frame, media, latest)
        if pacer.state == "paced" and number % 500 == 0:
            errors.append((pacer.place(media) - made - DELAY) / RATE * 1_000)
    settled = errors[len(errors) // 100 :]
    middle = median(settled)
    worst = max(abs(error - middle) for error in settled)
    return Row(f"program date-time over a day at {ppm:+d} ppm", f"within {worst:.1f} ms", "20 ms", worst <= 20)


def hour(live: Path) -> int:
    """An hour of segments; the number of the first."""
    archive = Archive(live)
    first = NOON // SEGMENT
    frames = [bytes([33, 16]) + os.urandom(254) for _ in range(AAC_PER_SEGMENT)]
    variant = archive.variant(KBPS)
    (variant.folder).mkdir(parents=True)
    (variant.folder / "init.mp4").write_bytes(init_segment(KBPS * 1_000))
    for number in range(first, first + 1_877):
        path = variant.folder / chunk_path(number, "seg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media_segment(number, first_sample(number), frames))
    (variant.folder / "live.m3u8").write_text(live_playlist(range(first + 1_868, first + 1_876)))
    archive.write_renditions([(KBPS, 122_500)])
    return first


def cut() -> Row:
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder:
        live = Path(folder) / "live"
        begin = first_sample(hour(live)) + 12_345
        began = time.process_time()
        found, entry = cut_archive(live, begin, begin + 3_600 * RATE)
        write(Path(folder) / "hour.m4a", found, entry, made_at=0)
        used = time.process_time() - began
    return Row("cutting one hour", f"{used:.2f} s of CPU", "under 2 s", used < 2)
