from __future__ import annotations

from django.conf import settings
from django.db import models

from groundwave.kit import clock


class Withdrawal(models.Model):
    """A story taken back, by us or by its provider: who, when and why. While the row stands the page answers 410."""

    story = models.OneToOneField("newsroom.Story", models.CASCADE, related_name="withdrawal")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()

    def __str__(self) -> str:
        return f"Withdrawn {self.made_at:%Y-%m-%d}: {self.reason[:60]}"
