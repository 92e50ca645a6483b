"""Taking a story back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from groundwave.kit import clock
from groundwave.newsroom.models import Story, Withdrawal
from groundwave.newsroom.signals import story_removed


def withdraw(*, story: Story, by: Any, reason: str, at: datetime | None = None) -> Withdrawal:
    """Take a story back: its address answers 410 and nothing else shows it. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("A withdrawal needs a reason; it stays on record.")
    row, _ = Withdrawal.objects.get_or_create(
        story=story, defaults={"made_by": by, "reason": reason, "made_at": at or clock.now()}
    )
    story_id = story.pk
    transaction.on_commit(lambda: story_removed.send(sender=Story, story_id=story_id))
    return row
