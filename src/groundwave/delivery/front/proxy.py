"""Passing a request on to the website over its unix socket, streaming both ways."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import urlsplit

import httpcore

from .headers import to_reader, to_website, too_large
from .types import Receive, Scope, Send

log = logging.getLogger("groundwave.front")

_SECONDS = {"connect": 2.0, "pool": 15.0, "read": 60.0, "write": 30.0}
_MOST_CONNECTIONS = 32
_LARGEST_BODY = 1024**3
_MOST_DRAINED = 64 * 1024**2
_DRAIN_SECONDS = 10.0


class WebsiteAway(Exception):
    """The website did not answer; nothing has been said to the reader yet."""


class WebsiteSlow(Exception):
    """The website took the request and said nothing for too long."""


class RequestTooLarge(Exception):
    """The reader's header or body is larger than anything the website takes; `status` is the HTTP status for it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ReaderLeft(Exception):
    """The reader went away while sending; there is nobody to answer."""


@dataclass
class _Body:
    """The request's body, as it arrives."""

    receive: Receive
    total: int = 0
    ended: bool = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not self.ended:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ReaderLeft
            self.ended = not message.get("more_body", False)
            piece: bytes = message.get("body", b"")
            self.total += len(piece)
            if self.total > _LARGEST_BODY:
                raise RequestTooLarge(413)
            if piece:
                yield piece

    async def drain(self) -> None:
        """Take what the website did not want: closing on a reader who still sends would lose the answer."""
        most = self.total + _MOST_DRAINED
        with suppress(TimeoutError, ReaderLeft, RequestTooLarge):
            async with asyncio.timeout(_DRAIN_SECONDS):
                async for _ in self:
                    if self.total > most:
                        return


class Website:
    """The Django side behind `socket_path`; keeps its connections open between requests."""

    def __init__(self, socket_path: str, *, public_url: str) -> None:
        public = urlsplit(public_url)
        self._public_scheme, self._public_host = public.scheme, public.netloc
        self._pool = httpcore.AsyncConnectionPool(
            uds=socket_path,
            max_connections=_MOST_CONNECTIONS,
            max_keepalive_connections=_MOST_CONNECTIONS,
            keepalive_expiry=20.0,
        )

    async def condition(self) -> Literal["ready", "broken", "away"]:
        """How /readyz of the website comes back within 5 s: well, with a server error, or not at all."""
        url = httpcore.URL(scheme=b"http", host=b"web", port=None, target=b"/readyz")
        host = (b"host", self._public_host.encode("latin-1"))
        request = httpcore.Request("GET", url, headers=[host], extensions={"timeout": dict.fromkeys(_SECONDS, 5.0)})
        try:
            response = await self._pool.handle_async_request(request)
            try:
                await response.aread()
            finally:
                await response.aclose()
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            return "away"
        return "ready" if response.status < 500 else "broken"

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what the website says.

        Raises WebsiteAway, WebsiteSlow, RequestTooLarge or ReaderLeft, before anything is sent.
        """
        given = cast("list[tuple[bytes, bytes]]", scope["headers"])
        if too_large(given):
            raise RequestTooLarge(431)
        body = _Body(receive) if _has_body(given) else None
        response = await self._response(scope, given, body)
        try:
            if body is not None:
                await body.drain()
            await _send_on(response, send)
        finally:
            await response.aclose()

    async def _response(self, scope: Scope, given: list[tuple[bytes, bytes]], body: _Body | None) -> httpcore.Response:
        for attempt in (1, 2):
            try:
                return await self._pool.handle_async_request(self._request(scope, given, body))
            except httpcore.ReadTimeout as error:
                raise WebsiteSlow from error
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                # A kept connection may have been closed by a website that restarted; only a request that changes
                # nothing is asked again.
                if attempt == 1 and body is None and scope["method"] in ("GET", "HEAD"):
                    continue
                raise WebsiteAway from error
            except httpcore.TimeoutException as error:
                raise WebsiteAway from error
        raise WebsiteAway

    def _request(self, scope: Scope, given: list[tuple[bytes, bytes]], body: _Body | None) -> httpcore.Request:
        headers = to_website(
            given,
            peer=scope["client"][0] if scope.get("client") else "",
            scheme=scope["scheme"],
            public_host=self._public_host,
            public_scheme=self._public_scheme,
        )
        if body is not None and not any(name == b"content-length" for name, _ in headers):
            headers.append((b"transfer-encoding", b"chunked"))
        target = scope.get("raw_path") or scope["path"].encode()
        if scope["query_string"]:
            target += b"?" + scope["query_string"]
        url = httpcore.URL(scheme=b"http", host=b"web", port=None, target=target)
        return httpcore.Request(scope["method"], url, headers=headers, content=body, extensions={"timeout": _SECONDS})


def _has_body(headers: list[tuple[bytes, bytes]]) -> bool:
    for name, value in headers:
        if name == b"transfer-encoding":
            return True
        if name == b"content-length" and value.strip() != b"0":
            if not value.strip().isdigit() or int(value) > _LARGEST_BODY:
                raise RequestTooLarge(413)
            return True
    return False


async def _send_on(response: httpcore.Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status, "headers": to_reader(response.headers)})
    try:
        async for piece in cast("AsyncIterator[bytes]", response.stream):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        # The status is out already: ending here without the last piece is how the reader learns of it.
        log.warning("The website stopped in the middle of an answer: %r", error)
        return
    await send({"type": "http.response.body", "body": b""})
