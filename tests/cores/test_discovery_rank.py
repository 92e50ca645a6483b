"""Kinship, age and passages."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.discovery.core import kin
from groundwave.discovery.core.entry import Entry
from groundwave.discovery.core.passage import AROUND, Sought, passage
from groundwave.discovery.core.score import OLD_KEEPS, aged
from groundwave.discovery.core.words import stem_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def story(key: int, weights: dict[str, float], *, age: timedelta = DAY) -> kin.Story:
    return kin.Story(key, NOW - age, weights)


# ------------------------------------------------------------------ age
def test_age_takes_more_and_more_but_never_all() -> None:
    ages = [0, 1, 30, 150, 400, 4_000]
    scores = [aged(10, NOW - days * DAY, at=NOW) for days in ages]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 10
    assert scores[-1] >= 10 * OLD_KEEPS


def test_a_story_of_tomorrow_is_no_fresher_than_one_of_now() -> None:
    assert aged(10, NOW + DAY, at=NOW) == aged(10, NOW, at=NOW)


def test_what_has_no_date_stands_between_the_new_and_the_old() -> None:
    assert aged(1, NOW - 1_000 * DAY, at=NOW) < aged(1, None, at=NOW) < aged(1, NOW, at=NOW)


# ------------------------------------------------------------------ what a story is about
def test_a_headline_tells_more_than_a_teaser_and_a_teaser_more_than_the_body() -> None:
    entry = Entry(kind="story", object_id=1, language="en", title="Ferry", lead="Pier", body="mill")
    weights = kin.signature(entry, language="en")
    assert weights["ferri"] > weights["pier"] > weights["mill"]


def test_names_of_two_words_are_terms_of_their_own() -> None:
    entry = Entry(kind="story", object_id=1, language="en", title="The ferry", body="In San Telmo, Rosa Quill. Owls")
    weights = kin.signature(entry, language="en")
    assert {"san_telmo", "rosa_quill"} <= set(weights)
    assert "telmo_rosa" not in weights


def test_who_wrote_it_is_not_what_it_is_about() -> None:
    entry = Entry(kind="story", object_id=1, language="en", title="Ferry", names=["Rosa Quill"], body="Quill asked.")
    assert "quill" not in kin.signature(entry, language="en")


def test_a_signature_is_bounded_and_the_same_every_time() -> None:
    entry = Entry(
        kind="story", object_id=1, language="en", title="Ferry", body=" ".join(f"word{n}" for n in range(5_000))
    )
    weights = kin.signature(entry, language="en")
    assert len(weights) == kin.SIGNATURE
    assert next(iter(weights)) == "ferri"
    assert list(weights) == list(kin.signature(entry, language="en"))


def test_a_word_that_most_stories_have_tells_nothing() -> None:
    assert set(kin.telling({"year": 9.0, "ferry": 1.0}, having={"year": 80, "ferry": 3}, stories=100)) == {"ferry"}


def test_a_word_that_no_other_story_has_tells_nothing() -> None:
    assert kin.telling({"ferry": 1.0}, having={}, stories=100) == {}


# ------------------------------------------------------------------ kinship
def order(own: kin.Story, *others: kin.Story, limit: int = 4) -> list[int]:
    having: dict[str, int] = {}
    for one in (own, *others):
        for term in one.weights:
            having[term] = having.get(term, 0) + 1
    rare = kin.telling(own.weights, having=having, stories=100)
    return kin.closest(own, others, rare=rare, at=NOW, limit=limit)


OWN = story(1, {"ferry": 8.0, "pier": 4.0, "harbor": 3.0, "#port": 4.0})


def test_the_story_that_shares_most_is_the_closest() -> None:
    assert order(OWN, story(2, {"pier": 1.0}), story(3, {"ferry": 8.0, "pier": 4.0}))[0] == 3


def test_of_two_equals_the_newer_is_offered_first() -> None:
    assert order(OWN, story(2, {"ferry": 4.0}, age=200 * DAY), story(3, {"ferry": 4.0}), limit=1) == [3]


def test_what_shares_nothing_telling_is_not_kin() -> None:
    assert order(OWN, story(2, {"owl": 9.0})) == []
    assert order(story(1, {}), story(2, {"owl": 9.0})) == []


def test_the_second_choice_is_unlike_the_first_when_as_close() -> None:
    twins = story(2, {"ferry": 8.0, "pier": 1.0}), story(3, {"ferry": 8.0, "pier": 1.0})
    other = story(4, {"harbor": 5.0, "#port": 4.0})
    assert set(order(OWN, *twins, other, limit=2)) in ({4, 3}, {4, 2})


# ------------------------------------------------------------------ passages
BODY = "Once upon a time. " * 30 + "Then the ferry came to the old pier at night. " + "Nothing more was seen. " * 30


def test_a_passage_shows_where_most_of_the_words_stand() -> None:
    shown = passage("A pier. " + BODY, teaser="", sought=Sought({"ferri", "pier"}, language="en"))
    assert [piece.text for piece in shown.pieces if piece.is_found] == ["ferry", "pier"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert len(shown.text) <= AROUND + 2


def test_the_pieces_are_the_text_and_the_marks_are_in_order() -> None:
    shown = passage("Ferry, ferries & <b>ferry</b>", teaser="", sought=Sought({"ferri"}, language="en"))
    assert "".join(piece.text for piece in shown.pieces) == shown.text == "Ferry, ferries & <b>ferry</b>"
    assert [shown.text[start:end] for start, end in shown.marks] == ["Ferry", "ferries", "ferry"]


@pytest.mark.parametrize(
    ("body", "teaser", "expected"),
    [
        ("Nothing here.", "The ferry is back.", "The ferry is back."),
        ("Nothing here.", "", "Nothing here."),
        ("", "", ""),
    ],
)
def test_without_a_word_in_the_body_the_teaser_has_to_do(body: str, teaser: str, expected: str) -> None:
    assert passage(body, teaser=teaser, sought=Sought({"ferri"}, language="en")).text == expected


@pytest.mark.parametrize(
    ("text", "typed", "language"),
    [
        ("The ferries’ captain", "ferry", "en"),
        ("Mr. O’Neil said", "oneil", "en"),
        ("The U.S. Senate", "US", "en"),
        ("On 89.3 FM", "89.3", "en"),
        ("The voting began", "vote", "en"),
        ("Las ELECCIONES de mayo", "elección", "es"),
        ("Señor Muñoz", "munoz", "es"),
    ],
)
def test_a_word_is_marked_however_it_is_written(text: str, typed: str, language: str) -> None:
    stem = stem_of(typed, language)
    assert [token.stem for token in Sought({stem}, language=language).hits(text)] == [stem]


@pytest.mark.parametrize("hostile", ["a." * 5_000, "1," * 5_000, "'" * 10_000, "ferry’" * 1_600])
def test_hostile_texts_are_soon_read(hostile: str) -> None:
    started = time.perf_counter()
    Sought({"ferri", "1", "aa"}, language="en").hits(hostile)
    assert time.perf_counter() - started < 0.5


def test_marks_are_found_in_folded_spanish() -> None:
    shown = passage("Los camiones cruzan el PUÉNTE.", teaser="", sought=Sought({"puent"}, language="es"))
    assert [piece.text for piece in shown.pieces if piece.is_found] == ["PUÉNTE"]
