"""Search and related stories are as good as they were, by the judgment of those who wrote the stories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.judged import measuring, reading

STORIES = reading.stories()
QUESTIONS = reading.questions(STORIES)


@pytest.fixture(autouse=True)
def judged(index: object) -> Iterator[None]:
    with measuring.indexed(STORIES):
        yield


def test_related_stories_are_better_than_shared_topics() -> None:
    ours, tags = (
        reading.related_ndcg(measuring.related, STORIES),
        reading.related_ndcg(reading.by_tags(STORIES), STORIES),
    )
    assert ours >= 0.74
    assert ours >= tags + 0.18


def test_related_stories_are_good_in_each_language() -> None:
    for language, floor in (("en", 0.74), ("es", 0.72)):
        some = [one for one in STORIES if one.entry.language == language]
        assert reading.related_ndcg(measuring.related, some) >= floor


def test_the_same_stories_are_offered_every_time() -> None:
    first = [measuring.related(one) for one in STORIES]
    with measuring.indexed(list(reversed(STORIES))):
        assert [measuring.related(one) for one in STORIES] == first


def test_what_readers_look_for_comes_first() -> None:
    assert measuring.search_ndcg(QUESTIONS) >= 0.88
    assert measuring.first_is_wanted(QUESTIONS) >= 0.95


@pytest.mark.parametrize(
    "typed", ["meesles outbreak", "orchesta barn", "kettel creek", "drougt corn", "jornalros", "condutor"]
)
def test_a_slip_finds_what_was_meant(typed: str) -> None:
    [question] = [one for one in QUESTIONS if one.typed == typed]
    assert measuring.found(question)[0] in question.grades
