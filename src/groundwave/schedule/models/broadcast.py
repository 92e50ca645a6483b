from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from groundwave.kit.period import Period
from groundwave.schedule.models.confirmation import Confirmation


class Broadcast(models.Model):
    """One program, once, on one service: what everybody reads. In UTC; no two of a service overlap.

    Title and hosts are as printed when it was scheduled, so that a later change of the program leaves the past alone.
    """

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    program = models.ForeignKey("schedule.Program", models.SET_NULL, null=True, related_name="broadcasts")
    title = models.CharField(max_length=160)
    hosts = models.CharField(max_length=200, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    rule = models.ForeignKey("schedule.Rule", models.SET_NULL, null=True, related_name="broadcasts")
    override = models.ForeignKey("schedule.Override", models.SET_NULL, null=True, related_name="broadcasts")

    class Meta:
        ordering = ("starts",)
        # The unique constraint is also the index that now/next and the day lists walk along.
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "starts"], name="one_broadcast_a_start"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="broadcast_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["program", "starts"], name="broadcasts_of_a_program")]

    def __str__(self) -> str:
        return f"{self.title} on {self.service}, {self.local_starts:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """The program's page, or "" for a one-off without a program."""
        return self.program.get_absolute_url() if self.program else ""

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)

    @property
    def confirmed(self) -> Confirmation | None:
        """How it really aired, on air's evidence; None while nobody can say."""
        return Confirmation.objects.filter(broadcast=self).first()

    @property
    def minutes(self) -> int:
        """How long it really lasts, whatever the wall clock does meanwhile."""
        return round((self.ends - self.starts).total_seconds() / 60)

    @property
    def local_starts(self) -> datetime:
        """Start in the service's zone."""
        return self.starts.astimezone(self.service.zone)

    @property
    def local_ends(self) -> datetime:
        return self.ends.astimezone(self.service.zone)
