"""A Ghost export on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from groundwave.kit.packed import UnableToUnpack, unpacked
from groundwave.wire.core import ghost
from groundwave.wire.core.old_site import OldFile
from groundwave.wire.core.outcome import UnableToRead, Unreadable
from groundwave.wire.core.strict_json import read_json
from groundwave.wire.moving.source import Waiting

MAX_BYTES: Final = 400 * 1024 * 1024
"""JSON is read whole. A Ghost with more than that is exported in parts (Ghost's own limit is lower)."""

_MAX_VALUES: Final = 100_000_000  # every comma of the prose counts


class Ghost:
    """`url` is the address of the site, which the export does not tell. Raises UnableToRead."""

    def __init__(self, path: Path, *, url: str) -> None:
        self.notes: list[str] = []
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise Unreadable("size", f"more than {MAX_BYTES:,} bytes; export the site in parts")
            data = unpacked(data, at_most=MAX_BYTES)
            self._export = ghost.GhostExport(read_json(data, at_most=_MAX_VALUES), url=url)
        except OSError as error:
            raise UnableToRead(path.name, "file", error.strerror or str(error)) from error
        except UnableToUnpack as wrong:
            raise UnableToRead(path.name, "gzip", str(wrong)) from wrong
        except Unreadable as wrong:
            raise UnableToRead(path.name, wrong.field, wrong.reason) from wrong
        self.site = self._export.site
        self.notes += self._export.left_out
        self.total = len(self._export.posts)

    def items(self) -> Iterator[Waiting]:
        for number, sha256, row in ghost.waiting(self._export):
            yield Waiting(number, sha256, partial(self._export.item, row))

    def files(self) -> Iterator[OldFile]:
        """An export of Ghost lists none; what stories show comes with them."""
        return iter(())
