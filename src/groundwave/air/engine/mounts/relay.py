"""One mount: at most one encoder that sends, and the engines that hear it."""

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import Final

from groundwave.air.engine.mounts.opening import Opening
from groundwave.air.engine.mounts.request import LONGEST_TITLE

TITLE_EVERY: Final = 4_096
"""Bytes of sound between two titles (``icy-metaint``)."""
_RECENT_BYTES: Final = 256 * 1024
_RECENT_SECONDS: Final = 6.0
"""An engine that comes back after a crash is given this much of what it missed."""
_SLOWEST_SECONDS: Final = 10.0

log = logging.getLogger(__name__)


class Listener:
    """An engine; titles stand between its bytes, as SHOUTcast and Icecast put them."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.gone = asyncio.Event()
        self._writer = writer
        self._left = TITLE_EVERY
        self._told: str | None = None

    def write(self, data: bytes, title: str) -> None:
        at = 0
        while at < len(data):
            part = data[at : at + self._left]
            self._writer.write(part)
            at += len(part)
            self._left -= len(part)
            if not self._left:
                self._left = TITLE_EVERY
                self._writer.write(b"\0" if title == self._told else _block(title))
                self._told = title

    async def keep_up(self) -> None:
        """Wait for a slow one, so that an encoder that sends a file at once is heard in its own time."""
        try:
            async with asyncio.timeout(_SLOWEST_SECONDS):
                await self._writer.drain()
        except (OSError, TimeoutError):
            self.gone.set()


class Mount:
    """What is sent to one name; whoever sends holds ``sender``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sender: asyncio.StreamWriter | None = None
        self.content_type = ""
        self.title = ""
        self.heard_at = 0.0
        self._listeners: set[Listener] = set()
        self._recent: deque[tuple[float, bytes]] = deque()
        self._recent_bytes = 0
        self._opening = Opening("")

    def begin(self, sender: asyncio.StreamWriter, content_type: str, now: float) -> None:
        """An encoder takes the mount."""
        self.sender, self.content_type, self.heard_at, self.title = sender, content_type, now, ""
        self._opening = Opening(content_type)
        self._recent.clear()
        self._recent_bytes = 0

    def end(self, sender: asyncio.StreamWriter) -> None:
        """Its encoder is gone: the engines are told by the end of the stream."""
        if self.sender is sender:
            self.sender = None
            for listener in self._listeners:
                listener.gone.set()

    async def send(self, data: bytes, now: float) -> None:
        """Hand on what the encoder sent."""
        self.heard_at = now
        self._opening.feed(data)
        self._recent.append((now, data))
        self._recent_bytes += len(data)
        while self._recent_bytes > _RECENT_BYTES or self._recent[0][0] < now - _RECENT_SECONDS:
            self._recent_bytes -= len(self._recent.popleft()[1])
        listeners = [listener for listener in self._listeners if not listener.gone.is_set()]
        for listener in listeners:
            listener.write(data, self.title)
        if listeners:
            await asyncio.gather(*(listener.keep_up() for listener in listeners))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Give an engine the stream from now on, until one of the two ends is gone."""
        listener = Listener(writer)
        recent = b"".join(data for _, data in self._recent)
        kept = self._opening.kept
        listener.write(recent if recent.startswith(kept) else kept + recent, self.title)
        self._listeners.add(listener)
        hung_up = asyncio.ensure_future(reader.read(1))
        ended = asyncio.ensure_future(listener.gone.wait())
        try:
            await asyncio.wait((hung_up, ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._listeners.discard(listener)
            for task in (hung_up, ended):
                task.cancel()
                with suppress(asyncio.CancelledError, OSError):
                    await task


def _block(title: str) -> bytes:
    text = title[:LONGEST_TITLE].replace("';", "'").encode()
    block = b"StreamTitle='" + text + b"';"
    block += bytes(-len(block) % 16)
    return bytes((len(block) // 16,)) + block
