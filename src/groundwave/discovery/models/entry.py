from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One live story as the index knows it. Whether the public may see it is never kept here: it is asked anew."""

    story = models.OneToOneField("newsroom.Story", models.CASCADE, related_name="+")
    section = models.ForeignKey("newsroom.SectionPage", models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=5)
    published_at = models.DateTimeField()
    length = models.PositiveIntegerField(help_text="Words in the body that carry meaning.")
    headline = models.CharField(max_length=255)
    teaser = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="Plain words, for passages and for checking phrases.")

    class Meta:
        # Covers the average that every score is held against; the texts beside it are large.
        indexes: ClassVar = [models.Index(fields=["language", "length"], name="discovery_lengths")]

    def __str__(self) -> str:
        return self.headline
