from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from groundwave.kit import clock


def _token() -> str:
    return secrets.token_urlsafe(24)


class PartnerFeed(ClusterableModel):
    """What a partner may reprint: stories of our own, at an address that only the partner knows."""

    name = models.CharField("the partner", max_length=120, unique=True)
    token = models.CharField(max_length=64, unique=True, default=_token, editable=False)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    sections = ParentalManyToManyField(
        "newsroom.SectionPage", blank=True, related_name="+", help_text="Empty: of all sections."
    )
    topics = ParentalManyToManyField("newsroom.Topic", blank=True, related_name="+", help_text="Empty: on all topics.")
    whole_text = models.BooleanField("the whole text", default=True, help_text="Otherwise headline and teaser.")
    photos = models.BooleanField("our own photos too", default=True, help_text="Agencies' photos are never given.")
    enabled = models.BooleanField(default=True, help_text="Switched off, its address answers 404 at once.")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    panels: ClassVar[list[Any]] = [
        HelpPanel(template="newsroom/desk/partner_feed_help.html"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("language")]),
        FieldPanel("sections"),
        FieldPanel("topics"),
        FieldRowPanel([FieldPanel("whole_text"), FieldPanel("photos"), FieldPanel("enabled")]),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Of its RSS form; the same with .atom or .json for the others."""
        return f"{settings.URL}/partners/{self.token}/feed.xml"

    def stories(self, *, at: datetime, limit: int) -> list[Any]:
        """The newest that it may have at `at` (aware): our own, no paid ones, seen by the public."""
        from groundwave.newsroom.models.story import Story

        found = Story.objects.public(at=at).filter(origin=Story.Origin.OWN, written_in=self.language)
        found = found.exclude(label=Story.Label.SPONSORED)
        if sections := [section.pk for section in self.sections.all()]:
            found = found.filter(shelf__in=sections)
        if topics := [topic.pk for topic in self.topics.all()]:
            found = found.filter(pk__in=Story.objects.filter(story_topics__tag__in=topics).values("pk"))
        found = found.for_a_page().prefetch_related("bylines__author", "corrections", "story_topics__tag")
        return list(found.newest_first()[:limit])
