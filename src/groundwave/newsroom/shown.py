"""Stories that the public may see, in the lists and under the addresses where readers meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.models import Author, Byline, Correction, HomePage, SectionPage, Story, Topic
from groundwave.newsroom.models.topic import StoryTopic
from groundwave.newsroom.rights import is_shown

_MANY: Final = 400


class Listing(NamedTuple):
    """One page of a list, and whether there is an older one."""

    stories: list[Story]
    has_more: bool


def stories(
    *,
    at: datetime,
    language: str | None = None,
    section: SectionPage | None = None,
    topic: Topic | None = None,
    author: Author | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Listing:
    """The newest stories that the public may see at `at`, with section, photo and bylines in hand."""
    key = lists.key(language=language, section=section, topic=topic, author=author)
    with deps.covered(key):
        found = Story.objects.public(at=at).for_lists().newest_first()
        if section:  # and so its language: two conditions would be a choice between two indexes
            found = found.filter(shelf=section)
        elif language:
            found = found.filter(written_in=language)
        if topic:
            found = found.filter(_among(StoryTopic.objects.filter(tag=topic), "content_object"))
        if author:
            found = found.filter(_among(Byline.objects.filter(author=author), "story"))
        got = list(found[offset : offset + limit + 1])
        lists.declare_next_change(at=at)
        return Listing(_with_sections(got[:limit]), len(got) > limit)


def newest_ids(*, at: datetime, section: SectionPage, limit: int) -> list[int]:
    """The ids of the newest stories of a section that the public may see at `at`, for who shows few of them or none."""
    with deps.covered(lists.key(language=None, section=section)):
        found = Story.objects.public(at=at).filter(shelf=section).newest_first()
        lists.declare_next_change(at=at)
        return list(found.values_list("pk", flat=True)[:limit])


def stories_by_id(*, ids: Sequence[int], at: datetime) -> list[Story]:
    """Those of the given stories that the public may see at `at`, in the order given."""
    with deps.covered(*(f"wagtailcore.page:{pk}" for pk in ids)):
        asked = Story.objects.for_lists().select_related("withdrawal").filter(pk__in=ids)
        found = {}
        for story in asked:
            if is_shown(story, at=at):
                found[story.pk] = story
        return _with_sections([found[pk] for pk in ids if pk in found])


def front_page(*, home: HomePage, at: datetime, limit: int = 24) -> list[Story]:
    """The editors' picks first, then the newest of the language, none twice."""
    picked = stories_by_id(ids=list(home.picks.values_list("story_id", flat=True)), at=at)
    chosen = {story.pk for story in picked}
    newest = stories(at=at, language=home.language, limit=limit + len(chosen)).stories
    return [*picked, *(story for story in newest if story.pk not in chosen)][:limit]


def story_at(*, language: str, section: str, on: date, slug: str) -> Story | None:
    """The story of an address, whoever may see it, with what its page shows beside lists in hand."""
    shelf = next((one for one in lists.every(SectionPage) if one.slug == section and one.language == language), None)
    if shelf is None:
        return None
    with deps.covered():  # its row declares itself; what is not found is not stored
        found = Story.objects.filter(slug=slug, shelf=shelf, dated=on).for_a_page().first()
    if found is not None:
        found.__dict__["section"] = shelf
    return found


def for_its_page() -> tuple[Prefetch[Any] | str, ...]:
    """What to fetch ahead for a story's own page, with `prefetch_related_objects`."""
    return (
        Prefetch("bylines", Byline.objects.select_related("author__portrait").order_by("sort_order")),
        Prefetch("corrections", Correction.objects.select_related("made_by")),
        Prefetch("story_topics", StoryTopic.objects.select_related("tag").order_by("pk")),
    )


@contextmanager
def list_of_all(*, at: datetime) -> Iterator[None]:
    """Answer for one's own questions about stories, inside.

    What is made there is made again when a story enters or leaves the public, or does so by itself after `at`.
    """
    with deps.covered(lists.EVERY):
        yield
    lists.declare_next_change(at=at)


def _among(rows: Any, story: str) -> Q | Exists:
    """Stories that one of these rows points at. Few are named, and many are looked for among the newest.

    A database that does not count its rows takes one way for both, and goes through the whole archive for the author
    of three stories, or sorts all that the author of ten thousand has written.
    """
    few = list(rows.values_list(f"{story}_id", flat=True)[: _MANY + 1])
    return Q(pk__in=few) if len(few) <= _MANY else Exists(rows.filter(**{story: OuterRef("pk")}))


def _with_sections(found: Iterable[Story]) -> list[Story]:
    found = list(found)
    by_key = {section.pk: section for section in lists.every(SectionPage)} if found else {}
    for story in found:
        if section := by_key.get(story.shelf_id):
            story.__dict__["section"] = section
    return found
