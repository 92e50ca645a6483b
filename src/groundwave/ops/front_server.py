"""The front's HTTP server: uvicorn on one thread, which gives what lies in memory at the moment it has been asked for.

Decision 20 has the figures. uvicorn's protocol parses every request (llhttp, by httptools); ours only cuts the way of
the answer short, and bounds what uvicorn leaves unbounded: what a request's head may hold, and how long it may take.
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from groundwave.delivery.front.app import Front, create
from groundwave.kit.home import Home

from .port import HOST

MOST_UNPARSED_BYTES = 64 * 1024  # of a head, a trailer or a chunk's extension; the front itself refuses far less
MOST_AT_ONCE = 16  # answers to one packet; who asks for more in one breath waits for the slow way's back-pressure
ROUND_SECONDS = 15
HEAD_ROUNDS, IDLE_ROUNDS = 2, 5  # a head takes 30 s at most, an idle connection is closed after 75 s
GRACE_SECONDS = 1  # a listener's stream has no end of its own; nothing is lost by cutting it

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"connection: close\r\n\r\nThe request's header is too large.\n"
)


class _Answered:
    """Stands where uvicorn keeps the request under way, when that one has been answered already."""

    response_complete = True
    message_event = asyncio.Event()  # uvicorn sets it when the reader has left; nobody waits for it


class FrontProtocol(HttpToolsProtocol):
    """One connection."""

    app: Front
    date: ClassVar[bytes] = b""  # the end of each head, anew each second

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._in_head = False
        self._unparsed = 0
        self._at_once = 0
        self._rounds = 0

    def data_received(self, data: bytes) -> None:
        self._unparsed += len(data)
        self._at_once = 0
        super().data_received(data)
        if self._unparsed > MOST_UNPARSED_BYTES and not self.transport.is_closing():
            if self._is_idle:
                self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._in_head, self._rounds = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._unparsed = self._rounds = 0
        if self._is_idle and not self.flow.write_paused and self._at_once < MOST_AT_ONCE and self._answer():
            self._at_once += 1
            self.cycle = _Answered  # type: ignore[assignment]
            return
        super().on_headers_complete()
        if self.parser.should_upgrade():  # the parser stops there; the answer is given in HTTP/1.1 and is the last
            self.cycle.keep_alive = False

    def _answer(self) -> bool:
        """Whether the answer was in memory; it has been written then."""
        parser, url = self.parser, self.url
        if b"%" in url or parser.should_upgrade() or not parser.should_keep_alive():
            return False
        if parser.get_http_version() != "1.1":
            return False
        answer = self.app.at_hand(parser.get_method(), url.decode("latin-1"), self.headers)
        if answer is None:
            return False
        self.transport.write(b"".join((answer.head, FrontProtocol.date, answer.body)))
        return True

    @property
    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:  # else a trailer: nothing here reads one, and there is no end to them
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self._unparsed = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unparsed = 0
        super().on_message_complete()

    def look_after(self) -> None:
        """Called each round: closes what has been idle, or in the middle of a head, for too long."""
        if not self._is_idle:
            self._rounds = 0
            return
        self._rounds += 1
        if self._rounds > (HEAD_ROUNDS if self._in_head else IDLE_ROUNDS):
            self.transport.close()


class FrontServer(uvicorn.Server):
    """uvicorn's server, which ends with 0 when it was asked to."""

    async def on_tick(self, counter: int) -> bool:
        ends = await super().on_tick(counter)
        if counter % 10 == 0:
            (date,) = self.server_state.default_headers
            FrontProtocol.date = b"%s: %s\r\n\r\n" % date
        if counter % (ROUND_SECONDS * 10) == 0:
            for one in list(self.server_state.connections):
                if isinstance(one, FrontProtocol):
                    one.look_after()
        return ends

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self.handle_exit)
        yield


def server_of(front: Front, port: int) -> FrontServer:
    """The server of `front` on this machine's own address; `run` serves until TERM."""
    return FrontServer(
        uvicorn.Config(
            front,
            host=HOST,
            port=port,
            loop="uvloop",
            http=FrontProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            proxy_headers=False,  # what a reader says about where the request came from is never believed
            server_header=False,
            access_log=False,
            log_config=None,
            backlog=2048,
            timeout_keep_alive=ROUND_SECONDS * IDLE_ROUNDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )


def serve_front(home: Home, port: int) -> None:
    """Listen on PORT for readers and listeners, until TERM. No Django in this process."""
    os.chdir(home.path)
    _allow_many_listeners()
    server = server_of(create(), port)
    log = logging.getLogger("uvicorn.error")
    log.setLevel(logging.ERROR)
    log.addFilter(lambda record: not server.should_exit)  # it would tell of each stream that is cut at the end
    server.run()


def _allow_many_listeners() -> None:
    """As many open connections as the system lets us ask for; the usual 1024 is too few."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
