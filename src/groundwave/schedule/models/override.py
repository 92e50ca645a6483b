from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from groundwave.kit import clock
from groundwave.kit.period import Period
from groundwave.schedule.core.specs import LONGEST_OVERRIDE, OverrideSpec, Show
from groundwave.schedule.core.wallclock import wall
from groundwave.schedule.forms import OverrideForm


class Override(models.Model):
    """Once, from then to then, something else is on: it beats the rules for exactly its period."""

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    starts = models.DateTimeField(db_index=True)
    ends = models.DateTimeField()
    program = models.ForeignKey("schedule.Program", models.PROTECT, null=True, blank=True, related_name="overrides")
    title = models.CharField(max_length=160, blank=True, help_text="Empty: the program's title.")
    hosts = models.CharField(max_length=200, blank=True, help_text="Empty: the program's hosts.")
    note = models.TextField(blank=True, help_text="Why; for colleagues, never printed.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)

    panels: ClassVar = [
        FieldPanel("service"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("program"),
        FieldRowPanel([FieldPanel("title"), FieldPanel("hosts")]),
        FieldPanel("note"),
    ]
    base_form_class = OverrideForm

    class Meta:
        verbose_name = "one-off change"
        ordering = ("-starts",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="override_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.printed_title} on {self.service}"

    def clean(self) -> None:
        faults = {}
        if not self.program_id and not self.title.strip():
            faults["title"] = "Say what is on: choose a program or write a title."
        if self.starts and self.ends:
            if self.ends <= self.starts:
                faults["ends"] = "The end is not after the start: choose a later one."
            elif self.ends - self.starts > LONGEST_OVERRIDE:
                faults["ends"] = (
                    f"That is longer than {LONGEST_OVERRIDE.days} days: make a rule with first and last day instead."
                )
        if faults:
            raise ValidationError(faults)

    @property
    def printed_title(self) -> str:
        return self.title or (self.program.title if self.program else "")

    @property
    def printed_hosts(self) -> str:
        return self.hosts or (self.program.hosts if self.program and not self.title else "")

    @property
    def local_period(self) -> str:
        """For the list in the admin, by the clock on the wall."""
        starts, ends = (wall(at, self.service.zone) for at in (self.starts, self.ends))
        last = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%Y-%m-%d %H:%M}"
        return f"{starts:%Y-%m-%d %H:%M} to {last}"

    @property
    def spec(self) -> OverrideSpec:
        """Raises ValueError when it ends before it starts."""
        return OverrideSpec(
            id=self.pk or 0,
            show=Show(self.program_id, self.printed_title, self.printed_hosts),
            period=Period(self.starts, self.ends),
        )
