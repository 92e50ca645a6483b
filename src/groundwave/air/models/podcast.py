from __future__ import annotations

import re
import uuid
from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from groundwave.air.core.podcast import CATEGORIES

_SPDX: Final = re.compile(r"[A-Za-z0-9.+-]+")


class Podcast(models.Model):
    """A program as directories of podcasts know it. Its guid never changes, whatever its address does."""

    program = models.OneToOneField("schedule.Program", models.CASCADE, related_name="+")
    guid = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="Given once, by the rule of the Podcast Namespace. One that moves here from elsewhere keeps its own.",
    )
    category = models.CharField(
        max_length=60, choices=[(one, one) for one in CATEGORIES], default="News", help_text="As Apple names it."
    )
    is_explicit = models.BooleanField("explicit", default=False)
    is_locked = models.BooleanField(
        "locked", default=True, help_text="Asks other platforms not to take the feed over without the owner's word."
    )
    owner_email = models.EmailField(blank=True, help_text="Empty: the station's.")
    license = models.CharField(
        max_length=128, blank=True, help_text="An SPDX name such as cc-by-4.0, or a name of your own with an address."
    )
    license_url = models.CharField(max_length=300, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    funding = models.CharField("words of the request for support", max_length=128, blank=True)

    panels: ClassVar = [
        FieldPanel("program", read_only=True),
        FieldRowPanel([FieldPanel("category"), FieldPanel("is_explicit"), FieldPanel("is_locked")]),
        FieldRowPanel([FieldPanel("owner_email"), FieldPanel("funding")]),
        FieldRowPanel([FieldPanel("license"), FieldPanel("license_url")]),
        FieldPanel("guid"),
    ]

    class Meta:
        ordering: ClassVar = ("program__title",)

    def __str__(self) -> str:
        return f"Podcast of {self.program}"

    def clean(self) -> None:
        """The Podcast Namespace: a license that is no SPDX name has an address where it can be read."""
        if self.license and not self.license_url and not _SPDX.fullmatch(self.license):
            raise ValidationError(
                {"license_url": f"“{self.license}” is no SPDX name such as cc-by-4.0: give the address of its text."}
            )


class Downloads(models.Model):
    """How many listeners had at least a minute of an episode on a day (UTC), as one front counted them.

    Nobody's address is here, nor anything made from one: a front keeps those in memory, under a salt of the day.
    """

    episode = models.ForeignKey("air.Episode", models.CASCADE, related_name="downloads")
    day = models.DateField()
    counted_by = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "downloads"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["episode", "day", "counted_by"], name="one_count_a_day_and_front")
        ]

    def __str__(self) -> str:
        return f"{self.episode} on {self.day}: {self.count}"
