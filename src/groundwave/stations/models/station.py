from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from groundwave.stations.core import license as facts


class Station(models.Model):
    """One license: a call sign, on one frequency or channel, for one community (47 CFR 73.1120)."""

    class Kind(models.TextChoices):
        FM = "fm", "FM"
        TV = "tv", "TV"

    licensee = models.ForeignKey("stations.Licensee", models.PROTECT, related_name="stations")
    call_sign = models.CharField(max_length=10, unique=True, help_text="For example WXYZ-FM.")
    kind = models.CharField(max_length=2, choices=Kind.choices)
    facility_id = models.PositiveIntegerField(unique=True, help_text="The FCC's number for the facility.")
    community = models.CharField(max_length=80, verbose_name="community of license")
    state = models.CharField(max_length=40)
    frequency = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True, help_text="FM: MHz.")
    channel = models.PositiveSmallIntegerField(null=True, blank=True, help_text="TV: the channel viewers tune to.")
    license_expires = models.DateField()
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    atsc3 = models.BooleanField("ATSC 3.0", default=False, help_text="TV: also carried in NextGen TV.")
    position = models.PositiveSmallIntegerField(default=0)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("call_sign"), FieldPanel("kind"), FieldPanel("facility_id")]),
        FieldRowPanel([FieldPanel("community"), FieldPanel("state")]),
        FieldRowPanel([FieldPanel("frequency"), FieldPanel("channel"), FieldPanel("atsc3")]),
        MultiFieldPanel(
            [
                FieldPanel("licensee"),
                FieldPanel("license_expires"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("position"),
            ],
            heading="License",
        ),
    ]

    class Meta:
        ordering = ("kind", "position", "call_sign")

    def __str__(self) -> str:
        return self.call_sign

    def clean(self) -> None:
        self.call_sign = self.call_sign.upper().strip()
        faults = {"call_sign": facts.call_sign_fault(self.call_sign)}
        if self.kind == self.Kind.FM:
            faults["frequency"] = facts.fm_frequency_fault(self.frequency)
        else:
            faults["channel"] = facts.tv_channel_fault(self.channel)
        if said := {field: fault for field, fault in faults.items() if fault}:
            raise ValidationError(said)

    @property
    def slug(self) -> str:
        return self.call_sign.lower()

    def get_absolute_url(self) -> str:
        return f"/stations/{self.slug}"

    @property
    def public_file_url(self) -> str:
        """Our own page about the public inspection file of this call sign, which links to the FCC's."""
        return f"/public-files/{self.slug}"

    @property
    def fcc_public_file_url(self) -> str:
        return facts.public_file_address(kind=self.kind, call_sign=self.call_sign)

    @property
    def dial(self) -> str:
        """Where to find it: "89.3 FM" or "Channel 21", in the reader's language."""
        if self.kind == self.Kind.FM:
            return f"{self.frequency} FM"
        return _("Channel %(number)s") % {"number": self.channel}
