from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable


class Series(ClusterableModel):
    """Stories that belong together and are read in an order, with a page and a feed. It shows nothing of its own until
    one of them is out."""

    name = models.CharField(max_length=120)
    slug = models.SlugField("address", unique=True, help_text="The last part of its address, after /series/.")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    description = models.TextField(max_length=500, blank=True, help_text="One or two sentences, for its page.")

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("language"),
        FieldPanel("description"),
        InlinePanel("parts", label="Story", heading="Stories, in the order of reading", max_num=100),
    ]

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name

    def announces(self) -> Iterator[str]:
        """Who asks for it by its slug, or for all."""
        yield "newsroom.series"
        yield f"newsroom.series:{self.slug}"

    def get_absolute_url(self) -> str:
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return f"{prefix}/series/{self.slug}"


class SeriesPart(Orderable):
    """The place of a story in its series; a story has one or none."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="parts")
    story = models.OneToOneField(
        "newsroom.Story",
        models.CASCADE,
        related_name="series_part",
        error_messages={"unique": "This story is in a series already. Take it out there first."},
    )

    panels: ClassVar[list[Any]] = [FieldPanel("story")]

    def __str__(self) -> str:
        return f"{self.series}: {self.story}"

    def announces(self) -> Iterator[str]:
        """The pages of the series, and the story that joins or leaves it."""
        yield f"newsroom.stories:series:{self.series_id}"
        yield f"wagtailcore.page:{self.story_id}"
