"""Segments and playlists in memory: what thousands of listeners fetch in the same two seconds is read once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from .answers import header_list
from .files import offer, open_file, said_of
from .paths import LiveFile
from .types import Message, Scope

MOST_BYTES = 64 * 1024**2
_LARGEST = 1024**2
_FRESH_SECONDS = 0.2  # a playlist is another one each 1.92 s
_CONDITIONS = (b"range", b"if-none-match", b"if-modified-since")


@dataclass(frozen=True)
class _Held:
    service: str
    is_segment: bool
    until: float
    start: Message
    body: Message
    size: int


class LiveShelf:
    """The newest files below `live/`, as the messages that a server sends. A segment never changes its content."""

    def __init__(self, home: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._home = home
        self._most = most_bytes
        self._bytes = 0
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def at_hand(self, scope: Scope) -> _Held | None:
        """The whole answer when it is in memory and nothing but the whole was asked for."""
        held = self._held.get(scope["path"])
        if held is None or scope["method"] != "GET" or (held.until and time.monotonic() > held.until):
            return None
        return held if _wants_whole(scope) else None

    async def fetch(self, scope: Scope, place: LiveFile) -> _Held | None:
        """The same, read from the disk; None when it is not there, too large, or not the whole was asked for."""
        if scope["method"] != "GET" or not _wants_whole(scope):
            return None
        held = await asyncio.get_running_loop().run_in_executor(None, self._read, place)
        if held is not None:
            self._put(scope["path"], held)
        return held

    def _read(self, place: LiveFile) -> _Held | None:
        what = offer(place, self._home)
        opened = open_file(what)
        if opened is None:
            return None
        file, representation = opened
        with file:
            body = file.read(_LARGEST + 1)
        if len(body) != representation.length:  # larger than is kept, or replaced meanwhile
            return None
        headers = [*header_list(said_of(what, representation)), (b"content-length", str(len(body)).encode())]
        is_segment = place.kind == "segment"
        return _Held(
            service=place.service,
            is_segment=is_segment,
            until=0.0 if is_segment else time.monotonic() + _FRESH_SECONDS,
            start={"type": "http.response.start", "status": 200, "headers": headers},
            body={"type": "http.response.body", "body": body},
            size=len(body) + 2_048,
        )

    def _put(self, path: str, held: _Held) -> None:
        before = self._held.pop(path, None)
        self._bytes += held.size - (before.size if before else 0)
        self._held[path] = held
        while self._bytes > self._most:
            self._bytes -= self._held.popitem(last=False)[1].size


def _wants_whole(scope: Scope) -> bool:
    return not any(name in _CONDITIONS for name, _ in scope["headers"])
