"""What the newsroom announces. Others listen through `newsroom.api`; a story never knows who does."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal, receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from groundwave.newsroom.models import Story

story_changed = Signal()
"""A story became, or may have become, other than it was: `story_id`. Sent after the commit."""

story_removed = Signal()
"""A story is gone from the public: unpublished, withdrawn or deleted: `story_id`. Sent after the commit."""


@receiver(page_published, sender=Story)
@receiver(post_page_move, sender=Story)
def _announce_change(sender: type[Story], instance: Story, **_: Any) -> None:
    story_id = instance.pk
    transaction.on_commit(lambda: story_changed.send(sender=Story, story_id=story_id))


@receiver(page_unpublished, sender=Story)
def _announce_removal(sender: type[Story], instance: Story, **_: Any) -> None:
    story_id = instance.pk
    transaction.on_commit(lambda: story_removed.send(sender=Story, story_id=story_id))
