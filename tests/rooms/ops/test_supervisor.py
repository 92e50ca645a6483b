"""The whole station as processes: it comes up, mends itself, and goes without leaving anything behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from groundwave.delivery.front.timeline import chunk_at, hour_folder
from groundwave.kit.home import Home
from tests.rooms.delivery.processes import ROOT, free_port, members_of, running, until

pytestmark = pytest.mark.network

STATION = "tests.rooms.ops.tiny_station"


@dataclass
class Station:
    home: Home
    process: subprocess.Popen[bytes]
    client: httpx.Client
    log: Path

    def says(self, text: str) -> bool:
        return text in self.log.read_text()

    def part(self, name: str) -> list[int]:
        """The process ids of a part, its leader first."""
        marks = {"front": "serve front", "web": "tiny_website", "air": "serve air", "worker": "signal.SIG_IGN"}
        return sorted(pid for pid, line in members_of(self.home.path).items() if marks[name] in line)


@contextmanager
def on_the_air(home: Home, port: int = 0) -> Iterator[Station]:
    port = port or free_port()
    log = home.path.parents[1] / "log"
    try:
        with (
            running(STATION, home=home.path, port=port, output=log) as process,
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client,
        ):
            station = Station(home, process, client, log)
            until(lambda: station.says(f"On the air at http://127.0.0.1:{port}"), seconds=20)
            until(lambda: station.part("worker") and station.part("air"))
            yield station
    finally:
        for pid in members_of(home.path):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def test_a_part_that_dies_is_said_loudly_and_started_again(home: Home) -> None:
    with on_the_air(home) as station:
        before = station.part("web")
        os.kill(before[0], signal.SIGKILL)
        until(lambda: station.says("web was killed by SIGKILL. Starting it again in 0.2 s."))
        until(lambda: station.client.get("/story").status_code == 200)
        assert not set(before) & set(station.part("web"))

        first = station.client.get("/story").json()["pid"]
        leader = station.part("front")[0]
        os.kill(leader, signal.SIGKILL)
        until(lambda: station.says("front was killed by SIGKILL."))
        until(lambda: station.client.get("/story").json()["pid"] == first)
        assert leader not in station.part("front")

        # Ctrl-C, with somebody listening: everything ends, the part that will not is killed, nothing is said twice.
        number = chunk_at(time.time())
        chunk = home.live / "news" / "mp3" / hour_folder(number) / f"{number}.mp3"
        chunk.parent.mkdir(parents=True)
        chunk.write_bytes(b"sound")
        with station.client.stream("GET", "/live/news/stream.mp3") as heard:
            assert next(heard.iter_raw()) == b"sound"
            station.process.send_signal(signal.SIGINT)
            assert station.process.wait(20) == 0
        assert members_of(home.path) == {}
        text = station.log.read_text()
        assert text.count("Going off the air") == 1
        assert "worker did not end within 0.5 s and is killed." in text
        assert text.rstrip().endswith("All parts have ended.")
        assert "Traceback" not in text
        assert "WARNING" not in text
        # A line without end did not stop the part that printed it, and every line names who said it.
        assert all(re.match(r"(front|web|worker|air|serve) +\| ", line) for line in text.splitlines())


def test_nothing_outlives_a_supervisor_that_is_killed(home: Home) -> None:
    port = free_port()
    with on_the_air(home, port) as station:
        for pid in station.part("worker"):
            os.kill(pid, signal.SIGKILL)  # the stubborn one ignores TERM by design
        before = members_of(home.path)
        station.process.kill()
        station.process.wait()
        # Whoever starts the station again at once need not know that its parts are still on their way out.
        with on_the_air(home, port) as next_station:
            assert next_station.client.get("/story").status_code == 200
            assert not set(before) & set(members_of(home.path))


def test_a_second_serve_on_the_same_home_is_refused(home: Home) -> None:
    with on_the_air(home) as station:
        second = refused(home, port=free_port())
        assert f"already being served by process {station.process.pid}" in second
        assert station.client.get("/story").status_code == 200


def test_a_port_in_use_is_said_before_anything_starts(home: Home, tmp_path: Path) -> None:
    with on_the_air(home) as station:
        port = station.client.base_url.port or 0
        other = refused(Home(tmp_path / "other"), port=port)
        assert other.startswith(f"Port {port} is taken by another program.")
        assert "PORT=" in other


def refused(home: Home, *, port: int) -> str:
    """The one line of a station that may not start."""
    done = subprocess.run(
        [sys.executable, "-m", STATION],
        cwd=ROOT,
        env={**os.environ, "GROUNDWAVE_HOME": str(home.path), "PORT": str(port)},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr
