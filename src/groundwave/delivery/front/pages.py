"""One stored page as it lies on the disk, checked and made ready for sending; docs/contracts/page-store.md."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli

from groundwave.delivery.core.address import stem

from .answers import Answer, head_of, header_list
from .types import Headers, Message

Signature = tuple[int, int, int]

_LARGEST = 16 * 1024**2
_TRIES = 6
_PAUSE_SECONDS = 0.01
_OVERHEAD = 2048  # bytes of headers and objects that one page costs in memory beside its bodies
_NOT_KEPT = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection", "date", "server"})
_OWN_WORDS = frozenset({"etag", "vary", "surrogate-key"})
_COMPRESSED: tuple[tuple[str, str, Callable[[bytes], bytes]], ...] = (
    ("br", ".br", brotli.decompress),
    ("gzip", ".gz", gzip.decompress),
)


class UnableToReadPage(Exception):
    """The files of a page do not fit each other: a writer is at work, or a disk lied in a power cut."""


@dataclass(frozen=True)
class Form:
    """A page in one encoding, as a server sends it; nothing of it is made anew for a request."""

    etag: str
    start: Message
    body: Message
    unchanged: Message
    whole: Answer
    whole_unchanged: Answer
    size: int


@dataclass(frozen=True)
class Page:
    """A stored page; `forms` by encoding, of which "" (as it is) is always there. `modified` is its Last-Modified.

    `surrogate_key` is for a CDN that may purge by it; no reader is burdened with it.
    """

    sha256: str
    modified: bytes
    surrogate_key: str
    forms: dict[str, Form] = field(repr=False)

    @property
    def memory(self) -> int:
        return _OVERHEAD + sum(form.size for form in self.forms.values())

    def form(self, encoding: str) -> Form:
        return self.forms.get(encoding) or self.forms[""]


def signature(tree: Path, key: str) -> Signature | None:
    """What changes whenever the page was replaced; None when it is not there."""
    try:
        found = os.stat(f"{tree}/{stem(key)}.head")  # noqa: PTH116 - a Path costs twice the stat itself
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def load(tree: Path, key: str) -> Page:
    """Read and check a page, waiting up to 50 ms for a writer at work. Raises UnableToReadPage."""
    for _ in range(_TRIES - 1):
        try:
            return _load(tree, key)
        except UnableToReadPage:
            time.sleep(_PAUSE_SECONDS)
    return _load(tree, key, forgiving=True)


def _load(tree: Path, key: str, *, forgiving: bool = False) -> Page:
    """`forgiving` leaves a compressed form out that does not fit: the page itself is worth more."""
    head_path = tree / f"{stem(key)}.head"
    try:
        head = json.loads(_read(head_path))
        status, file, sha256, size = head["status"], head["file"], head["sha256"], head["size"]
        pairs = [(str(name).lower(), str(value)) for name, value in head["headers"]]
        if status not in (200, 410) or not _is_beside(file, head_path):
            raise UnableToReadPage(key)
        path = head_path.parent / file
        whole = _read(path)
        if len(whole) != size or hashlib.sha256(whole).hexdigest() != sha256:
            raise UnableToReadPage(key)
        bodies = {"": whole}
        for encoding, ending, expand in _COMPRESSED:
            if (packed := _packed(path.with_name(path.name + ending), expand, whole, forgiving=forgiving)) is not None:
                bodies[encoding] = packed
        return _page(status, pairs, bodies, sha256)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnableToReadPage(key) from error


def _is_beside(file: Any, head: Path) -> bool:
    """Whether the head names a file of its own page, and so nothing that lies elsewhere."""
    return isinstance(file, str) and "/" not in file and file.startswith(head.name.removesuffix(".head"))


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UnableToReadPage(str(path))
    return content


def _packed(path: Path, expand: Callable[[bytes], bytes], whole: bytes, *, forgiving: bool) -> bytes | None:
    try:
        packed = _read(path)
    except FileNotFoundError:
        return None
    try:
        fits = expand(packed) == whole
    except (brotli.error, zlib.error, EOFError, OSError):
        fits = False
    if not fits and not forgiving:
        raise UnableToReadPage(str(path))
    return packed if fits else None


def _page(status: int, pairs: list[tuple[str, str]], bodies: dict[str, bytes], sha256: str) -> Page:
    said = dict(pairs)
    kept = [(name, value) for name, value in pairs if name not in _NOT_KEPT and name not in _OWN_WORDS]
    kept.append(("vary", _vary(said.get("vary", ""))))
    etag = said.get("etag") or f'"{sha256[:32]}"'
    forms = {encoding: _form(status, kept, etag, encoding, body) for encoding, body in bodies.items()}
    modified = said.get("last-modified", "").encode("latin-1")
    return Page(sha256, modified, said.get("surrogate-key", ""), forms)


def _form(status: int, kept: list[tuple[str, str]], etag: str, encoding: str, body: bytes) -> Form:
    """Each encoding has a tag of its own: a strong tag names bytes (RFC 9110, section 8.8.3.3)."""
    strong = not etag.startswith("W/")
    own = f'{etag[:-1]}-{encoding}"' if encoding and strong else etag
    headers = header_list([*kept, ("etag", own)])
    whole: Headers = [*headers, (b"content-length", str(len(body)).encode())]
    if encoding:
        whole.append((b"content-encoding", encoding.encode()))
    return Form(
        etag=own.removeprefix("W/"),
        start={"type": "http.response.start", "status": status, "headers": whole},
        body={"type": "http.response.body", "body": body},
        unchanged={"type": "http.response.start", "status": 304, "headers": headers},
        whole=Answer(head_of(status, whole), body),
        whole_unchanged=Answer(head_of(304, headers), b""),
        size=len(body),
    )


def _vary(said: str) -> str:
    names = [name.strip() for name in said.split(",") if name.strip()]
    return said if "accept-encoding" in said.lower() else ", ".join([*names, "accept-encoding"])
