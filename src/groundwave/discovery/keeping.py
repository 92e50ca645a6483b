"""Keeping the index in step with the stories."""

from __future__ import annotations

from collections.abc import Callable


def update(*, story_id: int) -> None:
    """Index this story as it is now, or forget it when it is gone, unpublished or withdrawn."""


def reindex(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Index every live story anew while search goes on; calls progress(done, total). Returns how many."""
    return 0
