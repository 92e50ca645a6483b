from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from groundwave.kit import clock


class LinkCardQuerySet(models.QuerySet["LinkCard"]):
    def public(self, *, at: datetime) -> LinkCardQuerySet:
        """What the public may see at this instant (aware)."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), published_at__lte=at, section__live=True)


class LinkCard(models.Model):
    """A story that stays with whoever made it: its headline leads there, and nothing of its text is here."""

    section = models.ForeignKey("newsroom.SectionPage", models.CASCADE, related_name="+")
    headline = models.CharField(max_length=250)
    source = models.CharField("who published it", max_length=120, help_text="Printed as the credit.")
    url = models.URLField("its address", max_length=1000, validators=[URLValidator(schemes=["http", "https"])])
    summary = models.CharField(
        "our own line", max_length=200, blank=True, help_text="What it is about, in our own words. Never theirs."
    )
    published_at = models.DateTimeField("shown from", default=clock.now)
    expires_at = models.DateTimeField("shown until", null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    objects: ClassVar[Any] = LinkCardQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        HelpPanel(
            "<p>It stands on the front page and in its section and leads to its publisher. It is never a page here.</p>"
        ),
        FieldPanel("headline"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("section")]),
        FieldPanel("url"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("published_at"), FieldPanel("expires_at")]),
    ]

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["section", "-published_at"], name="link_card_newest")]

    def __str__(self) -> str:
        return f"{self.headline} ({self.source})"

    @property
    def guid_urn(self) -> str:
        """Identifier in feeds; made of what never changes, whatever the headline and the address do."""
        return uuid.uuid5(uuid.NAMESPACE_OID, f"groundwave:link-card:{self.pk}:{self.made_at.isoformat()}").urn

    def clean(self) -> None:
        if self.expires_at and self.published_at and self.expires_at <= self.published_at:
            raise ValidationError({"expires_at": "It ends before it begins. Give a later time, or none."})

    def announces(self) -> Iterator[str]:
        """Few pages have cards, and one that moves leaves a list as well."""
        yield "newsroom.link_cards"
