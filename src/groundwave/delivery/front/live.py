"""Segments and playlists in memory: what thousands of listeners fetch in the same two seconds is read once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from .answers import Answer, head_of, header_list
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
    whole: Answer
    size: int


class LiveShelf:
    """The newest files below `live/`, as a server sends them. A segment never changes its content."""

    def __init__(self, home: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._home = home
        self._most = most_bytes
        self._bytes = 0
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def at_hand(self, path: str, headers: Container[bytes]) -> _Held | None:
        """The file when it is in memory and, by the names of the headers, nothing but the whole was asked for."""
        held = self._held.get(path)
        if held is None or (held.until and time.monotonic() > held.until):
            return None
        return held if _wants_whole(headers) else None

    async def fetch(self, scope: Scope, place: LiveFile) -> _Held | None:
        """The same, read from the disk; None when it is not there, too large, or not the whole was asked for."""
        if scope["method"] != "GET" or not _wants_whole([name for name, _ in scope["headers"]]):
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
            whole=Answer(head_of(200, headers), body),
            size=len(body) + 2_048,
        )

    def _put(self, path: str, held: _Held) -> None:
        before = self._held.pop(path, None)
        self._bytes += held.size - (before.size if before else 0)
        self._held[path] = held
        while self._bytes > self._most:
            self._bytes -= self._held.popitem(last=False)[1].size


def _wants_whole(headers: Container[bytes]) -> bool:
    return not any(name in headers for name in _CONDITIONS)
