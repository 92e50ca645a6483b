"""The continuous streams /live/<service>/stream.mp3 and .aac, joined from the chunk files as the engine writes them."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .answers import OPEN_TO_OTHER_SITES, header_list, send_text
from .icy import INTERVAL, Interleaver
from .paths import Stream
from .timeline import candidates, hour_folder
from .types import Receive, Send

MOST_LISTENERS = 500
_BURST = 3
_KEPT = 12
_POLL_SECONDS = 0.25
_SILENCE_SECONDS = 30.0
_MOST_BYTES = 20_000
_FOLDERS: dict[str, tuple[str, str]] = {"mp3": ("mp3", ".mp3"), "aac": ("adts", ".aac")}
_MIME = {"mp3": "audio/mpeg", "aac": "audio/aac"}


@dataclass(frozen=True)
class OnAir:
    """What a radio shows: the service's name, and what is on, "Artist - Title"."""

    name: str
    title: str


def read_on_air(service: Path) -> OnAir:
    """The engine's last word of it; the folder's name where there is none."""
    try:
        with (service / "onair.json").open("rb") as file:
            said = json.loads(file.read(_MOST_BYTES))
        return OnAir(str(said["name"]), str(said["title"]))
    except (OSError, ValueError, KeyError, TypeError):
        return OnAir(service.name, "")


@dataclass
class Relay:
    """One stream of one service: reads each chunk once from the disk for all who listen."""

    folder: Path
    ending: str
    chunks: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    listeners: int = 0
    on_air: OnAir = OnAir("", "")
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _joining: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reader: asyncio.Task[None] | None = None

    async def join(self) -> bool:
        """Count one more listener in. False when the newest chunk is too old: the service is off the air."""
        self.listeners += 1
        async with self._joining:
            if self._reader is None or self._reader.done():
                self.chunks.clear()
                await self._look()
                self._reader = asyncio.create_task(self._read_on())
        return any(number in candidates(None, at=time.time(), window=_SILENCE_SECONDS) for number, _ in self.chunks)

    def leave(self) -> None:
        self.listeners -= 1
        if self.listeners == 0 and self._reader is not None:
            self._reader.cancel()
            self._reader = None

    async def after(self, number: int | None) -> list[tuple[int, bytes]]:
        """The chunks after `number` (None: the burst that fills a new listener's buffer), waiting for the next one.

        A listener so slow that its next chunk is gone goes on with the oldest kept. Empty after 30 s of silence.
        """
        if number is None:
            return list(self.chunks)[-_BURST:]

        def newer() -> list[tuple[int, bytes]]:
            return [chunk for chunk in self.chunks if chunk[0] > number]

        async with self._news:
            try:
                return await asyncio.wait_for(self._news.wait_for(newer), _SILENCE_SECONDS)
            except TimeoutError:
                return []

    async def _read_on(self) -> None:
        while True:
            await asyncio.sleep(_POLL_SECONDS)
            await self._look()

    async def _look(self) -> None:
        last = self.chunks[-1][0] if self.chunks else None
        found = await asyncio.get_running_loop().run_in_executor(None, self._appeared, last)
        if found:
            async with self._news:
                self.chunks.extend(found)
                self._news.notify_all()

    def _appeared(self, last: int | None) -> list[tuple[int, bytes]]:
        found: list[tuple[int, bytes]] = []
        for number in candidates(last, at=time.time(), window=_SILENCE_SECONDS):
            try:
                found.append((number, (self.folder / hour_folder(number) / f"{number}{self.ending}").read_bytes()))
            except OSError:
                continue
        if found:
            self.on_air = read_on_air(self.folder.parent)
        return found


class Streams:
    """All continuous streams of one home, and the count of those who listen to them."""

    def __init__(self, live: Path, *, most_listeners: int = MOST_LISTENERS) -> None:
        self._live = live
        self._most = most_listeners
        self._relays: dict[tuple[str, Literal["mp3", "aac"]], Relay] = {}

    @property
    def listeners(self) -> int:
        return sum(relay.listeners for relay in self._relays.values())

    def listening(self) -> dict[str, int]:
        """How many listen to each service."""
        counted: dict[str, int] = {}
        for (service, _), relay in self._relays.items():
            counted[service] = counted.get(service, 0) + relay.listeners
        return counted

    async def send(self, receive: Receive, send: Send, place: Stream, *, head: bool, titles: bool = False) -> None:
        """Play until the listener leaves or the service has been silent for 30 s; 404 or 503 when it cannot be.

        With `titles` what is on is told between the bytes.
        """
        folder, ending = _FOLDERS[place.kind]
        service = self._live / place.service
        if not service.is_dir():
            await send_text(send, 404, "There is no such service here.", head=head, extra=OPEN_TO_OTHER_SITES)
            return
        if self.listeners >= self._most:
            await _refuse(send, "All places are taken. Please try again in a moment.", 20, head=head)
            return
        relay = self._relays.setdefault((place.service, place.kind), Relay(service / folder, ending))
        try:
            if not await relay.join():
                await _refuse(send, "This service is silent just now. Please try again in a moment.", 5, head=head)
                return
            await send(
                {
                    "type": "http.response.start",
                    "status": 200,
                    "headers": header_list(_said(place.kind, relay, titles=titles)),
                }
            )
            if head:
                await send({"type": "http.response.body", "body": b""})
                return
            await _play(relay, receive, send, Interleaver() if titles else None)
        finally:
            relay.leave()


async def _play(relay: Relay, receive: Receive, send: Send, titles: Interleaver | None) -> None:
    gone = asyncio.create_task(until_gone(receive))
    number: int | None = None
    try:
        while True:
            wanted = asyncio.create_task(relay.after(number))
            try:
                await asyncio.wait({wanted, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not wanted.done():
                    wanted.cancel()
            if gone.done():
                return
            chunks = wanted.result()
            if not chunks:
                break
            number = chunks[-1][0]
            body = b"".join(sound for _, sound in chunks)
            if titles:
                body = titles.put(body, relay.on_air.title)
            # The server holds `send` back while the listener's side is full; one that stands still gives its place up.
            await asyncio.wait_for(
                send({"type": "http.response.body", "body": body, "more_body": True}), _SILENCE_SECONDS
            )
        await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        return
    finally:
        gone.cancel()


async def until_gone(receive: Receive) -> None:
    """Return when the listener has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _said(kind: Literal["mp3", "aac"], relay: Relay, *, titles: bool) -> tuple[tuple[str, str], ...]:
    # A header has one line of one encoding; a radio that knows no UTF-8 shows the rest.
    name = " ".join(relay.on_air.name.split()).encode().decode("latin-1")
    told = (("icy-metaint", str(INTERVAL)),) if titles else ()
    return (
        ("icy-name", name),
        *told,
        ("content-type", _MIME[kind]),
        ("cache-control", "no-store"),
        ("accept-ranges", "none"),
        ("x-accel-buffering", "no"),
        *OPEN_TO_OTHER_SITES,
    )


async def _refuse(send: Send, sentence: str, retry_after: int, *, head: bool) -> None:
    extra = (("retry-after", str(retry_after)), *OPEN_TO_OTHER_SITES)
    await send_text(send, 503, sentence, head=head, extra=extra)
