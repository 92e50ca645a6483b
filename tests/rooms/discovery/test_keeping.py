"""The index follows the stories by itself, and can be built anew."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import call_command

from groundwave.discovery import api as discovery
from groundwave.discovery.models import Entry, Term
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


def titles(words: str) -> list[str]:
    return [hit.story.title for hit in discovery.search(words=words, at=NOW).hits]


def test_publishing_changing_and_taking_down_are_followed(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    story = cast.story("Ferry is back", live=False)
    assert titles("ferry") == []
    with django_capture_on_commit_callbacks(execute=True):
        story.save_revision().publish()
    assert titles("ferry") == ["Ferry is back"]
    story.refresh_from_db()
    story.title = "Steamer is back"
    with django_capture_on_commit_callbacks(execute=True):
        story.save_revision().publish()
    assert (titles("ferry"), titles("steamer")) == ([], ["Steamer is back"])
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.Story.objects.get(pk=story.pk).unpublish()
    assert not Entry.objects.exists()


def test_a_story_that_moves_is_found_in_its_new_section(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    story = cast.story("Ferry is back")
    with django_capture_on_commit_callbacks(execute=True):
        story.move(cast.arts, pos="last-child")
    assert [hit.story for hit in discovery.search(words="ferry", section=cast.arts, at=NOW).hits] == [story]
    assert discovery.search(words="ferry", section=cast.local, at=NOW).total == 0


def test_a_deleted_story_leaves_nothing(indexed: Write, django_capture_on_commit_callbacks: Any) -> None:
    story = indexed("Ferry is back")
    with django_capture_on_commit_callbacks(execute=True):
        story.delete()
    assert not Entry.objects.exists()
    discovery.update(story_id=10**6)
    assert titles("ferry") == []


def test_building_anew_mends_whatever_went_by(cast: Cast, indexed: Write) -> None:
    gone = indexed("Gone zeppelin")
    newsroom.Story.objects.filter(pk=gone.pk).update(live=False)
    changed = indexed("Old headline")
    newsroom.Story.objects.filter(pk=changed.pk).update(title="Steamer is back")
    cast.story("Ferry is back")
    seen: list[tuple[int, int]] = []
    assert discovery.reindex(progress=lambda done, total: seen.append((done, total))) == 2
    assert seen == [(2, 2)]
    assert (titles("ferry"), titles("steamer"), titles("headline")) == (["Ferry is back"], ["Steamer is back"], [])
    assert Entry.objects.count() == 2
    assert not Term.objects.filter(stem__startswith="zeppelin").exists()


def test_indexing_twice_changes_nothing(indexed: Write) -> None:
    story = indexed("Ferry is back", topics=("Ferries",))
    before = list(Entry.objects.get().postings.order_by("term").values_list("term__stem", "weight"))
    discovery.update(story_id=story.pk)
    assert list(Entry.objects.get().postings.order_by("term").values_list("term__stem", "weight")) == before
    assert ("#ferries", 4.0) in before


def test_the_command_says_how_far_it_is(cast: Cast) -> None:
    cast.story("Ferry is back")
    said = StringIO()
    call_command("reindex", stdout=said, no_color=True)
    assert said.getvalue() == "Indexed 1 of 1 stories.\nThe index holds 1 stories.\n"


def test_the_command_on_an_empty_station(cast: Cast) -> None:
    said = StringIO()
    call_command("reindex", stdout=said, no_color=True)
    assert said.getvalue() == "The index holds 0 stories.\n"
