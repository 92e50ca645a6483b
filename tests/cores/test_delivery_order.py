"""Which stale page is made first."""

from __future__ import annotations

import pytest

from groundwave.delivery.core.order import weight


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("/", "/news"),
        ("/news", "/authors/rosa-quill"),
        ("/authors/rosa-quill", "/news/2026-11-23/an-old-story"),
        ("/feed.xml", "/sitemaps/stories-2026-11.xml"),
        ("/news/2026-11-23/an-old-story", "/text"),
        ("/text", "/text/news/2026-11-23/an-old-story"),
    ],
)
def test_what_most_readers_see_comes_first(sooner: str, later: str) -> None:
    assert weight(sooner) > weight(later)


def test_what_was_just_published_goes_before_lists() -> None:
    assert weight("/news/2026-11-23/new", published=True) > weight("/news")


def test_a_story_that_goes_round_the_world_goes_before_a_section_nobody_reads() -> None:
    assert weight("/news/2026-11-23/famous", reads=5_000) > weight("/arts")
