from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Delivery(models.Model):
    """One document of one provider, whatever its version: which story it became, or that it was taken back.

    A withdrawn row is a tombstone: no later delivery of that id brings the story back.
    """

    class Desk(models.TextChoices):
        """What a person said of it last, or a rule; later versions are treated likewise."""

        NOTHING = "", "Nothing yet"
        TAKEN = "taken", "Taken"
        HELD = "held", "Held"
        IGNORED = "ignored", "Ignored"
        LINKED = "linked", "Linked"

    source = models.ForeignKey("wire.Source", models.SET_NULL, null=True, related_name="deliveries")
    provider_key = models.CharField(max_length=40)
    external_id = models.CharField(max_length=500)
    story = models.ForeignKey("newsroom.Story", models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20, default="story")
    status = models.CharField(max_length=20, default="usable")
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=80, blank=True)
    modified_at = models.DateTimeField(null=True)
    notes = models.TextField(blank=True, help_text="What was left out and why, for an editor.")
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    desk = models.CharField(max_length=8, choices=Desk.choices, default=Desk.NOTHING, blank=True)
    last_changed_at = models.DateTimeField(null=True, help_text="When its newest version arrived.")
    publish_at = models.DateTimeField(null=True, help_text="When a rule has it published.")
    rule = models.ForeignKey(
        "wire.DeskRule", models.SET_NULL, null=True, related_name="+", help_text="Which decided, if no person has."
    )
    card = models.ForeignKey(
        "newsroom.LinkCard",
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Leads to it at its provider.",
    )
    kept_back = models.JSONField(default=list, help_text="Fields that are an editor's and differ from the wire's.")

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider_key", "external_id"], name="one_delivery_a_document")
        ]
        indexes: ClassVar = [
            models.Index(fields=["-last_changed_at", "-id"], name="delivery_newest"),
            models.Index(fields=["publish_at"], condition=~models.Q(publish_at=None), name="delivery_to_publish"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_key} {self.external_id}"


class Act(models.Model):
    """What somebody on the desk, or a rule, did with an item: who, when, and what."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="acts")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words


class PendingPhoto(models.Model):
    """A picture of a delivered story, still at its source: fetched by the worker until it comes or is given up."""

    MOST_ATTEMPTS: ClassVar = 12

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="pending_photos")
    external_id = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(null=True, help_text="Block of the body; none for the lead photo.")
    url = models.URLField(max_length=2000)
    filename = models.CharField(max_length=200)
    caption = models.TextField(blank=True)
    alt_text = models.TextField(blank=True)
    photographer = models.CharField(max_length=160, blank=True)
    agency = models.CharField(max_length=160, blank=True)
    usage_terms = models.TextField(blank=True)
    copyright_notice = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ("delivery", "-position")

    def __str__(self) -> str:
        return self.url


class Asset(models.Model):
    """A partner's picture that became one of our photos, by its id at the source: a kill of that id finds it."""

    provider_key = models.CharField(max_length=40)
    external_id = models.CharField(max_length=500)
    photo = models.ForeignKey("newsroom.Photo", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider_key", "external_id", "photo"], name="one_asset_a_photo")
        ]

    def __str__(self) -> str:
        return f"{self.provider_key} {self.external_id}"
