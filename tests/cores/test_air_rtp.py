"""RTP: packets as they are, in their order, as sound; and what only looks like one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.air.engine.fetch import UnableToFetch
from groundwave.air.engine.rtp import MOST_WAITING, Order, Packet, parse_packet
from groundwave.air.engine.rtp_payloads import Format, access_units, opus_length, payloads, read_format


def packet(number: int, *, stamp: int = 0, sender: int = 7, payload: bytes = b"") -> Packet:
    return Packet(number & 0xFFFF, stamp & 0xFFFFFFFF, 96, sender, payload)


def head(flags: int = 0x80, kind: int = 10) -> bytes:
    return bytes((flags, kind)) + struct.pack(">HII", 5, 6, 7)


@pytest.mark.parametrize(
    ("data", "payload"),
    [
        (head() + b"abcd", b"abcd"),
        (head(0x82) + bytes(8) + b"abcd", b"abcd"),  # two contributing sources
        (head(0x90) + struct.pack(">HH", 1, 1) + bytes(4) + b"abcd", b"abcd"),  # an extension
        (head(0xA0) + b"abcd\x00\x00\x03", b"abcd"),  # padding
        (head(kind=0x8A) + b"ab", b"ab"),  # a marker
        (head(), b""),
    ],
)
def test_a_packet_is_taken_apart(data: bytes, payload: bytes) -> None:
    assert parse_packet(data) == Packet(5, 6, 10, 7, payload)


@pytest.mark.parametrize(
    "data",
    [b"", b"x" * 11, head(0x40) + b"ab", head(0x8F), head(0x90), head(0x90) + b"\x00\x01\xff\xff", head(0xA0) + b"\x00",
     head(0xA0) + b"\xff"],
)  # fmt: skip
def test_what_is_none_is_passed_over(data: bytes) -> None:
    assert parse_packet(data) is None


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    found = parse_packet(data)
    assert found is None or len(found.payload) <= len(data)


def order(*numbers: int, sender: int = 7) -> list[int]:
    line = Order()
    return [one.number for number in numbers for one in line.arrived(packet(number, sender=sender))]


def test_packets_are_put_into_their_order() -> None:
    assert order(1, 3, 2, 4) == [1, 2, 3, 4]
    assert order(65_534, 0, 65_535, 1) == [65_534, 65_535, 0, 1]
    assert order(1, 2, 2, 1, 3) == [1, 2, 3]


def test_one_that_is_lost_is_not_waited_for_for_ever() -> None:
    later = range(3, 3 + MOST_WAITING)
    assert order(1, *later) == [1, *later]


def test_of_two_senders_the_first_is_heard_until_it_is_gone() -> None:
    line = Order()
    heard = [one.sender for number in range(10) for who in (1, 2) for one in line.arrived(packet(number, sender=who))]
    assert set(heard) == {1}
    heard = [one.sender for number in range(200) for one in line.arrived(packet(number, sender=2))]
    assert set(heard) == {2}


def test_one_that_is_lost_is_waited_for_a_fifth_of_a_second_at_most() -> None:
    line = Order(90_000)
    heard = [
        [one.number for one in line.arrived(packet(number, stamp=number * 2_160))]  # 24 ms each, as MPEG audio has
        for number in (1, *range(3, 13))
    ]
    assert heard == [[1], *[[]] * 9, list(range(3, 13))]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("L16/44100/2", Format("L16", 44_100, 2)),
        ("L24/48000", Format("L24", 48_000, 1)),
        ("MPA", Format("MPA")),
        ("opus/48000/2", Format("OPUS")),
        ("opus", Format("OPUS")),
        ("mpeg4-generic/44100/2", Format("MPEG4-GENERIC", 44_100, 2)),
    ],
)
def test_formats_are_written_as_in_sdp(text: str, form: Format) -> None:
    assert read_format(text) == form


@pytest.mark.parametrize(
    "text",
    [
        *("", "L16", "L8/8000", "L24/48000/9", "L24/999999/2", "L16/0000/2", "L16/44100/2 "),
        *("opus/44100/2", "mpeg4-generic", "mpeg4-generic/44000/2", "MP4A-LATM/48000/2"),
    ],
)
def test_what_is_no_format_is_refused(text: str) -> None:
    with pytest.raises(UnableToFetch, match="write it as its SDP has it"):
        read_format(text)


def test_pcm_is_turned_and_what_is_lost_is_silence() -> None:
    sound = payloads(Format("L24", 48_000, 2))
    assert sound.of(100, b"\x01\x02\x03\x04\x05\x06") == b"\x03\x02\x01\x06\x05\x04"
    assert sound.of(103, b"\x01\x02\x03\x04\x05\x06zz") == bytes(12) + b"\x03\x02\x01\x06\x05\x04"
    assert sound.of(0x80000000, b"") == b""
    assert payloads(Format("MPA")).of(1, b"\x00\x00\x00\x00\xff\xfb") == b"\xff\xfb"


@pytest.mark.parametrize(
    ("packet", "samples"),
    [
        (b"\x00", 480), (b"\x18..", 2_880), (b"\x60.", 480), (b"\x68.", 960), (b"\xf8\xff\xfe", 960), (b"\xe1..", 240),
        (b"\xfa..", 1_920), (b"\xfb\x06", 5_760), (b"\xfb\x07", 0), (b"\xfb", 0), (b"", 0), (b"\xf8" * 70_000, 0),
    ],
)  # fmt: skip
def test_an_opus_packet_says_how_long_it_is(packet: bytes, samples: int) -> None:
    assert opus_length(packet) == samples


@pytest.mark.parametrize(
    ("payload", "units"),
    [
        (b"\x00\x10\x00\x18abc", [b"abc"]),
        (b"\x00\x20\x00\x10\x00\x18ababc", [b"ab", b"abc"]),
        (b"\x00\x10\x00\x20abc", []),  # a part of a longer one
        (b"\x00\x0d\x00\x18abc", []),  # another mode
        (b"\x00\x10", []),
        (b"\x00\x10\x00\x00", []),
        (b"", []),
    ],
)
def test_access_units(payload: bytes, units: list[bytes]) -> None:
    assert access_units(payload) == units


def test_aac_says_what_it_is_and_repeats_what_is_lost() -> None:
    sound = payloads(read_format("mpeg4-generic/48000/2", "1190"))
    one = sound.of(0, b"\x00\x10\x00\x18abc")
    assert one == b"\xff\xf1\x4c\x80\x01\x5f\xfcabc"
    assert sound.of(3 * 1_024, b"\x00\x10\x00\x18def") == one + one + one[:-3] + b"def"
    halved = payloads(read_format("mpeg4-generic/48000/2", "2b098800"))  # HE-AAC: a core of 24 kHz, mono
    assert halved.of(0, b"\x00\x10\x00\x18abc")[2:4] == b"\x58\x40"
    assert len(halved.of(3 * 2_048, b"\x00\x10\x00\x18abc")) == 3 * 10
    with pytest.raises(UnableToFetch, match="config=ffff is no AAC"):
        payloads(read_format("mpeg4-generic/48000/2", "ffff"))
    with pytest.raises(UnableToFetch, match="even number of hex digits"):
        read_format("mpeg4-generic/48000/2", "0x1")


@given(st.sampled_from(["L24/48000/2", "MPA", "opus", "mpeg4-generic/48000/2"]), st.lists(st.binary(max_size=90)))
def test_no_payload_breaks_it(text: str, payload: list[bytes]) -> None:
    sound = payloads(read_format(text))
    assert all(len(sound.of(at * 960, one)) < 400_000 for at, one in enumerate(payload))
