from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from groundwave.air.core.location import UnableToUseSource, read_location
from groundwave.air.core.renditions import read_renditions


def _are_renditions(text: str) -> None:
    try:
        read_renditions(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Chain(ClusterableModel):
    """The live chain of one service: where its sound comes from and how it goes out."""

    service = models.OneToOneField("stations.Service", models.CASCADE, related_name="+")
    fallback = models.CharField(
        max_length=500, blank=True, help_text="A file in the home folder that plays when no source does."
    )
    renditions = models.CharField(
        max_length=60,
        default="48, 96, 160",
        validators=[_are_renditions],
        help_text="AAC, kilobits a second, with commas: a player takes what its line carries. One to five, 32 to 256.",
    )
    retention_hours = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(2_000)], help_text="How long segments are kept."
    )
    silence_seconds = models.PositiveSmallIntegerField(
        default=20,
        validators=[MinValueValidator(2), MaxValueValidator(600)],
        help_text="A source that is silent for longer counts as lost. Music with long pauses needs 30 or more.",
    )

    silence_dbfs = models.SmallIntegerField(
        "silent below",
        default=-55,
        validators=[MinValueValidator(-90), MaxValueValidator(-20)],
        help_text="dBFS. A line with hum or noise on it is never quite silent: -45 for one.",
    )
    return_seconds = models.PositiveSmallIntegerField(
        "return after",
        default=3,
        validators=[MaxValueValidator(3_600)],
        help_text="Seconds for which a better source must have been good before it is taken back.",
    )
    loudness = models.FloatField(
        null=True,
        blank=True,
        default=-18.0,
        validators=[MinValueValidator(-40.0), MaxValueValidator(-8.0)],
        help_text="LUFS to which the sound is brought, slowly; -18 is usual. Empty: it goes out as it comes.",
    )

    panels: ClassVar = [
        FieldPanel("service"),
        InlinePanel("sources", label="Source", help_text="The first that is healthy is on the air."),
        FieldPanel("fallback"),
        FieldRowPanel([FieldPanel("renditions"), FieldPanel("retention_hours")]),
        FieldRowPanel([FieldPanel("silence_seconds"), FieldPanel("silence_dbfs"), FieldPanel("return_seconds")]),
        FieldPanel("loudness"),
    ]

    class Meta:
        verbose_name = "live chain"
        permissions: ClassVar = [("operate_chain", "Can take sources in the control room")]

    def __str__(self) -> str:
        return f"Live chain of {self.service}"

    @property
    def rates(self) -> tuple[int, ...]:
        """The renditions in bits a second."""
        return read_renditions(self.renditions)


class Source(Orderable):
    """One place where the sound of a service may come from; the first healthy one of the list wins."""

    chain = ParentalKey(Chain, on_delete=models.CASCADE, related_name="sources")
    location = models.CharField(
        max_length=1000,
        help_text="https://…, mount:NAME of a studio encoder, or the path of a file, a folder or a playlist.",
    )

    panels: ClassVar = [FieldPanel("location")]

    def __str__(self) -> str:
        return read_location(self.location).shown

    @property
    def kind(self) -> str:
        return read_location(self.location).kind

    @property
    def address(self) -> str:
        """As a plan names it."""
        return read_location(self.location).text

    def clean(self) -> None:
        try:
            read_location(self.location)
        except UnableToUseSource as unable:
            raise ValidationError({"location": str(unable)}) from unable
