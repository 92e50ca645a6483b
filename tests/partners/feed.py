"""A stand-in for a partner's web server: files by path, with ETags that are honored."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field

from tests.recording_server import Asked, RecordingServer


@dataclass
class File:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site(RecordingServer):
    """`files` by path; gzips for those who take it."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, File] = {}

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        file = self.files.get(asked.path, File(status=404))
        headers = {name.lower(): value for name, value in file.headers.items()}
        if file.status != 200:
            return file.status, headers, file.body
        etag = f'"{hashlib.sha256(file.body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return 304, {"etag": etag}, b""
        body = file.body
        if "gzip" in asked.headers.get("accept-encoding", ""):
            body, headers = gzip.compress(body), {"content-encoding": "gzip", **headers}
        return 200, {"etag": etag, **headers}, body
