from __future__ import annotations

from typing import Any

from django.db import models

from groundwave.kit import clock


class Neighbors(models.Model):
    """The stories that are closest to one, the closest first, as they were found last.

    Kept, so that a page made again is the same page: it changes when this row does, not when the archive grows.
    """

    story = models.OneToOneField("newsroom.Story", models.CASCADE, primary_key=True, related_name="+")
    others: Any = models.JSONField(default=list)
    found_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.story_id}: {self.others}"
