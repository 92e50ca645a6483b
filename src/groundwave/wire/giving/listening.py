"""Stories that change or go are looked at again."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.giving.sending import look_again


@receiver(newsroom.story_changed)
@receiver(newsroom.story_removed)
def _look_again(sender: type[Any], story_id: int, **_: Any) -> None:
    look_again(story_id=story_id, at=clock.now())
