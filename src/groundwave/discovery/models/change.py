from __future__ import annotations

from typing import ClassVar

from django.db import models

from groundwave.kit import clock


class Change(models.Model):
    """Something that can be found is, or may be, other than it was.

    Written in the transaction that changed it. Each node's index follows these rows with a position of its own, so
    reading one takes nothing away; they go by age.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering: ClassVar = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
