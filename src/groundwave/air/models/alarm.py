from __future__ import annotations

import secrets
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from groundwave.kit import clock


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def _seconds(default: int, words: str, most: int = 3_600) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        default=default, validators=[MinValueValidator(1), MaxValueValidator(most)], help_text=words
    )


class AlarmPlan(ClusterableModel):
    """When the engineer of a service is called, and how. A service without one is watched all the same, by default."""

    chain = models.OneToOneField("air.Chain", models.CASCADE, related_name="alarm_plan")
    silence_after = _seconds(30, "Seconds of silence on the air.")
    fallback_after = _seconds(20, "Seconds without any source.")
    source_lost_after = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(3_600)],
        help_text="Seconds with a source away while a later one of the list plays. "
        "Empty: nobody is called, as where a studio's encoder comes and goes.",
    )
    stale_after = _seconds(25, "Seconds without a new segment: the engine does not run, or cannot write.")
    disk_below = models.PositiveIntegerField(
        default=2_000, validators=[MaxValueValidator(10_000_000)], help_text="Megabytes free on the disk of the home."
    )
    all_clear_after = _seconds(60, "Seconds for which all must have been well before an alarm is taken back.")
    wants_legal_id = models.BooleanField(
        "legal ID", default=False, help_text="Also call when an hour passes without a station identification."
    )

    panels: ClassVar = [
        FieldPanel("chain"),
        InlinePanel("recipients", label="Recipient", help_text="All of them are told of each alarm and its end, once."),
        FieldRowPanel([FieldPanel("silence_after"), FieldPanel("stale_after")]),
        FieldRowPanel([FieldPanel("fallback_after"), FieldPanel("source_lost_after")]),
        FieldRowPanel([FieldPanel("disk_below"), FieldPanel("all_clear_after"), FieldPanel("wants_legal_id")]),
    ]

    class Meta:
        verbose_name = "alarms"
        verbose_name_plural = "alarms"

    def __str__(self) -> str:
        return f"Alarms of {self.chain.service}"


class Recipient(Orderable):
    """Who is told: an e-mail address, or an address of a machine that is sent signed JSON."""

    class Kind(models.TextChoices):
        EMAIL = "email", "E-mail"
        WEBHOOK = "webhook", "Webhook"

    plan = ParentalKey(AlarmPlan, on_delete=models.CASCADE, related_name="recipients")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.EMAIL)
    address = models.CharField(max_length=400, help_text="engineer@example.org, or https://…")
    secret = models.CharField(
        max_length=100,
        default=new_secret,
        help_text="Webhooks are signed with it (HMAC-SHA256); give it to whoever receives them.",
    )

    panels: ClassVar = [FieldRowPanel([FieldPanel("kind"), FieldPanel("address"), FieldPanel("secret")])]

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        check = EmailValidator() if self.kind == self.Kind.EMAIL else URLValidator(schemes=["https", "http"])
        try:
            check(self.address)
        except ValidationError:
            what = "an e-mail address" if self.kind == self.Kind.EMAIL else "an address that begins with https://"
            raise ValidationError({"address": f"This is not {what}."}) from None


class Outage(models.Model):
    """A fault of a service's air on one machine: since when, when people were called, and when it was over."""

    class Fault(models.TextChoices):
        STALE = "stale", "Nothing goes out"
        SILENCE = "silence", "Silence on the air"
        FALLBACK = "fallback", "No source"
        SOURCE = "source", "A source is lost"
        DISK = "disk", "The disk is low"
        CLOCK = "clock", "The clock is off"
        LEGAL_ID = "legal id", "No station identification"

    chain = models.ForeignKey("air.Chain", models.CASCADE, related_name="outages")
    machine = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=10, choices=Fault.choices)
    began = models.DateTimeField()
    raised_at = models.DateTimeField(null=True, help_text="When it had lasted for long enough to call somebody.")
    well_since = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ("-began", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chain", "machine", "fault"], condition=Q(ended=None), name="one_outage_a_fault"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain.service}: {self.get_fault_display()}"


class Notice(models.Model):
    """One recipient told of an outage or of its end: to be sent, sent, or why not."""

    class What(models.TextChoices):
        ALARM = "alarm", "Alarm"
        ALL_CLEAR = "all clear", "All clear"

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="notices")
    what = models.CharField(max_length=9, choices=What.choices)
    kind = models.CharField(max_length=7, choices=Recipient.Kind.choices)
    address = models.CharField(max_length=400)
    secret = models.CharField(max_length=100)
    made_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(default=clock.now, null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outage", "what", "kind", "address"], name="told_once_of_each")
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} to {self.address}"
