"""Chained Ogg: a stream that begins anew with each track, perhaps with another codec, rate or number of channels.

The codec library follows a chain only as long as its links are alike. So each link is given to it as a file of its own;
where the next one begins is seen in the headers of the pages (RFC 3533, sections 4 and 6).
"""

from typing import Final, Protocol

_CAPTURE: Final = b"OggS"
_HEADER: Final = 27
_BEGINS: Final = 0x02
_PORTION: Final = 8_192


class Bytes(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes:
        """At least one byte and at most ``size``; none at the end."""


class Links:
    """The links of a chain, one after the other. A stream of any other format is one link."""

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self._ready = bytearray()
        self._page = 0
        """Bytes of the current page, or of what is no page, that are still to be given."""
        self._is_ogg: bool | None = None
        self._has_content = self._is_over = self._ended = False

    def read(self, size: int) -> bytes:
        """At least one byte of this link and at most ``size``; none at its end. Raises whatever the source raises."""
        while not self._is_over:
            if count := min(size, self._page, len(self._ready)):
                piece = bytes(self._ready[:count])
                del self._ready[:count]
                self._page -= count
                return piece
            if self._page or self._ended or not self._look():
                if self._ended:
                    return self._rest(size)
                self._fetch(size)
        return b""

    def go_on(self) -> bool:
        """Whether there is another link; if so, it is what is read from now on."""
        if not self._is_over:
            return False
        self._is_over = self._has_content = False
        return True

    def _fetch(self, size: int) -> None:
        piece = self._source.read(min(size, _PORTION))
        self._ready += piece
        self._ended = not piece

    def _rest(self, size: int) -> bytes:
        piece = bytes(self._ready[:size])
        del self._ready[:size]
        return piece

    def _look(self) -> bool:
        """Learn from the next page's header how far it goes; False when more of it is needed."""
        ready = self._ready
        if self._is_ogg is None and len(ready) >= len(_CAPTURE):
            self._is_ogg = ready.startswith(_CAPTURE)
        if self._is_ogg is False:
            self._page = len(ready)
        elif not ready.startswith(_CAPTURE) and len(ready) >= len(_CAPTURE):
            found = ready.find(_CAPTURE)  # damaged: whoever decodes it passes over it as well
            self._page = found if found > 0 else len(ready) - len(_CAPTURE) + 1
        elif len(ready) >= _HEADER and len(ready) >= _HEADER + ready[26]:
            if not ready[5] & _BEGINS:
                self._has_content = True
            elif self._has_content:
                self._is_over = True
            self._page = 0 if self._is_over else _HEADER + ready[26] + sum(ready[_HEADER : _HEADER + ready[26]])
        return bool(self._page or self._is_over)
