from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Byline(Orderable):
    """Who wrote it: one of our authors, or any name with the organization behind it."""

    story = ParentalKey("newsroom.Story", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("newsroom.Author", models.PROTECT, null=True, blank=True, related_name="+")
    free_name = models.CharField("or a name", max_length=160, blank=True)
    organization = models.CharField(max_length=160, blank=True, help_text="For example The Associated Press.")

    panels: ClassVar = [
        FieldPanel("author"),
        FieldRowPanel([FieldPanel("free_name"), FieldPanel("organization")]),
    ]

    def __str__(self) -> str:
        return self.name

    def announces(self) -> Iterator[str]:
        """The story's page and the lists that show it, which ask for bylines by many stories at once."""
        yield f"wagtailcore.page:{self.story_id}"
        if self.author_id:
            yield f"newsroom.stories:author:{self.author_id}"

    @property
    def name(self) -> str:
        return self.author.name if self.author else (self.free_name or self.organization)

    @property
    def url(self) -> str | None:
        return self.author.get_absolute_url() if self.author else None
