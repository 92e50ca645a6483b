from __future__ import annotations

from django.conf import settings
from django.db import models

from groundwave.kit import clock


class EmbargoBreak(models.Model):
    """An embargo ended before its time: who, when, why, and from which hour to which."""

    story = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="embargo_breaks")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    was_until = models.DateTimeField()
    now_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Embargo broken {self.made_at:%Y-%m-%d}: {self.reason[:60]}"
