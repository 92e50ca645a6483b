"""What must stand before sound that is joined in the middle: the header pages of Ogg, the metadata of FLAC."""

from typing import Final

MOST_BYTES: Final = 512 * 1024
"""More than this (a large cover picture) is not kept: whoever joins late waits for the next beginning."""
_OGG_HEAD: Final = 27
_FIRST_PAGE: Final = 2


class Opening:
    """Is shown every byte that an encoder sends, and keeps those that a late listener needs first."""

    def __init__(self, content_type: str) -> None:
        self.kept = b""
        self._rest = bytearray()
        self._look = self._ogg if content_type.endswith("ogg") else self._flac if "flac" in content_type else None
        self._collecting = True

    def feed(self, data: bytes) -> None:
        """The next bytes of the stream."""
        if self._look is not None:
            self._rest += data
            self._look()

    def _keep(self, data: bytes) -> None:
        if len(self.kept) + len(data) <= MOST_BYTES:
            self.kept += data

    def _ogg(self) -> None:
        """RFC 3533: header pages have granule position 0, or -1 when no packet ends on them."""
        rest = self._rest
        while (begin := rest.find(b"OggS")) >= 0:
            del rest[:begin]
            if len(rest) < _OGG_HEAD or len(rest) < _OGG_HEAD + rest[26]:
                return
            length = _OGG_HEAD + rest[26] + sum(rest[_OGG_HEAD : _OGG_HEAD + rest[26]])
            if len(rest) < length:
                return
            page = bytes(rest[:length])
            del rest[:length]
            if page[5] & _FIRST_PAGE and not self._collecting:
                self.kept, self._collecting = b"", True
            if self._collecting and page[6:14] in (bytes(8), b"\xff" * 8):
                self._keep(page)
            else:
                self._collecting = False
        del rest[:-3]

    def _flac(self) -> None:
        """RFC 9639: "fLaC" and metadata blocks, the last of which says so."""
        rest, at = self._rest, 4
        if len(rest) > MOST_BYTES or (len(rest) >= 4 and rest[:4] != b"fLaC"):
            self._look = None
        while len(rest) >= at + 4:
            is_last, length = rest[at] & 0x80, int.from_bytes(rest[at + 1 : at + 4], "big")
            at += 4 + length
            if is_last and len(rest) >= at:
                self._keep(bytes(rest[:at]))
                self._look = None
        if self._look is None:
            rest.clear()
