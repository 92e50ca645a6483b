"""RTP on the air, over real sockets."""

import io
import socket
import struct
import threading
from collections.abc import Callable

import av
import numpy as np
import pytest
from av.audio.codeccontext import AudioCodecContext

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.decode import frames, open_sound, packed
from groundwave.air.engine.fetch import UnableToFetch
from groundwave.air.engine.rtp import RtpStream
from groundwave.air.engine.rtp_payloads import payloads, read_format
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import FastClock, Station, pitch, sine, wait_until

pytestmark = pytest.mark.network


def free_udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pcm() -> list[bytes]:
    """L16 in packets of 20 ms."""
    samples = sine(600, 4).astype(">i2").reshape(-1, 2)
    return [samples[at : at + 960].tobytes() for at in range(0, len(samples), 960)]


def coded(codec: str) -> list[bytes]:
    """What an encoder makes of a tone, without a container."""
    context = av.CodecContext.create(codec, "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.layout, context.bit_rate = RATE, "stereo", 128_000
    context.format = "fltp" if codec == "aac" else "s16"
    context.open()
    sound = sine(600, 4.096)
    size, units = context.frame_size, []
    for at in range(0, len(sound) - size, size):
        part = sound[at : at + size]
        data = (part.T / 32_768).astype(np.float32) if codec == "aac" else part.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format=context.format.name, layout="stereo")
        frame.sample_rate = RATE
        units += [bytes(packet) for packet in context.encode(frame)]
    return units


def send(clock: FastClock, port: int, over: threading.Event, payloads: list[bytes]) -> None:
    """A studio link, each tenth packet before its time and each fiftieth lost."""
    began, number, held = clock.now(), 0, b""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        while not over.wait(0.002):
            while began + number * 960 < clock.now():
                payload = payloads[number % len(payloads)]
                data = struct.pack(">BBHII", 0x80, 96, number & 0xFFFF, number * 960 & 0xFFFFFFFF, 9) + payload
                if number % 10 == 3:
                    held = data
                elif number % 50 != 7:
                    link.sendto(data, ("127.0.0.1", port))
                    if held:
                        link.sendto(held, ("127.0.0.1", port))
                        held = b""
                number += 1


def test_a_studio_link_is_on_the_air_and_gives_way_when_it_stops(
    station: Station, fast: Callable[[Clock], Engine]
) -> None:
    clock, port, over = FastClock(3), free_udp_port(), threading.Event()
    station.plan_bytes(
        b'{"version": 1, "service": "news", "renditions": [96000], "sources": '
        b'[{"url": "rtp://127.0.0.1:%d?format=L16/48000/2", "kind": "rtp"}]}' % port
    )
    sender = threading.Thread(target=send, args=(clock, port, over, pcm()))
    sender.start()
    try:
        engine = fast(clock)
        wait_until(lambda: (station.air / "state.json").exists() and station.state["source_index"] == 0, "on the air")
        begun = station.state["newest_segment"]
        wait_until(lambda: station.state["newest_segment"] >= begun + 2, "two more segments")
        assert pitch(station.segment(begun + 2)) == pytest.approx(600, abs=3)
        assert engine.at <= clock.now()
    finally:
        over.set()
        sender.join()
    wait_until(lambda: station.state["on_fallback"], "it gives way")


@pytest.mark.parametrize(
    ("form", "codec", "step", "head"),
    [("opus/48000/2", "libopus", 960, b""), ("mpeg4-generic/48000/2&config=1190", "aac", 1_024, b"\0\x10")],
)
def test_what_is_lost_of_opus_and_aac_leaves_the_rest_in_its_place(
    form: str, codec: str, step: int, head: bytes
) -> None:
    told, _, config = form.partition("&config=")
    made = payloads(read_format(told, config))
    units = [head + struct.pack(">H", len(one) << 3) + one if head else one for one in coded(codec)]
    lost = {20, 21, 22, 60}
    data = made.opening + b"".join(made.of(n * step, one) for n, one in enumerate(units) if n not in lost)
    with open_sound(io.BytesIO(data), demuxer=made.demuxer, live=True) as container:
        parts = [packed(part) for frame in frames(container, container.streams.audio[0]) for part in fit(frame)]
    heard = np.concatenate(parts)[:, 0]
    assert len(heard) == pytest.approx(len(units) * step, abs=1_100)
    for second in (0, 2):
        assert pitch(heard[second * RATE + 4_800 : (second + 1) * RATE]) == pytest.approx(600, abs=3)


def fit(frame: av.AudioFrame) -> list[av.AudioFrame]:
    return av.AudioResampler(format="flt", layout="stereo", rate=RATE).resample(frame)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("rtp://one.example:5004", "RTP needs a number"),
        ("rtp://127.0.0.1:99999", "no number from 1"),
        ("rtp://203.0.113.9:5004", "cannot be listened to"),
        ("rtp://127.0.0.1:5004?format=L8/8000", "write it as its SDP has it"),
    ],
)
def test_what_cannot_be_listened_to_is_said(url: str, says: str) -> None:
    with pytest.raises(UnableToFetch, match=says):
        RtpStream(url)


def test_a_dynamic_payload_type_has_to_be_told() -> None:
    port = free_udp_port()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        over = threading.Event()

        def knock() -> None:
            while not over.wait(0.05):
                link.sendto(b"no packet", ("127.0.0.1", port))
                link.sendto(struct.pack(">BBHII", 0x80, 97, 1, 0, 1) + bytes(8), ("127.0.0.1", port))

        knocking = threading.Thread(target=knock)
        knocking.start()
        try:
            with pytest.raises(UnableToFetch, match=r"payload type 97 .* add \?format="):
                RtpStream(f"rtp://127.0.0.1:{port}")
        finally:
            over.set()
            knocking.join()


def test_what_is_never_a_program_is_left_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundwave.air.engine.rtp.TIMEOUT", 0.2)
    port, over = free_udp_port(), threading.Event()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:

        def babble() -> None:
            while not over.wait(0.02):
                link.sendto(b"no packet", ("127.0.0.1", port))

        babbling = threading.Thread(target=babble)
        babbling.start()
        try:
            with pytest.raises(UnableToFetch, match=r"has been no program|no packet came"):
                RtpStream(f"rtp://127.0.0.1:{port}?format=L16/48000/2")
        finally:
            over.set()
            babbling.join()


def test_a_group_is_joined() -> None:
    port = free_udp_port()
    over = threading.Event()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)

        def play() -> None:
            number = 0
            while not over.wait(0.01):
                data = struct.pack(">BBHII", 0x80, 10, number & 0xFFFF, number * 4, 1) + b"\x01\x02" * 8
                link.sendto(data, ("239.255.7.9", port))
                link.sendto(
                    struct.pack(">BBHII", 0x80, 13, number & 0xFFFF, number * 4, 1) + b"n" * 16, ("239.255.7.9", port)
                )
                number += 1

        playing = threading.Thread(target=play)
        playing.start()
        try:
            stream = RtpStream(f"rtp://239.255.7.9:{port}")
            assert stream.demuxer == "wav"
            assert stream.read(4) == b"RIFF"
            heard = b""
            while len(heard) < 400:
                heard += stream.read()
            assert set(heard[40:]) == {1, 2}
            stream.close()
        finally:
            over.set()
            playing.join()
