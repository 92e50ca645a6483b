"""Related stories through the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


def related(story: newsroom.Story, **given: Any) -> list[str]:
    return [other.title for other in discovery.related(story=story, **({"at": NOW} | given))]


def test_the_closest_comes_first_and_the_story_itself_never(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry fares rise in Port Ansel", topics=("Ferries",))
    indexed(
        "Choir sings at the abbey", section=cast.arts, text="<p>Carols.</p>", published_at=NOW - timedelta(minutes=5)
    )
    indexed("Who pays for the ferry in Port Ansel", topics=("Ferries",), section=cast.arts)
    assert related(story)[0] == "Who pays for the ferry in Port Ansel"
    assert story.title not in related(story, limit=10)


def test_a_translation_and_another_language_are_not_related(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry fares rise", topics=("Ferries",))
    indexed("Ferry fares rise", section=cast.noticias, translation_of=story, topics=("Ferries",))
    indexed("Ferry Ferry Ferry", section=cast.noticias, topics=("Ferries",))
    assert related(story) == []


def test_the_newest_of_the_section_fill_up(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry fares rise", text="<p>Fares.</p>", teaser="")
    indexed("Older", published_at=NOW - timedelta(days=9))
    indexed("Newer", published_at=NOW - timedelta(days=1))
    indexed("Elsewhere", section=cast.arts)
    assert related(story) == ["Newer", "Older"]


def test_stories_are_not_related_by_who_wrote_them(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry fares rise", text="<p>Fares.</p>", teaser="")
    indexed("Choir sings", text="<p>Carols.</p>", teaser="", section=cast.arts)
    assert related(story) == []


def test_a_story_that_is_not_indexed_still_gets_its_section(cast: Cast, indexed: Write) -> None:
    indexed("Older", published_at=NOW - timedelta(days=9))
    indexed("Newer", published_at=NOW - timedelta(days=1))
    assert related(cast.story("Not yet indexed")) == ["Newer", "Older"]


def test_no_more_than_asked_for_and_none_twice(indexed: Write) -> None:
    story = indexed("Ferry fares rise", topics=("Ferries",))
    for number in range(6):
        indexed(f"Ferry log {number}", topics=("Ferries",))
    got = related(story, limit=3)
    assert len(got) == len(set(got)) == 3


def test_the_number_of_queries_does_not_grow(indexed: Write, django_assert_max_num_queries: Any) -> None:
    story = indexed("Ferry fares rise", topics=("Ferries",))
    for number in range(6):
        indexed(f"Ferry log {number}", topics=("Ferries",))
    fresh = newsroom.Story.objects.get(pk=story.pk)
    with django_assert_max_num_queries(13):
        assert len(related(fresh)) == 4
