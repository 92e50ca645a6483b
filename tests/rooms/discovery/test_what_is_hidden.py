"""What the public may not see is found by no way: no result, no count, no relation, no passage, no spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast
from tests.rooms.discovery.conftest import fed

HOUR = timedelta(hours=1)
Write = Callable[..., newsroom.Story]

HIDDEN = pytest.mark.parametrize(
    "fields",
    [
        {"embargoed_until": NOW + HOUR},
        {"published_at": NOW + HOUR},
        {"expire_at": NOW},
        {"live": False},
    ],
    ids=["under embargo", "in the future", "expired", "not published"],
)


def found(words: str, **given: Any) -> list[str]:
    return [hit.shown.title for hit in discovery.search(words=words, **({"at": NOW} | given)).hits]


@HIDDEN
def test_search_does_not_find_it_or_count_it(indexed: Write, fields: dict[str, Any]) -> None:
    indexed("Ferry inquiry opens", text="<p>Zanzibar papers on the ferry.</p>", **fields)
    indexed("Ferry is back")
    results = discovery.search(words="ferry", at=NOW)
    assert ([hit.shown.title for hit in results.hits], results.total, results.has_more) == (["Ferry is back"], 1, False)
    assert found('"zanzibar papers"') == []


@HIDDEN
def test_no_spelling_is_taken_from_it(indexed: Write, fields: dict[str, Any]) -> None:
    indexed("Zanzibar inquiry", **fields)
    assert discovery.search(words="zanzibbar", at=NOW) == discovery.Results()


@HIDDEN
def test_it_is_related_to_nothing(indexed: Write, fields: dict[str, Any]) -> None:
    indexed("Ferry to the mill is late again", topics=("Ferries",), **fields)
    story = indexed("Ferry to the mill is late", topics=("Ferries",))
    assert discovery.related(story=story, at=NOW) == []


def test_what_is_no_story_is_related_to_none(cast: Cast, indexed: Write) -> None:
    """Numbers of series and of stories are given out side by side."""
    other = indexed("Of quite another matter", section=cast.arts, teaser="", text="<p>A painter of barns.</p>")
    newsroom.Series.objects.create(pk=other.pk, name="Ferry to the mill is late", slug="ferries")
    story = indexed("Ferry to the mill is late")
    assert discovery.related(story=story, at=NOW) == []


def test_a_withdrawn_story_is_gone_at_once_from_all_of_them(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry to the mill is late", topics=("Ferries",))
    taken = indexed("Ferry to the mill is late again", topics=("Ferries",))
    assert discovery.related(story=story, at=NOW) == [taken]
    newsroom.withdraw(story=taken, by=cast.editor, reason="The source retracted it.", at=NOW)
    assert found("ferry") == [story.title]
    assert found("again") == []
    assert discovery.related(story=story, at=NOW) == []


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ({"embargoed_until": NOW + HOUR}, [], ["Ferry is back"]),
        ({"published_at": NOW + HOUR}, [], ["Ferry is back"]),
        ({"expire_at": NOW + HOUR}, ["Ferry is back"], []),
    ],
    ids=["embargo ends", "its time comes", "it expires"],
)
def test_it_comes_and_goes_by_the_clock_alone(
    indexed: Write, fields: dict[str, Any], before: list[str], after: list[str]
) -> None:
    indexed("Ferry is back", **fields)
    assert found("ferry", at=NOW + HOUR - timedelta(seconds=1)) == before
    assert found("ferry", at=NOW + HOUR) == after


def test_a_passage_shows_only_what_is_published(cast: Cast, indexed: Write) -> None:
    story = indexed("Ferry is back", text="<p>The ferry came at noon.</p>")
    story.body = [("text", "<p>The ferry draft says zanzibar.</p>")]
    story.save_revision()
    fed()
    assert found("zanzibar") == []
    assert discovery.search(words="ferry", at=NOW).hits[0].snippet.text == "The ferry came at noon."


@HIDDEN
def test_an_index_that_is_behind_shows_it_nowhere(cast: Cast, indexed: Write, fields: dict[str, Any]) -> None:
    """The index still has it as public; nobody has told it yet."""
    story = indexed("Ferry to the mill is late", topics=("Ferries",))
    hidden = indexed("Ferry to the mill is late again", topics=("Ferries",))
    newsroom.Story.objects.filter(pk=hidden.pk).update(**fields)
    results = discovery.search(words="ferry", at=NOW)
    assert ([hit.shown.title for hit in results.hits], results.total) == ([story.title], 1)
    assert found("again") == found("agian") == []
    assert discovery.related(story=story, at=NOW) == []


def test_pages_stay_whole_when_some_are_hidden(indexed: Write) -> None:
    for number in range(9):
        fields = {"embargoed_until": NOW + HOUR} if number % 3 == 0 else {}
        indexed(f"Ferry log {number}", published_at=NOW - number * HOUR, **fields)
    pages = [discovery.search(words="ferry", at=NOW, limit=4, offset=offset) for offset in (0, 4)]
    assert [(len(page.hits), page.total, page.has_more) for page in pages] == [(4, 6, True), (2, 6, False)]
    assert len({hit.shown.title for page in pages for hit in page.hits}) == 6


def test_words_that_were_taken_out_are_not_shown_by_an_index_that_is_behind(indexed: Write) -> None:
    story = indexed("Ferry is back", text="<p>The ferry captain was named wrongly.</p>")
    story.body = [("text", "<p>The ferry captain was not at fault.</p>")]
    story.teaser = "The ferry came at noon."
    story.save_revision().publish()
    [hit] = discovery.search(words="ferry", at=NOW).hits
    assert hit.snippet.text == "The ferry came at noon."
