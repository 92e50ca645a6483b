"""Words, their stems, and what a reader may type."""

from __future__ import annotations

import time
import unicodedata

import pytest

from groundwave.discovery.core.query import MAX_CHARACTERS, MAX_TERMS, read_query, replaced
from groundwave.discovery.core.spelling import slips, slips_allowed
from groundwave.discovery.core.words import composed, fold, parsed, stem_of, surface, tokens


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("en", "bridge bridges bridged bridging"),
        ("en", "vote votes voted voting"),
        ("en", "plan plans planned planning"),
        ("en", "city cities"),
        ("en", "ferry ferries ferry’s FERRY"),
        ("en", "decide decides decided deciding"),
        ("es", "puente puentes Puente"),
        ("es", "elección elecciones eleccion ELECCIÓN"),
        ("es", "nuevo nueva nuevos nuevas"),
        ("es", "camión camiones camion"),
        ("es", "país países pais"),
    ],
)
def test_forms_of_a_word_have_one_stem_with_and_without_accents(language: str, family: str) -> None:
    assert len({stem_of(word, language) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("language", "pair"),
    [("en", "care car"), ("en", "news new"), ("en", "bus business"), ("en", "ring red"), ("es", "puente puerto")],
)
def test_words_that_only_look_alike_stay_apart(language: str, pair: str) -> None:
    one, other = pair.split()
    assert stem_of(one, language) != stem_of(other, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The mayor’s plan", "en", ["mayor", "plan"]),
        ("U.S. Senate", "en", ["us", "senat"]),
        ("89.3 FM, 1,200 people", "en", ["89.3", "fm", "1,200", "peopl"]),
        ("¿Quién paga el puente?", "es", ["pag", "puent"]),
        ("MUÑOZ y Peña", "es", ["munoz", "pen"]),
        ("the of and", "en", []),
        ("<script>alert(1)</script>", "en", ["script", "alert", "1", "script"]),
        ("ça va être bien", "fr", ["ca", "va", "etre", "bien"]),
        ("", "en", []),
    ],
)
def test_a_text_becomes_the_words_that_carry_meaning(text: str, language: str, expected: list[str]) -> None:
    assert [token.stem for token in tokens(text, language=language)] == expected


def test_a_token_says_where_its_word_stands() -> None:
    text = "The ferries, again"
    assert [text[token.start : token.end] for token in tokens(text, language="en")] == ["ferries", "again"]


def test_both_readings_of_a_text_are_one() -> None:
    text = "The mayor’s “ferry” to San Telmo, 89.3 FM"
    both = parsed(text, language="en")
    assert [word[0] for word in both if word[0]] == [token.stem for token in tokens(text, language="en")]
    assert [word[1] for word in both] == surface(text)


@pytest.mark.parametrize("text", ["\ud800ferry\udfff", "ferry\x00", "\u202eferry\u202c", "ferry\ufffe"])
def test_what_no_text_should_hold_does_not_hide_its_words(text: str) -> None:
    assert [token.stem for token in tokens(composed(text), language="en")] == ["ferri"]
    composed(text).encode()


def test_a_combining_accent_does_not_cut_its_word() -> None:
    apart = unicodedata.normalize("NFD", "San  Ramón")
    assert [token.stem for token in tokens(composed(apart), language="en")] == ["san", "ramon"]
    assert fold("RAMÓN") == "ramon"


@pytest.mark.parametrize(
    ("typed", "terms", "phrases", "excluded"),
    [
        ("School boards", ["school", "board"], [], []),
        ('"school board" ferry', ["school", "board", "ferri"], [("school", "board")], []),
        ("“school board”", ["school", "board"], [("school", "board")], []),
        ("‘school board’", ["school", "board"], [("school", "board")], []),
        ("'school board' ferry", ["school", "board", "ferri"], [("school", "board")], []),
        ("«school board»", ["school", "board"], [("school", "board")], []),
        ('"school board', ["school", "board"], [("school", "board")], []),
        ("the school’s board 'til May", ["school", "board", "til"], [], []),
        ("O'Neil's 'old mill's wheel'", ["oneil", "old", "mill", "wheel"], [("old", "mill", "wheel")], []),
        ('"bank of owls"', ["bank", "owl"], [("bank", "of", "owls")], []),
        ('"ferry"', ["ferri"], [], []),
        ("ferry -taxes", ["ferri"], [], ["tax"]),
        ("two-way ferry", ["two", "way", "ferri"], [], []),
        ("ferry ferries", ["ferri"], [], []),
        ("the who", [], [("the", "who")], []),
        ("-ferry", [], [], ["ferri"]),
        ('the "" - " ', [], [], []),
        ("title:ferry AND (mill OR pier)^9 ~2 [a TO b]*", ["titl", "ferri", "mill", "pier", "9", "2"], [], []),
        ("", [], [], []),
    ],
)
def test_a_query_is_read(typed: str, terms: list[str], phrases: list[object], excluded: list[str]) -> None:
    query = read_query(typed, language="en")
    assert [term.stem for term in query.terms] == terms
    assert list(query.phrases) == phrases
    assert query.excluded == set(excluded)


def test_an_excluded_phrase_is_no_exclusion_of_its_words() -> None:
    query = read_query('ferry -"school board"', language="en")
    assert query.excluded_phrases == (("school", "board"),)
    assert query.excluded == frozenset()


def test_a_query_is_read_only_within_its_bounds() -> None:
    assert len(read_query(" ".join(f"w{n}" for n in range(50)), language="en").terms) == MAX_TERMS
    far = "a1 " + " " * MAX_CHARACTERS * 5 + "b2"
    assert [term.stem for term in read_query(far, language="en").terms] == ["a1"]


@pytest.mark.parametrize(
    "hostile", ['"' * 100_000, "-" * 100_000, "a" * 100_000, "a." * 50_000, "1," * 50_000, "\x00'’" * 30_000]
)
def test_a_hostile_query_is_soon_read(hostile: str) -> None:
    started = time.perf_counter()
    assert len(read_query(hostile, language="en").terms) <= MAX_TERMS
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("elecion", "election", 1),
        ("electtion", "election", 1),
        ("elektion", "election", 1),
        ("elcetion", "election", 1),
        ("elktion", "election", 2),
        ("election", "election", 0),
        ("ferry", "fairy", 2),
        ("ab", "ba", 1),
        ("abc", "xyz", None),
        ("a", "abcd", None),
    ],
)
def test_slips_of_the_fingers_are_counted(typed: str, known: str, expected: int | None) -> None:
    assert slips(typed, known, at_most=2) == expected
    assert slips(known, typed, at_most=2) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("owl", 0), ("ferry", 1), ("election", 2), ("2026", 0), ("wjpa89fm", 0)]
)
def test_short_words_and_numbers_are_not_guessed(word: str, expected: int) -> None:
    assert slips_allowed(word) == expected


def test_a_correction_keeps_the_rest_as_it_was_typed() -> None:
    assert replaced('New "Briige" -tax', {"briig": "bridge"}, language="en") == 'New "bridge" -tax'
