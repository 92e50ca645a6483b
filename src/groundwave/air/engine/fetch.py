"""An http or https audio stream as something to read sound bytes from."""

import base64
import http.client
import io
import os
import socket
import ssl
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from groundwave.air.engine.icy import IcyStripper

TIMEOUT: Final = 5.0
"""Seconds without a byte after which a stream counts as stalled."""
_MOST_REDIRECTS: Final = 5
_MOST_ICY_INTERVAL: Final = 1 << 20
_PORTION: Final = 8_192
_MOST_PLAYLIST: Final = 2_000_000
_DEMUXERS: Final = {
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/aac": "aac",
    "audio/aacp": "aac",
    "audio/x-aac": "aac",
    "audio/ogg": "ogg",
    "application/ogg": "ogg",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
}


class UnableToFetch(Exception):
    """The stream cannot be had; the message says why, for a person."""


class IsPlaylist(UnableToFetch):
    """The address is that of a playlist. ``url`` is where it was found, ``text`` what it says."""

    def __init__(self, reason: str, url: str, text: str) -> None:
        super().__init__(reason)
        self.url, self.text = url, text


class _ShoutcastStatus(io.RawIOBase):
    """A reply whose first three bytes, "ICY", are read as "HTTP/1.0"."""

    def __init__(self, under: io.BufferedReader) -> None:
        under.read(3)
        self._under = under
        self._first = b"HTTP/1.0"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first[: len(buffer)] or self._under.read1(len(buffer))
        self._first = self._first[len(data) :] if self._first else b""
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._under.close()
        super().close()


class _Reply(http.client.HTTPResponse):
    def begin(self) -> None:
        if self.fp.peek(3)[:3] == b"ICY":
            self.fp = io.BufferedReader(_ShoutcastStatus(self.fp))
        super().begin()


class Stream:
    """An open stream. ``read`` gives sound bytes only; titles are in ``title``."""

    late = 0

    def __init__(self, connection: http.client.HTTPConnection, reply: http.client.HTTPResponse) -> None:
        self._connection, self._reply = connection, reply
        self.content_type = (reply.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        interval = reply.getheader("icy-metaint") or ""
        self._icy = None
        if interval.isascii() and interval.isdigit() and 0 < int(interval[:9]) <= _MOST_ICY_INTERVAL:
            self._icy = IcyStripper(int(interval[:9]))

    @property
    def title(self) -> str:
        """The newest title that the stream told, or nothing."""
        return (self._icy.title if self._icy else None) or ""

    @property
    def demuxer(self) -> str | None:
        """What the content type says about the format."""
        return _DEMUXERS.get(self.content_type)

    def read(self, size: int = _PORTION) -> bytes:
        """At least one byte and at most ``size``; none at the end. Raises UnableToFetch after five silent seconds."""
        while True:
            try:
                # Large portions would wait for the stream to send that much, and blur the arrival times.
                data = self._reply.read1(min(size, _PORTION))
            except TimeoutError:
                raise UnableToFetch(f"nothing came for {TIMEOUT:g} seconds") from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise UnableToFetch(f"the connection broke ({error})") from None
            if not data or self._icy is None:
                return data
            if sound := self._icy.strip(data):
                return sound

    def close(self) -> None:
        """Hang up."""
        self._reply.close()
        self._connection.close()


def open_stream(url: str, *, tls: ssl.SSLContext | None = None) -> Stream:
    """Connect, following redirects; certificates are checked. Raises UnableToFetch, IsPlaylist."""
    connection, reply, url = _follow(url, tls)
    stream = Stream(connection, reply)
    if "mpegurl" in stream.content_type or stream.content_type.startswith(("text/", "audio/x-scpls")):
        reason = f"it is {stream.content_type}, not sound; give the address of the stream that it leads to"
        try:
            text = _bounded(reply, _MOST_PLAYLIST).decode("utf-8-sig", "replace")
        except UnableToFetch:
            text = ""
        finally:
            stream.close()
        if "#EXT-X-" in text:
            raise IsPlaylist(reason, url, text)
        raise UnableToFetch(reason)
    return stream


def fetch_whole(url: str, most: int) -> bytes:
    """A document of at most ``most`` bytes, with the same care. Raises UnableToFetch."""
    connection, reply, _ = _follow(url, None)
    try:
        return _bounded(reply, most)
    finally:
        reply.close()
        connection.close()


def _bounded(reply: http.client.HTTPResponse, most: int) -> bytes:
    try:
        data = reply.read(most + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnableToFetch(f"the connection broke ({error or 'nothing came'})") from None
    if len(data) > most:
        raise UnableToFetch(f"a part of it is larger than {most:,} bytes")
    return data


def _follow(url: str, tls: ssl.SSLContext | None) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse, str]:
    for _ in range(_MOST_REDIRECTS + 1):
        connection, reply = _ask(url, tls)
        target = reply.getheader("Location")
        if reply.status in (301, 302, 303, 307, 308) and target:
            connection.close()
            secure = url.startswith("https:")
            url = urljoin(url, target)
            if secure and not url.startswith("https:"):
                raise UnableToFetch("it redirects from https to an address that is not")
            continue
        if reply.status != 200:
            connection.close()
            raise UnableToFetch(f"the server answered {reply.status} {reply.reason}".rstrip())
        return connection, reply, url
    raise UnableToFetch(f"more than {_MOST_REDIRECTS} redirects")


class _Inside(http.client.HTTPConnection):
    """A connection to a socket of the home."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=TIMEOUT)
        # A socket's address holds about a hundred bytes: the shorter of the two ways to say where it is.
        self._path = min(str(path), os.path.relpath(path), key=len)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def open_mount(door: Path, name: str) -> Stream:
    """What a studio encoder sends to a mount, from the door's socket. Raises UnableToFetch."""
    connection = _Inside(door)
    try:
        connection.request("GET", name)
        reply = connection.getresponse()
    except (OSError, http.client.HTTPException):
        connection.close()
        raise UnableToFetch("the door of the encoders is not open") from None
    if reply.status != 200:
        connection.close()
        raise UnableToFetch("no encoder is sending to it")
    return Stream(connection, reply)


def _ask(url: str, tls: ssl.SSLContext | None) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UnableToFetch("the address cannot be read") from None
    connection: http.client.HTTPConnection
    if parts.scheme == "https" and host:
        connection = http.client.HTTPSConnection(
            host, port, timeout=TIMEOUT, context=tls or ssl.create_default_context()
        )
    elif parts.scheme == "http" and host:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    else:
        raise UnableToFetch("it is not an http or https address")
    connection.response_class = _Reply
    headers = {"User-Agent": "Groundwave", "Accept": "audio/*,application/ogg;q=0.9,*/*;q=0.1", "Icy-MetaData": "1"}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", path, headers=headers)
        return connection, connection.getresponse()
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate does not hold ({error.verify_message})"
    except TimeoutError:
        reason = f"no answer within {TIMEOUT:g} seconds"
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = f"no connection ({getattr(error, 'strerror', None) or error or type(error).__name__})"
    connection.close()
    raise UnableToFetch(reason)
