from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from groundwave.kit import clock
from groundwave.schedule.core import pattern, words
from groundwave.schedule.core.specs import LONGEST_RULE, RuleSpec, Show
from groundwave.schedule.forms import RuleForm


def today() -> date:
    """The day it is for whoever is at work."""
    return clock.now().astimezone(timezone.get_current_timezone()).date()


class Rule(models.Model):
    """A program's regular place on a service, in wall-clock time of the service's zone."""

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    program = models.ForeignKey("schedule.Program", models.PROTECT, related_name="rules")
    rrule = models.CharField(
        "pattern of days", max_length=200, default="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", help_text="RFC 5545 RRULE."
    )
    starts_at = models.TimeField("starts at", help_text="By the clock on the wall, in the service's time zone.")
    minutes = models.PositiveSmallIntegerField(
        "length in minutes", validators=[MinValueValidator(1), MaxValueValidator(LONGEST_RULE)]
    )
    valid_from = models.DateField("first day", default=today)
    valid_until = models.DateField("last day", null=True, blank=True, help_text="Empty: until further notice.")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("program"), FieldPanel("service")]),
        FieldPanel("weekdays"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("minutes")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        MultiFieldPanel([FieldPanel("rrule")], heading="Not every week", classname="collapsed"),
    ]
    base_form_class = RuleForm

    class Meta:
        ordering = ("service", "starts_at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_RULE), name="rule_lasts_at_most_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.days_and_time}"

    def clean(self) -> None:
        faults = {}
        try:
            self.rrule = str(pattern.parse(self.rrule))
        except pattern.NotAPattern as fault:
            faults["rrule"] = str(fault)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            faults["valid_until"] = (
                f"The last day, {self.valid_until}, is before the first, {self.valid_from}: "
                "choose a later one, or leave it empty."
            )
        if faults:
            raise ValidationError(faults)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError for a pattern that cannot be read: one bad rule would stop the whole service."""
        self.clean()
        super().save(*args, **kwargs)

    @property
    def pattern(self) -> pattern.Pattern:
        return pattern.parse(self.rrule)

    @property
    def days_and_time(self) -> str:
        """In words: "Weekdays, 5 to 9 a.m."."""
        return words.slot(self.pattern, self.starts_at, self.minutes)

    @property
    def spec(self) -> RuleSpec:
        return RuleSpec(
            id=self.pk or 0,
            show=Show(self.program_id, self.program.title, self.program.hosts),
            pattern=self.pattern,
            starts_at=self.starts_at,
            minutes=self.minutes,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )
