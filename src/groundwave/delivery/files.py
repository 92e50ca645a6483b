"""The files of stored pages: each page whole or not there, also after a power cut (docs/contracts/page-store.md)."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import mmap
import os
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

import brotli

from groundwave.delivery.core import address
from groundwave.kit import clock

_STRIPES: Final = 64
_BROTLI_QUALITY: Final = 5  # measured: 11 takes a hundred times as long and saves an eighth
_GZIP_LEVEL: Final = 6


@dataclass(frozen=True)
class Page:
    """What is stored under one address. `headers` are lower case and without those that the files say themselves."""

    key: str
    status: int
    content_type: str
    body: bytes
    headers: Sequence[tuple[str, str]] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Files:
    """The tree of pages below `root`. Methods raise OSError where the disk refuses; what was there before stays."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tree = root / "tree"
        self._generation: mmap.mmap | None = None

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """One writer for a page at a time, among all processes of this machine."""
        folder = self.root / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        stripe = zlib.crc32(key.encode()) % _STRIPES
        descriptor = os.open(folder / f"{stripe:02}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def write(self, page: Page) -> bool:
        """Put the page in place of what was there; False when the very same was there already."""
        stem = self.tree / address.stem(page.key)
        gone = page.status == 410
        name = stem.name + address.ending(page.key, content_type=page.content_type, gone=gone)
        file, head = stem.with_name(name), stem.with_name(f"{stem.name}.head")
        said = {"status": page.status, "file": name, "sha256": page.sha256, "size": len(page.body)}
        before = self._head(head)
        if before is not None and all(before.get(one) == value for one, value in said.items()) and file.exists():
            kept = [pair for pair in before.get("headers", []) if pair[0] not in ("etag", "last-modified")]
            if kept == [list(pair) for pair in self._headers(page)]:
                return False
        stem.parent.mkdir(parents=True, exist_ok=True)
        dated = formatdate(int(clock.now().timestamp()), usegmt=True)
        headers = [*self._headers(page), ("etag", f'"{page.sha256[:20]}"'), ("last-modified", dated)]
        _replace_all(
            (stem.with_name(f"{name}.br"), brotli.compress(page.body, quality=_BROTLI_QUALITY)),
            (stem.with_name(f"{name}.gz"), gzip.compress(page.body, _GZIP_LEVEL, mtime=0)),
            (file, page.body),
            (head, json.dumps({**said, "headers": headers}).encode()),
        )
        if before is not None and before.get("file") not in (None, name):
            self._remove_page(stem.with_name(str(before["file"])))
        self.bump()
        return True

    def remove(self, key: str) -> bool:
        """Take the page away; False when there was none."""
        stem = self.tree / address.stem(key)
        head = stem.with_name(f"{stem.name}.head")
        before = self._head(head)
        if before is None and not head.exists():
            return False
        head.unlink(missing_ok=True)
        if before is not None and isinstance(before.get("file"), str):
            self._remove_page(stem.with_name(Path(str(before["file"])).name))
        for folder in stem.relative_to(self.tree).parents[:-1]:
            with suppress(OSError):  # not empty
                (self.tree / folder).rmdir()
        self.bump()
        return True

    def is_whole(self, key: str, *, sha256: str) -> bool:
        """Whether the page lies there as it was written."""
        stem = self.tree / address.stem(key)
        before = self._head(stem.with_name(f"{stem.name}.head"))
        if before is None or before.get("sha256") != sha256:
            return False
        try:
            return hashlib.sha256(stem.with_name(str(before["file"])).read_bytes()).hexdigest() == sha256
        except OSError:
            return False

    def pages(self) -> Iterator[str]:
        """The address of every page in the tree."""
        for folder, _, names in os.walk(self.tree):
            for name in names:
                if name.endswith(".head") and not name.startswith("."):
                    stem = (Path(folder) / name.removesuffix(".head")).relative_to(self.tree).as_posix()
                    path, at, query = stem.partition("@")
                    yield ("/" if path == "index" else f"/{path}") + (f"?{query}" if at else "")

    def sweep_unfinished(self) -> int:
        """Remove what writers that were killed left behind; nobody may be writing meanwhile."""
        found = 0
        for folder, _, names in os.walk(self.tree):
            for name in names:
                if name.startswith("."):
                    with suppress(OSError):
                        (Path(folder) / name).unlink()
                        found += 1
        return found

    def bump(self) -> None:
        """Tell every reader in memory that something changed."""
        if self._generation is None:
            path = self.root / "generation"
            self.root.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                if os.fstat(descriptor).st_size < 8:
                    os.ftruncate(descriptor, 8)
                self._generation = mmap.mmap(descriptor, 8)
            finally:
                os.close(descriptor)
        # A moment in nanoseconds, not a sum: two processes that add at once would lose one of the two.
        self._generation[:] = time.time_ns().to_bytes(8, "little")

    def _headers(self, page: Page) -> list[tuple[str, str]]:
        own = [("content-type", page.content_type), ("vary", "accept-encoding")]
        return [*own, *(pair for pair in page.headers if pair[0] not in ("content-type", "vary"))]

    def _head(self, path: Path) -> dict[str, Any] | None:
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _remove_page(self, file: Path) -> None:
        for one in (file, file.with_name(f"{file.name}.gz"), file.with_name(f"{file.name}.br")):
            one.unlink(missing_ok=True)


def _replace_all(*files: tuple[Path, bytes]) -> None:
    """Give all files their new content: all of it is on the disk before the first of them has its name.

    In this order a disk that journals has one journal to write, not one for each file. Raises OSError and leaves every
    old file as it was.
    """
    written: list[tuple[Path, Path, int]] = []
    try:
        for path, data in files:
            partial = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
            written.append((path, partial, descriptor))
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
        for _, _, descriptor in written:
            os.fsync(descriptor)
        for path, partial, _ in written:
            partial.replace(path)
    finally:
        for _, partial, descriptor in written:
            os.close(descriptor)
            partial.unlink(missing_ok=True)
