"""A storage that, like a bucket, has no file on any disk of ours."""

from __future__ import annotations

import io
from typing import ClassVar

from django.core.files.base import File
from django.core.files.storage import Storage


class Bucket(Storage):
    kept: ClassVar[dict[str, bytes]] = {}

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if name not in self.kept:
            raise FileNotFoundError(name)
        return File(io.BytesIO(self.kept[name]), name=name)

    def _save(self, name: str, content: File[bytes]) -> str:
        self.kept[name] = b"".join(content.chunks())
        return name

    def exists(self, name: str) -> bool:
        return name in self.kept

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)

    def size(self, name: str) -> int:
        return len(self.kept[name])

    def url(self, name: str | None) -> str:
        return f"/media/{name}"
