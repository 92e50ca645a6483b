"""Who comes in: encoders on the port of the station, engines by the socket of its home."""

import asyncio
import hashlib
import hmac
import logging
import os
from collections import Counter
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Final

from groundwave.air.engine.mounts.relay import TITLE_EVERY, Mount
from groundwave.air.engine.mounts.request import (
    LONGEST_HEAD,
    LONGEST_TITLE,
    Request,
    UnableToUnderstand,
    body,
    next_request,
)
from groundwave.air.engine.mounts.settings import FILE, SOCKET, UnableToReadMounts, hashed, matches, read_mounts

HEAD_SECONDS: Final = 10.0
STALL_SECONDS: Final = 20.0
"""An encoder that sends nothing for as long is hung up on."""
YIELD_SECONDS: Final = 5.0
"""One that has sent nothing for as long yields to another: its line may be dead without anybody knowing."""
MOST_CONNECTIONS: Final = 64
MOST_STRANGERS: Final = 4
"""Of one address, while they have not said who they are."""
_WRONG_SECONDS: Final = 2.0
_LOOK_SECONDS: Final = 1.0
_SOUND: Final = frozenset(
    [
        "audio/mpeg",
        "audio/mp3",
        "audio/aac",
        "audio/aacp",
        "audio/x-aac",
        "audio/ogg",
        "application/ogg",
        "audio/flac",
        "audio/x-flac",
    ]
)
_ALLOWED: Final = "PUT, SOURCE, GET, OPTIONS"
_TITLE_TAKEN: Final = (
    '<?xml version="1.0"?>\n'
    "<iceresponse><message>Metadata update successful</message><return>1</return></iceresponse>\n"
)

log = logging.getLogger(__name__)


class Door:
    """Takes sound for the mounts that the home lists, and gives it to whoever listens inside."""

    def __init__(self, home: Path, *, host: str | None, port: int, wrong_seconds: float = _WRONG_SECONDS) -> None:
        self._home, self._host, self._port = home, host, port
        self._wrong_seconds = wrong_seconds
        self._kept: dict[str, str] = {}
        self._mounts: dict[str, Mount] = {}
        self._trouble = ""
        self._nobody = hashed(os.urandom(8).hex())
        self._key = os.urandom(32)
        self._known: set[bytes] = set()
        self._checking = asyncio.Lock()
        self._connections = 0
        self._strangers: Counter[str] = Counter()
        self.port = port

    async def open(self) -> None:
        """Serve until cancelled. Raises OSError when the port or the socket cannot be had."""
        self._look()
        path = self._home / SOCKET
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        inside = await asyncio.start_unix_server(self._engine, short(path), limit=LONGEST_HEAD)
        outside = await asyncio.start_server(self._encoder, self._host, self._port, limit=LONGEST_HEAD)
        self.port = outside.sockets[0].getsockname()[1]
        log.info("encoders may send to port %d: %s", self.port, ", ".join(self._kept) or "no mount yet")
        try:
            while True:
                await asyncio.sleep(_LOOK_SECONDS)
                self._look()
        finally:
            # Nobody is waited for: an encoder would go on for hours.
            inside.close()
            outside.close()

    def _look(self) -> None:
        """Follow the list of mounts; whoever sends to one that is gone, or with an old password, is let go."""
        try:
            kept, self._trouble = read_mounts(self._home / FILE), ""
        except UnableToReadMounts as unable:
            if str(unable) != self._trouble:
                log.error("%s cannot be used: %s; going on with the mounts of before", FILE, unable)  # noqa: TRY400
            self._trouble = str(unable)
            return
        for name, mount in self._mounts.items():
            if mount.sender and kept.get(name) != self._kept.get(name):
                log.warning("%s: the mount or its password is not what it was; its encoder is let go", name)
                mount.sender.close()
        self._kept = kept
        self._mounts = {name: self._mounts.get(name) or Mount(name) for name in kept}

    # ------------------------------------------------------------------ encoders
    async def _encoder(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        who = (writer.get_extra_info("peername") or ("?",))[0]
        if self._connections >= MOST_CONNECTIONS or self._strangers[who] >= MOST_STRANGERS:
            writer.close()
            return
        self._connections += 1
        try:
            await self._receive(reader, writer, who)
        except (OSError, asyncio.IncompleteReadError):
            pass  # They hung up.
        finally:
            self._connections -= 1
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, who: str) -> None:
        self._strangers[who] += 1
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                request = await next_request(reader)
        except UnableToUnderstand as unable:
            await _answer(writer, 400, "Bad Request", f"This is not understood: {unable}.")
            return
        except TimeoutError:
            return
        else:
            if request.method == "OPTIONS":
                await _answer(writer, 200, "OK", "")
                return
            name = request.query.get("mount", "") if request.method == "GET" else request.path
            refused = await self._refused(request, name, who)
        finally:
            self._strangers[who] -= 1
            if not self._strangers[who]:
                del self._strangers[who]
        if refused:
            await _answer(writer, 401, "Unauthorized", refused)
        elif request.method in ("PUT", "SOURCE"):
            await self._take(request, self._mounts.get(name), reader, writer, who)
        elif request.method == "GET" and request.path == "/admin/metadata":
            await self._title(request, self._mounts.get(name), writer)
        else:
            await _answer(writer, 404, "Not Found", "Encoders send here by PUT or SOURCE; listeners go to the website.")

    async def _refused(self, request: Request, name: str, who: str) -> str:
        """Why they may not, or nothing. Passwords are tried one at a time, and a wrong one waits for its answer."""
        given = request.credentials
        if given is None:
            return "Send the user name source and the password of the mount."
        kept = self._kept.get(name, self._nobody)
        mark = hmac.digest(self._key, "\0".join((name, kept, *given)).encode(), hashlib.sha256)
        if mark in self._known:
            return ""
        async with self._checking:
            is_right = await asyncio.to_thread(matches, given[1], kept)
            if is_right and given[0] == "source" and name in self._kept:
                self._known.add(mark)
                return ""
        log.warning("%s: a wrong user name or password, or no such mount", who)
        await asyncio.sleep(self._wrong_seconds)
        return "User name or password is wrong for this mount, or there is no such mount."

    async def _take(
        self,
        request: Request,
        mount: Mount | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        who: str,
    ) -> None:
        now = asyncio.get_running_loop().time
        if mount is None:
            await _answer(writer, 404, "Not Found", "This mount has just been taken away.")
            return
        if request.content_type not in _SOUND:
            words = (
                f"{request.content_type[:80]} is not taken; send audio/mpeg, audio/aac, application/ogg or audio/flac."
            )
            await _answer(writer, 415, "Unsupported Media Type", words)
            return
        if mount.sender and now() - mount.heard_at < YIELD_SECONDS:
            log.warning("%s: a second encoder, from %s, was refused", mount.name, who)
            await _answer(
                writer, 403, "Mountpoint in use", "Another encoder is sending to this mount. Stop that one first."
            )
            return
        if mount.sender:
            mount.sender.close()
            mount.end(mount.sender)
        mount.begin(writer, request.content_type, now())
        log.info("%s: an encoder sends %s, from %s", mount.name, request.content_type, who)
        reason = "it hung up"
        try:
            # The answer to SOURCE, and to a PUT that does not wait for leave, comes at once: encoders wait for it.
            leave = b"HTTP/1.1 100 Continue\r\n\r\n" if request.waits_for_leave else b"HTTP/1.0 200 OK\r\n\r\n"
            writer.write(leave)
            async with aclosing(body(reader, request)) as pieces:
                while True:
                    async with asyncio.timeout(STALL_SECONDS):
                        piece = await anext(pieces, b"")
                    if not piece or mount.sender is not writer:
                        break
                    await mount.send(piece, now())
            if request.waits_for_leave:
                await _answer(writer, 200, "OK", "")
        except UnableToUnderstand as unable:
            reason = str(unable)
        except TimeoutError:
            reason = f"it sent nothing for {STALL_SECONDS:g} s"
        except (OSError, ValueError) as error:
            reason = f"the connection broke ({error})"
        finally:
            mount.end(writer)
            log.info("%s: the encoder from %s is gone: %s", mount.name, who, reason)

    async def _title(self, request: Request, mount: Mount | None, writer: asyncio.StreamWriter) -> None:
        query = request.query
        if mount is None or not mount.sender or query.get("mode") != "updinfo":
            await _answer(writer, 400, "Bad Request", "Nothing is sent to this mount, or mode is not updinfo.")
            return
        title = query.get("song") or " - ".join(part for key in ("artist", "title") if (part := query.get(key)))
        mount.title = "".join(letter for letter in title if letter.isprintable())[:LONGEST_TITLE]
        await _answer(writer, 200, "OK", _TITLE_TAKEN, kind="text/xml")

    # ------------------------------------------------------------------ engines
    async def _engine(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                request = await next_request(reader)
            mount = self._mounts.get(request.path)
            if mount is None or mount.sender is None:
                await _answer(writer, 404, "Not Found", "")
                return
            head = f"HTTP/1.0 200 OK\r\nContent-Type: {mount.content_type}\r\nicy-metaint: {TITLE_EVERY}\r\n\r\n"
            writer.write(head.encode())
            await mount.serve(reader, writer)
        except (OSError, TimeoutError, UnableToUnderstand):
            pass  # The engine is gone; it comes again.
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


async def _answer(writer: asyncio.StreamWriter, code: int, reason: str, words: str, kind: str = "text/plain") -> None:
    text = words.encode() + (b"" if not words or words.endswith("\n") else b"\n")
    lines = [
        f"HTTP/1.0 {code} {reason}",
        f"Allow: {_ALLOWED}",
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Length: {len(text)}",
        "Connection: close",
        *(['WWW-Authenticate: Basic realm="Groundwave"'] if code == 401 else []),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode() + text)
    await writer.drain()


def short(path: Path) -> str:
    """A socket's address holds about a hundred bytes: the shorter of the two ways to say where it is."""
    return min(str(path), os.path.relpath(path), key=len)
