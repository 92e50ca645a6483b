"""Weights, order, kinship and passages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.discovery.core.kin import closest, telling_terms
from groundwave.discovery.core.passage import AROUND, passage
from groundwave.discovery.core.rank import Found, best_first, rarity, saturated
from groundwave.discovery.core.weigh import MAX_TERMS, weigh

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def found(key: int, weights: dict[str, float], *, length: int = 200, age: timedelta = DAY) -> Found:
    return Found(key, length, NOW - age, weights)


def order(*stories: Found) -> list[int]:
    return [story.key for _, story in best_first(stories, stories=100, average=200, at=NOW)]


def test_a_headline_weighs_more_than_a_topic_a_teaser_a_name_and_the_body() -> None:
    weighed = weigh(
        headline="Ferry", topics=[("harbor", "Harbor")], teaser="Pier", names=["Quill"], body="mill", language="en"
    )
    heaviest = sorted((word for word in weighed.weights if word != "#harbor"), key=lambda w: -weighed.weights[w])
    assert heaviest == ["ferry", "harbor", "pier", "quill", "mill"]
    assert "#harbor" in weighed.weights


def test_the_terms_of_one_story_are_bounded_and_its_topics_never_fall_out() -> None:
    long = weigh(headline="Ferry", topics=[("t", "T")], body=" ".join(f"w{n}" for n in range(5_000)), language="en")
    assert len(long.weights) == MAX_TERMS + 1
    assert {"ferry", "#t"} <= set(long.weights)
    assert long.length == 5_000


def test_the_length_is_that_of_the_body() -> None:
    assert weigh(headline="Ferry back at last", body="The ferry", language="en").length == 1


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (found(1, {"ferry": 6.0}), found(2, {"ferry": 1.0})),
        (found(1, {"ferry": 2.0}, length=100), found(2, {"ferry": 2.0}, length=900)),
        (found(1, {"ferry": 2.0, "pier": 1.0}), found(2, {"ferry": 3.0})),
        (found(1, {"ferry": 2.0}), found(2, {"ferry": 2.0}, age=300 * DAY)),
    ],
    ids=["more weight", "shorter", "more of the words", "newer"],
)
def test_the_better_story_comes_first(better: Found, worse: Found) -> None:
    assert order(better, worse) == order(worse, better) == [1, 2]


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    common = [found(key, {"mill": 2.0}) for key in range(10, 40)]
    assert order(*common, found(1, {"owl": 2.0}))[0] == 1


def test_rarity_is_never_negative_and_weight_has_a_limit() -> None:
    assert rarity(10, 10) > 0
    assert rarity(3, 10) > 0
    assert saturated(1e9, length=0, average=0) <= 2.4


def kin(own: Found, *others: Found, limit: int = 4) -> list[int]:
    having: dict[str, int] = {}
    for story in (own, *others):
        for term in story.weights:
            having[term] = having.get(term, 0) + 1
    rare = telling_terms(own, having=having, stories=100, average=200)
    return closest(own, others, rare=rare, average=200, at=NOW, limit=limit)


OWN = found(1, {"ferry": 8.0, "pier": 4.0, "harbor": 3.0, "#port": 4.0})


def test_the_story_that_shares_most_is_the_closest() -> None:
    assert kin(OWN, found(2, {"pier": 1.0}), found(3, {"ferry": 8.0, "pier": 4.0}))[0] == 3


def test_a_shared_topic_is_closer_than_a_shared_word_of_the_same_weight() -> None:
    own = found(1, {"ferry": 4.0, "#port": 4.0})
    assert kin(own, found(2, {"ferry": 4.0}), found(3, {"#port": 4.0})) == [3, 2]


def test_of_two_equals_the_newer_is_offered_first() -> None:
    assert kin(OWN, found(2, {"ferry": 4.0}, age=200 * DAY), found(3, {"ferry": 4.0}), limit=1) == [3]


def test_what_shares_nothing_telling_is_not_kin() -> None:
    assert kin(OWN, found(2, {"owl": 9.0})) == []
    assert kin(found(1, {}), found(2, {"owl": 9.0})) == []


def test_a_word_that_most_stories_have_makes_no_kin() -> None:
    having = {"year": 80, "ferry": 3}
    own = found(1, {"year": 9.0, "ferry": 1.0})
    assert set(telling_terms(own, having=having, stories=100, average=200)) == {"ferry"}


def test_the_second_choice_is_unlike_the_first_when_as_close() -> None:
    twin_one = found(2, {"ferry": 8.0, "pier": 1.0})
    twin_two = found(3, {"ferry": 8.0, "pier": 1.0})
    other = found(4, {"harbor": 5.0, "#port": 4.0})
    assert kin(OWN, twin_one, twin_two, other, limit=2) in ([4, 3], [3, 4])


BODY = "Once upon a time. " * 30 + "Then the ferry came to the old pier at night. " + "Nothing more was seen. " * 30


def test_a_passage_shows_where_most_of_the_words_stand() -> None:
    shown = passage("A pier. " + BODY, teaser="", stems={"ferry", "pier"}, language="en")
    assert [piece.text for piece in shown.pieces if piece.is_found] == ["ferry", "pier"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert len(shown.text) <= AROUND + 2


def test_the_pieces_are_the_text_and_the_marks_are_in_order() -> None:
    shown = passage("Ferry, ferries & <b>ferry</b>", teaser="", stems={"ferry"}, language="en")
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
    assert passage(body, teaser=teaser, stems={"ferry"}, language="en").text == expected


def test_marks_are_found_in_folded_spanish() -> None:
    shown = passage("Los camiones cruzan el PUÉNTE.", teaser="", stems={"puent"}, language="es")
    assert [piece.text for piece in shown.pieces if piece.is_found] == ["PUÉNTE"]
