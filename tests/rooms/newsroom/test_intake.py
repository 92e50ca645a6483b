"""Partners' stories coming in."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

FERRY = newsroom.IncomingStory(
    headline="A ferry that runs on batteries",
    published_at=NOW - timedelta(hours=2),
    provider="NPR",
    teaser="The first boat arrives in January.",
    body=[
        ("text", "<p>WEST HARBOR — The dock lights come on at four.</p>"),
        ("pull_quote", {"quote": "Go.", "who": "A", "context": ""}),
    ],
    bylines=[("Petra Novak", "NPR"), ("", "The Associated Press")],
    topics=["Transportation"],
    corrections=[("The boat is named Ellen Marsh.", NOW - timedelta(hours=1))],
    canonical_url="https://www.npr.example/ferry",
    copyright_owner="NPR",
    copyright_year=2026,
)


def test_a_story_arrives_whole(cast: Cast) -> None:
    made = newsroom.take_in(incoming=FERRY, section=cast.local)
    story = newsroom.stories(at=NOW).stories[0]
    assert story.pk == made.pk
    assert story.title == "A ferry that runs on batteries"
    assert story.byline == "Petra Novak and The Associated Press"
    assert [topic.name for topic in story.topics.all()] == ["Transportation"]
    assert [correction.text for correction in story.corrections.all()] == ["The boat is named Ellen Marsh."]
    assert story.copyright_line == "© 2026 NPR."
    assert "dock lights" in story.plain_body
    assert story.first_published_at is not None


def test_an_update_changes_the_same_page(cast: Cast) -> None:
    first = newsroom.take_in(incoming=FERRY, section=cast.local)
    again = newsroom.take_in(
        incoming=replace(FERRY, headline="A ferry, at last", bylines=[("Petra Novak", "NPR")], corrections=[]),
        section=cast.local,
        story=first,
    )
    story = newsroom.stories(at=NOW).stories[0]
    assert (again.pk, again.url) == (first.pk, first.url)
    assert (story.title, story.byline) == ("A ferry, at last", "Petra Novak")
    assert not story.corrections.exists()


def test_two_stories_of_one_headline_get_two_addresses(cast: Cast) -> None:
    first = newsroom.take_in(incoming=FERRY, section=cast.local)
    second = newsroom.take_in(incoming=FERRY, section=cast.local)
    assert first.url != second.url


def test_a_future_story_is_stored_and_hidden_until_then(cast: Cast) -> None:
    later = NOW + timedelta(days=1)
    newsroom.take_in(incoming=replace(FERRY, published_at=later), section=cast.local)
    assert newsroom.stories(at=NOW).stories == []
    assert len(newsroom.stories(at=later).stories) == 1


def test_a_field_that_does_not_fit_leaves_nothing_behind(cast: Cast) -> None:
    with pytest.raises(newsroom.UnableToTakeIn, match="canonical_url"):
        newsroom.take_in(incoming=replace(FERRY, canonical_url="not an address"), section=cast.local)
    assert newsroom.Story.objects.count() == 0
    assert newsroom.Topic.objects.count() == 0


def test_bytes_that_are_no_picture_are_refused(cast: Cast) -> None:
    for data in (b"<svg/>", b"", b"GIF89a", b"\xff\xd8\xff\xe0 not a jpeg"):
        with pytest.raises(newsroom.UnableToTakeIn):
            newsroom.attach_photo(
                data=data, filename="x.jpg", title="x", alt_text="", caption="", photographer="", agency=""
            )
    assert newsroom.Photo.objects.count() == 0


def test_a_topic_longer_than_a_topic_may_be_is_one_topic_for_all_its_stories(cast: Cast) -> None:
    long = replace(FERRY, topics=["Transportation and the harbor " * 5])
    for _ in range(2):
        newsroom.take_in(incoming=long, section=cast.local)
    assert newsroom.Topic.objects.count() == 1


def _drawn(size: tuple[int, int] = (60, 40), form: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (70, 90, 110)).save(data, form)
    return data.getvalue()


def _huge() -> bytes:
    """A PNG whose header promises 400 million pixels."""
    small = _drawn(form="PNG")
    header = b"IHDR" + struct.pack(">II", 20_000, 20_000) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


@pytest.mark.parametrize(
    "data",
    [_drawn((400, 300))[:-200], _huge(), _drawn(form="EPS"), _drawn(form="PPM")],
    ids=["cut short", "a bomb", "EPS", "PPM"],
)
def test_a_picture_that_no_page_could_show_is_refused_and_leaves_no_file(
    cast: Cast, data: bytes, settings: Any
) -> None:
    with pytest.raises(newsroom.UnableToTakeIn, match=r"x\.jpg"):
        newsroom.attach_photo(
            data=data, filename="x.jpg", title="x", alt_text="", caption="", photographer="", agency=""
        )
    assert newsroom.Photo.objects.count() == 0
    assert not [found for found in Path(settings.MEDIA_ROOT).rglob("*") if found.is_file()]


def test_a_picture_that_comes_late_leaves_an_editors_draft_the_newest(cast: Cast) -> None:
    story = newsroom.take_in(incoming=FERRY, section=cast.local)
    draft = story.get_latest_revision_as_object()
    draft.title = "What the editor is writing"
    draft.save_revision()
    story = newsroom.Story.objects.get()
    newsroom.place_photo(story=story, photo=cast.photo(), position=0)
    shown = newsroom.Story.objects.get()
    newest = shown.get_latest_revision_as_object()
    assert (shown.title, shown.body[0].block_type) == (FERRY.headline, "photo")
    assert (newest.title, newest.body[0].block_type) == ("What the editor is writing", "photo")
    assert shown.has_unpublished_changes
