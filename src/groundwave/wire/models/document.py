from __future__ import annotations

import zlib
from typing import ClassVar

from django.db import models

from groundwave.wire.models.delivery import Delivery
from groundwave.wire.models.source import Source


class Document(models.Model):
    """What a partner sent, byte for byte, and what its reader said of it. Kept compressed for as long as its source
    says; a document that came again is the same row."""

    source = models.ForeignKey(Source, models.CASCADE, null=True, related_name="documents")
    name = models.CharField(max_length=1000, help_text="The file's name, or the address that it came from.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kept_bytes = models.PositiveIntegerField(default=0, help_text="Of `packed`.")
    packed = models.BinaryField(null=True, help_text="zlib; none when it was too large to be kept.")
    field = models.CharField(max_length=200, blank=True, help_text="Of what could not be read as a whole.")
    reason = models.TextField(blank=True)
    items = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="When all of it was taken in; none while that goes on.")

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "sha256"], name="one_document_a_source"),
            models.UniqueConstraint(
                fields=["sha256"], condition=models.Q(source=None), name="one_document_without_a_source"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source", "name"], name="document_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def raw(self) -> bytes | None:
        """The bytes as they came, or None when they are kept no more."""
        return None if self.packed is None else self.unpack(bytes(self.packed))

    @staticmethod
    def pack(data: bytes) -> bytes:
        """As `packed` holds it."""
        return zlib.compress(data, 6)

    @staticmethod
    def unpack(packed: bytes) -> bytes:
        """What `pack` was given."""
        return zlib.decompress(packed)


class Version(models.Model):
    """One version of one item: what its reader made of it and what became of it, or why it was refused.

    `fields` is the whole item as JSON (`core.item_json`), so that what an editor changed can be told from what the
    wire changed; none for what was refused.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, null=True, related_name="versions")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="versions")
    source = models.ForeignKey(Source, models.SET_NULL, null=True, related_name="+")
    external_id = models.CharField(max_length=500)
    version = models.CharField(max_length=80, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=20)
    field = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    fields = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["verdict", "-received_at"], name="version_by_verdict")]

    def __str__(self) -> str:
        return f"{self.external_id} {self.version}".strip()
