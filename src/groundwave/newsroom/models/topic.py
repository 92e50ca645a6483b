from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from groundwave.kit import text


class Topic(TagBase):
    """A tag with a page: what a story is about, across sections and languages."""

    free_tagging = True

    class Meta:
        ordering = ("name",)
        verbose_name = "topic"

    def slugify(self, tag: str, i: int | None = None) -> str:
        made = text.slug(tag) or "topic"
        return made if i is None else f"{made}-{i}"

    def get_absolute_url(self) -> str:
        return f"/topics/{self.slug}"

    def announces(self) -> Iterator[str]:
        """Who asks for it by its slug, or for all."""
        yield "newsroom.topics"
        yield f"newsroom.topic:{self.slug}"


class StoryTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="story_topics")
    content_object = ParentalKey("newsroom.Story", on_delete=models.CASCADE, related_name="story_topics")

    def announces(self) -> Iterator[str]:
        """The topic's list gains or loses a story."""
        yield f"newsroom.stories:topic:{self.tag_id}"
