from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from groundwave.air.core.tracks import Origin, Play, Told, Word, holds_until
from groundwave.kit import clock


def day_key(service_id: int, day: date) -> str:
    """What a list of the plays of a day (UTC) depends on, so that a play makes no other day's page anew."""
    return f"air.tracks:service:{service_id}:{day:%Y-%m-%d}"


class Track(models.Model):
    """One play as one origin told it. Without a title it says that nothing was playing from then on."""

    class From(models.IntegerChoices):
        PUSHED = Origin.PUSHED.value, "Sent to us"
        POLLED = Origin.POLLED.value, "Asked for"
        STREAM = Origin.STREAM.value, "The source's stream"

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    origin = models.PositiveSmallIntegerField(choices=From.choices)
    at = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    title = models.CharField(max_length=200, blank=True)
    artist = models.CharField(max_length=200, blank=True)
    album = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=200, blank=True)
    composer = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=200, blank=True)
    uid = models.CharField(max_length=80, blank=True)
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["service", "at"], name="tracks_of_a_time")]

    def __str__(self) -> str:
        return f"{self.artist}: {self.title}" if self.artist else self.title or "nothing"

    def announces(self) -> Iterator[str]:
        yield f"air.tracks:service:{self.service_id}"
        yield day_key(self.service_id, self.at.astimezone(UTC).date())

    @property
    def play(self) -> Play | None:
        if not self.title:
            return None
        texts = (self.title, self.artist, self.album, self.label, self.composer, self.host)
        return Play(*texts, at=self.at, ends=self.ends, uid=self.uid)

    @property
    def word(self) -> Word:
        return Word(Origin(self.origin), self.at, self.play)

    @property
    def told(self) -> Told:
        return Told(self.at, holds_until(self.word), self.play)


class TrackFeed(models.Model):
    """An address that is asked again and again what is playing: Composer's, Spinitron's, or one that speaks our own."""

    chain = models.ForeignKey("air.Chain", models.CASCADE, related_name="track_feeds")
    url = models.CharField("address", max_length=500, validators=[URLValidator(schemes=["https", "http"])])
    authorization = models.CharField(
        max_length=300, blank=True, help_text="Sent as the Authorization header to that host alone: Bearer …"
    )
    every_seconds = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(5), MaxValueValidator(3_600)], help_text="How often it is asked."
    )
    is_on = models.BooleanField("ask it", default=True)
    next_at = models.DateTimeField(default=clock.now, db_index=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=400, blank=True)
    heard_at = models.DateTimeField(null=True)

    panels: ClassVar = [
        FieldPanel("chain"),
        FieldPanel("url"),
        FieldPanel("authorization"),
        FieldRowPanel([FieldPanel("every_seconds"), FieldPanel("is_on")]),
    ]

    class Meta:
        verbose_name = "now-playing address"
        verbose_name_plural = "now-playing addresses"

    def __str__(self) -> str:
        return self.url


class TrackToken(models.Model):
    """What a studio's automation shows when it says what is playing. Kept as a hash; shown once, when it is made."""

    service = models.ForeignKey("stations.Service", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, help_text="Whose it is: the name of the automation or of the person.")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.service})"
