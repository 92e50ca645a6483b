"""The ASGI application of the front: looks at the path and hands the request to the one that answers for it."""

from __future__ import annotations

import asyncio
import os
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Literal

from groundwave.delivery.core.address import Page
from groundwave.kit.home import Home

from . import away
from .answers import OPEN_TO_OTHER_SITES, Answer, send_json, send_text, send_whole
from .audience import Audience
from .downloads import Downloads
from .episodes import NotHere, look_up, send_chapters
from .events import Events
from .files import offer, send_file
from .gate import Gate, TooMany
from .health import report, services_on
from .hosts import OwnHosts
from .live import LiveShelf
from .past import Past
from .paths import (
    EpisodeFile,
    Happenings,
    Health,
    LiveFile,
    MediaFile,
    Nowhere,
    OfTheAir,
    Readiness,
    Rewound,
    StaticFile,
    Stream,
    Tuning,
    Window,
    place,
)
from .paths import Website as WebsitePlace
from .proxy import ReaderLeft, RequestTooLarge, Website, WebsiteAway, WebsiteSlow
from .readers import Readers
from .reads import Reads
from .shelf import Shelf
from .stream import Streams, read_on_air
from .tuning import m3u, pls
from .types import Headers, Receive, Scope, Send

_READS = ("GET", "HEAD")
_TOO_LARGE = {413: "The file is larger than the website takes.", 431: "The request's header is too large."}


class Front:
    """One home's front. `website` answers what is neither a stored page nor a file nor a stream."""

    def __init__(
        self,
        home: Path,
        website: Website,
        *,
        public_url: str = "http://127.0.0.1:8000",
        streams: Streams | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._home = home
        self._website = website
        self._streams = streams or Streams(home / "live")
        self._live = LiveShelf(home)
        self._past = Past(home / "live")
        self._audience = Audience(home / "run", self._streams.listening)
        self._public_url = public_url.rstrip("/")
        self._shelf = Shelf(home / "pages")
        self._readers = Readers(self._shelf, OwnHosts(public_url))
        self._gate = gate or Gate()
        self._events = Events(self._shelf)
        self._reads = Reads(home / "pages", self._shelf)
        self._downloads = Downloads(home / "run" / "downloads")

    def at_hand(self, method: bytes, path: str, headers: Headers) -> Answer | None:
        """The whole answer to a GET or HEAD of `path` without parameters, when it lies in memory. Never waits, so that
        a server may ask before it makes a task of the request.
        """
        if method not in (b"GET", b"HEAD"):
            return None
        named = dict(headers)
        if (answer := self._readers.at_hand(method.decode(), path, named)) is not None:
            return answer
        if method == b"GET" and (sound := self._live.at_hand(path, named)) is not None:
            if sound.is_segment:
                self._audience.asked(sound.service)
            return sound.whole
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no lifespan to keep, no web sockets to open
            return
        self._reads.begin()
        self._audience.begin()
        method: str = scope["method"]
        head = method == "HEAD"
        where = place(scope["path"])
        match where:
            case Nowhere():
                await send_text(send, 404, "Not found.", head=head)
            case _ if method not in _READS and not isinstance(where, WebsitePlace):
                await self._only_reading(scope, where, send)
            case StaticFile() | MediaFile() | LiveFile():
                if isinstance(where, LiveFile):
                    if where.kind == "segment":
                        self._audience.asked(where.service)
                    if (sound := await self._live.fetch(scope, where)) is not None:
                        await send(sound.start)
                        await send(sound.body)
                        return
                await send_file(send, _headers(scope), offer(where, self._home), head=head)
            case EpisodeFile():
                await self._episode(scope, receive, send, where)
            case Rewound() | Window():
                await self._past.send(send, _headers(scope), where, head=head)
            case Stream():
                titles = _headers(scope).get("icy-metadata", "").strip() == "1"
                await self._streams.send(receive, send, where, head=head, titles=titles)
            case Tuning(service, kind):
                await self._tell_streams(send, service, kind, head=head)
            case Happenings():
                last = _headers(scope).get("last-event-id")
                await self._events.send(receive, send, last, head=head)
            case Health():
                said = await asyncio.to_thread(report, self._home / "live")
                await send_json(send, 200, {**said, "listeners": self._streams.listeners}, head=head)
            case Readiness():
                condition = await self._website.condition()
                body = {"front": "up", "website": condition}
                await send_json(send, 200 if condition == "ready" else 503, body, head=head)
            case _:
                await self._read(scope, receive, send)

    async def _episode(self, scope: Scope, receive: Receive, send: Send, where: EpisodeFile) -> None:
        """An episode's sound, transcript or chapters. What lies in a bucket is the website's to fetch."""
        head = scope["method"] == "HEAD"
        found = await asyncio.to_thread(look_up, self._home, where)
        if isinstance(found, NotHere):
            await send_text(send, found.status, found.words, head=head, extra=OPEN_TO_OTHER_SITES)
            return
        if found.text is not None:
            await send_chapters(send, found, head=head)
            return
        counted = self._downloads.counting(send, scope, found)
        if found.is_here:
            await send_file(counted, _headers(scope), found.offer, head=head)
        else:
            await self._pass_on(scope, receive, counted)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page of the site. What readers ask for passes the gate; editors and forms do not wait there."""
        wanted = await self._readers.give(scope, send)
        if wanted == "given":
            return
        path: str = scope["path"]
        if scope["method"] not in _READS or path == "/admin" or path.startswith("/admin/"):
            await self._pass_on(scope, receive, send)
            return
        try:
            async with self._asking(wanted), self._gate.passage():
                await self._pass_on(scope, receive, send)
        except TooMany:
            await self._say_away(scope, send, 503)

    def _asking(self, wanted: Page | None) -> AbstractAsyncContextManager[None]:
        return nullcontext() if wanted is None else self._readers.flights.asking(wanted.key)

    async def _tell_streams(self, send: Send, service: str, kind: Literal["m3u", "pls"], *, head: bool) -> None:
        folder = self._home / "live" / service
        if not folder.is_dir():
            await send_text(send, 404, "There is no such service here.", head=head, extra=OPEN_TO_OTHER_SITES)
            return
        name = (await asyncio.to_thread(read_on_air, folder)).name
        text = {"m3u": m3u, "pls": pls}[kind](name, f"{self._public_url}/live/{service}")
        mime = {"m3u": "audio/x-mpegurl; charset=utf-8", "pls": "audio/x-scpls; charset=utf-8"}[kind]
        said = (("content-type", mime), ("cache-control", "public, max-age=3600"), *OPEN_TO_OTHER_SITES)
        await send_whole(send, 200, text.encode(), said, head=head)

    async def _only_reading(self, scope: Scope, where: object, send: Send) -> None:
        """OPTIONS on live files is a player on another site asking whether it may; anything else is refused."""
        allow = ("allow", "GET, HEAD, OPTIONS")
        if scope["method"] == "OPTIONS" and isinstance(where, OfTheAir | EpisodeFile | Happenings):
            permission = (
                ("access-control-allow-origin", "*"),
                ("access-control-allow-methods", "GET, HEAD"),
                ("access-control-allow-headers", "range"),
                ("access-control-max-age", "86400"),
            )
            await send_whole(send, 204, b"", (allow, *permission), head=True)
            return
        await send_text(send, 405, "This address can only be read.", extra=(allow,))

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._website.pass_on(scope, receive, send)
        except ReaderLeft:
            return
        except RequestTooLarge as refused:
            await send_text(send, refused.status, _TOO_LARGE[refused.status], extra=(("connection", "close"),))
        except WebsiteAway:
            await self._say_away(scope, send, 503)
        except WebsiteSlow:
            await self._say_away(scope, send, 504)

    async def _say_away(self, scope: Scope, send: Send, status: int) -> None:
        head = scope["method"] == "HEAD"
        retry = ("retry-after", str(away.RETRY_AFTER_SECONDS))
        path: str = scope["path"]
        if path.startswith("/api/"):
            await send_text(send, status, "The website is starting or being mended.", head=head, extra=(retry,))
            return
        services = await asyncio.to_thread(services_on, self._home / "live")
        spanish = path == "/es" or path.startswith(("/es/", "/text/es"))
        body = away.page(services, first="es" if spanish else "en").encode()
        said = (
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("content-security-policy", away.POLICY),
            retry,
        )
        await send_whole(send, status, body, said, head=head)


def _headers(scope: Scope) -> dict[str, str]:
    """The request's headers by lower-case name; one that is given twice keeps its last value."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def create() -> Front:
    """The front of GROUNDWAVE_HOME."""
    home = Home.from_environment()
    url = os.environ.get("GROUNDWAVE_URL", "http://127.0.0.1:8000")
    return Front(home.path, Website(socket_name(home), public_url=url), public_url=url)


def socket_name(home: Home) -> str:
    """The website's socket: by its short name when the home is the working folder, for a unix socket's name may have
    only about 100 bytes.
    """
    here = Path.cwd() == home.path.resolve()
    return str(home.web_socket.relative_to(home.path) if here else home.web_socket)
