from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundwave.air.core.chapters import Chapter
from groundwave.air.core.rights import Rights, Verdict, is_gone, may_the_public_hear
from groundwave.kit import clock


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def public(self, *, at: datetime) -> EpisodeQuerySet:
        """Those that the public may hear at that instant: `core.rights.may_the_public_hear` in SQL."""
        return self.filter(
            Q(available_until=None) | Q(available_until__gt=at),
            Q(taken_back_at=None) | Q(taken_back_at__gt=at),
            is_on_demand=True,
            published_at__lte=at,
        )

    def newest_first(self) -> EpisodeQuerySet:
        return self.order_by("-aired_from", "-pk")


class Episode(models.Model):
    """One broadcast of a program as it can be heard afterwards: what was cut out of the archive, and its words."""

    program = models.ForeignKey("schedule.Program", models.PROTECT, related_name="+")
    service = models.ForeignKey("stations.Service", models.SET_NULL, null=True, related_name="+")
    # Of two recorders that come at once the unique column lets one in.
    broadcast = models.OneToOneField("schedule.Broadcast", models.SET_NULL, null=True, related_name="+")
    on = models.DateField(help_text="The day of the broadcast on the service's own calendar.")
    number = models.PositiveSmallIntegerField(default=1, help_text="Of the program's episodes of that day.")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    hosts = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True, max_length=4_000)
    aired_from = models.DateTimeField()
    aired_until = models.DateTimeField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    seconds = models.FloatField(default=0)
    sound = models.FileField(max_length=300)
    sound_bytes = models.PositiveBigIntegerField(default=0)
    mp3 = models.FileField(max_length=300, blank=True)
    mp3_bytes = models.PositiveBigIntegerField(default=0)
    loudness = models.FloatField(null=True, help_text="LUFS, integrated (EBU R 128).")
    holes: Any = models.JSONField(default=list, help_text="Seconds into the episode, and for how long.")
    chapters: Any = models.JSONField(default=list)
    transcript = models.FileField(max_length=300, blank=True)
    transcript_text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    is_on_demand = models.BooleanField(default=False)
    available_until = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ("-aired_from", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "on", "number"], name="one_episode_an_address")
        ]
        indexes: ClassVar = [models.Index(fields=["program", "-aired_from"], name="episodes_of_a_program")]
        permissions: ClassVar = [("publish_episode", "Can publish episode")]

    def __str__(self) -> str:
        return self.title

    def announces(self) -> Iterator[str]:
        yield "air.episodes"
        yield f"air.episodes:program:{self.program_id}"

    # ------------------------------------------------------------ address
    @property
    def name(self) -> str:
        """The last part of its address: the day, and which of that day's when it is not the first."""
        return f"{self.on:%Y-%m-%d}" + (f"-{self.number}" if self.number > 1 else "")

    def get_absolute_url(self) -> str:
        return f"{self.program.get_absolute_url()}/{self.name}"

    def file_url(self, ending: str) -> str:
        """Where its sound is ("m4a", "mp3"), its transcript ("vtt", "srt", "txt"), its chapters ("json")."""
        return f"{self.get_absolute_url()}.{ending}"

    @property
    def file_m4a(self) -> str:
        return self.file_url("m4a")

    @property
    def file_mp3(self) -> str:
        return self.file_url("mp3")

    @property
    def guid(self) -> str:
        return f"urn:uuid:{self.uid}"

    # ------------------------------------------------------------ rights
    @property
    def rights(self) -> Rights:
        return Rights(self.is_on_demand, self.published_at, self.available_until, self.taken_back_at)

    def verdict(self, *, at: datetime) -> Verdict:
        return may_the_public_hear(self.rights, at=at)

    def is_gone(self, *, at: datetime) -> bool:
        return is_gone(self.rights, at=at)

    # ------------------------------------------------------------ sound
    @property
    def listed_chapters(self) -> list[Chapter]:
        return [Chapter(float(one["at"]), str(one["title"])) for one in self.chapters]

    @property
    def transcript_ending(self) -> str:
        return str(self.transcript.name).rpartition(".")[2] if self.transcript else ""

    @property
    def missing_seconds(self) -> float:
        """How much of it the archive did not have; silence stands there."""
        return float(sum(length for _, length in self.holes))


class EpisodeEvent(models.Model):
    """Who did what to an episode, and when; nobody, where the recorder did it by itself."""

    class What(models.TextChoices):
        CUT = "cut", "Cut from the archive"
        TRIMMED = "trimmed", "Trimmed"
        EDITED = "edited", "Words changed"
        PUBLISHED = "published", "Published"
        TAKEN_BACK = "taken back", "Taken back"
        DELETED = "deleted", "Sound deleted, for its time is over"

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=What.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.episode}"


class Take(models.Model):
    """What is kept of the archive for trimming, with some minutes before and after. Never public."""

    episode = models.OneToOneField(Episode, models.CASCADE, related_name="take")
    sound = models.FileField(max_length=300)
    first_frame = models.BigIntegerField(help_text="Of the file: its first sample's index divided by 1,024.")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    peaks = models.BinaryField(default=bytes, help_text="One byte for 0.48 s, as the archive writes it.")

    def __str__(self) -> str:
        return f"Take of {self.episode}"
