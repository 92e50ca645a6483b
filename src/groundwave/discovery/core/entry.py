"""What the index is told of one thing that can be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One thing: a story, a program, a person, a station.

    `language` is "" for what is the same in every language. `revision` is any number that changes with the words, so
    that nobody is shown a passage that was taken out since. Whether the public may see it is never kept here.
    """

    kind: str
    object_id: int
    title: str
    language: str = ""
    lead: str = ""
    names: Sequence[str] = ()
    topics: Sequence[tuple[str, str]] = ()  # (slug, name)
    body: str = ""
    section: int = 0
    published_at: datetime | None = None
    revision: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.object_id}"
