from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundwave.kit import clock


class Hold(models.Model):
    """An operator took a source and keeps it, whatever the order of the list says: who, when, and who let go of it."""

    chain = models.ForeignKey("air.Chain", models.CASCADE, related_name="holds")
    # Without its source a hold holds nothing; the engine goes back to the order of the list.
    source = models.ForeignKey("air.Source", models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=300, help_text="The source as it was called then.")
    taken_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ("-taken_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain"], condition=Q(released_at=None), name="one_hold_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.chain}: {self.label}"
