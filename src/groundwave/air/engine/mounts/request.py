"""What an encoder asks, bounded and parsed. No clock; the bytes come from whoever calls."""

import asyncio
import base64
import binascii
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

LONGEST_HEAD: Final = 8_192
MOST_LINES: Final = 64
LONGEST_TITLE: Final = 300
_PORTION: Final = 16_384
_LONGEST_CHUNK_LINE: Final = 200
_PROTOCOLS: Final = ("HTTP/1.1", "HTTP/1.0", "ICE/1.0")


class UnableToUnderstand(Exception):
    """The bytes are no request; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request. Header names are in lower case; ``query`` has each parameter's last value."""

    method: str
    path: str
    query: dict[str, str]
    protocol: str
    headers: dict[str, str]

    @property
    def credentials(self) -> tuple[str, str] | None:
        """User and password (RFC 7617), or None when there are none."""
        scheme, _, given = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            user, colon, password = base64.b64decode(given.strip(), validate=True).partition(b":")
        except (binascii.Error, ValueError):
            return None
        return (text_of(user), text_of(password)) if colon else None

    @property
    def content_type(self) -> str:
        """In lower case and without parameters; MP3 when the encoder does not say, as Icecast takes it."""
        return self.headers.get("content-type", "audio/mpeg").partition(";")[0].strip().lower()

    @property
    def waits_for_leave(self) -> bool:
        """Whether the body comes only after a 100 (RFC 9110, 10.1.1)."""
        return self.headers.get("expect", "").strip().lower() == "100-continue"


def text_of(data: bytes) -> str:
    """UTF-8, or Latin-1 as older encoders send it."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def read_head(lines: list[bytes]) -> Request:
    """The head in ``lines``, without their ends. Raises UnableToUnderstand."""
    words = text_of(lines[0]).split(" ") if lines else []
    if len(words) != 3 or not words[0].isalpha() or words[2] not in _PROTOCOLS:
        raise UnableToUnderstand("the first line is no request")
    target, _, query = words[1].partition("?")
    headers = {}
    for line in lines[1:]:
        name, colon, value = text_of(line).partition(":")
        if not colon or not name.strip():
            raise UnableToUnderstand("a header has no name")
        headers[name.strip().lower()] = value.strip()
    return Request(words[0].upper(), text_of(unquote_to_bytes(target)), _parameters(query), words[2], headers)


def _parameters(query: str) -> dict[str, str]:
    found = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        found[name] = text_of(unquote_to_bytes(value.replace("+", " ")))
    return found


async def next_request(reader: asyncio.StreamReader) -> Request:
    """Read a head. Raises UnableToUnderstand for one that is too long, torn or none."""
    lines: list[bytes] = []
    size = 0
    while True:
        try:
            line = await reader.readline()
        except ValueError:
            raise UnableToUnderstand("a line is too long") from None
        size += len(line)
        if not line.endswith(b"\n"):
            raise UnableToUnderstand("it ended before its blank line")
        if size > LONGEST_HEAD or len(lines) >= MOST_LINES:
            raise UnableToUnderstand("its head is too long")
        if not (line := line.rstrip(b"\r\n")):
            return read_head(lines)
        lines.append(line)


async def body(reader: asyncio.StreamReader, request: Request) -> AsyncGenerator[bytes, None]:
    """The sound that follows the head: in chunks, of a given length, or for ever. Raises UnableToUnderstand."""
    if request.headers.get("transfer-encoding", "").lower() == "chunked":
        while size := await _chunk_size(reader):
            async for piece in _exactly(reader, size):
                yield piece
            if (await reader.readline()).strip():
                raise UnableToUnderstand("a chunk is longer than it says")
        return
    length = request.headers.get("content-length", "")
    # Some encoders say 0 for "as long as it lasts".
    if length.isascii() and length.isdigit() and int(length[:18]):
        async for piece in _exactly(reader, int(length[:18])):
            yield piece
        return
    while piece := await reader.read(_PORTION):
        yield piece


async def _chunk_size(reader: asyncio.StreamReader) -> int:
    line = await reader.readline()
    digits = line[:_LONGEST_CHUNK_LINE].partition(b";")[0].strip()
    try:
        size = int(digits, 16)
    except ValueError:
        raise UnableToUnderstand("a chunk does not say its size") from None
    if not 0 <= size < 1 << 31:
        raise UnableToUnderstand("a chunk is too large")
    return size


async def _exactly(reader: asyncio.StreamReader, size: int) -> AsyncGenerator[bytes, None]:
    while size:
        piece = await reader.read(min(size, _PORTION))
        if not piece:
            return
        size -= len(piece)
        yield piece
