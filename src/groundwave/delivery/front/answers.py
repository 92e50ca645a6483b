"""Whole answers in one call, and the headers that every answer of the front carries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import NamedTuple

from .types import Headers, Send

_ALWAYS: tuple[tuple[str, str], ...] = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
)
OPEN_TO_OTHER_SITES: tuple[tuple[str, str], ...] = (
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "content-length, content-range, date"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("timing-allow-origin", "*"),
)


class Answer(NamedTuple):
    """A whole answer as bytes. `head` lacks the date and the empty line at its end, which the server adds."""

    head: bytes
    body: bytes


def head_of(status: int, headers: Headers) -> bytes:
    """The status line and the headers as HTTP/1.1 has them. Raises ValueError for a header that would be two."""
    if any(b"\r" in part or b"\n" in part for pair in headers for part in pair):
        raise ValueError("a header has a line break in it")
    said = b"".join(b"%s: %s\r\n" % pair for pair in headers)
    return b"HTTP/1.1 %d %s\r\n%s" % (status, HTTPStatus(status).phrase.encode(), said)


def header_list(pairs: Iterable[tuple[str, str]]) -> Headers:
    """`pairs` for the wire, after what every answer carries unless it says so itself."""
    given = list(pairs)
    named = {name for name, _ in given}
    always = [pair for pair in _ALWAYS if pair[0] not in named]
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (*always, *given)]


async def send_whole(
    send: Send, status: int, body: bytes, headers: Iterable[tuple[str, str]], *, head: bool = False
) -> None:
    """Send `body` with its length; for HEAD only what would have been said about it."""
    pairs = (*headers, ("content-length", str(len(body))))
    await send({"type": "http.response.start", "status": status, "headers": header_list(pairs)})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def send_text(
    send: Send,
    status: int,
    text: str,
    *,
    head: bool = False,
    extra: Iterable[tuple[str, str]] = (),
) -> None:
    """One plain line; never stored by anyone on the way, since it tells of this moment."""
    headers = (("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), *extra)
    await send_whole(send, status, f"{text}\n".encode(), headers, head=head)


async def send_json(send: Send, status: int, value: object, *, head: bool = False) -> None:
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    await send_whole(send, status, json.dumps(value).encode() + b"\n", headers, head=head)
