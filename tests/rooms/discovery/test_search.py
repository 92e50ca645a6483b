"""Search through its door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


def titles(words: str, **given: Any) -> list[str]:
    return [hit.story.title for hit in discovery.search(words=words, **({"at": NOW} | given)).hits]


@pytest.mark.parametrize("words", ["ferries", "FERRY", "the ferry's", "férry", "mill ferry", '"ferry to the mill"'])
def test_a_story_is_found_by_what_readers_type(indexed: Write, words: str) -> None:
    indexed("Ferry to the mill is back")
    indexed("Snow on Friday", text="<p>Bring a coat.</p>")
    assert titles(words) == ["Ferry to the mill is back"]


def test_a_story_is_found_by_who_wrote_it_and_what_it_is_about(indexed: Write) -> None:
    indexed("Ferry is back", topics=("Crossings",))
    assert titles("rosa quill") == titles("crossing") == ["Ferry is back"]


@pytest.mark.parametrize("words", ["", "   ", "the of and", "-ferry", '""', "zzzz", "\x00", "%", "' OR 1=1 --"])
def test_nothing_to_look_for_finds_nothing(indexed: Write, words: str) -> None:
    indexed("Ferry is back")
    assert discovery.search(words=words, at=NOW) == discovery.Results([], 0, False, None)


def test_the_headline_comes_before_the_body(indexed: Write) -> None:
    indexed("A night out", text="<p>They took the ferry home.</p>")
    indexed("Ferry is back")
    assert titles("ferry") == ["Ferry is back", "A night out"]


def test_all_words_must_be_there_unless_no_story_has_them_all(indexed: Write) -> None:
    indexed("Ferry is back")
    indexed("Ferry fares rise")
    assert titles("ferry fares") == ["Ferry fares rise"]
    assert set(titles("ferry xylophones")) == {"Ferry is back", "Ferry fares rise"}


def test_a_phrase_is_taken_word_for_word_and_an_excluded_word_excludes(indexed: Write) -> None:
    indexed("School board meets")
    indexed("Board of the school meets")
    assert titles('"school board"') == ["School board meets"]
    assert titles("school -of -meets") == []
    assert titles('school -"school board"') == ["Board of the school meets"]


def test_a_language_finds_its_own_and_no_language_finds_all(cast: Cast, indexed: Write) -> None:
    indexed("The Ramón clinic")
    indexed("Las clínicas de Ramón", section=cast.noticias)
    assert titles("ramon", language="en") == ["The Ramón clinic"]
    assert titles("clinica ramon", language="es") == ["Las clínicas de Ramón"]
    assert set(titles("ramon")) == {"The Ramón clinic", "Las clínicas de Ramón"}


def test_a_section_finds_its_own(cast: Cast, indexed: Write) -> None:
    indexed("Ferry is back")
    indexed("Ferry on canvas", section=cast.arts)
    assert titles("ferry", section=cast.arts) == ["Ferry on canvas"]


def test_one_slip_is_forgiven_and_said(indexed: Write) -> None:
    indexed("Bridges are closed")
    results = discovery.search(words="brigdes closed", at=NOW)
    assert [hit.story.title for hit in results.hits] == ["Bridges are closed"]
    assert results.corrected == "bridges closed"
    assert discovery.search(words="bridges closed", at=NOW).corrected is None


def test_pages_of_results_hold_each_story_once(indexed: Write) -> None:
    for day in range(5):
        indexed(f"Ferry log {day}", published_at=NOW - timedelta(days=day + 1))
    first = discovery.search(words="ferry", at=NOW, limit=2)
    last = discovery.search(words="ferry", at=NOW, limit=2, offset=4)
    assert (first.total, first.has_more, last.has_more) == (5, True, False)
    pages = [titles("ferry", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert sorted(title for page in pages for title in page) == [f"Ferry log {day}" for day in range(5)]
    assert first.hits[0].story.title == "Ferry log 0"


def test_bounds_out_of_range_are_brought_in(indexed: Write) -> None:
    indexed("Ferry is back")
    assert titles("ferry", limit=-5, offset=-5) == titles("ferry", limit=10**9) == ["Ferry is back"]
    assert titles("ferry " * 5_000) == ["Ferry is back"]


def test_a_hit_marks_what_was_found_and_leaves_escaping_to_the_page(indexed: Write) -> None:
    indexed("Boats", text="<p>Two ferries &lt;b&gt; ran.</p>")
    [hit] = discovery.search(words="ferry", at=NOW).hits
    assert [tuple(piece) for piece in hit.snippet.pieces] == [("Two ", False), ("ferries", True), (" <b> ran.", False)]


def test_the_number_of_queries_does_not_grow_with_the_results(
    indexed: Write, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        indexed(f"Ferry log {number}")
    with django_assert_max_num_queries(8):
        assert len(titles("ferry log", language="en")) == 8
