from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel


class Service(ClusterableModel):
    """What an audience hears or sees, whichever call signs carry it."""

    class Kind(models.TextChoices):
        RADIO = "radio", "Radio"
        TV = "tv", "TV"

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True, help_text="Part of stream and schedule addresses: do not change it later.")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    tagline = models.CharField(max_length=160, blank=True)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(max_length=64, default="America/New_York", help_text="An IANA name.")
    position = models.PositiveSmallIntegerField(default=0)
    stations = models.ManyToManyField("stations.Station", through="stations.Carriage", related_name="services")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("kind")]),
        FieldPanel("tagline"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("time_zone"), FieldPanel("position")]),
        InlinePanel("carriages", label="Carried by"),
    ]

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_radio(self) -> bool:
        return self.kind == self.Kind.RADIO

    @property
    def schedule_url(self) -> str:
        return f"/schedule/{self.slug}"


class Carriage(models.Model):
    """One station carries one service, perhaps on a subchannel ("21.2", "HD2")."""

    service = ParentalKey("stations.Service", on_delete=models.CASCADE, related_name="carriages")
    station = models.ForeignKey("stations.Station", models.CASCADE, related_name="carriages")
    subchannel = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("station__kind", "station__position")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "station", "subchannel"], name="carried_once_a_subchannel")
        ]

    def __str__(self) -> str:
        return f"{self.service} on {self.station}"
