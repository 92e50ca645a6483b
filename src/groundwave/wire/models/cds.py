from __future__ import annotations

from typing import ClassVar

from django.db import models

from groundwave.wire.models.source import Source


class LinkedDocument(models.Model):
    """A document of NPR's CDS that stories link to (a biography, a topic, a related story): asked for once a day.

    `packed` is none when there is no such document.
    """

    document_id = models.CharField(max_length=500, unique=True)
    packed = models.BinaryField(null=True)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.document_id


class Hint(models.Model):
    """What a partner's subscription called out: that a document may have changed. Never believed."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="hints")
    kind = models.CharField(max_length=40)
    document_id = models.CharField(max_length=500, blank=True)
    body = models.BinaryField(null=True, help_text="Of a confirmation, which goes back byte for byte.")
    received_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(done_at=None), name="hint_to_follow")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}".strip()
