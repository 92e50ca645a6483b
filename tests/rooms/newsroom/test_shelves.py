"""A story's section and language in its own row: true after every save and move, and what lists are answered from."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def shelf(story: newsroom.Story) -> tuple[int, str]:
    found: tuple[int, str] = newsroom.Story.objects.values_list("shelf_id", "written_in").get(pk=story.pk)
    return found


def test_a_saved_story_stands_on_the_shelf_of_its_section(cast: Cast) -> None:
    assert shelf(cast.story()) == (cast.local.pk, "en")
    assert shelf(cast.story("Los búhos", section=cast.noticias)) == (cast.noticias.pk, "es")


def test_a_moved_story_is_in_the_lists_of_its_new_section(cast: Cast, client: Client) -> None:
    story = cast.story()
    story.move(cast.arts, pos="last-child")

    assert shelf(story) == (cast.arts.pk, "en")
    assert [one.pk for one in newsroom.stories(at=NOW, section=cast.arts).stories] == [story.pk]
    assert newsroom.stories(at=NOW, section=cast.local).stories == []
    moved = newsroom.Story.objects.get(pk=story.pk)
    assert moved.section == cast.arts
    assert moved.url == "/arts/2026-11-24/owls-return-to-the-mill"
    assert client.get(moved.url).status_code == 200


def test_an_old_revision_does_not_bring_the_old_section_back(cast: Cast) -> None:
    story = cast.story()
    old = story.save_revision()
    story.move(cast.arts, pos="last-child")

    assert old.as_object().section == cast.arts
    old.publish()

    assert shelf(story) == (cast.arts.pk, "en")


def test_a_story_goes_with_its_section(cast: Cast) -> None:
    story = cast.story()
    cast.local.delete()
    assert not newsroom.Story.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize("within", [{}, {"language": "es"}, {"section": "local"}])
def test_the_newest_are_read_from_an_index_and_never_sorted(cast: Cast, within: dict[str, Any]) -> None:
    """With a hundred thousand stories a sort would read them all."""
    cast.story()
    asked = {name: getattr(cast, given) if name == "section" else given for name, given in within.items()}
    with CaptureQueriesContext(connection) as seen:
        newsroom.stories(at=NOW, **asked)
    plan = explained(seen.captured_queries[0]["sql"])
    if connection.vendor == "sqlite":
        assert "newsroom_story USING INDEX story_newest" in plan, plan
        assert "FOR ORDER BY" not in plan, plan  # what is left to sort are stories of one and the same instant
        assert "SCAN wagtailcore_page" not in plan, plan
    else:
        assert "Index Scan using story_newest" in plan or "Index Scan Backward using story_newest" in plan, plan
        assert "Presorted Key: newsroom_story.published_at" in plan or "Sort Key" not in plan, plan


def explained(sql: str) -> str:
    """How the database would go about it in a table that is worth an index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())
