from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile, File
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from groundwave.kit import deps
from groundwave.newsroom.core import credit as credits
from groundwave.stations import api as stations


class Photo(AbstractImage):
    """A picture with what must be said about it: what it shows, who took it, whose it is and for how long we may."""

    class License(models.TextChoices):
        OWN = "own", "Our own"
        AGENCY = "agency", "Agency subscription"
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
    source_url = models.URLField(max_length=1000, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "caption",
        "photographer",
        "agency",
        "license",
        "usage_terms",
        "expires_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "photo"
        permissions: ClassVar = [("choose_photo", "Can choose photo")]

    @property
    def credit(self) -> str:
        return credits.photo_credit(self.photographer, self.agency)

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    def generate_rendition_file(self, filter: Any, *, source: File[bytes] | None = None) -> File[bytes]:
        """Wagtail leaves its temporary file open until memory is collected; this closes it and keeps the bytes."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def may_show(self, *, on: date) -> bool:
        """Whether the public may see it on this day (in the licensee's zone)."""
        if self.license == self.License.UNKNOWN or (self.expires_on is not None and on > self.expires_on):
            return False
        if self.expires_on is not None and deps.open_record() is not None:
            licensee = stations.licensee()
            zone = ZoneInfo(licensee.time_zone if licensee else "UTC")
            deps.changes_at(datetime.combine(self.expires_on + timedelta(days=1), time(), zone))
        return True


class Rendition(AbstractRendition):
    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]
