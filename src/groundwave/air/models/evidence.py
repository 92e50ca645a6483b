from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from groundwave.air.core.asrun import Event


class Spool(models.Model):
    """How far one file of an engine's record has been read in. Known by its first line, whatever it is called now."""

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    head = models.CharField(max_length=64)
    offset = models.PositiveBigIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0, help_text="Lines that could not be read.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["service", "head"], name="one_spool_a_file")]

    def __str__(self) -> str:
        return f"{self.service}: {self.offset:,} bytes read"


class AsRunEvent(models.Model):
    """One line of what an engine recorded. Never changed; rows are numbered as the lines were written."""

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=40)
    about: Any = models.JSONField(default=dict)
    # The same line twice is the same event: a file may be read again after a crash or from a backup.
    digest = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar = ("pk",)
        verbose_name = "as-run event"
        constraints: ClassVar = [models.UniqueConstraint(fields=["service", "digest"], name="one_event_a_line")]
        indexes: ClassVar = [
            models.Index(fields=["service", "at"], name="asrun_of_a_time"),
            models.Index(fields=["service", "name", "at"], name="asrun_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d %H:%M:%S} UTC"

    @property
    def event(self) -> Event:
        return Event(self.at, self.name, self.about if isinstance(self.about, dict) else {})
