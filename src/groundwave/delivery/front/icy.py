"""Titles between the bytes of a stream, for radios that ask for them (SHOUTcast's ICY, as Icecast has it). Pure."""

from __future__ import annotations

INTERVAL = 16_000
_MOST = 16 * 255


def block(title: str) -> bytes:
    """One metadata block: its length in sixteens, the title, zeros."""
    said = f"StreamTitle='{title.replace(chr(39), chr(0x2019))}';".encode()
    while len(said) > _MOST:
        title = title[: len(title) * 3 // 4]
        said = f"StreamTitle='{title.replace(chr(39), chr(0x2019))}';".encode()
    return bytes([-(-len(said) // 16)]) + said + bytes(-len(said) % 16)


class Interleaver:
    """Puts a block after every INTERVAL bytes: the title where it is another than before, else an empty one."""

    def __init__(self) -> None:
        self._left = INTERVAL
        self._told: str | None = None

    def put(self, sound: bytes, title: str) -> bytes:
        """`sound` with what belongs between its bytes."""
        given = bytearray()
        while len(sound) >= self._left:
            given += sound[: self._left]
            given += b"\0" if title == self._told else block(title)
            sound, self._left, self._told = sound[self._left :], INTERVAL, title
        self._left -= len(sound)
        return bytes(given + sound)
