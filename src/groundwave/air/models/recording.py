from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from groundwave.kit import clock


class Recording(models.Model):
    """The work on one broadcast that is to become an episode: who is at it, how often it failed, and why."""

    broadcast = models.OneToOneField("schedule.Broadcast", models.CASCADE, related_name="+")
    episode = models.OneToOneField("air.Episode", models.SET_NULL, null=True, related_name="+")
    noticed_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now, db_index=True)
    held_by = models.CharField(max_length=300, blank=True)
    held_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Recording of {self.broadcast}"


class Mark(models.Model):
    """Where a person said that a broadcast began or ended; the last word of each counts, the others stay on record."""

    class Edge(models.TextChoices):
        START = "start", "Start"
        END = "end", "End"

    broadcast = models.ForeignKey("schedule.Broadcast", models.CASCADE, related_name="+")
    edge = models.CharField(max_length=5, choices=Edge.choices)
    at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ("set_at", "pk")

    def __str__(self) -> str:
        return f"{self.get_edge_display()} of {self.broadcast}: {self.at:%H:%M:%S} UTC"


class Mp3Work(models.Model):
    """The making of one revision's MP3, and who is at it."""

    episode = models.OneToOneField("air.Episode", models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    held_by = models.CharField(max_length=300, blank=True)
    held_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"MP3 of {self.episode}"
