"""What the air chain costs and keeps to, measured on this machine beside what is asked of it.

Each part runs by itself: an engine driven faster than time, a simulated day of a drifting source, a cut, two servers
that take turns. Ratios are of one run; absolute figures are of this machine.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from groundwave.air.engine.archive import Archive
from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.cut import cut_archive, write
from groundwave.air.engine.encode import Mp3Encoder
from groundwave.air.engine.mix import TICK
from groundwave.air.engine.pace import DELAY, Pacer
from groundwave.air.engine.playlist import live_playlist
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import AAC_PER_SEGMENT, RATE, SEGMENT, SEGMENT_SECONDS, chunk_path, first_sample

_NOON: Final = 1_795_392_000 * RATE
_KBPS: Final = 96
_SECONDS: Final = 3
_ROUNDS: Final = 5


class Row(NamedTuple):
    name: str
    measured: str
    asked: str
    ok: bool = True


def rows(*, minutes: int) -> Iterator[Row]:
    """Every part; `minutes` of audio go through the engine."""
    yield from _engine(minutes)
    for ppm in (-100, 100):
        yield _drift(ppm)
    yield _cut()
    yield from _serving()


# ------------------------------------------------------------------ the engine
class _Hand:
    """A clock that is moved by whoever drives the engine."""

    def __init__(self) -> None:
        self.index = _NOON

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


def _engine(minutes: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder:
        home = Path(folder)
        (home / "air" / "bench").mkdir(parents=True)
        _music(home / "music.mp3")
        plan = {
            "version": 1, "service": "bench", "sources": [{"url": "music.mp3", "kind": "file"}], "loudness": -18,
            "renditions": [48_000, 96_000, 160_000], "retention_hours": 1,
        }  # fmt: skip
        (home / "air" / "bench" / "plan.json").write_text(json.dumps(plan))
        child = [sys.executable, "-P", "-m", "groundwave.ops.air_bench", str(home), str(minutes)]
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


# ------------------------------------------------------------------ the clock
def _drift(ppm: int) -> Row:
    """A day of a source whose clock is off, with a burst at connect and a network that jitters by 50 ms."""
    pacer, dice, frame = Pacer(), random.Random(7), 4_608  # noqa: S311 - the same network each time, not a secret
    burst, latest = 2.7 * RATE, _NOON
    errors = []
    for number in range(24 * 3_600 * RATE // frame):
        media = (number + 1) * frame
        made = _NOON + (media - burst) / (1 + ppm / 1e6)
        latest = max(latest, int(made + dice.expovariate(20) * RATE)) if made > _NOON else _NOON
        pacer.arrived(media - frame, media, latest)
        if pacer.state == "paced" and number % 500 == 0:
            errors.append((pacer.place(media) - made - DELAY) / RATE * 1_000)
    settled = errors[len(errors) // 100 :]
    middle = median(settled)
    worst = max(abs(error - middle) for error in settled)
    return Row(f"program date-time over a day at {ppm:+d} ppm", f"within {worst:.1f} ms", "20 ms", worst <= 20)


# ------------------------------------------------------------------ cutting
def _hour(live: Path) -> int:
    """An hour of segments; the number of the first."""
    archive = Archive(live)
    first = _NOON // SEGMENT
    frames = [bytes([33, 16]) + os.urandom(254) for _ in range(AAC_PER_SEGMENT)]
    variant = archive.variant(_KBPS)
    (variant.folder).mkdir(parents=True)
    (variant.folder / "init.mp4").write_bytes(init_segment(_KBPS * 1_000))
    for number in range(first, first + 1_877):
        path = variant.folder / chunk_path(number, "seg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media_segment(number, first_sample(number), frames))
    (variant.folder / "live.m3u8").write_text(live_playlist(range(first + 1_868, first + 1_876)))
    archive.write_renditions([(_KBPS, 122_500)])
    return first


def _cut() -> Row:
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder:
        live = Path(folder) / "live"
        begin = first_sample(_hour(live)) + 12_345
        began = time.process_time()
        found, entry = cut_archive(live, begin, begin + 3_600 * RATE)
        write(Path(folder) / "hour.m4a", found, entry, made_at=0)
        used = time.process_time() - began
    return Row("cutting one hour", f"{used:.2f} s of CPU", "under 2 s", used < 2)


# ------------------------------------------------------------------ serving
def _serving() -> Iterator[Row]:
    missing = [name for name in ("nginx", "wrk") if not _program(name)]
    if missing:
        yield Row("segments and playlists", f"not measured: {' and '.join(missing)} not installed", "")
        return
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o755)
        first = _hour(home / "live" / "bench")
        servers = {"front": stack.enter_context(_front(home)), "nginx": stack.enter_context(_nginx(home))}
        paths = {
            "segments": f"/live/bench/{_KBPS}/{chunk_path(first + 9, 'seg')}",
            "playlists": f"/live/bench/{_KBPS}/live.m3u8",
        }
        for name, path in paths.items():
            turns: dict[str, list[float]] = {"front": [], "nginx": []}
            for _ in range(_ROUNDS):
                for server, (port, process) in servers.items():
                    turns[server].append(_per_cpu_second(port, process, path))
            ratio = median(ours / theirs for ours, theirs in zip(turns["front"], turns["nginx"], strict=True))
            ours, theirs = median(turns["front"]), median(turns["nginx"])
            told = f"{ratio:.2f} ({ours:,.0f}; nginx {theirs:,.0f})"
            yield Row(f"{name} a CPU second, embedded / nginx", told, "at least 0.20", ratio >= 0.2)
            if name == "segments":
                told = f"{ours * SEGMENT_SECONDS:,.0f}; behind nginx {theirs * SEGMENT_SECONDS:,.0f}"
                yield Row("listeners to segments that a core carries", told, "")


def _program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")


@contextmanager
def _front(home: Path) -> Iterator[tuple[int, int]]:
    port = _free_port()
    environment = {**os.environ, "GROUNDWAVE_HOME": str(home), "PORT": str(port)}
    command = [sys.executable, "-P", "-m", "groundwave.ops", "serve", "front"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield from _while_up(process, port)


@contextmanager
def _nginx(home: Path) -> Iterator[tuple[int, int]]:
    port = _free_port()
    (home / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {home}/nginx.pid; error_log {home}/nginx.log;\n"
        f"events {{ worker_connections 512; }}\nhttp {{ access_log off; keepalive_requests 1000000;\n"
        f"client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;\n"
        f"uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi; sendfile on; tcp_nopush on;\n"
        f"server {{ listen 127.0.0.1:{port}; root {home}; }} }}\n"
    )
    command = [str(_program("nginx")), "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "nginx.log")]
    with subprocess.Popen(command) as process:
        yield from _while_up(process, port)


def _while_up(process: subprocess.Popen[bytes], port: int) -> Iterator[tuple[int, int]]:
    try:
        _wait_for(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/live/bench/live.m3u8", timeout=2).close())
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(15)


def _wait_for(ask: Callable[[], None]) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            ask()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _per_cpu_second(port: int, process: int, path: str) -> float:
    """Requests that a server answers for a second of its own CPU."""
    before = _cpu_seconds(process)
    wrk = [str(_program("wrk")), "-t1", "-c64", f"-d{_SECONDS}s", f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+) requests in", said)
    if not found or "Non-2xx" in said:
        raise RuntimeError(f"wrk was not given what it asked for:\n{said}")
    return int(found[1]) / (_cpu_seconds(process) - before)


def _cpu_seconds(process: int) -> float:
    """Of a process and all that came of it."""
    ticks, wanted = 0, {process}
    for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda one: int(one.parent.name)):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(file.parent.name) in wanted or int(fields[1]) in wanted:
            wanted.add(int(file.parent.name))
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(json.dumps(drive(Path(sys.argv[1]), int(sys.argv[2]))))
