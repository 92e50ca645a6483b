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
        self._mapped = (0, 0)

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
        if before is not None and all(before.get(one) == value for one, value in said.items()):
            kept = [pair for pair in before.get("headers", []) if pair[0] not in ("etag", "last-modified")]
            if kept == [list(pair) for pair in self._headers(page)] and _lies_whole(file, page.body):
                self._remove_forms(stem, but=name)  # a writer that was killed had not come to this
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
        self._remove_forms(stem, but=name)
        self.bump()
        return True

    def remove(self, key: str) -> bool:
        """Take the page away, and what a writer that was killed left of it; False when there was nothing."""
        stem = self.tree / address.stem(key)
        head = stem.with_name(f"{stem.name}.head")
        there = head.exists()
        head.unlink(missing_ok=True)
        if not self._remove_forms(stem) and not there:
            return False
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
        file = stem.with_name(Path(str(before.get("file"))).name)
        try:
            body = file.read_bytes()
        except OSError:
            return False
        return hashlib.sha256(body).hexdigest() == sha256 and _lies_whole(file, body)

    def pages(self) -> Iterator[str]:
        """The address of every page in the tree."""
        for folder, _, names in os.walk(self.tree):
            for name in names:
                if name.endswith(".head") and not name.startswith("."):
                    yield self._key(Path(folder) / name.removesuffix(".head"))

    def sweep_unfinished(self) -> int:
        """Remove what writers that were killed left behind; how many files. Who is writing just now is waited for."""
        found = 0
        for folder, _, names in os.walk(self.tree):
            there = set(names)
            for name in names:
                written = name[1:].rpartition(".")[0] if name.startswith(".") else name
                stem = _stem_of(written)
                if name.startswith(".") or (not name.endswith(".head") and f"{stem}.head" not in there):
                    found += self._sweep(Path(folder) / name, Path(folder) / stem)
        return found

    def _sweep(self, file: Path, stem: Path) -> int:
        with self.alone(self._key(stem)):
            if not file.name.startswith(".") and stem.with_name(f"{stem.name}.head").exists():
                return 0  # finished while we waited
            try:
                file.unlink()
            except OSError:
                return 0
            return 1

    def _key(self, stem: Path) -> str:
        path, at, query = stem.relative_to(self.tree).as_posix().partition("@")
        return ("/" if path == "index" else f"/{path}") + (f"?{query}" if at else "")

    def bump(self) -> None:
        """Tell every reader in memory that something changed."""
        path = self.root / "generation"
        if self._generation is None or not self._is_mapped(path):
            self.root.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                found = os.fstat(descriptor)
                if found.st_size < 8:
                    os.ftruncate(descriptor, 8)
                self._generation = mmap.mmap(descriptor, 8)
                self._mapped = (found.st_dev, found.st_ino)
            finally:
                os.close(descriptor)
        # A moment in nanoseconds, not a sum: two processes that add at once would lose one of the two.
        self._generation[:] = time.time_ns().to_bytes(8, "little")

    def _is_mapped(self, path: Path) -> bool:
        """Whether the file that we hold is the one that readers find: somebody may have emptied the folder by hand."""
        try:
            found = path.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self._mapped and found.st_size >= 8

    def _headers(self, page: Page) -> list[tuple[str, str]]:
        own = [("content-type", page.content_type), ("vary", "accept-encoding")]
        return [*own, *(pair for pair in page.headers if pair[0] not in ("content-type", "vary"))]

    def _head(self, path: Path) -> dict[str, Any] | None:
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _remove_forms(self, stem: Path, *, but: str = "") -> bool:
        """Remove the page under every name that it may have, other than one; whether there was any."""
        found = False
        for name in _forms(stem.name):
            for one in (name, f"{name}.gz", f"{name}.br") if name != but else ():
                with suppress(FileNotFoundError):
                    stem.with_name(one).unlink()
                    found = True
        return found


def _forms(stem: str) -> tuple[str, ...]:
    """Every name that the page of a stem may have beside its `.head`."""
    gone = f"{stem}{address.ending('/', content_type='', gone=True)}"
    if address.ending(f"/{stem}", content_type="") == "":
        return (stem, gone)
    return (f"{stem}.html", f"{stem}.json", gone)


def _stem_of(name: str) -> str:
    """The stem of any file of a page."""
    name = name.removesuffix(".br").removesuffix(".gz")
    for ending in (".head", ".gone.html", ".html", ".json"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def _lies_whole(file: Path, body: bytes) -> bool:
    """Whether the page and its compressed forms are there: a web server may send any of them as it lies."""
    try:
        return (
            file.read_bytes() == body
            and brotli.decompress(file.with_name(f"{file.name}.br").read_bytes()) == body
            and gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == body
        )
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


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
