"""What discovery does when the newsroom announces something."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver

from groundwave.discovery import keeping
from groundwave.newsroom.api import story_changed, story_removed

log = logging.getLogger(__name__)


@receiver(story_changed)
@receiver(story_removed)
def bring_up_to_date(story_id: int, **_: Any) -> None:
    """The story is out already and stays so: a failure here costs a search result, so it is logged, not raised."""
    try:
        keeping.update(story_id=story_id)
    except Exception:
        log.exception("Story %s could not be indexed for search. Run `groundwave manage reindex`.", story_id)
