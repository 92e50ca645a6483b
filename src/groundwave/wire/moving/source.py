"""What the move asks of an export, whatever system wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from groundwave.wire.core.old_site import LeftOut, OldFile, OldItem, OldSite


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that has not been read yet: one that is known by its fingerprint never has to be."""

    source_id: str
    sha256: str
    read: Callable[[], OldItem | LeftOut | None]


class Source(Protocol):
    """An export, looked through once. `total` counts its items."""

    site: OldSite
    total: int
    notes: list[str]

    def items(self) -> Iterator[Waiting]:
        """Every story and page, in the export's order."""

    def files(self) -> Iterator[OldFile]:
        """The media library."""
