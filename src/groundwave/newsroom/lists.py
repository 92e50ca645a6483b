"""Names for the lists of the newsroom, so that a story that enters or leaves one reaches every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from groundwave.kit import deps
from groundwave.newsroom.models import Byline, SectionPage, Story
from groundwave.newsroom.models.topic import StoryTopic

TREE: Final = "newsroom.tree"
"""Which pages there are beside stories, in which order and under which address."""

EVERY: Final = "newsroom.stories"
_INSTANTS: Final = "newsroom.instants"
_CHANGING: Final = ("embargoed_until", "published_at", "expire_at")


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
    yield key_of_month(story.published_at)
    for section in SectionPage.objects.filter(path=story.path[: -Story.steplen]).values_list("pk", flat=True):
        yield f"{EVERY}:section:{section}"
    for author in Byline.objects.filter(story=story.pk, author__isnull=False).values_list("author", flat=True):
        yield f"{EVERY}:author:{author}"
    for topic in StoryTopic.objects.filter(content_object=story.pk).values_list("tag", flat=True):
        yield f"{EVERY}:topic:{topic}"


def of_new(story: Story) -> Iterator[str]:
    """The same as `of`, for a story in hand whose children are in hand too: nothing is asked."""
    yield EVERY
    yield _INSTANTS
    yield f"{EVERY}:{story.written_in}"
    yield f"translations:{story.translation_key}"
    yield f"wagtailcore.page:{story.pk}"
    yield key_of_month(story.published_at)
    yield f"{EVERY}:section:{story.shelf_id}"
    for byline in story.bylines.all():
        if byline.author_id:
            yield f"{EVERY}:author:{byline.author_id}"
    for tagged in story.story_topics.all():
        yield f"{EVERY}:topic:{tagged.tag_id}"


def declare_next_change(*, at: datetime) -> None:
    """A list changes by itself when the next embargo ends, publish time comes or story expires, whichever it is.

    The instant is the same for all lists and asked for once for many pages: to bake a page once too often costs little.
    A story that brings an earlier instant announces the lists that it will stand in, so they are asked again.
    """
    if deps.open_record() is not None:
        deps.changes_at(deps.memo(_INSTANTS, lambda: _next_change(at), declares=False))


def _next_change(at: datetime) -> datetime | None:
    with deps.covered(_INSTANTS):
        return min(filter(None, (_first_after(at, name) for name in _CHANGING)), default=None)


def _first_after(at: datetime, name: str) -> datetime | None:
    """Three looks into an index each: an aggregate would read every story of the archive."""
    found = Story.objects.filter(live=True, **{f"{name}__gt": at}).order_by(name).values_list(name, flat=True)
    first: datetime | None = found.first()
    return first


def every(kind: type[Any]) -> list[Any]:
    """All pages of a kind of which there are few, in the order of the tree.

    By their own table's keys: asked for by language or order, a database goes through the pages of all stories.
    """

    def look_up() -> list[Any]:
        with deps.covered(TREE):
            keys = list(kind.objects.order_by().values_list("pk", flat=True))
            found = kind.objects.filter(pk__in=keys).order_by().select_related("locale")
            return sorted(found, key=lambda page: page.path)

    return deps.memo(f"every {kind.__name__}", look_up)
