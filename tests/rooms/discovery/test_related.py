"""Related stories through the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from groundwave.discovery import api as discovery
from groundwave.kit import deps
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

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


# ------------------------------------------------------------------ kept, so that a page made again is the same page
def made(story: newsroom.Story, at: datetime = NOW) -> tuple[list[str], set[str]]:
    """What a page that is made to be stored shows, and what it was made from."""
    with deps.recording() as record:
        shown = related(story, at=at)
    return shown, record.keys


def test_a_page_made_again_shows_the_same(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry fares rise in Port Ansel", topics=("Ferries",))
    indexed("Who pays for the ferry in Port Ansel", topics=("Ferries",))
    before, _ = made(story)
    cast.story("Ferry fares rise again in Port Ansel", topics=("Ferries",))  # nobody has followed yet
    assert made(story)[0] == before
    assert made(story, at=NOW + timedelta(days=90))[0] == before


def test_what_was_found_without_an_index_is_not_kept_and_the_page_hears_of_the_index(cast: Cast) -> None:
    story = cast.story("Ferry fares rise in Port Ansel", topics=("Ferries",))
    cast.story("Who pays for the ferry in Port Ansel", topics=("Ferries",), section=cast.arts)
    cast.story("Choir sings at the abbey", text="<p>Carols.</p>")
    shown, keys = made(story)
    assert shown == ["Choir sings at the abbey"], "the newest of the section"
    heard: set[str] = set()
    deps.listen(heard.update)
    fed()
    assert keys & heard == {"discovery.index"}
    assert made(story)[0][0] == "Who pays for the ferry in Port Ansel"


def test_a_new_story_reaches_the_old_ones_that_it_belongs_to_and_no_others(cast: Cast, indexed: Write) -> None:
    ferry = indexed("Ferry fares rise in Port Ansel", topics=("Ferries",))
    choir = indexed("Choir sings at the abbey", section=cast.arts, text="<p>Carols.</p>", teaser="")
    made(ferry), made(choir)
    heard: set[str] = set()
    deps.listen(heard.update)
    new = indexed("Who pays for the ferry in Port Ansel", topics=("Ferries",))
    shown, keys = made(ferry)
    assert new.title in shown
    assert new.title not in made(choir)[0]
    assert f"discovery.neighbors:{ferry.pk}" in keys & heard
    assert f"discovery.neighbors:{choir.pk}" not in heard


def test_what_is_kept_hides_what_has_gone_since(indexed: Write) -> None:
    story = indexed("Ferry fares rise", topics=("Ferries",))
    other = indexed("Ferry fares fall", topics=("Ferries",))
    assert made(story)[0] == [other.title]
    newsroom.Story.objects.filter(pk=other.pk).update(embargoed_until=NOW + timedelta(hours=1))
    assert made(story)[0] == []
    assert made(story, at=NOW + timedelta(hours=2))[0] == [other.title]
