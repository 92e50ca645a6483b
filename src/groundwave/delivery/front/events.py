"""GET /api/v1/events: tells players that what is on has changed, so that none of them has to keep asking."""

from __future__ import annotations

import asyncio

from .answers import OPEN_TO_OTHER_SITES, header_list, send_text
from .shelf import Shelf
from .stream import until_gone
from .types import Receive, Send

MOST_LISTENERS = 2000
_WATCHED = "/api/v1/services"
_LOOKS_SECONDS = 1.0
_HEARTBEAT_SECONDS = 15.0
_STALLED_SECONDS = 30.0
_SAID = (
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    *OPEN_TO_OTHER_SITES,
)


class Events:
    """A server-sent stream (HTML Standard, section 9.2): event `on-air` whenever the stored list of services changes.

    Its data is the tag of that list, and so is its id: who comes back with another Last-Event-ID hears at once.
    """

    def __init__(self, shelf: Shelf, *, most_listeners: int = MOST_LISTENERS, heartbeat: float = _HEARTBEAT_SECONDS):
        self._shelf = shelf
        self._most = most_listeners
        self._heartbeat = heartbeat
        self._listeners = 0
        self._watching: asyncio.Task[None] | None = None
        self._tag = ""
        self._changed = asyncio.Event()

    async def send(self, receive: Receive, send: Send, last_heard: str | None, *, head: bool) -> None:
        """Tell until the listener leaves."""
        if self._listeners >= self._most:
            extra = (("retry-after", "30"), *OPEN_TO_OTHER_SITES)
            await send_text(send, 503, "All places are taken; ask /api/v1/services instead.", head=head, extra=extra)
            return
        await send({"type": "http.response.start", "status": 200, "headers": header_list(_SAID)})
        if head:
            await send({"type": "http.response.body", "body": b""})
            return
        self._listeners += 1
        try:
            await self._look()
            if self._watching is None:
                self._watching = asyncio.create_task(self._watch())
            await self._tell(receive, send, self._tag if last_heard is None else last_heard)
        finally:
            self._listeners -= 1
            if self._listeners == 0 and self._watching is not None:
                self._watching.cancel()
                self._watching = None

    async def _tell(self, receive: Receive, send: Send, heard: str) -> None:
        gone = asyncio.create_task(until_gone(receive))
        try:
            await _say(send, "retry: 5000\n\n")
            while True:
                changed = self._changed
                if self._tag != heard:
                    heard = self._tag
                    await _say(send, f"id: {heard}\nevent: on-air\ndata: {heard}\n\n")
                    continue
                news = asyncio.create_task(changed.wait())
                await asyncio.wait({news, gone}, timeout=self._heartbeat, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                if gone.done():
                    return
                if not changed.is_set():
                    await _say(send, ":\n\n")
        except TimeoutError:
            return
        finally:
            gone.cancel()

    async def _watch(self) -> None:
        """One look a second for all who listen; it costs a comparison of eight bytes while nothing changes."""
        while True:
            await asyncio.sleep(_LOOKS_SECONDS)
            await self._look()

    async def _look(self) -> None:
        page = await self._shelf.fetch(_WATCHED)
        tag = page.sha256[:20] if page else self._tag
        if tag != self._tag:
            self._tag = tag
            self._changed.set()
            self._changed = asyncio.Event()


async def _say(send: Send, words: str) -> None:
    # A listener that takes nothing any more gives its place up.
    await asyncio.wait_for(
        send({"type": "http.response.body", "body": words.encode(), "more_body": True}), _STALLED_SECONDS
    )
