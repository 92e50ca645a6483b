"""Names for the lists of the newsroom, so that a story that enters or leaves one reaches every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Min, Q

from groundwave.kit import deps
from groundwave.newsroom.models import Byline, SectionPage, Story
from groundwave.newsroom.models.topic import StoryTopic

TREE: Final = "newsroom.tree"
"""Which pages there are beside stories, in which order and under which address."""

EVERY: Final = "newsroom.stories"
_INSTANTS: Final = "newsroom.instants"


def key(*, language: str | None, section: Any = None, topic: Any = None, author: Any = None) -> str:
    """The name of the narrowest list that holds everything asked for."""
    for kind, one in (("section", section), ("author", author), ("topic", topic)):
        if one is not None:
            return f"{EVERY}:{kind}:{one.pk}"
    return f"{EVERY}:{language}" if language else EVERY


def key_of_month(at: datetime) -> str:
    """The stories first published in the month (of UTC) of an instant."""
    return f"{EVERY}:month:{at.astimezone(UTC):%Y-%m}"


def of(story: Story) -> Iterator[str]:
    """Every list that a story may stand in, as it is in the database now."""
    yield EVERY
    yield _INSTANTS
    yield f"{EVERY}:{story.locale.language_code}"
    yield f"translations:{story.translation_key}"
    yield f"wagtailcore.page:{story.pk}"
    published_at = getattr(story, "published_at", None)  # a move tells of the plain page
    if published_at is not None:
        yield key_of_month(published_at)
    for section in SectionPage.objects.filter(path=story.path[: -Story.steplen]).values_list("pk", flat=True):
        yield f"{EVERY}:section:{section}"
    for author in Byline.objects.filter(story=story.pk, author__isnull=False).values_list("author", flat=True):
        yield f"{EVERY}:author:{author}"
    for topic in StoryTopic.objects.filter(content_object=story.pk).values_list("tag", flat=True):
        yield f"{EVERY}:topic:{topic}"


def declare_next_change(*, at: datetime) -> None:
    """A list changes by itself when the next embargo ends, publish time comes or story expires, whichever it is."""
    if deps.open_record() is None:
        return
    # Asked once for many pages: the instant is the same for all lists, and a page baked once too often costs little.
    deps.memo(_INSTANTS, lambda: _declare_next_change(at))


def _declare_next_change(at: datetime) -> None:
    with deps.covered(_INSTANTS):
        found = Story.objects.live().aggregate(
            embargo=Min("embargoed_until", filter=Q(embargoed_until__gt=at)),
            published=Min("published_at", filter=Q(published_at__gt=at)),
            expiry=Min("expire_at", filter=Q(expire_at__gt=at)),
        )
    for instant in found.values():
        deps.changes_at(instant)
