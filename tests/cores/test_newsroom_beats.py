"""What stands in a beat, and under which addresses its topics may be."""

from __future__ import annotations

import pytest

from groundwave.newsroom.core.beats import slugs, subjects, words

KNOWN = {"harbor", "arts-and-culture", "educacion"}


def told(beat: str) -> list[tuple[str, str]]:
    """Each subject with its topic."""
    found = words(beat, topic_of=lambda names: next((name for name in names if name in KNOWN), ""))
    return [(word.text, word.slug) for word in found if word.is_subject]


@pytest.mark.parametrize(
    ("beat", "expected"),
    [
        ("", []),
        ("Harbor", [("Harbor", "harbor")]),
        ("the harbor, courts and county budgets.", [("the harbor", "harbor"), ("courts", ""), ("county budgets", "")]),
        ("Arts and culture; sand", [("Arts and culture", "arts-and-culture"), ("sand", "")]),
        ("Courts, and the Harbor", [("Courts", ""), ("the Harbor", "harbor")]),
        ("La educación y el puerto", [("La educación", "educacion"), ("el puerto", "")]),
    ],
)
def test_subjects_lead_to_their_topics_and_the_line_stays_as_it_was(beat: str, expected: list[tuple[str, str]]) -> None:
    assert told(beat) == expected
    assert "".join(word.text for word in words(beat, topic_of=lambda _: "")) == beat


def test_every_name_that_may_be_a_topic_is_asked_for() -> None:
    assert subjects("the harbor, arts and culture") == ["the harbor", "arts and culture", "arts", "culture"]
    assert slugs("The Harbor") == ("the-harbor", "harbor")
    assert slugs("!") == ()
