"""Which kinds of file readers are given, and as what; everything else is handed over as a download."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

DOWNLOAD = "application/octet-stream"

TYPES = {
    "aac": "audio/aac",
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "flac": "audio/flac",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4a": "audio/mp4",
    "m4s": "audio/mp4",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "srt": "application/x-subrip",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Code of ours under /static/; in /media/ the same endings would be an upload that runs on our origin.
_ONLY_OURS = frozenset({"css", "js", "mjs", "map", "webmanifest", "json"})


def content_type(name: str, *, uploaded: bool) -> str:
    """The MIME type for a file name; `uploaded` files that a browser could run become a download."""
    ending = name.rpartition(".")[2].lower()
    if uploaded and ending in _ONLY_OURS:
        return DOWNLOAD
    return TYPES.get(ending, DOWNLOAD)


def upload_policy(mime: str) -> str | None:
    """The Content-Security-Policy of an uploaded file, or None for bitmap pictures, which cannot run anything.

    No `sandbox` on PDF: browsers refuse to show a sandboxed PDF, and public files are PDF.
    """
    if mime == "image/svg+xml":
        return "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if mime.startswith("image/"):
        return None
    if mime == "application/pdf":
        return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    return "default-src 'none'; media-src 'self'; sandbox"
