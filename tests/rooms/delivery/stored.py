"""Stored pages made by hand as docs/contracts/page-store.md says, whole or broken, for those who serve them."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import os
from collections.abc import Sequence
from pathlib import Path

import brotli

from groundwave.delivery.core.address import ending, stem

HTML = "text/html; charset=utf-8"
JSON = "application/json"
POLICY = "default-src 'self'; object-src 'none'"
CACHE = "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400"
DATED = "Mon, 23 Nov 2026 17:00:00 GMT"
_generations = itertools.count(1)


def store(
    pages: Path,
    key: str,
    body: str,
    *,
    status: int = 200,
    content_type: str = HTML,
    headers: Sequence[tuple[str, str]] = (("cache-control", CACHE), ("content-security-policy", POLICY)),
    dated: str = DATED,
    bumped: bool = True,
) -> Path:
    """Write one page and tell the readers; the page's own path."""
    content = body.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    at = pages / "tree" / stem(key)
    path = at.with_name(at.name + ending(key, content_type=content_type, gone=status == 410))
    said = [
        ("content-type", content_type),
        ("vary", "accept-encoding"),
        *headers,
        ("etag", f'"{sha256[:20]}"'),
        ("last-modified", dated),
    ]
    head = {"status": status, "file": path.name, "sha256": sha256, "size": len(content), "headers": said}
    replace(path.with_name(f"{path.name}.br"), brotli.compress(content, quality=5))
    replace(path.with_name(f"{path.name}.gz"), gzip.compress(content, 6, mtime=0))
    replace(path, content)
    replace(at.with_name(f"{at.name}.head"), json.dumps(head).encode())
    if bumped:
        bump(pages)
    return path


def remove(pages: Path, key: str) -> None:
    at = pages / "tree" / stem(key)
    head = at.with_name(f"{at.name}.head")
    path = at.with_name(json.loads(head.read_bytes())["file"])
    for one in (head, path, path.with_name(f"{path.name}.gz"), path.with_name(f"{path.name}.br")):
        one.unlink()
    bump(pages)


def replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)


def bump(pages: Path) -> None:
    """Change the generation in place, as the writers do: eight bytes that the readers have mapped."""
    path = pages / "generation"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        os.pwrite(descriptor, next(_generations).to_bytes(8, "little"), 0)
    finally:
        os.close(descriptor)
