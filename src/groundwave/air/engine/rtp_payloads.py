"""What RTP packets carry, as a file that decoders know: PCM, MPEG audio, Opus (RFC 7587), AAC (RFC 3640, AAC-hbr).

What was lost on the way keeps its length: silence, or for AAC the frame before it once more.
"""

import re
import struct
from typing import Final, NamedTuple, Protocol

from groundwave.air.engine.cmaf import ADTS_RATES, adts_frame
from groundwave.air.engine.fetch import UnableToFetch

MOST_FILLED_SECONDS: Final = 1.0
"""Of lost sound that is filled; more is a new beginning."""
_FORMAT: Final = re.compile(r"(L16|L24|MPA|OPUS|MPEG4-GENERIC)(?:/(\d{4,6})(?:/([1-8]))?)?\Z", re.IGNORECASE)
_LONGEST_OPUS: Final = 5_760
_OPUS_RATE: Final = 48_000
_SILENT_OPUS: Final = {960: b"\xf8\xff\xfe", 480: b"\xf0\xff\xfe", 240: b"\xe8\xff\xfe", 120: b"\xe0\xff\xfe"}
_LACES: Final = 255
_BEGINS: Final = 2


class Format(NamedTuple):
    """As an SDP file has it; ``config`` is its AudioSpecificConfig, of AAC alone."""

    name: str
    rate: int = 0
    channels: int = 0
    config: bytes = b""


class Payloads(Protocol):
    """One stream's packets, in order, on their way into a file without end."""

    demuxer: str
    opening: bytes
    clock: int
    """How much stamps count a second."""

    def of(self, stamp: int, payload: bytes) -> bytes:
        """What one packet adds to the file, what is missing before it included."""


def read_format(text: str, config: str = "") -> Format:
    """As `L24/48000/2`, `MPA`, `opus/48000/2` or `mpeg4-generic/48000/2`. Raises UnableToFetch."""
    found = _FORMAT.match(text)
    name, rate, channels = (found[1].upper(), int(found[2] or 0), int(found[3] or 1)) if found else ("", 0, 0)
    if found and name == "MPA":
        return Format(name)
    if name == "OPUS" and rate in (0, _OPUS_RATE):
        return Format(name)
    try:
        given = bytes.fromhex(config)
    except ValueError:
        raise UnableToFetch(f"config={config:.40} is not what an SDP file has: an even number of hex digits") from None
    if not 8_000 <= rate <= 192_000 or name == "OPUS" or (name == "MPEG4-GENERIC" and rate not in ADTS_RATES):
        raise UnableToFetch(
            f"{text!r:.40} is no format of RTP; write it as its SDP has it, as L24/48000/2, opus/48000/2 or MPA"
        )
    return Format(name, rate, channels, given if name == "MPEG4-GENERIC" else b"")


def payloads(form: Format) -> Payloads:
    """What takes packets of this format in. Raises UnableToFetch for an AAC configuration that cannot be read."""
    match form.name:
        case "MPA":
            return _Mpeg()
        case "OPUS":
            return _Opus()
        case "MPEG4-GENERIC":
            return _Aac(form)
    return _Pcm(2 if form.name == "L16" else 3, form.rate, form.channels)


class _Missing:
    """How much is missing between one packet and the next, by their stamps."""

    def __init__(self, rate: int) -> None:
        self._most = rate * MOST_FILLED_SECONDS
        self._next: int | None = None

    def before(self, stamp: int, length: int) -> int:
        missing = 0 if self._next is None else (stamp - self._next) & 0xFFFFFFFF
        self._next = (stamp + length) & 0xFFFFFFFF
        return missing if missing <= self._most else 0


class _Pcm:
    demuxer = "wav"

    def __init__(self, width: int, rate: int, channels: int) -> None:
        self._width, self._frame = width, width * channels
        self.clock, self._missing = rate, _Missing(rate)
        said = struct.pack("<HHIIHH", 1, channels, rate, rate * self._frame, self._frame, width * 8)
        fmt = b"fmt " + struct.pack("<I", len(said)) + said
        self.opening = b"RIFF\xff\xff\xff\xffWAVE" + fmt + b"data\xff\xff\xff\xff"

    def of(self, stamp: int, payload: bytes) -> bytes:
        payload = payload[: len(payload) // self._frame * self._frame]
        missing = self._missing.before(stamp, len(payload) // self._frame)
        turned = bytearray(len(payload))
        for place in range(self._width):  # its high byte comes first (RFC 3551, section 4.5.11)
            turned[place :: self._width] = payload[self._width - 1 - place :: self._width]
        return bytes(missing * self._frame) + bytes(turned)


class _Mpeg:
    demuxer, opening, clock = "mp3", b"", 90_000

    def of(self, stamp: int, payload: bytes) -> bytes:
        return payload[4:]  # RFC 2250, section 3.5: four bytes before the frames


class _Opus:
    """Each packet a page of Ogg (RFC 7845)."""

    demuxer, clock = "ogg", _OPUS_RATE

    def __init__(self) -> None:
        self._missing = _Missing(_OPUS_RATE)
        self._pages = self._reached = 0
        head = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, _OPUS_RATE, 0, 0)
        self.opening = self._page(head, _BEGINS) + self._page(b"OpusTags" + bytes(8))

    def of(self, stamp: int, payload: bytes) -> bytes:
        length = opus_length(payload)
        if not length:
            return b""
        missing = self._missing.before(stamp, length)
        pages = b""
        for size, silence in _SILENT_OPUS.items():
            for _ in range(missing // size):
                pages += self._sound(silence, size)
            missing %= size
        return pages + self._sound(payload, length)

    def _sound(self, packet: bytes, length: int) -> bytes:
        self._reached += length
        return self._page(packet)

    def _page(self, packet: bytes, flags: int = 0) -> bytes:
        laces = bytes([_LACES] * (len(packet) // _LACES) + [len(packet) % _LACES])
        head = b"OggS\0" + struct.pack("<BqII", flags, self._reached, 1, self._pages)
        rest = bytes([len(laces)]) + laces + packet
        self._pages += 1
        return head + struct.pack("<I", _checksum(head + bytes(4) + rest)) + rest


def opus_length(packet: bytes) -> int:
    """How many samples at 48 kHz an Opus packet holds (RFC 6716, section 3.1); 0 for what is none."""
    if not packet or len(packet) > _LACES * (_LACES - 1):
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    if config < 12:
        frame = (480, 960, 1_920, 2_880)[config % 4]
    elif config < 16:
        frame = (480, 960)[config % 2]
    else:
        frame = (120, 240, 480, 960)[config % 4]
    count = (1, 2, 2, packet[1] & 0x3F if len(packet) > 1 else 0)[code]
    return frame * count if frame * count <= _LONGEST_OPUS else 0


def _checksum(page: bytes) -> int:
    """RFC 3533, section 6: the polynomial 04c11db7, the high bit first."""
    found = 0
    for byte in page:
        found = ((found << 8) & 0xFFFFFFFF) ^ _REMAINDERS[(found >> 24) ^ byte]
    return found


def _remainder(value: int) -> int:
    value <<= 24
    for _ in range(8):
        value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
    return value & 0xFFFFFFFF


_REMAINDERS: Final = tuple(_remainder(value) for value in range(256))


class _Aac:
    """Access units with headers of 13 bits for their size and 3 for their index: mode AAC-hbr."""

    demuxer, opening = "aac", b""

    def __init__(self, form: Format) -> None:
        self._place, self._channels = ADTS_RATES.index(form.rate), form.channels
        if form.config:
            self._place, self._channels = _configured(form.config)
        # Of HE-AAC the stamps count twice as fast as the core that is configured.
        self._length = 1_024 * form.rate // ADTS_RATES[self._place]
        self.clock, self._missing = form.rate, _Missing(form.rate)
        self._last = b""

    def of(self, stamp: int, payload: bytes) -> bytes:
        units = access_units(payload)
        if not units:
            return b""
        lost = self._missing.before(stamp, len(units) * self._length) // self._length
        found = [self._last] * lost + [
            adts_frame(unit, rate=ADTS_RATES[self._place], channels=self._channels) for unit in units
        ]
        self._last = found[-1]
        return b"".join(found)


def access_units(payload: bytes) -> list[bytes]:
    """The whole access units of a packet in mode AAC-hbr (RFC 3640, section 3.3.6); none of one that is not whole."""
    bits = int.from_bytes(payload[:2], "big")
    at = 2 + bits // 8
    if bits % 16 or len(payload) < at:
        return []
    sizes = [size >> 3 for (size,) in struct.iter_unpack(">H", payload[2:at])]
    units = []
    for size in sizes:
        if not size or at + size > len(payload):
            return []
        units.append(payload[at : at + size])
        at += size
    return units


def _configured(config: bytes) -> tuple[int, int]:
    """The place of the core's rate in ADTS's list, and its channels (ISO/IEC 14496-3, 1.6.2.1)."""
    bits = int.from_bytes(config[:2].ljust(2, b"\0"), "big")
    kind, place, channels = bits >> 11, bits >> 7 & 15, bits >> 3 & 15
    if kind not in (2, 5, 29) or place >= len(ADTS_RATES) or not 1 <= channels <= 7:
        raise UnableToFetch(f"config={config.hex()} is no AAC-LC or HE-AAC that can be read")
    return place, channels
