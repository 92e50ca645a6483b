"""From a reporter's beat to the topics that carry its name, and back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.core import beats
from groundwave.newsroom.models import Author, Story, Topic
from groundwave.newsroom.models.topic import StoryTopic


def beat_of(author: Author, *, at: datetime) -> list[beats.Word]:
    """What an author covers, with the topic of each subject of which the public may see a story at `at` (aware)."""
    named = list(dict.fromkeys(slug for name in beats.subjects(author.beat) for slug in beats.slugs(name)))
    known = _shown(named, at) if named else set()
    return list(beats.words(author.beat, topic_of=lambda slugs: next((slug for slug in slugs if slug in known), "")))


def reporters_on(topic: Topic) -> list[Author]:
    """Who works here now and has the topic among the subjects of the beat, by name."""
    with deps.covered("newsroom.beats"):
        written = Author.objects.filter(is_current=True).exclude(beat="").order_by("name", "pk")
        having = [
            pk
            for pk, beat in written.values_list("pk", "beat")
            if any(topic.slug in beats.slugs(name) for name in beats.subjects(beat))
        ]
        return list(Author.objects.filter(pk__in=having).order_by("name", "pk")) if having else []


def topics_shown(*, at: datetime) -> list[Topic]:
    """Topics on which the public may see a story at `at` (aware), by name."""
    with deps.covered(lists.EVERY, "newsroom.topics"):
        found = list(Topic.objects.filter(_has_a_story(at)))
        lists.declare_next_change(at=at)
        return found


def _shown(slugs: list[str], at: datetime) -> set[str]:
    with deps.covered(*(f"newsroom.topic:{slug}" for slug in slugs)):
        rows = list(
            Topic.objects.filter(slug__in=slugs).annotate(is_shown=_has_a_story(at)).values("pk", "slug", "is_shown")
        )
        lists.declare_next_change(at=at)
    deps.touch(*(f"{lists.EVERY}:topic:{row['pk']}" for row in rows))
    return {row["slug"] for row in rows if row["is_shown"]}


def _has_a_story(at: datetime) -> Exists:
    public = Story.objects.public(at=at).order_by().values("pk")
    return Exists(StoryTopic.objects.filter(tag=OuterRef("pk"), content_object__in=public))
