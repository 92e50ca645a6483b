"""RTP as a source (RFC 3550 and 3551), sent to this machine or to a group: PCM as AES67 has it, MPEG audio, Opus, AAC.

`rtp://239.1.2.3:5004?format=L24/48000/2`: an address of a group is joined, any other is one of this machine's own. What
payload types 10, 11 and 14 are is known without `format`; a dynamic one has to be told, as an SDP file tells it.
"""

import ipaddress
import socket
import struct
import time
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from groundwave.air.engine.fetch import TIMEOUT, UnableToFetch
from groundwave.air.engine.rtp_payloads import Payloads, payloads, read_format

MOST_WAITING: Final = 64
"""Packets that wait for one before them."""
LONGEST_WAIT: Final = 0.2
"""Seconds of sound that wait for a packet before them: far less than the delay that all sound has here."""
_HALF: Final = 1 << 15
_KNOWN: Final = {10: "L16/44100/2", 11: "L16/44100/1", 14: "MPA"}
_LARGEST: Final = 65_536


class Packet(NamedTuple):
    """One packet's parts; `stamp` counts samples of its stream's clock."""

    number: int
    stamp: int
    kind: int
    sender: int
    payload: bytes


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


class Order:
    """Packets in the order of their numbers; one that is missing is waited for, but not for ever. Of two senders the
    first is heard, until it has been silent for `MOST_WAITING` packets of another. Stamps count ``clock`` a second.
    """

    def __init__(self, clock: int = 48_000) -> None:
        self._span = round(clock * LONGEST_WAIT)
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
                first = self._next
                oldest = min(self._waiting, key=lambda number: (number - first) & 0xFFFF)
                span = (packet.stamp - self._waiting[oldest].stamp) & 0xFFFFFFFF
                if len(self._waiting) < MOST_WAITING and not self._span <= span < 1 << 31:
                    return
                self._next = oldest
            yield self._waiting.pop(self._next)
            self._next = (self._next + 1) & 0xFFFF


class RtpStream:
    """Reads as a stream of another kind does."""

    title = ""
    late = 0

    def __init__(self, url: str) -> None:
        """Raises UnableToFetch when nothing can be listened to there, or for a format that is none."""
        parts = urlsplit(url)
        told = parse_qs(parts.query)
        self._sound: Payloads | None = None
        if "format" in told:
            self._sound = payloads(read_format(told["format"][0], told.get("config", [""])[0]))
        try:
            port = parts.port or 5004
        except ValueError:
            raise UnableToFetch("its port is no number from 1 to 65535") from None
        self._socket = _listen(parts.hostname or "0.0.0.0", port)  # noqa: S104 - a studio link sends to it
        self._kind: int | None = None
        self._order: Order | None = None
        self._heard = time.monotonic()
        self._ready = bytearray()
        try:
            while not self._ready:  # the first packet may have to say what it is
                self._receive()
        except UnableToFetch:
            self.close()
            raise

    @property
    def demuxer(self) -> str:
        """How decoders are to read it."""
        return self._sound.demuxer if self._sound else ""

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
        if self._sound is None:
            if packet.kind not in _KNOWN:
                raise UnableToFetch(
                    f"payload type {packet.kind} can be anything; add ?format=L24/48000/2 as its SDP has it"
                )
            self._sound = payloads(read_format(_KNOWN[packet.kind]))
        if self._order is None:
            self._kind, self._order = packet.kind, Order(self._sound.clock)
            self._ready += self._sound.opening
        for one in self._order.arrived(packet):
            self._ready += self._sound.of(one.stamp, one.payload)


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
