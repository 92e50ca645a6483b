"""Studio encoders that send straight to the station: real ones, and such as mean no good."""

import asyncio
import base64
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.fetch import UnableToFetch, open_mount
from groundwave.air.engine.mounts.door import Door
from groundwave.air.engine.mounts.settings import FILE, SOCKET, hashed, mounts_text
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import FastClock, Station, encoded, pitch, sine, wait_until

pytestmark = pytest.mark.network

PASSWORD = "h4rbor seal"
BASIC = "Authorization: Basic c291cmNlOmg0cmJvciBzZWFs"


class OpenDoor:
    """A door in a thread of its own, and a way to send it bytes."""

    def __init__(self, home: Path) -> None:
        self.socket = home / SOCKET
        self.home = home
        (home / FILE).parent.mkdir(parents=True, exist_ok=True)
        self.allow({"/studio": hashed(PASSWORD)})
        self._loop = asyncio.new_event_loop()
        self._door = Door(home, host="127.0.0.1", port=0, wrong_seconds=0.05)
        self._serving = self._loop.create_task(self._door.open())
        threading.Thread(target=self._run, daemon=True).start()
        wait_until(lambda: self._door.port, "the door is open")

    @property
    def port(self) -> int:
        return self._door.port

    def allow(self, mounts: dict[str, str]) -> None:
        (self.home / FILE).write_text(mounts_text(mounts))

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serving)
        except asyncio.CancelledError:
            pass
        rest = asyncio.all_tasks(self._loop)
        for task in rest:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        self._loop.close()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._serving.cancel)
        wait_until(self._loop.is_closed, "the door is closed")

    def call(self, *head: str, body: bytes = b"") -> socket.socket:
        """Send a request; the connection stays open."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall("\r\n".join([*head, "", ""]).encode() + body)
        return connection

    def ask(self, *head: str, body: bytes = b"") -> str:
        """The whole answer to a request that is answered and ended."""
        with self.call(*head, body=body) as connection:
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
        return answer.decode()

    def heard(self, least: int) -> bytes:
        """What an engine hears now: ``least`` bytes of it."""
        stream = open_mount(self.socket, "/studio")
        found = b""
        while len(found) < least and (piece := stream.read()):
            found += piece
        stream.close()
        return found


@pytest.fixture
def door(station: Station) -> Iterator[OpenDoor]:
    opened = OpenDoor(station.home)
    yield opened
    opened.close()


@pytest.fixture
def mp3() -> bytes:
    return encoded(sine(600, 8), codec="libmp3lame", container="mp3")


def plan(station: Station) -> None:
    station.plan_bytes(
        b'{"version": 1, "service": "news", "sources": [{"url": "/studio", "kind": "mount"}], "renditions": [96000]}'
    )


def on_air(station: Station) -> bool:
    return (station.air / "state.json").exists() and station.state["source_index"] == 0


@pytest.mark.parametrize(
    "how",
    [
        ["ffmpeg", "-c:a", "libmp3lame", "-f", "mp3"],
        ["ffmpeg", "-c:a", "libvorbis", "-f", "ogg", "-content_type", "application/ogg"],
        ["ffmpeg", "-c:a", "aac", "-f", "adts", "-content_type", "audio/aac", "-legacy_icecast", "1"],
    ],
    ids=["PUT mp3", "PUT ogg", "SOURCE aac"],
)
def test_ffmpeg_is_on_the_air(
    station: Station, door: OpenDoor, fast: Callable[[Clock], Engine], how: list[str]
) -> None:
    plan(station)
    fast(FastClock(4))
    tone = ["-readrate", "4", "-f", "lavfi", "-i", "sine=frequency=600:sample_rate=48000"]
    address = f"icecast://source:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{door.port}/studio"
    encoder = subprocess.Popen(
        [how[0], "-nostdin", "-loglevel", "error", *tone, *how[1:], address], stderr=subprocess.PIPE
    )
    try:
        wait_until(lambda: on_air(station), "the encoder is on the air")
        title = "/admin/metadata?mount=/studio&mode=updinfo&song=Mar%C3%A9a+-+%E9&charset=UTF-8"
        assert "Metadata update successful" in door.ask(f"GET {title} HTTP/1.0", BASIC)
        begun = station.state["newest_segment"]
        wait_until(lambda: station.state["newest_segment"] >= begun + 2, "two more segments")
        assert pitch(station.segment(begun + 2)) == pytest.approx(600, abs=3)
        assert station.state["source"] == "mount /studio"
        assert station.state["title"].startswith("Mar")
    finally:
        encoder.kill()
        encoder.communicate()
    wait_until(lambda: station.state["on_fallback"], "it gives way")
    assert "no encoder is sending to it" in station.state["last_error"] or "ended" in station.state["last_error"]


def test_curl_sends_what_an_engine_hears(door: OpenDoor, tmp_path: Path, mp3: bytes) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(mp3)
    command = ["curl", "-sS", "-u", f"source:{PASSWORD}", "-H", "Content-Type: audio/mpeg", "--limit-rate", "64k"]
    curl = subprocess.Popen([*command, "-T", str(file), f"http://127.0.0.1:{door.port}/studio"])
    wait_until(lambda: sending(door), "curl sends")
    assert door.heard(8_000)[:8_000] == mp3[:8_000]
    curl.terminate()
    curl.wait()
    wait_until(lambda: not sending(door), "the mount is free again")


def sending(door: OpenDoor) -> bool:
    try:
        open_mount(door.socket, "/studio").close()
    except UnableToFetch:
        return False
    return True


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (["SOURCE /studio ICE/1.0", BASIC, "content-type: audio/mpeg"], b"sound of the studio"),
        (["SOURCE /studio HTTP/1.0", BASIC], b"sound of the studio"),
        (["PUT /studio HTTP/1.1", BASIC, "Content-Length: 0", "Content-Type: audio/aac"], b"sound of the studio"),
        (
            ["PUT /studio HTTP/1.1", BASIC, "Transfer-Encoding: chunked", "Content-Type: audio/mpeg"],
            b"9;x=y\r\nsound of \r\nA\r\nthe studio\r\n",
        ),
        (["PUT /studio HTTP/1.1", BASIC, "Content-Length: 19"], b"sound of the studio"),
    ],
)
def test_ways_to_send(door: OpenDoor, head: list[str], body: bytes) -> None:
    with door.call(*head) as connection:
        assert connection.recv(4_096) == b"HTTP/1.0 200 OK\r\n\r\n"
        connection.sendall(body[:5])
        stream = open_mount(door.socket, "/studio")
        connection.sendall(body[5:])
        heard = b""
        while len(heard) < 19:
            heard += stream.read()
        assert heard == b"sound of the studio"
        stream.close()


def test_leave_to_send_is_given_once_it_is_known_who_asks(door: OpenDoor) -> None:
    head = ["PUT /studio HTTP/1.1", "Expect: 100-continue", "Content-Length: 3"]
    assert door.ask(*head).startswith("HTTP/1.0 401 ")
    with door.call(*head, BASIC) as connection:
        assert connection.recv(4_096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert connection.recv(4_096).startswith(b"HTTP/1.0 200 OK")


def basic(user: str, password: str) -> str:
    return "Authorization: Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("head", "begins", "says"),
    [
        (["PUT /studio HTTP/1.1"], "401 Unauthorized", "Send the user name source"),
        (["PUT /studio HTTP/1.1", basic("source", "wrong")], "401 Unauthorized", "is wrong"),
        (["PUT /studio HTTP/1.1", basic("admin", PASSWORD)], "401 Unauthorized", "is wrong"),
        (["SOURCE /else ICE/1.0", BASIC], "401 Unauthorized", "there is no such mount"),
        (["PUT /studio HTTP/1.1", "Authorization: Basic !!!"], "401 Unauthorized", "Send the user name"),
        (["PUT /studio HTTP/1.1", BASIC, "Content-Type: text/html"], "415 ", "text/html is not taken"),
        (["GET /studio HTTP/1.1", BASIC], "401 Unauthorized", "is wrong"),
        (["GET /admin/metadata?mount=/studio&mode=updinfo&song=x HTTP/1.0", BASIC], "400 ", "Nothing is sent"),
        (["OPTIONS * HTTP/1.1"], "200 OK", ""),
        (["\x16\x03\x01"], "400 Bad Request", "not understood"),
        (["PUT /studio HTTP/1.1", "X: " + "y" * 9_000], "400 Bad Request", "too long"),
        (["PUT /studio HTTP/1.1", *["X: y"] * 100], "400 Bad Request", "too long"),
    ],
)
def test_what_is_answered(door: OpenDoor, head: list[str], begins: str, says: str) -> None:
    answer = door.ask(*head)
    assert answer.startswith(f"HTTP/1.0 {begins}")
    assert says in answer
    assert "Allow: PUT, SOURCE, GET, OPTIONS" in answer
    assert PASSWORD not in answer


def test_a_second_encoder_is_refused_until_the_first_one_is_gone(
    door: OpenDoor, caplog: pytest.LogCaptureFixture
) -> None:
    with door.call("SOURCE /studio ICE/1.0", BASIC, body=b"one") as first:
        first.recv(4_096)
        answer = door.ask("SOURCE /studio ICE/1.0", BASIC)
        assert answer.startswith("HTTP/1.0 403 Mountpoint in use")
        assert "Stop that one first." in answer
        # A password that is changed lets go of whoever sends with the old one.
        door.allow({"/studio": hashed("another")})
        assert first.recv(4_096) == b""
    wait_until(lambda: not sending(door), "the mount is free")
    with door.call("SOURCE /studio ICE/1.0", basic("source", "another"), body=b"two") as second:
        assert second.recv(4_096) == b"HTTP/1.0 200 OK\r\n\r\n"
    assert PASSWORD not in caplog.text


def test_one_address_cannot_keep_others_out_by_asking_slowly(door: OpenDoor) -> None:
    slow = [socket.create_connection(("127.0.0.1", door.port)) for _ in range(4)]
    for one in slow:
        one.sendall(b"PUT /stu")
    with socket.create_connection(("127.0.0.1", door.port), timeout=10) as fifth:
        assert fifth.recv(1) == b""
    for one in slow:
        one.close()
    wait_until(lambda: door.ask("OPTIONS * HTTP/1.1") != "", "the door is open again")


@pytest.mark.parametrize(
    ("codec", "container", "kind", "demuxer"),
    [
        ("flac", "ogg", "application/ogg", "ogg"),
        ("libopus", "ogg", "audio/ogg", "ogg"),
        ("flac", "flac", "audio/flac", "flac"),
    ],
)
def test_who_joins_late_is_given_the_opening(
    door: OpenDoor, codec: str, container: str, kind: str, demuxer: str
) -> None:
    noise = np.random.default_rng(1).integers(-9_000, 9_000, (RATE * 20, 2), dtype=np.int16)
    data = encoded(noise, codec=codec, container=container)
    late = len(data) // 2
    with door.call("SOURCE /studio ICE/1.0", BASIC, f"Content-Type: {kind}", body=data[:late]) as encoder:
        encoder.recv(4_096)
        wait_until(lambda: len(door.heard(100)) >= 100, "the beginning is there")
        joined = open_mount(door.socket, "/studio")
        sending_on = threading.Thread(target=send_on, args=(encoder, data[late:]))
        sending_on.start()
        with open_sound(joined, demuxer=joined.demuxer, live=True) as sound:
            assert joined.demuxer == demuxer
            assert next(frames(sound, sound.streams.audio[0])).samples
        joined.close()
        sending_on.join()


def send_on(encoder: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        encoder.sendall(data)
