"""Related stories: what a reader of this one may want next."""

from __future__ import annotations

from datetime import datetime

from groundwave.newsroom import api as newsroom


def related(*, story: newsroom.Story, at: datetime, limit: int = 4) -> list[newsroom.Story]:
    """Stories of the same language that the public may see at `at`: the closest first, never the story itself or its
    translation; then the newest of its section.
    """
    return []
