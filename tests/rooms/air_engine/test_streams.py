"""Streams on the air, over real sockets, on a clock that runs four times as fast."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.fetch import UnableToFetch, open_stream
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import number_of
from tests.rooms.air_engine.bench import FastClock, Station, encoded, loudness, pitch, sine, wait_until, write_wav
from tests.rooms.air_engine.sender import Sender

pytestmark = pytest.mark.network

Run = Callable[[Clock], Engine]


def sound(codec: str, container: str, seconds: float = 12, tone: float = 600) -> bytes:
    return encoded(sine(tone, seconds, rate=44_100), codec=codec, container=container, rate=44_100)


def state_is(station: Station, **wanted: object) -> Callable[[], bool]:
    def check() -> bool:
        if not (station.air / "state.json").exists():
            return False
        state = station.state
        return all(state[key] == value for key, value in wanted.items())

    return check


def test_a_stream_with_titles_dies_and_comes_back(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    write_wav(station.home / "slate.wav", sine(300, 4))
    server = sender(
        sound("libmp3lame", "mp3"),
        12,
        burst=2.5,
        interval=4_000,
        title="Süden – „It's“".encode(),
        status="ICY 200 OK",
    )
    station.plan(server.url, fallback="slate.wav")
    engine = fast(clock)
    wait_until(state_is(station, source_index=0, title="Süden – „It's“"), "the stream is on the air")
    on_air = station.state["newest_segment"]
    wait_until(lambda: station.state["newest_segment"] >= on_air + 2, "two more segments")
    assert pitch(station.segment(on_air + 2)) == pytest.approx(600, abs=3)
    assert b"Icy-MetaData: 1" in server.requests[0]
    assert engine.at <= clock.now(), "the burst did not move the clock"
    server.die()
    wait_until(state_is(station, on_fallback=True), "the fallback is on the air")
    assert "127.0.0.1" in station.state["last_error"]
    server.revive()
    wait_until(state_is(station, source_index=0, last_error=None), "the stream is back")
    assert next(record["title"] for record in station.asrun if record["event"] == "title") == "Süden – „It's“"
    assert [event for event in station.events if event not in ("fallback", "title")][:4] == [
        "started",
        "source taken",
        "source lost",
        "source taken",
    ]
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert min(loudness(part) for n in numbers for part in np.split(station.segment(n)[1024:90_112], 29)) > -45


@pytest.mark.parametrize(
    ("codec", "container", "kind"),
    [
        ("aac", "adts", "audio/aacp"),
        ("flac", "ogg", "application/ogg"),
        ("libmp3lame", "mp3", "audio/aac"),  # a type that lies is found out at the second try
    ],
)
def test_formats(
    station: Station,
    clock: FastClock,
    sender: Callable[..., Sender],
    fast: Run,
    codec: str,
    container: str,
    kind: str,
) -> None:
    server = sender(sound(codec, container, 30), 30, burst=1, headers=(f"Content-Type: {kind}",))
    station.plan(server.url)
    fast(clock)
    wait_until(state_is(station, source_index=0), "the stream is on the air")
    on_air = station.state["newest_segment"]
    wait_until(lambda: station.state["newest_segment"] > on_air, "another segment")
    assert pitch(station.segment(on_air + 1)) == pytest.approx(600, abs=3)


def test_a_chain_of_ogg_may_change_codec_rate_and_channels_and_tells_its_titles(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    # With noise, for the headers of a link must not be long in coming beside its sound.
    noise = np.random.default_rng(5).integers(-1_500, 1_500, (3 * 48_000, 2)).astype("<i2")
    links = [("vorbis", 44_100, "stereo", 600), ("libopus", 48_000, "mono", 900), ("flac", 32_000, "mono", 1_200)]
    parts = tuple(
        (encoded(
            sine(tone, 3, rate=rate) + noise[: 3 * rate], codec=codec, container="ogg", rate=rate, layout=layout,
            tags={"TITLE": f"Owl {tone}", "ARTIST": "Juniper Quill"},
        ), 3.0)
        for codec, rate, layout, tone in links
    )  # fmt: skip
    data = b"".join(part for part, _ in parts)
    server = sender(data, 9, burst=1, parts=parts, headers=("Content-Type: application/ogg",))
    station.plan(server.url)
    fast(clock)
    wait_until(state_is(station, source_index=0), "the stream is on the air")
    on_air = station.state["newest_segment"]
    wait_until(lambda: station.state["newest_segment"] >= on_air + 6, "six more segments")
    heard = {round(pitch(station.segment(number)) / 300) * 300 for number in range(on_air + 1, on_air + 7)}
    assert {600, 900, 1_200} <= heard
    titles = {record["title"] for record in station.asrun if record["event"] == "title"}
    assert titles == {f"Juniper Quill - Owl {tone}" for *_, tone in links}
    assert len(server.requests) == 1, "one connection"


def test_a_file_on_a_web_server_is_played_in_its_own_time(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    steps = np.concatenate([sine(400 + 100 * n, 4, rate=44_100) for n in range(8)])
    data = encoded(steps, codec="libmp3lame", container="mp3", rate=44_100)
    server = sender(data, 32, once=True, headers=("Content-Type: audio/mpeg", f"Content-Length: {len(data)}"))
    station.plan(server.url)
    engine = fast(clock)
    wait_until(state_is(station, source_index=0), "the file is on the air")
    taken = number_of(int(engine.heard is not None) and engine.at)
    wait_until(lambda: station.numbers() and station.numbers()[-1] >= taken + 4, "four more segments")
    assert clock.now() >= engine.at
    heard = [round(value, -1) for value in station.heard() if value > 390]
    assert heard == sorted(heard)
    assert 2 <= len(set(heard)) <= 4
    assert "source lost" not in station.events


REFUSALS = [
    ({"status": "HTTP/1.0 404 Not Found"}, "the server answered 404 Not Found"),
    ({"headers": ("Content-Type: text/html",)}, "it is text/html, not sound"),
    ({"headers": ("Content-Type: application/vnd.apple.mpegurl",)}, "mpegurl, not sound"),
    ({"status": "HTTP/1.0 302 Found", "headers": ("Location: /live",)}, "more than 5 redirects"),
    ({"status": "HTTP/1.0 302 Found", "headers": ("Location: file:///etc/passwd",)}, "not an http or https address"),
    ({"status": "SSH-2.0-OpenSSH"}, "no connection"),
    ({"headers": ("X: " + "y" * 70_000,)}, "no connection"),
]


@pytest.mark.parametrize(("about", "reason"), REFUSALS)
def test_what_is_no_stream_is_refused(sender: Callable[..., Sender], about: dict[str, Any], reason: str) -> None:
    server = sender(b"nothing", 1, once=True, **about)
    with pytest.raises(UnableToFetch, match=reason):
        open_stream(server.url)


def test_no_one_there(sender: Callable[..., Sender]) -> None:
    server = sender(b"", 1)
    server.close()
    with pytest.raises(UnableToFetch, match="no connection"):
        open_stream(server.url)


def test_name_and_password_are_sent_and_not_shown(sender: Callable[..., Sender]) -> None:
    server = sender(b"sound", 1, once=True)
    open_stream(server.url.replace("//", "//studio:p%40ss@")).close()
    assert b"Authorization: Basic c3R1ZGlvOnBAc3M=" in server.requests[0]


def test_bytes_that_are_no_sound_keep_the_service_on_its_fallback(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    write_wav(station.home / "slate.wav", sine(300, 4))
    noise = np.random.default_rng(1).integers(0, 256, 200_000, dtype=np.uint8).tobytes()
    server = sender(b"\0" * 1_000 + noise, 2, headers=("Content-Type: application/ogg",))
    station.plan(server.url, fallback="slate.wav")
    fast(clock)
    wait_until(lambda: len(server.requests) >= 2 and len(station.numbers()) >= 2, "a second try")
    assert station.state["source"].endswith("slate.wav")
    assert station.state["on_fallback"]


def test_text_without_end_under_the_name_of_sound_is_left_again(
    station: Station, clock: FastClock, sender: Callable[..., Sender], fast: Run
) -> None:
    write_wav(station.home / "slate.wav", sine(300, 4))
    server = sender(b"no sound at all\n" * 100_000, 4, burst=5)
    station.plan(server.url, fallback="slate.wav")
    fast(clock)
    wait_until(lambda: len(server.requests) >= 2, "a second try")
    wait_until(lambda: "no sound in 4,000,000 bytes" in str(station.state["last_error"]), "the reason")
    assert station.state["on_fallback"]
