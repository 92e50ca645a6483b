"""The engine as a process: started, killed, started again, locked, told to stop; and its files as others read them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundwave.air.engine.timeline import RATE, chunk_path, first_sample
from tests.rooms.air_engine.bench import Station, sine, wait_until, write_wav

Start = Callable[[], subprocess.Popen[str]]


def command(station: Station, service: str = "news") -> list[str]:
    return [sys.executable, "-m", "groundwave.air.engine", str(station.home), service]


@pytest.fixture
def start(station: Station) -> Iterator[Start]:
    """Start the service's engine; killed at the end of the test."""
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav")
    running: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        running.append(subprocess.Popen(command(station), stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def test_killed_and_started_again(station: Station, start: Start) -> None:
    first = start()
    wait_until(station.numbers, "a first segment")
    second = subprocess.run(command(station), capture_output=True, text=True, check=False)
    assert second.returncode == 3
    assert second.stderr == f"air news: process {first.pid} is the engine of this service already; this one ends\n"
    first.kill()
    first.wait()
    before = len(station.numbers())
    again = start()
    wait_until(lambda: len(station.numbers()) >= before + 2, "two more segments")
    again.send_signal(signal.SIGTERM)
    _, said = again.communicate(timeout=3)
    assert again.returncode == 0
    assert "off the air" in said
    assert station.events == ["started", "source taken", "started", "source taken", "stopped"]
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    for rendition in ("48", "96", "160"):
        check_with_ffprobe(station, station.live / rendition, numbers)


def check_with_ffprobe(station: Station, folder: Path, numbers: list[int]) -> None:
    parts = [folder / "init.mp4", *(folder / chunk_path(number, "seg") for number in numbers)]
    whole = station.home / "whole.mp4"
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    asked = "stream=codec_name,profile,sample_rate,channels:packet=pts,duration"
    found = subprocess.run(
        ["ffprobe", "-v", "warning", "-show_entries", asked, "-of", "json", str(whole)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stderr == ""
    report = json.loads(found.stdout)
    stream = report["streams"][0]
    assert (stream["codec_name"], stream["profile"]) == ("aac", "LC")
    assert (stream["sample_rate"], stream["channels"]) == (str(RATE), 2)
    times = [packet["pts"] for packet in report["packets"]]
    assert times == list(range(first_sample(numbers[0]), first_sample(numbers[-1] + 1), 1_024))


def test_it_does_not_outlive_its_parent(station: Station, tmp_path: Path) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav")
    script = f"import subprocess, time; p = subprocess.Popen({command(station)!r}); print(p.pid, flush=True); p.wait()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout
        engine = int(parent.stdout.readline())
        wait_until(lambda: "source taken" in station.events or station.numbers(), "the engine runs")
        parent.kill()
        parent.wait()
        wait_until(lambda: "stopped" in station.events, "the engine ends")
    wait_until(lambda: not alive(engine), "the process is gone")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "usage: "),
        (["HOME", "../news"], "usage: "),
        (["HOME", "nosuch"], "air nosuch: there is no folder"),
        (["/nonexistent", "news"], "air news: there is no folder"),
    ],
)
def test_what_cannot_be_started_is_said_in_one_line(station: Station, arguments: list[str], said: str) -> None:
    given = [str(station.home) if argument == "HOME" else argument for argument in arguments]
    found = subprocess.run(
        [sys.executable, "-m", "groundwave.air.engine", *given],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert found.returncode == 2
    assert found.stderr.startswith(said)
    assert found.stderr.count("\n") == 1


def test_the_engine_needs_no_django() -> None:
    script = (
        "import sys, groundwave.air.engine.__main__\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'wagtail', 'sqlite3')"
        " or name.startswith('groundwave.') and not name.startswith('groundwave.air')])\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
