"""The titles that SHOUTcast and Icecast put between the bytes of a stream every ``icy-metaint`` bytes."""

import re
from typing import Final

_TITLE: Final = re.compile(rb"StreamTitle='(.*?)';", re.DOTALL)
_LONGEST: Final = 300


class IcyStripper:
    """Takes the stream's bytes in any portions, gives the sound's bytes back, and keeps the newest title."""

    def __init__(self, interval: int) -> None:
        self.title: str | None = None
        self._interval = interval
        self._sound_left = interval
        self._block_left: int | None = None
        self._block = bytearray()

    def strip(self, data: bytes) -> bytes:
        """The bytes of ``data`` that are sound."""
        sound = bytearray()
        at = 0
        while at < len(data):
            if self._sound_left:
                part = data[at : at + self._sound_left]
                sound += part
                self._sound_left -= len(part)
                at += len(part)
                continue
            if self._block_left is None:
                self._block_left = data[at] * 16
                at += 1
            part = data[at : at + self._block_left]
            self._block += part
            self._block_left -= len(part)
            at += len(part)
            if not self._block_left:
                self._finish()
        return bytes(sound)

    def _finish(self) -> None:
        if found := _TITLE.search(self._block):
            try:
                text = found[1].decode("utf-8")
            except UnicodeDecodeError:
                text = found[1].decode("latin-1")
            self.title = "".join(c for c in text if c.isprintable())[:_LONGEST]
        self._block.clear()
        self._block_left = None
        self._sound_left = self._interval
