"""Search through its door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


def search(words: str, *, limit: int = 20, offset: int = 0, **narrowed: Any) -> discovery.Results:
    filters = discovery.Filters(**narrowed)
    return discovery.search(words=words, filters=filters, at=NOW, limit=limit, offset=offset)


def titles(words: str, **given: Any) -> list[str]:
    return [hit.shown.title for hit in search(words, **given).hits]


@pytest.mark.parametrize("words", ["ferries", "FERRY", "the ferry's", "férry", "mill ferry", '"ferry to the mill"'])
def test_a_story_is_found_by_what_readers_type(indexed: Write, words: str) -> None:
    indexed("Ferry to the mill is back")
    indexed("Snow on Friday", text="<p>Bring a coat.</p>")
    assert titles(words) == ["Ferry to the mill is back"]


def test_a_story_is_found_by_who_wrote_it_and_what_it_is_about(indexed: Write) -> None:
    indexed("Ferry is back", topics=("Crossings",))
    assert titles("rosa quill", kind="story") == titles("crossing") == ["Ferry is back"]


@pytest.mark.parametrize("words", ["", "   ", "the of and", "-ferry", '""', "zzzz", "\x00", "%", "' OR 1=1 --"])
def test_nothing_to_look_for_finds_nothing(indexed: Write, words: str) -> None:
    indexed("Ferry is back")
    assert search(words) == discovery.Results()


def test_the_headline_comes_before_the_body(indexed: Write) -> None:
    indexed("A night out", text="<p>They took the ferry home.</p>")
    indexed("Ferry is back")
    assert titles("ferry") == ["Ferry is back", "A night out"]


def test_all_words_must_be_there_unless_no_story_has_them_all(indexed: Write) -> None:
    indexed("Ferry is back")
    indexed("Ferry fares rise")
    assert titles("ferry fares") == ["Ferry fares rise"]
    assert set(titles("ferry xylophones")) == {"Ferry is back", "Ferry fares rise"}
    assert search("ferry xylophones").is_partial
    assert not search("ferry fares").is_partial


def test_a_phrase_is_taken_word_for_word_and_an_excluded_word_excludes(indexed: Write) -> None:
    indexed("School board meets")
    indexed("Board of the school meets")
    assert titles('"school board"') == ["School board meets"]
    assert titles("school -of -meets") == []
    assert titles('school -"school board"') == ["Board of the school meets"]
    assert titles("‘school board’") == titles("'school board'") == ["School board meets"]


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
    results = search("brigdes closed")
    assert [hit.shown.title for hit in results.hits] == ["Bridges are closed"]
    assert (results.corrected, results.exact) == ("bridges closed", 0)
    assert search("bridges closed").corrected is None


def test_two_slips_are_forgiven_in_a_long_word(indexed: Write) -> None:
    indexed("The administration explains")
    assert search("adminsitraton").corrected == "administration"
    assert search("xylophonist").corrected is None


def test_a_slip_in_a_spanish_word_needs_no_accent(cast: Cast, indexed: Write) -> None:
    indexed("La elección del domingo", section=cast.noticias)
    results = search("elecion", language="es")
    assert (results.corrected, results.total) == ("elección", 1)


def test_what_has_the_word_as_typed_comes_before_what_was_meant(indexed: Write) -> None:
    for day in range(12):
        indexed(f"Ferry log {day}", text="<p>Calm.</p>", teaser="")
    indexed("The last fery", text="<p>A boat of that name.</p>", teaser="")
    results = search("fery")
    assert (results.hits[0].shown.title, results.exact, results.corrected) == ("The last fery", 1, "ferry")
    assert results.total == 13


def test_a_rare_name_that_is_there_is_not_doubted(indexed: Write) -> None:
    indexed("Owls at the mill")
    indexed("Mr. Fowls retires")
    assert search("fowls").corrected is None


def test_pages_of_results_hold_each_story_once(indexed: Write) -> None:
    for day in range(5):
        indexed(f"Ferry log {day}", published_at=NOW - timedelta(days=day + 1))
    first, last = search("ferry", limit=2), search("ferry", limit=2, offset=4)
    assert (first.total, first.has_more, last.has_more) == (5, True, False)
    pages = [titles("ferry", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert sorted(title for page in pages for title in page) == [f"Ferry log {day}" for day in range(5)]
    assert first.hits[0].shown.title == "Ferry log 0"


def test_bounds_out_of_range_are_brought_in(indexed: Write) -> None:
    indexed("Ferry is back")
    assert titles("ferry", limit=-5, offset=-5) == titles("ferry", limit=10**9) == ["Ferry is back"]
    assert titles("ferry " * 5_000) == ["Ferry is back"]


def test_a_hit_marks_what_was_found_and_leaves_escaping_to_the_page(indexed: Write) -> None:
    indexed("Boats", text="<p>Two ferries &lt;b&gt; ran.</p>")
    [hit] = search("ferry").hits
    assert [tuple(piece) for piece in hit.snippet.pieces] == [("Two ", False), ("ferries", True), (" <b> ran.", False)]


def test_the_number_of_queries_does_not_grow_with_the_results(
    indexed: Write, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        indexed(f"Ferry log {number}")
    with django_assert_max_num_queries(8):
        assert len(titles("ferry log", language="en")) == 8


# ------------------------------------------------------------------ other things than stories
def test_programs_people_and_stations_are_found(cast: Cast, indexed: Write) -> None:
    program = schedule.Program.objects.create(title="Night Owls", slug="night-owls", hosts="Sam Okafor")
    indexed("Owls return")
    [person] = search("rosa quill", kind="person").hits
    assert (person.kind, person.shown.title, person.shown.url, person.shown.language) == (
        "person",
        "Rosa Quill",
        "/authors/rosa-quill",
        "",
    )
    [station] = search("kowl-tv").hits
    assert (station.kind, station.shown.url) == ("station", "/stations/kowl-tv")
    assert [hit.shown.url for hit in search("okafor").hits] == [program.get_absolute_url()]
    assert {hit.kind for hit in search("owls").hits} == {"program", "station", "story"}
    assert [hit.kind for hit in search("owls", kind="program").hits] == ["program"]


def test_the_person_comes_before_the_stories_that_she_wrote(indexed: Write) -> None:
    indexed("Ferry is back")
    assert titles("rosa quill")[0] == "Rosa Quill"


def test_a_program_that_ended_and_a_person_who_was_removed_are_gone_at_once(cast: Cast, indexed: Write) -> None:
    program = schedule.Program.objects.create(title="Night Herons", slug="night-herons")
    lone = newsroom.Author.objects.create(name="Pia Stork", slug="pia-stork")
    indexed("Owls return")
    assert titles("herons") == ["Night Herons"]
    assert titles("stork") == ["Pia Stork"]
    schedule.Program.objects.filter(pk=program.pk).update(is_current=False)
    lone.delete()
    assert (search("herons").total, search("stork").total) == (0, 0)


def test_another_kind_can_be_added_by_its_own_room(indexed: Write) -> None:
    """As the rooms of episodes and of public-file documents will."""
    entry = discovery.Entry(kind="document", object_id=7, title="Quarterly issues list", body="The ferry inquiry.")
    shown = discovery.Shown(entry.title, "/public-files/kowl-fm/7")
    discovery.add_kind(
        discovery.Kind(
            name="document",
            ids=lambda after, limit: [7] if after < 7 else [],
            count=lambda: 1,
            entries=lambda ids: [entry] if 7 in ids else [],
            public=lambda ids, at: {7} & set(ids),
            shown=lambda ids, at: {7: shown} if 7 in ids else {},
        )
    )
    try:
        discovery.changed(kind="document", object_id=7)
        indexed("Owls return")
        [hit] = search("ferry inquiry").hits
        assert (hit.kind, hit.shown.title, hit.shown.url) == ("document", entry.title, shown.url)
    finally:
        del discovery.kinds()["document"]


# ------------------------------------------------------------------ narrower
def test_days_narrow_the_search(indexed: Write) -> None:
    indexed("Ferry of old", published_at=NOW - timedelta(days=400))
    indexed("Ferry of late", published_at=NOW - timedelta(days=4))
    assert titles("ferry", since=NOW - timedelta(days=30)) == ["Ferry of late"]
    assert titles("ferry", until=NOW - timedelta(days=30)) == ["Ferry of old"]
    assert titles("ferry", since=NOW - timedelta(days=4), until=NOW) == ["Ferry of late"]
    assert titles("ferry", since=NOW - timedelta(days=9), until=NOW - timedelta(days=4)) == []


def test_of_equals_the_newer_comes_first(indexed: Write) -> None:
    for days in (700, 3, 200):
        indexed("Ferry log", published_at=NOW - timedelta(days=days), slug=f"log-{days}")
    ages = [(NOW - at).days for hit in search("ferry").hits if (at := hit.shown.published_at)]
    assert ages == [3, 200, 700]


# ------------------------------------------------------------------ hostile
@pytest.mark.parametrize(
    "words",
    [
        "title_en:ferry OR *:*",
        "ferry^99999 AND (((",
        "[a TO z]",
        "/.*/",
        "\ud800\udfff ferry",
        "\u202eyrref",
        "ferry\x00\x00",
        "'" * 200,
        '"' * 200,
        "-" * 200,
        "ferry " + "💥" * 190,
        "a" * 10_000,
        "¶ ¶",
    ],
)
def test_whatever_is_typed_is_only_words(indexed: Write, words: str) -> None:
    indexed("Ferry is back")
    assert search(words).is_ready
