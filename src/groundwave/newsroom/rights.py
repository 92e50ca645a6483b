"""The single question of rights, asked of a story by whoever shows, names or links it."""

from __future__ import annotations

from datetime import datetime

from groundwave.kit import deps
from groundwave.newsroom.core.visibility import Verdict, changes_after, may_the_public_see
from groundwave.newsroom.models import Story


def is_shown(story: Story, *, at: datetime) -> bool:
    """Whether the public may see it at `at` (aware). What is being made is other when time alone changes the answer."""
    deps.changes_at(changes_after(story.rights, at=at))
    return may_the_public_see(story.rights, at=at) is Verdict.SHOWN
