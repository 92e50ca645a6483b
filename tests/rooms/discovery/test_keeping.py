"""The index follows what is published by itself, mends itself, and is built anew while the old one serves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from groundwave.discovery import api as discovery
from groundwave.discovery import feeding, generations
from groundwave.discovery.models import Change
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

Write = Callable[..., newsroom.Story]


def titles(words: str) -> list[str]:
    return [hit.shown.title for hit in discovery.search(words=words, at=NOW).hits]


# ------------------------------------------------------------------ following
def test_publishing_changing_and_taking_down_are_followed(cast: Cast) -> None:
    story = cast.story("Ferry is back", live=False)
    fed()
    assert titles("ferry") == []
    story.save_revision().publish()
    fed()
    assert titles("ferry") == ["Ferry is back"]
    story.refresh_from_db()
    story.title = "Steamer is back"
    story.save_revision().publish()
    fed()
    assert (titles("ferry"), titles("steamer")) == ([], ["Steamer is back"])
    newsroom.Story.objects.get(pk=story.pk).unpublish()
    fed()
    assert titles("steamer") == []


def test_a_draft_is_not_even_noted_down(cast: Cast) -> None:
    story = cast.story("Ferry is back")
    before = Change.objects.count()
    story.title = "Steamer is back"
    story.save_revision()
    assert Change.objects.count() == before


def test_a_story_that_moves_is_found_in_its_new_section(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry is back")
    story.move(cast.arts, pos="last-child")
    fed()
    there, here = (
        discovery.search(words="ferry", filters=discovery.Filters(section=section), at=NOW)
        for section in (cast.arts, cast.local)
    )
    assert ([hit.object_id for hit in there.hits], here.total) == ([story.pk], 0)


def test_a_deleted_story_is_gone_even_before_the_index_follows(indexed: Write) -> None:
    story = indexed("Ferry is back")
    story.delete()
    assert titles("ferry") == []
    fed()
    assert titles("ferry") == []


def test_the_stories_of_a_deleted_section_go_with_it(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry is back", section=cast.arts)
    before = Change.objects.count()
    newsroom.SectionPage.objects.get(pk=cast.arts.pk).delete()
    assert Change.objects.filter(kind="story", object_id=story.pk).count() >= 1
    assert Change.objects.count() > before


def test_a_new_name_of_a_person_or_a_topic_is_found_in_the_stories(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back", topics=("Crossings",))
    cast.reporter.name = "Rosa Heron"
    cast.reporter.save()
    topic = newsroom.Topic.objects.get()
    topic.name = "Waterways"
    topic.save()
    fed()
    assert titles("heron") == ["Rosa Heron", "Ferry is back"]
    assert titles("waterways") == ["Ferry is back"]


def test_nothing_to_do_is_one_query(indexed: Write, django_assert_max_num_queries: Any) -> None:
    indexed("Ferry is back")
    with django_assert_max_num_queries(1):
        assert discovery.feed() == 0


def test_a_row_that_is_committed_late_is_not_passed_over(cast: Cast, indexed: Write) -> None:
    """A transaction takes its number before it commits; on PostgreSQL a lower number may appear after a higher one."""
    indexed("Owls return")
    late = cast.story("Ferry is back")
    rows = list(Change.objects.filter(object_id=late.pk, kind="story"))
    Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
    indexed("Herons return")
    assert titles("ferry") == []
    Change.objects.bulk_create([Change(pk=rows[0].pk, kind="story", object_id=late.pk)])
    fed()
    assert titles("ferry") == ["Ferry is back"]


def test_reading_takes_nothing_from_another_node(cast: Cast, indexed: Write, settings: Any, tmp_path: Path) -> None:
    indexed("Ferry is back")
    settings.HOME = str(tmp_path / "another node")
    assert not discovery.search(words="ferry", at=NOW).is_ready
    fed()
    assert titles("ferry") == ["Ferry is back"]
    cast.story("Ferry fares rise")
    fed()
    settings.HOME = str(tmp_path / "home")
    fed()
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


def test_old_rows_go_and_a_node_that_was_away_builds_anew(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    before = generations.current()
    story = cast.story("Ferry fares rise")
    Change.objects.all().delete()  # as if pruned while this node was away
    with clock.standing_at(NOW + feeding.KEPT + timedelta(days=1)):
        feeder = feeding.Feeder()
        while generations.current() == before:
            feeder.feed(at=clock.now(), seconds=5)
        feeder.close()
    assert story.title in titles("ferry")


def test_the_log_goes_by_age(indexed: Write) -> None:
    indexed("Ferry is back")
    assert Change.objects.exists()
    feeding.Feeder().feed(at=NOW + feeding.KEPT + timedelta(days=1), seconds=0)
    assert not Change.objects.exists()


# ------------------------------------------------------------------ damage
def test_without_an_index_search_says_so_and_nothing_breaks(cast: Cast) -> None:
    story = cast.story("Ferry is back")
    assert discovery.search(words="ferry", at=NOW) == discovery.Results(is_ready=False)
    story.save_revision().publish()
    assert discovery.related(story=story, at=NOW) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: shutil.rmtree(folder),
        lambda folder: (folder.parent / "current").write_text("../../etc"),
        lambda folder: (folder.parent / "current").write_bytes(b"\xff\x00"),
        lambda folder: (folder / "meta.json").write_text('{"segments": ['),
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "position.json").write_text("{"),
        lambda folder: (folder / "position.json").write_text('{"version": 0, "languages": [], "after": 1, "at": ""}'),
        lambda folder: [file.write_bytes(file.read_bytes()[:10]) for file in folder.glob("*.term")],
        lambda folder: [file.unlink() for file in folder.glob("*.store")],
        lambda folder: [file.write_bytes(b"") for file in folder.glob("*.*") if file.suffix not in {".json", ".lock"}],
    ],
    ids=[
        "the folder is gone",
        "the pointer leads out",
        "the pointer is rubbish",
        "half a list of segments",
        "no list of segments",
        "half a position",
        "another version",
        "half the terms",
        "no texts",
        "empty files",
    ],
)
def test_a_damaged_index_mends_itself(indexed: Write, harm: Callable[[Path], Any]) -> None:
    indexed("Ferry is back")
    folder = generations.current()
    generations.closed()
    harm(folder)
    results = discovery.search(words="ferry", at=NOW)
    assert (results.is_ready, results.hits) == (False, [])
    with clock.standing_at(NOW + timedelta(minutes=5)):
        feeder = feeding.Feeder()
        for _ in range(50):
            feeder.feed(at=clock.now(), seconds=5)
        feeder.close()
    assert titles("ferry") == ["Ferry is back"]


def test_a_full_disk_costs_a_moment_of_search_and_no_story(
    cast: Cast, indexed: Write, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    indexed("Ferry is back")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(feeding.Follower, "_write", full)
        cast.story("Ferry fares rise")
        assert discovery.feed() == 0
        assert "No space left" in caplog.text
        assert titles("ferry") == ["Ferry is back"]
    fed()
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


def test_a_second_writer_does_no_harm(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    cast.story("Ferry fares rise")
    other = feeding.Feeder()
    assert other.feed(at=NOW, seconds=1) == 0
    other.close()
    fed()
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


# ------------------------------------------------------------------ anew
def test_building_anew_mends_whatever_went_by(cast: Cast, indexed: Write) -> None:
    gone = indexed("Gone zeppelin")
    newsroom.Story.objects.filter(pk=gone.pk).update(live=False)
    changed = indexed("Old headline")
    newsroom.Story.objects.filter(pk=changed.pk).update(title="Steamer is back")
    cast.story("Ferry is back")
    seen: list[tuple[int, int]] = []
    assert discovery.reindex(progress=lambda done, total: seen.append((done, total))) == seen[-1][0] == seen[-1][1]
    assert (titles("ferry"), titles("steamer"), titles("headline")) == (["Ferry is back"], ["Steamer is back"], [])


def test_the_old_index_serves_until_the_new_one_is_whole(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    old = generations.current()
    build = feeding.building(at=NOW)
    next(build)
    assert titles("ferry") == ["Ferry is back"]
    assert generations.current() == old
    cast.story("Ferry fares rise")  # while it is built
    for _ in build:
        assert generations.current() == old
    assert generations.current() != old
    assert not old.exists()
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


def test_a_build_that_was_cut_off_leaves_nothing(indexed: Write, index: Path) -> None:
    indexed("Ferry is back")
    build = feeding.building(at=NOW)
    next(build)
    build.close()
    assert titles("ferry") == ["Ferry is back"]
    discovery.reindex()
    assert len([path for path in index.iterdir() if path.is_dir()]) == 1


def test_two_do_not_build_at_once(indexed: Write) -> None:
    indexed("Ferry is back")
    build = feeding.building(at=NOW)
    next(build)
    with pytest.raises(discovery.BuildingAlready):
        discovery.reindex()
    build.close()


def test_the_worker_goes_on_with_what_was_built_by_hand(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    discovery.reindex()
    indexed("Ferry fares rise")
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


def test_an_empty_station_has_an_index_too(db: None) -> None:
    assert discovery.reindex() == 0
    assert discovery.search(words="ferry", at=NOW) == discovery.Results()


def test_a_dead_database_is_said_once_and_followed_again(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    cast.story("Ferry fares rise")
    with dead_database():
        with pytest.raises(OperationalError):
            discovery.feed()
        assert discovery.feed() == 0
    fed()
    assert set(titles("ferry")) == {"Ferry is back", "Ferry fares rise"}


@contextmanager
def dead_database() -> Iterator[None]:
    def refuse(*_: Any) -> None:
        raise OperationalError("the server has gone away")

    with connection.execute_wrapper(refuse):
        yield
