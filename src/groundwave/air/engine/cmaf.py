"""Fragmented MP4 for one AAC-LC track, written box by box (ISO/IEC 14496-12 and -14, CMAF 23000-19).

The timescale is the sample rate, so a segment's base media decode time is its sample index on the epoch timeline.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from groundwave.air.engine.timeline import AAC_FRAME, RATE

AUDIO_SPECIFIC_CONFIG: Final = bytes.fromhex("1190")
"""AAC-LC, 48 kHz, two channels (ISO/IEC 14496-3, 1.6.2.1)."""

_MATRIX: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
ADTS_RATES: Final = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000)
_ADTS_LENGTH_LIMIT: Final = 1 << 13


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box: its length, its four-letter kind, its content."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def _descriptor(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return bytes((tag, 0x80, 0x80, 0x80, len(content))) + content


def _esds(bitrate: int, config: bytes) -> bytes:
    decoder = _descriptor(
        0x04,
        # 0x40: MPEG-4 audio; 0x15: an audio stream, not upstream; no promise about the decoder's buffer.
        struct.pack(">BB3xII", 0x40, 0x15, bitrate, bitrate),
        _descriptor(0x05, config),
    )
    return _full(b"esds", 0, 0, _descriptor(0x03, struct.pack(">HB", 1, 0), decoder, _descriptor(0x06, b"\x02")))


def init_segment(bitrate: int, config: bytes = AUDIO_SPECIFIC_CONFIG) -> bytes:
    """The initialization segment: ``ftyp`` and an empty ``moov``. ``bitrate`` is in bits a second."""
    entry = box(b"mp4a", struct.pack(">6xH8xHHHHI", 1, 2, 16, 0, 0, RATE << 16), _esds(bitrate, config))
    tables = box(
        b"stbl",
        _full(b"stsd", 0, 0, struct.pack(">I", 1), entry),
        _full(b"stts", 0, 0, bytes(4)),
        _full(b"stsc", 0, 0, bytes(4)),
        _full(b"stsz", 0, 0, bytes(8)),
        _full(b"stco", 0, 0, bytes(4)),
    )
    # dref flag 1: the media is in this very file.
    references = box(b"dinf", _full(b"dref", 0, 0, struct.pack(">I", 1), _full(b"url ", 0, 1)))
    media = box(
        b"mdia",
        _full(b"mdhd", 0, 0, struct.pack(">4I2H", 0, 0, RATE, 0, 0x55C4, 0)),
        _full(b"hdlr", 0, 0, struct.pack(">I4s12x", 0, b"soun"), b"Groundwave\0"),
        box(b"minf", _full(b"smhd", 0, 0, bytes(4)), references, tables),
    )
    track = box(
        b"trak",
        _full(b"tkhd", 0, 7, struct.pack(">5I8x4H", 0, 0, 1, 0, 0, 0, 0, 0x0100, 0), _MATRIX, bytes(8)),
        media,
    )
    header = struct.pack(">4IIH10x", 0, 0, RATE, 0, 0x10000, 0x0100) + _MATRIX + bytes(24) + struct.pack(">I", 2)
    defaults = box(b"mvex", _full(b"trex", 0, 0, struct.pack(">5I", 1, 1, AAC_FRAME, 0, 0)))
    return box(b"ftyp", b"iso6", bytes(4), b"iso6cmfcmp41") + box(
        b"moov", _full(b"mvhd", 0, 0, header), track, defaults
    )


def media_segment(number: int, decode_time: int, frames: Sequence[bytes]) -> bytes:
    """One segment of whole AAC frames; ``decode_time`` is the sample index of the first of them.

    ``mfhd`` counts in 32 bits, so it carries the number's low bits; the full time is in the 64-bit ``tfdt``.
    """
    sizes = b"".join(struct.pack(">I", len(frame)) for frame in frames)

    def moof(data_offset: int) -> bytes:
        return box(
            b"moof",
            _full(b"mfhd", 0, 0, struct.pack(">I", number & 0xFFFFFFFF)),
            box(
                b"traf",
                # 0x020000: offsets count from the moof; 0x28: default duration and flags; every frame is a sync sample.
                _full(b"tfhd", 0, 0x020028, struct.pack(">III", 1, AAC_FRAME, 0x02000000)),
                _full(b"tfdt", 1, 0, struct.pack(">Q", decode_time)),
                _full(b"trun", 0, 0x000201, struct.pack(">Ii", len(frames), data_offset), sizes),
            ),
        )

    header = moof(len(moof(0)) + 8)
    return box(b"styp", b"msdh", bytes(4), b"msdhcmfs") + header + box(b"mdat", *frames)


def adts_frame(frame: bytes, *, rate: int = 48_000, channels: int = 2) -> bytes:
    """An AAC-LC frame of a rate of `ADTS_RATES` behind its ADTS header (ISO/IEC 14496-3, 1.A.2.2).

    Raises ValueError when the frame is longer than an ADTS header can say (8,191 bytes).
    """
    length = len(frame) + 7
    if length >= _ADTS_LENGTH_LIMIT:
        raise ValueError(f"an AAC frame of {len(frame)} bytes is too long for ADTS")
    # Profile LC (1), "variable rate" buffer fullness.
    place = ADTS_RATES.index(rate)
    head = (0xFFF1 << 40) | (1 << 38) | (place << 34) | (channels << 30) | (length << 13) | (0x7FF << 2)
    return head.to_bytes(7, "big") + frame


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of ``data`` in order: kind and content. Raises ValueError where the lengths do not add up."""
    at = 0
    while at < len(data):
        if len(data) - at < 8:
            raise ValueError(f"{len(data) - at} bytes are left over after the last box")
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise ValueError(f"box {kind!r} at byte {at} says that it is {size} bytes long")
        yield kind, data[at + 8 : at + size]
        at += size
