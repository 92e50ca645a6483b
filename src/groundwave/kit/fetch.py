"""Fetching what a document from outside points to, without letting the document choose whom we talk to inside.

Every host is resolved once, every address of the answer is judged, and the connection goes to a judged address, so
that neither a redirect nor a second DNS answer leads into the machine or its network (SSRF).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from groundwave.kit.packed import UnableToUnpack, unpacked

USER_AGENT: Final = "Groundwave/0.1 (+public media station)"
MAX_REDIRECTS: Final = 4
CHUNK: Final = 64 * 1024
Method = Literal["GET", "POST", "PUT", "DELETE"]
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class UnableToFetch(Exception):
    """The message names the address and the reason."""


@dataclass(frozen=True)
class Fetched:
    """What was found at `url`, which is where the redirects led. `media_type` is lower case, without parameters."""

    url: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Answered:
    """What a server said, whatever its status. `url` is where the redirects led; names of headers are lower case.

    `moved_to` is the address to ask from now on, when all redirects on the way said that they are for good.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    moved_to: str | None = None


def fetch(url: str, *, at_most: int, seconds: float = 20, private_hosts: frozenset[str] = frozenset()) -> Fetched:
    """GET an http(s) address: at most `at_most` bytes, `seconds` for everything together.

    Addresses that are not public are refused, but for the `private_hosts` that an operator names. Raises UnableToFetch.
    """
    found = ask(url, at_most=at_most, seconds=seconds, private_hosts=private_hosts, accept_packed=False, only=200)
    return Fetched(found.url, _media_type(found.headers), found.data)


def ask(
    url: str,
    *,
    at_most: int,
    seconds: float = 20,
    headers: Mapping[str, str] = MappingProxyType({}),
    body: bytes | None = None,
    method: Method | None = None,
    private_hosts: frozenset[str] = frozenset(),
    accept_packed: bool = True,
    only: int | None = None,
) -> Answered:
    """GET an address, or POST `body` to it, and give the answer of any status (or of the `only` one) as it is.
    With `method` it is PUT or DELETE instead.

    `headers` may hold a secret: they go to the host of `url` alone, over the scheme of `url`, and to no other place
    that a redirect names. Nothing is changed twice: redirects are followed for GET only. Of an answer that is no
    success 64 KiB are read. Raises UnableToFetch when there is no answer, or one that is too large.
    """
    deadline = time.monotonic() + seconds
    verb = method or ("GET" if body is None else "POST")
    here, for_good = url, True
    for _ in range(MAX_REDIRECTS + 1):
        given = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip" if accept_packed else "identity"}
        given |= headers if _origin(here) == _origin(url) else {}
        try:
            status, said, data = _exchange(verb, here, given, body, at_most, deadline, private_hosts, only)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnableToFetch(f"{here}: {error or type(error).__name__}") from error
        if status not in _REDIRECTS or verb != "GET":
            return Answered(here, status, said, data, here if for_good and here != url else None)
        for_good = for_good and status in (301, 308)
        try:
            here = urljoin(here, said.get("location", ""))
        except ValueError as error:
            raise UnableToFetch(f"{here}: it leads to an address that is none.") from error
    raise UnableToFetch(f"{url}: more than {MAX_REDIRECTS} redirects.")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; mapped and embedded IPv4 is judged as what it leads to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None, None
    return parts.scheme, parts.hostname, port


def _exchange(
    verb: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    at_most: int,
    deadline: float,
    private_hosts: frozenset[str],
    only: int | None,
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("only http:// and https:// addresses with a host are fetched")
    if parts.username or parts.password:
        raise ValueError("an address with a user name in it is not fetched")
    host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    with _connected(host, port, deadline, private_hosts) as plain:
        connection = http.client.HTTPConnection(host, port)
        secure = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(verb, target, body=body, headers=dict(headers))
            return _answer(connection.getresponse(), at_most, deadline, only)
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() >= deadline:
                raise TimeoutError("took too long") from error
            raise
        finally:
            connection.close()


def _answer(
    response: http.client.HTTPResponse, at_most: int, deadline: float, only: int | None
) -> tuple[int, dict[str, str], bytes]:
    if time.monotonic() >= deadline:  # headers that were cut off look like headers that ended
        raise TimeoutError("took too long")
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status in _REDIRECTS or response.status == 304:
        return response.status, headers, b""
    if only is not None and response.status != only:
        raise ValueError(f"answered {response.status} {response.reason}")
    if not 200 <= response.status < 300:
        return response.status, headers, response.read(min(at_most, CHUNK))
    data = _read(response, at_most, deadline)
    if headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip"):
        try:
            data = unpacked(data, at_most=at_most)
        except UnableToUnpack as wrong:
            raise ValueError(f"the answer {wrong}") from wrong
    return response.status, headers, data


def _media_type(headers: Mapping[str, str]) -> str:
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    return message.get_content_type().lower()


def _read(response: http.client.HTTPResponse, at_most: int, deadline: float) -> bytes:
    promised = response.length
    if (promised or 0) > at_most:
        raise ValueError(f"{promised:,} bytes; at most {at_most:,} are taken")
    parts: list[bytes] = []
    size = 0
    while piece := response.read1(CHUNK):
        size += len(piece)
        if size > at_most:
            raise ValueError(f"more than {at_most:,} bytes")
        parts.append(piece)
    if time.monotonic() >= deadline:
        raise TimeoutError("took too long")
    if promised is not None and size < promised:
        raise ValueError(f"ended early, after {size:,} of {promised:,} bytes")
    return b"".join(parts)


@contextmanager
def _connected(host: str, port: int, deadline: float, private_hosts: frozenset[str]) -> Iterator[socket.socket]:
    """A connection that is cut at the deadline, whatever is being read: a time-out begins anew with each byte."""
    plain = _connect(host, port, deadline, private_hosts)
    line = plain.dup()  # the same connection, also after TLS has taken the socket over

    def cut() -> None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield plain
    finally:
        timer.cancel()
        timer.join()
        line.close()
        plain.close()


def _connect(host: str, port: int, deadline: float, private_hosts: frozenset[str]) -> socket.socket:
    left = max(0.1, deadline - time.monotonic())
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ValueError(f"the host {host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if host not in private_hosts and not all(is_public(address) for address in addresses):
        raise ValueError(f"{host} leads to an address that is not on the public internet")
    last: OSError | None = None
    for address in addresses[:4]:
        try:
            return socket.create_connection((address, port), timeout=min(left, 10))
        except OSError as error:
            last = error
    raise last or OSError("no address answered")
