from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from groundwave.kit import clock


class Choice(models.Model):
    """An editor's word on what follows a story: this one always, or never."""

    class Verdict(models.TextChoices):
        PIN = "pin", "Always"
        BAN = "ban", "Never"

    story = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="+")
    other = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=3, choices=Verdict.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ("made_at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "other"], name="one_choice_a_pair")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.other_id} after {self.story_id}"
