"""Where one link of chained Ogg ends and the next begins, however the bytes come."""

from __future__ import annotations

import io

import pytest

from groundwave.air.engine.ogg import Links

BEGINS, GOES_ON = 2, 0


def page(kind: int, body: bytes) -> bytes:
    whole, rest = divmod(len(body), 255)
    lacing = bytes([255] * whole + [rest])
    return b"OggS\0" + bytes([kind]) + bytes(20) + bytes([len(lacing)]) + lacing + body


class InPieces:
    """A source that gives at most so many bytes at a time."""

    def __init__(self, data: bytes, most: int) -> None:
        self._file, self._most = io.BytesIO(data), most

    def read(self, size: int) -> bytes:
        return self._file.read(min(size, self._most))


def links(data: bytes, most: int) -> list[bytes]:
    chain, found = Links(InPieces(data, most)), []
    while True:
        found.append(b"".join(iter(lambda: chain.read(most), b"")))
        assert chain.read(most) == b"", "an end stays one"
        if not chain.go_on():
            return found


FIRST = page(BEGINS, b"vorbis") + page(BEGINS, b"skeleton") + page(GOES_ON, b"x" * 600) + page(4, b"OggS in it")
SECOND = page(BEGINS, b"opus") + page(GOES_ON, b"")


@pytest.mark.parametrize("most", [1, 7, 100, 8_192])
@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (FIRST, [FIRST]),
        (FIRST + SECOND + FIRST, [FIRST, SECOND, FIRST]),
        (FIRST + b"damaged Ogg" + SECOND, [FIRST + b"damaged Ogg", SECOND]),
        (FIRST + SECOND[:20], [FIRST + SECOND[:20]]),
        (FIRST[:-3], [FIRST[:-3]]),
        (b"ID3 and MPEG frames, OggS\0\2 among them" + SECOND, [b"ID3 and MPEG frames, OggS\0\2 among them" + SECOND]),
        (b"Og", [b"Og"]),
        (b"", [b""]),
    ],
)
def test_links(data: bytes, wanted: list[bytes], most: int) -> None:
    assert links(data, most) == wanted
