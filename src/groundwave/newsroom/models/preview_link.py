from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundwave.kit import clock


def _key() -> str:
    return secrets.token_urlsafe(32)


class PreviewLink(models.Model):
    """One version of a story, shown to somebody without an account at an address that nobody guesses, for a time."""

    story = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True, default=_key, editable=False)
    for_whom = models.CharField(max_length=160)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Preview for {self.for_whom}"

    def get_absolute_url(self) -> str:
        return f"/preview/{self.key}"

    def works(self, *, at: datetime) -> bool:
        """Whether it shows the story at `at` (aware)."""
        return at < self.expires_at and self.revoked_at is None


class PreviewAnswer(models.Model):
    """What somebody outside said of a version: their name, and approval or a comment."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("Approved")
        COMMENT = "comment", _("Commented")

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="answers")
    name = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    comment = models.TextField(max_length=4_000, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.name}: {self.get_verdict_display()}"
