from __future__ import annotations

from django.db import models

from groundwave.kit import clock


class Change(models.Model):
    """What one write changed, as keys (`kit.deps`): written in the writer's own transaction, read by every machine.

    A key `want:/path` asks for a page that may not have been made yet.
    """

    id: int
    keys = models.TextField()
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.keys[:80]}"
