"""RTP as a source (RFC 3550 and 3551): linear PCM as AES67 and studio links send it, or MPEG audio, to one or a group.

`rtp://239.1.2.3:5004?format=L24/48000/2`: an address of a group is joined, any other is one of this machine's own. What
payload types 10, 11 and 14 are is known without `format`; a dynamic one has to be told, as an SDP file tells it.
"""

import ipaddress
import re
import socket
import struct
import time
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from groundwave.air.engine.fetch import TIMEOUT, UnableToFetch

MOST_WAITING: Final = 64
"""Packets that wait for one before them: at 1 ms each far less than the delay that all sound has here."""
MOST_FILLED_SECONDS: Final = 1.0
"""Of lost PCM that is filled with silence; more is a new beginning."""
_HALF: Final = 1 << 15
_FORMAT: Final = re.compile(r"(L16|L24|MPA)(?:/(\d{4,6})(?:/([1-8]))?)?\Z")
_KNOWN: Final = {10: "L16/44100/2", 11: "L16/44100/1", 14: "MPA"}
_LARGEST: Final = 65_536


class Packet(NamedTuple):
    """One packet's parts; `stamp` counts samples of its stream's clock."""

    number: int
    stamp: int
    kind: int
    sender: int
    payload: bytes


class Format(NamedTuple):
    """`width` is bytes a sample as it is sent; 0 for MPEG audio, which says the rest itself."""

    width: int
    rate: int = 0
    channels: int = 0


def parse_packet(data: bytes) -> Packet | None:
    """The packet, or None for what is none (RFC 3550, section 5.1)."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    number, stamp, sender = struct.unpack_from(">HII", data, 2)
    begin = 12 + 4 * (data[0] & 0x0F)
    if data[0] & 0x10:  # a header extension
        if len(data) < begin + 4:
            return None
        begin += 4 + 4 * struct.unpack_from(">H", data, begin + 2)[0]
    padding = data[-1] if data[0] & 0x20 else 0
    if begin > len(data) - padding or (data[0] & 0x20 and not padding):
        return None
    return Packet(number, stamp, data[1] & 0x7F, sender, data[begin : len(data) - padding])


def read_format(text: str) -> Format:
    """As `L24/48000/2` or `MPA`. Raises UnableToFetch."""
    found = _FORMAT.match(text)
    if found is None or (found[1] != "MPA" and not 8_000 <= int(found[2] or 0) <= 192_000):
        raise UnableToFetch(f"{text!r:.40} is no format of RTP; write it as its SDP has it, as L24/48000/2, or MPA")
    if found[1] == "MPA":
        return Format(0)
    return Format(2 if found[1] == "L16" else 3, int(found[2]), int(found[3] or 1))


class Order:
    """Packets in the order of their numbers; one that is missing is waited for, but not for ever. Of two senders the
    first is heard, until it has been silent for `MOST_WAITING` packets of another.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, Packet] = {}
        self._next: int | None = None
        self._sender: int | None = None
        self._others = 0

    def arrived(self, packet: Packet) -> Iterator[Packet]:
        """Those whose turn it is now."""
        if packet.sender != self._sender:
            self._others += 1
            if self._sender is not None and self._others <= MOST_WAITING:
                return
            self._sender, self._next = packet.sender, None
            self._waiting.clear()
        self._others = 0
        if self._next is None:
            self._next = packet.number
        if (packet.number - self._next) & 0xFFFF >= _HALF:  # it comes too late, or twice
            return
        self._waiting[packet.number] = packet
        while self._waiting:
            if self._next not in self._waiting:
                if len(self._waiting) < MOST_WAITING:
                    return
                first = self._next
                self._next = min(self._waiting, key=lambda number: (number - first) & 0xFFFF)
            yield self._waiting.pop(self._next)
            self._next = (self._next + 1) & 0xFFFF


class Sound:
    """Payloads as a file that decoders know: WAV for PCM, with silence where packets are missing; MPEG as it is."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._stamp: int | None = None

    @property
    def opening(self) -> bytes:
        """What stands before the sound."""
        width, rate, channels = self._form
        if not width:
            return b""
        frame = width * channels
        said = struct.pack("<HHIIHH", 1, channels, rate, rate * frame, frame, width * 8)
        return b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", 16) + said + b"data\xff\xff\xff\xff"

    def of(self, packet: Packet) -> bytes:
        """The sound of one packet, the next in order."""
        width, rate, channels = self._form
        if not width:
            return packet.payload[4:]  # RFC 2250, section 3.5: four bytes before the frames
        frame = width * channels
        payload = packet.payload[: len(packet.payload) // frame * frame]
        missing = 0 if self._stamp is None else (packet.stamp - self._stamp) & 0xFFFFFFFF
        self._stamp = (packet.stamp + len(payload) // frame) & 0xFFFFFFFF
        silence = bytes(missing * frame) if missing <= rate * MOST_FILLED_SECONDS else b""
        return silence + _little_endian(payload, width)


class RtpStream:
    """Reads as a stream of another kind does."""

    title = ""
    late = 0

    def __init__(self, url: str) -> None:
        """Raises UnableToFetch when nothing can be listened to there, or for a format that is none."""
        parts = urlsplit(url)
        told = parse_qs(parts.query).get("format", [""])[0]
        self._format = read_format(told) if told else None
        try:
            port = parts.port or 5004
        except ValueError:
            raise UnableToFetch("its port is no number from 1 to 65535") from None
        self._socket = _listen(parts.hostname or "0.0.0.0", port)  # noqa: S104 - a studio link sends to it
        self._kind: int | None = None
        self._heard = time.monotonic()
        self._order = Order()
        self._ready = bytearray()
        self._sound: Sound | None = None
        try:
            while not self._ready:  # the first packet may have to say what it is
                self._receive()
        except UnableToFetch:
            self.close()
            raise

    @property
    def demuxer(self) -> str:
        """How decoders are to read it."""
        return "wav" if self._format and self._format.width else "mp3"

    def read(self, size: int = 8_192) -> bytes:
        """At least one byte and at most ``size``. Raises UnableToFetch after five seconds without a packet."""
        while not self._ready:
            self._receive()
        part = bytes(self._ready[:size])
        del self._ready[:size]
        return part

    def close(self) -> None:
        """Leave the group and the port."""
        self._socket.close()

    def _receive(self) -> None:
        try:
            data = self._socket.recv(_LARGEST)
        except TimeoutError:
            raise UnableToFetch(f"no packet came for {TIMEOUT:g} seconds") from None
        except OSError as error:
            raise UnableToFetch(f"receiving failed ({error.strerror})") from None
        packet = parse_packet(data)
        if packet is None or self._kind not in (None, packet.kind):  # comfort noise, tones and reports are no program
            if time.monotonic() - self._heard > TIMEOUT:
                raise UnableToFetch(f"what comes there has been no program for {TIMEOUT:g} seconds")
            return
        self._heard = time.monotonic()
        if self._format is None:
            if packet.kind not in _KNOWN:
                raise UnableToFetch(
                    f"payload type {packet.kind} can be anything; add ?format=L24/48000/2 as its SDP has it"
                )
            self._format = read_format(_KNOWN[packet.kind])
        if self._sound is None:
            self._kind = packet.kind
            self._sound = Sound(self._format)
            self._ready += self._sound.opening
        for one in self._order.arrived(packet):
            self._ready += self._sound.of(one)


def _listen(host: str, port: int) -> socket.socket:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise UnableToFetch(f"{host:.80} is no address of a group or of this machine; RTP needs a number") from None
    made = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        made.settimeout(TIMEOUT)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        if address.is_multicast and address.version == 4:
            made.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, address.packed + bytes(4))
        elif address.is_multicast:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, address.packed + struct.pack("@I", 0))
    except OSError as error:
        made.close()
        raise UnableToFetch(f"{host} port {port} cannot be listened to ({error.strerror})") from None
    return made


def _little_endian(payload: bytes, width: int) -> bytes:
    """PCM goes over the network with its high byte first (RFC 3551, section 4.5.11)."""
    turned = bytearray(len(payload))
    for place in range(width):
        turned[place::width] = payload[width - 1 - place :: width]
    return bytes(turned)
