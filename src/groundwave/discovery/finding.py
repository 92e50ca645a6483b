"""Search: words in, stories that the public may see out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from groundwave.discovery.core.passage import Passage
from groundwave.newsroom import api as newsroom


@dataclass(frozen=True)
class Hit:
    """A found story, and the lines that show why."""

    story: newsroom.Story
    snippet: Passage


@dataclass(frozen=True)
class Results:
    """One page of what was found. `corrected` is what was searched instead, when the words as typed found nothing."""

    hits: list[Hit]
    total: int
    has_more: bool
    corrected: str | None = None


def search(
    *,
    words: str,
    language: str | None = None,
    section: newsroom.SectionPage | None = None,
    at: datetime,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Stories about `words` that the public may see at `at`, best first.

    `words` may hold "phrases in quotes" and -excluded words; at most 200 characters and 12 terms of it are read.
    All words must be there; when no story has them all, one with some will do. Nothing to look for finds nothing.
    """
    return Results([], 0, False)
