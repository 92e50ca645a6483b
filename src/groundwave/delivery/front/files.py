"""Files of the home, handed out with ranges, conditions, ready-made compressed forms and the right cache life."""

from __future__ import annotations

import asyncio
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .answers import OPEN_TO_OTHER_SITES, header_list, send_text, send_whole
from .conditional import NotModified, NotSatisfiable, Part, Representation, answer
from .encodings import accepted as accepted_encodings
from .paths import LiveFile, MediaFile, StaticFile
from .types import DOWNLOAD, Send, content_type, upload_policy

_PIECE = 256 * 1024
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[A-Za-z0-9]+$")
_FOREVER = "public, max-age=31536000, immutable"
_LIVE = {
    "playlist": "max-age=1",
    "init": "public, max-age=60",
    "segment": _FOREVER,
    "outline": "public, max-age=2",  # four bytes more with each segment
}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_COMPRESSIBLE = ("text/", "image/svg", "application/json", "application/manifest")


@dataclass(frozen=True)
class Offer:
    """A file below `root` and what is said about it."""

    root: Path
    parts: tuple[str, ...]
    mime: str
    cache: str
    compressed: bool = False
    extra: tuple[tuple[str, str], ...] = ()


def offer(place: StaticFile | MediaFile | LiveFile, home: Path) -> Offer:
    """Where the file for a place lies and how long it may be kept."""
    name = place.parts[-1]
    match place:
        case StaticFile(parts):
            # ManifestStaticFilesStorage puts a hash of the content in the name, so that name never changes its meaning.
            cache = _FOREVER if _HASHED.search(name) else "public, max-age=300"
            mime = content_type(name, uploaded=False)
            return Offer(home / "static", parts, mime, cache, mime.startswith(_COMPRESSIBLE))
        case MediaFile(parts):
            mime = content_type(name, uploaded=True)
            said = [("content-disposition", "attachment")] if mime == DOWNLOAD else []
            if policy := upload_policy(mime):
                said.append(("content-security-policy", policy))
            return Offer(home / "media", parts, mime, "public, max-age=3600", extra=tuple(said))
        case LiveFile(service, parts, kind):
            cache = _LIVE[kind]
            root = home / "live" / service
            return Offer(root, parts, content_type(name, uploaded=False), cache, extra=OPEN_TO_OTHER_SITES)


async def send_file(send: Send, headers: dict[str, str], offer: Offer, *, head: bool) -> None:
    """Answer with the file, a part of it, 304, 416, or a 404 that nobody stores."""
    loop = asyncio.get_running_loop()
    opened = await loop.run_in_executor(None, open_file, offer, headers.get("accept-encoding", ""))
    if opened is None:
        extra = OPEN_TO_OTHER_SITES if offer.extra == OPEN_TO_OTHER_SITES else ()
        await send_text(send, 404, "Not found.", head=head, extra=extra)
        return
    file, representation = opened
    with file:
        said = said_of(offer, representation)
        match answer(headers, representation):
            case NotModified():
                await send({"type": "http.response.start", "status": 304, "headers": header_list(said)})
                await send({"type": "http.response.body", "body": b""})
            case NotSatisfiable():
                refused = [*said, ("content-range", f"bytes */{representation.length}")]
                await send_whole(send, 416, b"", refused, head=head)
            case Part(first, last):
                partial = [*said, ("content-range", f"bytes {first}-{last}/{representation.length}")]
                await _send_bytes(send, 206, file, first, last - first + 1, partial, head=head)
            case _:
                await _send_bytes(send, 200, file, 0, representation.length, said, head=head)


def open_file(offer: Offer, accepted: str = "") -> tuple[BinaryIO, Representation] | None:
    """The best form of the file that the client takes, opened; None when there is no plain file of ours there."""
    if offer.compressed:
        taken = accepted_encodings(accepted)
        for encoding, ending in _ENCODINGS:
            if encoding in taken:
                sibling = (*offer.parts[:-1], offer.parts[-1] + ending)
                if found := _open_one(offer.root, sibling, encoding):
                    return found
    return _open_one(offer.root, offer.parts, "")


def _open_one(root: Path, parts: tuple[str, ...], encoding: str) -> tuple[BinaryIO, Representation] | None:
    try:
        real_root = os.path.realpath(root)
        real = os.path.realpath(root.joinpath(*parts))
        if not real.startswith(real_root + os.sep):
            return None
        # Non-blocking, so that a FIFO in the folder cannot hold a thread; its kind is checked once it is open.
        descriptor = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        return None
    return os.fdopen(descriptor, "rb", buffering=0), Representation(found.st_size, found.st_mtime_ns, encoding)


def said_of(offer: Offer, representation: Representation) -> list[tuple[str, str]]:
    """The headers of a whole answer, but for its length."""
    said = [
        ("content-type", offer.mime),
        ("cache-control", offer.cache),
        ("etag", representation.etag),
        ("last-modified", representation.last_modified),
        ("accept-ranges", "bytes"),
        *offer.extra,
    ]
    if offer.compressed:
        said.append(("vary", "accept-encoding"))
    if representation.encoding:
        said.append(("content-encoding", representation.encoding))
    return said


async def _send_bytes(
    send: Send,
    status: int,
    file: BinaryIO,
    first: int,
    length: int,
    headers: Iterable[tuple[str, str]],
    *,
    head: bool,
) -> None:
    pairs = [*headers, ("content-length", str(length))]
    await send({"type": "http.response.start", "status": status, "headers": header_list(pairs)})
    loop = asyncio.get_running_loop()
    file.seek(first)
    left = 0 if head else length
    while left > 0:
        piece = await loop.run_in_executor(None, file.read, min(_PIECE, left))
        if not piece:  # cut short under us: the length said is not kept, so the client knows
            break
        left -= len(piece)
        await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
    else:
        if length == 0 or head:
            await send({"type": "http.response.body", "body": b""})
        return
    raise ConnectionError(f"{file.name} ended {left} bytes early")
