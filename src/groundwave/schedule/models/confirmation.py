from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from groundwave.kit import clock


class Confirmation(models.Model):
    """How a broadcast was really on the air, in seconds, and by what evidence. Only air writes it, and only once."""

    class Verdict(models.TextChoices):
        WHOLE = "whole", "Aired whole"
        PART = "part", "Aired in part"
        NOT = "not", "Did not air"

    broadcast = models.OneToOneField("schedule.Broadcast", models.CASCADE, related_name="confirmation")
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    heard = models.FloatField(help_text="Sound of a source.")
    fallback = models.FloatField(default=0)
    silence = models.FloatField(default=0)
    gaps = models.FloatField(default=0)
    evidence = models.CharField(max_length=600)
    confirmed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-broadcast__starts",)

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.broadcast}"

    def announces(self) -> Iterator[str]:
        yield f"schedule.confirmations:{self.broadcast_id}"

    @property
    def missing(self) -> str:
        """What of it was not heard, for whoever works here; "-" when nothing is missing."""
        told = ((self.fallback, "fallback"), (self.silence, "silence"), (self.gaps, "off air"))
        return ", ".join(f"{seconds:.0f} s {what}" for seconds, what in told if seconds >= 1) or "-"

    @property
    def for_readers(self) -> str:
        """What a listener is told: nothing, unless something was missing."""
        return {
            self.Verdict.PART: _("Aired in part"),
            self.Verdict.NOT: _("Did not air"),
        }.get(self.Verdict(self.verdict), "")
