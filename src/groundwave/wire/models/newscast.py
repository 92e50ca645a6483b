from __future__ import annotations

from typing import ClassVar

from django.db import models


class Newscast(models.Model):
    """A partner's newscast, played from where it is: its address with all that stands behind the “?”, never its bytes.

    `ends_at` is when it may be played no longer, by its owner's word.
    """

    delivery = models.OneToOneField("wire.Delivery", models.CASCADE, related_name="newscast", primary_key=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=2000)
    seconds = models.PositiveIntegerField(null=True)
    credit = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=10)
    published_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["language", "-published_at"], name="newscast_newest")]

    def __str__(self) -> str:
        return self.title
