"""Sources that misbehave, each in its own way; the service stays on the air and its clock stays right."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import Driver, FastClock, Station, encoded, pitch, sine, wait_until, write_wav
from tests.rooms.air_engine.sender import Sender
from tests.rooms.delivery.processes import free_port, until

pytestmark = pytest.mark.network

Run = Callable[[Clock], Engine]


def mp3(tone: float, seconds: float, *, rate: int = 44_100) -> bytes:
    return encoded(sine(tone, seconds, rate=rate), codec="libmp3lame", container="mp3", rate=rate)


def mono(tone: float, seconds: float, rate: int) -> bytes:
    """An MP3 of one channel."""
    return encoded(
        sine(tone, seconds, rate=rate), codec="libmp3lame", container="mp3", rate=rate, layout="mono", bitrate=128_000
    )


def on_air(station: Station, index: int | None = 0) -> bool:
    return (station.air / "state.json").exists() and station.state["source_index"] == index


def more(station: Station, count: int) -> list[int]:
    """The next segments, once they are there."""
    begun = station.state["newest_segment"]
    wait_until(lambda: station.state["newest_segment"] >= begun + count, f"{count} more segments")
    return list(range(begun + 1, begun + count + 1))


def no_hole(station: Station) -> None:
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_one_that_sends_ten_times_as_fast_is_heard_at_its_pitch_and_moves_no_clock(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    station.plan(sender(mp3(600, 40), 4).url)
    engine = fast(clock)
    wait_until(lambda: on_air(station), "it is on the air")
    for number in more(station, 3)[1:]:
        assert pitch(station.segment(number)) == pytest.approx(600, abs=3)
    assert engine.at <= clock.now()
    no_hole(station)


def test_one_that_trickles_gives_way_to_the_next(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    write_wav(station.home / "spare.wav", sine(900, 4))
    station.plan(sender(mp3(600, 8), 40).url, "spare.wav")
    fast(clock)
    wait_until(lambda: on_air(station, 1), "the next source is on the air")
    for number in more(station, 3)[1:]:
        assert pitch(station.segment(number)) in (pytest.approx(600, abs=3), pytest.approx(900, abs=3))
    no_hole(station)


def test_rate_and_channels_may_change_in_the_middle(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    parts = ((mp3(600, 6), 6.0), (mono(900, 6, 22_050), 6.0), (mp3(1_200, 6, rate=32_000), 6.0))
    station.plan(sender(b"".join(data for data, _ in parts), 18, burst=1, parts=parts).url)
    fast(clock)
    wait_until(lambda: on_air(station), "it is on the air")
    heard = {round(pitch(station.segment(number)) / 300) * 300 for number in more(station, 10)}
    assert {600, 900, 1_200} <= heard
    no_hole(station)


def test_junk_before_in_and_behind_the_sound_is_passed_over(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    size = 3_000
    tag = b"ID3\x04\x00\x00" + bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0)) + b"\xff\xfb\x90" * 1_000
    half = mp3(600, 6)
    junk = b"TAG" + b"x" * 125 + tag + bytes(range(256)) * 2
    station.plan(sender(tag + half + junk + half, 12, burst=2).url)
    fast(clock)
    wait_until(lambda: on_air(station), "it is on the air")
    tones = [pitch(station.segment(number)) for number in more(station, 8)]
    assert sum(abs(tone - 600) < 5 for tone in tones) >= 5
    no_hole(station)


def test_frames_that_are_broken_do_not_take_it_off_the_air(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    data, chance = bytearray(mp3(600, 12)), np.random.default_rng(7)
    for at in chance.integers(2_000, len(data), 200):
        data[at] ^= int(chance.integers(1, 255))
    station.plan(sender(bytes(data), 12, burst=2).url)
    fast(clock)
    wait_until(lambda: on_air(station), "it is on the air")
    more(station, 6)
    no_hole(station)


def test_a_clock_that_is_set_back_an_hour_leaves_the_service_on_the_air(
    station: Station, drive: Callable[..., Driver]
) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav")
    driver = drive()
    driver.run_segments(3)
    before = station.numbers()[-1]
    driver.clock.index -= 3_600 * RATE
    wait_until(lambda: [driver.run(0.1), driver.engine.at < before * 92_160 - 1_800 * RATE][1], "a new beginning")
    driver.run_segments(3)
    newest = int(station.state["newest_segment"])
    assert newest < before - 1_700
    assert pitch(station.segment(newest)) == pytest.approx(300, abs=3)
    assert f"/{newest}.m4s" in (station.live / "96" / "live.m3u8").read_text()


# ------------------------------------------------------------------ Debian's Icecast
@pytest.fixture
def icecast() -> Iterator[str]:
    """A running icecast2 with a burst on connect of 128 KB (eight seconds), and an encoder at it; the address."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="groundwave-icecast-"))  # which it can read and write as nobody
    folder.chmod(0o777)
    paths = "".join(f"<{name}>{folder}</{name}>" for name in ("basedir", "logdir", "webroot", "adminroot"))
    (folder / "icecast.xml").write_text(
        "<icecast><limits><burst-on-connect>1</burst-on-connect><burst-size>131072</burst-size></limits>"
        "<authentication><source-password>owl</source-password><admin-password>owl</admin-password></authentication>"
        f"<listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>"
        f"<paths>{paths}</paths><logging><errorlog>error.log</errorlog></logging><security><chroot>0</chroot>"
        "<changeowner><user>nobody</user><group>nogroup</group></changeowner></security></icecast>"
    )
    server = subprocess.Popen(["icecast2", "-c", str(folder / "icecast.xml")], stderr=subprocess.DEVNULL)
    until(lambda: socket.create_connection(("127.0.0.1", port)).close() is None)
    over = threading.Event()
    feeder = threading.Thread(target=_feed, args=(port, mp3(600, 40), over))
    feeder.start()
    try:
        yield f"http://127.0.0.1:{port}/owl"
    finally:
        over.set()
        feeder.join()
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _feed(port: int, data: bytes, over: threading.Event) -> None:
    """An encoder that has ten seconds ready when it connects, and goes on in its own time."""
    key = base64.b64encode(b"source:owl").decode()
    head = f"PUT /owl HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {key}\r\nContent-Type: audio/mpeg\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as encoder:
        encoder.sendall(head.encode())
        a_second = len(data) // 40
        encoder.sendall(data[: 10 * a_second])
        for at in range(10 * a_second, len(data), a_second // 10):
            if over.wait(0.1):
                return
            encoder.sendall(data[at : at + a_second // 10])


def test_icecasts_burst_is_not_taken_for_now(station: Station, fast: Run, icecast: str) -> None:
    clock = FastClock(1)
    station.plan(icecast)
    engine = fast(clock)
    wait_until(lambda: on_air(station), "it is on the air")
    (number,) = more(station, 1)
    assert engine.at <= clock.now(), "the burst moved the clock"
    assert pitch(station.segment(number)) == pytest.approx(600, abs=3)
    no_hole(station)
