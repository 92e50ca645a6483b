"""An engine driven faster than time: what a service costs of a core and of memory.

`python -m groundwave.ops.air_bench.driving HOME MINUTES` is the child in which it runs, so that only it is
counted.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from groundwave.air.engine.encode import Mp3Encoder
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import RATE
from groundwave.ops.air_bench.row import NOON, Row


class _Hand:
    """A clock that is moved by whoever drives the engine."""

    offset = 0.0
    step: tuple[float, float] | None = None

    def __init__(self) -> None:
        self.index = NOON

    def now(self) -> int:
        return self.index

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nobody waits here")


def drive(home: Path, minutes: int) -> dict[str, float]:
    """Run one service for so many minutes of its own time, as fast as it goes: CPU seconds, and memory in MiB."""
    clock = _Hand()
    engine = Engine(home, "bench", clock)
    memory = []
    ticks = minutes * 60 * RATE // TICK
    began = time.process_time()
    for number in range(ticks):
        heard = engine.heard
        while heard is not None and heard.sound.trouble is None and heard.sound.lead(engine.at) < 2 * TICK:
            time.sleep(0.001)
        clock.index += TICK
        engine.step()
        if number % (ticks // 8 or 1) == 0:
            memory.append(_memory())
    used = time.process_time() - began
    engine.stop()
    return {"cpu": used, "early": memory[len(memory) // 4], "late": _memory(), "audio": minutes * 60.0}


def engine(minutes: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder:
        home = Path(folder)
        (home / "air" / "bench").mkdir(parents=True)
        _music(home / "music.mp3")
        plan = {
            "version": 1, "service": "bench", "sources": [{"url": "music.mp3", "kind": "file"}], "loudness": -18,
            "renditions": [48_000, 96_000, 160_000], "retention_hours": 1,
        }  # fmt: skip
        (home / "air" / "bench" / "plan.json").write_text(json.dumps(plan))
        child = [sys.executable, "-P", "-m", "groundwave.ops.air_bench.driving", str(home), str(minutes)]
        said = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
    services = said["audio"] / said["cpu"]
    share = 100 * said["cpu"] / said["audio"]
    told = f"{services:.1f} ({share:.1f} % of a core each)"
    yield Row("services of three renditions that a core carries", told, "at least 12", services >= 12)
    grown = said["late"] - said["early"]
    told = f"{said['late']:.0f} MiB, {grown:+.1f} after {minutes} min of audio"
    yield Row("memory of a service", told, "at most 100 MiB, flat", said["late"] <= 100 and grown < 4)


def _music(path: Path) -> None:
    """A minute of chords and noise, which cost an encoder what music costs it."""
    dice = np.random.default_rng(3)
    at = np.arange(60 * RATE) / RATE
    wave = sum(
        np.sin(2 * np.pi * hertz * at) * (0.5 + 0.5 * np.sin(at * hertz / 90)) for hertz in (110, 277, 440, 1_318)
    )
    sides = [0.08 * np.asarray(wave) + 0.03 * dice.standard_normal(len(at)) for _ in range(2)]
    encoder = Mp3Encoder(0)
    blocks = np.split(np.stack(sides, axis=1).astype(np.float32)[: len(at) // TICK * TICK], len(at) // TICK)
    path.write_bytes(b"".join(frame for block in blocks for _, frame in encoder.encode(block)))


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    print(json.dumps(drive(Path(sys.argv[1]), int(sys.argv[2]))))
