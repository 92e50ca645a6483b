"""What can be found, and where each kind of thing is asked for. The list is open: `add_kind`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from groundwave.discovery.core.entry import Entry
from groundwave.newsroom import api as newsroom


@dataclass(frozen=True)
class Shown:
    """A found thing as its own room has it now, with what a list of results prints.

    `revision` is that of the words which the public may read; when the index has another, `teaser` stands in for the
    passage. `url` of what is the same in every language has no language in front; with a `source` it leads out, to
    whoever published it.
    """

    title: str
    url: str
    language: str = ""
    revision: int = 0
    teaser: str = ""
    published_at: datetime | None = None
    section: newsroom.SectionPage | None = None
    source: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of thing. All of its functions ask the room that the thing belongs to; none asks the index."""

    name: str
    ids: Callable[[int, int], Sequence[int]]
    """(after, limit) → ids greater than `after`, in order."""
    count: Callable[[], int]
    entries: Callable[[Sequence[int]], Sequence[Entry]]
    """What the index is told of those of them that are there; the others are taken out."""
    public: Callable[[Sequence[int], datetime], set[int]]
    """Those that the public may see at that instant."""
    shown: Callable[[Sequence[int], datetime], Mapping[int, Shown]]
    """The same, with what a list of results prints."""


_KINDS: Final[dict[str, Kind]] = {}


def add_kind(kind: Kind) -> None:
    """Let another kind of thing be found: from the `ready` of a room above both, say episodes or documents.

    Its room then calls `changed` when one of them is other than it was.
    """
    _KINDS[kind.name] = kind


def kinds() -> dict[str, Kind]:
    return _KINDS
