from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from groundwave.kit import clock, deps
from groundwave.newsroom.core import credit as credits
from groundwave.stations import api as stations


class Photo(AbstractImage):
    """A picture with what must be said about it: what it shows, who took it, whose it is and for how long we may."""

    class License(models.TextChoices):
        OWN = "own", "Our own"
        AGENCY = "agency", "Agency, without limit"
        ONCE = "once", "Agency, for one story"
        PROVIDER = "provider", "Came with a provider's story"
        HANDOUT = "handout", "Handout, for this use"
        CREATIVE_COMMONS = "cc", "Creative Commons"
        PUBLIC_DOMAIN = "public", "Public domain"
        UNKNOWN = "unknown", "Not known: do not use"

    alt_text = models.CharField(
        "text for those who cannot see it",
        max_length=300,
        blank=True,
        help_text="Say what the picture shows, in one sentence. Not the caption again.",
    )
    caption = models.TextField(max_length=1000, blank=True)
    photographer = models.CharField(max_length=160, blank=True)
    agency = models.CharField(max_length=160, blank=True, help_text="For example AP, or the brand of the group.")
    license = models.CharField(max_length=10, choices=License.choices, default=License.OWN)
    usage_terms = models.TextField(blank=True, help_text="For editors; never printed.")
    expires_on = models.DateField(null=True, blank=True, help_text="Last day on which the picture may be shown.")
    expires_at = models.DateTimeField(
        "or ends at", null=True, blank=True, help_text="Where the terms name an hour: it is gone at that instant."
    )
    source_url = models.URLField(max_length=1000, blank=True)
    copyright_notice = models.CharField(max_length=300, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    found_in_file = models.TextField("read from the file", blank=True, editable=False)
    pulled_at = models.DateTimeField(null=True, blank=True, editable=False)  # why and by whom: `PhotoPull`

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "caption",
        "photographer",
        "agency",
        "copyright_notice",
        "taken_on",
        "license",
        "usage_terms",
        "expires_on",
        "expires_at",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "photo"
        permissions: ClassVar = [
            ("choose_photo", "Can choose photo"),
            ("pull_photo", "Can pull a photo from every page"),
        ]

    @property
    def credit(self) -> str:
        return credits.photo_credit(self.photographer, self.agency)

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    def generate_rendition_file(self, filter: Any, *, source: File[bytes] | None = None) -> File[bytes]:
        """Under a name that nobody can guess, so that no picture is seen before a page shows it.

        Wagtail leaves its temporary file open until memory is collected; this closes it and keeps the bytes.
        """
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            stem, _, rest = str(made.name).partition(".")
            return ContentFile(made.read(), name=f"{stem[:40]}.{secrets.token_hex(8)}.{rest}")

    @property
    def over_at(self) -> datetime | None:
        """The instant at which our rights end: the one that was said, or the end of the last day by the licensee's
        clock, whichever comes first. None: no end is known."""
        moments = [self.expires_at] if self.expires_at else []
        if self.expires_on is not None and self.expires_on < date.max:
            licensee = stations.licensee()
            zone = ZoneInfo(licensee.time_zone if licensee else "UTC")
            moments.append(datetime.combine(self.expires_on + timedelta(days=1), time(), zone).astimezone(UTC))
        return min(moments, default=None)

    def may_show(self, *, at: datetime) -> bool:
        """Whether the public may see it at `at` (aware). What is being made is other when the rights end."""
        if self.why_not(at=at):
            return False
        if deps.open_record() is not None:
            deps.changes_at(self.over_at)
        return True

    def why_not(self, *, at: datetime) -> str:
        """Why the public may not see it at `at` (aware), in a few words; empty when it may."""
        if self.pulled_at is not None:
            return f"pulled on {self.pulled_at:%Y-%m-%d}"
        if self.license == self.License.UNKNOWN:
            return "license not known"
        over = self.over_at
        return f"ended {self.ended_words}" if over is not None and over <= at else ""

    @property
    def ended_words(self) -> str:
        """The last day, or the instant where that comes first."""
        over = self.over_at
        if self.expires_at is not None and over == self.expires_at:
            return f"{self.expires_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return str(self.expires_on)

    def put_away(self) -> int:
        """Take its sizes from where readers fetch them, so that the addresses themselves answer 404. How many went."""
        sizes = list(self.renditions.all())
        for size in sizes:
            size.delete()
        if sizes:
            deps.announce(f"newsroom.photo:{self.pk}")
        return len(sizes)


class PhotoPull(models.Model):
    """A photo taken from every page in one act: who, when, why, what stands there instead, and where it stood."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="pulls")
    instead = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    stood_on = models.JSONField(default=list, help_text="The headlines and addresses of the stories that showed it.")

    def __str__(self) -> str:
        return f"{self.photo} pulled {self.made_at:%Y-%m-%d}: {self.reason[:60]}"


class Rendition(AbstractRendition):
    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]
