"""Compressed bytes from outside, opened no further than is asked for."""

from __future__ import annotations

import zlib
from typing import Final

GZIP: Final = b"\x1f\x8b"
_CHUNK: Final = 64 * 1024


class UnableToUnpack(ValueError):
    """The bytes are no whole gzip file, or a bomb. The message says which."""


def unpacked(data: bytes, *, at_most: int) -> bytes:
    """What a gzip file holds; anything else as it is. Raises UnableToUnpack.

    Files put one behind the other are one (RFC 1952 section 2.2). What is packed twice stays packed once.
    Hardly more than `at_most` bytes are ever made.
    """
    if not data.startswith(GZIP):
        return data
    found = bytearray()
    left = data
    while left.startswith(GZIP):
        opened = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            while not opened.eof:
                piece = opened.decompress(left, _CHUNK)
                found += piece
                left = opened.unconsumed_tail
                if len(found) > at_most:
                    raise UnableToUnpack(f"unpacks to more than {at_most:,} bytes")
                if not piece and not left and not opened.eof:
                    raise UnableToUnpack("ends too early (truncated)")
        except zlib.error as wrong:
            raise UnableToUnpack("is damaged: it cannot be unpacked") from wrong
        left = opened.unused_data
    return bytes(found)
